"""Cards whose numbers come from other vintages, or whose series breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.queries.screens.cards import find_crossing
from ioc.area import BEFORE_2025, SHIPPED_VINTAGES, SINCE_2025, Level, Vintage
from ioc.card import Card, Cell, Crossing, TargetValue, make_card
from ioc.indicator import SpaceRule
from ioc.period import Frequency
from ioc.sentences.completeness import card_completeness, counted_in
from ioc.series_break import SeriesBreak
from ioc.status_run import status_run
from layouts.area.sentences import area_finding
from layouts.area.words import facts_line
from layouts.components.card import indicator_card
from layouts.components.html_text import to_html
from layouts.components.runs import stretches_of
from tests.unit.test_area_page_sentences import indicator

TODAY = date(2026, 11, 22)
BREAK = SeriesBreak("2025", "Bộ chỉ số mới", "New index")
GOAL = TargetValue(80.0, "2025", "", "", "partly")
MERGER = date(2025, 7, 1)
THIRD = Vintage("2026-04-30", "2026-04-30", None, "từ 30/04/2026", "since 30 April 2026")


def yearly(*cells: Cell, breaks: tuple[SeriesBreak, ...] = (BREAK,)) -> Card:
    definition = indicator(
        frequency=Frequency.YEAR, space_rule=SpaceRule.NOT_ADDITIVE, lowest_level=Level.PROVINCE
    )
    return make_card(definition, cells, GOAL, None, TODAY, breaks=breaks)


def monthly(*cells: Cell) -> Card:
    return make_card(indicator(lowest_level=Level.COMMUNE), cells, None, None, TODAY)


def text_of(card: Card, language: str = "vi") -> str:
    return to_html(indicator_card(card, language))


def test_nothing_is_compared_across_a_break_and_the_card_says_why() -> None:
    card = yearly(Cell("2024", 40.0), Cell("2025", 60.0))
    assert (card.change_last, card.change_year) == (None, None)
    assert card.break_year is BREAK
    text = text_of(card)
    assert "đổi cách đo từ năm 2025" in text
    assert "Bộ chỉ số mới" in text
    assert "đổi cách đo từ năm 2025" in area_finding(card)
    assert "measured by a new method since 2025" in area_finding(card, "en")


def test_on_one_side_of_a_break_periods_are_compared() -> None:
    card = yearly(Cell("2023", 40.0), Cell("2024", 41.5))
    assert (card.change_year, card.break_year) == (1.5, None)
    assert yearly(Cell("2024", 40.0), Cell("2025", 60.0), breaks=()).change_year == 20.0


def test_a_status_does_not_reach_back_over_a_break() -> None:
    run = status_run(yearly(Cell("2023", 40.0), Cell("2024", 40.0), Cell("2025", 60.0)))
    assert run is not None
    assert (run.since.iso, run.periods, run.whole) == ("2025", 1, False)


def test_a_number_that_was_brought_over_says_so_and_by_what_rule() -> None:
    exact = text_of(monthly(Cell("2026-10", 90.0, reported=4, expected=4, converted=4)))
    assert "quy đổi" in exact
    assert "cộng trọn các đơn vị" in exact
    estimate = Cell("2026-10", 90.0, reported=4, expected=4, converted=4, estimated=1, basis=1)
    assert "ước tính theo dân số" in text_of(monthly(estimate))
    assert "estimated by population" in text_of(monthly(estimate), "en")
    mean = Cell("2025", 60.0, converted=2, estimated=2, basis=5)
    assert "trung bình các tỉnh cũ" in text_of(yearly(mean))
    assert "ioc-card-origin" not in text_of(monthly(Cell("2026-10", 90.0)))
    assert "ước tính theo dân số" in facts_line(monthly(estimate))


def test_a_change_from_an_estimate_says_so_one_from_an_exact_sum_only_by_what_rule() -> None:
    estimate = Cell("2025-10", 80.0, reported=4, expected=4, converted=4, estimated=1, basis=1)
    text = text_of(monthly(estimate, Cell("2026-10", 90.0)))
    assert "so với cùng kỳ (ước tính)" in text
    assert "so với cùng kỳ (ước tính)" in area_finding(monthly(estimate, Cell("2026-10", 90.0)))
    exact = replace(estimate, estimated=0, basis=0)
    text = text_of(monthly(exact, Cell("2026-10", 90.0)))
    assert "(ước tính)" not in text
    assert "Kỳ so sánh: Quy đổi" in text


@pytest.mark.parametrize(
    ("crossing", "vi", "en", "whose"),
    [
        (None, "408/412 xã đã báo cáo", "408/412 communes reported", ""),
        (
            Crossing(MERGER, True),
            "408/412 xã cũ đã báo cáo",
            "408/412 former communes reported",
            "Đơn vị của địa giới trước 01/07/2025",
        ),
        (
            Crossing(MERGER, False),
            "408/412 xã mới đã báo cáo",
            "408/412 new communes reported",
            "Đơn vị của địa giới từ 01/07/2025",
        ),
    ],
)
def test_completeness_names_whose_areas_reported(
    crossing: Crossing | None, vi: str, en: str, whose: str
) -> None:
    card = monthly(Cell("2026-10", 90.0, reported=408, expected=412, converted=408))
    card = replace(card, crossing=crossing, reporting_level=Level.COMMUNE)
    assert card_completeness(card) == vi
    assert card_completeness(card, "en") == en
    assert counted_in(card) == whose


@pytest.mark.parametrize(
    ("vintages", "shown_in", "period", "expected"),
    [
        (SHIPPED_VINTAGES, SINCE_2025, "2025-06", Crossing(MERGER, True)),
        (SHIPPED_VINTAGES, BEFORE_2025, "2025-08", Crossing(MERGER, False)),
        # The earliest vintage stands for all that came before it.
        (SHIPPED_VINTAGES, BEFORE_2025, "2025-01", Crossing(MERGER, False)),
        (
            (BEFORE_2025, replace(SINCE_2025, valid_to="2026-04-29"), THIRD),
            SINCE_2025,
            "2026-06",
            Crossing(date(2026, 4, 30), False),
        ),
        (
            (BEFORE_2025, replace(SINCE_2025, valid_to="2026-04-29"), THIRD),
            THIRD,
            "2026-03",
            Crossing(date(2026, 4, 30), True),
        ),
    ],
)
def test_the_reorganisation_that_a_number_crossed(
    vintages: tuple[Vintage, ...], shown_in: Vintage, period: str, expected: Crossing
) -> None:
    card = monthly(Cell(period, 90.0, converted=1))
    assert find_crossing(card, shown_in.code, vintages) == expected


def test_the_little_that_could_be_brought_over_is_not_compared_with_a_whole() -> None:
    whole = Cell("2025-10", 80.0, reported=151, expected=151)
    few = Cell("2026-10", 100.0, reported=2, expected=151, converted=2)
    card = monthly(whole, few)
    assert (card.change_year, card.break_year) == (None, None)
    assert "phần quy đổi được quá ít" in text_of(card)
    # Two of 151 on both sides may be others: the store reckons who reported in both.
    both = replace(few, period="2026-09", value=99.0)
    assert monthly(both, few).change_last is None
    assert monthly(whole, replace(few, converted=0)).change_year is None


def test_strokes_are_dashed_where_brought_over_and_end_at_gaps_and_breaks() -> None:
    history = [
        Cell("2022", 1.0, converted=1),
        Cell("2023", 2.0, converted=1),
        Cell("2024", 3.0),
        Cell("2025", 4.0),
        Cell("2026", None),
        Cell("2027", 5.0),
    ]
    stretches = [
        ([place for place, _ in run.points], run.converted)
        for run in stretches_of(history, [BREAK])
    ]
    assert stretches == [([0, 1, 2], True), ([3], False), ([5], False)]
    assert "stroke-dasharray%3D%222.6" in text_of(monthly(*_months(history)))
    assert "stroke-dasharray%3D%222.6" not in text_of(monthly(*_months(history[2:])))


def _months(cells: list[Cell]) -> list[Cell]:
    return [replace(cell, period=f"2026-{at:02d}") for at, cell in enumerate(cells, start=1)]
