"""What a number is when it is shown: rounded once, judged once, the same on every screen.

Rounded to the indicator's decimals, halves away from zero, but never across a target of the
indicator, nor a share onto 0 or 100 that it is not. What is judged is the number as it is shown.
`assets/ioc-shown.js` is the same rule; `tests/browser/test_shown_twin.py` compares them.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ioc.indicator import Direction, Indicator
from ioc.status import Verdict, judge

# What a few steps of arithmetic may be off: less than any real share differs from a half.
_SLACK, _LEAST_SLACK = 2.0**-46, 1e-9
# Of money in đồng a share of the whole would be more than one đồng; beyond this a float is whole.
_MOST_SLACK, _ALL_WHOLE = 0.2, 2.0**52


def limits(indicator: Indicator) -> tuple[tuple[float, bool], ...]:
    """Return what a shown number must not cross: (limit, whether it is to be reached from below).

    The targets of all levels, areas and years, so that a number reads the same wherever it stands;
    of a share also 100 ("all") and 0 ("none").
    """
    upward = indicator.direction is Direction.UP
    found = [(each, upward) for each in indicator.targets]
    if indicator.is_share:
        found += [(100.0, True), (0.0, False)]
    return tuple(dict.fromkeys(found))


def is_yes_no(indicator: Indicator, numerator: float | None, denominator: float | None) -> bool:
    """Tell whether a share is of one single thing, and so a yes (1 of 1) or a no (0 of 1)."""
    return indicator.is_fact_of_one and denominator == 1 and numerator in (0, 1)


def round_half_up(value: float, decimals: int = 0) -> float:
    """Return a number at so many decimals, halves away from zero, as one learns it at school.

    >>> round_half_up(67.35, 1), round_half_up(2.5), round_half_up(-2.5), round_half_up(1.005, 2)
    (67.4, 3.0, -3.0, 1.01)
    """
    scale = 10.0**decimals
    return _half_up(value * scale) / scale


def shown_number(
    indicator: Indicator, value: float | None, decimals: int | None = None
) -> float | None:
    """Return a value as it is shown; None where there is none.

    Args:
        indicator: the definition.
        value: as it was computed, in the indicator's unit.
        decimals: fewer than the indicator's, where room is short.
    """
    if value is None or math.isnan(value):
        return None
    scale = 10.0 ** (indicator.decimals if decimals is None else decimals)
    scaled = value * scale
    whole = _half_up(scaled)
    for limit, from_below in limits(indicator):
        edge = limit * scale
        slack = _slack_of(edge)
        if from_below:
            first = float(math.ceil(edge - slack))
            if scaled < edge - slack:
                whole = min(whole, first - 1)
            else:
                whole = max(whole, first)
        else:
            last = float(math.floor(edge + slack))
            if scaled > edge + slack:
                whole = max(whole, last + 1)
            else:
                whole = min(whole, last)
    return whole / scale


def shown_numbers(
    indicator: Indicator, values: NDArray[np.float64], decimals: int | None = None
) -> NDArray[np.float64]:
    """Return `shown_number` of each value; NaN stays NaN."""
    scale = 10.0 ** (indicator.decimals if decimals is None else decimals)
    return shown_whole(indicator, values, scale) / scale


def shown_whole(
    indicator: Indicator, values: NDArray[np.float64], scale: float
) -> NDArray[np.float64]:
    """Return the values as shown, times `scale` (10^decimals): whole numbers, or NaN."""
    scaled = values * scale
    whole = half_up(scaled)
    for limit, from_below in limits(indicator):
        edge = limit * scale
        slack = _slack_of(edge)
        if from_below:
            first = math.ceil(edge - slack)
            short = scaled < edge - slack
            whole = np.where(short, np.minimum(whole, first - 1), np.maximum(whole, first))
        else:
            last = math.floor(edge + slack)
            over = scaled > edge + slack
            whole = np.where(over, np.maximum(whole, last + 1), np.minimum(whole, last))
    return whole


def least_shown(indicator: Indicator, decimals: int | None = None) -> float:
    """Return the smallest number above 0 that can be shown: 1 of a count, 0.1 with one decimal."""
    return float(10.0 ** -(indicator.decimals if decimals is None else decimals))


def reads_as_none(indicator: Indicator, value: float | None, decimals: int | None = None) -> bool:
    """Tell whether something is there that would read as 0: what was shared out, below one.

    It is told as "below one" and takes no rank beside areas that have none.
    """
    if value is None or not value > _LEAST_SLACK:
        return False
    return shown_number(indicator, value, decimals) == 0


def read_as_none(values: NDArray[np.float64], shown: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return `reads_as_none` of each value, which `shown_numbers` or `shown_whole` made `shown`."""
    there: NDArray[np.bool_] = (values > _LEAST_SLACK) & (shown == 0)
    return there


def judge_value(indicator: Indicator, value: float | None, target: float | None) -> Verdict:
    """Return the verdict on a value, judged as it is shown."""
    return judge(shown_number(indicator, value), target, indicator.direction)


def difference(indicator: Indicator, one: float, other: float) -> float:
    """Return how far one value lies above another one, rounded once, from what is not rounded."""
    return round_half_up(one - other, indicator.decimals)


def half_up(scaled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the nearest whole numbers, halves away from zero; NaN stays NaN."""
    sizes = np.abs(scaled)
    slack = np.minimum(sizes * _SLACK + _LEAST_SLACK, _MOST_SLACK)
    nearest = np.where(sizes < _ALL_WHOLE, np.floor(sizes + 0.5 + slack), sizes)
    whole: NDArray[np.float64] = np.copysign(nearest, scaled) + 0.0
    return whole


def _half_up(scaled: float) -> float:
    size = abs(scaled)
    if not size < _ALL_WHOLE:
        return scaled
    return math.copysign(math.floor(size + 0.5 + _slack_of(size)), scaled) + 0.0


def _slack_of(size: float) -> float:
    return min(abs(size) * _SLACK + _LEAST_SLACK, _MOST_SLACK)
