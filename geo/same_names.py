"""Areas of one name told apart by where their shapes lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely

from geo.matching import Match
from geo.projection import Geometries


def settled_by_place(
    matches: Sequence[Match], shapes: Geometries, areas: pd.DataFrame
) -> list[Match]:
    """Return the matches with names that several areas have settled by the point in the shape.

    Args:
        matches: one per row of a file.
        shapes: beside them, in degrees; None where a row has none.
        areas: the vintage; columns code, and lon, lat where known.
    """
    if "lon" not in areas or not any(match.candidates for match in matches):
        return list(matches)
    points = dict(zip(areas["code"], zip(areas["lon"], areas["lat"], strict=True), strict=True))
    settled = []
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
        settled.append(Match((inside[0],), True, True) if one else match)
    return settled
