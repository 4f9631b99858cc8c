"""Faults and remarks on merged ranges and on hidden rows and columns."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from data.load.files.findings import Body, Findings
from data.load.files.sheets.sheet import Merge, Sheet, column_letters
from ioc.errors import Problem
from ioc.words.phrase import Phrase

_MOST_NAMED = 10


def report_merged_cells(
    sheet: Sheet, file: str, rows: Container[int], columns: set[int], problems: list[Problem]
) -> None:
    """Add a fault for every merged range that touches these rows and columns.

    A merged range has its value in one cell: the others would be read as "not reported".
    """
    for top, left, bottom, right in sheet.merges:
        inside = any(row in rows for row in (top, bottom))
        if inside and not columns.isdisjoint(range(left, right + 1)):
            problems.append(_merge_problem(sheet, file, (top, left, bottom, right)))


def report_merges(
    sheet: Sheet, body: Body, has_values: npt.NDArray[np.bool_], faults: Findings
) -> None:
    """Add a fault for every merged range that hides to which cell a value belongs.

    Words merged over the columns left of the numbers ("Tổng cộng", "I. Vùng núi") hide nothing,
    nor do merged ranges in rows without numbers, such as signatures.
    """
    layout = body.layout
    values = {column for group in layout.groups for column in group.columns.values()}
    columns = values | {area.column for area in layout.areas} | set(layout.keys.values())
    for top, left, bottom, right in sheet.merges:
        rows = slice(max(0, top - layout.first_row), max(0, bottom - layout.first_row + 1))
        if not has_values[rows].any() or columns.isdisjoint(range(left, right + 1)):
            continue
        if top == bottom and values.isdisjoint(range(left, right + 1)):
            continue
        faults.add(_merge_problem(sheet, body.file, (top, left, bottom, right)))


def _merge_problem(sheet: Sheet, file: str, merge: Merge) -> Problem:
    top, left, bottom, right = merge
    cells = sheet.columns(top, left + 1, [])[left]
    return Problem(
        Phrase("load-merged-cells"),
        file=file,
        sheet=sheet.name,
        row=top + 1,
        column=f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}",
        value=cells.text(0) if len(cells.codes) else "",
    )


def remark_hidden(
    sheet: Sheet, body: Body, has_values: npt.NDArray[np.bool_], remarks: Findings
) -> None:
    """Remark rows and columns that are hidden from the user but are read."""
    layout = body.layout
    rows = sorted(
        row + 1
        for row in sheet.hidden_rows
        if 0 <= row - layout.first_row < len(has_values) and has_values[row - layout.first_row]
    )
    if rows:
        remarks.add(
            body.file_problem(Phrase("load-hidden-rows", count=len(rows), rows=_row_list(rows)))
        )
    columns = {column for group in layout.groups for column in group.columns.values()}
    for column in sorted(columns & sheet.hidden_columns):
        remarks.add(body.heading_problem(Phrase("load-hidden-column"), column))
    for column in sorted(columns):
        cells = body.columns[column]
        if cells.in_thousands is not None and (mask := cells.in_thousands[cells.codes]).any():
            remarks.cells(np.flatnonzero(mask)[:1], column, Phrase("load-scaled-cells"))


def _row_list(rows: Sequence[int] | Iterable[int]) -> str | Phrase:
    numbers = list(rows)
    text = ", ".join(map(str, numbers[:_MOST_NAMED]))
    more = len(numbers) - _MOST_NAMED
    return Phrase("load-rows-and-more", rows=text, more=more) if more > 0 else text
