"""What publishing loaded polygons would do: which maps, and what stays beside the polygons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.kept_land import KeptLand, kept_land
from geo.layers import Ground
from ioc.area import Level
from ioc.errors import LoadRefusedError, Problem

# A province's own file is replaced when at least this share of its areas has a polygon, the files
# of the country when this share of all areas has one and no province is left out.
PROVINCE_SHARE, COUNTRY_SHARE = 0.5, 0.95


@dataclass(frozen=True)
class PublishPlan:
    """What publishing a frame would do; see `plan_publishing`."""

    level: Level
    vintage: str
    ground: Ground
    loaded: gpd.GeoDataFrame
    land: KeptLand
    provinces: tuple[str, ...]
    whole: bool
    skipped: dict[str, float]

    @property
    def beside(self) -> dict[str, list[str]]:
        """Return the areas that keep the shapes they have, by province."""
        found = {code: self.land.codes(code) for code in self.ground.provinces}
        return {code: codes for code, codes in found.items() if codes}


def plan_publishing(
    folder: Path, frame: gpd.GeoDataFrame, level: Level, vintage_code: str, areas: pd.DataFrame
) -> PublishPlan:
    """Return what publishing loaded polygons would do; writes nothing.

    A province's file is replaced as soon as at least half of its areas have a polygon, in the frame
    or in what is published: areas that the frame does not have keep the shape that they have. The
    files of the country are replaced only when the frame covers the country.

    Args:
        folder: the folder of published boundaries.
        frame: columns code, geometry (any known CRS) and optionally codes (list of str: all areas
            that the polygon stands for, `code` first).
        level: what the rows are.
        vintage_code: the vintage that the codes belong to.
        areas: that vintage; columns code, level, parent_code, province_code, name.

    Raises:
        LoadRefusedError: no file could be made of the frame, because too few areas have a polygon,
            or shapes that stay would lie under new ones.
    """
    ground = Ground(areas)
    loaded = ground.placed(frame, level)
    land = kept_land(folder, vintage_code, level, loaded, ground)
    together = loaded if land.frame.empty else pd.concat([loaded, land.frame], ignore_index=True)
    touched = set(loaded["province_code"].astype(str))
    share = {
        code: part
        for code, part in ground.share_by_province(together, level).items()
        if code in touched or level is Level.PROVINCE
    }
    enough = tuple(code for code in ground.provinces if share.get(code, 0.0) >= PROVINCE_SHARE)
    # Provinces are few: what stays beside them completes the country.
    counted = together if level is Level.PROVINCE else loaded
    count = sum(len(codes) for codes in counted["codes"])
    whole = (
        len(enough) == len(ground.provinces)
        and count >= COUNTRY_SHARE * (ground.areas["level"] == level).sum()
    )
    if not enough or (level is Level.PROVINCE and not whole):
        needed = "đủ mọi tỉnh" if level is Level.PROVINCE else "ít nhất một nửa số địa bàn của tỉnh"
        count = sum(len(codes) for codes in loaded["codes"])
        raise LoadRefusedError(
            [
                Problem(
                    f"tệp chỉ có ranh giới của {count} địa bàn, chưa đủ để thay bản đồ đang dùng",
                    f"nạp tệp có {needed}",
                )
            ]
        )
    skipped = {code: part for code, part in share.items() if code not in enough}
    return PublishPlan(level, vintage_code, ground, loaded, land, enough, whole, skipped)
