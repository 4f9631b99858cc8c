"""What the classes of a map are called: "dưới 35%", "35–65%", "từ 95% trở lên", "1–2 thôn"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ioc.indicator import Direction, Indicator
from ioc.sentences.values import number, value_with_unit
from ioc.shown import digits_of
from ioc.words.catalogue import say

# A longer unit stands once, above the classes.
_LONGEST_UNIT = 5


@dataclass(frozen=True)
class _Writing:
    """How the numbers of a map are written; `most` is the greatest that there can be, if any."""

    unit: str
    decimals: int
    direction: Direction
    is_counted: bool
    most: float | None
    language: str
    unit_in_each: bool  # else it stands above the classes


def class_texts(indicator: Indicator, bounds: Sequence[float], language: str = "vi") -> list[str]:
    """Return the words of each class of these bounds (`ioc.classes`), for legends and pictures.

    The outer classes also hold what lies beyond the bounds, as another period may have it. Of
    counted things a class names the first and the last: (0; 1] is "1 thôn", (0; 2] "1–2 thôn".
    """
    writing = _Writing(
        indicator.unit(language),
        indicator.decimals,
        indicator.direction,
        indicator.decimals == 0 and not indicator.is_ratio,
        indicator.factor if indicator.is_share else None,
        language,
        not unit_above(indicator.unit(language)),
    )
    return _texts(writing, bounds)


def count_texts(
    unit: str, bounds: Sequence[float], language: str = "vi", *, unit_in_each: bool = False
) -> list[str]:
    """Return the same of counted things of which fewer are better.

    >>> count_texts("chỉ số", [0, 4, 9], unit_in_each=True)
    ['đến 4 chỉ số', 'từ 5 chỉ số trở lên']
    """
    in_each = unit_in_each or not unit_above(unit)
    return _texts(_Writing(unit, 0, Direction.DOWN, True, None, language, in_each), bounds)


def unit_above(unit: str) -> str:
    """Return the unit that stands above the classes; empty where each class has it."""
    return "" if len(unit) <= _LONGEST_UNIT else unit


def _texts(writing: _Writing, bounds: Sequence[float]) -> list[str]:
    last = len(bounds) - 2
    return [
        _text(writing, *_ends(writing, low, high, at == 0, at == last))
        for at, (low, high) in enumerate(pairwise(bounds))
    ]


def _ends(
    writing: _Writing, low: float, high: float, is_first: bool, is_last: bool
) -> tuple[str, float, float]:
    """Return the message of a class, and the first and last number that it names."""
    is_down, is_counted = writing.direction is Direction.DOWN, writing.is_counted
    if is_counted and is_down:
        low, high = (low if is_first else math.floor(low) + 1), math.floor(high)
    elif is_counted:
        low, high = math.ceil(low), (high if is_last else math.ceil(high) - 1)
    least_width = 0.0 if is_counted else 10.0**-writing.decimals * 1.001
    better = high if is_down else low
    if high - low <= least_width and _has_no_other(writing, better, is_first, is_last):
        return "one", better, better
    if is_first and is_last:
        return "between", low, high
    if is_first:
        return ("up-to" if is_down or is_counted else "below"), high, high
    if is_last:
        return ("above" if is_down and not is_counted else "from"), low, low
    return "between", low, high


def _has_no_other(writing: _Writing, value: float, is_first: bool, is_last: bool) -> bool:
    """Tell whether a class of one number holds no other in another period, either."""
    if is_first == is_last:
        return True
    return value == 0 if is_first else value == writing.most


def _text(writing: _Writing, kind: str, low: float, high: float) -> str:
    language = writing.language
    digits = digits_of(high)
    if writing.unit_in_each:
        amount = value_with_unit(high, writing.unit, digits, language)
    else:
        amount = number(high, digits, language)
    if kind == "one":
        return amount
    if kind == "between":
        first = number(low, digits_of(low), language)
        return say("class-between", language, first=first, last=amount)
    return say(f"class-{kind}", language, amount=amount)
