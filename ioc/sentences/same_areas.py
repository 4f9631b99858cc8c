"""The areas over which a change is computed, and the provisional value of a number, in words."""

from __future__ import annotations

from ioc.area import Level
from ioc.comparison import Comparison, Provisional
from ioc.indicator import Indicator
from ioc.period import Period
from ioc.sentences.values import areas_word, number, shown_text
from ioc.words.catalogue import Words, say


def _message(key: str, count: int, expected: int, level: Level | None, language: str) -> str:
    words = Words("comparison", language)
    areas = areas_word(level, language)
    return words(
        key, count=number(count, 0, language), expected=number(expected, 0, language), areas=areas
    )


def same_areas(comparison: Comparison | None, language: str = "vi") -> str:
    """Return over which areas a change is computed: "trên cùng 97 xã"; empty: over all of them.

    >>> same_areas(Comparison("2026-09", 0.04, 97, 130, Level.COMMUNE))
    'trên cùng 97 xã'
    """
    if comparison is None or comparison.is_whole:
        return ""
    return _message("same", comparison.count, comparison.expected, comparison.level, language)


def counted_areas(comparison: Comparison, language: str = "vi") -> str:
    """Return how many areas are compared: "97 xã"."""
    return _message("counted", comparison.count, comparison.expected, comparison.level, language)


def same_areas_rule(comparison: Comparison | None, language: str = "vi") -> str:
    """Return the rule behind `same_areas` as a sentence; empty where all areas are compared."""
    if comparison is None or comparison.is_whole:
        return ""
    return _message("rule", comparison.count, comparison.expected, comparison.level, language)


def too_few(comparison: Comparison | None, language: str = "vi") -> str:
    """Return why there is no change to show: too few areas have both numbers; else empty."""
    if comparison is None or comparison.is_enough:
        return ""
    return _message("few", comparison.count, comparison.expected, comparison.level, language)


def provisional_text(
    provisional: Provisional | None,
    indicator: Indicator,
    language: str = "vi",
    key: str = "provisional",
) -> str:
    """Return the provisional value: "tạm tính 99,61%"; empty where no area is missing.

    `key` "provisional_if" adds the condition, "provisional_rule" makes it a sentence.
    """
    if provisional is None:
        return ""
    words = Words("comparison", language)
    value = shown_text(indicator, provisional.value, language)
    areas = areas_word(provisional.level, language)
    count = number(provisional.count, 0, language)
    expected = number(provisional.expected, 0, language)
    return words(key, value=value, areas=areas, count=count, expected=expected)


def period_text(
    period: Period, awaited: Period | None, language: str = "vi", *, inside: bool = False
) -> str:
    """Return which period is shown, and which one has no number yet; `inside` a sentence or alone.

    >>> from ioc.period import parse_period
    >>> period_text(parse_period("2026-09"), parse_period("2026-10"))
    'Tháng 09/2026 (chưa có số tháng 10/2026)'
    """
    label = period.label_inside(language) if inside else period.label(language)
    note = no_number_text(awaited, language)
    return f"{label} ({note})" if note else label


def no_number_text(awaited: Period | None, language: str = "vi") -> str:
    """Return that an awaited period has no number yet; empty where none is awaited.

    >>> from ioc.period import parse_period
    >>> no_number_text(parse_period("2026-10"))
    'chưa có số tháng 10/2026'
    """
    if awaited is None:
        return ""
    return say("comparison-no_number", language, period=awaited.label_inside(language))
