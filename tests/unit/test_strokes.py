"""How one line falls into strokes: reported, brought over, and where a break parts it."""

from __future__ import annotations

import pytest

from data.conversion import MEAN_CODE
from ioc.card import Cell
from ioc.series_break import SeriesBreak
from layouts.figures.series import Line, series_figure, stroke_keys
from layouts.figures.strokes import stroke_style, strokes_of
from layouts.origin import Origin
from tests.unit.test_analysis_message import COVERAGE

EXACT = [Cell("2025-05", 1.0, converted=4), Cell("2025-06", 2.0, converted=4)]
OWN = [Cell("2025-07", 3.0), Cell("2025-08", 4.0)]
WEIGHED = [Cell("2025-07", 3.0, converted=2, estimated=1, basis=1)]


def periods(cells: tuple[Cell | None, ...]) -> list[str | None]:
    return [each and each.period for each in cells]


def test_what_was_brought_over_reaches_to_the_first_reported_number() -> None:
    own, exact = strokes_of([*EXACT, *OWN])
    assert (own.origin, periods(own.cells)) == (Origin.REPORTED, ["2025-07", "2025-08"])
    assert (exact.origin, periods(exact.cells)) == (
        Origin.EXACT,
        ["2025-05", "2025-06", "2025-07"],
    )
    assert exact.own == (True, True, False)


def test_exact_and_estimate_are_told_apart_without_colour() -> None:
    exact, estimate = (stroke_style(each, "#000", 2, 6) for each in strokes_of(EXACT + WEIGHED))
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
    figure = series_figure(COVERAGE, [Line("Vinh", [*EXACT, *WEIGHED])])
    said = [words for trace in figure.data for words in trace.customdata]
    assert any("quy đổi: cộng trọn, chính xác" in words for words in said)
    assert any("ước tính theo dân số" in words for words in said)
    key = [each.text for each in figure.layout.annotations if each.name == "origin"]
    assert key == [
        "Nét đứt: quy đổi: cộng trọn, chính xác",
        "Chấm tròn rỗng: ước tính theo dân số",
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_of_their_own_vintage_need_no_key(language: str) -> None:
    assert stroke_keys(OWN, language) == []
    mean = Cell("2024", 1.0, converted=2, estimated=2, basis=MEAN_CODE)
    assert len(stroke_keys([mean], language)) == 1
