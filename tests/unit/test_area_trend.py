"""Published figures on the trend of an area's page, and what stands where there is no trend."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from ioc.card import Cell
from layouts.area.trend import PublishedPoint, add_published, fit_time, why_empty
from layouts.figures.line import ChartLine
from layouts.figures.series import Chart, series_figure
from tests.plotted import plotted
from tests.unit.test_area_page_sentences import indicator

POINT = PublishedPoint(
    "2023-08", 98.34, "3.743/3.806 thôn được phủ sóng", "Báo Nghệ An", "21/09/2023"
)


def test_a_point_has_its_own_shape_its_value_and_its_source() -> None:
    figure = series_figure(indicator(), [ChartLine("Nghệ An", [Cell("2023-07", 98.0)])])
    lines = len(figure["data"])
    add_published(figure, [POINT], indicator())
    chart = plotted(figure)
    mark = chart.data[lines]
    assert (mark.x[0], mark.y[0]) == ("2023-08-31", 98.34)
    assert mark.marker.symbol == "diamond-open"
    assert mark.mode == "markers"
    text = mark.customdata[0]
    assert text.startswith("Tháng 08/2023: 98,34%")
    assert "Nguồn: Báo Nghệ An (21/09/2023)" in text
    assert "3.743/3.806" in text
    labels = [each.text for each in chart.layout.annotations if each.name == "published"]
    assert labels == ["Số đã công bố <b>98,34%</b>"]


@pytest.mark.parametrize(("value", "inside"), [(5.0, False), (96.0, True)])
def test_the_axis_holds_every_point(value: float, inside: bool) -> None:
    figure = series_figure(
        indicator(), [ChartLine("A", [Cell("2023-07", 98.0), Cell("2023-08", 99.0)])]
    )
    before = tuple(figure["layout"]["yaxis"]["range"])
    add_published(figure, [PublishedPoint("2023-08", value, "", "Báo", "")], indicator())
    low, high = plotted(figure).layout.yaxis.range
    assert low <= value <= high
    assert ((low, high) == before) is inside


def test_no_point_changes_nothing() -> None:
    figure = series_figure(indicator(), [ChartLine("A", [Cell("2023-07", 98.0)])])
    before = deepcopy(figure)
    add_published(figure, [], indicator())
    assert figure == before


def test_an_empty_trend_says_why_and_what_next() -> None:
    assert why_empty(True, False) == ("", "")
    why, load = why_empty(False, False)
    assert why and "nạp tệp" in load
    assert "chọn một chỉ số khác" in why_empty(False, True)[1]
    assert why_empty(False, True, "en")[0].startswith("Nobody")


def figure_of(trace: dict[str, Any]) -> Chart:
    return {"data": [trace], "layout": {"xaxis": {}}}


def test_the_axis_of_time_ends_with_the_series() -> None:
    figure = figure_of({"x": ["2025-01-31", "2025-12-31"], "y": [1.0, 2.0]})
    fit_time(figure)
    first, last = figure["layout"]["xaxis"]["range"]
    assert "2025-01-01" < first < "2025-01-31"
    assert "2025-12-31" < last < "2026-01-31"
    lone = figure_of({"x": ["2025-01-31"], "y": [1.0]})
    fit_time(lone)
    assert "range" not in lone["layout"]["xaxis"]
