"""XLSX workbooks → sheets of cells, with the marks of formats and formulas.

A formula error is read as an empty cell and 94,7% as 0.947: both would be silently wrong numbers,
so that the marks of `xlsx_marks` correct the values.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.load.files.sheets.cells import CellSheet, sheet_of_cells
from data.load.files.sheets.marks import NO_MARKS, SheetMarks
from data.load.files.sheets.sheet import refuse
from data.load.files.sheets.xlsx_marks import read_marks
from data.load.files.sheets.xlsx_package import Package, without_far_blanks
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


def open_xlsx(path: Path, content: bytes, max_bytes: int) -> list[CellSheet]:
    """Return the visible worksheets that are not empty; see `open_workbook`.

    Raises:
        LoadRefusedError: see there; or all its sheets are hidden.
    """
    sheets = [each for each in open_workbook(path, content, max_bytes) if not each.is_hidden]
    if not sheets:
        raise refuse(Phrase("load-file-empty"), path.name)
    return sheets


def open_workbook(path: Path, content: bytes, max_bytes: int) -> list[CellSheet]:
    """Return the worksheets that are not empty, hidden ones too.

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


def _read_calamine(path: Path, content: bytes, marks: dict[str, SheetMarks]) -> list[CellSheet]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for meta in book.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        source = book.get_sheet_by_name(meta.name)
        cells = source.to_python(skip_empty_area=False)
        ranges = source.merged_cell_ranges or []
        merges = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
        if any(cell != "" for row in cells for cell in row):
            sheets.append(
                sheet_of_cells(
                    path.name,
                    meta.name,
                    cells,
                    marks.get(meta.name, NO_MARKS),
                    merges,
                    is_hidden=meta.visible is not SheetVisibleEnum.Visible,
                )
            )
    return sheets


def _read_openpyxl(path: Path, content: bytes, marks: dict[str, SheetMarks]) -> list[CellSheet]:
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
        cells = [
            ["" if cell is None else cell for cell in row]
            for row in source.iter_rows(min_row=1, min_col=1, values_only=True)
        ]
        merges = tuple(
            (merge.min_row - 1, merge.min_col - 1, merge.max_row - 1, merge.max_col - 1)
            for merge in source.merged_cells.ranges
        )
        if any(cell != "" for row in cells for cell in row):
            sheets.append(
                sheet_of_cells(
                    path.name,
                    str(source.title),
                    cells,
                    marks.get(str(source.title), NO_MARKS),
                    merges,
                    is_hidden=source.sheet_state != "visible",
                )
            )
    return sheets
