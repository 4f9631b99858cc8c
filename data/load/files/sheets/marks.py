"""What a cell of a workbook has besides its value: a format, an error, a formula without value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.load.files.sheets.number_formats import NumberFormat

ERROR, UNCOMPUTED, FORMAT = "error", "uncomputed", "format"


@dataclass(frozen=True)
class Mark:
    """Kind of mark, the text that the cell shows, and its format."""

    kind: str
    text: str = ""
    format: NumberFormat | None = None


@dataclass(frozen=True)
class SheetMarks:
    """The marked cells of a sheet by (row, column), and its hidden rows and columns, from 0."""

    cells: Mapping[tuple[int, int], Mark]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


NO_MARKS = SheetMarks({}, frozenset(), frozenset())
