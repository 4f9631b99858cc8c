"""Where the line of a chart is interrupted: the numbers on both sides cover other areas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ioc.card import Cell

# Converted numbers that never reach this share of their areas cover other land.
LEAST_LAND = 0.95


def find_gaps(cells: Sequence[Cell]) -> frozenset[str]:
    """Return the periods before which a line is interrupted, for both sides are not comparable.

    Either the numbers cover other areas (a step from three provinces to all of them is no rise), or
    a reorganisation changed the areas and some land is missing.

    Where five of seven communes of today lie wholly in a former district and the shares of the
    others are unknown, the step from the whole district to those five is no fall.

    >>> before = [Cell("2025-05", 70.0), Cell("2025-06", 70.0)]
    >>> after = Cell("2025-07", 62.0, reported=5, expected=7, converted=5)
    >>> sorted(find_gaps([*before, after]))
    ['2025-07']
    >>> find_gaps([*before, Cell("2025-07", 70.5, reported=7, expected=7, converted=7)])
    frozenset()
    >>> find_gaps([Cell("2025-10", 75.0), Cell("2025-11", 80.0, apart=True)])
    frozenset({'2025-11'})
    """
    points = [cell for cell in cells if cell.value is not None]
    apart = frozenset(two.period for _, two in pairwise(points) if two.apart)
    return apart | _land_gaps(points)


def _land_gaps(points: Sequence[Cell]) -> frozenset[str]:
    conversions = [cell for cell in points if cell.converted]
    if not conversions or len(conversions) == len(points):
        return frozenset()
    if any(cell.reported >= LEAST_LAND * cell.expected for cell in conversions):
        return frozenset()
    return frozenset(
        two.period
        for one, two in pairwise(points)
        if bool(one.converted) is not bool(two.converted)
    )
