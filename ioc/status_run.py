"""Since when an indicator has had the status that it has."""

from __future__ import annotations

from dataclasses import dataclass

from ioc.card import Card
from ioc.period import Period, parse_period
from ioc.series_break import is_parted
from ioc.shown import judge_value
from ioc.status import Status


@dataclass(frozen=True)
class StatusRun:
    """The latest unbroken stretch of one status.

    `periods` counts it, both ends included. `whole` is True where it reaches back to the first
    number held: it may have begun earlier.
    """

    since: Period
    periods: int
    whole: bool


_NONE = (Status.NO_DATA, Status.NO_TARGET, Status.TOO_FEW)


def status_run(card: Card) -> StatusRun | None:
    """Return since when a card has had its status, by today's target; None without a status.

    A period without a number does not end a stretch: nobody has said that it was better then.
    Nor does one whose colour hangs on who reported (`Card.filled`). What was measured in another
    way ends it. None, too, where the colour of the number shown is not settled.
    """
    if card.target is None or card.verdict.status in _NONE:
        return None
    if card.is_unsettled:
        return None
    since = card.history[-1].period
    length, whole = 0, True
    for steps, cell in enumerate(reversed(card.history), start=1):
        if cell.value is None or cell.is_thin:
            continue
        if is_parted(card.breaks, cell.period, since):
            whole = False
            break
        value = card.filled.get(cell.period, cell.value)
        status = judge_value(card.indicator, value, card.target.value).status
        if status is not card.verdict.status:
            whole = False
            break
        since, length = cell.period, steps
    return StatusRun(parse_period(since), length, whole)
