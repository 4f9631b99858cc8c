"""How a number is shown: rounded once, judged once, the same on every screen.

A number is judged as it was computed (`ioc.status`) and shown at the indicator's decimals, halves
away from zero. Where that would contradict the verdict (94.98 of at least 95 as "95,0"), it gets as
many more decimals as agree with it: "94,98". All targets of the indicator count, of every level,
area and year, so that a number reads the same everywhere; a share reads 100 only where it is all
and 0 only where it is none.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ioc.area import Level
from ioc.indicator import Direction, Indicator
from ioc.status import LEAST_SLACK, MOST_SLACK, SLACK, Verdict, edges_of, judge, slack_of

# At most so many more decimals separate a number from the threshold beside it.
MOST_FINER = 4
# A larger float is a whole number.
_ALL_WHOLE = 2.0**52


class ShownNumber(NamedTuple):
    """A number as it is shown, and the decimals that it is written with."""

    number: float
    decimals: int


class ShownNumbers(NamedTuple):
    """Many numbers as they are shown (NaN: there is none), and the decimals of each."""

    number: NDArray[np.float64]
    decimals: NDArray[np.int8]


class _Thresholds(NamedTuple):
    """The values at which an indicator's verdicts change, ascending: first ones, and last ones."""

    first: tuple[float, ...]
    last: tuple[float, ...]


def is_yes_no(indicator: Indicator, numerator: float | None, denominator: float | None) -> bool:
    """Tell whether a share is of one single thing, and so a yes (1 of 1) or a no (0 of 1).

    A count of one village is 1 of 1, or 0 of 1 (`ioc.card.of_one_village`); other counts have no
    denominator.
    """
    can_be = indicator.is_fact_of_one or indicator.counts_villages
    return can_be and denominator == 1 and numerator in (0, 1)


def counts_one_village(indicator: Indicator, level: Level) -> bool:
    """Tell whether a number of an area is a count of one village: it lacks something, or not."""
    return indicator.counts_villages and level is Level.VILLAGE


def are_yes_no(
    indicator: Indicator,
    level: Level,
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Return of which areas of a level a number is a yes or a no; NaN is none."""
    is_of_one = denominators == 1 if indicator.is_fact_of_one else np.zeros(len(numerators), bool)
    if counts_one_village(indicator, level):
        is_of_one = np.ones(len(numerators), bool)
    facts: NDArray[np.bool_] = is_of_one & np.isin(numerators, (0, 1))
    return facts


def round_half_up(value: float, decimals: int = 0) -> float:
    """Return a number at so many decimals, halves away from zero.

    >>> round_half_up(67.35, 1), round_half_up(2.5), round_half_up(-2.5), round_half_up(1.005, 2)
    (67.4, 3.0, -3.0, 1.01)
    """
    scale = 10.0**decimals
    return _half_up(value * scale) / scale


def round_all(values: NDArray[np.float64], decimals: int) -> NDArray[np.float64]:
    """Return `round_half_up` of each value; NaN stays NaN."""
    scale = 10.0**decimals
    return half_up(values * scale) / scale


def show(
    indicator: Indicator, value: float | None, decimals: int | None = None
) -> ShownNumber | None:
    """Return a value as it is shown; None where there is none.

    Args:
        indicator: the definition.
        value: as it was computed, in the indicator's unit.
        decimals: fewer than the indicator's, where room is short.
    """
    if value is None or math.isnan(value):
        return None
    least = indicator.decimals if decimals is None else decimals
    return _show(
        value, least, _thresholds(indicator.targets, indicator.direction, indicator.is_share)
    )


def show_share(part: int, whole: int) -> ShownNumber:
    """Return a part of a count in whole percent, in finer ones beside "all" and "none".

    >>> [show_share(part, 1000).number for part in (0, 4, 755, 999, 1000)]
    [0.0, 0.4, 76.0, 99.9, 100.0]
    """
    return _show(100 * part / whole, 0, _thresholds((), Direction.UP, True))


def _show(value: float, least: int, thresholds: _Thresholds) -> ShownNumber:
    side = _side(value, thresholds)
    for finer in range(least, least + MOST_FINER + 1):
        number = round_half_up(value, finer)
        if _side(number, thresholds) == side:
            return ShownNumber(number, finer)
    step = 10.0**-finer
    return ShownNumber(round_half_up(number - math.copysign(step, number - value), finer), finer)


def show_all(
    indicator: Indicator, values: NDArray[np.float64], decimals: int | None = None
) -> ShownNumbers:
    """Return `show` of each value."""
    least = indicator.decimals if decimals is None else decimals
    thresholds = _thresholds(indicator.targets, indicator.direction, indicator.is_share)
    number = round_all(values, least)
    places = np.full(len(values), least, np.int8)
    rows = np.flatnonzero(_sides(values, thresholds) != _sides(number, thresholds))
    for finer in range(least + 1, least + MOST_FINER + 1):
        if not rows.size:
            return ShownNumbers(number, places)
        exact = values[rows]
        some = round_all(exact, finer)
        number[rows], places[rows] = some, finer
        rows = rows[_sides(exact, thresholds) != _sides(some, thresholds)]
    step = np.copysign(10.0**-finer, number[rows] - values[rows])
    number[rows] = round_all(number[rows] - step, finer)
    return ShownNumbers(number, places)


def as_decimal(figure: ShownNumber) -> Decimal:
    """Return a number with exactly the digits that it is shown with, as files hold it.

    >>> as_decimal(ShownNumber(94.9, 2))
    Decimal('94.90')
    """
    return Decimal(f"{figure.number:.{figure.decimals}f}")


def shown_number(
    indicator: Indicator, value: float | None, decimals: int | None = None
) -> float | None:
    """Return the number of `show`; None where there is none."""
    figure = show(indicator, value, decimals)
    return None if figure is None else figure.number


def least_shown(indicator: Indicator, decimals: int | None = None) -> float:
    """Return the smallest number above 0 that can be shown: 1 of a count, 0.1 with one decimal."""
    return float(10.0 ** -(indicator.decimals if decimals is None else decimals))


def reads_as_none(indicator: Indicator, value: float | None, decimals: int | None = None) -> bool:
    """Tell whether a value above 0 would read as 0: an estimate below one.

    Texts say "below one"; it gets no rank beside areas that have none.
    """
    if value is None or not value > LEAST_SLACK:
        return False
    return shown_number(indicator, value, decimals) == 0


def read_as_none(values: NDArray[np.float64], numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return `reads_as_none` of each value; `numbers` are what `show_all` made of them."""
    there: NDArray[np.bool_] = (values > LEAST_SLACK) & (numbers == 0)
    return there


def judge_value(indicator: Indicator, value: float | None, target: float | None) -> Verdict:
    """Return the verdict on a value, judged as it was computed."""
    return judge(value, target, indicator.direction)


def distance(indicator: Indicator, value: float, target: float) -> ShownNumber:
    """Return how far a value is from its target, with as many decimals as the finer of both.

    A value that misses its target is never 0 away from it.
    """
    figure = show(indicator, value)
    decimals = max(figure.decimals if figure else 0, digits_of(target))
    return ShownNumber(round_half_up(abs(value - target), decimals), decimals)


def missing_things(target: float, numerator: float, denominator: float, factor: float) -> int:
    """Return how many counted things are missing between a share and its target.

    >>> missing_things(80.0, 7, 10, 100.0), missing_things(95.0, 90, 97, 100.0)
    (1, 3)
    """
    # Guard against 80 % of 10 being 8.000000000000002.
    return math.ceil(abs(target * denominator / factor - numerator) - LEAST_SLACK)


def part_numbers(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return numerators or denominators as they are sent: whole, -1 for something below a half.

    >>> part_numbers(np.array([3743.0, 0.0, 0.3, 7.5, np.nan])).tolist()
    [3743.0, 0.0, -1.0, 8.0, nan]
    """
    return np.where((values > 0) & (values < 0.5), -1.0, half_up(values))


def difference(indicator: Indicator, one: float, other: float) -> float:
    """Return how far one computed value lies above another one, rounded once."""
    return round_half_up(one - other, indicator.decimals)


def digits_of(value: float) -> int:
    """Return how many decimals a number has.

    >>> digits_of(95.0), digits_of(94.75)
    (0, 2)
    """
    return len(f"{value:.10f}".rstrip("0").partition(".")[2])


def half_up(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the nearest whole numbers, halves away from zero; NaN stays NaN."""
    sizes = np.abs(amounts)
    slack = np.minimum(sizes * SLACK + LEAST_SLACK, MOST_SLACK)
    nearest = np.where(sizes < _ALL_WHOLE, np.floor(sizes + 0.5 + slack), sizes)
    whole: NDArray[np.float64] = np.copysign(nearest, amounts) + 0.0
    return whole


def _half_up(amount: float) -> float:
    size = abs(amount)
    if not size < _ALL_WHOLE:
        return amount
    return math.copysign(math.floor(size + 0.5 + slack_of(size)), amount) + 0.0


@lru_cache(maxsize=1024)
def _thresholds(targets: tuple[float, ...], direction: Direction, is_share: bool) -> _Thresholds:
    """Return the thresholds of all targets, and for a share those of "all" and "none"."""
    thresholds = [each for target in targets for each in edges_of(target, direction)]
    first, last = (thresholds, []) if direction is Direction.UP else ([], thresholds)
    if is_share:
        first, last = [*first, 100.0 - slack_of(100.0)], [*last, slack_of(0.0)]
    return _Thresholds(tuple(sorted(set(first))), tuple(sorted(set(last))))


def _side(value: float, thresholds: _Thresholds) -> tuple[int, int]:
    """Return between which thresholds a value lies; these have one verdict."""
    return bisect_right(thresholds.first, value), bisect_left(thresholds.last, value)


def _sides(values: NDArray[np.float64], thresholds: _Thresholds) -> NDArray[np.intp]:
    """Return the same of many values, as one number each."""
    first = np.searchsorted(thresholds.first, values, "right")
    last = np.searchsorted(thresholds.last, values, "left")
    return first * (len(thresholds.last) + 1) + last
