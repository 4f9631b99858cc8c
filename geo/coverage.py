"""Polygons that share their borders: cleaned, simplified and joined without opening a gap."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.coordinates.projection import Geometries

# Vertices closer than this are the same vertex (source files are rounded to about 1 m).
_SNAP_M = 0.5


def clean_coverage(geometries: Geometries, gap_m: float) -> Geometries:
    """Return the polygons (metres) without overlaps, and without gaps narrower than `gap_m`.

    Bends of less than a fifth of `gap_m` go too: survey files have millions of vertices, and
    without them the later passes take a tenth of the time. A polygon that others cover wholly comes
    back empty: callers must check for that.
    """
    noded = clean_edges(geometries, gap_width=gap_m, snapping_distance=_SNAP_M)
    simple: Geometries = shapely.coverage_simplify(noded, gap_m / 5)
    whole = _without_open_gaps(simple, gap_m)
    if whole is simple:
        return simple
    return clean_edges(whole, gap_width=gap_m, snapping_distance=_SNAP_M)


def _without_open_gaps(geometries: Geometries, gap_m: float) -> Geometries:
    """Give each narrow gap between neighbours to the one that has more of its border.

    `clean_edges` finds gaps that are closed all round, but not a strip between two areas that is
    open to the sea or the frontier.
    """
    land = shapely.union_all(geometries[~shapely.is_empty(geometries)])
    wide = shapely.buffer(land, gap_m / 2, join_style="mitre")
    closing = shapely.buffer(wide, -gap_m / 2, join_style="mitre")
    gaps = shapely.get_parts(shapely.difference(closing, land))
    gaps = gaps[shapely.area(gaps) > _SNAP_M**2]
    if not len(gaps):
        return geometries
    # The border of a gap as the union has it may be a hair off the border of the areas.
    gap, area = shapely.STRtree(geometries).query(gaps, predicate="dwithin", distance=_SNAP_M)
    border = shapely.length(
        shapely.intersection(shapely.boundary(gaps[gap]), shapely.buffer(geometries[area], _SNAP_M))
    )
    pairs = pd.DataFrame({"gap": gap, "area": area, "shared": border})
    # A notch in one area alone is its own shape, and stays.
    pairs = pairs[pairs.groupby("gap")["area"].transform("nunique") > 1]
    if pairs.empty:
        return geometries
    owners = pairs.sort_values(["gap", "shared", "area"]).groupby("gap").tail(1)
    result = geometries.copy()
    for index, rows in owners.groupby("area"):
        place = int(str(index))
        result[place] = shapely.union_all([result[place], *gaps[rows["gap"].to_numpy()]])
    return result


def clean_edges(geometries: Geometries, gap_width: float, snapping_distance: float) -> Geometries:
    """Return the polygons with shared borders noded alike (`shapely.coverage_clean`, typed)."""
    # New in shapely 2.2, which its published types do not know yet.
    clean = shapely.coverage_clean  # type: ignore[attr-defined]
    result: Geometries = clean(geometries, gap_width=gap_width, snapping_distance=snapping_distance)
    return result


def simplify_coverage(
    frame: gpd.GeoDataFrame, tolerance_m: float, keep_islets: Collection[str] = ()
) -> gpd.GeoDataFrame:
    """Return the frame (a clean coverage in metres) with fewer vertices and the same neighbours.

    Bends that enclose less than tolerance² go; so do islets of less than that, except the largest
    part of an area and the areas in `keep_islets` (codes).
    """
    geometries = _without_islets(frame, tolerance_m**2, keep_islets)
    simple = shapely.coverage_simplify(geometries, tolerance_m)
    return frame.set_geometry(gpd.GeoSeries(simple, index=frame.index, crs=frame.crs))


def dissolve(
    frame: gpd.GeoDataFrame, group: pd.Series, parents: dict[str, str]
) -> gpd.GeoDataFrame:
    """Join the polygons of each group (a Series of codes beside the frame).

    Returns columns code (the group), parent_code, geometry, by code. The borders between groups are
    the very borders of the polygons.
    """
    rows = group.reset_index(drop=True).groupby(group.to_numpy()).indices
    geometries = np.asarray(frame.geometry.values, dtype=object)
    codes = sorted(str(code) for code in rows)
    shapes = [shapely.coverage_union_all(geometries[rows[code]]) for code in codes]
    return gpd.GeoDataFrame(
        {"code": codes, "parent_code": [parents[code] for code in codes]},
        geometry=shapes,
        crs=frame.crs,
    )


def _without_islets(
    frame: gpd.GeoDataFrame, smallest_m2: float, keep_islets: Collection[str]
) -> Geometries:
    geometries: Geometries = np.asarray(frame.geometry.values, dtype=object)
    parts, owner = shapely.get_parts(geometries, return_index=True)
    size = pd.Series(shapely.area(parts))
    small = (size < smallest_m2).to_numpy() & (
        size.to_numpy() < size.groupby(owner).transform("max").to_numpy()
    )
    small &= ~frame["code"].isin(list(keep_islets)).to_numpy()[owner]
    candidates = np.flatnonzero(small)
    if not len(candidates):
        return geometries
    # A small part that touches a neighbour is no islet: dropping it would open a gap.
    left, right = shapely.STRtree(parts).query(parts[candidates], predicate="intersects")
    touched: NDArray[np.int64] = np.unique(candidates[left[candidates[left] != right]])
    small[touched] = False
    stays = ~small
    result: Geometries = geometries.copy()
    for index in np.unique(owner[small]):
        rest = parts[stays & (owner == index)]
        result[index] = rest[0] if len(rest) == 1 else shapely.multipolygons(rest)
    return result
