"""What publishing loaded polygons would change: which maps, and which shapes stay."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.kept_land import KeptLand, find_kept_land
from geo.layers import AreaTable
from ioc.area import Level
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

# A province's own file is replaced when at least this share of its areas has a polygon, the files
# of the country when this share of all areas has one and no province is left out.
PROVINCE_SHARE, COUNTRY_SHARE = 0.5, 0.95


@dataclass(frozen=True)
class PublishPlan:
    """What publishing a frame would do; see `plan_publishing`."""

    level: Level
    vintage: str
    area_table: AreaTable
    shapes: gpd.GeoDataFrame
    land: KeptLand
    provinces: tuple[str, ...]
    whole: bool
    incomplete: dict[str, float]

    @property
    def beside(self) -> dict[str, list[str]]:
        """The areas that keep their present shapes, by province."""
        codes_of = {code: self.land.codes(code) for code in self.area_table.provinces}
        return {code: codes for code, codes in codes_of.items() if codes}


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
    area_table = AreaTable(areas)
    shapes = area_table.locate(frame, level)
    land = find_kept_land(folder, vintage_code, level, shapes, area_table)
    together = shapes if land.frame.empty else pd.concat([shapes, land.frame], ignore_index=True)
    reached_provinces = set(shapes["province_code"].astype(str))
    share = {
        code: part
        for code, part in area_table.share_by_province(together, level).items()
        if code in reached_provinces or level is Level.PROVINCE
    }
    enough = tuple(code for code in area_table.provinces if share.get(code, 0.0) >= PROVINCE_SHARE)
    # Provinces are few: what stays beside them completes the country.
    rows = together if level is Level.PROVINCE else shapes
    count = sum(len(codes) for codes in rows["codes"])
    whole = (
        len(enough) == len(area_table.provinces)
        and count >= COUNTRY_SHARE * (area_table.areas["level"] == level).sum()
    )
    if not enough or (level is Level.PROVINCE and not whole):
        requirement = (
            "boundary-every-province" if level is Level.PROVINCE else "boundary-half-province"
        )
        count = sum(len(codes) for codes in shapes["codes"])
        raise LoadRefusedError(
            [
                Problem(
                    Phrase("boundary-too-few", count=count, needed=Phrase(requirement)),
                )
            ]
        )
    incomplete = {code: part for code, part in share.items() if code not in enough}
    return PublishPlan(level, vintage_code, area_table, shapes, land, enough, whole, incomplete)
