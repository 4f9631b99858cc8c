"""TopoJSON: areas as chains of shared arcs, each written once.

One object "areas"; each geometry has `id` (area code) and the properties `p` (parent code) and,
when one polygon stands for several areas, `codes` (all of them, the id first).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coordinates.projection import DEGREES_CRS, Geometries
from geo.coverage import clean_edges
from ioc.compact_json import compact_json

Integers = NDArray[np.int64]


def encode_topology(frame: gpd.GeoDataFrame, quantum: float) -> tuple[bytes, list[str]]:
    """Return the frame as TopoJSON text, and the codes whose polygon vanished on the grid.

    The grid starts at zero degrees, so that every file of the same step rounds alike.

    Shared borders become one arc because neighbours have the same vertices: the frame must be a
    valid coverage. Coordinates are whole steps of a grid, so neighbours move together. Exterior
    rings run clockwise, as d3 and SVG draw them.

    Args:
        frame: columns code, parent_code, geometry (degrees) and optionally codes (list of str).
        quantum: grid step in degrees.
    """
    polygons = _on_grid(np.asarray(frame.geometry.values, dtype=object), quantum)
    bounds = shapely.total_bounds(polygons)
    corner = (int(bounds[0]), int(bounds[1]))
    arcs = _Arcs(shapely.orient_polygons(polygons, exterior_cw=True), corner)
    geometries: list[dict[str, Any]] = []
    vanished: list[str] = []
    groups = frame["codes"] if "codes" in frame else [[code] for code in frame["code"]]
    for index, (code, parent, codes) in enumerate(
        zip(frame["code"], frame["parent_code"], groups, strict=True)
    ):
        parts = arcs.of(index)
        if not parts:
            vanished.append(str(code))
            continue
        # An area that the table does not know has no parent: pandas says NaN, which is no JSON.
        properties: dict[str, Any] = {"p": parent if isinstance(parent, str) else None}
        if len(codes) > 1:
            properties["codes"] = list(codes)
        single = len(parts) == 1
        geometries.append(
            {
                "type": "Polygon" if single else "MultiPolygon",
                "id": str(code),
                "properties": properties,
                "arcs": parts[0] if single else parts,
            }
        )
    topology = {
        "type": "Topology",
        "bbox": [round(float(edge) * quantum, 5) for edge in bounds],
        "transform": {
            "scale": [quantum, quantum],
            "translate": [corner[0] * quantum, corner[1] * quantum],
        },
        "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": arcs.deltas(),
    }
    return compact_json(topology).encode(), vanished


def _on_grid(polygons: Geometries, quantum: float) -> Geometries:
    """Return the coverage with whole grid steps as coordinates, still a coverage.

    Rounding makes a border cross its neighbour here and there where they run closer than a step:
    those places are noded and rounded again, which settles after a try or two.
    """
    on_grid = shapely.transform(polygons, lambda xy: np.round(xy / quantum))
    for _ in range(4):
        if shapely.is_valid(on_grid).all() and shapely.coverage_is_valid(on_grid):
            break
        noded = clean_edges(on_grid, gap_width=1.5, snapping_distance=0.0)
        on_grid = shapely.transform(noded, np.round)
    result: Geometries = np.asarray(on_grid, dtype=object)
    return result


class _Arcs:
    """The arcs of a set of polygons, cut where three borders or a border and an end meet."""

    def __init__(self, polygons: Geometries, corner: tuple[int, int]) -> None:
        parts, owner = shapely.get_parts(polygons, return_index=True)
        rings, part_of_ring = shapely.get_rings(parts, return_index=True)
        coordinates, ring_of_vertex = shapely.get_coordinates(rings, return_index=True)
        grid = coordinates.astype(np.int64) - np.array(corner)
        ring_of_vertex, grid = _without_repeats(ring_of_vertex, grid)
        self._points, vertex = np.unique(grid, axis=0, return_inverse=True)
        vertex = vertex.ravel()
        starts = np.flatnonzero(np.diff(ring_of_vertex, prepend=-1))
        chains = np.split(vertex, starts[1:]) if len(vertex) else []
        self._junction = _junctions(vertex, starts, len(self._points))
        self._index: dict[bytes, int] = {}
        self._arcs: list[Integers] = []
        self._shape: dict[int, dict[int, list[list[int]]]] = {}
        vanished: set[int] = set()
        first_ring = np.searchsorted(part_of_ring, np.arange(len(parts)))
        for ring, chain in zip(ring_of_vertex[starts], chains, strict=True):
            part = int(part_of_ring[ring])
            if len(chain) < 3:
                if ring == first_ring[part]:
                    vanished.add(part)
                continue
            if part in vanished:
                continue
            area = self._shape.setdefault(int(owner[part]), {})
            area.setdefault(part, []).append(self._cut(chain))

    def of(self, index: int) -> list[list[list[int]]]:
        """Return parts → rings → arc numbers (complement: backwards) of one polygon."""
        return list(self._shape.get(index, {}).values())

    def deltas(self) -> list[list[list[int]]]:
        """Return each arc as a first point and steps from it."""
        result = []
        for arc in self._arcs:
            points = self._points[arc]
            points[1:] -= self._points[arc[:-1]]
            result.append(points.tolist())
        return result

    def _cut(self, chain: Integers) -> list[int]:
        cuts = np.flatnonzero(self._junction[chain])
        # A ring on its own starts at its smallest vertex, so that a hole finds its island.
        start = int(cuts[0]) if len(cuts) else int(chain.argmin())
        ring = np.concatenate([chain[start:], chain[: start + 1]])
        ends = [*(cuts - start).tolist(), len(chain)] if len(cuts) else [0, len(chain)]
        return [self._number(ring[first : last + 1]) for first, last in pairwise(ends)]

    def _number(self, arc: Integers) -> int:
        backwards = arc[::-1]
        here, there = (arc[0], arc[1]), (arc[-1], arc[-2])
        flip = there < here or (there == here and backwards.tobytes() < arc.tobytes())
        canonical = backwards if flip else arc
        key = canonical.tobytes()
        number = self._index.setdefault(key, len(self._arcs))
        if number == len(self._arcs):
            self._arcs.append(canonical)
        return ~number if flip else number


def _without_repeats(ring: Integers, grid: Integers) -> tuple[Integers, Integers]:
    """Leave out closing vertices and vertices that the grid made equal to the one before."""
    first = np.r_[True, ring[1:] != ring[:-1]]
    is_repeat = np.r_[False, (grid[1:] == grid[:-1]).all(axis=1)] & ~first
    ring, grid = ring[~is_repeat], grid[~is_repeat]
    first = np.r_[True, ring[1:] != ring[:-1]]
    last = np.r_[ring[1:] != ring[:-1], True]
    start = np.maximum.accumulate(np.where(first, np.arange(len(ring)), 0))
    closing = last & ~first & (grid == grid[start]).all(axis=1)
    return ring[~closing], grid[~closing]


def _junctions(vertex: Integers, starts: Integers, count: int) -> NDArray[np.bool_]:
    """Tell which vertices are not the middle of one single border.

    `vertex` holds the rings one after another without closing vertices; `starts` where each begins.
    """
    after = np.roll(vertex, -1)
    if len(starts):
        after[np.append(starts[1:], len(vertex)) - 1] = vertex[starts]
    edges = np.unique(np.minimum(vertex, after) * count + np.maximum(vertex, after))
    degree = np.bincount(np.concatenate([edges // count, edges % count]), minlength=count)
    junction: NDArray[np.bool_] = degree != 2
    return junction


def decode_topology(content: bytes, only: Collection[str] | None = None) -> gpd.GeoDataFrame:
    """Return a published topology as columns code, parent_code, codes, geometry (degrees).

    `only`: codes of the areas to decode, which takes a part of the time.
    """
    topology = json.loads(content)
    scale = np.array(topology["transform"]["scale"])
    move = np.array(topology["transform"]["translate"])

    @cache
    def arc(number: int) -> NDArray[np.float64]:
        points: NDArray[np.float64] = np.cumsum(np.array(topology["arcs"][number]), axis=0) * scale
        points += move
        return points

    def ring(numbers: list[int]) -> NDArray[np.float64]:
        pieces = [arc(n) if n >= 0 else arc(~n)[::-1] for n in numbers]
        return np.concatenate([pieces[0], *[piece[1:] for piece in pieces[1:]]])

    rows = []
    for item in topology["objects"]["areas"]["geometries"]:
        codes = item["properties"].get("codes", [item["id"]])
        if only is not None and not any(code in only for code in codes):
            continue
        parts = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        polygons = [
            shapely.Polygon(ring(part[0]), [ring(hole) for hole in part[1:]]) for part in parts
        ]
        shape = polygons[0] if item["type"] == "Polygon" else shapely.MultiPolygon(polygons)
        rows.append((item["id"], item["properties"]["p"], codes, shape))
    codes, parents, groups, shapes = zip(*rows, strict=True) if rows else ((), (), (), ())
    return gpd.GeoDataFrame(
        {"code": list(codes), "parent_code": list(parents), "codes": list(groups)},
        geometry=list(shapes),
        crs=DEGREES_CRS,
    )
