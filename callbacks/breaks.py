"""Class bounds of maps, kept while the numbers do not change."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection

from data.directories import DirectoryCache
from data.queries.catalogue import find_target_in_force
from data.queries.maps import read_values
from ioc.area import AreaKey, Level
from ioc.classes import class_breaks, split_at_target
from ioc.indicator import Indicator

# How many periods the classes are taken from, so that colours keep their meaning over time.
_SAMPLED_PERIODS = 5


def breaks_of(
    connection: Connection,
    directories: DirectoryCache,
    area: AreaKey,
    level: Level,
    indicator: Indicator,
    former: str | None = None,
) -> list[float]:
    """Return bounds taken from periods spread over the whole series; empty without numbers."""
    return directories.remember(
        connection,
        ("breaks", area, level, indicator.code, former),
        lambda: _breaks(connection, directories, area, level, indicator, former),
        indicator.code,
    )


def _breaks(
    connection: Connection,
    directories: DirectoryCache,
    area: AreaKey,
    level: Level,
    indicator: Indicator,
    former: str | None,
) -> list[float]:
    directory = directories.get(connection, area.vintage, level, area.code, former)
    periods = directories.periods(connection, indicator, directory)
    if not periods:
        return []
    last, steps = len(periods) - 1, _SAMPLED_PERIODS - 1
    places = dict.fromkeys(round(last * step / steps) for step in range(_SAMPLED_PERIODS))
    sampled = [periods[place] for place in places]
    values = read_values(connection, indicator, directory, sampled)
    bounds = class_breaks(np.concatenate(values), indicator.decimals)
    target = find_target_in_force(
        directories.targets(connection, indicator.code),
        indicator.code,
        level,
        AreaKey(area.vintage, ""),
        periods[-1],
    )
    return split_at_target(
        bounds, target.value if target else None, indicator.direction, indicator.decimals
    )
