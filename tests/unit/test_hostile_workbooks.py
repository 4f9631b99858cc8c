"""Workbooks of hostile or careless make: read, or refused in words; the process lives on."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from data.load.files.reading import open_sheets
from ioc.errors import LoadRefusedError
from sandbox.limits import Limits

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ONE = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'


def workbook(sheet: str, strings: str = "", styles: str = "", calc: str = "") -> bytes:
    """An XLSX file whose one sheet has this inside."""
    stream = io.BytesIO()
    targets = {
        "worksheet": "worksheets/sheet1",
        "sharedStrings": "sharedStrings",
        "styles": "styles",
    }
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{RELATIONS}/{kind}" Target="{target}.xml"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        f'<sheet name="S" sheetId="1" r:id="r0"/></sheets>{calc}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{MAIN}"/>',
        "xl/styles.xml": styles or f'<styleSheet xmlns="{MAIN}"/>',
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def xml_at(place: str, text: str = "x") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("sheet", "strings"),
    [
        (f'<dimension ref="A1:XFD1048576"/>{ONE}', ""),
        (f'<dimension ref="A1:ZZZZ99999999999"/>{ONE}', ""),
        (ONE, f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"/>'),
        (f'<sheetData><row r="1">{xml_at("A1")}</row><row r="1048576">{xml_at("GR1048576", " ")}'
         "</row></sheetData>", ""),
        (f'<sheetData><row r="1">{xml_at("A1")}</row><row r="1048576"><c r="GR1048576" t="s">'
         "<v>0</v></c></row></sheetData>", f'<sst xmlns="{MAIN}"><si><t>  </t></si></sst>'),
        (f'<sheetData><row r="1">{xml_at("A1")}</row><row r="1048576"><c r="XFD1048576" s="1"/>'
         "</row></sheetData>", ""),
    ],
)  # fmt: skip
def test_claims_and_stray_blanks_are_read_in_the_room_of_the_cells(
    tmp_path: Path, sheet: str, strings: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(sheet, strings))
    ((rows,), _) = open_sheets(path, None, 2**20)
    assert rows.head == [["x"]]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (f'<sheetData><row r="1">{xml_at("A1")}</row><row r="1048576">{xml_at("XFD1048576")}</row>'
         "</sheetData>", "XFD1048576"),
        ('<sheetData><row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row></sheetData>', "hỏng"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_in_bounds_is_refused_in_words(
    tmp_path: Path, sheet: str, words: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(sheet))
    with pytest.raises(LoadRefusedError, match=words) as caught:
        open_sheets(path, None, 2**28)
    assert caught.value.problems[0].file == "a.xlsx" and caught.value.problems[0].fix()


def test_what_takes_more_memory_than_allowed_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.load.files.reading._LIMITS", Limits(memory=192 * 2**20, seconds=60))
    path = tmp_path / "a.xlsx"
    row = f'<row><c t="inlineStr"><is><t>{"a" * 2000}</t></is></c></row>'
    path.write_bytes(workbook(f"<sheetData>{row * 60_000}</sheetData>"))
    with pytest.raises(LoadRefusedError, match="192 MB bộ nhớ"):
        open_sheets(path, None, 2**28)


def test_more_than_a_workbook_may_unpack_to_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(f"<!--{' ' * 3_000_000}-->{ONE}"))
    with pytest.raises(LoadRefusedError, match="giải nén"):
        open_sheets(path, None, 2**18)
