"""Published shapes of areas that a partial file does not have: they stay."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.coordinates.projection import METRIC_CRS, to_metric
from geo.layers import AreaTable
from geo.manifest import MapEntry, read_manifest
from geo.tier import Tier
from geo.topology import decode_topology
from ioc.area import COUNTRY_CODE, Level
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

# Of a kept shape at least this share has to remain uncovered by new ones.
_LEAST_SHARE = 0.2


@dataclass(frozen=True)
class KeptLand:
    """Published shapes that stay beside loaded ones.

    `frame`: as `AreaTable.locate` returns it; `tiers`: code → where the shape came from; `sources`:
    province → the source that its map names.
    """

    frame: gpd.GeoDataFrame
    tiers: dict[str, Tier]
    sources: dict[str, str]

    def codes(self, province: str) -> list[str]:
        """Return the codes of the areas of a province that keep their shapes."""
        rows = self.frame[self.frame["province_code"] == province]
        return sorted(code for group in rows["codes"] for code in group)


def find_kept_land(
    folder: Path, vintage: str, level: Level, new_shapes: gpd.GeoDataFrame, area_table: AreaTable
) -> KeptLand:
    """Return the published shapes, in the provinces of new shapes, of areas without a new shape.

    Where a kept shape overlaps a new one, the land goes to the new one.

    Args:
        folder: the folder of published boundaries.
        vintage: of the codes.
        level: of the new shapes.
        new_shapes: as `AreaTable.locate` returns them.
        area_table: the areas of the vintage.

    Raises:
        LoadRefusedError: new shapes would cover kept ones almost wholly.
    """
    new_codes = {code for group in new_shapes["codes"] for code in group}
    parents = (
        {COUNTRY_CODE} if level is Level.PROVINCE else set(new_shapes["province_code"].astype(str))
    )
    rows: list[dict[str, object]] = []
    tiers: dict[str, Tier] = {}
    sources: dict[str, str] = {}
    for entry in read_manifest(folder)["entries"]:
        if (entry["vintage"], entry["level"]) != (vintage, level.value):
            continue
        file = folder / entry["file"]
        if entry["parent"] not in parents or not file.exists():
            continue
        for row in decode_topology(file.read_bytes()).itertuples():
            codes = [
                code for code in row.codes if code not in new_codes and code in area_table.level
            ]
            if codes:
                rows.append({"code": codes[0], "codes": codes, "geometry": row.geometry})
                tiers |= {code: tier_of(entry, code) for code in codes}
                sources[area_table.province[codes[0]]] = entry["source"]
    frame = _frame_of(rows, area_table)
    return KeptLand(_beside(frame, new_shapes, area_table), tiers, sources)


def tier_of(entry: MapEntry, code: str) -> Tier:
    """Return where one shape of a published map came from."""
    better = entry.get("better", {})
    return next((Tier(tier) for tier, codes in better.items() if code in codes),
                Tier(entry["tier"]))  # fmt: skip


def _frame_of(rows: list[dict[str, object]], area_table: AreaTable) -> gpd.GeoDataFrame:
    table = pd.DataFrame(rows, columns=["code", "codes", "geometry"])
    codes = table["code"].astype(str)
    shapes = np.array(list(table["geometry"]) or [], dtype=object)
    frame = gpd.GeoDataFrame(
        {"code": codes}, geometry=to_metric(shapes) if len(shapes) else [], crs=METRIC_CRS
    )
    frame["codes"] = list(table["codes"])
    frame["level"] = [str(area_table.level[code]) for code in codes]
    frame["parent_code"] = codes.map(area_table.parent)
    frame["province_code"] = codes.map(area_table.province)
    return frame


def _beside(
    frame: gpd.GeoDataFrame, new_shapes: gpd.GeoDataFrame, area_table: AreaTable
) -> gpd.GeoDataFrame:
    if frame.empty:
        return frame
    shapes = np.asarray(frame.geometry.values, dtype=object)
    others = np.asarray(new_shapes.geometry.values, dtype=object)
    size = shapely.area(shapes)
    place, other = shapely.STRtree(others).query(shapes, predicate="intersects")
    for row in np.unique(place):
        over = shapely.union_all(others[other[place == row]])
        shapes[row] = _polygons(shapely.difference(shapes[row], over))
    left = shapely.area(shapes) / np.where(size > 0, size, 1.0)
    covered_codes = [str(code) for code, share in zip(frame["code"], left, strict=True)
            if share < _LEAST_SHARE]  # fmt: skip
    if covered_codes:
        raise LoadRefusedError(
            [
                Problem(
                    Phrase("boundary-kept-covered"),
                    value=f"{code} {area_table.names.get(code, '')}".strip(),
                )
                for code in covered_codes
            ]
        )
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return what is polygon of a difference: lines where borders touched go."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    union: shapely.Geometry = shapely.union_all(parts)
    return union
