"""Published figures beside the computed ones, and what stands where there is nothing."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html
from sqlalchemy import delete, insert

from callbacks.area import page
from callbacks.frame.context import Context
from data.load.areas.relations import link_units
from data.queries.areas import read_path
from data.queries.screens.published import read_published_lines
from data.store.engine import writing
from data.store.schema import area_relation, published_figure
from ioc.area import AreaKey
from ioc.view_state import ViewState
from layouts.area.ids import AreaIds
from tests.pages.area.pages import MONTH, NEW, OLD, ask, explore, hand_in, parts, texts
from tests.plotted import plotted

pytestmark = pytest.mark.same_sql


def test_a_former_area_says_why_its_series_ends_with_it(context: Context) -> None:
    hand_in(context.engine, OLD, [("40001", "SHARE", "2025-05", 8, 10)])
    assert "chưa biết tỷ lệ chia" in explore(context, "40001", OLD).facts
    assert "chưa biết tỷ lệ chia" not in explore(context, "40001").facts


def figure(**change: Any) -> dict[str, Any]:
    return {
        "vintage": NEW, "area_code": "40", "level": "province", "period": MONTH,
        "indicator_code": "SHARE", "is_target": False, "value": 87.3, "unit": "%",
        "as_published": "87,3%", "source_title": "Báo", "source_date": "2025-10-01", **change,
    }  # fmt: skip


def test_a_published_figure_stands_beside_the_computed_one_only_where_they_compare(
    context: Context,
) -> None:
    rows = [
        figure(value=87.3),
        figure(value=90.0),
        figure(is_target=True),
        figure(level="district"),
        figure(unit="thôn"),
        figure(indicator_code="OUTSIDE"),
    ]
    with writing(context.engine) as connection:
        for row in rows:
            connection.execute(insert(published_figure).values(**row))
    with context.engine.connect() as connection:
        province = read_path(connection, AreaKey(NEW, "40"))[-1]
        lines = read_published_lines(connection, province)
    figures = sorted(
        (line.figure.value, line.figure.is_target, line.differs)
        for line in lines
        if line.differs is not None
    )
    # 48 of 55 in the store.
    assert figures == [(87.3, False, False), (90.0, False, True)]
    assert len(lines) == len(rows)


def published_rows(context: Context, *rows: dict[str, Any]) -> list[str]:
    """What the page says beside each figure: the number of the store and the verdict."""
    with writing(context.engine) as connection:
        for row in rows:
            connection.execute(insert(published_figure).values(**row))
    layout = page.area_page(context, NEW, "40", {})
    tables = [each for each in parts(layout) if isinstance(each, html.Table)]
    (table,) = (each for each in tables if each.className == "ioc-area-published")
    lines = [each for each in parts(table) if isinstance(each, html.Tr)][1:]
    return [texts(line) for line in lines]


def test_a_made_up_number_vouches_for_no_published_one(context: Context) -> None:
    hand_in(context.engine, NEW, [("40004", "SHARE", MONTH, 7, 10)], kind="demo")
    # 55 of 65 in the store, and some of it is made up.
    (line,) = published_rows(context, figure(value=84.6, as_published="84,6%"))
    assert "84,6% số liệu minh hoạ, không so" in line
    assert "khớp" not in line


def test_a_bound_is_not_compared_and_sources_that_contradict_are_both_shown(
    context: Context,
) -> None:
    lines = published_rows(
        context,
        figure(value=87.0, as_published="hơn 87%"),
        figure(value=90.0, as_published="90%", source_title="Báo khác"),
    )
    assert "nguồn nêu số áng chừng, không so" in lines[0]
    assert "nguồn khác nêu 90%" in lines[0]
    assert "nguồn khác nêu 87%" in lines[1]
    assert "khác số công bố" in lines[1]


def test_equal_shares_of_other_parts_do_not_agree(context: Context) -> None:
    (line,) = published_rows(context, figure(value=87.3, numerator=96, denominator=110))
    assert "khác số công bố" in line


@pytest.mark.both_databases
def test_published_figures_are_marked_on_the_trend_where_indicator_and_land_match(
    context: Context,
) -> None:
    rows = [
        figure(value=70.5),
        figure(value=60.0, vintage=OLD, period="2024-12"),
        figure(is_target=True),
        figure(indicator_code="COUNT", unit="trạm"),
    ]
    with writing(context.engine) as connection:
        for row in rows:
            connection.execute(insert(published_figure).values(**row))

    def marks(**state: str) -> list[tuple[str, float]]:
        traces = plotted(explore(context, "40", **state).figure).data
        points = [each for each in traces if each.name == "Số đã công bố"]
        return [(x, y) for each in points for x, y in zip(each.x, each.y, strict=True)]

    # A commune of the old province went elsewhere: its figure is about other land.
    assert marks() == [("2025-09-30", 70.5)]
    assert marks(vintage=OLD) == [("2024-12-31", 60.0)]
    with writing(context.engine) as connection:
        connection.execute(delete(area_relation).where(area_relation.c.to_code == "00101"))
        link_units(connection)
    assert marks() == [("2024-12-31", 60.0), ("2025-09-30", 70.5)]
    traces = plotted(explore(context, "40").figure).data
    text = next(each for each in traces if each.name == "Số đã công bố").customdata[0]
    assert "Nguồn: Báo (01/10/2025)" in text and "60" in text


# ---- where there is nothing -----------------------------------------------------------------


def test_without_numbers_the_trend_says_why_and_what_to_do(context: Context) -> None:
    explorer = explore(context, "01", indicator="COUNT")
    assert explorer.trend_empty[0] == "Chưa đơn vị nào báo cáo chỉ số này."
    assert "nạp tệp" in explorer.trend_empty[1]
    assert explorer.spec["never"] is True
    layout = page.area_page(context, NEW, "01", {"chi-so": "COUNT"})
    by_id = {each.id: each for each in parts(layout) if getattr(each, "id", None)}
    assert by_id[AreaIds.TREND_EMPTY].hidden is False
    assert by_id[AreaIds.PERIOD_PLACE].style == {"display": "none"}

    hand_in(context.engine, NEW, [("00101", "SHARE", MONTH, 7, 9)])
    assert "chọn một chỉ số khác" in explore(context, "01", indicator="COUNT").trend_empty[1]
    answer = ask(context, ViewState(NEW, "01", indicator="SHARE"), cards="")
    assert answer["props"][AreaIds.TREND_EMPTY] == {"hidden": True}
    assert answer["props"][AreaIds.PERIOD_PLACE] == {"style": {}}
