"""Features of several levels in one file: those of one level."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.source.read import SourceFile
from ioc.area import Level

_WIDTHS = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}


def of_level(source: SourceFile, level: Level) -> SourceFile:
    """Leave out features that are marked as of another level."""
    own = _own_level(source.frame, level)
    if own is None or not own.any() or own.all():
        return source
    rows = np.flatnonzero(own.to_numpy())
    place = {int(row): index for index, row in enumerate(rows)}
    return replace(
        source,
        frame=source.frame.iloc[rows].reset_index(drop=True),
        centres=source.centres[rows],
        faults={place[row]: text for row, text in source.faults.items() if row in place},
    )


def _own_level(frame: gpd.GeoDataFrame, level: Level) -> pd.Series | None:
    """Tell which features say themselves that they are of this level; None: they say nothing.

    The open set holds provinces and communes in one archive and tells them by the length of `id`.
    """
    if "level" in frame and frame["level"].isin([each.value for each in Level]).all():
        return pd.Series(frame["level"] == level.value)
    if "id" in frame and frame["id"].map(lambda value: isinstance(value, str)).all():
        widths = frame["id"].str.len()
        return pd.Series(widths == _WIDTHS[level]) if set(widths) <= {2, 3, 5} else None
    return None
