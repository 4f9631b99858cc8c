"""The chart as the server builds it: plain values that plotly knows, words and places in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.typing import NDArray

from data.numbers.conversion import MEAN_CODE
from ioc.card import Cell, TargetValue
from ioc.series_break import SeriesBreak
from layouts.analysis.chart import analysis_figure
from layouts.figures.comparison import Spread, make_spread
from layouts.figures.line import ChartLine, ComeTo
from layouts.figures.series import PERIOD_MARK, series_figure, with_period_mark
from tests.plotted import plotted
from tests.unit.test_analysis_message import COVERAGE

RATIO = [
    Cell("2024-Q1", 40 / 79 * 100, 40, 79),
    Cell("2024-Q2", None),
    Cell("2024-Q3", 61.25, 49, 80, demo=1),
    Cell("2024-Q4", 70.0, 56, 80),
]
OTHER = [Cell("2024-Q3", 62.5, 50, 80), Cell("2024-Q4", 70.5, 141, 200)]
CONVERTED_CELLS = [
    Cell("2024-12", 61.0, 61, 100, converted=3),
    Cell("2025-01", 62.0, 62, 100, converted=3, estimated=1, basis=1),
    Cell("2025-02", None),
    Cell("2025-03", 63.0, 63, 100),
    Cell("2025-04", 64.0, converted=2, estimated=2, basis=MEAN_CODE),
    Cell("2025-05", 65.0, 65, 100),
    Cell("2025-06", 66.0, 66, 100, converted=1, estimated=1, basis=4),
]
PARTED = [SeriesBreak("2025-05", "đo cách khác", "measured anew")]
NEW_BOUNDARIES = [("2025-03-01", "01/03/2025: đổi địa giới")]
LACKING = [Cell("2025-05", 70.0, 70, 100), Cell("2025-06", 71.0, 71, 100),
           Cell("2025-07", 62.0, 31, 50, 5, 7, converted=5),
           Cell("2025-08", 63.0, 31.5, 50, 5, 7, converted=5)]  # fmt: skip
LATE = [Cell("2024-Q3", 60.0, 48, 80), Cell("2024-Q4", 61.25, 49, 80, reported=79, expected=80),
        Cell("2025-Q1", 65.0, 39, 60, reported=60, expected=80)]  # fmt: skip
OPEN = {"2024-Q4": "mới 79/80 xã", "2025-Q1": "mới 60/80 xã"}
COME_TO = ComeTo(64.5, "tạm tính 64,5%", "tạm tính 64,5% nếu xã chưa báo cáo giữ số gần nhất")
COUNT = [Cell("2024-02-29", 1234.0, 1234), Cell("2024-03-31", 56789.0, 56789)]
BESIDE = np.array([[10.0, 20.0, 30.0, 40.0, 50.0], [np.nan, 55.0, 60.0, 70.0, 96.5]])


def spread_of(periods: Sequence[str], values: NDArray[np.float64]) -> Spread:
    return make_spread(periods, values, "5 xã", COVERAGE, "vi")


SPREAD = spread_of(["2024-Q3", "2024-Q4"], BESIDE)
GOAL = TargetValue(80.0, "2025", "QĐ", "Decision", "verified")


def draw(lines: Sequence[ChartLine], **more: Any) -> go.Figure:
    """Return the chart of the analysis page as plotly reads it."""
    arguments = {
        "target": None,
        "language": "vi",
        "breaks": (),
        "changes": (),
    }
    shown_period = more.pop("shown_period", None)
    figure = analysis_figure(COVERAGE, lines, **(arguments | more))
    return plotted(with_period_mark(figure, shown_period))


def notes(figure: go.Figure, name: str) -> list[Any]:
    return [each for each in figure.layout.annotations if each.name == name]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("lines", "target", "shown_period", "changes_of_definition"),
    [
        ([ChartLine("Vinh", RATIO)], None, "2024-Q3", {}),
        ([ChartLine("Vinh", RATIO), ChartLine("Nghệ An", OTHER)], 80.0, "2024-Q4", {}),
        ([ChartLine("Vinh", RATIO[:1])], 50.0, None, {}),
        ([ChartLine("Vinh", COUNT)], 2000.0, "2024-03-31",
         {"unit_vi": "hộ", "unit_en": "households", "denominator_vi": None, "decimals": 0}),
        ([ChartLine("Vinh", [Cell("2023-H1", -1.5), Cell("2024-H1", 96.0)])], None, None,
         {"denominator_vi": None, "unit_vi": "Mbps", "unit_en": "Mbps"}),
        ([], None, None, {}),
        ([ChartLine("Vinh", CONVERTED_CELLS), ChartLine("Nghệ An", RATIO)], 80.0, "2025-03", {}),
        ([ChartLine("Vinh", LATE, partly=OPEN, come_to=COME_TO), ChartLine("Nghệ An", OTHER)],
         64.0, "2025-Q1", {}),
        ([ChartLine("Vinh", RATIO), ChartLine("Nghệ An", LATE[:2], partly=OPEN),
          ChartLine("Sa Pa", LATE[2:], partly=OPEN)], None, "2024-Q4", {}),
        ([ChartLine("Trấn Yên", LACKING, partly={"2025-08": "mới 5/7 xã"})], None, "2025-08", {}),
    ],
)  # fmt: skip
def test_plotly_knows_every_field_and_value(
    lines: list[ChartLine],
    target: float | None,
    shown_period: str | None,
    changes_of_definition: dict[str, Any],
    language: str,
) -> None:
    definition = replace(COVERAGE, **changes_of_definition)
    goal = None if target is None else replace(GOAL, value=target)
    arguments = (definition, lines, goal, language)
    for chart in (
        series_figure(*arguments, breaks=PARTED, changes=NEW_BOUNDARIES),
        analysis_figure(*arguments, PARTED, NEW_BOUNDARIES),
        analysis_figure(*arguments, PARTED, NEW_BOUNDARIES, SPREAD),
    ):
        figure = with_period_mark(chart, shown_period)
        # What plotly keeps is what was sent: it left nothing out and wrote nothing otherwise.
        read = json.loads(plotted(figure).to_json())
        read["layout"].pop("template", None)
        assert read == json.loads(json.dumps(figure))


def test_the_page_s_time_ends_with_its_numbers() -> None:
    figure = draw([ChartLine("Vinh", RATIO)])
    assert list(figure.layout.xaxis.range) == ["2024-03-25", "2024-12-31"]
    assert draw([ChartLine("Vinh", RATIO[:1])]).layout.xaxis.range is None


def test_what_is_said_of_the_whole_chart_is_stacked_above_it() -> None:
    cells = [replace(CONVERTED_CELLS[0], demo=1), *CONVERTED_CELLS[1:]]
    for spread, below in ((None, 14), (SPREAD, 28)):
        figure = draw([ChartLine("Vinh", cells)], spread=spread)
        kinds = ("spread", "origin", "demo")
        heights = [each.yshift for kind in kinds for each in notes(figure, kind)]
        assert heights[-5:] == [below + 14 * place for place in range(5)]
        assert all(two - one == 14 for one, two in pairwise(heights))
        assert figure.layout.margin.t > heights[-1]


def test_words_at_an_upright_line_do_not_leave_the_plot() -> None:
    early, late = (
        notes(
            draw([ChartLine("Vinh", CONVERTED_CELLS)], changes=[(day, f"{day}: đổi địa giới")]),
            "mark",
        )[0]
        for day in ("2025-01-15", "2025-06-01")
    )
    assert (early.xanchor, late.xanchor) == ("left", "right")
    assert early.text == "2025-01-15:<br>đổi địa giới"


def test_the_words_of_a_day_are_at_the_head_where_the_target_is_at_the_foot() -> None:
    marks = {
        goal: notes(
            draw(
                [ChartLine("Vinh", CONVERTED_CELLS)],
                target=replace(GOAL, value=goal),
                changes=NEW_BOUNDARIES,
            ),
            "mark",
        )[0]
        for goal in (0.0, 80.0)
    }
    assert (marks[0.0].y, marks[0.0].yanchor) == (1, "top")
    assert (marks[80.0].y, marks[80.0].yanchor) == (0, "bottom")


def test_areas_beside_the_subject_lie_behind_its_line_within_the_axis() -> None:
    figure = draw([ChartLine("Vinh", RATIO)], spread=SPREAD)
    lowest, highest, lower, upper, median, *own = figure.data
    assert (lowest.y, median.y, highest.y) == ((10.0, 55.0), (30.0, 65.0), (50.0, 96.5))
    assert (lower.y[0], upper.y[0]) == (20.0, 40.0)
    assert {each.name for each in own} == {"Vinh"}
    assert median.customdata[1] == "Quý IV/2024: trung vị 65,0% (55,0% – 96,5%)"
    assert notes(figure, "spread")[0].text == "Xám: 5 xã; chấm: trung vị"
    low, high = figure.layout.yaxis.range
    assert low <= 10.0 and high >= 96.5


def test_periods_that_nobody_beside_reported_are_left_out_of_the_spread() -> None:
    silence = np.full((1, 5), np.nan)
    more = spread_of(["2024-Q2", *SPREAD.periods], np.vstack([silence, BESIDE]))
    assert draw([ChartLine("Vinh", RATIO)], spread=more) == draw(
        [ChartLine("Vinh", RATIO)], spread=SPREAD
    )
    none = spread_of(["2024-Q2"], silence)
    assert draw([ChartLine("Vinh", RATIO)], spread=none) == draw([ChartLine("Vinh", RATIO)])


def test_the_period_shown_has_the_one_line_that_scripts_may_move() -> None:
    figure = draw([ChartLine("Vinh", RATIO)], shown_period="2024-Q3")
    (mark,) = (each for each in figure.layout.shapes if each.name == PERIOD_MARK)
    assert mark.x0 == mark.x1 == "2024-09-30"


def test_a_mark_leaves_the_remembered_chart_as_it_was() -> None:
    chart = analysis_figure(COVERAGE, [ChartLine("Vinh", RATIO)], None, "vi", (), ())
    before = json.dumps(chart)
    assert with_period_mark(chart, "2024-Q3") != chart
    assert json.dumps(chart) == before


def test_a_point_stands_nearer_to_its_value_than_is_written() -> None:
    (line,) = draw([ChartLine("Vinh", [Cell("2024-Q1", 40 / 79 * 100, 40, 79), *RATIO[2:]])]).data
    assert line.y == (50.633, 61.25, 70.0)
    assert line.customdata[0] == "Quý I/2024: 50,6% (40/79)"
