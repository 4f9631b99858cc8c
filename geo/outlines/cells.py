"""Cells of points inside real outlines: the land of a province nearest to each of its areas."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coordinates.projection import Geometries

# A point further than this from all land stands on an island that the outlines do not have.
_OFF_SHORE_M = 10_000.0
# How far inside its province a point is taken that lies outside of it.
_INSIDE_M = 1_500.0
# An island's disk ends before the nearest land, at this share of the way.
_FREE_OF_LAND = 0.8
_GRID_M = 1.0


def cells_inside(
    outlines: Mapping[str, shapely.Geometry],
    provinces: NDArray[np.str_],
    points: NDArray[np.float64],
    reach: NDArray[np.float64],
) -> Geometries:
    """Return the land of each point: what of its province is nearer to it than to the others.

    All cells together are a valid coverage. A point that lies outside its province is taken just
    inside; an island that the outlines lack is a disk.

    Args:
        outlines: province → its outline, a valid coverage, in metres.
        provinces: province of each point; all stand in `outlines`.
        points: x and y in metres, shape (n, 2), no two at one place.
        reach: radius of an island's disk by point, in metres.
    """
    land = _with_islands(outlines, provinces, points, reach)
    points = _move_inside(land, provinces, points)
    edges = _edges(land, provinces, points)
    borders = shapely.boundary(np.array(list(land.values()), dtype=object))
    lines = shapely.union_all(np.array([*edges, *borders]), grid_size=_GRID_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    return _gather(faces, land, provinces, points)


def _with_islands(
    outlines: Mapping[str, shapely.Geometry],
    provinces: NDArray[np.str_],
    points: NDArray[np.float64],
    reach: NDArray[np.float64],
) -> dict[str, shapely.Geometry]:
    land = {code: outlines[code] for code in outlines if (provinces == code).any()}
    own = np.array([land[code] for code in provinces], dtype=object)
    places: Geometries = np.asarray(shapely.points(points), dtype=object)
    tree = shapely.STRtree(np.array(list(land.values()), dtype=object))
    _, to_land = tree.query_nearest(places, return_distance=True, all_matches=False)
    # On land of another province (0 m from it) it is no island but a mistake of the table.
    for row in np.flatnonzero((shapely.distance(own, places) > _OFF_SHORE_M) & (to_land > 0)):
        radius = min(reach[row], _FREE_OF_LAND * to_land[row])
        disk = shapely.buffer(places[row], radius, quad_segs=4)
        code = str(provinces[row])
        land[code] = shapely.union_all([land[code], disk])
    return land


def _move_inside(
    land: Mapping[str, shapely.Geometry],
    provinces: NDArray[np.str_],
    points: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the points, those outside their province a little way inside, no two at one place."""
    inside = points.copy()
    counts: dict[tuple[float, float], int] = {}
    for code, shape in land.items():
        rows = np.flatnonzero(provinces == code)
        shapely.prepare(shape)
        outside = ~np.asarray(shapely.contains_xy(shape, *points[rows].T), dtype=bool)
        for row in rows[outside]:
            shore = shapely.shortest_line(shape, shapely.points(points[row]))
            at = shapely.get_coordinates(shore)[0]
            x, y = float(at[0]), float(at[1])
            before = counts.get((x, y), 0)
            counts[x, y] = before + 1
            around = shapely.buffer(shapely.Point(x, y), _INSIDE_M * (1 + before / 2), quad_segs=4)
            near = shapely.point_on_surface(shapely.intersection(shape, around))
            inside[row] = shapely.get_coordinates(near)[0]
    return inside


def _edges(
    land: Mapping[str, shapely.Geometry],
    provinces: NDArray[np.str_],
    points: NDArray[np.float64],
) -> Geometries:
    """Return the borders between the cells of each province, cut at its outline."""
    edges = []
    for code, outline in land.items():
        own = points[provinces == code]
        edges.append(
            shapely.voronoi_polygons(
                shapely.multipoints(own), extend_to=shapely.envelope(outline), only_edges=True
            )
            if len(own) > 1
            else shapely.LineString()
        )
    outlines: Geometries = np.array(list(land.values()), dtype=object)
    inside: Geometries = shapely.intersection(np.array(edges, dtype=object), outlines)
    return inside


def _gather(
    faces: Geometries,
    land: Mapping[str, shapely.Geometry],
    provinces: NDArray[np.str_],
    points: NDArray[np.float64],
) -> Geometries:
    """Return the faces of each point as one shape; faces outside all land are dropped."""
    inner = shapely.point_on_surface(faces)
    codes = np.array(list(land))
    face, at = shapely.STRtree(np.array(list(land.values()), dtype=object)).query(
        inner, predicate="within"
    )
    cells: Geometries = np.full(len(points), None, dtype=object)
    for number, code in enumerate(codes):
        own = face[at == number]
        rows = np.flatnonzero(provinces == code)
        tree = shapely.STRtree(np.asarray(shapely.points(points[rows])))
        owner = rows[np.asarray(tree.nearest(inner[own]), dtype=np.int64)]
        for row in np.unique(owner):
            cells[row] = shapely.coverage_union_all(faces[own[owner == row]])
    return cells
