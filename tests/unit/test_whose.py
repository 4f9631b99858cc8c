"""Whose number it is: cards, messages and walls say what an area gave itself, and the other one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ioc.area import Level
from ioc.card import Card, Cell, Crossing, TargetValue, make_card
from ioc.indicator import Indicator
from ioc.rollup import Voice
from ioc.sentences.whose import share_words
from ioc.status import Status
from layouts.analysis.message import facts, headline
from layouts.area.sentences import area_finding
from layouts.area.words import facts_line
from layouts.components.card import indicator_card
from layouts.components.html_text import to_html
from tests.unit.test_area_page_sentences import indicator

TODAY = date(2026, 11, 22)
COMMUNES: Indicator = indicator(lowest_level=Level.COMMUNE)
# Own 80/100, then one commune of 124 hands in 1/10.
OWN = Cell(
    "2026-10", 80.0, 80, 100, 124, 124, own=124, voice=Voice.OWN, beside_value=10.0,
    beside_reported=1,
)  # fmt: skip
ALONE = replace(OWN, beside_value=None, beside_reported=0)
SUM = Cell(
    "2026-10", 79.5, 795, 1000, 124, 124, voice=Voice.PARTS_OVER_OWN, beside_value=80.0,
    beside_reported=124,
)  # fmt: skip


def card_of(cell: Cell, level: Level = Level.PROVINCE, crossing: Crossing | None = None) -> Card:
    card = make_card(COMMUNES, [cell], None, None, TODAY)
    return replace(card, reporting_level=Level.COMMUNE, area_level=level, crossing=crossing)


def facts_of(cell: Cell, level: Level = Level.PROVINCE, language: str = "vi") -> str:
    text = facts(COMMUNES, cell, Level.COMMUNE, "2026-10", True, None, language, level=level)
    return text.split(" · ", 1)[1]


def test_a_number_that_an_area_gave_itself_says_so() -> None:
    for text in (
        to_html(indicator_card(card_of(ALONE))),
        facts_line(card_of(ALONE)),
        facts_of(ALONE),
    ):
        assert "cấp tỉnh tự báo cáo" in text
        assert "đã báo cáo" not in text
        assert "124/124" not in text
    assert facts_of(ALONE, language="en") == "reported by the province itself"


def test_brought_over_it_is_no_completeness_either() -> None:
    """Not "412/412 xã cũ đã báo cáo"."""
    over = replace(ALONE, reported=412, expected=412, own=412, converted=412, voice=Voice.PARTS)
    crossing = Crossing(date(2025, 7, 1), from_before=True)
    text = to_html(indicator_card(card_of(over, crossing=crossing)))
    assert "đơn vị cũ tự báo cáo" in text
    assert "412/412" not in text


def test_the_other_number_stands_beside_the_one_shown() -> None:
    text = to_html(indicator_card(card_of(OWN)))
    assert "1/124 xã đã báo cáo, cộng được 10,0%" in text
    assert facts_of(OWN) == "cấp tỉnh tự báo cáo · 1/124 xã đã báo cáo, cộng được 10,0%"
    assert facts_of(SUM) == "124/124 xã đã báo cáo · cấp tỉnh tự báo cáo: 80,0%"
    assert "cộng được" not in facts_of(replace(OWN, beside_value=80.0))


def test_made_up_numbers_beside_a_report_are_marked() -> None:
    assert facts_of(replace(OWN, beside_demo=1)).endswith("cộng được 10,0% (số liệu minh hoạ)")


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (Level.COUNTRY, "các tỉnh tự báo cáo"),
        (Level.PROVINCE, "các đơn vị bên trong tự báo cáo"),
    ],
)
def test_a_sum_of_own_reports_is_no_completeness(level: Level, words: str) -> None:
    total = replace(ALONE, voice=Voice.PARTS)
    assert facts_of(total, level) == words


def test_a_sum_with_some_own_reports_tells_them_apart() -> None:
    mixed = Cell("2026-10", 80.0, 80, 100, reported=98, expected=130, own=24)
    assert facts_of(mixed) == "74/130 xã đã báo cáo; 24 xã do cấp trên báo cáo thay"


def test_too_little_of_a_former_area_is_no_verdict_and_nothing_is_counted_as_missing() -> None:
    """One commune of six of a former district, 20 short of a target of 80 %."""
    thin = Cell("2026-10", 60.0, 60, 100, reported=1, expected=6, converted=1)
    goal = TargetValue(80.0, "", "", "", "partly")
    card = make_card(COMMUNES, [thin], goal, None, TODAY)
    assert card.verdict.status is Status.TOO_FEW
    text = to_html(indicator_card(card))
    assert "Chưa đủ số liệu" in text
    assert "Chưa đạt" not in text
    assert "còn thiếu" not in area_finding(card)
    assert "còn thiếu" not in headline(COMMUNES, "Thị xã Sa Pa (cũ)", thin)
    assert make_card(COMMUNES, [replace(thin, reported=3)], goal, None, TODAY).verdict.status is (
        Status.RED
    )


@pytest.mark.parametrize(
    ("reported", "words"),
    [(251, "63% thôn"), (1, "0,3% thôn"), (399, "99,8% thôn"), (100, "25% thôn")],
)
def test_how_much_of_a_number_is_there_is_rounded_as_all_shares_are(
    reported: int, words: str
) -> None:
    """Not 62%, as cutting off would say; and neither "all" nor "none" where it is less or more."""
    assert share_words(reported, 0, 400, Level.VILLAGE) == words
