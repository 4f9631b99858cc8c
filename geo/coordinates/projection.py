"""The plane in which boundaries are cleaned, simplified and measured."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

Geometries = NDArray[np.object_]

# Equal-area about the middle of the country: areas are exact, lengths within 1 % from the
# western border to the far islands, so that one tolerance in metres serves everywhere.
METRIC_CRS = "+proj=laea +lat_0=16 +lon_0=108 +datum=WGS84 +units=m +no_defs"
DEGREES_CRS = "EPSG:4326"


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_metric(geometries: Geometries) -> Geometries:
    """Return the geometries (degrees, longitude first) in metres."""
    return _transform(geometries, _transformer(DEGREES_CRS, METRIC_CRS))


def to_degrees(geometries: Geometries) -> Geometries:
    """Return the geometries (metres of `METRIC_CRS`) in degrees, longitude first."""
    return _transform(geometries, _transformer(METRIC_CRS, DEGREES_CRS))


def points_to_metric(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return x and y in metres; NaN stays NaN."""
    has_point = np.isfinite(lon) & np.isfinite(lat)
    x, y = np.full(len(lon), np.nan), np.full(len(lat), np.nan)
    x[has_point], y[has_point] = _transformer(DEGREES_CRS, METRIC_CRS).transform(
        lon[has_point], lat[has_point]
    )
    return x, y


def _transform(geometries: Geometries, transformer: Transformer) -> Geometries:
    def move(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        if not len(coordinates):
            return coordinates
        return np.column_stack(transformer.transform(coordinates[:, 0], coordinates[:, 1]))

    result: Geometries = np.asarray(shapely.transform(geometries, move), dtype=object)
    return result
