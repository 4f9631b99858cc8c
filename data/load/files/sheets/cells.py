"""Values of cells with their marks → columns of texts and numbers as the cells show them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from data.load.files.sheets.marks import ERROR, UNCOMPUTED, Mark, SheetMarks
from data.load.files.sheets.number_formats import NumberFormat
from data.load.files.sheets.sheet import HEAD_ROWS, Column, Merge
from ioc.errors import Problem
from ioc.old_letters import find_old_letters, to_unicode


@dataclass(frozen=True)
class CellSheet:
    """One sheet of a workbook."""

    file: str
    name: str
    head: list[list[str]]
    whole: list[Column]
    merges: tuple[Merge, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    # The old code page of its texts; empty: they are Unicode.
    encoding: str = ""
    is_hidden: bool = False

    def columns(self, first_row: int, width: int, problems: list[Problem]) -> list[Column]:
        """Return the cells from this row on; see `Sheet.columns`."""
        del problems  # a workbook's rows are all equally wide
        count = len(self.whole[0].codes) if self.whole else 0
        nothing = Column.of_texts([""] * max(0, count - first_row))
        return [
            self.whole[index].below(first_row) if index < len(self.whole) else nothing
            for index in range(width)
        ]


def sheet_of_cells(
    file: str,
    name: str,
    cells: Sequence[Sequence[Any]],
    marks: SheetMarks,
    merges: tuple[Merge, ...],
    *,
    is_hidden: bool = False,
) -> CellSheet:
    """Return the sheet of these cells, with what they show by their marks.

    Args:
        file: the file's name.
        name: the sheet's name.
        cells: the values of each row: numbers, texts, dates; "" where there is none.
        marks: formats, errors, formulas without value, hidden rows and columns.
        merges: merged ranges.
        is_hidden: the sheet is hidden.
    """
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
    return CellSheet(
        file,
        name,
        head,
        whole,
        merges,
        marks.hidden_rows,
        marks.hidden_columns,
        letters,
        is_hidden,
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
    text = _plain(number)
    if text.isdigit():
        text = text.zfill(section.zeros)
    return f"{text}{sign}", number, section.thousands > 0


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
