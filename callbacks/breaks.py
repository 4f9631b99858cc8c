"""Class bounds of maps, kept while the store does not change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

import numpy as np
from sqlalchemy import Connection

from data.directories import DirectoryCache
from data.queries.cells import read_periods, read_slice
from data.store import read_revision
from ioc.area import AreaKey, Level
from ioc.classes import class_breaks
from ioc.indicator import Indicator

# How many periods the classes are taken from, so that colours keep their meaning over time.
_SAMPLED_PERIODS = 5


class BreaksCache:
    """Keeps the bounds last asked for; a new revision of the store empties it.

    They are the dearest part of a national map's spec: five slices and their quantiles.
    """

    def __init__(self, size: int = 256) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, list[float]] = OrderedDict()
        self._revision = -1
        self._lock = Lock()

    def get(
        self,
        connection: Connection,
        directories: DirectoryCache,
        area: AreaKey,
        level: Level,
        indicator: Indicator,
        former: str | None = None,
    ) -> list[float]:
        """Return bounds taken from periods spread over the whole series; empty without numbers."""
        revision = read_revision(connection)
        key = (area, level, indicator.id, former)
        with self._lock:
            if revision != self._revision:
                self._held.clear()
                self._revision = revision
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = _breaks(connection, directories, area, level, indicator, former)
        with self._lock:
            if revision == self._revision:
                self._held[key] = made
                while len(self._held) > self._size:
                    self._held.popitem(last=False)
        return made


def _breaks(
    connection: Connection,
    directories: DirectoryCache,
    area: AreaKey,
    level: Level,
    indicator: Indicator,
    former: str | None,
) -> list[float]:
    directory = directories.get(connection, area.vintage, level, area.code, former)
    periods = read_periods(connection, indicator, area.vintage, level, directory.only_root)
    if not periods:
        return []
    places = np.unique(np.linspace(0, len(periods) - 1, _SAMPLED_PERIODS).round().astype(int))
    values = [
        read_slice(connection, indicator, directory, periods[place]).values(indicator.factor)
        for place in places
    ]
    return class_breaks(np.concatenate(values), indicator.decimals)
