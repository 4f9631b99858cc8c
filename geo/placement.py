"""Compares shapes with what is known of their areas: point, size, former shape, one another.

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

from geo.coordinates.projection import Geometries, points_to_metric, to_metric
from geo.coordinates.systems import Points, likely_system
from geo.islands import archipelago_codes
from ioc.area import Level
from ioc.errors import Problem
from ioc.words.phrase import Capital, FixedNumber, Phrase, WordList

# A point this far outside its shape, or a quarter of the shape's radius, is off it.
_NEAR_M, _NEAR_SHARE = 1_000.0, 0.25
# More shapes off their points are not explained by mistakes in the table of areas.
_MOST_OFF, _FEW = 0.3, 5
# A shift below the first is within what middles differ by; below the second it is asked about.
_SHIFT_M, _FAR_SHIFT_M = 150.0, 1_000.0
# Sizes within this factor are the same; shares of a shape that lie under another are overlaps.
_SAME_SIZE, _OVERLAP, _OVERLAP_KM2 = 1.18, 0.05, 0.05
_SAME_SHAPE = 0.5
_OTHER_SIZE = 3.0
_MOST_EXAMPLES = 8


@dataclass
class Doubts:
    """The result of a comparison: faults of the file, questions to the user, remarks."""

    faults: list[Problem] = field(default_factory=list)
    questions: list[Phrase] = field(default_factory=list)
    remarks: list[Phrase] = field(default_factory=list)


@dataclass(frozen=True)
class ShapePairs:
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
    def has_point(self) -> NDArray[np.bool_]:
        """For which areas a point is known."""
        result: NDArray[np.bool_] = np.asarray(np.isfinite(self.points).all(axis=1))
        return result


def beside_known(
    groups: Sequence[Sequence[str]],
    shapes: Geometries,
    centres: Points,
    areas: pd.DataFrame,
    level: Level,
    former: Mapping[str, shapely.Geometry],
) -> ShapePairs:
    """Pair shapes (degrees) with what a vintage knows of their areas.

    Args:
        groups: the codes of each shape; several when it stands for several areas.
        shapes: as they will be published.
        centres: see `ShapePairs`.
        areas: the vintage; columns code, level, full_name, and lon, lat, area_km2 where known.
        level: what the shapes are.
        former: code → shape published before (degrees), see `ShapePairs`.
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
    return ShapePairs(
        names=[f"{code} {own['full_name'].get(code, '')}".strip() for code in first],
        # What is just valid in degrees need not be so in metres.
        shapes=np.asarray(shapely.make_valid(to_metric(shapes)), dtype=object),
        centres=centres,
        points=np.where(plain[:, None], points, np.nan),
        sizes=sizes,
        former=list(to_metric(earlier)) if len(earlier) else [],
    )


def compare(file: str, pairs: ShapePairs) -> Doubts:
    """Return faults and doubts about the places of shapes."""
    doubts = Doubts()
    rows = np.flatnonzero(pairs.has_point)
    if len(rows) and not _is_shifted(file, pairs, rows, doubts):
        off = rows[_off(pairs, rows)]
        if len(rows) >= _FEW and len(off) > _MOST_OFF * len(rows):
            doubts.faults.append(_elsewhere(file, pairs, rows, off))
        else:
            _check_each(file, pairs, off, doubts)
    if not doubts.faults:
        _check_overlaps(pairs, doubts)
        _check_sizes(pairs, doubts)
    return doubts


def _is_shifted(file: str, pairs: ShapePairs, rows: NDArray[np.intp], doubts: Doubts) -> bool:
    """Tell whether all shapes are shifted, and add the fault or the question."""
    middle = shapely.centroid(pairs.shapes[rows])
    offsets = np.column_stack([shapely.get_x(middle), shapely.get_y(middle)]) - pairs.points[rows]
    away = float(np.median(np.hypot(*offsets.T)))
    words, left = likely_system(pairs.centres[rows], pairs.points[rows])
    if left < away / 3 and away - left > (_SHIFT_M if len(rows) >= 3 else 5_000.0):
        _say(
            file,
            doubts,
            away,
            Phrase(
                "boundary-shifted-system",
                away=_distance(away),
                count=len(rows),
                words=words,
                left=_distance(left),
            ),
        )
        return True
    shift = np.median(offsets, axis=0)
    length = float(np.hypot(*shift))
    spread = float(np.median(np.hypot(*(offsets - shift).T)))
    # Six standard errors of a median: middles and points differ by more where cells are rough.
    error = 1.25 * spread / np.sqrt(len(rows))
    radius = float(np.sqrt(np.median(shapely.area(pairs.shapes[rows])) / np.pi))
    if len(rows) >= _FEW and length > max(_SHIFT_M, spread / 4, 6 * error, radius / 50):
        _say(
            file,
            doubts,
            length,
            Phrase("boundary-shifted", away=_distance(length), side=_side(shift), count=len(rows)),
        )
        return True
    return False


def _say(file: str, doubts: Doubts, metres: float, fault: Phrase) -> None:
    """Refuse a large shift; ask about one that another way of measuring may explain."""
    if metres >= _FAR_SHIFT_M:
        doubts.faults.append(Problem(fault, file=file))
    else:
        fix = Phrase(f"{fault.id}.fix", **fault.parameters)
        doubts.questions.append(Phrase("boundary-question", message=Capital(fault), fix=fix))


def _off(pairs: ShapePairs, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which shapes lie beside the point of their area."""
    shapes = pairs.shapes[rows]
    away = shapely.distance(shapely.points(pairs.points[rows]), shapes)
    radius = np.sqrt(shapely.area(shapes) / np.pi)
    result: NDArray[np.bool_] = away > np.maximum(_NEAR_M, _NEAR_SHARE * radius)
    return result


def _elsewhere(
    file: str, pairs: ShapePairs, rows: NDArray[np.intp], off: NDArray[np.intp]
) -> Problem:
    tree = shapely.STRtree(np.asarray(shapely.points(pairs.points[rows])))
    middle = shapely.point_on_surface(pairs.shapes[off])
    nearest = rows[tree.nearest(middle)]
    examples = tuple(
        Phrase("boundary-slipped-example", name=pairs.names[row], place=pairs.names[place])
        for row, place in list(zip(off, nearest, strict=True))[:3]
        if row != place
    )
    fault = Phrase(
        "boundary-slipped",
        off=str(len(off)),
        count=str(len(rows)),
        examples=Phrase("boundary-slipped-examples", examples=WordList("; ", examples))
        if examples
        else "",
    )
    return Problem(fault, file=file)


def _check_each(file: str, pairs: ShapePairs, off: NDArray[np.intp], doubts: Doubts) -> None:
    """Check the few shapes that lie beside their points."""
    rows = [int(row) for row in off if not _like_former(pairs, int(row))]
    cycles, inside = _exchanged(pairs, rows)
    for cycle in cycles:
        names = ", ".join(pairs.names[row] for row in cycle)
        here = sum(_fits(pairs, row, row) for row in cycle)
        there = sum(_fits(pairs, row, inside[row]) for row in cycle)
        if here > there:
            doubts.remarks.append(Phrase("boundary-points-exchanged", names=names))
        elif there > here:
            doubts.faults.append(
                Problem(
                    Phrase("boundary-exchanged"),
                    file=file,
                    value=names,
                )
            )
        else:
            doubts.questions.append(Phrase("boundary-maybe-exchanged", names=names))
    exchanged = {row for cycle in cycles for row in cycle}
    rest = [row for row in rows if row not in exchanged]
    sure = [row for row in rest if _fits(pairs, row, row)]
    for rows_of_kind, id, where in (
        (sure, "boundary-outside-but-sized", doubts.remarks),
        ([row for row in rest if row not in sure], "boundary-outside", doubts.questions),
    ):  # fmt: skip
        if rows_of_kind:
            away = shapely.distance(
                shapely.points(pairs.points[rows_of_kind]), pairs.shapes[rows_of_kind]
            )
            texts = [
                Phrase(
                    "boundary-area-away", name=pairs.names[row], distance=_distance(float(metres))
                )
                for row, metres in zip(rows_of_kind, away, strict=True)
            ]
            where.append(Phrase(id, areas=_examples(texts)))


def _check_sizes(pairs: ShapePairs, doubts: Doubts) -> None:
    """Remark on shapes that are far larger or smaller than their areas are known to be."""
    size = shapely.area(pairs.shapes) / 1e6
    with np.errstate(invalid="ignore"):
        odd = (size > pairs.sizes * _OTHER_SIZE) | (size * _OTHER_SIZE < pairs.sizes)
    texts = [
        Phrase(
            "boundary-area-size",
            name=pairs.names[row],
            size=FixedNumber(float(size[row]), 1),
            listed=FixedNumber(float(pairs.sizes[row]), 1),
        )
        for row in np.flatnonzero(odd).tolist()
    ]
    if texts:
        doubts.remarks.append(Phrase("boundary-sizes-differ", areas=_examples(texts)))


def _exchanged(pairs: ShapePairs, rows: Sequence[int]) -> tuple[list[list[int]], dict[int, int]]:
    """Return the rings of areas whose points lie in one another's shapes, and which in which."""
    if not rows:
        return [], {}
    tree = shapely.STRtree(pairs.shapes[list(rows)])
    hits = tree.query(shapely.points(pairs.points[list(rows)]), predicate="within").T
    inside = {rows[one]: rows[other] for one, other in hits if one != other}
    cycles: list[list[int]] = []
    visited: set[int] = set()
    for start in rows:
        path: list[int] = []
        row = start
        while row in inside and row not in visited:
            visited.add(row)
            path.append(row)
            row = inside[row]
        if row in path:
            cycles.append(path[path.index(row) :])
    return cycles, inside


def _fits(pairs: ShapePairs, area: int, shape: int) -> bool:
    """Tell whether a shape is as large as an area is known to be."""
    size = float(shapely.area(pairs.shapes[shape])) / 1e6
    area_size = float(pairs.sizes[area])
    return bool(np.isfinite(area_size) and area_size / _SAME_SIZE <= size <= area_size * _SAME_SIZE)


def _like_former(pairs: ShapePairs, row: int) -> bool:
    """Tell whether a shape is much the one that was published before."""
    former = pairs.former[row]
    if former is None or shapely.is_empty(former):
        return False
    both = shapely.area(shapely.intersection(former, pairs.shapes[row]))
    either = shapely.area(former) + shapely.area(pairs.shapes[row]) - both
    return bool(both > _SAME_SHAPE * either)


def _check_overlaps(pairs: ShapePairs, doubts: Doubts) -> None:
    """Ask about shapes that overlap: the common part can be drawn only once."""
    shapes = shapely.make_valid(shapely.simplify(pairs.shapes, 50.0))
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    is_first = one < other
    one, other = one[is_first], other[is_first]
    common = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    size = shapely.area(shapes)
    texts = []
    for left, right, area in zip(one, other, common, strict=True):
        small, large = (left, right) if size[left] <= size[right] else (right, left)
        share = area / size[small] if size[small] else 0.0
        if share > _OVERLAP and area > _OVERLAP_KM2 * 1e6:
            texts.append(
                Phrase(
                    "boundary-lies-under",
                    share=FixedNumber(float(share) * 100, 0, " %"),
                    small=pairs.names[small],
                    large=pairs.names[large],
                )
            )
    if texts:
        doubts.questions.append(Phrase("boundary-overlap", areas=_examples(texts)))


def _examples(texts: Sequence[Phrase]) -> Phrase | WordList:
    first = WordList("; ", tuple(texts[:_MOST_EXAMPLES]))
    rest = len(texts) - _MOST_EXAMPLES
    return Phrase("boundary-more-cases", listed=first, count=rest) if rest > 0 else first


def _distance(metres: float) -> FixedNumber:
    number = metres / 1000
    return FixedNumber(number, 0 if number >= 10 else 1 if number >= 1 else 2, " km")


def _side(shift: NDArray[np.float64]) -> WordList:
    east, north = (float(part) / float(np.hypot(*shift)) for part in shift)
    across = "east" if east > 0.38 else "west" if east < -0.38 else ""
    along = "north" if north > 0.38 else "south" if north < -0.38 else ""
    return WordList(" ", tuple(Phrase(f"boundary-side-{part}") for part in (across, along) if part))
