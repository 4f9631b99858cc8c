"""Files of the analysis page: as on the screen, safe in a spreadsheet, read again or refused."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from sqlalchemy import Engine, update

from api.pages import export
from data.load.tables import read_observation_file
from data.store.engine import raise_revision, writing
from data.store.schema import area, indicator, submission
from ioc.area import SINCE_2025
from ioc.errors import LoadRefusedError
from ioc.settings import Settings
from ioc.words.catalogue import say
from server import create_app
from tests.app.api_store import report
from tests.app.site import Site

pytestmark = pytest.mark.same_sql

FORMULAS = (
    '=HYPERLINK("http://evil.example","x")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "  =1+1",
    "＝1+1",
)  # fmt: skip
QUERY = {"dia-ban": "40", "chi-so": "SHARE", "ky": "2025-09", "cap": "commune"}


@pytest.fixture
def site(filled_engine: Engine) -> Site:
    with writing(filled_engine) as connection:
        report(connection, [("T1", "SHARE", "2025-08", 4, 10), ("T2", "SHARE", "2025-08", 3, 5),
                            ("T3", "SHARE", "2025-08", 0, 1), ("T4", "SHARE", "2025-08", 1, 3),
                            ("40003", "SHARE", "2025-08", 10, 40)])  # fmt: skip
        connection.execute(
            update(submission).where(submission.c.kind == "file").values(
                sender="Phòng Văn hoá", file_name="bieu-9.xlsx",
                received_at="2025-10-02T20:00:00+00:00",
            )
        )  # fmt: skip
    return Site(create_app(filled_engine, Settings(var=Path("no-such-folder"))))


def rows_of(site: Site, file: str = "so-lieu.csv", **query: str) -> list[dict[str, str]]:
    answer = site.get(f"/xuat/{file}?{urlencode(QUERY | query)}")
    assert answer.status_code == 200
    english = query.get("lang") == "en"
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter="," if english else ";"))


def test_a_vietnamese_file_opens_in_a_vietnamese_excel(site: Site) -> None:
    answer = site.get(f"/xuat/so-lieu.csv?{urlencode(QUERY)}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    by_code = {row["Mã địa bàn"]: row for row in rows_of(site)}
    assert (by_code["40001"]["Giá trị"], by_code["40001"]["Tử số"]) == ("60,0", "9")
    (english,) = [row for row in rows_of(site, lang="en") if row["Area code"] == "40001"]
    assert english["Value"] == "60.0"


@pytest.mark.both_databases
def test_each_row_says_who_sent_it_or_that_it_was_added_up(site: Site) -> None:
    by_code = {row["Mã địa bàn"]: row for row in rows_of(site)}
    assert by_code["40003"]["Cách tính"] == "tự báo cáo"
    assert by_code["40003"]["Nguồn"] == "Phòng Văn hoá (bieu-9.xlsx), nhận 03/10/2025"
    assert by_code["40001"]["Cách tính"] == by_code["40001"]["Nguồn"] == "tổng hợp từ cấp dưới"
    assert by_code["40004"]["Nguồn"] == by_code["40004"]["Cách tính"] == ""


@pytest.mark.both_databases
def test_rows_come_in_the_order_of_the_screen_with_the_column_they_are_sorted_by(
    site: Site,
) -> None:
    rows = rows_of(site, xep="-change")
    changes = [float(row["So kỳ trước"].replace(",", ".")) for row in rows if row["So kỳ trước"]]
    assert changes
    assert changes == sorted(changes, reverse=True)
    assert not rows[-1]["So kỳ trước"], "rows that are not compared stand last"


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_a_workbook_shows_numbers_as_the_screen_and_says_what_they_mean(
    language: str, site: Site, filled_engine: Engine
) -> None:
    with writing(filled_engine) as connection:
        connection.execute(
            update(area).where(area.c.code == "40003").values(
                lon=105.123456, lat=18.5, population=12_345
            )
        )  # fmt: skip
        raise_revision(connection, "areas", {})
    body = site.get(f"/xuat/so-lieu.xlsx?{urlencode(QUERY | {'lang': language})}").content
    book = openpyxl.load_workbook(io.BytesIO(body))
    heading, *lines = book.worksheets[0].iter_rows()
    code, value, people, change, lon = (
        [each.value for each in heading].index(say(f"export-heading-{name}", language))
        for name in ("code", "shown", "population", "change", "lon")
    )
    (line,) = [row for row in lines if row[code].value == "40003"]
    assert (line[value].value, line[value].number_format) == (50, '#,##0.0"%"')
    assert (line[people].value, line[people].number_format) == (12_345, "#,##0")
    assert (line[lon].value, line[lon].number_format) == (105.12346, "0.00000")
    assert line[change].number_format.startswith("+")
    meaning = book[say("export-sheet_definition", language)]
    terms = {str(row[0].value): str(row[1].value) for row in meaning.iter_rows()}
    assert terms[say("export-term_unit", language)] == "%"
    assert len(terms) > 5
    without = next(row for row in lines if row[code].value == "40004")
    assert without[lon].value is None
    assert without[people].value is None


@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_of_any_file_is_a_formula(name: str, site: Site, filled_engine: Engine) -> None:
    with writing(filled_engine) as connection:
        connection.execute(
            update(area).where(area.c.code == "40003").values(name=name, full_name=name)
        )
        connection.execute(update(indicator).values(unit_vi=name, source_vi=name))
        connection.execute(update(submission).values(sender=name, file_name=name))
        raise_revision(connection, "areas", {})
    for file in ("so-lieu.csv", "chuoi.csv"):
        for row in rows_of(site, file, chon="40003"):
            for text in row.values():
                assert not text.strip().startswith(("=", "+", "@", "＝"))
                assert not text.startswith("-") or text[1:].replace(",", "").isdigit()
    book = site.get(f"/xuat/so-lieu.xlsx?{urlencode(QUERY | {'chon': '40003'})}").content
    names = zipfile.ZipFile(io.BytesIO(book)).namelist()
    for part in (each for each in names if each.startswith("xl/worksheets/")):
        assert b"<f" not in zipfile.ZipFile(io.BytesIO(book)).read(part)
    for sheet in openpyxl.load_workbook(io.BytesIO(book)):
        for cells in sheet.iter_rows():
            for cell in cells:
                assert cell.data_type != "f"
                if str(cell.value).strip() == name.strip():
                    assert cell.quotePrefix


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1f", "\x7f", "\ufffe"])
def test_a_name_with_a_control_character_stops_no_file(
    sign: str, site: Site, filled_engine: Engine
) -> None:
    with writing(filled_engine) as connection:
        connection.execute(
            update(area).where(area.c.code == "40003").values(full_name=f"Xã {sign}Hoà")
        )
        raise_revision(connection, "areas", {})
    for file in ("so-lieu.csv", "so-lieu.xlsx", "chuoi.csv"):
        answer = site.get(f"/xuat/{file}?{urlencode(QUERY)}")
        assert answer.status_code == 200
        assert sign.encode() not in answer.content or file.endswith("xlsx")
    openpyxl.load_workbook(io.BytesIO(site.get(f"/xuat/so-lieu.xlsx?{urlencode(QUERY)}").content))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_areas_reported_is_read_again_and_sums_and_made_up_numbers_are_refused(
    language: str, site: Site, filled_engine: Engine, tmp_path: Path
) -> None:
    answer = site.get(f"/xuat/so-lieu.csv?{urlencode(QUERY | {'lang': language})}")
    lines = answer.content.decode("utf-8-sig").splitlines()
    saved_file = tmp_path / "lai.csv"
    saved_file.write_text("\n".join(lines), encoding="utf-8-sig")
    with filled_engine.connect() as connection, pytest.raises(LoadRefusedError) as refusal:
        read_observation_file(connection, saved_file, vintage=None)
    messages = {problem.message() for problem in refusal.value.problems}
    assert messages == {
        "số tổng hợp, không phải số báo cáo",
        "số liệu minh hoạ, không phải số báo cáo",
    }
    own = [lines[0], *(line for line in lines if "40003" in line)]
    saved_file.write_text("\n".join(own), encoding="utf-8-sig")
    with filled_engine.connect() as connection:
        table = read_observation_file(connection, saved_file, vintage=None)
    assert table.vintage == SINCE_2025.code
    assert table.frame[["period", "numerator", "denominator"]].to_numpy().tolist() == [
        ["2025-09", 20.0, 40.0]
    ]


def test_a_workbook_is_made_once_and_anew_with_the_numbers(
    site: Site, filled_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook of the country takes seconds; asked again it is the one of before, never older."""
    calls: list[int] = []
    real = export.workbook_bytes

    def count_call(*arguments: Any) -> bytes:
        calls.append(1)
        return real(*arguments)

    monkeypatch.setattr(export, "workbook_bytes", count_call)

    def book(**query: str) -> bytes:
        return site.get(f"/xuat/so-lieu.xlsx?{urlencode(QUERY | query)}").content

    first = book()
    assert book() == first
    assert book(nua="1") != b""
    assert len(calls) == 1
    book(lang="en")
    book(ky="2025-08")
    assert len(calls) == 3
    with writing(filled_engine) as connection:
        report(connection, [("40003", "SHARE", "2025-09", 39, 40)])
    sheet = openpyxl.load_workbook(io.BytesIO(book())).worksheets[0]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert 39 in cells
    assert len(calls) == 4
