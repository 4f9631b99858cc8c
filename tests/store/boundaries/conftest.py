"""A province's communes to make boundary files from, and how they are read and refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from geo.boundaries import Report, read_boundaries
from ioc.area import SINCE_2025, Level
from ioc.errors import LoadRefusedError
from tests.store.boundaries.files import Read, Refusal, write_shapefile

# Words that a library would say, and that nobody should read here.
ENGLISH = re.compile(
    r"\b(error|invalid|failed|cannot|could not|not found|polygon|unsupported|expected|missing|"
    r"geometry|commune|province|district|file|layer |point|linestring|self-intersection)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="package")
def areas(shipped_areas: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {str(vintage): rows for vintage, rows in shipped_areas.groupby("vintage")}


@pytest.fixture(scope="package")
def new(areas: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return areas[SINCE_2025.code]


@pytest.fixture(scope="package")
def dien_bien(land: Path) -> gpd.GeoDataFrame:
    frame = gpd.read_file(land / "communes_2025_cases.geojson")
    rows: gpd.GeoDataFrame = frame.loc[
        frame["parent_code"] == "11", ["code", "full_name", "geometry"]
    ].reset_index(drop=True)
    return rows


@pytest.fixture(scope="package")
def read(new: pd.DataFrame) -> Read:
    def _read(path: Path, **options: Any) -> tuple[gpd.GeoDataFrame, Report]:
        return read_boundaries(path, Level.COMMUNE, options.pop("known", new), **options)

    return _read


@pytest.fixture(scope="package")
def refusal_of(read: Read) -> Refusal:
    def _refusal(path: Path, **options: Any) -> str:
        with pytest.raises(LoadRefusedError) as caught:
            read(path, **options)
        text = str(caught.value)
        words = re.sub(r"--\w+|“[^”]*”|GeoJSON|GeoPackage|Shapefile|FlatGeobuf", "", text)
        assert not ENGLISH.search(words.replace(path.name, "")), text
        assert path.name in text
        return text

    return _refusal


@pytest.fixture(scope="package")
def parts(
    dien_bien: gpd.GeoDataFrame, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    return write_shapefile(tmp_path_factory.mktemp("shp"), dien_bien)
