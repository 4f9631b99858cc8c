"""The real outlines of the provinces, as OpenStreetMap has them (ODbL 1.0, see LICENSE.md)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import shapely

from geo.coordinates.projection import Geometries, to_metric
from ioc.area import BEFORE_2025, SINCE_2025

SOURCE, LICENCE = "OpenStreetMap", "ODbL 1.0"
FILE = Path(__file__).parent / "provinces.geojson"
# The property of a feature that holds its province's code, by vintage.
_CODES = {BEFORE_2025.code: "code", SINCE_2025.code: "since"}


@cache
def province_outlines(vintage_code: str) -> dict[str, shapely.Geometry]:
    """Return the outline of each province of a vintage by code, in metres (`METRIC_CRS`).

    Together they are a valid coverage: neighbours share their border to the last digit. Empty for
    a vintage whose provinces are not known.
    """
    name = _CODES.get(vintage_code)
    if name is None:
        return {}
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    codes = np.array([each["properties"][name] for each in features])
    shapes: Geometries = to_metric(
        np.array([shapely.geometry.shape(each["geometry"]) for each in features], dtype=object)
    )
    return {str(code): shapely.coverage_union_all(shapes[codes == code])
            for code in np.unique(codes)}  # fmt: skip
