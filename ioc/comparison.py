"""Comparisons take only the areas that have a number on both sides.

Those who report late are no random sample (they are the mountain communes): the number of a month
in which 98 of 130 communes reported covers other land than that of the month before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ioc.area import Level

# With less than this share of the areas inside, neither a change nor a colour is meaningful.
LEAST_SHARE = 0.5


class Movement(StrEnum):
    """How a number moved since the base period, as its change is shown."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


# A whole number, or an array or a column of them.
Counts = Any
# For so many periods back the last number of an area that has not reported is looked for.
MOST_STEPS_BACK = 6


def is_enough(count: int, expected: int) -> bool:
    """Tell whether so many of the areas represent the whole.

    >>> is_enough(65, 130), is_enough(64, 130), is_enough(0, 0)
    (True, False, False)
    """
    return count > 0 and count >= LEAST_SHARE * expected


def has_moved(change: Any, move: Movement) -> Any:
    """Tell where a change as it is shown is a move; NaN is none.

    For one number or for many.

    >>> has_moved(0.5, Movement.UP), has_moved(0.5, Movement.DOWN), has_moved(0.0, Movement.SAME)
    (True, False, True)
    """
    if move is Movement.SAME:
        return change == 0
    return change > 0 if move is Movement.UP else change < 0


def is_thin(converted: Counts, reported: Counts, expected: Counts) -> Counts:
    """Tell where a converted number contains less than the least share of the expected areas.

    For one number or for many: counts are whole numbers or arrays of them.

    >>> is_thin(1, 1, 6), is_thin(3, 3, 6), is_thin(0, 1, 6)
    (True, False, False)
    """
    return (converted > 0) & (reported < LEAST_SHARE * expected)


def count_level(area_level: Level, lowest: Level) -> Level:
    """Return the level at which compared areas are counted.

    Communes for every area above them, also where their villages report.

    >>> count_level(Level.PROVINCE, Level.VILLAGE), count_level(Level.COMMUNE, Level.VILLAGE)
    (<Level.COMMUNE: 'commune'>, <Level.VILLAGE: 'village'>)
    """
    if lowest is Level.VILLAGE and area_level.depth < Level.COMMUNE.depth:
        return Level.COMMUNE
    return lowest


@dataclass(frozen=True)
class Comparison:
    """A number against that of the period `then`, both over the `count` areas that have both.

    `change` is a difference in the indicator's unit, not rounded; `expected` counts all areas of
    `level` inside. A number that is whole on both sides is compared as it is.
    """

    then: str
    change: float
    count: int = 1
    expected: int = 1
    level: Level | None = None

    @property
    def is_whole(self) -> bool:
        """True where every area is in it."""
        return self.count >= self.expected

    @property
    def is_enough(self) -> bool:
        """True where enough areas are in it to show the change."""
        return is_enough(self.count, self.expected)


@dataclass(frozen=True)
class Provisional:
    """The value that an incomplete number would have if the missing areas kept their last one.

    `count` of `expected` areas of `level` are in it: those that never reported are not.
    """

    value: float
    count: int
    expected: int
    level: Level | None = None
