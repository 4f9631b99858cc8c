"""The analysis page across a change of boundaries: one line, and numbers that say how they came."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pandas as pd

from callbacks.frame.context import Context
from data.numbers.origins import origin_codes
from data.queries.base_period import base_period
from data.queries.maps import read_slice
from tests.app.test_analysis import ANH_SON, OLD, answer, resolve
from tests.plotted import plotted
from tests.serving import ServedApp

AFTER = "2025-10"  # nobody reports in the earlier vintage any more


def notes_of(chart: dict[str, Any], name: str) -> list[str]:
    """Return the words of one kind that stand on a chart."""
    return [each["text"] for each in chart["figure"]["layout"]["annotations"]
            if each["name"] == name]  # fmt: skip


def columns(header: dict[str, Any]) -> list[str]:
    return [name for name, *_ in header["columns"]]


def test_the_line_says_from_where_on_it_was_reported_and_when_boundaries_changed(
    context: Context,
) -> None:
    chart = answer(context, area="40", indicator="HT02")["chart"]
    reported_line, conversions, *_ = plotted(chart["figure"]).data
    # The dashed stroke reaches to the first number of the vintage itself.
    assert (reported_line.line.dash, conversions.line.dash) == (None, "dash")
    assert reported_line.x[0] == conversions.x[-1] == "2025-07-31"
    assert all(
        "<br>quy đổi: cộng trọn, chính xác" in words for words in conversions.customdata[:-1]
    )
    assert not any("quy đổi" in words for words in reported_line.customdata)
    assert notes_of(chart, "mark") == ["01/07/2025:<br>đổi địa giới"]
    assert notes_of(chart, "origin") == ["Nét đứt: quy đổi: cộng trọn, chính xác"]


def test_numbers_of_the_vintage_itself_say_nothing_of_conversion(context: Context) -> None:
    header = answer(context, area="40", indicator="CQ02", period=AFTER)
    assert "origin" not in columns(header)
    assert "quy đổi" not in header["facts"]


def test_the_map_holds_the_rule_of_every_area_and_the_facts_that_of_the_whole(
    context: Context,
) -> None:
    wish = {"vintage": OLD, "area": "40", "indicator": "CQ02", "period": AFTER, "level": "commune"}
    header = answer(context, **wish)
    assert "origin" in columns(header)
    assert "quy đổi: cộng trọn, chính xác" in header["facts"]
    view = resolve(context, **wish)
    with context.engine.connect() as connection:
        cells = read_slice(connection, view.indicator, view.directory, AFTER)
    codes = origin_codes(cells)
    assert {1, 4} <= set(codes.tolist())  # whole communes, and those weighed by villages
    divided = view.directory.areas["code"][codes == 4].iloc[0]
    pick = answer(context, **wish, selected=divided)
    assert any("ước tính theo số thôn" in words for words in notes_of(pick["chart"], "origin"))


def test_nothing_is_compared_across_a_break_of_the_series(context: Context) -> None:
    view = resolve(context, area="40", indicator="TH01", period="2025")
    assert [each.period for each in view.breaks] == ["2025"]
    assert view.period == "2025"
    assert base_period(view) is None
    header = answer(context, area="40", indicator="TH01", period="2025")
    (mark,) = (each for each in header["chart"]["figure"]["layout"]["annotations"]
               if each["name"] == "mark")  # fmt: skip
    assert mark["x"] == "2025-01-01"
    assert "405/QĐ-BKHCN" in mark["hovertext"]
    assert "before" not in header
    assert "2025" in header["uncompared"]
    assert not any(word in header["chart"]["title"] for word in ("tăng", "giảm", "không đổi"))


def read_csv(served_app: ServedApp, file: str, **query: str) -> pd.DataFrame:
    with urlopen(f"{served_app.url}/xuat/{file}?{urlencode(query)}") as response:
        return pd.read_csv(io.BytesIO(response.read()), sep=";", encoding="utf-8-sig", dtype=str)


def test_exported_numbers_say_how_they_were_made(served_app: ServedApp) -> None:
    here = {"dia-ban": "40", "chi-so": "CQ02"}
    later = {"ky-dia-gioi": OLD, "ky": AFTER, "cap": "commune"}
    table = read_csv(served_app, "so-lieu.csv", **here, **later)
    assert set(table["Cách tính"].dropna()) == {
        "quy đổi: cộng trọn, chính xác",
        "ước tính theo số thôn",
    }
    series = read_csv(served_app, "chuoi.csv", **here)
    kinds = series.set_index("Kỳ")["Cách tính"]
    assert kinds["2025-06"] == "quy đổi: cộng trọn, chính xác"
    assert kinds["2025-07"] == "tổng hợp từ cấp dưới"
    years = read_csv(served_app, "chuoi.csv", **here, **{"tan-suat": "year"})
    assert set(years["Cách tính"]) == {"quy đổi: cộng trọn, chính xác", "gộp các kỳ"}


def test_the_other_vintage_is_laid_beside_by_land_and_told_which_came_first(
    context: Context,
) -> None:
    later = answer(context, area="40", indicator="CQ02", period=AFTER, part="beside")["beside"]
    assert later["earlier"]
    assert later["name"] == "trước 01/07/2025"
    spec = later["spec"]
    assert (spec["vintage"], spec["level"], spec["period"]) == (OLD, "commune", AFTER)
    district = answer(context, vintage=OLD, area="412", indicator="CQ02", part="beside")["beside"]
    assert not district["earlier"]
    assert (district["spec"]["parent"], "former=412" in district["spec"]["slice"]) == ("40", True)


def test_a_merged_province_has_all_that_it_came_of_beside_it(served_app: ServedApp) -> None:
    """New Lào Cai covers old Lào Cai and Yên Bái: both are drawn, with the numbers of both."""
    address = urlencode({"dia-ban": "15", "chi-so": "CQ02", "part": "beside"})
    with urlopen(f"{served_app.url}/view?{address}") as response:
        spec = read_header(response.read())["beside"]["spec"]
    assert (spec["parent"], len(spec["topology"].split())) == ("10,15", 2)
    with urlopen(served_app.url + spec["directory"]) as response:
        directory = json.load(response)
    assert len(directory["codes"]) == 319
    assert directory["codes"] == sorted(directory["codes"])
    with urlopen(served_app.url + spec["slice"]) as response:
        assert read_header(response.read())["n"] == 319


def read_header(body: bytes) -> dict[str, Any]:
    """The JSON that stands before the columns of an answer."""
    length = int.from_bytes(body[4:8], "little")
    header: dict[str, Any] = json.loads(body[8 : 8 + length])
    return header


def test_an_area_names_what_its_number_lacks_from_before(context: Context) -> None:
    """Tân Kỳ was made of four communes; one of them did not report in May 2024."""
    wish = {"area": "40", "indicator": "CQ02", "period": "2024-05"}
    assert answer(context, **wish, selected="17266", part="missing")["missing"] == [
        "Thiếu: Xã Kỳ Sơn"
    ]
    whole = answer(context, **wish, selected=ANH_SON, part="missing")["missing"]
    assert whole == []


def test_a_former_district_has_one_line_across_the_change(context: Context) -> None:
    order = answer(context, area="40", former="412", indicator="CQ02", period="2024-05")
    traces = plotted(order["chart"]["figure"]).data
    assert {each.name for each in traces} == {"Vinh (cũ)"}
    assert [each.line.dash for each in traces if each.mode != "markers"] == [None, "dash"]
    assert "xã cũ đã báo cáo" in order["facts"]


def test_a_former_district_says_which_communes_count_in_part(context: Context) -> None:
    """Six communes of Hà Nội hold land of Hoài Đức and of other districts."""
    header = answer(context, area="01", former="274", indicator="CQ02")
    assert "Gồm 6 xã tính một phần" in header["note"]
    assert "%" in header["note"]
    whole = answer(context, area="40", former="412", indicator="CQ02")
    assert "một phần" not in whole["note"]
