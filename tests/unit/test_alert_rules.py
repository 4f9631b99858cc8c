"""When a number raises, keeps or ends its alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ioc.age import Age
from ioc.alert import AlertKind, Move, Sighting, facts_of, is_partial, moves, see
from ioc.area import Level
from ioc.card import Card, Cell, TargetValue, make_card
from ioc.indicator import Basis, Direction, Indicator, SpaceRule, TimeRule, VintageRule
from ioc.period import Frequency
from ioc.status import Status, judge

INDICATOR = Indicator(
    1, "SHARE", "G", "Chỉ số", "Share", "tử", "n", "mẫu", "d", "%", "%", 100.0, Direction.UP,
    SpaceRule.RATIO_OF_SUMS, TimeRule.LAST_VALUE, Frequency.MONTH, Level.VILLAGE, 1, "Sở", "Dept",
    "", "", VintageRule.PARTS, Basis.POPULATION,
)  # fmt: skip
TODAY = date(2025, 11, 25)
GREEN = Sighting(Status.GREEN, Age.FRESH)
RED = Sighting(Status.RED, Age.FRESH)


def card(*cells: Cell, target: float | None = 80.0, today: date = TODAY) -> Card:
    card_at = make_card(INDICATOR, cells, None, None, today)
    if target is None:
        return card_at
    value = TargetValue(target, "2025", "", "", "verified")
    return replace(card_at, target=value, verdict=judge(card_at.value, target, INDICATOR.direction))


def cell(period: str, value: float | None, reported: int = 5, **fields: Any) -> Cell:
    return Cell(period, value, value, 100.0, reported, 5, **fields)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Status.GREEN, Status.RED, Move.RAISE),
        (Status.AMBER, Status.RED, Move.RAISE),
        (Status.RED, Status.RED, Move.KEEP),
        (Status.RED, Status.AMBER, Move.END),
        (Status.RED, Status.NO_DATA, Move.END),
        (Status.RED, Status.NO_TARGET, Move.END),
        # The first number of all, or the first target: nothing has turned.
        (Status.NO_DATA, Status.RED, Move.KEEP),
        (Status.NO_TARGET, Status.RED, Move.KEEP),
        (None, Status.RED, Move.KEEP),
        (Status.GREEN, Status.NO_DATA, Move.END),
    ],
)
def test_only_what_was_green_or_amber_turns_red(
    before: Status | None, now: Status, expected: Move
) -> None:
    was = None if before is None else Sighting(before, Age.FRESH)
    assert moves(was, Sighting(now, Age.FRESH))[AlertKind.STATUS] is expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Age.FRESH, Age.STALE, Move.RAISE),
        (Age.LATE, Age.STALE, Move.RAISE),
        (Age.STALE, Age.STALE, Move.KEEP),
        (Age.STALE, Age.FRESH, Move.END),
        (Age.STALE, None, Move.END),
        (None, Age.STALE, Move.KEEP),
        (Age.FRESH, Age.LATE, Move.END),
    ],
)
def test_only_what_was_fresh_or_late_grows_stale(
    before: Age | None, now: Age | None, expected: Move
) -> None:
    assert (
        moves(Sighting(Status.GREEN, before), Sighting(Status.GREEN, now))[AlertKind.STALE]
        is expected
    )


def test_missing_is_not_red_and_not_stale() -> None:
    nothing = card(cell("2025-10", None))
    assert see(nothing, GREEN, TODAY) == Sighting(Status.NO_DATA, None)
    # A month that nobody reported leaves the number of the month before on the card.
    sighting = see(card(cell("2025-09", 90), cell("2025-10", None)), None, TODAY)
    assert sighting == Sighting(Status.GREEN, Age.LATE)


def test_zero_is_a_number() -> None:
    assert see(card(cell("2025-10", 0)), None, TODAY) == RED


def test_a_month_that_is_not_over_says_nothing() -> None:
    assert see(card(cell("2025-10", 90), cell("2025-11", 1)), None, TODAY) == GREEN


def test_of_few_reports_the_colour_before_stays() -> None:
    few_reports = card(cell("2025-09", 90), cell("2025-10", 10, reported=2))
    assert is_partial(few_reports)
    assert see(few_reports, GREEN, TODAY) == GREEN
    assert see(few_reports, RED, TODAY) == RED
    assert see(few_reports, None, TODAY).status is Status.NO_DATA
    assert see(card(cell("2025-10", 10, reported=3)), GREEN, TODAY) == RED


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 12, 20), Age.FRESH),
        (date(2025, 12, 21), Age.LATE),
        (date(2026, 1, 20), Age.LATE),
        (date(2026, 1, 21), Age.STALE),
    ],
)
def test_a_number_grows_old_by_its_frequency(today: date, expected: Age) -> None:
    assert see(card(cell("2025-10", 90), today=today), None, today).age is expected


def test_the_facts_tell_since_when() -> None:
    facts = facts_of(card(cell("2025-07", 90), cell("2025-08", 10), cell("2025-10", 20, demo=1)))
    # September is missing, which is not better: three periods, both ends included.
    assert (facts.periods, facts.whole, facts.demo) == (3, False, True)
    assert (facts.value, facts.target) == (20, 80)
    assert facts_of(card(cell("2025-10", 10))).whole


def test_without_a_number_there_are_no_facts() -> None:
    with pytest.raises(ValueError, match="no number"):
        facts_of(card(cell("2025-10", None)))
