"""What a number is compared over: only the areas that have one on both sides.

Those who report late are no random choice (mountain communes are): the number of a month that
98 of 130 communes have handed in stands for other land than that of the month before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ioc.area import Level

# Below this share of an area's own areas, neither a change nor a colour says anything about it.
LEAST_SHARE = 0.5
# A whole number, or an array or a column of them.
Counts = Any
# For so many periods back the last number of an area that has not reported is looked for.
MOST_STEPS_BACK = 6


def is_enough(count: int, expected: int) -> bool:
    """Tell whether so many of the areas speak for the whole.

    >>> is_enough(65, 130), is_enough(64, 130), is_enough(0, 0)
    (True, False, False)
    """
    return count > 0 and count >= LEAST_SHARE * expected


def is_thin(converted: Counts, reported: Counts, expected: Counts) -> Counts:
    """Tell where less than the least share of what should be in a brought-over number is in it.

    Of one number or of many: counts are whole numbers or arrays of them.

    >>> is_thin(1, 1, 6), is_thin(3, 3, 6), is_thin(0, 1, 6)
    (True, False, False)
    """
    return (converted > 0) & (reported < LEAST_SHARE * expected)


def count_level(shown: Level, lowest: Level) -> Level:
    """Return the level at which compared areas are counted: what one says aloud.

    Communes for whatever lies above them, also where their villages report.

    >>> count_level(Level.PROVINCE, Level.VILLAGE), count_level(Level.COMMUNE, Level.VILLAGE)
    (<Level.COMMUNE: 'commune'>, <Level.VILLAGE: 'village'>)
    """
    if lowest is Level.VILLAGE and shown.depth < Level.COMMUNE.depth:
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
        """True where every area is in it, so that nothing need be said about them."""
        return self.count >= self.expected

    @property
    def is_enough(self) -> bool:
        """True where so many areas are in it that the change may be shown."""
        return is_enough(self.count, self.expected)


@dataclass(frozen=True)
class Provisional:
    """What an unfinished number would be if those who are missing had kept their last one.

    `count` of `expected` areas of `level` are in it: those that never reported are not.
    """

    value: float
    count: int
    expected: int
    level: Level | None = None
