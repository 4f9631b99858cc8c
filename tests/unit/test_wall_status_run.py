"""Since when a card has had its status."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ioc.card import Card, Cell, TargetValue, make_card
from ioc.comparison import Provisional
from ioc.status_run import status_run
from ioc.words.catalogue import say
from layouts.wall.behind import Behind, place_line, since_text
from tests.unit.test_wall_view import indicator

TODAY = date(2026, 11, 22)


def card(values: list[float | None], target: float | None = 80) -> Card:
    cells = [Cell(f"2026-{month:02d}", value) for month, value in enumerate(values, start=1)]
    goal = None if target is None else TargetValue(target, "2025", "", "", "verified")
    return make_card(indicator(), cells, goal, None, TODAY)


def test_the_run_begins_after_the_last_other_status() -> None:
    run = status_run(card([85, 60, 82, 60, 65]))
    assert run is not None
    assert (run.since.iso, run.periods, run.whole) == ("2026-04", 2, False)


def test_a_run_that_fills_the_history_may_have_begun_earlier() -> None:
    run = status_run(card([60, 61, 62]))
    assert run is not None
    assert (run.since.iso, run.periods, run.whole) == ("2026-01", 3, True)


def test_a_month_without_a_number_does_not_end_the_run() -> None:
    run = status_run(card([90, 60, None, 61]))
    assert run is not None
    assert (run.since.iso, run.periods, run.whole) == ("2026-02", 3, False)


def test_without_status_there_is_no_run() -> None:
    assert status_run(card([60, 61], target=None)) is None
    assert status_run(card([])) is None


def test_a_wall_says_since_when_also_where_missing_areas_may_change_the_verdict() -> None:
    whole_card = card([85, 70, 60, 65])
    open_card = replace(
        whole_card, provisional=Provisional(81, 4, 4), fills={"2026-04": 81.0, "2026-03": 61.0}
    )
    assert open_card.is_unsettled
    assert status_run(open_card) is None
    assert (
        since_text(open_card, "vi") == since_text(whole_card, "vi") == "chưa đạt từ tháng 02/2026"
    )
    line = place_line(Behind("1", "Môn Sơn", open_card), "vi")
    assert line.since == f"chưa đạt từ tháng 02/2026 {say('wall-unsettled')}"
