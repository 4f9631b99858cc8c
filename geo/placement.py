"""Shapes held against what is known of their areas: point, size, former shape, one another.

The points of the shipped tables are the middles of the areas, save about one in a hundred that is
wrong: one shape off its point is a doubt, many are a fault of the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.islands import archipelago_codes
from geo.projection import Geometries, points_to_metric, to_metric
from geo.source.systems import Points, likely_system
from ioc.area import Level
from ioc.errors import Problem

# A point this far outside its shape, or a quarter of the shape's radius, is off it.
_NEAR_M, _NEAR_SHARE = 1_000.0, 0.25
# So many shapes off their points are no mistakes of the table of areas.
_MOST_OFF, _FEW = 0.3, 5
# A shift below the first is within what middles differ by; below the second it is asked about.
_SHIFT_M, _FAR_SHIFT_M = 150.0, 1_000.0
# Sizes within this factor are the same; shares of a shape that lie under another are overlaps.
_SAME_SIZE, _OVERLAP, _OVERLAP_KM2 = 1.18, 0.05, 0.05
_SAME_SHAPE = 0.5
_OTHER_SIZE = 3.0
_SHOWN = 8


@dataclass
class Doubts:
    """What the comparison found: faults of the file, questions to the user, remarks."""

    faults: list[Problem] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Placed:
    """The shapes of a file in metres, and beside each what is known of its area.

    `centres`: in the units of the file, NaN where a shape came in parts; `points`: metres, NaN
    unknown; `sizes`: km², NaN unknown; `former`: the shape published before, if it was no cell.
    """

    names: Sequence[str]
    shapes: Geometries
    centres: Points
    points: Points
    sizes: NDArray[np.float64]
    former: Sequence[shapely.Geometry | None]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where a point is known."""
        result: NDArray[np.bool_] = np.asarray(np.isfinite(self.points).all(axis=1))
        return result


def beside_known(
    groups: Sequence[Sequence[str]],
    shapes: Geometries,
    centres: Points,
    areas: pd.DataFrame,
    level: Level,
    former: Mapping[str, shapely.Geometry],
) -> Placed:
    """Put shapes (degrees) beside what a vintage knows of their areas.

    Args:
        groups: the codes of each shape; several when it stands for several areas.
        shapes: as they will be published.
        centres: see `Placed`.
        areas: the vintage; columns code, level, full_name, and lon, lat, area_km2 where known.
        level: what the shapes are.
        former: code → shape published before (degrees), see `Placed`.
    """
    own = areas[areas["level"] == level].set_index("code", drop=False)
    far = set(archipelago_codes(own.reset_index(drop=True))) if "name" in own else set()
    first = [group[0] for group in groups]
    # Far islands are symbols in the table; a shape of several areas has no single middle.
    plain = np.array([code not in far and len(group) == 1 for code, group in
                      zip(first, groups, strict=True)], dtype=bool)  # fmt: skip

    def column(name: str) -> NDArray[np.float64]:
        if name not in own:
            return np.full(len(first), np.nan)
        return pd.to_numeric(own[name], errors="coerce").reindex(first).to_numpy(dtype=float)

    points = np.column_stack(points_to_metric(column("lon"), column("lat")))
    sizes = np.where(plain & (column("area_km2") > 0), column("area_km2"), np.nan)
    earlier = np.array([former.get(code) for code in first], dtype=object)
    return Placed(
        names=[f"{code} {own['full_name'].get(code, '')}".strip() for code in first],
        shapes=to_metric(shapes),
        centres=centres,
        points=np.where(plain[:, None], points, np.nan),
        sizes=sizes,
        former=list(to_metric(earlier)) if len(earlier) else [],
    )


def compare(file: str, placed: Placed) -> Doubts:
    """Return what is wrong or doubtful with where shapes lie."""
    doubts = Doubts()
    known = np.flatnonzero(placed.known)
    if len(known) and not _moved(file, placed, known, doubts):
        off = known[_off(placed, known)]
        if len(known) >= _FEW and len(off) > _MOST_OFF * len(known):
            doubts.faults.append(_elsewhere(file, placed, known, off))
        else:
            _singly(file, placed, off, doubts)
    if not doubts.faults:
        _overlapping(placed, doubts)
        _sized(placed, doubts)
    return doubts


def _moved(file: str, placed: Placed, known: NDArray[np.intp], doubts: Doubts) -> bool:
    """Tell whether all shapes lie beside where they should, and say how."""
    middle = shapely.centroid(placed.shapes[known])
    offsets = np.column_stack([shapely.get_x(middle), shapely.get_y(middle)]) - placed.points[known]
    away = float(np.median(np.hypot(*offsets.T)))
    words, left = likely_system(placed.centres[known], placed.points[known])
    if left < away / 3 and away - left > (_SHIFT_M if len(known) >= 3 else 5_000.0):
        _say(
            file, doubts, away,
            f"hình lệch khoảng {_km(away)} so với điểm đã biết của {len(known)} địa bàn:"
            " hệ toạ độ không phải như tệp ghi hoặc như đã nêu",
            f"có lẽ phải {words}; như vậy chỉ còn lệch {_km(left)}",
        )  # fmt: skip
        return True
    shift = np.median(offsets, axis=0)
    length = float(np.hypot(*shift))
    spread = float(np.median(np.hypot(*(offsets - shift).T)))
    # Six standard errors of a median: middles and points differ by more where cells are rough.
    error = 1.25 * spread / np.sqrt(len(known))
    radius = float(np.sqrt(np.median(shapely.area(placed.shapes[known])) / np.pi))
    if len(known) >= _FEW and length > max(_SHIFT_M, spread / 4, 6 * error, radius / 50):
        _say(
            file, doubts, length,
            f"mọi hình lệch {_km(length)} về phía {_side(shift)} so với điểm đã biết của"
            f" {len(known)} địa bàn",
            "kiểm tra phép chuyển toạ độ đã dùng khi xuất tệp (hệ toạ độ, kinh tuyến trục)",
        )  # fmt: skip
        return True
    return False


def _say(file: str, doubts: Doubts, metres: float, message: str, mend: str) -> None:
    """Refuse what is far off; ask about what could be another way of measuring."""
    if metres >= _FAR_SHIFT_M:
        doubts.faults.append(Problem(message, mend, file=file))
    else:
        doubts.questions.append(f"{message[0].upper()}{message[1:]}. Cách sửa: {mend}.")


def _off(placed: Placed, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which shapes lie beside the point of their area."""
    shapes = placed.shapes[rows]
    away = shapely.distance(shapely.points(placed.points[rows]), shapes)
    radius = np.sqrt(shapely.area(shapes) / np.pi)
    result: NDArray[np.bool_] = away > np.maximum(_NEAR_M, _NEAR_SHARE * radius)
    return result


def _elsewhere(
    file: str, placed: Placed, known: NDArray[np.intp], off: NDArray[np.intp]
) -> Problem:
    tree = shapely.STRtree(np.asarray(shapely.points(placed.points[known])))
    middle = shapely.point_on_surface(placed.shapes[off])
    nearest = known[tree.nearest(middle)]
    examples = "; ".join(
        f"{placed.names[row]}: hình nằm ở {placed.names[place]}"
        for row, place in list(zip(off, nearest, strict=True))[:3]
        if row != place
    )
    return Problem(
        f"hình của {len(off)}/{len(known)} vùng không nằm ở điểm đã biết của địa bàn"
        + (f" ({examples})" if examples else ""),
        "mã hoặc tên bị lệch dòng so với hình: ghép lại bảng thuộc tính với hình rồi xuất lại",
        file=file,
    )


def _singly(file: str, placed: Placed, off: NDArray[np.intp], doubts: Doubts) -> None:
    """Judge the few shapes that lie beside their points."""
    rows = [int(row) for row in off if not _like_former(placed, int(row))]
    cycles, inside = _exchanged(placed, rows)
    for cycle in cycles:
        names = ", ".join(placed.names[row] for row in cycle)
        here = sum(_fits(placed, row, row) for row in cycle)
        there = sum(_fits(placed, row, inside[row]) for row in cycle)
        if here > there:
            doubts.remarks.append(
                f"Điểm trong danh mục của {names} nằm trong hình của nhau, nhưng diện tích khớp:"
                " giữ như tệp."
            )
        elif there > here:
            doubts.faults.append(
                Problem(
                    "hình của các địa bàn này bị đổi cho nhau: điểm và diện tích đã biết khớp với"
                    " hình của nhau",
                    "đổi lại mã (hoặc hình) của các vùng này",
                    file=file,
                    value=names,
                )
            )
        else:
            doubts.questions.append(
                f"Hình của {names} có thể bị đổi cho nhau: điểm đã biết của mỗi địa bàn nằm trong"
                " hình của địa bàn kia."
            )
    exchanged = {row for cycle in cycles for row in cycle}
    rest = [row for row in rows if row not in exchanged]
    sure = [row for row in rest if _fits(placed, row, row)]
    for rows_of_kind, words, where in (
        (sure, "Điểm trong danh mục nằm ngoài hình, nhưng diện tích khớp", doubts.remarks),
        ([row for row in rest if row not in sure], "Hình không chứa điểm đã biết của địa bàn",
         doubts.questions),
    ):  # fmt: skip
        if rows_of_kind:
            away = shapely.distance(
                shapely.points(placed.points[rows_of_kind]), placed.shapes[rows_of_kind]
            )
            texts = [f"{placed.names[row]} cách {_km(float(metres))}"
                     for row, metres in zip(rows_of_kind, away, strict=True)]  # fmt: skip
            where.append(f"{words}: {_listed(texts)}.")


def _sized(placed: Placed, doubts: Doubts) -> None:
    """Remark on shapes that are far larger or smaller than their areas are known to be."""
    size = shapely.area(placed.shapes) / 1e6
    with np.errstate(invalid="ignore"):
        odd = (size > placed.sizes * _OTHER_SIZE) | (size * _OTHER_SIZE < placed.sizes)
    texts = [
        f"{placed.names[row]} {_number(size[row])} km² (danh mục: {_number(placed.sizes[row])})"
        for row in np.flatnonzero(odd).tolist()
    ]
    if texts:
        doubts.remarks.append(f"Diện tích khác danh mục nhiều lần: {_listed(texts)}.")


def _number(size: float) -> str:
    return f"{size:.1f}".replace(".", ",")


def _exchanged(placed: Placed, rows: Sequence[int]) -> tuple[list[list[int]], dict[int, int]]:
    """Return the rings of areas whose points lie in one another's shapes, and which in which."""
    if not rows:
        return [], {}
    tree = shapely.STRtree(placed.shapes[list(rows)])
    found = tree.query(shapely.points(placed.points[list(rows)]), predicate="within").T
    inside = {rows[one]: rows[other] for one, other in found if one != other}
    cycles: list[list[int]] = []
    seen: set[int] = set()
    for start in rows:
        path: list[int] = []
        row = start
        while row in inside and row not in seen:
            seen.add(row)
            path.append(row)
            row = inside[row]
        if row in path:
            cycles.append(path[path.index(row) :])
    return cycles, inside


def _fits(placed: Placed, area: int, shape: int) -> bool:
    """Tell whether a shape is as large as an area is known to be."""
    size = float(shapely.area(placed.shapes[shape])) / 1e6
    known = float(placed.sizes[area])
    return bool(np.isfinite(known) and known / _SAME_SIZE <= size <= known * _SAME_SIZE)


def _like_former(placed: Placed, row: int) -> bool:
    """Tell whether a shape is much the one that was published before."""
    former = placed.former[row]
    if former is None or shapely.is_empty(former):
        return False
    both = shapely.area(shapely.intersection(former, placed.shapes[row]))
    either = shapely.area(former) + shapely.area(placed.shapes[row]) - both
    return bool(both > _SAME_SHAPE * either)


def _overlapping(placed: Placed, doubts: Doubts) -> None:
    """Ask about shapes of which a part lies under another: that part can be drawn but once."""
    shapes = shapely.simplify(placed.shapes, 50.0)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = one < other
    one, other = one[pairs], other[pairs]
    common = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    size = shapely.area(shapes)
    texts = []
    for left, right, area in zip(one, other, common, strict=True):
        small, large = (left, right) if size[left] <= size[right] else (right, left)
        share = area / size[small] if size[small] else 0.0
        if share > _OVERLAP and area > _OVERLAP_KM2 * 1e6:
            texts.append(
                f"{_percent(share)} của {placed.names[small]} nằm dưới {placed.names[large]}"
            )
    if texts:
        doubts.questions.append(
            f"Các vùng chồng lên nhau, phần chung chỉ vẽ được cho một vùng: {_listed(texts)}."
        )


def _listed(texts: Sequence[str]) -> str:
    more = f"; … và {len(texts) - _SHOWN} trường hợp khác" if len(texts) > _SHOWN else ""
    return "; ".join(texts[:_SHOWN]) + more


def _km(metres: float) -> str:
    number = metres / 1000
    return f"{number:.{0 if number >= 10 else 1 if number >= 1 else 2}f} km".replace(".", ",")


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _side(shift: NDArray[np.float64]) -> str:
    east, north = (float(part) / float(np.hypot(*shift)) for part in shift)
    across = "đông" if east > 0.38 else "tây" if east < -0.38 else ""
    along = "bắc" if north > 0.38 else "nam" if north < -0.38 else ""
    return " ".join(part for part in (across, along) if part)
