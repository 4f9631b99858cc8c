"""XLS workbooks (Excel 97 to 2003) → sheets of cells, with the marks of formats and formulas."""

from __future__ import annotations

import datetime
import io
import struct
from pathlib import Path
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from data.load.files.sheets.cells import CellSheet, sheet_of_cells
from data.load.files.sheets.marks import ERROR, FORMAT, UNCOMPUTED, Mark, SheetMarks
from data.load.files.sheets.number_formats import NumberFormat, read_format
from data.load.files.sheets.sheet import refuse
from ioc.errors import LoadRefusedError
from ioc.words.phrase import Phrase

_FIRST_BYTES = b"\xd0\xcf\x11\xe0"
_FORMULA, _END = 0x0006, 0x000A
_COMPUTE_ON_LOAD = 0x0002
# A whole sheet of Excel 2003 has 16.7 million places; an office's table never has so many.
_MOST_PLACES = 4_000_000


def open_xls(path: Path, content: bytes) -> list[CellSheet]:
    """Return the worksheets that are not empty, hidden ones too.

    Raises:
        LoadRefusedError: no workbook, locked by a password, damaged, too large, or empty.
    """
    if not content.startswith(_FIRST_BYTES):
        raise refuse(Phrase("load-no-workbook", ending=path.suffix), path.name)
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
        formats = {
            number: read_format(each.format_str or "") for number, each in book.format_map.items()
        }
        sheets = [_sheet(path.name, book, number, formats) for number in range(book.nsheets)]
    except LoadRefusedError:
        raise
    except Exception as fault:  # xlrd lets any error of a damaged file through
        raise refuse(Phrase("load-workbook-broken"), path.name) from fault
    full = [each for each in sheets if any(text for row in each.head for text in row)]
    if not full:
        raise refuse(Phrase("load-file-empty"), path.name)
    return full


def _sheet(file: str, book: Any, number: int, formats: dict[int, NumberFormat]) -> CellSheet:
    source = book.sheet_by_index(number)
    if source.nrows * source.ncols > _MOST_PLACES:
        raise refuse(Phrase("load-sheet-too-large"), file, sheet=source.name)
    stale = _formulas_without_value(book, number)
    marks: dict[tuple[int, int], Mark] = {}
    cells: list[list[Any]] = []
    for row in range(source.nrows):
        line: list[Any] = []
        for column, cell in enumerate(source.row(row)):
            value, mark = _cell(cell, book, formats)
            if (row, column) in stale and (value == "" or (stale[row, column] and value == 0)):
                mark = Mark(UNCOMPUTED, "=…" if value == "" else "=… (0)")
            if mark is not None:
                marks[row, column] = mark
            line.append(value)
        cells.append(line)
    merges = tuple(
        (top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells
    )
    hidden_rows = frozenset(row for row, each in source.rowinfo_map.items() if each.hidden)
    hidden_columns = frozenset(at for at, each in source.colinfo_map.items() if each.hidden)
    return sheet_of_cells(
        file,
        source.name,
        cells,
        SheetMarks(marks, hidden_rows, hidden_columns),
        merges,
        is_hidden=source.visibility != 0,
    )


def _cell(cell: Any, book: Any, formats: dict[int, NumberFormat]) -> tuple[Any, Mark | None]:
    """Return the value of a cell ("": none), and its mark."""
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return cell.value, None
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value), None
        case xlrd.XL_CELL_ERROR:
            return "", Mark(ERROR, error_text_from_code.get(cell.value, "#ERROR"))
        case xlrd.XL_CELL_DATE:
            return _date(cell.value, book.datemode), None
        case xlrd.XL_CELL_NUMBER:
            number_format = formats.get(book.xf_list[cell.xf_index].format_key)
            if number_format is None or number_format.is_plain:
                return cell.value, None
            return cell.value, Mark(FORMAT, format=number_format)
    return "", None


def _date(number: float, mode: int) -> Any:
    try:
        return xlrd.xldate_as_datetime(number, mode)
    except (ValueError, OverflowError):
        return datetime.datetime(1900, 1, 1)


def _formulas_without_value(book: Any, number: int) -> dict[tuple[int, int], bool]:
    """Return the cells with a formula, and whether they ask to be computed on load.

    Libraries that cannot compute write an empty text, or 0 and this wish.
    """
    content, place = book.mem, book._sh_abs_posn[number]
    formulas: dict[tuple[int, int], bool] = {}
    while place + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, place)
        if kind == _END:
            break
        if kind == _FORMULA and length >= 16:
            row, column, _, _, flags = struct.unpack_from("<HHHQH", content, place + 4)
            formulas[row, column] = bool(flags & _COMPUTE_ON_LOAD)
        place += 4 + length
    return formulas
