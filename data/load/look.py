"""What a workbook's look says of its cells: merged ranges, rows and columns out of sight."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from data.load.findings import Body, Findings
from data.load.sheets.sheet import Merge, Sheet, column_letters
from ioc.errors import Problem

_MOST_NAMED = 10


def report_merged_cells(
    sheet: Sheet, file: str, rows: Container[int], columns: set[int], problems: list[Problem]
) -> None:
    """Add a fault for every merged range that touches these rows and columns.

    A merged cell holds its value once: the others would read as "not reported".
    """
    for top, left, bottom, right in sheet.merges:
        inside = any(row in rows for row in (top, bottom))
        if inside and not columns.isdisjoint(range(left, right + 1)):
            problems.append(_merged(sheet, file, (top, left, bottom, right)))


def report_merges(
    sheet: Sheet, body: Body, filled: npt.NDArray[np.bool_], faults: Findings
) -> None:
    """Add a fault for every merged range that hides to which cell a value belongs.

    Words merged over the columns left of the numbers ("Tổng cộng", "I. Vùng núi") hide nothing,
    nor does what is merged in rows without numbers: signatures stand there.
    """
    layout = body.layout
    values = {column for group in layout.groups for column in group.columns.values()}
    used = values | {area.column for area in layout.areas} | set(layout.keys.values())
    for top, left, bottom, right in sheet.merges:
        rows = slice(max(0, top - layout.first_row), max(0, bottom - layout.first_row + 1))
        if not filled[rows].any() or used.isdisjoint(range(left, right + 1)):
            continue
        if top == bottom and values.isdisjoint(range(left, right + 1)):
            continue
        faults.add(_merged(sheet, body.file, (top, left, bottom, right)))


def _merged(sheet: Sheet, file: str, merge: Merge) -> Problem:
    top, left, bottom, right = merge
    cells = sheet.columns(top, left + 1, [])[left]
    return Problem(
        "ô gộp trong vùng số liệu: không biết giá trị thuộc ô nào",
        "bỏ gộp ô (Unmerge) và điền giá trị vào từng ô",
        file=file,
        sheet=sheet.name,
        row=top + 1,
        column=f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}",
        value=cells.text(0) if len(cells.codes) else "",
    )


def remark_hidden(
    sheet: Sheet, body: Body, filled: npt.NDArray[np.bool_], remarks: Findings
) -> None:
    """Remark rows and columns that the user does not see and that are read all the same."""
    layout = body.layout
    rows = sorted(
        row + 1
        for row in sheet.hidden_rows
        if 0 <= row - layout.first_row < len(filled) and filled[row - layout.first_row]
    )
    if rows:
        remarks.add(
            body.file_problem(
                f"{len(rows)} dòng bị ẩn (bộ lọc hoặc ẩn dòng) vẫn được đọc: {_listed(rows)}",
                "bỏ bộ lọc rồi kiểm tra; dòng không muốn nạp thì xoá khỏi tệp",
            )
        )
    used = {column for group in layout.groups for column in group.columns.values()}
    for column in sorted(used & sheet.hidden_columns):
        remarks.add(
            body.heading_problem(
                "cột bị ẩn vẫn được đọc", "hiện cột rồi kiểm tra, hoặc xoá cột khỏi tệp", column
            )
        )
    for column in sorted(used):
        cells = body.columns[column]
        if cells.scaled is not None and (shown := cells.scaled[cells.codes]).any():
            remarks.cells(
                np.flatnonzero(shown)[:1],
                column,
                "ô hiển thị theo nghìn (hoặc triệu); giá trị thật trong ô được đọc",
                "kiểm tra giá trị trên thanh công thức",
            )


def _listed(rows: Sequence[int] | Iterable[int]) -> str:
    known = list(rows)
    more = f" và {len(known) - _MOST_NAMED} dòng khác" if len(known) > _MOST_NAMED else ""
    return ", ".join(map(str, known[:_MOST_NAMED])) + more
