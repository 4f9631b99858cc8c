"""One area against all areas beside it."""

from __future__ import annotations

import numpy as np

from ioc.card import Cell
from layouts.figures.comparison import MARKER, Spread, add_spread, fit_time, name_marker, quartiles
from layouts.figures.series import Line, series_figure
from tests.unit.test_analysis_message import COVERAGE

CELLS = [Cell("2024-01", 50.0), Cell("2024-02", None), Cell("2024-03", 60.0)]


def test_missing_values_are_no_part_of_the_spread() -> None:
    five = quartiles(np.array([[10.0, np.nan, 30.0], [np.nan, np.nan, np.nan]]))
    assert five[0].tolist() == [10.0, 15.0, 20.0, 25.0, 30.0]
    assert np.isnan(five[1]).all()


def test_the_spread_lies_behind_the_subject_and_is_named() -> None:
    figure = series_figure(COVERAGE, [Line("Vinh", CELLS)])
    values = np.array([[10.0, 90.0], [np.nan, np.nan], [20.0, 95.0]])
    add_spread(figure, Spread(["2024-01", "2024-02", "2024-03"], values, "2 xã"), COVERAGE)
    assert list(figure.data[-1].y) == [50.0, None, 60.0]
    assert all(len(trace.x) == 2 for trace in figure.data[:-1])
    low, high = figure.layout.yaxis.range
    assert low <= 10
    assert high >= 95
    assert any("2 xã" in (each.text or "") for each in figure.layout.annotations)


def test_a_spread_without_values_draws_nothing() -> None:
    figure = series_figure(COVERAGE, [Line("Vinh", CELLS)])
    add_spread(figure, Spread(["2024-01"], np.array([[np.nan]]), "1 xã"), COVERAGE)
    assert len(figure.data) == 1


def test_the_marker_of_the_shown_period_can_be_found_again() -> None:
    figure = series_figure(COVERAGE, [Line("Vinh", CELLS)], shown_period="2024-03")
    name_marker(figure, drawn=True)
    marked = [shape for shape in figure.layout.shapes if shape.name == MARKER]
    assert [shape.x0 for shape in marked] == ["2024-03-31"]


def test_the_time_axis_ends_with_the_data() -> None:
    figure = series_figure(COVERAGE, [Line("Vinh", CELLS)])
    fit_time(figure)
    assert figure.layout.xaxis.range[1] == "2024-03-31"
