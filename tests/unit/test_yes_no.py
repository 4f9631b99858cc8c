"""A share of one single thing is a yes or a no, and no screen speaks of its percent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ioc.alert import facts_of
from ioc.area import Level
from ioc.card import Card, Cell, TargetValue, make_card, of_one_village
from ioc.indicator import Basis, Direction, SpaceRule, TimeRule
from ioc.sentences.alerts import target_text
from ioc.sentences.facts import fact_phrase
from ioc.sentences.values import cell_text, fact_words
from ioc.shown import judge_value
from layouts.analysis.message import headline, trend
from layouts.area.sentences import area_finding, trend_finding
from layouts.components.card import indicator_card
from layouts.figures.line import ChartLine
from layouts.figures.series import series_figure
from layouts.wall.behind import Behind, place_line
from layouts.wall.view import row_view, trend_view
from tests.plotted import plotted
from tests.unit.test_shown import SCORE, SHARE

SIGNAL = replace(SHARE, decimals=2, targets=(100.0,), name_vi="Thôn có sóng")
TODAY = date(2025, 11, 25)


def village(*numerators: float, denominator: float = 1.0) -> Card:
    cells = [
        Cell(f"2025-{month:02}", over / denominator * 100, over, denominator)
        for month, over in enumerate(numerators, start=11 - len(numerators))
    ]
    card = make_card(SIGNAL, cells, None, None, TODAY)
    target = TargetValue(100.0, "2025", "", "", "verified")
    return replace(card, target=target, verdict=judge_value(SIGNAL, card.value, 100.0))


def silent(*counts: float) -> Card:
    """A village in a count of those without signal, wanted: none."""
    measure = replace(
        SCORE, code="HT02", direction=Direction.DOWN, targets=(0.0,), decimals=0,
        space_rule=SpaceRule.SUM, time_rule=TimeRule.LAST_VALUE, weight_basis=Basis.VILLAGES,
        lowest_level=Level.VILLAGE, unit_vi="thôn",
    )  # fmt: skip
    cells = [Cell(f"2025-{10 - at:02}", each, each) for at, each in enumerate(counts[::-1])]
    of_one = of_one_village(measure, Level.VILLAGE, cells[::-1])
    card = make_card(measure, of_one, None, None, TODAY)
    target = TargetValue(0.0, "2025", "", "", "verified")
    return replace(card, target=target, verdict=judge_value(measure, card.value, 0.0))


def words_of(card: Card) -> list[str]:
    """Everything that screens say of a card."""
    assert card.cell is not None
    measure = card.indicator
    figure = plotted(series_figure(measure, [ChartLine("Thôn A", card.history)], card.target))
    place = place_line(Behind("1", "Thôn A", card), "vi")
    row, line = row_view(card, "vi"), trend_view(card, "vi")
    return [
        str(indicator_card(card).to_plotly_json()),
        area_finding(card),
        trend_finding(card, village(1, 1), "Xã B"),
        headline(measure, "Thôn A", card.cell),
        trend(measure, card.history, card.cell.period),
        *(str(each) for trace in figure.data for each in trace.customdata or ()),
        *(str(each.text) for each in figure.layout.annotations if "Thôn A" in str(each.text)),
        f"{place.value} {place.since} {place.missing}",
        row.value,
        row.last.text,
        line.value,
        line.gap,
        str(line.plot),
        target_text(facts_of(card), measure, "vi"),
    ]


@pytest.mark.parametrize(
    ("numerators", "word"), [((1, 0), "Chưa"), ((0, 1), "Có"), ((0, 0), "Chưa")]
)
def test_no_screen_speaks_of_percent_of_one_village(
    numerators: tuple[float, ...], word: str
) -> None:
    words = words_of(village(*numerators))
    for text in words:
        assert "điểm %" not in text
        for wrong in ("0,00", "100,00", "thiếu"):
            assert wrong not in text, text
    assert sum(word in text for text in words) >= 7


@pytest.mark.parametrize(("numerators", "word"), [((0, 1), "Chưa có sóng"), ((1, 0), "Có sóng")])
def test_no_screen_counts_one_village(numerators: tuple[float, ...], word: str) -> None:
    texts = words_of(silent(*numerators))
    for text in texts:
        for wrong in ("1 thôn", "0 thôn, ", "thiếu"):
            assert wrong not in text, text
    assert sum(word in text for text in texts) >= 7


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


def test_a_fact_says_since_when() -> None:
    """One that turned did so in a period; one that never did has been so at least as long."""
    measure = replace(SIGNAL, code="HT01")

    def phrase(*numerators: float | None) -> str:
        cells = [
            Cell(f"2022-{month:02}", None)
            if each is None
            else Cell(f"2022-{month:02}", each * 100, each, 1.0)
            for month, each in enumerate(numerators, start=1)
        ]
        return fact_phrase(measure, cells[-1], "vi", cells)

    assert phrase(0, 0, None, 0) == "Chưa có sóng, ít nhất từ tháng 01/2022"
    assert phrase(0, 0, 1, None, 1) == "Có sóng từ tháng 03/2022"
    assert phrase(1) == "Có sóng, ít nhất từ tháng 01/2022"
    assert fact_phrase(measure, Cell("2022-01", 50.0, 1.0, 2.0)) == ""
    assert fact_words(measure) == ("Chưa có sóng", "Có sóng")
    assert fact_words(SIGNAL) == ("Chưa", "Có")
    assert fact_words(replace(SIGNAL, direction=Direction.DOWN)) == ("Không", "Có")
