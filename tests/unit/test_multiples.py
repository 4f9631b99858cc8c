"""Small charts side by side: one scale for all, the verdict in words, who is picked by a click."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import unquote

import pytest

from ioc.card import Cell
from ioc.series_break import SeriesBreak
from ioc.shown import judge_value
from layouts.analysis.multiples import Multiple, multiples_grid
from layouts.components.html_text import to_html
from layouts.figures.series import axis_range
from tests.unit.test_analysis_message import COVERAGE

DAYS = (date(2024, 1, 31), date(2024, 12, 31))
LOW = [Cell("2024-01", 10.0), Cell("2024-12", 20.0)]
HIGH = [Cell("2024-01", 80.0), Cell("2024-12", 100.0)]


def chart(cells: Sequence[Cell], target: float | None = 50.0, **more: object) -> Multiple:
    value = cells[-1].value if cells else None
    return Multiple(
        "former", "412", "Huyện <A>", cells, "20,0%", judge_value(COVERAGE, value, target),
        (0.0, 100.0), target, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def html_of(*charts: Multiple, shown_day: date | None = None) -> str:
    return unquote(to_html(multiples_grid(charts, DAYS, shown_day, "vi")))


def points_of(text: str) -> list[list[float]]:
    """Return the numbers of each path of a line."""
    return [[float(each) for each in re.findall(r"-?\d+\.\d", path)]
            for path in re.findall(r'd=(?:"|&quot;)M([^"&]*)h0', text)]  # fmt: skip


def test_the_same_value_lies_at_the_same_height_in_every_chart() -> None:
    low, high = points_of(html_of(chart(LOW), chart(HIGH)))
    # In x they begin and end together, in y more is higher: less from above.
    assert (low[0], low[2]) == (high[0], high[2]) == (4.0, 196.0)
    assert low[1] > low[3] > high[1] > high[3]
    assert high[3] == 4.0


def test_a_chart_says_name_number_and_verdict_and_whom_it_picks() -> None:
    text = html_of(chart(LOW))
    assert "Huyện &lt;A&gt;" in text
    assert "20,0%" in text
    assert "Chưa đạt" in text
    assert 'data-multiple="former"' in text
    assert 'data-code="412"' in text


@pytest.mark.parametrize(("target", "dashes"), [(50.0, 1), (None, 0), (150.0, 0)])
def test_a_target_is_drawn_where_it_lies_on_the_scale(target: float | None, dashes: int) -> None:
    assert html_of(chart(LOW, target)).count('stroke-dasharray="3 3') == dashes


def test_the_period_shown_is_a_line() -> None:
    assert "M196.0 0V64" in html_of(chart(LOW), shown_day=DAYS[1])
    assert "0V64" not in html_of(chart(LOW))


def test_a_break_and_a_missing_number_are_gaps() -> None:
    cells = [Cell("2024-01", 1.0), Cell("2024-03", 2.0), Cell("2024-06", None),
             Cell("2024-09", 3.0), Cell("2024-12", 4.0)]  # fmt: skip
    assert len(points_of(html_of(chart(cells)))) == 2
    parted = [SeriesBreak("2024-11", "đo lại", "measured anew")]
    assert len(points_of(html_of(chart(cells, breaks=parted)))) == 3


def test_a_chart_without_any_number_has_no_line_and_no_verdict() -> None:
    text = html_of(chart([], None))
    assert not points_of(text)
    assert "ioc-status" not in text


def test_an_own_scale_is_written_below() -> None:
    assert "0 – 12 trạm" in html_of(chart(LOW, scale="0 – 12 trạm"))


def test_shares_and_counts_have_an_axis_for_all() -> None:
    assert axis_range([10.0, 100.0], COVERAGE) == [0.0, 101.0]
    assert axis_range([], COVERAGE) is None
