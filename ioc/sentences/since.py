"""Since when a number has had its verdict, in words."""

from __future__ import annotations

from ioc.sentences.values import value_with_unit
from ioc.status_run import StatusRun
from ioc.words.catalogue import Words


def since_words(run: StatusRun | None, language: str = "vi") -> str:
    """Return since when a verdict has lasted; empty where that is not settled.

    A stretch that reaches back to the first number has lasted at least as long as the numbers do.

    >>> from ioc.period import parse_period
    >>> since_words(StatusRun(parse_period("2026-01"), 10, False))
    'Từ tháng 01/2026, 10 tháng liền'
    >>> since_words(StatusRun(parse_period("2023-Q1"), 15, True))
    'Kéo dài ít nhất 3 năm'
    """
    if run is None:
        return ""
    words, frequency = Words("since", language), run.since.frequency
    if run.whole:
        length, unit = (run.years, "year") if run.years else (run.periods, frequency.value)
        return words("whole", count=value_with_unit(length, words[f"per_{unit}"], 0, language))
    period = run.since.label_inside(language)
    if run.periods < 2:
        return words("from", period=period)
    count = value_with_unit(run.periods, words[f"per_{frequency.value}"], 0, language)
    return words("in_a_row", period=period, count=count)
