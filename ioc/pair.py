"""Two indicators of the same areas: which areas have both numbers, and on which side each lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ioc.indicator import Direction, Indicator
from ioc.standing import Standings
from ioc.status import GREEN

# Fewer areas have no middle worth dividing by.
LEAST_AREAS = 4


@dataclass(frozen=True)
class PairSide:
    """One of the two indicators: its period, and how all areas of a map stand in it.

    `values` are not rounded; they, their numerators and denominators, and `targets`, those in force
    for the areas, are NaN where there is none. `made_up`: whether a number is so, in whole or part.
    """

    indicator: Indicator
    period: str
    values: NDArray[np.float64]
    numerators: NDArray[np.float64]
    denominators: NDArray[np.float64]
    targets: NDArray[np.float64]
    standings: Standings
    made_up: NDArray[np.bool_]


@dataclass(frozen=True)
class Pair:
    """The areas of a map by two indicators.

    `rows` are the areas that have both numbers, each of enough reports. `missing` lack one of the
    two, `thin` have both, one of them of too few reports for a comparison. `divides` are the values
    that part good from bad on either axis, None where too few areas are left: the targets, where
    both indicators have one for all areas (`by_targets`), else the medians of `rows`. `good` tells
    of each of the rows whether it is on the good side in x and in y (shape 2 × rows).
    """

    x: PairSide
    y: PairSide
    rows: NDArray[np.int64]
    missing: int
    thin: int
    by_targets: bool
    divides: tuple[float, float] | None
    good: NDArray[np.bool_]

    @property
    def is_worst(self) -> NDArray[np.bool_]:
        """Tell of each of the rows whether it is on the bad side of both."""
        return np.asarray(~self.good[0] & ~self.good[1] & (self.divides is not None))

    @property
    def is_demo(self) -> bool:
        """True where a number of one of the rows is made up."""
        return bool((self.x.made_up | self.y.made_up)[self.rows].any())

    def counts(self) -> tuple[int, int, int, int]:
        """Return how many areas are good in both, in x only, in y only, and in neither."""
        in_x, in_y = self.good
        return (
            int((in_x & in_y).sum()),
            int((in_x & ~in_y).sum()),
            int((~in_x & in_y).sum()),
            int((~in_x & ~in_y).sum()),
        )


def make_pair(x: PairSide, y: PairSide) -> Pair:
    """Return the areas of a map by two indicators; both sides have the same areas in one order."""
    both = ~np.isnan(x.standings.numbers) & ~np.isnan(y.standings.numbers)
    comparable = both & x.standings.ranked & y.standings.ranked
    rows = np.flatnonzero(comparable)
    goals = [_only_target(side, rows) for side in (x, y)]
    by_targets = None not in goals and rows.size > 0
    divides: tuple[float, float] | None = None
    good = np.zeros((2, rows.size), bool)
    if by_targets:
        divides = (goals[0] or 0.0, goals[1] or 0.0)
        good = np.array([side.standings.codes[rows] == GREEN for side in (x, y)])
    elif rows.size >= LEAST_AREAS:
        middle = [float(np.median(side.standings.numbers[rows])) for side in (x, y)]
        divides = (middle[0], middle[1])
        good = np.array([
            _is_good(side, rows, at) for side, at in zip((x, y), middle, strict=True)
        ])  # fmt: skip
    missing, thin = int((~both).sum()), int((both & ~comparable).sum())
    return Pair(x, y, rows, missing, thin, by_targets, divides, good)


def order_of_names(pair: Pair) -> NDArray[np.int64]:
    """Return the places in `pair.rows` in the order in which areas are worth a name.

    First those on the bad side of both, the furthest first, then those furthest from the middle.
    """
    far, out = np.zeros(pair.rows.size), np.zeros(pair.rows.size)
    for at, side in enumerate((pair.x, pair.y)):
        numbers = side.standings.numbers[pair.rows]
        if not numbers.size:
            continue
        spread = float(np.ptp(numbers)) or 1.0
        out += np.abs(numbers - np.median(numbers)) / spread
        if pair.divides is not None:
            far += np.abs(numbers - pair.divides[at]) / spread
    return np.lexsort((np.where(pair.is_worst, -far, -out), ~pair.is_worst))


def _only_target(side: PairSide, rows: NDArray[np.int64]) -> float | None:
    """Return the target that all of the rows have; None where they differ, or one has none."""
    values = np.unique(side.targets[rows])
    return float(values[0]) if values.size == 1 and values[0] == values[0] else None


def _is_good(side: PairSide, rows: NDArray[np.int64], middle: float) -> NDArray[np.bool_]:
    numbers = side.standings.numbers[rows]
    if side.indicator.direction is Direction.UP:
        return np.asarray(numbers >= middle)
    return np.asarray(numbers <= middle)
