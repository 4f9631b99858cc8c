"""Breaks of a series: numbers before and after were measured in different ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ioc.period import parse_period
from ioc.words.records import text_in


@dataclass(frozen=True)
class SeriesBreak:
    """From `period` on an indicator is measured in another way."""

    period: str
    reason_vi: str
    reason_en: str

    def reason(self, language: str) -> str:
        """Return why, in a language."""
        return text_in(language, self, "reason")


def is_parted(breaks: Iterable[SeriesBreak], before: str, after: str) -> bool:
    """Tell whether a break lies between two periods, so that they must not be compared.

    >>> is_parted([SeriesBreak("2025", "", "")], "2024", "2025")
    True
    >>> is_parted([SeriesBreak("2025", "", "")], "2025-01", "2025-02")
    False
    """
    first, last = parse_period(before), parse_period(after)
    return any(first.end < parse_period(each.period).start <= last.end for each in breaks)
