"""Since when an indicator has had the status that it has."""

from __future__ import annotations

from dataclasses import dataclass

from ioc.card import Card
from ioc.period import MONTHS, Frequency, Period, parse_period
from ioc.series_break import is_parted
from ioc.shown import judge_value
from ioc.status import Status


@dataclass(frozen=True)
class StatusRun:
    """The latest unbroken stretch of one status.

    `periods` counts it, both ends included. `whole` is True where it reaches back to the first
    number: it may have begun earlier.
    """

    since: Period
    periods: int
    whole: bool

    @property
    def years(self) -> int:
        """Its full years where it is told in years: from two on, and always of yearly numbers."""
        frequency = self.since.frequency
        years = self.periods * MONTHS.get(frequency, 0) // 12
        return years if years >= _LEAST_YEARS or frequency is Frequency.YEAR else 0


_LEAST_YEARS = 2
_NONE = (Status.NO_DATA, Status.NO_TARGET, Status.TOO_FEW)


def status_run(card: Card, *, is_provisional: bool = False) -> StatusRun | None:
    """Return since when a card has had its status, by today's target; None without a status.

    A period without a number does not end a stretch, nor does one whose colour depends on who
    reported (`Card.fills`). A break of the series ends it. None, too, where the colour of the
    shown number is not settled, unless `is_provisional`: then by the shown number.
    """
    if card.target is None or card.verdict.status in _NONE:
        return None
    is_unsettled = card.is_unsettled
    if is_unsettled and not is_provisional:
        return None
    since = card.history[-1].period
    length, whole = 0, True
    for steps, cell in enumerate(reversed(card.history), start=1):
        if cell.value is None or cell.is_thin:
            continue
        if is_parted(card.breaks, cell.period, since):
            whole = False
            break
        is_shown = is_unsettled and card.cell is not None and cell.period == card.cell.period
        value = cell.value if is_shown else card.fills.get(cell.period, cell.value)
        status = judge_value(card.indicator, value, card.target.value).status
        if status is not card.verdict.status:
            whole = False
            break
        since, length = cell.period, steps
    return StatusRun(parse_period(since), length, whole)
