"""What needs attention first, by the verdicts, gaps and turns of made cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ioc.card import Card, Cell, TargetValue, make_card
from ioc.indicator import Direction
from ioc.status import Status
from ioc.urgency import Turn, by_urgency, urgencies, urgency_of
from tests.unit.test_area_page_sentences import indicator

TODAY = date(2026, 11, 22)
GOAL = TargetValue(80.0, "2025", "", "", "partly")


def card(
    *values: float, goal: TargetValue | None = GOAL, direction: Direction = Direction.UP
) -> Card:
    """A card of the months that end with October 2026."""
    cells = [
        Cell(f"2026-{11 - len(values) + place:02d}", each) for place, each in enumerate(values)
    ]
    return make_card(replace(indicator(), direction=direction), cells, goal, None, TODAY)


def turn_of(*values: float) -> Turn | None:
    item = urgency_of(card(*values))
    return item.turn if item else None


def test_red_goes_before_amber_and_amber_before_green_that_turns() -> None:
    slipping, amber, red = card(84.0, 81.0), card(79.0, 79.0), card(40.0, 40.0)
    order = urgencies([slipping, amber, red])
    assert [each.card for each in order] == [red, amber, slipping]
    assert [each.status for each in order] == [Status.RED, Status.AMBER, Status.GREEN]


def test_within_red_the_worst_gap_goes_first_then_what_has_lasted_longest() -> None:
    near, far, longer = card(60.0, 60.0), card(75.0, 20.0), card(75.0, 20.0, 20.0)
    assert [each.card for each in urgencies([near, far, longer])] == [longer, far, near]


def test_gaps_of_unlike_units_and_directions_are_ordered_by_their_share_of_the_target() -> None:
    none_allowed = replace(GOAL, value=0.0)
    villages = card(14.0, 14.0, goal=none_allowed, direction=Direction.DOWN)
    assert urgencies([card(50.0, 50.0), villages])[0].card is villages


def test_a_verdict_that_changed_with_the_newest_number_turns() -> None:
    assert turn_of(85.0, 79.0) is Turn.WORSE
    assert turn_of(79.0, 40.0) is Turn.WORSE
    assert turn_of(40.0, 85.0) is Turn.BETTER
    assert turn_of(79.0, 79.0) is None


def test_a_number_that_loses_its_verdict_at_the_same_pace_slips() -> None:
    assert turn_of(84.0, 81.0) is Turn.SLIPPING
    assert turn_of(84.0, 83.0) is None
    assert turn_of(81.0, 84.0) is None


def test_what_is_on_target_and_stays_there_needs_no_attention() -> None:
    assert urgency_of(card(85.0, 86.0)) is None
    assert urgency_of(card(40.0, 41.0, goal=None)) is None
    assert urgency_of(make_card(indicator(), [], GOAL, None, TODAY)) is None


def test_amber_that_turns_worse_goes_before_amber_that_stays() -> None:
    stays, turns = card(73.0, 73.0), card(85.0, 79.0)
    items = [each for each in map(urgency_of, (stays, turns)) if each is not None]
    assert [each.card for each in by_urgency(items)] == [turns, stays]
