"""The numbers in the cells of a table, by lines of one manner of writing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from data.load.files.sheets.sheet import Column
from data.load.files.texts.numbers import (
    AMBIGUOUS,
    BLANK,
    CELL_FAULTS,
    COMMA,
    DOT,
    NUMBER,
    CellNumber,
    CellNumbers,
    file_manner,
    grouped_manner,
    read_numbers,
)
from data.load.office.cell_target import CellTarget, Line
from data.load.office.form import Form
from data.load.office.view import SheetView
from ioc.words.phrase import Phrase


def read_cells(
    view: SheetView, form: Form, cells: Sequence[CellTarget]
) -> Mapping[tuple[int, int], CellNumber]:
    """Return the numbers of the cells of one table."""
    lines: dict[Line, list[CellTarget]] = defaultdict(list)
    for each in cells:
        lines[each.line].append(each)
    columns = {at: _column(view, line) for at, line in lines.items()}
    numbers = {at: read_numbers(column) for at, column in columns.items()}
    table_manner = file_manner({each.manner for each in numbers.values()})
    manners = {
        at: _manner(form, lines[at], columns[at], numbers[at]) for at in lines
    }  # fmt: skip
    table_manner = table_manner or file_manner(set(manners.values()))
    result: dict[tuple[int, int], CellNumber] = {}
    for at, line in lines.items():
        read = numbers[at]
        if (read.kinds == AMBIGUOUS).any():
            read = read_numbers(columns[at], line[0].manner or manners[at] or table_manner)
        result.update(_line(form, line, columns[at], read))
    return result


def _column(view: SheetView, line: Sequence[CellTarget]) -> Column:
    cells = [view.cell(each.row, each.column) for each in line]
    return Column(
        np.arange(len(line), dtype=np.int32),
        pa.array([text for text, _ in cells], type=pa.string()),
        np.array([number for _, number in cells], dtype=float),
    )


def _manner(form: Form, line: Sequence[CellTarget], column: Column, numbers: CellNumbers) -> str:
    """Return the manner that the definition of the slots decides: counts are whole."""
    slots = {slot for each in line for slot in each.slots}
    items = [(form.by_code[slot.indicator], slot) for slot in slots]
    mark = grouped_manner(column, numbers)
    if all(item.is_whole(slot.part) for item, slot in items) and not any(c.scale for c in line):
        return mark
    below = all(
        (item.indicator.is_share and slot.part.value == "value")
        or (item.limit.highest or 1e9) < 1000
        for item, slot in items
    )
    if below and mark:
        return DOT if mark == COMMA else COMMA
    return ""


def _line(
    form: Form, line: Sequence[CellTarget], column: Column, numbers: CellNumbers
) -> dict[tuple[int, int], CellNumber]:
    result = {}
    values = numbers.values[column.codes]
    kinds = numbers.kinds[column.codes]
    percents = numbers.percent[column.codes]
    shares = all(
        slot.part.value == "value" and form.by_code[slot.indicator].indicator.is_share
        for each in line
        for slot in each.slots
    )
    plain = (kinds == NUMBER) & ~percents
    # 0,9 % or 90 %? Only the parts of a share tell.
    small = plain & (np.abs(values) <= 1) & (values != 0) if shares else np.zeros_like(plain)
    for at, each in enumerate(line):
        place = (each.row, each.column)
        kind = int(kinds[at])
        if kind == BLANK:
            result[place] = CellNumber()
        elif kind != NUMBER:
            result[place] = CellNumber(fault=CELL_FAULTS[kind])
        elif percents[at] and not shares:
            result[place] = CellNumber(fault=Phrase("sheet-unknown-percent"))
        elif small[at] and not each.scale:
            result[place] = CellNumber(float(values[at]), fault=Phrase("sheet-unknown-fraction"))
        else:
            result[place] = CellNumber(float(values[at]) * (each.scale or 1.0), bool(percents[at]))
    return result
