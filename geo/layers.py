"""Map layers of a set of polygons: wider levels joined from them, simplified for each screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.coordinates.projection import METRIC_CRS, to_metric
from geo.coverage import clean_coverage, dissolve, simplify_coverage
from geo.islands import archipelago_codes
from ioc.area import COUNTRY_CODE, Level
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

# The country at about 1 km to the pixel, a province at about 100 m.
COARSE_M, FINE_M = 700.0, 100.0


@dataclass(frozen=True)
class MapLayer:
    """Areas of one level under one parent, simplified, in metres."""

    level: Level
    parent: str
    frame: gpd.GeoDataFrame
    tolerance_m: float
    derived: bool


class AreaTable:
    """The areas of one vintage, looked up by code (columns as in `publish_boundaries`)."""

    def __init__(self, areas: pd.DataFrame) -> None:
        self.areas = areas
        self.names: dict[str, str] = (
            dict(zip(areas["code"], areas["full_name"], strict=True))
            if "full_name" in areas
            else {}
        )
        self.level = dict(zip(areas["code"], areas["level"], strict=True))
        self.parent = dict(zip(areas["code"], areas["parent_code"], strict=True))
        self.province = dict(zip(areas["code"], areas["province_code"], strict=True))
        self.provinces = sorted(areas.loc[areas["level"] == Level.PROVINCE, "code"])
        self.has_districts = bool((areas["level"] == Level.DISTRICT).any())
        self.islands = frozenset(archipelago_codes(areas[areas["level"] != Level.PROVINCE]))

    def locate(self, frame: gpd.GeoDataFrame, level: Level) -> gpd.GeoDataFrame:
        """Return the shapes in metres, with parent and province from the table of areas."""
        result = gpd.GeoDataFrame(
            {"code": frame["code"].astype(str).to_numpy()},
            geometry=to_metric(np.asarray(frame.geometry.to_crs(4326).values, dtype=object)),
            crs=METRIC_CRS,
        )
        groups = frame["codes"] if "codes" in frame else [[code] for code in frame["code"]]
        result["codes"] = [list(group) for group in groups]
        result["level"] = level.value
        result["parent_code"] = result["code"].map(self.parent)
        result["province_code"] = result["code"].map(self.province)
        return result.sort_values("code").reset_index(drop=True)

    def share_by_province(self, frame: gpd.GeoDataFrame, level: Level) -> dict[str, float]:
        """Return the share of a province's areas of this level that have a polygon, if any has."""
        all_areas = (
            self.areas.loc[self.areas["level"] == level].groupby("province_code")["code"].count()
        )
        with_shape = frame.explode("codes")["codes"].map(self.province).value_counts()
        return {str(code): with_shape[code] / all_areas[code] for code in sorted(with_shape.index)}

    def expected(self, level: Level, parent: str) -> set[str]:
        """Return the codes of the areas of a level inside a province, or in the country."""
        here = self.areas["level"] == level
        if parent != COUNTRY_CODE:
            here &= self.areas["province_code"] == parent
        return set(self.areas.loc[here, "code"])


def clean_shapes(frame: gpd.GeoDataFrame, names: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Close gaps narrower than the finest tolerance; refuse polygons that others cover wholly.

    `names`: code → name, for the refusal.
    """
    geometries = clean_coverage(np.asarray(frame.geometry.values, dtype=object), FINE_M)
    empty = shapely.is_empty(geometries)
    if empty.any():
        raise LoadRefusedError(
            [
                Problem(
                    Phrase("boundary-covered"),
                    value=f"{code} {names.get(code, '')}".strip(),
                )
                for code in frame.loc[empty, "code"]
            ]
        )
    return frame.set_geometry(gpd.GeoSeries(geometries, index=frame.index, crs=frame.crs))


def layers_of(
    frame: gpd.GeoDataFrame, level: Level, area_table: AreaTable, provinces: list[str], whole: bool
) -> Iterator[MapLayer]:
    """Yield the map layers that polygons of one level make.

    Args:
        frame: columns code, level, parent_code, province_code, geometry (metres, a clean coverage)
            and optionally codes.
        level: what the rows are (districts without communes may stand among communes).
        area_table: the areas of the vintage.
        provinces: the provinces that get files of their own.
        whole: the frame covers the country, so that the files of the country are made too.
    """
    if whole:
        yield from _country_layers(frame, area_table, level)
    if level is Level.PROVINCE:
        return
    inside = frame[frame["province_code"].isin(provinces)].reset_index(drop=True)
    fine = simplify_coverage(inside, FINE_M, area_table.islands)
    for code, rows in fine.groupby("province_code"):
        yield MapLayer(level, str(code), rows, FINE_M, derived=False)
        if level is Level.COMMUNE and area_table.has_districts:
            districts = dissolve(rows, _district_of(rows), area_table.parent)
            yield MapLayer(Level.DISTRICT, str(code), districts, FINE_M, derived=True)


def _country_layers(
    frame: gpd.GeoDataFrame, area_table: AreaTable, level: Level
) -> Iterator[MapLayer]:
    """Yield the files of the country: the loaded level, and each wider level joined from it."""
    coarse = simplify_coverage(frame, COARSE_M, area_table.islands)
    yield MapLayer(level, COUNTRY_CODE, coarse, COARSE_M, derived=False)
    if level is Level.COMMUNE and area_table.has_districts:
        districts = dissolve(coarse, _district_of(coarse), area_table.parent)
        yield MapLayer(Level.DISTRICT, COUNTRY_CODE, districts, COARSE_M, derived=True)
    if level is not Level.PROVINCE:
        provinces = dissolve(coarse, coarse["province_code"], area_table.parent)
        yield MapLayer(Level.PROVINCE, COUNTRY_CODE, provinces, COARSE_M, derived=True)


def _district_of(frame: gpd.GeoDataFrame) -> pd.Series:
    """Return the district of each row: its parent, or itself for a district without communes."""
    itself = frame["level"] == Level.DISTRICT
    district: pd.Series = frame["code"].where(itself, frame["parent_code"])
    return district
