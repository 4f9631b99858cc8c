"""A sheet of cells as the file has them, before they are interpreted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ioc.area import visible
from ioc.errors import LoadRefusedError, Problem
from ioc.old_letters import to_unicode
from ioc.words.phrase import Phrase

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
# First row, first column, last row, last column, from 0.
Merge = tuple[int, int, int, int]
# How many rows from the top are searched for titles and headings.
HEAD_ROWS = 60


@dataclass(frozen=True)
class Column:
    """One column, dictionary-encoded: the text of cell i is `texts[codes[i]]`.

    `texts` is an Arrow array of strings (the same text may occur twice); `numbers` has the number
    of each text where the spreadsheet has a number, else NaN; None: all cells are text.
    """

    codes: Codes
    texts: Any
    numbers: Floats | None = None
    # Distinct texts that are dates in the spreadsheet; numbers that it shows in thousands.
    dates: Flags | None = None
    in_thousands: Flags | None = None

    def labels(self) -> list[str]:
        """Return the distinct texts without space around them and without invisible letters."""
        return [visible(text) for text in self.texts.to_pylist()]

    def below(self, first_row: int) -> Column:
        """Return the cells from this one on, with their texts only."""
        return self._of(self.codes[first_row:])

    def first(self, count: int) -> Column:
        """Return the cells before this one, with their texts only."""
        return self._of(self.codes[:count])

    def _of(self, cells: Codes) -> Column:
        places, codes = np.unique(cells, return_inverse=True)
        return Column(
            codes.reshape(-1).astype(np.int32, copy=False),
            self.texts.take(pa.array(places, type=pa.int32())),
            None if self.numbers is None else self.numbers[places],
            None if self.dates is None else self.dates[places],
            None if self.in_thousands is None else self.in_thousands[places],
        )

    def in_unicode(self, letters: str) -> Column:
        """Return the cells with texts of an old code page in Unicode."""
        texts = [to_unicode(text, letters) for text in self.texts.to_pylist()]
        return Column(
            self.codes,
            pa.array(texts, type=pa.string()),
            self.numbers,
            self.dates,
            self.in_thousands,
        )

    def date_cells(self) -> Flags:
        """Mark the cells that are dates in the spreadsheet."""
        if self.dates is None:
            return np.zeros(len(self.codes), dtype=bool)
        return np.asarray(self.dates[self.codes], dtype=bool)

    def text(self, position: int) -> str:
        """Return the text of the cell at this position, unchanged."""
        return str(self.texts[int(self.codes[position])].as_py())

    def blank(self) -> npt.NDArray[np.bool_]:
        """Mark the empty cells."""
        empty = np.array([not label for label in self.labels()], dtype=bool)
        return np.asarray(empty[self.codes], dtype=bool) if len(empty) else np.zeros(0, dtype=bool)

    @classmethod
    def of_texts(cls, texts: Sequence[str]) -> Column:
        """Return the column of these cells."""
        return cls.of_arrow(pa.array(texts, type=pa.string()))

    @classmethod
    def of_arrow(cls, texts: Any) -> Column:
        """Return the column of an Arrow (chunked) array of strings."""
        array = texts.dictionary_encode()
        if isinstance(array, pa.ChunkedArray):
            array = array.combine_chunks()
        if isinstance(array, pa.ChunkedArray):  # combine_chunks keeps zero chunks chunked
            array = pa.array([], type=pa.string()).dictionary_encode()
        codes = array.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
        return cls(codes, array.dictionary)


class Sheet(Protocol):
    """One sheet of a file. Rows count from 0 here and from 1 on screen."""

    @property
    def name(self) -> str:
        """Name of the sheet; empty for CSV."""
        ...

    @property
    def head(self) -> list[list[str]]:
        """The first rows as texts, titles and headings among them."""
        ...

    @property
    def merges(self) -> tuple[Merge, ...]:
        """Merged ranges."""
        ...

    @property
    def hidden_rows(self) -> frozenset[int]:
        """Rows that a filter or a person has hidden."""
        ...

    @property
    def hidden_columns(self) -> frozenset[int]:
        """Columns that are hidden."""
        ...

    def columns(self, first_row: int, width: int, problems: list[Problem]) -> list[Column]:
        """Return the cells from this row on, `width` columns; add a problem for unreadable ones."""
        ...


def refuse(fault: Phrase, file: str, **place: Any) -> LoadRefusedError:
    """Return the error for a file that cannot be read at all."""
    return LoadRefusedError([Problem(fault, file=file, **place)])


def column_letters(index: int) -> str:
    """Return the letters that a spreadsheet shows above a column.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
