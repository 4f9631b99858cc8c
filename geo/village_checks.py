"""Compares the points of a list of villages with the shapes of their communes (decision 27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coordinates.projection import points_to_metric, to_metric
from geo.placement import Doubts
from ioc.errors import Problem
from ioc.words.phrase import FixedNumber, Phrase, WordList

# Nearer to its commune than this a point is a village at the border, on a map of lesser scale.
_NEAR_KM = 0.1
# A cell is no boundary: only what is further off cannot be the cell's fault.
_FAR_FROM_CELL_KM = 10.0
# A larger share of points outside of real shapes is not explained by single mistakes.
_MOST_OUT, _FEW, _OUT_KM = 0.3, 5, 1.0
_MOST_EXAMPLES = 8


def village_doubts(
    file: str,
    names: Sequence[str],
    communes: Sequence[str],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    real: Mapping[str, shapely.Geometry],
    cells: Mapping[str, shapely.Geometry],
) -> Doubts:
    """Return faults and doubts about the points of villages.

    Args:
        file: name of the list.
        names: what each village is called.
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
        villages = [
            Phrase(
                "boundary-village-away", name=names[row], distance=FixedNumber(float(far), 1, " km")
            )
            for row, far in zip(rows, away, strict=True)
        ]
        least = _OUT_KM if is_real else _FAR_FROM_CELL_KM
        wrong = away > least
        if len(rows) >= _FEW and wrong.sum() > _MOST_OUT * len(rows):
            doubts.faults.append(
                _elsewhere(file, villages, away, int(wrong.sum()), len(rows), least)
            )
        elif is_real:
            _ask(villages, away, away > _NEAR_KM, "boundary-villages-outside", doubts)
        else:
            _ask(villages, away, wrong, "boundary-villages-far", doubts)
            near = int(((away > 0) & ~wrong).sum())
            if near:
                doubts.remarks.append(Phrase("boundary-villages-near", count=near))
    return doubts


def _elsewhere(
    file: str,
    villages: Sequence[Phrase],
    away: NDArray[np.float64],
    out: int,
    count: int,
    least: float,
) -> Problem:
    return Problem(
        Phrase(
            "boundary-villages-out",
            out=str(out),
            count=str(count),
            distance=FixedNumber(least, 1, " km"),
            examples=_farthest(villages, away, np.ones(len(villages), dtype=bool), 3),
        ),
        file=file,
    )


def _ask(
    villages: Sequence[Phrase],
    away: NDArray[np.float64],
    is_doubtful: NDArray[np.bool_],
    id: str,
    doubts: Doubts,
) -> None:
    count = int(is_doubtful.sum())
    if count:
        farthest = _farthest(villages, away, is_doubtful, _MOST_EXAMPLES)
        doubts.questions.append(Phrase(id, count=count, villages=farthest))


def _farthest(
    villages: Sequence[Phrase], away: NDArray[np.float64], is_doubtful: NDArray[np.bool_], most: int
) -> Phrase | WordList:
    order = [row for row in np.argsort(-away, kind="stable") if is_doubtful[row]]
    first = WordList("; ", tuple(villages[row] for row in order[:most]))
    rest = len(order) - most
    return Phrase("boundary-more-villages", listed=first, count=rest) if rest > 0 else first
