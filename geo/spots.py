"""Places of villages on a map: inside of the shape that their commune is drawn with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Shapes = Mapping[str, shapely.Geometry]

_METRES_PER_DEGREE = 111_320.0
# Land that two maps have in common counts from one hectare on.
_LEAST_M2 = 10_000.0
# A moved village keeps this far from the border, or this share of the land's breadth.
_MARGIN_M, _MARGIN_SHARE = 120.0, 0.12
# Candidates for a group of villages, and the space between them as a share of what there is.
_LEAST_CANDIDATES, _CANDIDATES_EACH, _MOST_CANDIDATES, _AIR = 240, 12, 6_000, 0.55
# Steps of the sequence that fills a plane evenly (Roberts' R2).
_STEPS = np.array([0.7548776662466927, 0.5698402909980532])


class VillageSpots(NamedTuple):
    """Where villages are drawn (degrees), and which of them were moved there."""

    lon: Floats
    lat: Floats
    is_moved: Bools


@dataclass(frozen=True)
class VillageMap:
    """One map: the commune of each village, and the shape (degrees) that each is drawn with."""

    communes: Sequence[str]
    shapes: Shapes

    def hold(self, lon: Floats, lat: Floats) -> Bools:
        """Tell which villages are in their commune; one without a shape counts as inside."""
        own = np.array([self.shapes.get(code) for code in self.communes], dtype=object)
        has_shape = ~shapely.is_missing(own)
        result = np.ones(len(own), dtype=bool)
        shapely.prepare(own[has_shape])
        result[has_shape] = shapely.contains_xy(own[has_shape], lon[has_shape], lat[has_shape])
        return result


def spots_inside(lon: Floats, lat: Floats, maps: Sequence[VillageMap]) -> VillageSpots:
    """Return where villages are drawn, and which of them were moved there.

    A village that is in its commune on every map stays. The others move to the nearest free place
    that is in it on all maps, or on the first where they have no land in common. NaN stays NaN.

    Args:
        lon: degrees.
        lat: degrees.
        maps: the one that matters most first.
    """
    lon, lat = lon.copy(), lat.copy()
    has_point = np.isfinite(lon) & np.isfinite(lat)
    is_moved = np.zeros(len(lon), dtype=bool)
    doubtful = np.zeros(len(lon), dtype=bool)
    for one in maps:
        doubtful |= has_point & ~one.hold(lon, lat)
    if not doubtful.any():
        return VillageSpots(lon, lat, is_moved)
    squeeze = float(np.cos(np.radians(np.mean(lat[has_point]))))
    scale = np.array([squeeze, 1.0]) * _METRES_PER_DEGREE
    at = np.column_stack([lon, lat]) * scale
    keys = list(zip(*(one.communes for one in maps), strict=True))
    groups: dict[tuple[str, ...], list[int]] = {}
    # Villages of several groups may lie in the same commune.
    points_of: dict[str, list[Floats]] = {}
    for row in np.flatnonzero(has_point):
        groups.setdefault(keys[row], []).append(int(row))
        if not doubtful[row]:
            points_of.setdefault(keys[row][0], []).append(at[row])
    for key, members in groups.items():
        rows = np.array(members)
        rows = rows[doubtful[rows]]
        if not len(rows):
            continue
        own = [one.shapes.get(code) for one, code in zip(maps, key, strict=True)]
        land = _common(own, scale)
        if land is None:
            continue
        inside = shapely.contains_xy(land, at[rows, 0], at[rows, 1])
        neighbours = points_of.setdefault(key[0], [])
        neighbours.extend(at[rows[inside]])
        away = rows[~inside]
        if len(away):
            spots = _places(land, at[away], neighbours, len(members))
            lon[away], lat[away] = np.round(spots / scale, 5).T
            is_moved[away] = True
    return VillageSpots(lon, lat, is_moved)


def _common(shapes: Sequence[shapely.Geometry | None], scale: Floats) -> shapely.Geometry | None:
    """Return the common land of the shapes, in metres; a shape that shares none is left out."""
    land: shapely.Geometry | None = None
    for shape in shapes:
        if shape is None:
            continue
        metric = shapely.make_valid(shapely.transform(shape, lambda points: points * scale))
        both = metric if land is None else shapely.intersection(land, metric)
        if land is None or shapely.area(both) >= _LEAST_M2:
            land = both
    return land


def _places(land: shapely.Geometry, away: Floats, neighbours: list[Floats], count: int) -> Floats:
    """Return a place in the land for each point that is away; they join the neighbours."""
    candidates = _candidates(land, count)
    air = _AIR * np.sqrt(shapely.area(land) / count)
    first = len(neighbours)
    # How far each place is from the next village.
    free = np.full(len(candidates), np.inf)
    for neighbour in neighbours:
        np.minimum(free, np.hypot(*(candidates - neighbour).T), out=free)
    for point in away:
        far = np.hypot(*(candidates - point).T)
        roomy = free >= air
        best = candidates[np.where(roomy, far, np.inf).argmin() if roomy.any() else free.argmax()]
        neighbours.append(best)
        np.minimum(free, np.hypot(*(candidates - best).T), out=free)
    return np.array(neighbours[first:])


def _candidates(land: shapely.Geometry, count: int) -> Floats:
    """Return places spread evenly over the land, away from its border as far as it is wide."""
    size = float(shapely.area(land))
    margin = min(_MARGIN_M, _MARGIN_SHARE * float(np.sqrt(size)))
    inner: shapely.Geometry = shapely.buffer(land, -margin)
    while margin > 1.0 and shapely.area(inner) < 0.1 * size:
        margin /= 2
        inner = shapely.buffer(land, -margin)
    if shapely.is_empty(inner):
        inner = land
    west, south, east, north = shapely.bounds(inner)
    share = float(shapely.area(inner)) / max((east - west) * (north - south), 1.0)
    number = min(_LEAST_CANDIDATES + _CANDIDATES_EACH * count, _MOST_CANDIDATES)
    steps = np.arange(1, int(min(number / max(share, 0.01), 20 * number)) + 1)[:, None]
    points = np.array([west, south]) + (0.5 + steps * _STEPS) % 1.0 * [east - west, north - south]
    shapely.prepare(inner)
    points = points[shapely.contains_xy(inner, points[:, 0], points[:, 1])]
    middle = shapely.point_on_surface(inner)
    return np.vstack([[shapely.get_x(middle), shapely.get_y(middle)], points])
