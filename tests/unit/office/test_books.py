"""Sheets of every kind of file are read as they are: texts, numbers, formats, what is hidden."""

from __future__ import annotations

import math
import zipfile
from datetime import datetime
from io import BytesIO

import pytest

from data.load.files.sheets.cells import CellSheet
from data.load.office.book import open_book, read_book
from ioc.errors import LoadRefusedError
from tests.unit.office.drafts import Formatted, SheetDraft, write

KINDS = (".xlsx", ".xls", ".ods")


def draft() -> list[SheetDraft]:
    sheet = SheetDraft("Biểu 1")
    sheet.merge(0, 0, 0, 3, "Tỷ lệ thôn có sóng")
    sheet.row(1, "Xã Hòa Bình", 12, Formatted(0.947, "0.0%"), Formatted(4, "00000"))
    sheet.row(2, "Xã ẩn", 3.5, datetime(2026, 9, 1), Formatted(None, formula="=1+1"))
    sheet.hidden_rows.add(2)
    sheet.hidden_columns.add(3)
    hidden = SheetDraft("Nháp", is_hidden=True)
    hidden.row(0, "x", 1)
    return [sheet, hidden]


def line(sheet: CellSheet, row: int) -> list[str]:
    return [column.text(row) for column in sheet.whole]


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_is_read_as_it_is(kind: str) -> None:
    book = read_book(f"a{kind}", write(draft(), kind))
    sheet, hidden = book.sheets
    assert (sheet.name, sheet.is_hidden, hidden.name, hidden.is_hidden) == (
        "Biểu 1", False, "Nháp", True,
    )  # fmt: skip
    assert sheet.merges == ((0, 0, 0, 3),)
    assert line(sheet, 0)[0] == "Tỷ lệ thôn có sóng"
    assert line(sheet, 1)[:3] == ["Xã Hòa Bình", "12", "94.7%"]
    percent = sheet.whole[2]
    assert percent.numbers is not None and percent.numbers[percent.codes[1]] == pytest.approx(94.7)
    assert line(sheet, 2)[:3] == ["Xã ẩn", "3.5", "2026-09-01"]
    assert sheet.hidden_rows == {2} and sheet.hidden_columns == {3}


@pytest.mark.parametrize("kind", [".xlsx", ".xls"])
def test_zeros_of_a_format_and_formulas_without_value(kind: str) -> None:
    sheet = read_book(f"a{kind}", write(draft(), kind)).sheets[0]
    assert line(sheet, 1)[3] == "00004"
    assert line(sheet, 2)[3].startswith("=…")
    last = sheet.whole[3]
    assert last.numbers is not None and math.isnan(last.numbers[last.codes[2]])


def test_a_csv_file_is_read_with_its_letters() -> None:
    sheet = SheetDraft()
    sheet.row(0, "Mã xã", "Tên xã", "Số thôn trắng sóng")
    sheet.row(1, "00004", "Phường Thành Vinh", "1.234,5")
    sheet.row(2, "dòng dài", "x", "1", "2", "3")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "windows-1258", "tcvn3"):
        book = read_book("a.csv", write([sheet], ".csv", encoding))
        assert line(book.sheets[0], 1)[:3] == ["00004", "Phường Thành Vinh", "1.234,5"], encoding
        assert line(book.sheets[0], 2) == ["dòng dài", "x", "1", "2", "3"]


def test_the_end_of_an_ods_sheet_is_no_content() -> None:
    content = write(draft(), ".ods")
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "content.xml":
                row = b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
                row += b'table:number-columns-repeated="16384"/></table:table-row></table:table>'
                part = part.replace(b"</table:table>", row, 1)
            new.writestr(name, part)
    sheet = read_book("a.ods", stream.getvalue()).sheets[0]
    assert len(sheet.whole[0].codes) == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 5000),
        ("a.xls", b"<html><table></table></html>"),
        ("a.ods", b"PK\x03\x04broken"),
        ("a.ods", b"no zip"),
        ("a.pdf", b"%PDF-1.4"),
        ("a.csv", b""),
        ("a.csv", b"%PDF-1.4"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(name: str, content: bytes) -> None:
    with pytest.raises(LoadRefusedError):
        open_book(name, content)


def test_a_repetition_of_millions_of_cells_is_refused() -> None:
    content = write(draft(), ".ods")
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(
                b"<table:table-row", b'<table:table-row table:number-rows-repeated="1000000"', 3
            )
            new.writestr(name, part)
    with pytest.raises(LoadRefusedError):
        open_book("a.ods", stream.getvalue())
