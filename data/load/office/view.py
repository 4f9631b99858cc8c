"""A sheet as the reading looks at it: texts, kinds of cells, merged ranges."""

from __future__ import annotations

import re
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from data.load.files.sheets.cells import CellSheet
from data.load.files.sheets.sheet import Column
from data.load.files.texts.numbers import is_missing
from data.load.office.meaning import CellPlace

_NUMBER = re.compile(r"[+\-−]?\(?\s*[+\-−]?\d[\d.,\s]*(?:e[+-]?\d+)?\s*%?\s*\)?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ERROR = re.compile(r"[#=].+|[+-]?(?:inf|infinity|∞)", re.IGNORECASE)


class Kind(IntEnum):
    """What a cell looks like, before anything is understood."""

    BLANK, NUMBER, MISSING, ERROR, DATE, TEXT = range(6)


class SheetView:
    """One sheet; rows and columns count from 0."""

    def __init__(self, sheet: CellSheet) -> None:
        self.sheet = sheet
        self.name = sheet.name
        self.width = len(sheet.whole)
        self.rows = len(sheet.whole[0].codes) if sheet.whole else 0
        labels = [column.labels() for column in sheet.whole]
        self._texts = [
            [texts[code] for code in column.codes]
            for texts, column in zip(labels, sheet.whole, strict=True)
        ]
        kinds = [_kinds(column, texts) for column, texts in zip(sheet.whole, labels, strict=True)]
        self.kinds: npt.NDArray[np.int8] = (
            np.stack(kinds, axis=1) if kinds else np.zeros((0, 0), dtype=np.int8)
        )
        # Plain lists: a single cell of an array costs ten times as much.
        self._kinds: list[list[int]] = self.kinds.tolist()
        years = [
            np.array([bool(_YEAR.fullmatch(each)) for each in texts] or [False])[column.codes]
            for texts, column in zip(labels, sheet.whole, strict=True)
        ]
        numbers = np.isin(self.kinds, (Kind.NUMBER, Kind.ERROR))
        self.has_number = _rows_with(numbers)
        # Rows with a number that is no year; headings have years.
        only_years = ~numbers | (np.stack(years, axis=1) if years else numbers)
        self.has_amount = _rows_with(~only_years)
        self._merges = {
            (row, column): merge
            for merge in sheet.merges
            for row in range(merge[0], min(merge[2], self.rows - 1) + 1)
            for column in range(merge[1], min(merge[3], self.width - 1) + 1)
        }

    @property
    def has_merges(self) -> bool:
        """True where any cells are merged."""
        return bool(self._merges)

    def text(self, row: int, column: int) -> str:
        """Return a cell's own text."""
        return str(self._texts[column][row])

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Return the cell whose text is shown here: the first of its merged range, or itself."""
        merge = self._merges.get((row, column))
        return (row, column) if merge is None else (merge[0], merge[1])

    def span(self, row: int, column: int) -> tuple[int, int, int, int]:
        """Return the merged range of a cell: top, left, bottom, right; else the cell itself."""
        return self._merges.get((row, column), (row, column, row, column))

    def shown_text(self, row: int, column: int) -> str:
        """Return the text that is shown in a cell, that of its merged range."""
        top, left = self.anchor(row, column)
        return self._texts[left][top] if top < self.rows and left < self.width else ""

    def row_texts(self, row: int) -> list[str]:
        """Return the texts of a row, blanks included."""
        return [self._texts[column][row] for column in range(self.width)]

    def anchors(self, row: int) -> dict[tuple[int, int], str]:
        """Return the texts that a row shows, each once, by the cell that they are in."""
        texts = {}
        for column in range(self.width):
            text = self.shown_text(row, column)
            if text:
                texts[self.anchor(row, column)] = text
        return texts

    def is_blank(self, row: int) -> bool:
        """Tell whether a row has no text at all."""
        return not any(self._kinds[row])

    def kind(self, row: int, column: int) -> int:
        """Return what a cell looks like, a `Kind`."""
        return self._kinds[row][column]

    def cell(self, row: int, column: int) -> tuple[str, float]:
        """Return text and number (NaN: none) of a cell."""
        source = self.sheet.whole[column]
        code = source.codes[row]
        number = float("nan") if source.numbers is None else float(source.numbers[code])
        return self._texts[column][row], number

    def is_scaled(self, row: int, column: int) -> bool:
        """Tell whether a cell shows its number in thousands."""
        source = self.sheet.whole[column]
        return source.in_thousands is not None and bool(source.in_thousands[source.codes[row]])

    def is_hidden(self, row: int, column: int) -> bool:
        """Tell whether a person has hidden the row or the column of a cell."""
        return row in self.sheet.hidden_rows or column in self.sheet.hidden_columns

    def place(self, row: int, column: int) -> CellPlace:
        """Return the place of a cell."""
        return CellPlace(self.name, row, column)


def _rows_with(marks: npt.NDArray[np.bool_]) -> list[bool]:
    return [bool(row.any()) for row in marks]


def _kinds(column: Column, texts: list[str]) -> npt.NDArray[np.int8]:
    kinds = np.zeros(max(1, len(texts)), dtype=np.int8)
    for at, text in enumerate(texts):
        if column.dates is not None and column.dates[at]:
            kinds[at] = Kind.DATE
        elif column.numbers is not None and not np.isnan(column.numbers[at]):
            kinds[at] = Kind.NUMBER
        elif not text:
            kinds[at] = Kind.BLANK
        elif is_missing(text):
            kinds[at] = Kind.MISSING
        elif _NUMBER.fullmatch(text):
            kinds[at] = Kind.NUMBER
        else:
            kinds[at] = Kind.ERROR if _ERROR.fullmatch(text) else Kind.TEXT
    return kinds[column.codes]
