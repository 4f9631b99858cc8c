"""The analysis page without a browser: what a link opens, what a choice answers, the exports."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import openpyxl
import pandas as pd
import pytest
from flask import Flask

from callbacks.analysis import answer_view, open_page
from callbacks.analysis_series import make_series
from callbacks.context import Context
from data.directories import DirectoryCache
from data.queries.cells import read_map
from data.queries.view import View, resolve_view
from data.store import open_engine
from ioc.settings import Settings
from ioc.view_state import ViewState
from layouts.analysis import Ids
from layouts.figures.comparison import MARKER
from tests.serving import ServedApp

OLD = "2025-03-01"
ANH_SON = "17329"  # a commune of Nghệ An with villages


@pytest.fixture(scope="module")
def context(served_app: ServedApp) -> Iterator[Context]:
    engine = open_engine(f"sqlite:///{served_app.var}/ioc.sqlite")
    settings = Settings(var=served_app.var)  # type: ignore[call-arg]
    with Flask(__name__).test_request_context():
        yield Context(engine, settings, DirectoryCache())
    engine.dispose()


def resolve(context: Context, carried: str = "", **state: str) -> View:
    with context.engine.connect() as connection:
        return resolve_view(
            connection, context.directories, ViewState(**state), context.today(), "40", carried
        )


def answer(context: Context, **asked: Any) -> dict[str, Any]:
    """Name what the callback returns, by the order of its outputs."""
    names = (
        "view vintages provinces districts district_label no_districts communes no_communes levels "
        "indicators periods path headline facts demo note definition"
    )
    state = ViewState(**{k: v for k, v in asked.items() if k not in ("serial", "carried")})
    given = answer_view(context, {**state.to_dict(), **asked})
    return dict(zip(names.split(), given, strict=True))


def by_id(component: Any, ident: str) -> Any:
    found = [each for each in component._traverse() if getattr(each, "id", None) == ident]
    assert len(found) == 1, ident
    return found[0]


# ---- what a state stands for --------------------------------------------------------------


def test_a_link_without_anything_shows_the_home_province_in_its_last_closed_period(
    context: Context,
) -> None:
    page = open_page(context, {})
    view = by_id(page, Ids.VIEW).data
    assert (view["state"]["area"], view["state"]["level"]) == ("40", "commune")
    assert view["state"]["period"] == view["closed"]
    assert by_id(page, Ids.PROVINCE).value == "40"


def test_a_shared_link_is_whole_before_any_callback(context: Context) -> None:
    query = {
        "ky-dia-gioi": OLD, "dia-ban": "412", "chi-so": "HT05", "ky": "2024-05", "mau": "status",
        "so-sanh": "parent", "tim": "hung", "trang-thai": "green", "nhom": "HT", "lang": "en",
    }  # fmt: skip
    page = open_page(context, query)
    values = {
        ident: by_id(page, ident).value
        for ident in (Ids.VINTAGE, Ids.PROVINCE, Ids.DISTRICT, Ids.LEVEL, Ids.GROUP, Ids.INDICATOR,
                      Ids.PERIOD, Ids.MODE, Ids.COMPARE, Ids.SEARCH, Ids.STATUS)
    }  # fmt: skip
    assert values == {
        Ids.VINTAGE: OLD, Ids.PROVINCE: "40", Ids.DISTRICT: "412", Ids.LEVEL: "commune",
        Ids.GROUP: "HT", Ids.INDICATOR: "HT05", Ids.PERIOD: "2024-05", Ids.MODE: "status",
        Ids.COMPARE: ["parent"], Ids.SEARCH: "hung", Ids.STATUS: "green",
    }  # fmt: skip
    spec = by_id(page, Ids.VIEW).data["spec"]
    assert (spec["vintage"], spec["parent"], spec["period"]) == (OLD, "412", "2024-05")
    names = [trace.name for trace in by_id(page, Ids.SERIES).figure.data]
    assert names == ["Vinh", "Nghệ An"]
    assert "May 2024" in by_id(page, Ids.FACTS).children


def test_every_option_chosen_is_on_offer(context: Context) -> None:
    for query in ({}, {"ky-dia-gioi": OLD, "dia-ban": "412"}, {"dia-ban": ANH_SON}):
        page = open_page(context, query)
        for ident in (Ids.VINTAGE, Ids.PROVINCE, Ids.LEVEL, Ids.GROUP, Ids.INDICATOR, Ids.PERIOD):
            select = by_id(page, ident)
            assert select.value in [each["value"] for each in select.options], ident


def test_values_that_do_not_hold_fall_back_and_are_named(context: Context) -> None:
    given = answer(context, area="99", indicator="??", period="soon", vintage="1900-01-01")
    state = given["view"]["state"]
    assert (state["area"], state["indicator"], state["vintage"]) == ("40", "HT01", "2025-07-01")
    said = given["note"][0]
    assert "Liên kết có giá trị không còn dùng được" in said
    assert all(word in said for word in ("tỉnh", "chỉ số", "kỳ số liệu", "kỳ địa giới"))


def test_a_quarter_takes_the_place_of_the_month_when_the_indicator_is_quarterly(
    context: Context,
) -> None:
    assert resolve(context, area="40", indicator="XH01", period="2026-05").period == "2026-Q2"


def test_an_indicator_reported_by_provinces_only_says_so_and_shows_the_way_out(
    context: Context,
) -> None:
    given = answer(context, area="40", indicator="AT01")
    text, link = given["note"]
    assert "chỉ được báo cáo đến cấp tỉnh" in text
    assert (link.children, link.to_plotly_json()["props"]["data-area"]) == ("Cả nước", "VN")
    assert given["view"]["too_deep"]
    assert "91" in given["headline"]


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
    assert (earlier.state.area, earlier.area.name, earlier.refused) == ("412", "Vinh", ())


def test_a_former_district_keeps_other_communes_out_of_map_and_table(context: Context) -> None:
    given = answer(context, area="40", former="412")
    assert "former=412" in given["view"]["spec"]["slice"]
    assert given["view"]["chosen"]["district"] == "412"
    assert (
        len(given["communes"]) == len(resolve(context, area="40", former="412").directory.areas) + 1
    )


def test_a_former_district_has_the_number_of_its_communes_together(context: Context) -> None:
    view = resolve(context, area="40", former="412", indicator="CQ02", period="2026-05")
    given = answer(context, area="40", former="412", indicator="CQ02", period="2026-05")
    with context.engine.connect() as connection:
        rows = read_map(connection, view.indicator, view.directory, "2026-05")
        made = make_series(context, connection, view, "vi")
    over, under = int(rows["numerator"].sum()), int(rows["denominator"].sum())
    assert f"({over:,}/{under:,})".replace(",", ".") in given["headline"]
    assert "Thành phố Vinh (cũ)" in given["headline"]
    assert given["path"][-1].children == "Thành phố Vinh (cũ)"
    assert made.figure.data[0].name == "Vinh (cũ)"
    shown = dict(zip(made.figure.data[0].x, made.figure.data[0].y, strict=True))
    assert shown["2026-05-31"] == pytest.approx(over / under * 100)


# ---- the chart ----------------------------------------------------------------------------


def test_the_chart_shows_the_picked_area_with_parent_and_pinned_ones(context: Context) -> None:
    view = resolve(context, area="40", indicator="CQ02", selected=ANH_SON, compare="parent,16681")
    with context.engine.connect() as connection:
        made = make_series(context, connection, view, "vi")
    assert [trace.meta for trace in made.figure.data] == [ANH_SON, "40", "16681"]
    assert made.title.startswith("Anh Sơn: ")
    assert any(shape.name == MARKER for shape in made.figure.layout.shapes)


def test_siblings_are_a_band_and_not_hundreds_of_lines(context: Context) -> None:
    view = resolve(context, area="40", indicator="CQ02", selected=ANH_SON, compare="siblings")
    with context.engine.connect() as connection:
        made = make_series(context, connection, view, "vi")
    assert len(made.figure.data) == 6
    assert any("130 xã" in (each.text or "") for each in made.figure.layout.annotations)


# ---- export -------------------------------------------------------------------------------


def fetch(app: ServedApp, file: str, **query: str) -> bytes:
    with urlopen(f"{app.url}/xuat/{file}?{urlencode(query)}", timeout=60) as response:
        assert response.status == 200
        assert "attachment" in response.headers["Content-Disposition"]
        return bytes(response.read())


def read_csv(body: bytes) -> pd.DataFrame:
    assert body.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read the diacritics"
    return pd.read_csv(io.BytesIO(body), dtype={"Mã địa bàn": str, "Area code": str})


def test_the_table_as_csv_says_source_period_and_that_it_is_made_up(served_app: ServedApp) -> None:
    frame = read_csv(fetch(served_app, "so-lieu.csv", **{"dia-ban": "40", "chi-so": "CQ02"}))
    assert len(frame) == 130
    assert set(frame["Mã chỉ số"]) == {"CQ02"}
    assert len(set(frame["Kỳ"])) == 1
    assert frame["Nguồn"].notna().all()
    held = frame[frame["Giá trị"].notna()]
    assert set(held["Ghi chú"]) == {"Số liệu minh hoạ"}
    assert held["Hạng"].tolist() == sorted(held["Hạng"])
    ratio = held["Tử số"] / held["Mẫu số"] * 100
    assert (ratio - held["Giá trị"]).abs().max() < 0.01


def test_the_export_holds_what_is_shown_searched_without_diacritics(served_app: ServedApp) -> None:
    query = {"dia-ban": "40", "chi-so": "CQ02", "tim": "anh son", "xep": "-name"}
    frame = read_csv(fetch(served_app, "so-lieu.csv", **query))
    assert frame["Địa bàn"].tolist() == ["Xã Anh Sơn Đông", "Xã Anh Sơn"]
    greens = read_csv(fetch(served_app, "so-lieu.csv", **query | {"tim": "", "trang-thai": "red"}))
    assert set(greens["Trạng thái"]) <= {"Chậm"}


def test_an_exported_table_can_be_handed_in_again(served_app: ServedApp, tmp_path: Path) -> None:
    file = tmp_path / "so-lieu.csv"
    file.write_bytes(fetch(served_app, "so-lieu.csv", **{"dia-ban": "40", "chi-so": "CQ02"}))
    held = int(read_csv(file.read_bytes())["Giá trị"].notna().sum())
    said = served_app.run("load", "observations", file, "--dry-run")
    assert f"{held} ô số liệu" in said


def test_the_workbook_holds_table_series_and_provenance(served_app: ServedApp) -> None:
    body = fetch(served_app, "so-lieu.xlsx", **{"dia-ban": "40", "chi-so": "CQ02", "ky": "2026-05"})
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["Số liệu", "Chuỗi thời gian", "Nguồn"]
    assert book["Số liệu"].max_row == 131
    told = {row[0].value: row[1].value for row in book["Nguồn"].iter_rows()}
    assert told["Kỳ số liệu"] == "Tháng 05/2026 (2026-05)"
    assert told["Nguồn"]
    assert "không phải số liệu chính thức" in told["Số liệu minh hoạ"]
    assert told["Kỳ địa giới"].endswith("(2025-07-01)")
    assert "/phan-tich?dia-ban=40" in told["Liên kết"]
    periods = {cell.value for (cell,) in book["Chuỗi thời gian"].iter_rows(2, None, 2, 2)}
    assert {"2025-07", "2026-05"} <= periods


def test_the_series_holds_the_compared_areas(served_app: ServedApp) -> None:
    query = {"dia-ban": "40", "chi-so": "CQ02", "chon": ANH_SON, "so-sanh": "parent", "lang": "en"}
    frame = read_csv(fetch(served_app, "chuoi.csv", **query))
    assert frame["Area code"].unique().tolist() == [ANH_SON, "40"]
    assert not frame.duplicated(["Area code", "Level", "Period"]).any()


def test_an_export_of_nonsense_falls_back_as_the_page_does(served_app: ServedApp) -> None:
    frame = read_csv(fetch(served_app, "so-lieu.csv", **{"dia-ban": "<b>", "ky": "x" * 500}))
    assert len(frame) == 130
