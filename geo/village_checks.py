"""Points of a list of villages held against the shapes of their communes (decision 27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.placement import Doubts
from geo.projection import points_to_metric, to_metric
from ioc.errors import Problem

# Nearer to its commune than this a point is a village at the border, on a map of lesser scale.
_NEAR_KM = 0.1
# A cell is no boundary: only what is further off cannot be the cell's fault.
_FAR_FROM_CELL_KM = 10.0
# So many points outside of real shapes are no mistakes of single villages.
_MOST_OUT, _FEW, _OUT_KM = 0.3, 5, 1.0
_SHOWN = 8


def village_doubts(
    file: str,
    names: Sequence[str],
    communes: Sequence[str],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    real: Mapping[str, shapely.Geometry],
    cells: Mapping[str, shapely.Geometry],
) -> Doubts:
    """Return what is wrong or doubtful with where villages stand.

    Args:
        file: name of the list.
        names: how each village is told.
        communes: the code of each village's commune.
        lon: degrees, NaN unknown.
        lat: degrees, NaN unknown.
        real: commune → loaded shape (degrees).
        cells: commune → schematic cell, where nothing better is known.
    """
    doubts = Doubts()
    x, y = points_to_metric(lon, lat)
    for shapes, is_real in ((real, True), (cells, False)):
        rows = np.array(
            [row for row, code in enumerate(communes) if code in shapes and np.isfinite(x[row])],
            dtype=np.int64,
        )
        if not len(rows):
            continue
        own = to_metric(np.array([shapes[communes[row]] for row in rows], dtype=object))
        away = shapely.distance(shapely.points(x[rows], y[rows]), own) / 1000
        told = [f"{names[row]}: cách {_km(far)}" for row, far in zip(rows, away, strict=True)]
        least = _OUT_KM if is_real else _FAR_FROM_CELL_KM
        wrong = away > least
        if len(rows) >= _FEW and wrong.sum() > _MOST_OUT * len(rows):
            doubts.faults.append(_elsewhere(file, told, away, int(wrong.sum()), len(rows), least))
        elif is_real:
            _ask(told, away, away > _NEAR_KM, "nằm ngoài ranh giới xã", doubts)
        else:
            _ask(told, away, wrong, "nằm rất xa xã", doubts)
            near = int(((away > 0) & ~wrong).sum())
            if near:
                doubts.remarks.append(
                    f"{near} thôn có toạ độ nằm ngoài ô sơ đồ của xã. Ô sơ đồ không phải ranh giới"
                    " thật: toạ độ giữ như tệp, bản đồ vẽ các thôn này trong ô."
                )
    return doubts


def _elsewhere(
    file: str, told: Sequence[str], away: NDArray[np.float64], out: int, count: int, least: float
) -> Problem:
    return Problem(
        f"toạ độ của {out}/{count} thôn nằm ngoài xã của mình hơn {_km(least)}"
        f" ({_farthest(told, away, np.ones(len(told), dtype=bool), 3)})",
        "kiểm tra cột kinh độ, vĩ độ và mã xã: có thể bị lệch dòng, hoặc toạ độ không phải WGS 84",
        file=file,
    )


def _ask(
    told: Sequence[str],
    away: NDArray[np.float64],
    chosen: NDArray[np.bool_],
    words: str,
    doubts: Doubts,
) -> None:
    count = int(chosen.sum())
    if count:
        doubts.questions.append(
            f"{count} thôn có toạ độ {words} ({_farthest(told, away, chosen, _SHOWN)})."
            " Kho ghi đúng toạ độ của tệp; bản đồ vẽ các thôn này trong xã. Cách sửa: kiểm tra toạ"
            " độ và mã xã của các thôn này."
        )


def _farthest(
    told: Sequence[str], away: NDArray[np.float64], chosen: NDArray[np.bool_], most: int
) -> str:
    order = [row for row in np.argsort(-away, kind="stable") if chosen[row]]
    rest = len(order) - most
    shown = "; ".join(told[row] for row in order[:most])
    return shown + (f"; … và {rest} thôn khác" if rest > 0 else "")


def _km(distance: float) -> str:
    return f"{distance:.1f} km".replace(".", ",")
