"""XLSX workbooks → sheets of cells, with the marks of formats and formulas.

A formula error is read as an empty cell and 94,7% as 0.947: both would be silently wrong numbers,
so that the marks of `xlsx_marks` correct the values.
"""

from __future__ import annotations

import datetime
import io
import math
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.load.files.sheets.number_formats import NumberFormat
from data.load.files.sheets.sheet import HEAD_ROWS, Column, Merge, refuse
from data.load.files.sheets.xlsx_marks import (
    ERROR,
    NO_MARKS,
    UNCOMPUTED,
    Mark,
    SheetMarks,
    read_marks,
)
from data.load.files.sheets.xlsx_package import Package, without_far_blanks
from ioc.errors import Problem
from ioc.old_letters import find_old_letters, to_unicode
from ioc.words.phrase import Phrase

# Errors that a zip or XML reader raises on a damaged file.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    ElementTree.ParseError,
    RuntimeError,
)


@dataclass(frozen=True)
class XlsxSheet:
    """One visible sheet of a workbook."""

    file: str
    name: str
    head: list[list[str]]
    whole: list[Column]
    merges: tuple[Merge, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    # The old code page of its texts; empty: they are Unicode.
    encoding: str = ""

    def columns(self, first_row: int, width: int, problems: list[Problem]) -> list[Column]:
        """Return the cells from this row on; see `Sheet.columns`."""
        del problems  # a workbook's rows are all equally wide
        count = len(self.whole[0].codes) if self.whole else 0
        nothing = Column.of_texts([""] * max(0, count - first_row))
        return [
            self.whole[index].below(first_row) if index < len(self.whole) else nothing
            for index in range(width)
        ]


def open_xlsx(path: Path, content: bytes, max_bytes: int) -> list[XlsxSheet]:
    """Return the visible worksheets that are not empty.

    Raises:
        LoadRefusedError: no workbook, locked by a password, too large once unpacked, or empty.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise refuse(
            Phrase("load-no-workbook", ending=path.suffix),
            path.name,
        )
    try:
        package = Package(content, path.name, max_bytes)
        content = without_far_blanks(package, content, path.name)
        marks = read_marks(package)
    except _DAMAGE as fault:
        raise refuse(
            Phrase("load-workbook-broken"),
            path.name,
        ) from fault
    try:
        sheets = _read_calamine(path, content, marks)
    except CalamineError:
        sheets = _read_openpyxl(path, content, marks)
    if not sheets:
        raise refuse(Phrase("load-file-empty"), path.name)
    return sheets


def _read_calamine(path: Path, content: bytes, marks: dict[str, SheetMarks]) -> list[XlsxSheet]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for meta in book.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet or meta.visible is not SheetVisibleEnum.Visible:
            continue
        source = book.get_sheet_by_name(meta.name)
        cells = source.to_python(skip_empty_area=False)
        ranges = source.merged_cell_ranges or []
        merges = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
        if any(cell != "" for row in cells for cell in row):
            sheets.append(_sheet(path.name, meta.name, cells, marks, merges))
    return sheets


def _read_openpyxl(path: Path, content: bytes, marks: dict[str, SheetMarks]) -> list[XlsxSheet]:
    """Read a workbook that calamine refuses, slower."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
    except Exception as fault:  # openpyxl lets any error of its XML parser through
        raise refuse(
            Phrase("load-workbook-unreadable"),
            path.name,
        ) from fault
    sheets = []
    for source in book.worksheets:
        if source.sheet_state != "visible":
            continue
        cells = [
            ["" if cell is None else cell for cell in row]
            for row in source.iter_rows(min_row=1, min_col=1, values_only=True)
        ]
        merges = tuple(
            (merge.min_row - 1, merge.min_col - 1, merge.max_row - 1, merge.max_col - 1)
            for merge in source.merged_cells.ranges
        )
        if any(cell != "" for row in cells for cell in row):
            sheets.append(_sheet(path.name, str(source.title), cells, marks, merges))
    return sheets


def _sheet(
    file: str,
    name: str,
    cells: Sequence[Sequence[Any]],
    all_marks: dict[str, SheetMarks],
    merges: tuple[Merge, ...],
) -> XlsxSheet:
    marks = all_marks.get(name, NO_MARKS)
    by_column: dict[int, dict[int, Mark]] = {}
    for (row, column), mark in marks.cells.items():
        by_column.setdefault(column, {})[row] = mark
    width = max(map(len, cells), default=0)
    whole = [_column(cells, index, by_column.get(index, {})) for index in range(width)]
    head = [[column.text(row) for column in whole] for row in range(min(HEAD_ROWS, len(cells)))]
    letters = find_old_letters(text for row in head for text in row)
    if letters:
        whole = [column.in_unicode(letters) for column in whole]
        head = [[to_unicode(text, letters) for text in row] for row in head]
    return XlsxSheet(
        file, name, head, whole, merges, marks.hidden_rows, marks.hidden_columns, letters
    )


def _column(rows: Sequence[Sequence[Any]], index: int, marks: dict[int, Mark]) -> Column:
    code_of: dict[Any, int] = {}
    texts: list[str] = []
    numbers: list[float] = []
    dates: list[bool] = []
    in_thousands: list[bool] = []
    codes = np.empty(len(rows), dtype=np.int32)
    for row, cells in enumerate(rows):
        cell = cells[index] if index < len(cells) else ""
        mark = marks.get(row)
        # 1, 1.0 and True are equal keys in Python, but not the same cell.
        key = (type(cell), cell, mark and mark.kind, mark and mark.text, mark and id(mark.format))
        code = code_of.get(key)
        if code is None:
            code = code_of[key] = len(texts)
            text, number, thousands = _read(cell, mark)
            texts.append(text)
            numbers.append(number)
            in_thousands.append(thousands)
            dates.append(isinstance(cell, datetime.date | datetime.time | datetime.timedelta))
        codes[row] = code
    return Column(
        codes,
        pa.array(texts, type=pa.string()),
        np.array(numbers, dtype=float),
        np.array(dates, dtype=bool),
        np.array(in_thousands, dtype=bool),
    )


def _read(cell: Any, mark: Mark | None) -> tuple[str, float, bool]:
    """Return a cell's text, its number (NaN: none), and whether it is shown in thousands."""
    if mark is not None and mark.kind in (ERROR, UNCOMPUTED):
        return mark.text, math.nan, False
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE", math.nan, False
    if isinstance(cell, int | float):
        return _number(float(cell), mark.format if mark is not None else None)
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else str(cell), math.nan, False
    return str(cell), math.nan, False


def _number(number: float, number_format: NumberFormat | None) -> tuple[str, float, bool]:
    if number_format is None:
        return _plain(number), number, False
    section = number_format.section(number)
    if section.percents:
        # 0.947 shown as 94.7%: rounding undoes what binary fractions add.
        number = round(number * 100.0**section.percents, 10)
    sign = "%" if section.has_sign else ""
    return f"{_plain(number)}{sign}", number, section.thousands > 0


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
