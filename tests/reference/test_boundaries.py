"""Real boundary files are read and published as they are; `tests.land` is made after them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.boundaries import read_boundaries
from geo.coordinates.projection import to_metric
from geo.manifest import read_manifest
from geo.publish import publish_boundaries
from geo.topology import decode_topology
from ioc.area import SINCE_2025, Level
from tests.land import LAND_FILES
from tests.store.test_boundaries_publishing import assert_no_gap_or_sliver

NEW = SINCE_2025.code


@pytest.mark.parametrize(("name", "level", "vintage", "features", "codes"), LAND_FILES)
def test_reference_files_load_as_they_are(
    shipped_areas: pd.DataFrame,
    shared_geo: Path,
    name: str,
    level: Level,
    vintage: str,
    features: int,
    codes: int,
) -> None:
    areas = shipped_areas[shipped_areas["vintage"] == vintage]
    frame, report = read_boundaries(
        shared_geo / f"{name}.geojson", level, areas, other_areas=shipped_areas
    )
    assert len(frame) == report.features == features
    assert sum(map(len, frame["codes"])) == codes
    assert shapely.is_valid(frame.geometry.values).all()
    assert report.fit.share > 0.98


@pytest.mark.parametrize("province", ["40", "22", "79", "92"])
def test_no_gap_or_sliver_wider_than_the_tolerance(
    shipped_areas: pd.DataFrame, shared_geo: Path, tmp_path: Path, province: str
) -> None:
    areas = shipped_areas[shipped_areas["vintage"] == NEW]
    frame, _ = read_boundaries(shared_geo / "communes_2025_vietnam.geojson", Level.COMMUNE, areas)
    frame = frame[frame["parent_code"] == province]
    publish_boundaries(tmp_path, frame, Level.COMMUNE, NEW, areas, "open", "x", "MIT")
    (entry,) = [
        each
        for each in read_manifest(tmp_path)["entries"]
        if (each["level"], each["parent"]) == ("commune", province)
    ]
    source = gpd.read_file(shared_geo / "communes_2025_vietnam.geojson")
    original = to_metric(
        np.asarray(source[source["parent_code"] == province].geometry.values, dtype=object)
    )
    published = decode_topology((tmp_path / entry["file"]).read_bytes())
    shapes = to_metric(np.asarray(published.geometry.values, dtype=object))
    assert_no_gap_or_sliver(shapes, original, entry["tolerance_m"])
