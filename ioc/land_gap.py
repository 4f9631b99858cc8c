"""Where a line is not drawn through: on both sides of a step stand other areas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ioc.card import Cell

# What was brought over reaches this share of its areas in some period, or it is other land.
LEAST_LAND = 0.95


def find_gaps(cells: Sequence[Cell]) -> frozenset[str]:
    """Return the periods before which a line is parted: what lies on both sides is not comparable.

    The numbers stand on other areas (a step from three provinces to all of them is no rise), or
    the areas changed and land lacks.

    Where five of seven communes of today lie wholly in a former district and nobody knows how the
    others divide, the step from all of it to those five is no fall.

    >>> before = [Cell("2025-05", 70.0), Cell("2025-06", 70.0)]
    >>> after = Cell("2025-07", 62.0, reported=5, expected=7, converted=5)
    >>> sorted(find_gaps([*before, after]))
    ['2025-07']
    >>> find_gaps([*before, Cell("2025-07", 70.5, reported=7, expected=7, converted=7)])
    frozenset()
    >>> find_gaps([Cell("2025-10", 75.0), Cell("2025-11", 80.0, apart=True)])
    frozenset({'2025-11'})
    """
    held = [cell for cell in cells if cell.value is not None]
    apart = frozenset(two.period for _, two in pairwise(held) if two.apart)
    return apart | _land_gaps(held)


def _land_gaps(held: Sequence[Cell]) -> frozenset[str]:
    brought = [cell for cell in held if cell.converted]
    if not brought or len(brought) == len(held):
        return frozenset()
    if any(cell.reported >= LEAST_LAND * cell.expected for cell in brought):
        return frozenset()
    return frozenset(
        two.period for one, two in pairwise(held) if bool(one.converted) is not bool(two.converted)
    )
