"""XLSX workbooks → sheets of cells, with what the cell values alone do not tell.

A formula error reads as an empty cell and 94,7% reads as 0.947: both would be silently wrong
numbers, so the marks of `xlsx_marks` are laid over the values.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from openpyxl import load_workbook
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from data.load.sheets.sheet import HEAD_ROWS, Column, column_letters, refuse
from data.load.sheets.xlsx_marks import ERROR, PERCENT, UNCOMPUTED, Marks, read_marks
from ioc.errors import Problem

Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class XlsxSheet:
    """One visible sheet of a workbook."""

    file: str
    name: str
    cells: list[list[Any]]
    marks: Marks
    heading_merges: tuple[Merge, ...]

    @property
    def head(self) -> list[list[str]]:
        """The first rows as texts."""
        return [
            [self._read(row, column, cell)[0] for column, cell in enumerate(cells)]
            for row, cells in enumerate(self.cells[:HEAD_ROWS])
        ]

    def columns(self, first_row: int, width: int, problems: list[Problem]) -> list[Column]:
        """Return the cells from this row on; see `Sheet.columns`."""
        rows = self.cells[first_row:]
        columns = [self._column(rows, first_row, index) for index in range(width)]
        for top, left, bottom, right in self.heading_merges:
            # A merged cell holds its value once: the others would read as "not reported".
            if bottom >= first_row and left < width and (top, left) in self._filled:
                problems.append(
                    Problem(
                        "ô gộp trong vùng số liệu: không biết giá trị thuộc ô nào",
                        "bỏ gộp ô (Unmerge) và điền giá trị vào từng ô",
                        file=self.file,
                        sheet=self.name,
                        row=top + 1,
                        column=_span(top, left, bottom, right),
                        value=self._read(top, left, self.cells[top][left])[0],
                    )
                )
        return columns

    @property
    def _filled(self) -> set[tuple[int, int]]:
        return {
            (top, left)
            for top, left, _, _ in self.heading_merges
            if top < len(self.cells) and left < len(self.cells[top])
        }

    def _column(self, rows: Sequence[list[Any]], first_row: int, index: int) -> Column:
        known: dict[Any, int] = {}
        texts: list[str] = []
        numbers: list[float] = []
        codes = np.empty(len(rows), dtype=np.int32)
        marked = {row for row, column in self.marks if column == index}
        for position, cells in enumerate(rows):
            cell = cells[index] if index < len(cells) else ""
            row = first_row + position
            # 1, 1.0 and True are equal keys in Python, but not the same cell.
            key = (row, index) if row in marked else (type(cell), cell)
            code = known.get(key)
            if code is None:
                code = known[key] = len(texts)
                text, number = self._read(row, index, cell)
                texts.append(text)
                numbers.append(number)
            codes[position] = code
        return Column(codes, pa.array(texts, type=pa.string()), np.array(numbers, dtype=float))

    def _read(self, row: int, column: int, cell: Any) -> tuple[str, float]:
        """Return the text of a cell, and its number (NaN: the cell holds no number)."""
        mark = self.marks.get((row, column))
        if mark is not None and mark.kind in (ERROR, UNCOMPUTED):
            return mark.text, math.nan
        if isinstance(cell, bool):
            return "TRUE" if cell else "FALSE", math.nan
        if isinstance(cell, int | float):
            number = float(cell)
            if mark is not None and mark.kind == PERCENT:
                # 0.947 shown as 94.7%: rounding undoes what binary fractions add.
                number = round(number * 100, 10)
                return f"{_plain(number)}%", number
            return _plain(number), number
        if isinstance(cell, datetime.datetime):
            return cell.date().isoformat() if cell.time() == datetime.time() else str(
                cell
            ), math.nan
        return str(cell), math.nan


def open_xlsx(path: Path, content: bytes, max_bytes: int) -> list[XlsxSheet]:
    """Return the visible worksheets that hold anything.

    Raises:
        LoadRefusedError: no workbook, locked by a password, too large once unpacked, or empty.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise refuse(
            f"nội dung không đúng với đuôi tệp “{path.suffix}”: tệp không phải sổ tính XLSX"
            " (hoặc có mật khẩu)",
            "mở bằng phần mềm bảng tính, bỏ mật khẩu, rồi lưu lại thành XLSX",
            path.name,
        )
    marks = read_marks(path, content, max_bytes)
    try:
        sheets = _read_calamine(path, content, marks)
    except CalamineError:
        sheets = _read_openpyxl(path, content, marks)
    if not sheets:
        raise refuse("tệp rỗng", "nộp tệp có hàng tiêu đề và ít nhất một dòng số liệu", path.name)
    return sheets


def _read_calamine(path: Path, content: bytes, marks: dict[str, Marks]) -> list[XlsxSheet]:
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
            sheet_marks = marks.get(meta.name, {})
            sheets.append(XlsxSheet(path.name, meta.name, cells, sheet_marks, merges))
    return sheets


def _read_openpyxl(path: Path, content: bytes, marks: dict[str, Marks]) -> list[XlsxSheet]:
    """Read a workbook that calamine refuses, slower."""
    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
    except Exception as fault:  # openpyxl raises whatever its XML parser meets
        raise refuse(
            "không đọc được sổ tính: tệp hỏng",
            "mở bằng phần mềm bảng tính rồi lưu lại thành XLSX",
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
            (found.min_row - 1, found.min_col - 1, found.max_row - 1, found.max_col - 1)
            for found in source.merged_cells.ranges
        )
        if any(cell != "" for row in cells for cell in row):
            title = str(source.title)
            sheets.append(XlsxSheet(path.name, title, cells, marks.get(title, {}), merges))
    return sheets


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _span(top: int, left: int, bottom: int, right: int) -> str:
    return f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
