"""ODS workbooks (LibreOffice) → sheets of cells, with what they show beside their values."""

from __future__ import annotations

import datetime
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from data.load.files.sheets.cells import CellSheet, sheet_of_cells
from data.load.files.sheets.marks import ERROR, FORMAT, UNCOMPUTED, Mark, SheetMarks
from data.load.files.sheets.number_formats import read_format
from data.load.files.sheets.sheet import Merge, refuse
from data.load.files.sheets.xlsx_package import Package
from ioc.words.phrase import Phrase

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CONTENT = "content.xml"
# A stray repetition at the end of a sheet is no content; one of so many full cells is hostile.
_MOST_PLACES = 4_000_000
_MOST_WIDE = 16_384
_PERCENT = Mark(FORMAT, format=read_format("0.0%"))
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError,
    ElementTree.ParseError, RuntimeError, OverflowError,
)  # fmt: skip


@dataclass
class _OdsSheet:
    cells: list[list[Any]] = field(default_factory=list)
    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    places: int = 0
    # Empty rows since the last full one: a sheet ends with a million of them.
    blanks: int = 0


def open_ods(path: Path, content: bytes, max_bytes: int) -> list[CellSheet]:
    """Return the worksheets that are not empty, hidden ones too.

    Raises:
        LoadRefusedError: no workbook, locked by a password, damaged, too large, or empty.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise refuse(Phrase("load-no-workbook", ending=path.suffix), path.name)
    try:
        package = Package(content, path.name, max_bytes)
        root = package.xml(_CONTENT)
        hidden = _hidden_styles(root)
        sheets = [
            _sheet(path.name, table, table.get(f"{_TABLE}style-name", "") in hidden)
            for table in root.iter(f"{_TABLE}table")
        ]
    except _DAMAGE as fault:
        raise refuse(Phrase("load-workbook-broken"), path.name) from fault
    full = [each for each in sheets if each.whole]
    if not full:
        raise refuse(Phrase("load-file-empty"), path.name)
    return full


def _hidden_styles(root: ElementTree.Element) -> set[str]:
    """Return the names of the styles of sheets that are not displayed."""
    return {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }


def _sheet(file: str, table: ElementTree.Element, is_hidden: bool) -> CellSheet:
    sheet = _OdsSheet()
    name = table.get(f"{_TABLE}name", "")
    column = 0
    for element in _inside(table, "table-column"):
        count = min(_count(element, "number-columns-repeated"), _MOST_WIDE)
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            sheet.hidden_columns.update(range(column, column + count))
        column += count
    for element in _inside(table, "table-row"):
        _add_rows(sheet, element, file, name)
    marks = SheetMarks(sheet.marks, frozenset(sheet.hidden_rows), frozenset(sheet.hidden_columns))
    return sheet_of_cells(file, name, sheet.cells, marks, tuple(sheet.merges), is_hidden=is_hidden)


def _inside(table: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Yield the rows or columns of a table, also those in groups, not those of tables inside."""
    for element in table:
        if element.tag == f"{_TABLE}{name}":
            yield element
        elif element.tag.startswith(_TABLE) and element.tag.endswith(
            ("-group", "-rows", "-columns")
        ):
            yield from _inside(element, name)


def _count(element: ElementTree.Element, name: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{name}", "1")))


def _add_rows(sheet: _OdsSheet, element: ElementTree.Element, file: str, name: str) -> None:
    first = len(sheet.cells) + sheet.blanks
    line: list[Any] = []
    marks: list[tuple[int, Mark]] = []
    blanks = 0
    for cell in element:
        count = _count(cell, "number-columns-repeated")
        value, mark = _cell(cell)
        if value == "" and mark is None:
            _add_merge(sheet, cell, first, len(line) + blanks)
            blanks += count
            continue
        if len(line) + blanks + count > _MOST_WIDE:
            raise refuse(Phrase("load-sheet-too-large"), file, sheet=name)
        line.extend([""] * blanks)
        blanks = 0
        _add_merge(sheet, cell, first, len(line))
        if mark is not None:
            marks += [(at, mark) for at in range(len(line), len(line) + count)]
        line.extend([value] * count)
    count = _count(element, "number-rows-repeated")
    if not line:
        sheet.blanks += count
        return
    sheet.places += sheet.blanks + count * len(line)
    if sheet.places > _MOST_PLACES:
        raise refuse(Phrase("load-sheet-too-large"), file, sheet=name)
    sheet.cells.extend([] for _ in range(sheet.blanks))
    sheet.blanks = 0
    if element.get(f"{_TABLE}visibility", "visible") != "visible":
        sheet.hidden_rows.update(range(first, first + count))
    for row in range(first, first + count):
        sheet.cells.append(list(line))
        sheet.marks.update({(row, column): mark for column, mark in marks})


def _add_merge(sheet: _OdsSheet, cell: ElementTree.Element, row: int, column: int) -> None:
    height, width = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    if height > 1 or width > 1:
        sheet.merges.append((row, column, row + height - 1, column + width - 1))


def _cell(cell: ElementTree.Element) -> tuple[Any, Mark | None]:
    """Return the value of a cell ("": none), and its mark."""
    if cell.tag != f"{_TABLE}table-cell":
        return "", None
    kind = cell.get(f"{_OFFICE}value-type", "")
    text = "\n".join(
        "".join(paragraph.itertext()) for paragraph in cell.iterfind(f"{_TEXT}p")
    ).strip()
    is_formula = cell.get(f"{_TABLE}formula") is not None
    if is_formula and text.startswith(("#", "Err:")):
        return "", Mark(ERROR, text if text.startswith("#") else f"#{text}")
    if is_formula and not kind and not text:
        return "", Mark(UNCOMPUTED, "=…")
    if kind in ("float", "percentage", "currency"):
        number = float(cell.get(f"{_OFFICE}value", "nan"))
        if kind == "percentage":
            return number, _PERCENT
        digits = text.lstrip("-")
        if digits.isdigit() and digits.startswith("0") and len(digits) > 1:
            return number, Mark(FORMAT, format=read_format("0" * len(digits)))
        return number, None
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", "")) or text, None
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true", None
    return text, None


def _date(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
