"""Made-up villages stand in the commune that they belong to, before and after a reorganisation.

A commune's land is taken to be what lies nearer to its point than to any other's, as the schematic
map draws it (geo.schematic).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from data.demo.terrain import KM_PER_DEGREE, Floats, Ints
from ioc.area import Level

Bools = NDArray[np.bool_]
# Communes further than this from every village, in degrees, are nobody's neighbours.
_AROUND = 0.4
_SHRINK = (1.0, 0.75, 0.55, 0.4, 0.28, 0.18, 0.1, 0.05)
# Places tried for the middle of a commune's villages: rings around the two points.
_RINGS, _TURNS = 12, 16
# Whoever is further from a commune does not border it.
_NEIGHBOURS_KM = 60.0


@dataclass(frozen=True)
class Cells:
    """Points of communes in degrees, and for each village the place of its own among them."""

    lon: Floats
    lat: Floats
    own: Ints


def cells_of(areas: pd.DataFrame, codes: Iterable[str], place: Ints) -> Cells:
    """Return the communes of a vintage and whose village is whose.

    Args:
        areas: rows of table `area` of one vintage.
        codes: the commune of each group of villages.
        place: the group of each village.
    """
    communes = areas[areas["level"] == Level.COMMUNE.value].drop_duplicates("code")
    index = pd.Index(communes["code"])
    lon, lat = (communes[axis].to_numpy(dtype=float) for axis in ("lon", "lat"))
    return Cells(lon, lat, index.get_indexer(list(codes))[place].astype(np.int64))


def keep_inside(lon: Floats, lat: Floats, before: Cells, since: Cells) -> tuple[Floats, Floats]:
    """Return the villages moved towards the middle of their commune until they stand in it.

    In both vintages where their two communes have land in common, else in the later one, which is
    what is shown first.
    """
    squeeze = float(np.cos(np.radians(np.nanmean(lat))))
    spots = np.column_stack([lon * squeeze, lat]) * KM_PER_DEGREE
    old, new = (_near(each, spots, squeeze) for each in (before, since))
    middle, common = _middles(old, new)
    moved = spots.copy()
    waiting = np.ones(len(spots), dtype=bool)
    for share in _SHRINK:
        tried = middle[waiting] + share * (spots[waiting] - middle[waiting])
        inside = _is_inside(tried, new, waiting)
        inside &= ~common[waiting] | _is_inside(tried, old, waiting)
        rows = np.flatnonzero(waiting)
        moved[rows[inside]] = tried[inside]
        waiting[rows[inside]] = False
    # Still not: as near to the middle as the last step brings it.
    moved[waiting] = middle[waiting] + _SHRINK[-1] * (spots[waiting] - middle[waiting])
    return (
        np.round(moved[:, 0] / KM_PER_DEGREE / squeeze, 5),
        np.round(moved[:, 1] / KM_PER_DEGREE, 5),
    )


@dataclass(frozen=True)
class _Points:
    """Points in km, and for each village the place of its own commune's."""

    xy: Floats
    own: Ints


def _near(cells: Cells, spots: Floats, squeeze: float) -> _Points:
    """Return the communes around the villages, in km."""
    at = np.column_stack([cells.lon * squeeze, cells.lat]) * KM_PER_DEGREE
    reach = _AROUND * KM_PER_DEGREE
    kept = np.isfinite(at).all(axis=1)
    kept &= (at >= spots.min(axis=0) - reach).all(axis=1)
    kept &= (at <= spots.max(axis=0) + reach).all(axis=1)
    kept[cells.own] = True
    place = np.cumsum(kept) - 1
    return _Points(at[kept], place[cells.own])


def _middles(old: _Points, new: _Points) -> tuple[Floats, Bools]:
    """Return where the villages of each village's commune gather, and whether both share land.

    Of places around the two points that lie in both, the one furthest from any border; else the
    later commune's point.
    """
    middle = new.xy[new.own].copy()
    common = np.zeros(len(middle), dtype=bool)
    pairs, rows = np.unique(np.column_stack([old.own, new.own]), axis=0, return_inverse=True)
    for place, (first, second) in enumerate(pairs):
        start, end = old.xy[first], new.xy[second]
        spread = max(float(np.hypot(*(end - start))), 2.0)
        turn = np.linspace(0, 2 * np.pi, _TURNS, endpoint=False)
        ring = np.linspace(0, 1, _RINGS)[:, None, None] * np.column_stack(
            [np.cos(turn), np.sin(turn)]
        )
        tried = np.concatenate([start + spread * ring.reshape(-1, 2), [end, (start + end) / 2]])
        margin = np.minimum(_margin(tried, old.xy, int(first)), _margin(tried, new.xy, int(second)))
        best = int(np.argmax(margin))
        if margin[best] > 0:
            mine = rows.reshape(-1) == place
            middle[mine], common[mine] = tried[best], True
    return middle, common


def _margin(spots: Floats, points: Floats, own: int) -> Floats:
    """Return how much nearer each spot is to one point than to the nearest other; below 0: not."""
    around = np.abs(points - spots.mean(axis=0)).max(axis=1) < _NEIGHBOURS_KM
    around[own] = False
    others = points[around]
    mine: Floats = np.hypot(*(spots - points[own]).T)
    if not len(others):
        return mine * 0 + _NEIGHBOURS_KM
    away = np.hypot(*(spots[:, None, :] - others[None, :, :]).transpose(2, 0, 1))
    margin: Floats = away.min(axis=1) - mine
    return margin


def _is_inside(spots: Floats, points: _Points, waiting: Bools) -> Bools:
    """Tell which spots are nearest to their own commune's point."""
    tree = shapely.STRtree(list(np.atleast_1d(np.asarray(shapely.points(points.xy)))))
    nearest = points.xy[np.asarray(tree.nearest(shapely.points(spots)), dtype=np.int64)]
    away, mine = (np.hypot(*(spots - each).T) for each in (nearest, points.xy[points.own[waiting]]))
    # Communes that share one point share its land.
    inside: Bools = mine <= away + 1e-9
    return inside
