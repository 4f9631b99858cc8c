"""How areas stand beside each other: each judged by the target in force for it, some ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ioc.indicator import Direction, Indicator
from ioc.shown import read_as_none, show_all
from ioc.status import NO_DATA, NO_TARGET, STATUSES, TOO_FEW_CODE, Status, judge_all

BEHIND = (Status.AMBER, Status.RED)
VERDICTS = (Status.GREEN, *BEHIND)


@dataclass(frozen=True)
class Standings:
    """How the areas of one map stand, in their order.

    `numbers` are the values as they are shown, NaN where there is none, with so many `decimals`.
    `codes` are the places of their statuses in `ioc.status.STATUSES`. `ahead` is how far the shown
    number lies on the good side of the target (below 0: behind it; NaN: there is none). `ranked`
    are those for which a rank is meaningful: enough of the area is in the number, and it is no
    estimate above 0 that reads as 0 (`below`). `rank` is 1 for the best, equals share the better
    place; NaN for those that are not ranked.
    """

    numbers: NDArray[np.float64]
    decimals: NDArray[np.int8]
    codes: NDArray[np.int8]
    ahead: NDArray[np.float64]
    below: NDArray[np.bool_]
    ranked: NDArray[np.bool_]
    rank: NDArray[np.float64]

    @property
    def status(self) -> list[Status]:
        """The status of each."""
        return [STATUSES[code] for code in self.codes.tolist()]


class AreaStanding(NamedTuple):
    """How one area stands; `value` is as it was computed, `target` the one in force for it."""

    name: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    target: float | None = None
    status: Status = Status.NO_DATA
    ranked: bool = False
    below: bool = False


def standings(
    indicator: Indicator,
    values: NDArray[np.float64],
    targets: NDArray[np.float64],
    thin: NDArray[np.bool_],
    estimated: NDArray[np.bool_],
) -> Standings:
    """Return how areas stand.

    Args:
        indicator: the definition.
        values: as they were computed; NaN where there is none.
        targets: in force for each; NaN where there is none.
        thin: too few areas are in it (`ioc.comparison.is_thin`).
        estimated: something in it was weighted.
    """
    numbers, decimals = show_all(indicator, values)
    below = read_as_none(values, numbers)
    codes = status_codes(indicator, values, targets, thin)
    ranked = ~np.isnan(numbers) & ~thin & ~(below & estimated)
    upward = indicator.direction is Direction.UP
    ahead = numbers - targets if upward else targets - numbers
    rank = _ranks(numbers if upward else -numbers, ranked)
    return Standings(numbers, decimals, codes, ahead, below, ranked, rank)


def status_codes(
    indicator: Indicator,
    values: NDArray[np.float64],
    targets: NDArray[np.float64],
    thin: NDArray[np.bool_],
) -> NDArray[np.int8]:
    """Return the status of each area as a place in `ioc.status.STATUSES`; as `standings`."""
    codes = judge_all(values, targets, indicator.direction)
    codes[thin & (codes != NO_DATA) & (codes != NO_TARGET)] = TOO_FEW_CODE
    return codes


def _ranks(worth: NDArray[np.float64], ranked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the ranks of the ranked ones, the greatest worth first."""
    rank = np.full(len(worth), np.nan)
    best_first = -worth[ranked]
    rank[ranked] = np.searchsorted(np.sort(best_first), best_first, side="left") + 1
    return rank
