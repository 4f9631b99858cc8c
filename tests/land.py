"""Boundary files to test with: every shipped area, on land that is made up.

The cells of the schematic map with borders as crooked as real ones, written as offices write them.
Neighbours share each border to the last digit, and no polygon is anybody's property.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.coordinates.projection import to_degrees
from geo.schematic import schematic_cells
from ioc.area import BEFORE_2025, SINCE_2025, Level

OLD, NEW = BEFORE_2025.code, SINCE_2025.code
CASES_OLD, CASES_NEW = ["10", "11", "15", "40"], ["11", "15", "40"]
# Old communes that a file of outlines cannot tell apart, and those that it lacks.
TOGETHER = [
    ["03019", "03037"], ["03043", "03052"], ["17209", "17212", "17218"], ["17449", "17485"],
    ["17713", "17749"], ["17779", "17785"], ["17878", "17896"], ["18028", "18043", "18055"],
    ["18037", "18040", "18052", "18064"],
]  # fmt: skip
LACKING = ["02659", "03003", "03006", "03016", "03028"]
# A vertex at least each so many degrees, moved by up to so many.
_STEP, _SWAY = 0.006, 0.0012
# Name, level, vintage, polygons and codes of each file, made up like the real one.
LAND_FILES = (
    ("communes_2025_vietnam", Level.COMMUNE, NEW, 3321, 3321),
    ("communes_2025_cases", Level.COMMUNE, NEW, 274, 274),
    ("communes_pre2025_cases_reconstructed", Level.COMMUNE, OLD, 842, 855),
    ("districts_pre2025_cases_reconstructed", Level.DISTRICT, OLD, 48, 48),
    ("provinces_2025_vietnam", Level.PROVINCE, NEW, 34, 34),
    ("provinces_pre2025_cases_derived", Level.PROVINCE, OLD, 4, 4),
)


def write_land(areas: pd.DataFrame, folder: Path) -> None:
    """Write the six files as GeoJSON into a folder.

    Args:
        areas: the shipped areas of both vintages, with every column.
        folder: must be there.
    """
    for (name, *_), frame in zip(LAND_FILES, _frames(areas), strict=True):
        frame.to_file(folder / f"{name}.geojson")


def _frames(areas: pd.DataFrame) -> list[gpd.GeoDataFrame]:
    communes = _communes(areas[areas["vintage"] == NEW])
    old = areas[areas["vintage"] == OLD]
    former = _communes(old[old["province_code"].isin(CASES_OLD)])
    return [
        communes,
        communes[communes["parent_code"].isin(CASES_NEW)].reset_index(drop=True),
        _as_reconstructed(former),
        _dissolve(former, "parent_code", old),
        _dissolve(communes, "province_code", areas[areas["vintage"] == NEW]),
        _dissolve(former, "province_code", old),
    ]


def _communes(areas: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return a polygon for each commune, by code."""
    cells = schematic_cells(areas)
    cells = cells[cells["level"] == "commune"].reset_index(drop=True)
    geometry = [_crooked(each) for each in to_degrees(np.asarray(cells.geometry.values, object))]
    rows = areas.set_index("code").loc[cells["code"]].reset_index()
    columns = ["code", "name", "full_name", "level", "parent_code", "province_code"]
    return gpd.GeoDataFrame(rows[columns], geometry=geometry, crs=4326)


def _dissolve(communes: gpd.GeoDataFrame, column: str, areas: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the unions of communes by a column of theirs, named as the areas are."""
    land = communes.dissolve(column)[["geometry"]]
    land.index.name = "code"
    own_areas = areas.set_index("code").loc[land.index]
    for name in ("name", "full_name", "level", "parent_code", "province_code"):
        land[name] = own_areas[name]
    return land.reset_index()


def _as_reconstructed(communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the old communes as the reconstruction has them: some together, some not at all."""
    first = {code: group[0] for group in TOGETHER for code in group}
    land = communes[~communes["code"].isin(LACKING)].copy()
    land["lead"] = land["code"].map(lambda code: first.get(code, code))
    dissolved = land.dissolve("lead", aggfunc={name: "first" for name in land.columns
                                            if name not in ("geometry", "lead")})  # fmt: skip
    codes = land.groupby("lead")["code"].agg("|".join)
    dissolved["codes"] = codes
    dissolved["how"] = np.where(codes.str.contains("|", regex=False), "not separable", "name match")
    return dissolved.reset_index(drop=True)


def _crooked(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry with more vertices, each moved by where it stands alone."""
    parts = []
    for part in shapely.get_parts(geometry):
        rings = [_crooked_ring(shapely.get_coordinates(ring)) for ring in shapely.get_rings(part)]
        parts.append(shapely.Polygon(rings[0], rings[1:]))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _crooked_ring(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    ring = np.round(ring, 7)
    edges = [_edge(start, end) for start, end in pairwise(ring)]
    ring_points = np.concatenate([*edges, edges[0][:1]])
    x, y = ring_points[:, 0], ring_points[:, 1]
    sway = np.column_stack([np.sin(y * 830) + np.sin(x * 610), np.cos(x * 790) + np.cos(y * 570)])
    crooked: NDArray[np.float64] = np.round(ring_points + _SWAY / 2 * sway, 5)
    return crooked


def _edge(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points along an edge without its end: the same ones from either side."""
    count = max(1, int(np.ceil(np.hypot(*(end - start)) / _STEP)))
    is_backwards = tuple(end) < tuple(start)
    low, high = (end, start) if is_backwards else (start, end)
    points = low + np.linspace(0, 1, count + 1)[:, None] * (high - low)
    return points[::-1][:-1] if is_backwards else points[:-1]
