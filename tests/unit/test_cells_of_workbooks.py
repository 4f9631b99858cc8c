"""What a cell of a workbook shows is what is read, whoever wrote the file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from data.load.files.sheets.cells import CellSheet
from data.load.files.sheets.xlsx_sheet import open_xlsx
from tests.unit.test_hostile_workbooks import MAIN, workbook


def styles(code: str) -> str:
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="200" formatCode={quoteattr(code)}/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    )


def read(content: bytes) -> CellSheet:
    (sheet,) = open_xlsx(Path("a.xlsx"), content, 2**24)
    return sheet


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("0.0%", 0.947, "94.7%"),
        ("[Red]0%", 0.5, "50%"),
        ("[$-42A]0.00%", 0.5, "50%"),
        ('0.0" %"', 94.7, "94.7%"),
        ("0.0\\%", 94.7, "94.7%"),
        ('0.0"%"', 0.6, "0.6%"),
        ("0.0_%", 94.7, "94.7"),
        ("0*%", 94.7, "94.7"),
        ("0.0%;[Red]-0.0%", -0.1, "-10%"),
        ("0.0;0.0%", 0.5, "0.5"),
        ("[>1]0.0;0.0%", 0.5, "50%"),
        ('0.0%;;"không có"', 0, "0"),
        ("0%%", 0.5, "5000%"),
        ("#,##0", 1234567, "1234567"),
        ("#,##0,", 1234567, "1234567"),
        ("General", 0.947, "0.947"),
        ("%" * 1000, 1, "1000000%"),
    ],
)
def test_a_number_format_scales_what_it_shows_and_no_more(
    code: str, number: float, text: str
) -> None:
    cell = f'<sheetData><row r="1"><c r="A1" s="1"><v>{number}</v></c></row></sheetData>'
    assert read(workbook(cell, styles=styles(code))).head == [[text]]


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_without_their_place_are_behind_the_one_before(quote: str, prefix: str) -> None:
    x = prefix
    sheet = (
        f"<{x}sheetData><{x}row><{x}c><{x}v>1</{x}v></{x}c>"
        f"<{x}c s={quote}1{quote}><{x}v>0.5</{x}v></{x}c></{x}row>"
        f"<{x}row r={quote}3{quote}><{x}c r={quote}B3{quote}><{x}v>2</{x}v></{x}c>"
        f"<{x}c s={quote}1{quote}><{x}v>0.25</{x}v></{x}c></{x}row></{x}sheetData>"
    )
    assert read(
        _with_sheet(f'<{x}worksheet xmlns{":x" if x else ""}="{MAIN}">{sheet}</{x}worksheet>')
    ).head == [["1", "50%", ""], ["", "", ""], ["", "2", "25%"]]


def _with_sheet(sheet: str) -> bytes:
    plain = zipfile.ZipFile(io.BytesIO(workbook("", styles=styles("0%"))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in plain.namelist():
            body = plain.read(name)
            if name.endswith("sheet1.xml"):
                body = sheet.encode()
            archive.writestr(name, body)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("cell", "calc", "text"),
    [
        ("<f>H6</f><v>0</v>", '<calcPr fullCalcOnLoad="1"/>', "=… (0)"),
        ("<f>H6</f><v>0.0</v>", "<calcPr fullCalcOnLoad='true'/>", "=… (0)"),
        ("<f>H6</f><v>7</v>", '<calcPr fullCalcOnLoad="1"/>', "7"),
        ("<f>H6</f><v>0</v>", "", "0"),
        ("<f>H6</f>", "", "=…"),
        ("<f>H6</f><v></v>", "", "=…"),
        ('<f t="shared" si="0"/>', "", "=…"),
    ],
)
def test_a_formula_that_was_never_calculated_is_no_number(cell: str, calc: str, text: str) -> None:
    sheet = f'<sheetData><row r="1"><c r="A1">{cell}</c><c r="B1"><v>1</v></c></row></sheetData>'
    assert read(workbook(sheet, calc=calc)).head == [[text, "1"]]


def test_hidden_rows_and_columns_are_known() -> None:
    sheet = read(
        workbook(
            '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row hidden="1"><c r="A2"><v>2</v></c></row></sheetData>'
        )
    )
    assert sheet.hidden_rows == {1}
    assert sheet.hidden_columns == {1, 2}
