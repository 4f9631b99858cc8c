"""How areas stand beside each other: each judged by the target in force for it, some ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ioc.indicator import Direction, Indicator
from ioc.shown import read_as_none, shown_numbers
from ioc.status import Status, judge

BEHIND = (Status.AMBER, Status.RED)
VERDICTS = (Status.GREEN, *BEHIND)


@dataclass(frozen=True)
class Standings:
    """How the areas of one map stand, in their order.

    `shown` are the values as they are shown, NaN where there is none. `ranked` are those that a
    place among the others says something of: enough of the area is there, and it is no estimate
    that reads as nothing though something is there (`below`). `rank` is 1 for the best, equals
    share the better place; NaN for those that have none.
    """

    shown: NDArray[np.float64]
    status: list[Status]
    below: NDArray[np.bool_]
    ranked: NDArray[np.bool_]
    rank: NDArray[np.float64]


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
        indicator: what is shown of them.
        values: as they were computed; NaN where there is none.
        targets: in force for each; NaN where there is none.
        thin: too little of the area is there to say (`ioc.comparison.is_thin`).
        estimated: something in it was weighed.
    """
    shown = shown_numbers(indicator, values)
    below = read_as_none(values, shown)
    held = ~np.isnan(shown)
    # Of thousands of villages few differ in both.
    known: dict[tuple[float, float], Status] = {}
    status = []
    for pair, is_thin in zip(
        zip(shown.tolist(), targets.tolist(), strict=True), thin.tolist(), strict=True
    ):
        if pair not in known:
            known[pair] = judge(*pair, indicator.direction).status
        found = known[pair]
        has_verdict = found not in (Status.NO_DATA, Status.NO_TARGET)
        status.append(Status.TOO_FEW if is_thin and has_verdict else found)
    ranked = held & ~thin & ~(below & estimated)
    return Standings(shown, status, below, ranked, _ranks(shown, ranked, indicator.direction))


def _ranks(
    shown: NDArray[np.float64], ranked: NDArray[np.bool_], direction: Direction
) -> NDArray[np.float64]:
    best_first = -shown if direction is Direction.UP else shown
    rank = np.full(len(shown), np.nan)
    held = best_first[ranked]
    rank[ranked] = np.searchsorted(np.sort(held), held, side="left") + 1
    return rank
