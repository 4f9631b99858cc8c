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
# Places tried for a group of villages, at most, and the air between, as a share of what there is.
_TRIED, _TRIED_EACH, _MOST_TRIED, _AIR = 240, 12, 6_000, 0.55
# Steps of the sequence that fills a plane evenly (Roberts' R2).
_STEPS = np.array([0.7548776662466927, 0.5698402909980532])


class Places(NamedTuple):
    """Where villages are drawn (degrees), and which of them do not stand there."""

    lon: Floats
    lat: Floats
    moved: Bools


@dataclass(frozen=True)
class Ground:
    """One map: the commune of each village, and the shape (degrees) that each is drawn with."""

    communes: Sequence[str]
    shapes: Shapes

    def hold(self, lon: Floats, lat: Floats) -> Bools:
        """Tell which villages stand in their commune; one whose commune has no shape does."""
        own = np.array([self.shapes.get(code) for code in self.communes], dtype=object)
        known = ~shapely.is_missing(own)
        result = np.ones(len(own), dtype=bool)
        shapely.prepare(own[known])
        result[known] = shapely.contains_xy(own[known], lon[known], lat[known])
        return result


def spots_inside(lon: Floats, lat: Floats, grounds: Sequence[Ground]) -> Places:
    """Return where villages are drawn, and which of them do not stand there.

    Whoever stands in its commune on every map stays. The others move to the nearest free place that
    is in it on all maps, or on the first of them where they have no land in common. NaN stays NaN.

    Args:
        lon: degrees.
        lat: degrees.
        grounds: the maps, the one that matters most first.
    """
    lon, lat = lon.copy(), lat.copy()
    placed = np.isfinite(lon) & np.isfinite(lat)
    moved = np.zeros(len(lon), dtype=bool)
    doubtful = np.zeros(len(lon), dtype=bool)
    for ground in grounds:
        doubtful |= placed & ~ground.hold(lon, lat)
    if not doubtful.any():
        return Places(lon, lat, moved)
    squeeze = float(np.cos(np.radians(np.mean(lat[placed]))))
    scale = np.array([squeeze, 1.0]) * _METRES_PER_DEGREE
    at = np.column_stack([lon, lat]) * scale
    keys = list(zip(*(ground.communes for ground in grounds), strict=True))
    groups: dict[tuple[str, ...], list[int]] = {}
    # Villages of several groups may come to stand in the same commune.
    taken: dict[str, list[Floats]] = {}
    for row in np.flatnonzero(placed):
        groups.setdefault(keys[row], []).append(int(row))
        if not doubtful[row]:
            taken.setdefault(keys[row][0], []).append(at[row])
    for key, members in groups.items():
        rows = np.array(members)
        rows = rows[doubtful[rows]]
        if not len(rows):
            continue
        own = [ground.shapes.get(code) for ground, code in zip(grounds, key, strict=True)]
        land = _common(own, scale)
        if land is None:
            continue
        inside = shapely.contains_xy(land, at[rows, 0], at[rows, 1])
        held = taken.setdefault(key[0], [])
        held.extend(at[rows[inside]])
        away = rows[~inside]
        if len(away):
            spots = _places(land, at[away], held, len(members))
            lon[away], lat[away] = np.round(spots / scale, 5).T
            moved[away] = True
    return Places(lon, lat, moved)


def _common(shapes: Sequence[shapely.Geometry | None], scale: Floats) -> shapely.Geometry | None:
    """Return what the shapes have in common, in metres; one that shares none is left out."""
    land: shapely.Geometry | None = None
    for shape in shapes:
        if shape is None:
            continue
        metric = shapely.make_valid(shapely.transform(shape, lambda points: points * scale))
        both = metric if land is None else shapely.intersection(land, metric)
        if land is None or shapely.area(both) >= _LEAST_M2:
            land = both
    return land


def _places(land: shapely.Geometry, away: Floats, held: list[Floats], count: int) -> Floats:
    """Return a place in the land for each point that is away; they join those that are held."""
    tried = _tried(land, count)
    air = _AIR * np.sqrt(shapely.area(land) / count)
    first = len(held)
    # How far each place is from the next village.
    free = np.full(len(tried), np.inf)
    for taken in held:
        np.minimum(free, np.hypot(*(tried - taken).T), out=free)
    for point in away:
        far = np.hypot(*(tried - point).T)
        roomy = free >= air
        best = tried[np.where(roomy, far, np.inf).argmin() if roomy.any() else free.argmax()]
        held.append(best)
        np.minimum(free, np.hypot(*(tried - best).T), out=free)
    return np.array(held[first:])


def _tried(land: shapely.Geometry, count: int) -> Floats:
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
    wanted = min(_TRIED + _TRIED_EACH * count, _MOST_TRIED)
    steps = np.arange(1, int(min(wanted / max(share, 0.01), 20 * wanted)) + 1)[:, None]
    points = np.array([west, south]) + (0.5 + steps * _STEPS) % 1.0 * [east - west, north - south]
    shapely.prepare(inner)
    points = points[shapely.contains_xy(inner, points[:, 0], points[:, 1])]
    middle = shapely.point_on_surface(inner)
    return np.vstack([[shapely.get_x(middle), shapely.get_y(middle)], points])
