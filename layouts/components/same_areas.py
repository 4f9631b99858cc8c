"""Over which areas a change is taken, and what an unfinished number would come to, in words."""

from __future__ import annotations

from ioc.area import Level
from ioc.comparison import Comparison, Provisional
from ioc.indicator import Indicator
from ioc.period import Period
from layouts.text import Words, areas_word, number, shown_text

WORDS = {
    "same": ("trên cùng {count} {areas}", "over the same {count} {areas}"),
    "counted": ("{count} {areas}", "{count} {areas}"),
    "rule": (
        "Chỉ so {count}/{expected} {areas} có số ở cả hai kỳ",
        "Only the {count} of {expected} {areas} that have a number in both periods are compared",
    ),
    "few": (
        "chỉ {count}/{expected} {areas} có số ở cả hai kỳ, chưa đủ để so",
        "only {count} of {expected} {areas} have a number in both periods: too few to compare",
    ),
    "provisional": ("tạm tính {value}", "provisionally {value}"),
    "provisional_if": (
        "tạm tính {value} nếu {areas} chưa báo cáo giữ số gần nhất",
        "provisionally {value} if those yet to report keep their last number",
    ),
    "provisional_rule": (
        "Kỳ chưa đủ báo cáo: nếu các {areas} còn thiếu giữ nguyên số gần nhất của mình thì là "
        "{value} ({count}/{expected} {areas})",
        "Not all have reported: if those missing keep their last number it is "
        "{value} ({count} of {expected} {areas})",
    ),
    "no_number": ("chưa có số {period}", "no number for {period} yet"),
}


def _said(key: str, count: int, expected: int, level: Level | None, language: str) -> str:
    words = Words(WORDS, language)
    areas = areas_word(level, language)
    return words[key].format(
        count=number(count, 0, language), expected=number(expected, 0, language), areas=areas
    )


def same_areas(comparison: Comparison | None, language: str = "vi") -> str:
    """Return over which areas a change is taken: "trên cùng 97 xã"; empty where over all.

    >>> same_areas(Comparison("2026-09", 0.04, 97, 130, Level.COMMUNE))
    'trên cùng 97 xã'
    """
    if comparison is None or comparison.is_whole:
        return ""
    return _said("same", comparison.count, comparison.expected, comparison.level, language)


def counted_areas(comparison: Comparison, language: str = "vi") -> str:
    """Return how many areas are compared: "97 xã"."""
    return _said("counted", comparison.count, comparison.expected, comparison.level, language)


def same_areas_rule(comparison: Comparison | None, language: str = "vi") -> str:
    """Return the rule behind `same_areas` as a sentence; empty where all areas are compared."""
    if comparison is None or comparison.is_whole:
        return ""
    return _said("rule", comparison.count, comparison.expected, comparison.level, language)


def too_few(comparison: Comparison | None, language: str = "vi") -> str:
    """Return why there is no change to show: too few areas have both numbers; else empty."""
    if comparison is None or comparison.is_enough:
        return ""
    return _said("few", comparison.count, comparison.expected, comparison.level, language)


def provisional_text(
    found: Provisional | None, indicator: Indicator, language: str = "vi", key: str = "provisional"
) -> str:
    """Return what a number would come to: "tạm tính 99,61%"; empty where nobody is missing.

    `key` "provisional_if" adds on what condition, "provisional_rule" says it as a sentence.
    """
    if found is None:
        return ""
    words = Words(WORDS, language)
    value = shown_text(indicator, found.value, language)
    areas = areas_word(found.level, language)
    return words[key].format(
        value=value, areas=areas, count=number(found.count, 0, language),
        expected=number(found.expected, 0, language),
    )  # fmt: skip


def period_text(period: Period, awaited: Period | None, language: str = "vi") -> str:
    """Return which period is shown, and which one is not there yet.

    >>> from ioc.period import parse_period
    >>> period_text(parse_period("2026-09"), parse_period("2026-10"))
    'Tháng 09/2026 (chưa có số tháng 10/2026)'
    """
    label, said = period.label(language), no_number_text(awaited, language)
    return f"{label} ({said})" if said else label


def no_number_text(awaited: Period | None, language: str = "vi") -> str:
    """Return that the period which one looks for has no number yet; empty where it is shown.

    >>> from ioc.period import parse_period
    >>> no_number_text(parse_period("2026-10"))
    'chưa có số tháng 10/2026'
    """
    if awaited is None:
        return ""
    label = awaited.label(language)
    if language == "vi":
        label = label[:1].lower() + label[1:]
    return Words(WORDS, language)["no_number"].format(period=label)
