"""Since when a number has had its verdict, in words."""

from __future__ import annotations

from ioc.card import Card
from ioc.sentences.values import value_with_unit
from ioc.status import Status
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
    words = Words("since", language)
    if run.whole:
        return words("whole", count=_length(run, words, language))
    period = run.since.label_inside(language)
    if run.periods < 2:
        return words("from", period=period)
    return words("in_a_row", period=period, count=_periods(run, words, language))


def card_since(card: Card, run: StatusRun | None, language: str = "vi") -> str:
    """Return since when a card has had its verdict, from the stretch of it (`status_run`).

    Of one that asks for action it says, too, where that is not settled; of others nothing then.
    """
    if run is None and card.needs_action:
        return Words("since", language)["unsettled"]
    return since_words(run, language)


def verdict_since(run: StatusRun | None, status: Status, language: str = "vi") -> str:
    """Return a verdict and since when it has lasted, as a part of a line; empty without a stretch.

    >>> from ioc.period import parse_period
    >>> verdict_since(StatusRun(parse_period("2026-01"), 10, False), Status.RED)
    'chưa đạt từ tháng 01/2026'
    >>> verdict_since(StatusRun(parse_period("2023-Q1"), 15, True), Status.AMBER)
    'cảnh báo hơn 3 năm'
    """
    if run is None:
        return ""
    words = Words("since", language)
    if run.whole:
        return words(f"over_{status.value}", count=_length(run, words, language))
    return words(f"since_{status.value}", period=run.since.label_inside(language))


def _length(run: StatusRun, words: Words, language: str) -> str:
    """Return how long a stretch has lasted: in years where it is told in years."""
    if run.years:
        return value_with_unit(run.years, words["per_year"], 0, language)
    return _periods(run, words, language)


def _periods(run: StatusRun, words: Words, language: str) -> str:
    unit = words[f"per_{run.since.frequency.value}"]
    return value_with_unit(run.periods, unit, 0, language)
