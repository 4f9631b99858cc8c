"""Files as they come: broken ones are refused in words, whole ones read the same by any reader."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineError

from data.load.files.sheets.cells import CellSheet
from data.load.files.sheets.csv_sheet import open_csv
from data.load.files.sheets.xlsx_sheet import open_xlsx
from ioc.errors import LoadRefusedError, Problem

LIMIT = 10**6


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã xã", "HT01", None, "HT02"])
    sheet.append([16681, 0.5, "1.234", "=1+1"])
    sheet.append([4, None, "x", 7])
    sheet.merge_cells("B1:C1")
    sheet["B2"].number_format = "0.0%"
    hidden = book.create_sheet("Ẩn")
    hidden.append(["Mã xã"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Trống")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(content: bytes) -> list[CellSheet]:
    return open_xlsx(Path("a.xlsx"), content, LIMIT)


def texts(sheet: CellSheet) -> list[list[str]]:
    problems: list[Problem] = []
    columns = sheet.columns(1, 4, problems)
    assert problems == []
    return [[column.text(row) for column in columns] for row in range(len(columns[0].codes))]


def test_only_visible_filled_sheets_are_read_with_percents_and_formulas() -> None:
    (sheet,) = read(workbook())
    assert texts(sheet) == [["16681", "50%", "1.234", "=…"], ["4", "", "x", "7"]]
    assert sheet.head[0] == ["Mã xã", "HT01", "", "HT02"]


def test_a_workbook_that_calamine_refuses_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    (expected,) = read(workbook())

    class Refusing:
        @staticmethod
        def from_filelike(_stream: object) -> object:
            raise CalamineError("refused")

    monkeypatch.setattr("data.load.files.sheets.xlsx_sheet.CalamineWorkbook", Refusing)
    (sheet,) = read(workbook())
    assert (texts(sheet), sheet.head) == (texts(expected), expected.head)
    assert sheet.merges == expected.merges


def test_a_broken_workbook_is_refused_in_words() -> None:
    whole = workbook()
    for cut in range(10, len(whole) - 1, len(whole) // 40):
        with pytest.raises(LoadRefusedError, match=r"hỏng|không phải sổ tính"):
            read(whole[:cut])


def test_damage_inside_a_workbook_never_escapes_as_another_error() -> None:
    whole = workbook()
    for place in range(30, len(whole), len(whole) // 60):
        damaged = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        try:
            read(damaged)
        except LoadRefusedError as refused:
            assert refused.problems[0].fix()


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(LoadRefusedError, match="giải nén"):
        open_xlsx(Path("a.xlsx"), workbook(), 10)


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    try:
        sheet = open_csv(Path("a.csv"), content)
    except LoadRefusedError as refused:
        assert refused.problems[0].fix()
        return
    problems: list[Problem] = []
    columns = sheet.columns(0, max(map(len, sheet.head)), problems)
    assert len({len(column.codes) for column in columns}) <= 1


@pytest.mark.parametrize("rows_before", [0, 100])
def test_an_open_quote_is_named(rows_before: int) -> None:
    content = "a,b\n" + "1,2\n" * rows_before + '"x,1\n' + "y,2,3\n" * 40_000
    with pytest.raises(LoadRefusedError, match="nháy kép"):
        open_csv(Path("a.csv"), content.encode()).columns(1, 2, [])


def test_excels_separator_line_is_obeyed() -> None:
    sheet = open_csv(Path("a.csv"), "sep=;\na;b,c\n1;2,5\n".encode("utf-16"))
    assert (sheet.delimiter, sheet.encoding) == (";", "utf-16")
    assert [column.text(0) for column in sheet.columns(2, 2, [])] == ["1", "2,5"]


def test_quoted_line_breaks_keep_the_records_counted_as_a_spreadsheet_counts() -> None:
    sheet = open_csv(Path("a.csv"), b'"title\nin two lines",\na,b\n1,"x\ny"\n\n2,z\n')
    assert len(sheet.head) == 5
    columns = sheet.columns(2, 2, [])
    assert [columns[0].text(row) for row in range(3)] == ["1", "", "2"]
    assert columns[1].text(0) == "x\ny"
