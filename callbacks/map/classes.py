"""The classes of maps, remembered while the numbers do not change."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.numbers.pack import Pack
from data.queries.catalogue import find_target_in_force
from data.queries.directories import Directories
from data.queries.directory import Directory
from data.queries.maps import read_values
from ioc.answers import MapClasses
from ioc.area import AreaKey, Level
from ioc.classes import bounds_around, bounds_of_period, has_enough, make_bounds
from ioc.indicator import Indicator
from ioc.sentences.classes import class_texts, unit_above

# The classes come from so many periods, so that colours keep their meaning over time.
_SAMPLED_PERIODS = 5
Value = TypeVar("Value")


def classes_of(
    connection: Connection,
    directories: Directories,
    area: AreaKey,
    level: Level,
    indicator: Indicator,
    period: str = "",
    language: str = "vi",
    former: str | None = None,
    cells: Pack | None = None,
) -> MapClasses:
    """Return the classes of a map; without numbers their bounds are empty.

    Bounds come from periods spread over the whole series, so that a colour means the same in all
    of them; a period that they would leave in one or two classes gets its own
    (docs/decisions/0037-classes-have-members.md).

    `cells`: the map's of the period, where the caller has read them.
    """
    ground = _Ground(connection, directories, area, level, indicator, former)
    bounds = ground.bounds(period, cells)
    return ground.remember(
        "classes", lambda: ground.classes(bounds, language), tuple(bounds), language
    )


@dataclass(frozen=True)
class _Ground:
    """The areas of a map, and what they report."""

    connection: Connection
    directories: Directories
    area: AreaKey
    level: Level
    indicator: Indicator
    former: str | None

    def remember(self, what: str, make: Callable[[], Value], *more: Hashable) -> Value:
        """Return what follows from the numbers of the map, made once until they change."""
        code = self.indicator.code
        key = (what, self.area, self.level, code, self.former, *more)
        return self.directories.remember(self.connection, key, make, code)

    def bounds(self, period: str, cells: Pack | None) -> list[float]:
        """Return the bounds for a period; without one those of the whole series."""
        decimals, direction = self.indicator.decimals, self.indicator.direction
        over_time = self.remember(
            "bounds",
            lambda: make_bounds(self._sample(), decimals, direction, self._latest_target()),
        )
        if not period:
            return over_time
        at_hand = None if cells is None else cells.values(self.indicator.factor)
        # Nearly every period is content with them, and a click has read its numbers.
        if at_hand is not None and has_enough(over_time, at_hand, decimals, direction):
            return over_time

        def make() -> list[float]:
            current = self._values([period]) if at_hand is None else at_hand
            if has_enough(over_time, current, decimals, direction):
                return over_time
            sample = self.remember("sample", self._sample)
            return bounds_of_period(sample, current, decimals, direction, self._latest_target())

        return self.remember("bounds", make, period)

    def classes(self, bounds: list[float], language: str) -> MapClasses:
        """Return the classes of bounds in words, and those around each target."""
        indicator = self.indicator
        targets = dict.fromkeys(each for each in self._targets() if each is not None)
        around = [(each, bounds_around(bounds, each, indicator.direction)) for each in targets]
        return {
            "breaks": bounds,
            "texts": class_texts(indicator, bounds, language),
            "unit": unit_above(indicator.unit(language)),
            "around": [
                {
                    "target": target,
                    "breaks": each,
                    "texts": class_texts(indicator, each, language),
                }
                for target, each in around
            ],
        }

    @property
    def _directory(self) -> Directory:
        return self.directories.get(
            self.connection, self.area.vintage, self.level, self.area.code, self.former
        )

    def _periods(self) -> list[str]:
        return self.directories.periods(self.connection, self.indicator, self._directory)

    def _targets(self) -> list[float | None]:
        """Return the target of the level in each year, the latest last."""
        targets = self.directories.targets(self.connection, self.indicator.code)
        anywhere = AreaKey(self.area.vintage, "")
        # A target is set for a year: one look-up serves all its periods.
        last_of_years = {period[:4]: period for period in self._periods()}
        in_force = [
            find_target_in_force(targets, self.indicator.code, self.level, anywhere, each)
            for each in last_of_years.values()
        ]
        return [each.value if each else None for each in in_force]

    def _latest_target(self) -> float | None:
        targets = self._targets()
        return targets[-1] if targets else None

    def _sample(self) -> NDArray[np.float64]:
        """Return the values of periods spread over the whole series."""
        periods = self._periods()
        last, steps = len(periods) - 1, _SAMPLED_PERIODS - 1
        places = dict.fromkeys(round(last * step / steps) for step in range(_SAMPLED_PERIODS))
        return self._values([periods[place] for place in places] if periods else [])

    def _values(self, periods: list[str]) -> NDArray[np.float64]:
        if not periods:
            return np.zeros(0)
        values = read_values(self.connection, self.indicator, self._directory, periods)
        return np.concatenate(values)
