"""Two indicators on the analysis page: what a link opens, what a choice answers."""

from __future__ import annotations

import numpy as np
import pytest

from callbacks.analysis.page import open_page
from callbacks.frame.context import Context
from data.queries.pairs import read_pair
from data.queries.screens.view_table import read_view_table
from data.queries.view import View
from ioc.pair import Pair
from layouts.analysis.ids import AnalysisIds
from tests.app.test_analysis import answer, by_id, resolve
from tests.plotted import plotted

TWO = {"area": "40", "indicator": "CQ02", "chart": "two"}


def read(context: Context, view: View) -> Pair:
    second = next(each for each in view.indicators if each.code == view.state.second)
    with context.engine.connect() as connection:
        return read_pair(connection, context.directories, view, second)


def test_a_link_opens_the_chart_of_two_indicators(context: Context) -> None:
    page = open_page(context, {"dia-ban": "40", "chi-so": "CQ02", "bieu-do": "two",
                               "chi-so-2": "HT01"})  # fmt: skip
    assert by_id(page, AnalysisIds.CHART).value == "two"
    assert by_id(page, AnalysisIds.SECOND).value == "HT01"
    assert not by_id(page, f"{AnalysisIds.SECOND}-frame").hidden
    assert by_id(page, AnalysisIds.CHART_NOTE).children


def test_points_have_the_numbers_and_verdicts_of_the_table(context: Context) -> None:
    view = resolve(context, **TWO, second="HT01")
    pair = read(context, view)
    with context.engine.connect() as connection:
        table = read_view_table(connection, view, context.directories).set_index("code")
    codes = view.directory.areas["code"].to_numpy()[pair.rows]
    in_table = table.loc[codes]
    assert len(codes)
    np.testing.assert_array_equal(pair.x.standings.numbers[pair.rows], in_table["shown"])
    figure = plotted(answer(context, **TWO, second="HT01", part="chart")["chart"]["figure"])
    words = [each[1] for each in figure.data[0].customdata]
    marks = {"green": "Đạt", "amber": "Cảnh báo", "red": "Chưa đạt"}
    cases = [(text, marks[status]) for text, status in zip(words, in_table["status"], strict=True)
             if status in marks]  # fmt: skip
    assert len(cases) == len(words) > 50
    assert [pair for pair in cases if not pair[0].endswith(f" {pair[1]}")] == []


def test_a_chart_of_made_up_numbers_says_so_in_itself(context: Context) -> None:
    """So does its picture, and what is printed of it."""
    figure = answer(context, **TWO, second="HT01", part="chart")["chart"]["figure"]
    notes = {each.name: each for each in plotted(figure).layout.annotations}
    assert notes["demo"].text == "Số liệu minh hoạ"
    assert figure["layout"]["margin"]["t"] > 12
    small = answer(context, area="40", indicator="CQ02", chart="group", part="chart")["chart"]
    assert small["note"].startswith("Số liệu minh hoạ. ")


def test_the_note_counts_every_area_once(context: Context) -> None:
    pair = read(context, resolve(context, **TWO, second="HT01"))
    view = resolve(context, **TWO, second="HT01")
    assert pair.rows.size + pair.missing + pair.thin == len(view.directory.areas)
    note = answer(context, **TWO, second="HT01", part="chart")["chart"]["note"]
    assert note.startswith(f"Vẽ {pair.rows.size}/{len(view.directory.areas)} xã.")


def test_without_a_choice_there_is_a_second_indicator_and_the_address_says_it(
    context: Context,
) -> None:
    header = answer(context, **TWO)
    assert header["state"]["second"]
    assert header["state"]["second"] != "CQ02"
    choices = [each["value"] for each in header["chart"]["seconds"]]
    assert "CQ02" not in choices
    assert header["state"]["second"] in choices


def test_the_same_indicator_twice_is_no_fault_of_a_link(context: Context) -> None:
    assert resolve(context, **TWO, second="CQ02").refusals == ()
    assert resolve(context, **TWO, second="XX").refusals == ("second",)
    assert resolve(context, area="40", chart="three").refusals == ("chart",)


@pytest.mark.parametrize("level", ["commune", "village"])
def test_picked_areas_leave_their_trail(context: Context, level: str) -> None:
    view = resolve(context, **TWO, second="HT01", level=level)
    first, other = view.directory.areas["code"].tolist()[:2]
    header = answer(
        context, **TWO, second="HT01", level=level, selected=first, compare=f"siblings,{other},?",
        part="chart",
    )  # fmt: skip
    traces = plotted(header["chart"]["figure"]).data[1:]
    # Both have one, the picked one first; words like "siblings" and unknown codes have none.
    assert list(dict.fromkeys(each.meta for each in traces)) == [first, other]
    for each in traces:
        assert len(each.x) == len(each.y) > 1
        assert any(number is not None for number in each.y)


def test_other_periods_of_the_second_indicator_are_said(context: Context) -> None:
    view = resolve(context, **TWO)
    quarterly = next(each for each in view.indicators
                     if each.frequency is not view.indicator.frequency
                     and each.lowest_level.depth >= view.level.depth)  # fmt: skip
    view = resolve(context, **TWO, second=quarterly.code)
    pair = read(context, view)
    note = answer(context, **TWO, second=quarterly.code, part="chart")["chart"]["note"]
    assert ("khác kỳ" in note) == (pair.x.period != pair.y.period and bool(pair.y.period))


def test_new_numbers_of_either_indicator_make_the_answer_anew(context: Context) -> None:
    header = answer(context, **TWO, second="HT01")
    with context.engine.connect() as connection:
        touched = context.directories.touched(connection, "CQ02", "HT01")
        alone = context.directories.touched(connection, "CQ02")
    assert header["revision"] == touched >= alone


def test_the_sources_of_both_indicators_are_named_once(context: Context) -> None:
    view = resolve(context, **TWO, second="HT01")
    second = next(each for each in view.indicators if each.code == "HT01")
    assert answer(context, **TWO, second="HT01")["source"] == (
        f"{view.indicator.source()}; {second.source()}"
    )
    same = next(each for each in view.indicators if each.code != "CQ02"
                and each.source() == view.indicator.source()
                and each.lowest_level.depth >= view.level.depth)  # fmt: skip
    assert answer(context, **TWO, second=same.code)["source"] == view.indicator.source()
