"""The analysis page without a browser: what a link opens, what a choice answers, the exports."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np
import openpyxl
import pandas as pd
import pytest

from callbacks.analysis.answer import answer_view, read_wish
from callbacks.analysis.page import open_page
from callbacks.frame.context import Context
from data.queries.maps import read_map
from data.queries.screens.view_table import read_view_table
from data.queries.view import View, resolve_view
from data.wire.columns import MAGIC
from ioc.period import parse_period
from ioc.view_state import ViewState
from layouts.analysis.ids import AnalysisIds
from tests.plotted import plotted
from tests.serving import ServedApp

OLD = "2025-03-01"
ANH_SON = "17329"  # a commune of Nghệ An with villages


def resolve(context: Context, carried: str = "", **state: str) -> View:
    with context.engine.connect() as connection:
        return resolve_view(
            connection, context.directories, ViewState(**state), context.today(), "40", carried
        )


def names_of(chart: dict[str, Any]) -> list[str]:
    """Return the names of the lines of a chart, each once."""
    return list(dict.fromkeys(each.name for each in plotted(chart["figure"]).data))


def words_at(chart: dict[str, Any], code: str, day: str) -> list[str]:
    """Return what the line of an area says at a day."""
    return [
        words
        for trace in plotted(chart["figure"]).data
        if trace.meta == code
        for at, words in zip(trace.x, trace.customdata, strict=True)
        if at == day and words
    ]


def answer(context: Context, **fields: str) -> dict[str, Any]:
    """Return the header of what the browser is told; what is no field of the state goes beside."""
    beside: dict[str, str] = {
        name: fields.pop(name) for name in ("held", "carried", "part", "say") if name in fields
    }
    bytes_and_revision = answer_view(context, read_wish(context, ViewState(**fields), beside))
    assert bytes_and_revision.body[:4] == MAGIC
    length = int.from_bytes(bytes_and_revision.body[4:8], "little")
    header: dict[str, Any] = json.loads(bytes_and_revision.body[8 : 8 + length])
    return header


def by_id(component: Any, ident: str) -> Any:
    matches = [each for each in component._traverse() if getattr(each, "id", None) == ident]
    assert len(matches) == 1, ident
    return matches[0]


# ---- what a state stands for --------------------------------------------------------------


def test_a_link_without_anything_shows_the_home_province_in_its_last_closed_period(
    context: Context,
) -> None:
    page = open_page(context, {})
    order = by_id(page, AnalysisIds.VIEW).data
    assert (order["state"]["area"], order["state"]["level"]) == ("40", "commune")
    closed_periods = [
        each for each in order["periods"] if parse_period(each).is_closed(context.today())
    ]
    assert order["state"]["period"] == closed_periods[-1]
    assert by_id(page, AnalysisIds.PROVINCE).value == "40"


def test_a_shared_link_is_whole_before_any_callback(context: Context) -> None:
    query = {
        "ky-dia-gioi": OLD, "dia-ban": "412", "chi-so": "HT05", "ky": "2024-05", "mau": "status",
        "so-sanh": "parent", "tim": "hung", "trang-thai": "green", "nhom": "HT", "lang": "en",
    }  # fmt: skip
    page = open_page(context, query)
    values = {
        ident: by_id(page, ident).value
        for ident in (
            AnalysisIds.VINTAGE,
            AnalysisIds.PROVINCE,
            AnalysisIds.DISTRICT,
            AnalysisIds.LEVEL,
            AnalysisIds.GROUP,
            AnalysisIds.INDICATOR,
            AnalysisIds.PERIOD,
            AnalysisIds.MODE,
            AnalysisIds.COMPARE,
            AnalysisIds.SEARCH,
            AnalysisIds.STATUS,
        )
    }
    assert values == {
        AnalysisIds.VINTAGE: OLD,
        AnalysisIds.PROVINCE: "40",
        AnalysisIds.DISTRICT: "412",
        AnalysisIds.LEVEL: "commune",
        AnalysisIds.GROUP: "HT",
        AnalysisIds.INDICATOR: "HT05",
        AnalysisIds.PERIOD: "2024-05",
        AnalysisIds.MODE: "status",
        AnalysisIds.COMPARE: ["parent"],
        AnalysisIds.SEARCH: "hung",
        AnalysisIds.STATUS: "green",
    }
    order = by_id(page, AnalysisIds.VIEW).data
    ground = order["place"]["ground"]
    assert (ground["vintage"], ground["parent"]) == (OLD, "412")
    assert "period=2024-05" in ground["slice"]
    assert names_of(order["chart"]) == ["Vinh", "Nghệ An"]
    assert by_id(page, AnalysisIds.HEADLINE).children == order["headline"]
    assert "May 2024" in by_id(page, AnalysisIds.FACTS).children


def test_every_option_chosen_is_on_offer(context: Context) -> None:
    for query in ({}, {"ky-dia-gioi": OLD, "dia-ban": "412"}, {"dia-ban": ANH_SON}):
        page = open_page(context, query)
        for ident in (
            AnalysisIds.VINTAGE,
            AnalysisIds.PROVINCE,
            AnalysisIds.LEVEL,
            AnalysisIds.GROUP,
            AnalysisIds.INDICATOR,
            AnalysisIds.PERIOD,
        ):
            select = by_id(page, ident)
            assert select.value in [each["value"] for each in select.options], ident


def test_values_that_do_not_hold_fall_back_and_are_named(context: Context) -> None:
    order = answer(context, area="99", indicator="??", period="soon", vintage="1900-01-01")
    state = order["state"]
    assert (state["area"], state["indicator"], state["vintage"]) == ("40", "HT01", "2025-07-01")
    note = order["note"]
    assert "Liên kết có giá trị không còn dùng được" in note
    assert all(word in note for word in ("tỉnh", "chỉ số", "kỳ số liệu", "địa giới"))


def test_a_quarter_takes_the_place_of_the_month_when_the_indicator_is_quarterly(
    context: Context,
) -> None:
    assert resolve(context, area="40", indicator="XH01", period="2026-05").period == "2026-Q2"


def test_an_indicator_reported_by_provinces_only_says_so_and_shows_the_way_out(
    context: Context,
) -> None:
    order = answer(context, area="40", indicator="AT01")
    assert "chỉ được báo cáo đến cấp tỉnh" in order["note"]
    assert 'data-area="VN">Cả nước</a>' in order["note"]
    assert order["too_deep"]
    assert "91" in order["headline"]


# ---- vintages: by land, never by code -----------------------------------------------------


def test_a_code_that_names_other_land_after_2025_does_not_travel(context: Context) -> None:
    """Code 15 was Yên Bái and is Lào Cai now, which took Yên Bái's land."""
    was = resolve(context, vintage=OLD, area="15")
    now = resolve(context, carried=OLD, area="15")
    assert (was.area.name, now.area.name) == ("Yên Bái", "Lào Cai")
    back = resolve(context, carried="2025-07-01", vintage=OLD, area=now.area.key.code)
    assert (back.area.name, back.area.key.code) == ("Lào Cai", "10")


def test_a_district_becomes_a_former_district_and_comes_back(context: Context) -> None:
    later = resolve(context, carried=OLD, area="412")
    assert (later.state.area, later.state.former) == ("40", "412")
    assert 0 < len(later.directory.areas) < 130
    earlier = resolve(context, carried="2025-07-01", vintage=OLD, area="40", former="412")
    assert (earlier.state.area, earlier.area.name, earlier.refusals) == ("412", "Vinh", ())


def test_a_former_district_keeps_other_communes_out_of_map_and_table(context: Context) -> None:
    order = answer(context, area="40", former="412")
    place = order["place"]
    assert "former=412" in place["ground"]["slice"]
    assert place["chosen"]["district"] == "412"
    count = len(resolve(context, area="40", former="412").directory.areas)
    assert (len(place["communes"]), order["rows"]) == (count + 1, count)


def test_a_former_district_has_the_number_of_its_communes_together(context: Context) -> None:
    view = resolve(context, area="40", former="412", indicator="CQ02", period="2026-05")
    order = answer(context, area="40", former="412", indicator="CQ02", period="2026-05")
    with context.engine.connect() as connection:
        rows = read_map(connection, view.indicator, view.directory, "2026-05")
    over, under = int(rows["numerator"].sum()), int(rows["denominator"].sum())
    assert f"({over:,}/{under:,})".replace(",", ".") in order["headline"]
    assert "Thành phố Vinh (cũ)" in order["headline"]
    assert '<span aria-current="page">Thành phố Vinh (cũ)</span>' in order["place"]["path"]
    assert names_of(order["chart"]) == ["Vinh (cũ)"]
    (text,) = words_at(order["chart"], "40", "2026-05-31")
    assert f"({over:,}/{under:,})".replace(",", ".") in text


# ---- the chart ----------------------------------------------------------------------------


def test_the_chart_shows_the_picked_area_with_parent_and_pinned_ones(context: Context) -> None:
    chart = answer(
        context, area="40", indicator="CQ02", selected=ANH_SON, compare="parent,16681", part="chart"
    )["chart"]
    traces = chart["figure"]["data"]
    assert list(dict.fromkeys(each["meta"] for each in traces)) == [ANH_SON, "40", "16681"]
    assert chart["title"].startswith("Anh Sơn: ")


def test_the_siblings_are_named_in_the_language_of_the_page(context: Context) -> None:
    view = {"area": "40", "indicator": "CQ02", "selected": ANH_SON, "compare": "siblings"}
    texts = [str(answer(context, **view, say=each)["chart"]["figure"]) for each in ("en", "vi")]
    assert ["130 communes" in texts[0], "130 xã" in texts[1]] == [True, True]
    assert ["130 xã" in texts[0], "130 communes" in texts[1]] == [False, False]


def test_siblings_are_five_numbers_a_period_and_not_hundreds_of_lines(context: Context) -> None:
    chart = answer(
        context, area="40", indicator="CQ02", selected=ANH_SON, compare="siblings", part="chart"
    )["chart"]
    low, high, lower, upper, median, *line = plotted(chart["figure"]).data
    assert {each.meta for each in line} == {ANH_SON}
    assert median.hovertemplate.startswith("<b>130 xã</b>")
    for row in zip(low.y, lower.y, median.y, upper.y, high.y, strict=True):
        assert list(row) == sorted(row)


def test_what_was_reported_without_parts_is_told_as_it_is(context: Context) -> None:
    """CQ09 is a score: neither numerator nor denominator."""
    chart = answer(context, area="40", indicator="CQ09", selected=ANH_SON)["chart"]
    traces = plotted(chart["figure"]).data
    assert any(value is not None for trace in traces for value in trace.y)
    assert not any("/" in words.split(": ")[1] for trace in traces for words in trace.customdata)


# ---- one answer for one choice ------------------------------------------------------------


def test_what_the_page_holds_already_does_not_travel_again(context: Context) -> None:
    whole = answer(context, area="40", indicator="HT05", level="commune")
    light = answer(context, area="40", indicator="HT05", level="commune", held="commune")
    assert whole.keys() - light.keys() == {"place", "indicators"}
    assert {"vintages", "provinces", "districts", "communes"} < whole["place"].keys()
    assert light["state"].keys() == {"period"}, "the rest is what was asked for"
    other = answer(context, area="40", indicator="HT04", level="village", held="village")
    assert (other["state"]["level"], other["place"]["ground"]["level"]) == ("commune", "commune")


def test_an_answer_names_indicators_again_where_the_group_gave_way(context: Context) -> None:
    order = answer(
        context, area="40", indicator="CQ02", group="HT", level="commune", held="commune"
    )
    assert order["state"]["group"] == "CQ"
    assert {each["value"][:2] for each in order["indicators"]} == {"CQ"}


def test_definition_and_source_are_a_part_of_their_own(context: Context) -> None:
    wish = read_wish(context, ViewState(area="40", indicator="HT01"), {"part": "definition"})
    definition = answer_view(context, wish)
    text = definition.body.decode()
    assert definition.media_type.startswith("text/html")
    assert text.startswith("<div><dt>Tử số</dt><dd>")
    assert "<dt>Nguồn</dt>" in text


def test_the_period_before_is_compared_only_where_both_are_over(context: Context) -> None:
    closed_order = answer(context, area="40", indicator="CQ02", period="2026-05")
    assert closed_order["before"] == "2026-04"
    assert "change" in [name for name, *_ in closed_order["columns"]]
    first = answer(context, area="40", indicator="CQ02", period=closed_order["periods"][0])
    assert "before" not in first
    assert closed_order["uncompared"][0] == closed_order["periods"][0]
    assert "2026-05" not in closed_order["uncompared"]
    still_open = context.today().strftime("%Y-%m")
    open_order = answer(context, area="40", indicator="CQ02", period=still_open)
    assert "before" not in open_order or open_order["state"]["period"] != still_open


# ---- export -------------------------------------------------------------------------------


def fetch(app: ServedApp, file: str, **query: str) -> bytes:
    with urlopen(f"{app.url}/xuat/{file}?{urlencode(query)}", timeout=60) as response:
        assert response.status == 200
        assert "attachment" in response.headers["Content-Disposition"]
        return bytes(response.read())


def read_csv(body: bytes) -> pd.DataFrame:
    assert body.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read the diacritics"
    english = body.startswith(b"\xef\xbb\xbfRank") or b"Indicator code" in body[:60]
    return pd.read_csv(
        io.BytesIO(body),
        sep="," if english else ";",
        decimal="." if english else ",",
        dtype={"Mã địa bàn": str, "Area code": str},
    )


def test_the_table_as_csv_says_source_period_and_that_it_is_made_up(served_app: ServedApp) -> None:
    frame = read_csv(fetch(served_app, "so-lieu.csv", **{"dia-ban": "40", "chi-so": "CQ02"}))
    assert len(frame) == 130
    assert set(frame["Mã chỉ số"]) == {"CQ02"}
    assert len(set(frame["Kỳ"])) == 1
    with_value = frame[frame["Giá trị"].notna()]
    assert set(with_value["Nguồn"]) == {"Số liệu minh hoạ"}
    assert set(with_value["Ghi chú"]) == {"Số liệu minh hoạ"}
    # The worst first, as on the screen.
    assert with_value["Hạng"].tolist() == sorted(with_value["Hạng"], reverse=True)
    ratio = with_value["Tử số"] / with_value["Mẫu số"] * 100
    assert (ratio - with_value["Giá trị"]).abs().max() < 0.01


def test_the_export_holds_what_is_shown_searched_without_diacritics(served_app: ServedApp) -> None:
    query = {"dia-ban": "40", "chi-so": "CQ02", "tim": "anh son", "xep": "-name"}
    frame = read_csv(fetch(served_app, "so-lieu.csv", **query))
    assert frame["Địa bàn"].tolist() == ["Xã Anh Sơn Đông", "Xã Anh Sơn"]
    greens = read_csv(fetch(served_app, "so-lieu.csv", **query | {"tim": "", "trang-thai": "red"}))
    assert set(greens["Trạng thái"]) <= {"Chưa đạt"}


@pytest.mark.parametrize("file", ["so-lieu.csv", "so-lieu.xlsx"])
def test_made_up_numbers_are_not_handed_in_again_as_reports(
    file: str, served_app: ServedApp, tmp_path: Path
) -> None:
    saved_file = tmp_path / file
    saved_file.write_bytes(fetch(served_app, file, **{"dia-ban": "40", "chi-so": "CQ02"}))
    sheet = ["--sheet", "Số liệu"] if file.endswith("xlsx") else []
    with pytest.raises(AssertionError, match="số liệu minh hoạ, không phải số báo cáo"):
        served_app.run("load", "observations", saved_file, *sheet, "--dry-run")


def test_sums_are_not_handed_in_again_as_reports(served_app: ServedApp, tmp_path: Path) -> None:
    saved_file = tmp_path / "chuoi.csv"
    saved_file.write_bytes(fetch(served_app, "chuoi.csv", **{"dia-ban": "40", "chi-so": "CQ02"}))
    with pytest.raises(AssertionError, match="số tổng hợp, không phải số báo cáo"):
        served_app.run("load", "observations", saved_file, "--dry-run")


def test_the_workbook_says_how_its_rows_are_sorted_let_through_and_rounded(
    served_app: ServedApp,
) -> None:
    query = {"dia-ban": "40", "chi-so": "CQ02", "ky": "2026-05", "xep": "-change"}
    body = fetch(served_app, "so-lieu.xlsx", **query, **{"trang-thai": "green", "tim": "a"})
    book = openpyxl.load_workbook(io.BytesIO(body))
    provenance = {str(row[0].value): str(row[1].value) for row in book["Nguồn"].iter_rows()}
    assert provenance["Thứ tự dòng"] == "so kỳ trước, giảm dần"
    rows = len(list(book["Số liệu"].iter_rows(min_row=2)))
    assert 0 < rows < 130
    assert provenance["Chỉ gồm"] == f"trạng thái Đạt; tên có “a”; {rows}/130 địa bàn"
    assert provenance["Làm tròn"] == "2 số lẻ, nửa đơn vị tròn lên, không tròn qua chỉ tiêu"


def test_the_workbook_holds_table_series_and_provenance(served_app: ServedApp) -> None:
    body = fetch(served_app, "so-lieu.xlsx", **{"dia-ban": "40", "chi-so": "CQ02", "ky": "2026-05"})
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["Số liệu", "Chuỗi thời gian", "Định nghĩa", "Nguồn"]
    assert book["Số liệu"].max_row == 131
    provenance = {str(row[0].value): str(row[1].value) for row in book["Nguồn"].iter_rows()}
    assert provenance["Kỳ số liệu"] == "Tháng 05/2026 (2026-05)"
    assert provenance["Nguồn"]
    assert "không phải số liệu chính thức" in provenance["Số liệu minh hoạ"]
    assert provenance["Kỳ địa giới"].endswith("(2025-07-01)")
    assert "/phan-tich?dia-ban=40" in provenance["Liên kết"]
    periods = {cell.value for (cell,) in book["Chuỗi thời gian"].iter_rows(2, None, 2, 2)}
    assert {"2025-07", "2026-05"} <= periods


def test_the_series_holds_the_compared_areas(served_app: ServedApp) -> None:
    query = {"dia-ban": "40", "chi-so": "CQ02", "chon": ANH_SON, "so-sanh": "parent", "lang": "en"}
    frame = read_csv(fetch(served_app, "chuoi.csv", **query))
    assert frame["Area code"].unique().tolist() == [ANH_SON, "40"]
    assert not frame.duplicated(["Area code", "Level", "Period"]).any()


def test_an_export_of_nonsense_falls_back_as_the_page_does(served_app: ServedApp) -> None:
    frame = read_csv(fetch(served_app, "so-lieu.csv", **{"dia-ban": "<b>", "ky": "x" * 300}))
    assert len(frame) == 130


@pytest.mark.parametrize("filters", [{}, {"search": "hung"}, {"status": "red"}, {"move": "down"}])
@pytest.mark.parametrize(
    "place", [{"area": "40"}, {"area": "40", "former": "424"}, {"area": "VN", "level": "commune"}]
)
def test_nobody_is_ranked_beyond_the_number_of_those_ranked(
    filters: dict[str, str], place: dict[str, str], context: Context
) -> None:
    view = resolve(context, **place, **filters, indicator="CQ02", period="2026-10")
    unfiltered = resolve(context, **place, indicator="CQ02", period="2026-10")
    with context.engine.connect() as connection:
        table = read_view_table(connection, view, context.directories)
        everyone = read_view_table(connection, unfiltered, context.directories)
    ranked = table[table["rank"].notna()]
    assert (ranked["rank"] <= ranked["rank_of"]).all()
    # One set gives both: a filter changes neither.
    assert set(ranked["rank_of"]) <= {everyone["rank"].notna().sum()}
    assert len(everyone) == len(unfiltered.directory.areas)
    same = everyone.set_index("code").loc[table["code"], "rank"].to_numpy()
    np.testing.assert_array_equal(table["rank"].to_numpy(), same)
