"""A share of one single thing is a yes or a no, and no screen speaks of its percent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ioc.alert import facts_of
from ioc.card import Card, Cell, TargetValue, make_card
from ioc.indicator import Direction, TimeRule
from ioc.shown import judge_value
from layouts.alert_words import target_text
from layouts.analysis_message import headline, trend
from layouts.area_sentences import area_finding, trend_finding
from layouts.components.card import indicator_card
from layouts.figures.series import Line, series_figure
from layouts.text import cell_text
from layouts.wall_behind import Behind, place_line
from layouts.wall_view import row_view, trend_view
from tests.unit.test_shown import SHARE

SIGNAL = replace(SHARE, decimals=2, targets=(100.0,), name_vi="Thôn có sóng")
TODAY = date(2025, 11, 25)


def village(*numerators: float, denominator: float = 1.0) -> Card:
    cells = [
        Cell(f"2025-{month:02}", over / denominator * 100, over, denominator)
        for month, over in enumerate(numerators, start=11 - len(numerators))
    ]
    made = make_card(SIGNAL, cells, None, None, TODAY)
    target = TargetValue(100.0, "2025", "", "", "verified")
    return replace(made, target=target, verdict=judge_value(SIGNAL, made.value, 100.0))


def words_of(card: Card) -> list[str]:
    """Everything that screens say of a card."""
    assert card.cell is not None
    figure = series_figure(SIGNAL, [Line("Thôn A", card.history)], card.target)
    place = place_line(1, Behind("1", "Thôn A", card), {}, "vi")
    row, line = row_view(card, {}, "vi"), trend_view(card, {}, "vi")
    return [
        str(indicator_card(card).to_plotly_json()),
        area_finding(card),
        trend_finding(card, village(1, 1), "Xã B"),
        headline(SIGNAL, "Thôn A", card.cell),
        trend(SIGNAL, card.history, card.cell.period),
        *(str(each) for trace in figure.data for each in trace.customdata or ()),
        *(str(each.text) for each in figure.layout.annotations if "Thôn A" in str(each.text)),
        place.text,
        place.more,
        row.value,
        row.last,
        line.value,
        line.gap,
        line.start,
        target_text(facts_of(card), SIGNAL, {}, "vi"),
    ]


@pytest.mark.parametrize(
    ("numerators", "word"), [((1, 0), "Chưa"), ((0, 1), "Có"), ((0, 0), "Chưa")]
)
def test_no_screen_speaks_of_percent_of_one_village(
    numerators: tuple[float, ...], word: str
) -> None:
    said = words_of(village(*numerators))
    for text in said:
        assert "điểm %" not in text
        for wrong in ("0,00", "100,00", "thiếu"):
            assert wrong not in text, text
    assert sum(word in text for text in said) >= 7


def test_the_sentence_of_a_village_says_yes_or_no_and_whether_that_is_the_target() -> None:
    assert area_finding(village(0)) == "Thôn có sóng: Chưa, chưa đạt chỉ tiêu ≥ 100%"
    assert area_finding(village(1)) == "Thôn có sóng: Có, đạt chỉ tiêu ≥ 100%"


def test_what_is_feared_and_not_there_is_a_no() -> None:
    weak = replace(SIGNAL, direction=Direction.DOWN, targets=(0.0,))
    assert cell_text(weak, Cell("2025-10", 0.0, 0.0, 1.0)) == "Không"
    assert cell_text(weak, Cell("2025-10", 100.0, 1.0, 1.0)) == "Có"
    assert cell_text(weak, Cell("2025-10", 0.0, 0.0, 1.0), "en") == "No"


def test_one_of_two_and_one_dossier_are_shares() -> None:
    assert cell_text(SIGNAL, Cell("2025-10", 50.0, 1.0, 2.0)) == "50,00%"
    dossiers = replace(SIGNAL, time_rule=TimeRule.RATIO_OF_SUMS)
    assert cell_text(dossiers, Cell("2025-10", 100.0, 1.0, 1.0)) == "100,00%"
