"""How one line falls into strokes: reported, brought over, and where a break parts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from data.numbers.conversion import MEAN_CODE
from ioc.card import Cell, make_card
from ioc.comparison import Provisional
from ioc.period import parse_period
from ioc.sentences.origin import Origin
from ioc.series_break import SeriesBreak
from layouts.components.card import indicator_card
from layouts.components.sparkline import sparkline
from layouts.figures.line import ChartLine, ComeTo
from layouts.figures.series import series_figure, stroke_keys
from layouts.figures.strokes import stroke_style, strokes_of
from layouts.wall.pictures import draw_line
from tests.plotted import plotted
from tests.unit.test_analysis_message import COVERAGE

EXACT = [Cell("2025-05", 1.0, converted=4), Cell("2025-06", 2.0, converted=4)]
OWN = [Cell("2025-07", 3.0), Cell("2025-08", 4.0)]
ESTIMATES = [Cell("2025-07", 3.0, converted=2, estimated=1, basis=1)]


def periods(cells: tuple[Cell | None, ...]) -> list[str | None]:
    return [None if each is None else each.period for each in cells]


def test_what_was_brought_over_reaches_to_the_first_reported_number() -> None:
    own, exact = strokes_of([*EXACT, *OWN])
    assert (own.origin, periods(own.cells)) == (Origin.AS_REPORTED, ["2025-07", "2025-08"])
    assert (exact.origin, periods(exact.cells)) == (
        Origin.EXACT,
        ["2025-05", "2025-06", "2025-07"],
    )
    assert exact.own == (True, True, False)


def test_exact_and_estimate_are_told_apart_without_colour() -> None:
    exact, estimate = (stroke_style(each, "#000", 2, 6) for each in strokes_of(EXACT + ESTIMATES))
    assert exact["line"]["dash"] != estimate["line"]["dash"]
    assert (exact["mode"], estimate["mode"]) == ("lines", "lines+markers")
    assert estimate["marker"]["symbol"] == "circle-open"


def test_a_break_is_a_gap_and_what_stands_alone_behind_it_is_a_point() -> None:
    cells = [Cell("2023", 1.0), Cell("2024", 2.0), Cell("2025", 9.0)]
    (whole,) = strokes_of(cells)
    (parted,) = strokes_of(cells, [SeriesBreak("2025", "đo khác", "anew")])
    assert periods(whole.cells) == ["2023", "2024", "2025"]
    assert periods(parted.cells) == ["2023", "2024", None, "2025"]
    assert (whole.lone, parted.lone) == (False, True)


def test_the_figure_says_the_rule_in_its_key_and_on_every_point() -> None:
    figure = plotted(series_figure(COVERAGE, [ChartLine("Vinh", [*EXACT, *ESTIMATES])]))
    texts = [words for trace in figure.data for words in trace.customdata]
    assert any("quy đổi: cộng trọn, chính xác" in words for words in texts)
    assert any("ước tính theo dân số" in words for words in texts)
    key = [each.text for each in figure.layout.annotations if each.name == "origin"]
    assert key == [
        "Nét đứt: quy đổi: cộng trọn, chính xác",
        "Chấm tròn rỗng: ước tính theo dân số",
    ]


LATE = [Cell("2026-08", 90.0), Cell("2026-09", 91.0, reported=129, expected=130),
        Cell("2026-10", 95.0, reported=98, expected=130)]  # fmt: skip
PARTLY = {"2026-09": "mới 129/130 xã", "2026-10": "mới 98/130 xã"}
COME_TO = ComeTo(91.5, "tạm tính 91,5%", "tạm tính 91,5% nếu xã chưa báo cáo giữ số gần nhất")


def test_the_unfinished_end_of_a_line_is_open_and_broken_and_says_what_it_would_come_to() -> None:
    figure = plotted(
        series_figure(COVERAGE, [ChartLine("Vinh", LATE, partly=PARTLY, come_to=COME_TO)])
    )
    reported, unfinished, mark = figure.data
    assert (reported.line.dash, reported.x) == (None, ("2026-08-31", "2026-09-30"))
    assert unfinished.x == ("2026-09-30", "2026-10-31")
    assert (unfinished.line.dash, unfinished.marker.symbol) == ("dash", "circle-open")
    assert unfinished.marker.size[0] == 0 < unfinished.marker.size[1]
    assert unfinished.customdata[1].endswith("<br>mới 98/130 xã; tạm tính 91,5%")
    # An unfinished number in the midst of the line says so too.
    assert reported.customdata[1].endswith("<br>mới 129/130 xã")
    assert (mark.x, mark.y) == (("2026-10-31",), (91.5,))
    assert mark.customdata == ("Tháng 10/2026: tạm tính 91,5% nếu xã chưa báo cáo giữ số gần nhất",)
    (end,) = [each.text for each in figure.layout.annotations if "Vinh" in each.text]
    assert end.endswith("<br>tạm tính 91,5%")


def test_an_end_that_nothing_can_fill_up_says_who_has_reported() -> None:
    figure = plotted(series_figure(COVERAGE, [ChartLine("Vinh", LATE, partly=PARTLY)]))
    assert len(figure.data) == 2
    (end,) = [each.text for each in figure.layout.annotations if "Vinh" in each.text]
    assert end.endswith("<br>mới 98/130 xã")


def test_a_finished_end_is_drawn_as_ever() -> None:
    figure = plotted(
        series_figure(COVERAGE, [ChartLine("Vinh", [*LATE[:1], Cell("2026-09", 91.0)])])
    )
    (line,) = figure.data
    assert line.line.dash is None and line.mode == "lines"


def test_a_line_that_ends_before_the_others_says_so_at_its_end_and_on_hover() -> None:
    late = [Cell("2026-08", 80.0), Cell("2026-09", 81.0)]
    other = [Cell("2026-08", 90.0), Cell("2026-09", 91.0), Cell("2026-10", 92.0)]
    figure = plotted(
        series_figure(COVERAGE, [ChartLine("Tri Lễ", late), ChartLine("Nghệ An", other)])
    )
    texts = [each.text for each in figure.layout.annotations]
    assert texts == ["Tri Lễ <b>81,0%</b> (T9/26)", "Nghệ An <b>92,0%</b> (T10/26)"]
    first, second = figure.data
    assert first.customdata[-1] == "Tháng 09/2026: 81,0%<br>chưa có số tháng 10/2026"
    assert not any("chưa có số" in words for words in (*first.customdata[:-1], *second.customdata))
    # Both end in one month: nothing is said of it.
    figure = plotted(
        series_figure(COVERAGE, [ChartLine("Tri Lễ", other), ChartLine("Nghệ An", other)])
    )
    assert not any("(T10/26)" in each.text for each in figure.layout.annotations)


def test_small_pictures_end_in_a_ring_where_the_period_is_unfinished() -> None:
    whole = [*LATE[:1], Cell("2026-09", 91.0)]
    draws: tuple[Callable[[list[Cell]], str], ...] = (
        lambda history: str(sparkline(history)),
        lambda history: draw_line(history, ratio=True),
    )
    for draw in draws:
        assert unquote(draw(LATE)).count('r="') == unquote(draw(whole)).count('r="') == 1
        assert 'fill="none" stroke="black" stroke-width' in unquote(draw(LATE)).split("<circle")[1]
        assert "stroke" not in unquote(draw(whole)).split("<circle")[1].split("/>")[0]


def test_a_card_s_picture_ends_where_the_unfinished_number_would_come_to() -> None:
    card = make_card(COVERAGE, LATE, None, parse_period("2026-10"), date(2026, 11, 29), length=3)
    raw = str(sparkline(card.history))
    with_provisional = str(sparkline([*card.history[:2], replace(card.history[2], value=91.5)]))
    assert raw in str(indicator_card(card, "vi"))
    picture = str(indicator_card(replace(card, provisional=Provisional(91.5, 130, 130)), "vi"))
    assert with_provisional in picture and raw not in picture


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_of_their_own_vintage_need_no_key(language: str) -> None:
    assert stroke_keys(OWN, language) == []
    mean = Cell("2024", 1.0, converted=2, estimated=2, basis=MEAN_CODE)
    assert len(stroke_keys([mean], language)) == 1
