"""Tells areas of one name apart by their shapes' places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely

from geo.coordinates.projection import Geometries
from geo.matching import FeatureMatch


def settle_by_place(
    matches: Sequence[FeatureMatch], shapes: Geometries, areas: pd.DataFrame
) -> list[FeatureMatch]:
    """Return the matches; of several areas with one name, the one whose point is in the shape.

    Args:
        matches: one per row of a file.
        shapes: beside them, in degrees; None where a row has none.
        areas: the vintage; columns code, and lon, lat where known.
    """
    if "lon" not in areas or not any(match.candidates for match in matches):
        return list(matches)
    points = dict(zip(areas["code"], zip(areas["lon"], areas["lat"], strict=True), strict=True))
    result = []
    for match, shape in zip(matches, shapes, strict=True):
        inside = [
            code
            for code in match.candidates
            if shape is not None
            and shapely.is_valid(shape)
            and np.isfinite(np.array(points[code], dtype=float)).all()
            and shapely.contains_xy(shape, *points[code])
        ]
        one = len(inside) == 1
        result.append(FeatureMatch((inside[0],), True, True) if one else match)
    return result
