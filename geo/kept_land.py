"""What a partial file leaves as it is: published shapes of areas that the file does not have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.layers import Ground
from geo.manifest import Entry, read_manifest
from geo.projection import METRIC_CRS, to_metric
from geo.tier import Tier
from geo.topology import decode_topology
from ioc.area import COUNTRY_CODE, Level
from ioc.errors import LoadRefusedError, Problem

# A kept shape of which new ones cover more than the rest would be as good as gone.
_LEAST_SHARE = 0.2


@dataclass(frozen=True)
class KeptLand:
    """Published shapes that stay beside loaded ones.

    `frame`: as `Ground.placed` returns it; `tiers`: code → where the shape came from; `sources`:
    province → what its map said of its source.
    """

    frame: gpd.GeoDataFrame
    tiers: dict[str, Tier]
    sources: dict[str, str]

    def codes(self, province: str) -> list[str]:
        """Return the codes of the areas of a province that keep their shapes."""
        rows = self.frame[self.frame["province_code"] == province]
        return sorted(code for group in rows["codes"] for code in group)


def kept_land(
    folder: Path, vintage: str, level: Level, loaded: gpd.GeoDataFrame, ground: Ground
) -> KeptLand:
    """Return what is published of the provinces of loaded shapes and is not among these.

    Where a kept shape meets a loaded one, the loaded one has the land.

    Args:
        folder: the folder of published boundaries.
        vintage: of the codes.
        level: of the loaded shapes.
        loaded: as `Ground.placed` returns it.
        ground: the areas of the vintage.

    Raises:
        LoadRefusedError: kept shapes would lie under loaded ones almost whole.
    """
    taken = {code for group in loaded["codes"] for code in group}
    wanted = {COUNTRY_CODE} if level is Level.PROVINCE else set(loaded["province_code"].astype(str))
    rows: list[dict[str, object]] = []
    tiers: dict[str, Tier] = {}
    sources: dict[str, str] = {}
    for entry in read_manifest(folder)["entries"]:
        if (entry["vintage"], entry["level"]) != (vintage, level.value):
            continue
        file = folder / entry["file"]
        if entry["parent"] not in wanted or not file.exists():
            continue
        for row in decode_topology(file.read_bytes()).itertuples():
            codes = [code for code in row.codes if code not in taken and code in ground.level]
            if codes:
                rows.append({"code": codes[0], "codes": codes, "geometry": row.geometry})
                tiers |= {code: tier_of(entry, code) for code in codes}
                sources[ground.province[codes[0]]] = entry["source"]
    frame = _placed(rows, ground)
    return KeptLand(_beside(frame, loaded, ground), tiers, sources)


def tier_of(entry: Entry, code: str) -> Tier:
    """Return where one shape of a published map came from."""
    better = entry.get("better", {})
    return next((Tier(tier) for tier, codes in better.items() if code in codes),
                Tier(entry["tier"]))  # fmt: skip


def _placed(rows: list[dict[str, object]], ground: Ground) -> gpd.GeoDataFrame:
    table = pd.DataFrame(rows, columns=["code", "codes", "geometry"])
    codes = table["code"].astype(str)
    shapes = np.array(list(table["geometry"]) or [], dtype=object)
    frame = gpd.GeoDataFrame(
        {"code": codes}, geometry=to_metric(shapes) if len(shapes) else [], crs=METRIC_CRS
    )
    frame["codes"] = list(table["codes"])
    frame["level"] = [str(ground.level[code]) for code in codes]
    frame["parent_code"] = codes.map(ground.parent)
    frame["province_code"] = codes.map(ground.province)
    return frame


def _beside(frame: gpd.GeoDataFrame, loaded: gpd.GeoDataFrame, ground: Ground) -> gpd.GeoDataFrame:
    if frame.empty:
        return frame
    shapes = np.asarray(frame.geometry.values, dtype=object)
    others = np.asarray(loaded.geometry.values, dtype=object)
    size = shapely.area(shapes)
    place, other = shapely.STRtree(others).query(shapes, predicate="intersects")
    for row in np.unique(place):
        over = shapely.union_all(others[other[place == row]])
        shapes[row] = _polygons(shapely.difference(shapes[row], over))
    left = shapely.area(shapes) / np.where(size > 0, size, 1.0)
    gone = [str(code) for code, share in zip(frame["code"], left, strict=True)
            if share < _LEAST_SHARE]  # fmt: skip
    if gone:
        raise LoadRefusedError(
            [
                Problem(
                    "địa bàn này không có trong tệp, mà hình đang có của nó bị các hình mới che gần"
                    " hết",
                    "nạp tệp có đủ mọi địa bàn của tỉnh",
                    value=f"{code} {ground.names.get(code, '')}".strip(),
                )
                for code in gone
            ]
        )
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return what is polygon of a difference: lines where borders touched go."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    joined: shapely.Geometry = shapely.union_all(parts)
    return joined
