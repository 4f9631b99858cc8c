"""Officials' tables of every form → checked observations, or every fault at once."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection, Engine

from data.load.catalogue import load_catalogue
from data.load.tables import CheckedTable, read_observation_file
from data.schema import area, vintage, vintage_scope
from data.store import writing
from ioc.errors import Problem

TODAY = date(2026, 1, 20)
NEW, OLD = "2025-07-01", "2025-03-01"


Read = Callable[..., CheckedTable]
Refuse = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def stored(shipped_engine: Engine) -> Engine:
    return shipped_engine


def workbook(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def places(problems: tuple[Problem, ...]) -> list[tuple[int | None, str, str]]:
    return [(problem.row, problem.column, problem.value) for problem in problems]


LONG = (
    "Mã chỉ tiêu;Mã xã;Tên xã;Kỳ;Tử số;Mẫu số\n"
    "HT01;16681;Phường Thành Vinh;12/2025;98;100\n"
    "HT02;16681;Phường Thành Vinh;Tháng 12/2025;0;\n"
    "HT03;16681;Phường Thành Vinh;T12/2025;;\n"
)


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
    assert (table.recognised.form, table.recognised.delimiter) == ("long", ";")
    assert (table.counts.rows, table.counts.reported, table.counts.not_reported) == (2, 2, 1)


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
    assert table.recognised.delimiter == delimiter
    expected = {"cp1258": "windows-1258"}.get(encoding, encoding)
    assert table.recognised.encoding == expected


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
    assert table.recognised.form == "wide-indicators"
    assert (table.recognised.header_row, table.counts.total_rows) == (4, 1)
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
    assert (table.recognised.form, table.counts.not_reported) == ("wide-periods", 2)


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


def test_the_examples_of_the_documentation_load(stored: Engine, root: Path) -> None:
    examples = sorted((root / "docs" / "examples").glob("*.csv"))
    assert len(examples) >= 3
    for path in examples:
        with stored.connect() as connection:
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


def test_formula_errors_merged_cells_and_uncomputed_formulas_are_refused(refuse: Refuse) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Mã chỉ tiêu", "Mã tỉnh", "Kỳ", "Tử số", "Mẫu số"])
        sheet.append(["HT01", "40", "2025-12", "#N/A", 100])
        sheet["D2"].data_type = "e"
        sheet.append(["HT01", "38", "2025-12", "=1+1", 100])
        sheet.append(["HT01", "42", "2025-12", 3, 100])
        sheet.append(["HT01", "44", "2025-12", None, 100])
        sheet.merge_cells("D4:D5")

    problems = refuse(workbook(fill), "bieu.xlsx", vintage=NEW)
    assert places(problems) == [(2, "Tử số", "#N/A"), (3, "Tử số", "=…"), (4, "D4:D5", "3")]
    assert all(problem.sheet == "Sheet" and problem.mend for problem in problems)


def test_every_bad_cell_is_named_at_once(refuse: Refuse) -> None:
    text = (
        "indicator,area,period,numerator,denominator\n"
        "HT01,40,2025-11,abc,100\n"
        "HT01,40,2025-10,inf,100\n"
        "HT01,40,2025-09,-1,100\n"
        "HT01,40,2025-08,101,100\n"
        "HT01,40,2025-07,1,0\n"
        "ZZ99,40,2025-07,1,2\n"
        "HT01,99,2025-12,1,2\n"
        "HT01,38,2025-13,1,2\n"
        "HT01,38,2025-Q3,1,2\n"
        "HT01,38,2026-02,1,2\n"
        "HT01,38,2025-12,1,\n"
        "HT01,42,2025-12,1,2\n"
        "HT01,42,2025-12,1,3\n"
        "TH01,16681,2024,0.5,\n"
        "HT01,,2025-12,1,3\n"
        "HT01,44,2025-12,12%,30\n"
    )
    problems = refuse(text, vintage=NEW)
    expected = [
        (2, "numerator", "abc"),
        (3, "numerator", "inf"),
        (4, "numerator", "-1"),
        (5, "numerator", "101"),
        (6, "denominator", "0"),
        (7, "indicator", "ZZ99"),
        (8, "area", "99"),
        (9, "period", "2025-13"),
        (10, "period", "2025-Q3"),
        (11, "period", "2026-02"),
        (12, "numerator", "1"),
        (14, "numerator", "1"),
        (15, "area", "16681"),
        (16, "area", ""),
        (17, "numerator", "12%"),
    ]
    assert [place for place in places(problems) if place[0] is not None and place[0] != 6] == [
        place for place in expected if place[0] != 6
    ]
    assert {place for place in places(problems) if place[0] == 6} <= {
        (6, "denominator", "0"),
        (6, "numerator", "1"),
    }
    assert all(
        problem.file == "bieu.csv" and problem.message and problem.mend for problem in problems
    )
    assert "dòng 13" in problems[-4].message


def test_a_wrong_file_is_one_clear_line(refuse: Refuse) -> None:
    empty_book = workbook(lambda sheet: None)
    for content, name, words in (
        (b"", "a.csv", "tệp rỗng"),
        (b"\n \n", "a.csv", "tệp rỗng"),
        (empty_book, "a.xlsx", "tệp rỗng"),
        (empty_book, "a.csv", "không đúng với đuôi"),
        (LONG.encode(), "a.xlsx", "không đúng với đuôi"),
        (b"PK\x03\x04 broken", "a.xlsx", "không phải sổ tính XLSX"),
        (b"%PDF-1.7", "a.csv", "PDF"),
        (bytes(range(256)), "a.csv", "không phải văn bản"),
        (LONG.encode(), "a.ods", "không nhận đuôi"),
        ("một,hai\n1,2\n", "a.csv", "không tìm thấy bảng"),
        (LONG.split("\n")[0], "a.csv", "không có ô số liệu nào"),
    ):
        problems = refuse(content, name)
        assert len(problems) == 1, (name, problems)
        assert words in problems[0].message, problems[0].message
        assert problems[0].mend
    assert "quá lớn" in refuse(LONG, max_bytes=100)[0].message


def test_a_small_number_of_decimals_is_decided_by_its_column_or_file(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    text = "indicator;area;period;numerator;denominator\nHT01;40;2025-12;{};{}\n"
    assert cells(read(text.format("1.234", "3.806,0"), vintage=NEW))[0][3:5] == (1234, 3806)
    assert cells(read(text.format("1,234", "3,806.0"), vintage=NEW))[0][3:5] == (1234, 3806)
    # Villages are whole: the mark of both can only stand between thousands.
    assert cells(read(text.format("1.234", "3.806"), vintage=NEW))[0][3:5] == (1234, 3806)
    ratio = "indicator;area;period;value\nHT07;40;2025-12;1.234\n"
    assert places(refuse(ratio, vintage=NEW)) == [(2, "value", "1.234")]


def test_codes_that_lost_their_zeros_are_read_by_their_level(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    rows = "HT02,4,2025-12,1\nHT02,25,2025-12,2\nHT02,16681,2025-12,3\n"
    for heading in ("Mã xã", "area"):
        table = read(f"indicator,{heading},period,value\n{rows}", vintage=NEW)
        assert [cell[1] for cell in cells(table)] == ["00004", "00025", "16681"]
    # 4 alone may be Cao Bằng (04) or Phường Ba Đình (00004): nobody guesses.
    problems = refuse("indicator,area,period,value\nHT02,4,2025-12,1\n", vintage=NEW)
    assert any("mất số 0" in problem.message for problem in problems)


def test_the_vintage_is_proposed_refused_or_asked_for(read: Read, refuse: Refuse) -> None:
    old = "indicator,Mã xã,Tên xã,period,value\nHT02,16681,Phường Quang Trung,2025-05,1\n"
    assert read(old).vintage == OLD
    problems = refuse(old, vintage=NEW)
    assert "0,0%" in problems[0].message
    assert OLD in problems[0].message
    assert problems[1].column == "Tên xã"

    bare = "indicator,Mã xã,period,value\nHT02,16681,{},1\n"
    both = refuse(bare.format("2025-05"))
    assert len(both) == 1
    assert OLD in both[0].message
    assert NEW in both[0].message
    assert "--vintage" in both[0].mend
    assert read(bare.format("2025-05"), vintage="2025-06-30").vintage == OLD
    # In September 2025 the old commune no longer was.
    assert read(bare.format("2025-09")).vintage == NEW

    province = "indicator,Mã tỉnh,Tỉnh,period,value\nHT02,15,{},2025-05,1\n"
    assert read(province.format("Yên Bái")).vintage == OLD
    assert read(province.format("Lào Cai")).vintage == NEW


def test_a_vintage_column_names_the_vintage(read: Read, refuse: Refuse) -> None:
    text = "Địa giới,indicator,Mã xã,period,value\n{},HT02,16681,2025-05,1\n"
    assert read(text.format("2025-06-30")).vintage == OLD
    assert read(text.format("2025-06-30")).vintage_named
    assert "--vintage" in refuse(text.format("2025-06-30"), vintage=NEW)[0].message
    mixed = text.format(OLD) + f"{NEW},HT02,16690,2025-05,1\n"
    assert "2 kỳ địa giới" in refuse(mixed)[0].message


def test_numbers_that_nobody_reported_in_this_vintage_are_not_loaded(
    read: Read, refuse: Refuse
) -> None:
    """A file that the program wrote says which numbers it brought over; they are no reports."""
    head = "Chỉ tiêu;Mã xã;Kỳ;Tử số;Mẫu số;Cách quy đổi\n"
    row = "CQ02;17329;2025-09;5;10;{}\n"
    assert len(read(head + row.format("reported"), vintage=NEW).frame) == 1
    (fault,) = refuse(head + row.format("exact"), vintage=NEW)
    assert (fault.row, fault.column, fault.value) == (2, "Cách quy đổi", "exact")
    assert "quy đổi" in fault.message


def test_names_are_found_with_their_district_and_without_diacritics(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    head = "indicator,Tỉnh,Huyện,Xã,period,value\n"
    table = read(
        head
        + "HT02,Nghệ An,Quỳnh Lưu,Tân Sơn,2025-05,1\n"
        + "HT02,nghe an,Huyen Do Luong,xa tan son,2025-05,2\n",
        vintage=OLD,
    )
    assert [cell[1] for cell in cells(table)] == ["17140", "17674"]
    problems = refuse("indicator,Xã,period,value\nHT02,Tân Sơn,2025-05,1\n", vintage=OLD)
    assert any("cùng tên" in problem.message for problem in problems)
    wrong = refuse(head + "HT02,Nghệ An,Đô Lương,Sơn Tân,2025-05,1\n", vintage=OLD)
    assert ("Xã", "Sơn Tân") in {(problem.column, problem.value) for problem in wrong}


def test_weak_signal_is_divided_by_the_villages_that_have_signal(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    """Tuyên Quang, 01/2026: 91 of 3,802 without signal; 182 weak of 3,711."""
    text = (
        "indicator;area;period;numerator;denominator\n"
        "HT01;08;2026-01;3711;3802\nHT02;08;2026-01;91;\nHT03;08;2026-01;182;{}\n"
    )
    late = date(2026, 2, 10)
    assert cells(read(text.format(3711), vintage=NEW, today=late))[2][3:5] == (182, 3711)
    problems = refuse(text.format(3802), vintage=NEW, today=late)
    assert places(problems) == [(4, "denominator", "3802")]
    assert "3.711 = 3.802" in problems[0].message
    beside = (
        "indicator;area;period;numerator;denominator\n"
        "HT02;08;2026-01;91;3802\nHT03;08;2026-01;182;3802\n"
    )
    assert places(refuse(beside, vintage=NEW, today=late)) == [(3, "denominator", "3802")]


def test_duplicates_open_periods_and_empty_ratios_are_remarked(read: Read, cells: Any) -> None:
    table = read(
        "indicator,area,period,numerator,denominator\n"
        "HT01,40,2026-01,1,2\nHT01,40,2026-01,1,2\nCQ02,40,2025-12,0,0\n",
        vintage=NEW,
    )
    assert cells(table) == [
        ("CQ02", "40", "2025-12", 0, 0, None),
        ("HT01", "40", "2026-01", 1, 2, None),
    ]
    said = [warning.message for warning in table.warnings]
    assert any("chưa kết thúc" in message for message in said)
    assert any("trùng y hệt" in message and "dòng 2" in message for message in said)
    assert any("0/0" in message for message in said)


def test_medians_scores_counts_and_ready_ratios_stand_where_the_store_wants_them(
    read: Read, cells: Any
) -> None:
    table = read(
        "indicator,area,period,numerator,denominator,value\n"
        "HT07,40,2025-12,31,,48.29\n"  # the numerator is the number of samples
        "CQ09,40,2025-12,86.97,,\n"
        "HT08,40,2025-Q4,,,8500\n"
        "CQ02,40,2025-12,,,66.47%\n"
        "CQ03,40,2025-12,40,100,40.0\n",
        vintage=NEW,
    )
    assert cells(table) == [
        ("CQ02", "40", "2025-12", None, None, 66.47),
        ("CQ03", "40", "2025-12", 40, 100, None),
        ("CQ09", "40", "2025-12", None, None, 86.97),
        ("HT07", "40", "2025-12", 31, None, 48.29),
        ("HT08", "40", "2025-Q4", 8500, None, None),
    ]


def test_ragged_rows_and_blank_lines_keep_their_row_numbers(read: Read, refuse: Refuse) -> None:
    text = "indicator,area,period,value,Ghi chú\nHT02,40,2025-12,1\n\nHT02,38,2025-12,2,x\n"
    assert len(read(text, vintage=NEW).frame) == 2
    assert places(refuse(text + "HT02,42,2025-12,y\n", vintage=NEW)) == [(5, "value", "y")]
    extra = refuse(text + "HT02,42,2025-12,3,,thừa\n", vintage=NEW)
    assert places(extra) == [(5, "F", "thừa")]


def test_many_faults_are_counted_beyond_the_limit(refuse: Refuse) -> None:
    rows = "".join(f"HT02,40,{year}-01,x1\n" for year in range(1990, 2020))
    problems = refuse(f"indicator,area,period,value\n{rows}", vintage=NEW, max_problems=5)
    assert len(problems) == 6
    assert "25" in problems[-1].message


def test_a_workbook_with_two_tables_wants_the_sheet_named(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    def fill(sheet: Worksheet) -> None:
        for title, value in (("Tháng 11", 1), ("Tháng 12", 2)):
            other = sheet.parent.create_sheet(title)
            other.append(["indicator", "Mã tỉnh", "Kỳ", "Giá trị"])
            other.append(["HT02", "40", "2025-12", value])

    content = workbook(fill)
    problems = refuse(content, "bieu.xlsx", vintage=NEW)
    assert "“Tháng 11”, “Tháng 12”" in problems[0].message
    assert cells(read(content, "bieu.xlsx", vintage=NEW, sheet="Tháng 12"))[0][3] == 2
    assert "Tháng 11" in refuse(content, "bieu.xlsx", vintage=NEW, sheet="Quý 1")[0].mend


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
        [{"vintage": age, "province_code": "40", "area_vintage": age} for age in (OLD, NEW)],
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


@pytest.mark.parametrize("period", ["1/1/0001", "0001-01", "12/1899", "01/1900", "2101-01"])
def test_a_date_that_stands_for_none_is_no_period(refuse: Refuse, period: str) -> None:
    text = f"indicator,vintage,area,period,numerator,denominator\nHT01,{NEW},40,{period},1,2\n"
    (problem,) = refuse(text)
    assert (problem.row, problem.column) == (2, "period")
    assert "1990 đến 2100" in problem.message


@pytest.mark.parametrize("number", ["1" + "0" * 16, "1e300", "0.0000000001"])
def test_numbers_that_nobody_can_have_counted_are_refused(refuse: Refuse, number: str) -> None:
    problems = refuse(f"indicator,area,period,numerator,denominator\nHT01,40,2025-11,0,{number}\n")
    assert [(each.row, each.column) for each in problems] == [(2, "denominator")]


def test_counts_without_a_denominator_load_as_counts(read: Read, cells: Any) -> None:
    """What was published and no rate: firms, teams, members, products; a share alone; a rank."""
    text = (
        "Mã chỉ tiêu;Mã tỉnh;Tên tỉnh;Kỳ;Giá trị\n"
        "KT04;11;Điện Biên;Quý IV/2022;1.087\n"
        "XH09;11;Điện Biên;Quý IV/2022;1.000\n"
        "XH10;11;Điện Biên;Quý IV/2022;5.500\n"
        "KT06;11;Điện Biên;Quý IV/2022;98\n"
        "KT07;40;Nghệ An;2022;7,38%\n"
        "KT08;40;Nghệ An;2022;32\n"
    )
    table = read(text, vintage=OLD)
    assert cells(table) == [
        ("KT04", "11", "2022-Q4", 1087, None, None),
        ("KT06", "11", "2022-Q4", 98, None, None),
        ("KT07", "40", "2022", None, None, 7.38),
        ("KT08", "40", "2022", None, None, 32),
        ("XH09", "11", "2022-Q4", 1000, None, None),
        ("XH10", "11", "2022-Q4", 5500, None, None),
    ]


@pytest.mark.parametrize("code", ["HT11", "CQ14", "GD02", "TH04", "TH05", "TH13"])
def test_each_new_share_takes_its_parts(read: Read, cells: Any, code: str) -> None:
    period = {"GD02": "2025-H2"}.get(code, "2025-12" if code[:2] == "TH" else "2025-Q4")
    text = (
        f"indicator;area code;area;period;numerator;denominator\n{code};40;Nghệ An;{period};7;10\n"
    )
    assert cells(read(text, vintage=NEW)) == [(code, "40", period, 7, 10, None)]
