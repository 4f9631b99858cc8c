"""Long and wide tables, every encoding, workbooks: each reads the same."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection, Engine

from data.load.catalogue.catalogue import load_catalogue
from data.load.tables import read_observation_file
from data.store.engine import writing
from data.store.schema import area, vintage, vintage_scope
from tests.store.load_files.forms.tables import LONG, NEW, OLD, TODAY, Read, Refuse, workbook


def test_a_long_table_becomes_one_row_per_reported_cell(read: Read, cells: Any) -> None:
    table = read(LONG)
    assert cells(table) == [
        ("HT01", "16681", "2025-12", 98, 100, None),
        ("HT02", "16681", "2025-12", 0, None, None),  # a reported zero; HT03 is not reported
    ]
    assert table.frame.dtypes.astype(str).to_dict() == {
        "area_id": "int64",
        "indicator_id": "int64",
        "period": "str",
        "numerator": "float64",
        "denominator": "float64",
        "value": "float64",
    }
    assert (table.vintage, table.vintage_named) == (NEW, False)
    assert (table.recognition.form, table.recognition.delimiter) == ("long", ";")
    assert (table.counts.rows, table.counts.reported_cells, table.counts.not_reported) == (2, 2, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_usual_encoding_and_delimiter_reads_the_same(
    read: Read, cells: Any, encoding: str, delimiter: str, ending: str
) -> None:
    text = LONG.replace(";", delimiter).replace("\n", ending)
    if encoding == "cp1258":
        # Windows-1258 writes some marks as letters of their own: as Vietnamese Windows does.
        content = b"".join(_in_1258(letter) for letter in text)
    else:
        content = text.encode(encoding)
    table = read(content)
    assert [cell[:4] for cell in cells(table)] == [
        ("HT01", "16681", "2025-12", 98),
        ("HT02", "16681", "2025-12", 0),
    ]
    assert table.recognition.delimiter == delimiter
    expected = {"cp1258": "windows-1258"}.get(encoding, encoding)
    assert table.recognition.encoding == expected


def _in_1258(letter: str) -> bytes:
    """Write a letter as Vietnamese Windows does: the tone after it, as a sign of its own."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        base = "".join(part for part in parts if part not in tones)
        return (unicodedata.normalize("NFC", base) + tones).encode("cp1258")


WIDE = (
    "UBND TỈNH NGHỆ AN;;;;;\n"
    "BÁO CÁO THÁNG 12 NĂM 2025;;;;;\n"
    ";;;;;\n"
    "STT;Mã xã;Tên xã;HT01 – tử số;HT01 – mẫu số;HT02\n"
    "(1);(2);(3);(4);(5);(6)\n"
    "1;16681;Phường Thành Vinh;98;100;2\n"
    "2;16690;Phường Trường Vinh;-;100;…\n"
    "3;16702;Phường Vinh Phú;1.090;1.100;10\n"
    ";;Tổng cộng;1.188;1.300;12\n"
    ";;Người lập biểu;;;\n"
)


def test_indicators_across_under_titles_with_a_total_row(read: Read, cells: Any) -> None:
    table = read(WIDE, vintage="2025-07-01")
    assert cells(table) == [
        ("HT01", "16681", "2025-12", 98, 100, None),
        ("HT01", "16702", "2025-12", 1090, 1100, None),
        ("HT02", "16681", "2025-12", 2, None, None),
        ("HT02", "16702", "2025-12", 10, None, None),
    ]
    assert table.recognition.form == "wide-indicators"
    assert (table.recognition.header_row, table.counts.total_rows) == (4, 1)
    assert table.vintage_named
    # The total of denominators counts the commune that did not report: said, not hidden.
    assert [(w.row, w.column) for w in table.warnings] == [
        (None, ""),  # one commune gave a denominator and no numerator
        (8, "HT01 – tử số"),  # 1.090 was taken for 1090: said as well
        (8, "HT01 – mẫu số"),
        (9, "HT01 – mẫu số"),
    ]


def test_periods_across_for_one_indicator(read: Read, cells: Any) -> None:
    text = (
        "Xã,Tháng 11/2025,T12/2025\n"
        'Phường Thành Vinh,"94,7%",95\n'
        "Phường Trường Vinh,,x\n"
        "Toàn tỉnh,94,95\n"
    )
    table = read(text, indicator="CQ02", vintage=NEW)
    assert cells(table) == [
        ("CQ02", "16681", "2025-11", None, None, 94.7),
        ("CQ02", "16681", "2025-12", None, None, 95),
    ]
    assert (table.recognition.form, table.counts.not_reported) == ("wide-periods", 2)


def test_two_heading_rows_and_years_in_the_title(read: Read, cells: Any) -> None:
    text = (
        "HT02 HT01 năm 2025,,,,,\n"
        "Mã xã,Tên xã,Tháng 11,,Tháng 12,\n"
        ",,Tử số,Mẫu số,Tử số,Mẫu số\n"
        "16681,Thành Vinh,97,100,98,100\n"
    )
    table = read(text, indicator="HT01", vintage=NEW)
    assert cells(table) == [
        ("HT01", "16681", "2025-11", 97, 100, None),
        ("HT01", "16681", "2025-12", 98, 100, None),
    ]


def test_the_examples_of_the_documentation_load(shipped_engine: Engine, root: Path) -> None:
    examples = sorted((root / "docs" / "examples").glob("*.csv"))
    assert len(examples) >= 3
    for path in examples:
        with shipped_engine.connect() as connection:
            table = read_observation_file(connection, path, vintage=NEW, today=TODAY)
        assert len(table.frame) > 0, path.name


def test_an_xlsx_table_reads_like_its_csv(read: Read, cells: Any) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Báo cáo tháng 12 năm 2025"])
        sheet.merge_cells("A1:F1")
        sheet.append(["Mã xã", "Tên xã", "HT01", None, "HT02", "CQ02"])
        sheet.append([None, None, "Tử số", "Mẫu số", None, None])
        sheet.merge_cells("C2:D2")
        sheet.append([16681, "Phường Thành Vinh", 98, "1.100,0", 2, 0.947])
        sheet.append(["16690", "Phường Trường Vinh", 2, 3, 0, None])
        sheet["F4"].number_format = "0.0%"

    table = read(workbook(fill), "bieu.xlsx", vintage=NEW)
    assert cells(table) == [
        ("CQ02", "16681", "2025-12", None, None, 94.7),
        ("HT01", "16681", "2025-12", 98, 1100, None),
        ("HT01", "16690", "2025-12", 2, 3, None),
        ("HT02", "16681", "2025-12", 2, None, None),
        ("HT02", "16690", "2025-12", 0, None, None),
    ]


def test_dates_that_excel_made_of_months_are_months(read: Read, cells: Any) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Mã chỉ tiêu", "Mã tỉnh", "Kỳ", "Giá trị"])
        sheet.append(["HT02", "40", date(2025, 12, 1), 63])

    table = read(workbook(fill), "bieu.xlsx", vintage=NEW)
    assert cells(table) == [("HT02", "40", "2025-12", 63, None, None)]


def test_a_workbook_with_two_tables_wants_the_sheet_named(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    def fill(sheet: Worksheet) -> None:
        for title, value in (("Tháng 11", 1), ("Tháng 12", 2)):
            assert sheet.parent
            other = sheet.parent.create_sheet(title)
            other.append(["indicator", "Mã tỉnh", "Kỳ", "Giá trị"])
            other.append(["HT02", "40", "2025-12", value])

    content = workbook(fill)
    problems = refuse(content, "bieu.xlsx", vintage=NEW)
    assert "“Tháng 11”, “Tháng 12”" in problems[0].message()
    assert cells(read(content, "bieu.xlsx", vintage=NEW, sheet="Tháng 12"))[0][3] == 2
    assert "Tháng 11" in refuse(content, "bieu.xlsx", vintage=NEW, sheet="Quý 1")[0].fix()


def test_reading_is_the_same_on_both_databases(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as connection:
        load_catalogue(connection)
        _few_areas(connection)
    path = tmp_path / "bieu.csv"
    path.write_text(
        "indicator,Xã,Thôn,period,numerator,denominator\n"
        "HT01,Thành Vinh,,2025-12,4,5\nHT01,Thành Vinh,Thôn 1,2025-12,1,1\n",
        encoding="utf-8",
    )
    with engine.connect() as connection:
        table = read_observation_file(connection, path, vintage=None, today=TODAY)
    assert table.vintage == NEW
    assert table.frame["area_id"].tolist() == [2, 3]


def _few_areas(connection: Connection) -> None:
    connection.execute(
        vintage.insert(),
        [
            {
                "code": OLD,
                "valid_from": OLD,
                "valid_to": "2025-06-30",
                "name_vi": "",
                "name_en": "",
            },
            {"code": NEW, "valid_from": NEW, "valid_to": None, "name_vi": "", "name_en": ""},
        ],
    )
    connection.execute(
        vintage_scope.insert(),
        [
            {"vintage": vintage_code, "province_code": "40", "area_vintage": vintage_code}
            for vintage_code in (OLD, NEW)
        ],
    )
    for id_, when, code, level, name in (
        (1, OLD, "16681", "commune", "Phường Quang Trung"),
        (2, NEW, "16681", "commune", "Phường Thành Vinh"),
        (3, NEW, "NA-00001", "village", "Thôn 1"),
        (4, NEW, "NA-00002", "village", "Thôn 2"),
    ):
        connection.execute(
            area.insert().values(
                id=id_,
                unit_id=id_,
                vintage=when,
                code=code,
                level=level,
                parent_code="16681" if level == "village" else None,
                province_code="40",
                name=name.removeprefix("Phường "),
                full_name=name,
                search_name=name.lower(),
                source="test",
                is_demo=False,
                ordinal=0,
            )
        )
