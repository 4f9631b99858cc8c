"""What needs attention first: red before amber before what is turning, the worst gap first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ioc.card import Card, Cell
from ioc.indicator import Direction, Indicator
from ioc.series_break import is_parted
from ioc.shown import judge_value
from ioc.status import AMBER, GREEN, RED, STATUSES, Status
from ioc.status_run import StatusRun, status_run


class Turn(StrEnum):
    """How the verdict on a number moves."""

    WORSE = "worse"  # the newest number has a worse verdict than the one before
    SLIPPING = "slipping"  # one more change like the last one, and the verdict is worse
    BETTER = "better"  # the newest number has a better verdict than the one before


_RANKS = {STATUSES[code]: code for code in (GREEN, AMBER, RED)}


@dataclass(frozen=True)
class Urgency:
    """Why a number needs attention.

    `run`: since when it has its verdict; None where that is not settled. `gap`: the share of the
    target that it lacks (`gap_share`). `turn`: how its verdict moves; None: it stays.
    """

    card: Card
    run: StatusRun | None
    gap: float
    turn: Turn | None

    @property
    def status(self) -> Status:
        """The verdict on the number."""
        return self.card.verdict.status


def gap_share(value: float, target: float, direction: Direction) -> float:
    """Return the share of a target that a value lacks, from 0 (met) to 1 (nothing of it).

    Where less is better it is the share of the value that is too much. So gaps of unlike units,
    and to targets of 0, can be ordered.

    >>> gap_share(60.0, 80.0, Direction.UP), gap_share(12.0, 9.0, Direction.DOWN)
    (0.25, 0.25)
    >>> gap_share(14.0, 0.0, Direction.DOWN), gap_share(90.0, 80.0, Direction.UP)
    (1.0, 0.0)
    """
    much, little = (target, value) if direction is Direction.UP else (value, target)
    if much <= 0 or little > much:
        return 0.0
    return min(1.0, 1.0 - little / much)


def urgency_of(card: Card) -> Urgency | None:
    """Return the urgency of a card; None where it is neither behind its target nor turning."""
    status = card.verdict.status
    if status not in _RANKS or card.target is None or card.cell is None or card.cell.value is None:
        return None
    turn = turn_of(card)
    if status is Status.GREEN and turn is None:
        return None
    gap = gap_share(card.cell.value, card.target.value, card.indicator.direction)
    return Urgency(card, status_run(card), gap, turn)


def turn_of(card: Card) -> Turn | None:
    """Return how the verdict on a card moves, by today's target; None: it stays, or is unsettled.

    The number before is the last one in the history that was judged; a break of the series ends
    the search.
    """
    status = card.verdict.status
    if status not in _RANKS or card.is_unsettled or not card.history or card.target is None:
        return None
    target = card.target.value
    before = _judged_before(card)
    if before is not None:
        earlier = judge_value(card.indicator, card.fills.get(before.period, before.value), target)
        if earlier.status is not status and earlier.status in _RANKS:
            is_worse = _RANKS[status] > _RANKS[earlier.status]
            return Turn.WORSE if is_worse else Turn.BETTER
    change, cell = card.change_last, card.cell
    if change is None or cell is None or cell.value is None or not _is_bad(card.indicator, change):
        return None
    following = judge_value(card.indicator, cell.value + change, target).status
    return Turn.SLIPPING if _RANKS.get(following, 0) > _RANKS[status] else None


def _judged_before(card: Card) -> Cell | None:
    latest = card.history[-1].period
    for cell in reversed(card.history[:-1]):
        if is_parted(card.breaks, cell.period, latest):
            return None
        if cell.value is not None and not cell.is_thin:
            return cell
    return None


def _is_bad(indicator: Indicator, change: float) -> bool:
    return (change < 0) == (indicator.direction is Direction.UP) and change != 0


_TURN_ORDER = {Turn.WORSE: 0, Turn.SLIPPING: 1, None: 2, Turn.BETTER: 3}


def by_urgency(items: Iterable[Urgency]) -> list[Urgency]:
    """Return what needs attention in order: red, amber, then green that is turning.

    Within red the worst gap goes first, among equals what has lasted longest; within the others
    what turns worse goes first.
    """

    def key(each: Urgency) -> tuple[int, int, float, date]:
        rank = _RANKS[each.status]
        turning = 0 if rank == RED else _TURN_ORDER[each.turn]
        since = each.run.since.start if each.run else date.max
        return -rank, turning, -each.gap, since

    return sorted(items, key=key)


def urgencies(cards: Iterable[Card]) -> list[Urgency]:
    """Return the urgencies of cards in their order; of a card that needs no attention none."""
    return by_urgency(each for each in map(urgency_of, cards) if each is not None)
