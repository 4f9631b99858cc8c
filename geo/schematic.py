"""Cells from points: a map of areas when no boundaries are loaded ("ranh giới sơ đồ").

Each area without areas below it gets the land nearer to its point than to any other (a Voronoi
cell), cut by the real outline of its province, or, where that is not known, by one that is guessed
from how far apart the points stand. Neighbours share one border to the last digit, and every wider
area is the union of the cells inside it.
"""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.coordinates.projection import METRIC_CRS, Geometries, points_to_metric
from geo.islands import ISLAND_RADIUS_M, archipelago_codes
from geo.outlines.cells import cells_inside
from ioc.area import Level

_LEVELS = (Level.PROVINCE.value, Level.DISTRICT.value, Level.COMMUNE.value)
# Reach of an area beyond its point, as a share of the distance to its neighbours.
_REACH = 0.66
# The same where the area is known: the corners of a cell reach beyond the disk of its size.
_AREA_REACH = 1.2
_REACH_MIN_M, _REACH_MAX_M = 1_200.0, 10_000.0
# A point whose neighbours are all further than this is an island: it keeps to a small disk, large
# enough to be seen on a map of the whole country.
_LONE_M, _LONE_REACH_M = 23_000.0, 3_500.0
# Bays narrower than twice this are closed, so that the outline does not look like scallops.
_CLOSING_M = 7_000.0
# A point none of whose nearest neighbours shares its parent is taken for a mistake in the table
# when it lies further than this from the middle of its siblings.
_ASTRAY_M = 25_000.0
_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def schematic_cells(
    areas: pd.DataFrame, outlines: Mapping[str, shapely.Geometry] | None = None
) -> gpd.GeoDataFrame:
    """Build one cell for each area that has no areas below it, in metres (`METRIC_CRS`).

    The result depends on nothing but the rows: same areas, same cells. Areas without a point stand
    beside their siblings; areas that share a point are spread around it; Hoàng Sa and Trường Sa
    are drawn as symbols at the positions of their islands.

    Args:
        areas: one vintage; columns code, level, parent_code, province_code, name, lon, lat and
            optionally area_km2 (km², NaN when unknown). Levels other than province, district and
            commune are left out.
        outlines: province → its real outline in metres; where one is missing, all are guessed.

    Returns:
        Columns code, level, parent_code, province_code, geometry; one row per cell, by code. A
        district or province without communes stands among them under its own code.
    """
    rows = areas[areas["level"].isin(_LEVELS)]
    leaves = (
        rows[~rows["code"].isin(rows["parent_code"])].sort_values("code").reset_index(drop=True)
    )
    islands = archipelago_codes(leaves)
    far = leaves["code"].isin(islands).to_numpy()
    mainland = leaves[~far].reset_index(drop=True)
    cells = dict(zip(mainland["code"], _mainland_cells(mainland, outlines or {}), strict=True)) | {
        code: _symbol(positions) for code, positions in islands.items()
    }
    frame = leaves[["code", "level", "parent_code", "province_code"]].copy()
    frame["geometry"] = [cells[code] for code in leaves["code"]]
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=METRIC_CRS)


def _mainland_cells(leaves: pd.DataFrame, outlines: Mapping[str, shapely.Geometry]) -> Geometries:
    if leaves.empty:
        return np.empty(0, dtype=object)
    points = _usable_points(leaves)
    reach = _reaches(points, leaves)
    provinces = leaves["province_code"].fillna("").to_numpy(dtype=str)
    if set(provinces) <= set(outlines):
        return cells_inside(outlines, provinces, points, reach)
    return _cut_cells(points, _outline(points, reach))


def _reaches(points: NDArray[np.float64], leaves: pd.DataFrame) -> NDArray[np.float64]:
    """Return how far each area's land goes beyond its point, in metres."""
    nearest, third = _spacing(points)
    reach = np.clip(third * _REACH, _REACH_MIN_M, _REACH_MAX_M)
    lone = nearest > _LONE_M
    reach[lone] = _LONE_REACH_M
    if "area_km2" in leaves:
        size = pd.to_numeric(leaves["area_km2"]).to_numpy(dtype=float)
        radius = np.sqrt(np.where(size > 0, size, np.nan) * 1e6 / np.pi)
        radius = np.where(lone, np.maximum(radius, _LONE_REACH_M), radius * _AREA_REACH)
        reach = np.where(np.isfinite(radius), np.maximum(radius, _REACH_MIN_M), reach)
    return reach


def _outline(points: NDArray[np.float64], reach: NDArray[np.float64]) -> shapely.Geometry:
    disks = shapely.union_all(shapely.buffer(shapely.points(points), reach, quad_segs=4))
    wide = shapely.buffer(disks, _CLOSING_M, quad_segs=4)
    closing = shapely.buffer(wide, -_CLOSING_M, quad_segs=4)
    # Never smaller than the disks: a closing with coarse arcs could cut off a lone island.
    parts = shapely.get_parts(shapely.union_all([closing, disks]))
    solid = shapely.polygons(shapely.get_exterior_ring(parts))
    return shapely.simplify(shapely.union_all(solid), 400.0)


def _cut_cells(points: NDArray[np.float64], outline: shapely.Geometry) -> Geometries:
    """Return the Voronoi cells inside the outline, exact neighbours.

    Cutting cell by cell would round each crossing twice. Edges and outline are noded together
    once, and the faces that they enclose go to the nearest point.
    """
    edges = shapely.voronoi_polygons(
        shapely.multipoints(points), extend_to=shapely.envelope(outline), only_edges=True
    )
    lines = shapely.union_all(np.array([edges, shapely.boundary(outline)]), grid_size=1.0)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inner = shapely.point_on_surface(faces)
    shapely.prepare(outline)
    inside = shapely.contains(outline, inner)
    faces, inner = faces[inside], inner[inside]
    # A thin face at the outline can have its inner point beside a neighbour's land: it goes to
    # whichever point is nearest, which is what the cell means.
    tree = shapely.STRtree(np.asarray(shapely.points(points)))
    owner = np.asarray(tree.nearest(inner), dtype=np.int64)
    order = np.argsort(owner, kind="stable")
    cells: Geometries = np.full(len(points), None, dtype=object)
    present, start = np.unique(owner[order], return_index=True)
    for index, group in zip(present, np.split(faces[order], start[1:]), strict=True):
        cells[index] = group[0] if len(group) == 1 else shapely.coverage_union_all(group)
    return cells


def _usable_points(leaves: pd.DataFrame) -> NDArray[np.float64]:
    """Return x and y of every leaf in metres: none missing, none astray, none twice."""
    lon = pd.to_numeric(leaves["lon"]).to_numpy(dtype=float)
    lat = pd.to_numeric(leaves["lat"]).to_numpy(dtype=float)
    points = np.column_stack(points_to_metric(lon, lat))
    parents = leaves["parent_code"].fillna("").to_numpy(dtype=str)
    provinces = leaves["province_code"].fillna("").to_numpy(dtype=str)
    points[_astray(points, parents)] = np.nan
    for groups in (parents, provinces):
        points = _fill(points, groups)
    middle = np.nanmean(points, axis=0) if np.isfinite(points).any() else np.zeros(2)
    points = np.where(np.isfinite(points), points, middle)
    return _spread(points)


def _fill(points: NDArray[np.float64], groups: NDArray[np.str_]) -> NDArray[np.float64]:
    middles = pd.DataFrame(points).groupby(groups).transform("median").to_numpy(dtype=float)
    return np.where(np.isfinite(points), points, middles)


def _astray(points: NDArray[np.float64], parents: NDArray[np.str_]) -> NDArray[np.bool_]:
    """Tell which points lie among the areas of other parents, far from their own."""
    astray = np.zeros(len(points), dtype=bool)
    middles = pd.DataFrame(points).groupby(parents).transform("median").to_numpy(dtype=float)
    away = np.hypot(*(points - middles).T)
    finite = np.isfinite(points).all(axis=1)
    for index in np.flatnonzero(away > _ASTRAY_M):
        distance = np.hypot(*(points - points[index]).T)
        distance[~finite] = np.inf
        distance[index] = np.inf
        nearest = np.argsort(distance, kind="stable")[:6]
        crowded = distance[nearest[0]] < _ASTRAY_M
        astray[index] = crowded and not (parents[nearest] == parents[index]).any()
    return astray


def _spread(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move points that share a place (to 50 m) onto a spiral around it."""
    keys = pd.DataFrame(np.round(points / 50.0)).astype(np.int64)
    rank = keys.groupby([0, 1]).cumcount().to_numpy()
    turn = rank * _GOLDEN_ANGLE
    radius = 900.0 * np.sqrt(rank)
    spread: NDArray[np.float64] = points + np.column_stack(
        [radius * np.cos(turn), radius * np.sin(turn)]
    )
    return spread


def _spacing(
    points: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the distances from each point to its nearest and third nearest neighbour in metres."""
    nearest = np.full(len(points), np.inf)
    third = np.full(len(points), 2 * _REACH_MAX_M)
    if len(points) < 4:
        return nearest, third
    triangles = shapely.delaunay_triangles(shapely.multipoints(points), only_edges=True)
    ends = shapely.get_coordinates(shapely.get_parts(triangles))
    # Delaunay returns the same doubles that it was given: they find their points again.
    keys = pd.MultiIndex.from_arrays([points[:, 0], points[:, 1]])
    place = keys.get_indexer(pd.MultiIndex.from_arrays([ends[:, 0], ends[:, 1]]))
    first, second = place[0::2], place[1::2]
    length = np.hypot(*(points[first] - points[second]).T)
    edges = pd.DataFrame(
        {"point": np.concatenate([first, second]), "length": np.concatenate([length, length])}
    ).sort_values(["point", "length"])
    for rank, result in ((0, nearest), (2, third)):
        rows = edges.groupby("point").nth(rank)
        result[rows["point"].to_numpy()] = rows["length"].to_numpy()
    return nearest, third


def _symbol(positions: list[tuple[float, float]]) -> shapely.Geometry:
    lon, lat = np.array(positions, dtype=float).T
    x, y = points_to_metric(lon, lat)
    return shapely.union_all(shapely.buffer(shapely.points(x, y), ISLAND_RADIUS_M, quad_segs=3))
