"""The tables in place of the ranked one: cells, verdicts and order, on the page and in files."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from api.pages.export_pivot import PivotFile, card_file, pivot_workbook, read_pivot_file
from api.v1.spreadsheet import csv_text
from callbacks.analysis.answer import answer_view, read_wish
from callbacks.analysis.page import open_page
from callbacks.frame.context import Context
from data.queries.former import read_former_districts
from data.queries.screens.pivots import read_area_pivot, read_pivot
from data.queries.screens.view_table import read_view_table
from data.queries.view import View, resolve_view
from ioc.name_order import name_order
from ioc.paper import ground_of
from ioc.period import parse_period
from ioc.sentences.values import shown_digits
from ioc.standing import VERDICTS
from ioc.status import STATUSES, Status
from ioc.view_state import ViewState
from ioc.word_search import has_words
from layouts.analysis.ids import AnalysisIds
from tests.app.test_analysis import by_id, resolve
from tests.wire import unpacked

HOME = {"area": "40", "indicator": "CQ02"}


def read(context: Context, **fields: str) -> tuple[dict[str, Any], np.ndarray[Any, Any], Any]:
    """Return the table's order, its texts and its verdicts, by row and column."""
    reply = answer_view(context, read_wish(context, ViewState(**fields), {"part": "pivot"}))
    header, columns = unpacked(reply.body)
    order = header["pivot"]
    shape = len(order["codes"]), len(order["columns"])
    texts = np.array(order["texts"], object)[columns["text"].astype(int)].reshape(shape)
    return order, texts, columns["status"].reshape(shape)


def file_of(context: Context, **fields: str) -> tuple[PivotFile, View]:
    """Return the file of a state, and its view."""
    with context.engine.connect() as connection:
        view = resolve_view(
            connection, context.directories, ViewState(**fields), context.today(), "40"
        )
        file = read_pivot_file(connection, context.directories, view, context.today())
    return file, view


def fetch_csv(context: Context, **fields: str) -> pd.DataFrame:
    """Return the rows of the CSV file with its columns of verdicts."""
    file, _ = file_of(context, **fields)
    headings, rows = file.with_verdicts("trạng thái")
    text = csv_text(headings, rows, "vi")
    return pd.read_csv(io.StringIO(text), sep=";", dtype=str, keep_default_na=False)


def fetch_xlsx(context: Context, **fields: str) -> Any:
    file, view = file_of(context, **fields)
    return openpyxl.load_workbook(io.BytesIO(pivot_workbook(file, view, 7, "http://ioc/x?bang=1")))


def test_a_link_opens_the_table(context: Context) -> None:
    page = open_page(context, {"dia-ban": "40", "bang": "periods"})
    assert by_id(page, AnalysisIds.PIVOT).value == "periods"
    assert resolve(context, area="40", pivot="x").refusals == ("pivot",)


def test_cells_are_the_numbers_and_verdicts_of_the_ranked_table(context: Context) -> None:
    order, texts, status = read(context, **HOME, pivot="indicators")
    place = [each["key"] for each in order["columns"]].index("CQ02")
    view = resolve(context, **HOME)
    with context.engine.connect() as connection:
        table = read_view_table(connection, view, context.directories)
    # Without a choice rows are in the order of the ranked table, and the file says which.
    assert order["codes"] == table["code"].tolist()
    file, _ = file_of(context, **HOME, pivot="indicators")
    name = f"Kém nhất trước ({view.indicator.short_name()})"
    assert name in [text for _, text in file.terms]
    assert [STATUSES[int(each)].value for each in status[:, place]] == table["status"].tolist()
    expected = [shown_digits(view.indicator, each) for each in table["value"]]
    assert texts[:, place].tolist() == expected


def test_each_column_is_in_its_last_period_that_is_over(context: Context) -> None:
    view = resolve(context, **HOME, pivot="indicators")
    with context.engine.connect() as connection:
        pivot = read_pivot(connection, context.directories, view)
    end = parse_period(view.period).end
    assert all(parse_period(each.period).end <= end for each in pivot.columns)
    assert any(each.period != view.period for each in pivot.columns)
    order, _, _ = read(context, **HOME, pivot="indicators")
    for column, head in zip(pivot.columns, order["columns"], strict=True):
        assert head["label"] == column.indicator.short_name()
        of_another = parse_period(column.period).short_label() in head["detail"]
        assert of_another == (column.period != view.period)
        assert head["detail"].startswith(column.indicator.unit())
        assert column.key not in head["label"]
    keys = {each.key for each in pivot.columns}
    assert not keys & {each.code for each in pivot.silent}


@pytest.mark.parametrize("sort", ["HT01", "-HT01", "name", "-name"])
def test_rows_go_by_the_column_that_the_address_names(sort: str, context: Context) -> None:
    view = resolve(context, **HOME, pivot="indicators", sort=sort)
    with context.engine.connect() as connection:
        pivot = read_pivot(connection, context.directories, view)
    if sort.endswith("name"):
        names = [name_order(name) for name in view.directory.areas["name"].to_numpy()[pivot.order]]
        assert names == sorted(names, reverse=sort.startswith("-"))
        assert len(set(names)) > 100
        return
    column = next(each for each in pivot.columns if each.key == "HT01")
    numbers = column.standings.numbers[pivot.order]
    has_none = np.isnan(numbers)
    assert not has_none[: len(numbers) - has_none.sum()].any()
    steps = np.diff(numbers[~has_none])
    assert (steps <= 0).all() if sort.startswith("-") else (steps >= 0).all()


def test_one_indicator_over_all_periods_begins_with_the_latest(context: Context) -> None:
    order, texts, _ = read(context, **HOME, pivot="periods")
    view = resolve(context, **HOME)
    assert [each["key"] for each in order["columns"]] == list(reversed(view.periods))
    assert texts.shape == (len(view.directory.areas), len(view.periods))
    by_period, _, _ = read(context, **HOME, pivot="periods", sort="-2024-05")
    assert sorted(by_period["codes"]) == sorted(order["codes"])


def test_all_indicators_of_the_picked_area(context: Context) -> None:
    order, texts, status = read(context, **HOME, pivot="area", selected="17329")
    assert "Anh Sơn" in order["caption"]
    assert {"HT01", "CQ02"} <= set(order["codes"])
    assert order["columns"][2]["label"] == "Trạng thái"
    assert np.isnan(status[:, [0, 1, 3, 4]]).all()
    labels = [STATUSES[int(each)].label() for each in status[:, 2]]
    assert texts[:, 2].tolist() == labels
    few, _, _ = read(context, **HOME, pivot="area", selected="17329", group="CQ")
    assert set(few["codes"]) < set(order["codes"])


def test_of_the_whole_country_one_group_is_shown_and_that_is_said(context: Context) -> None:
    order, _, _ = read(context, area="VN", level="commune", indicator="CQ02", pivot="indicators")
    assert {each["key"][:2] for each in order["columns"]} == {"CQ"}
    assert "500" in order["note"]


@pytest.mark.parametrize("pivot", ["indicators", "periods"])
def test_the_file_has_the_rows_and_numbers_of_the_screen(pivot: str, context: Context) -> None:
    fields = {**HOME, "pivot": pivot, "search": "hung", "group": "HT", "sort": "-name"}
    order, texts, status = read(context, **fields)
    rows = [at for at, name in enumerate(order["names"]) if has_words("hung", name)]
    frame = fetch_csv(context, **fields)
    extra = ("cách tính", "Ghi chú")
    frame = frame[[name for name in map(str, frame) if not name.endswith(extra)]]
    assert frame.iloc[:, 0].tolist() == [order["codes"][at] for at in rows]
    assert frame.shape[1] == 3 + 2 * len(order["columns"])
    for place in range(len(order["columns"])):
        numbers = frame.iloc[:, 3 + 2 * place].tolist()
        expected = [texts[at, place] for at in rows]
        pairs = [each for each in zip(numbers, expected, strict=True) if each[1][0].isdigit()]
        assert pairs or len(order["columns"]) > 20, place
        assert all(one == other.replace(".", "") for one, other in pairs)
        words = frame.iloc[:, 4 + 2 * place].tolist()
        assert words == [STATUSES[int(status[at, place])].label() for at in rows]


def test_the_workbook_shows_percent_verdicts_and_sources(context: Context) -> None:
    book = fetch_xlsx(context, **HOME, pivot="indicators", group="CQ")
    table, about = book.worksheets
    heads = [cell.value for cell in table[1]]
    place = next(at for at, text in enumerate(heads) if text.startswith("CQ02 – "))
    cell = next(row[place] for row in table.iter_rows(min_row=2) if row[place].value is not None)
    assert cell.number_format.endswith('"%"')
    fills = {row[place].fill.fgColor.rgb for row in table.iter_rows(min_row=2)
             if row[place].fill.fill_type}  # fmt: skip
    assert fills
    assert fills <= {f"FF{ground_of(each)[1:].upper()}" for each in VERDICTS}
    terms = {row[0].value: row[1].value for row in about.iter_rows()}
    assert "Xanh: Đạt" in terms["Màu của ô"]
    assert terms["Liên kết"] == "http://ioc/x?bang=1"
    assert terms["Phiên bản kho số liệu"] == "7"
    assert "CQ02" in terms


def test_the_workbook_of_an_area_names_unit_and_period(context: Context) -> None:
    book = fetch_xlsx(context, **HOME, pivot="area", language="en")
    table = book.worksheets[0]
    heads = [cell.value for cell in table[1]]
    assert heads[2:] == ["Value", "Unit", "Target", "Status", "Period", "Completeness"]
    row = next(row for row in table.iter_rows(min_row=2) if row[0].value == "CQ02")
    assert row[3].value == "%"
    assert row[5].value in {each.label("en") for each in Status}
    assert row[2].number_format.endswith('"%"')


def test_a_number_that_reads_as_none_has_its_first_digit_in_the_file_of_an_area(
    context: Context,
) -> None:
    """As in all other files: 0.3 stations are "dưới 1 trạm" on the screen, and no 0."""
    view = resolve(context, **HOME, pivot="area")
    with context.engine.connect() as connection:
        cards = read_area_pivot(connection, context.directories, view, context.today())
    card = next(each for each in cards if each.cell and not each.indicator.is_share)
    assert card.cell is not None
    small = replace(card, cell=replace(card.cell, value=0.3))
    assert card_file([small], view, "Tỉnh Nghệ An").rows[0][2] == Decimal("0.3")


def test_a_file_of_a_former_district_names_it(context: Context) -> None:
    with context.engine.connect() as connection:
        districts = read_former_districts(connection, "2025-07-01", "40")
    file, view = file_of(context, **HOME, former=str(districts["code"][0]), pivot="indicators")
    assert view.former is not None
    assert view.former.full_name in [text for _, text in file.terms]


def test_converted_and_made_up_numbers_are_marked_on_the_page_and_in_the_file(
    context: Context,
) -> None:
    """Districts of before have no reports of October 2026: all their numbers are converted."""
    fields = {**HOME, "vintage": "2025-03-01", "level": "district", "period": "2026-10"}
    fields["pivot"] = "indicators"
    reply = answer_view(context, read_wish(context, ViewState(**fields), {"part": "pivot"}))
    header, columns = unpacked(reply.body)
    order = header["pivot"]
    assert "Có số liệu minh hoạ" in order["note"]
    texts = np.array(order["texts"], object)[columns["text"].astype(int)]
    assert (columns["origin"][texts != "–"] > 0).any()
    assert not columns["origin"][texts == "–"].any()
    table = fetch_csv(context, **fields)
    names = [str(name) for name in table]
    methods = [name for name in names if name.endswith("cách tính")]
    assert methods
    numbers = table[names[names.index(methods[0]) - 2]].tolist()
    rules = table[methods[0]].tolist()
    assert any("quy đổi" in rule or "ước tính" in rule for rule in rules)
    assert not [rule for number, rule in zip(numbers, rules, strict=True) if rule and not number]
    assert (table["Ghi chú"] == "Số liệu minh hoạ").any()


def test_numbers_as_reported_have_no_column_of_methods(context: Context) -> None:
    table = fetch_csv(context, **HOME, pivot="indicators")
    assert not [name for name in map(str, table) if name.endswith("cách tính")]
