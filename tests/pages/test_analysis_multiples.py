"""Small charts on the analysis page: by former district, area inside, indicator of a group."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from callbacks.frame.context import Context
from data.queries.former import read_former_districts
from data.queries.maps import read_slice
from tests.app.test_analysis import OLD, answer, resolve


def charts_of(order: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what each chart picks: the field and the code."""
    tags = re.findall(r"<button[^>]*>", order["panels"])
    # Attributes come in any order.
    return [(field_of("multiple", tag), field_of("code", tag)) for tag in tags]


def field_of(name: str, tag: str) -> str:
    return str(re.findall(rf'data-{name}="(\w+)"', tag)[0])


def test_a_province_without_districts_has_a_chart_for_each_former_one(context: Context) -> None:
    order = answer(context, area="40", indicator="CQ02", chart="many", part="chart")["chart"]
    with context.engine.connect() as connection:
        rows = read_former_districts(connection, "2025-07-01", "40")
    charts = charts_of(order)
    assert {pick for pick, _ in charts} == {"former"}
    assert {code for _, code in charts} <= set(rows["code"])
    assert len(charts) > 15
    assert order["note"].startswith("Số liệu minh hoạ. Mọi biểu đồ cùng một thang: 0")
    assert not order["empty"]


@pytest.mark.parametrize(
    ("fields", "pick"),
    [
        ({"area": "VN"}, "selected"),
        ({"area": "VN", "level": "commune"}, "area"),
        ({"area": "40", "vintage": OLD, "level": "commune"}, "area"),
        ({"area": "412", "vintage": OLD}, "selected"),
    ],
)
def test_elsewhere_there_is_a_chart_for_each_area_of_the_next_level(
    fields: dict[str, str], pick: str, context: Context
) -> None:
    view = resolve(context, **fields, indicator="CQ02", chart="many")
    order = answer(context, **fields, indicator="CQ02", chart="many", part="chart")["chart"]
    charts = charts_of(order)
    assert charts
    assert {each for each, _ in charts} == {pick}
    with context.engine.connect() as connection:
        areas = context.directories.get(
            connection, view.state.vintage, view.levels[0], view.area.key.code
        ).areas
    assert {code for _, code in charts} <= set(areas["code"])


def test_the_worst_come_first(context: Context) -> None:
    fields = {"area": "40", "vintage": OLD, "indicator": "HT03", "chart": "many"}
    order = answer(context, **fields, part="chart")["chart"]
    verdicts = re.findall(r"ioc-status-(\w+)", order["panels"])
    rank = {"red": 0, "amber": 1, "green": 2}
    places = [rank[each] for each in verdicts if each in rank]
    assert len(set(places)) > 1
    assert places == sorted(places)


def test_a_number_stands_at_the_period_shown_or_nowhere(context: Context) -> None:
    """Xã Pù Nhi has none for October 2026: its September is no number of October."""
    fields = {"area": "384", "vintage": OLD, "indicator": "HT01", "period": "2026-10"}
    header = answer(context, **fields, chart="many")
    panels = re.findall(r"<button.*?</button>", header["chart"]["panels"])
    silent = [each for each in panels if "Chưa có số liệu" in each]
    view = resolve(context, **fields, chart="many")
    with context.engine.connect() as connection:
        cells = read_slice(connection, view.indicator, view.directory, "2026-10")
    assert 0 < len(silent) == int(np.isnan(cells.values(1.0)).sum())


def test_an_indicator_of_quarters_says_its_quarter(context: Context) -> None:
    order = answer(context, area="40", indicator="HT01", period="2026-10", chart="group")["chart"]
    panels = re.findall(r"<button.*?</button>", order["panels"])
    by_code = {field_of("code", each): each for each in panels}
    assert "quý III/2026" in by_code["HT04"]
    assert "tháng 10/2026" not in by_code["HT01"]


def test_the_indicators_of_a_group_each_have_a_chart(context: Context) -> None:
    fields = {"area": "40", "indicator": "HT01", "chart": "group"}
    header = answer(context, **fields)
    order = header["chart"]
    assert {pick for pick, _ in charts_of(order)} == {"indicator"}
    codes = [code for _, code in charts_of(order)]
    assert "HT01" in codes
    assert set(codes) <= set(order["codes"])
    assert all(code.startswith("HT") for code in codes)
    # What is no share says its own scale.
    assert "ana-multiple-scale" in order["panels"]
    # A change of any of them is a change of the chart.
    with context.engine.connect() as connection:
        touched = context.directories.touched(connection, *order["codes"])
    assert header["revision"] == touched


def test_a_picked_area_and_a_former_district_have_their_own(context: Context) -> None:
    group = {"area": "40", "indicator": "CQ02", "chart": "group", "part": "chart"}
    assert "Anh Sơn" in answer(context, **group, selected="17329")["chart"]["title"]
    with context.engine.connect() as connection:
        code = read_former_districts(connection, "2025-07-01", "40")["code"].tolist()[0]
    assert charts_of(answer(context, **group, former=code)["chart"])


def test_where_nothing_was_reported_that_is_said(context: Context) -> None:
    order = answer(context, area="17329", indicator="CQ15", chart="many", part="chart")["chart"]
    assert order["empty"]
    assert order["panels"] == ""
