"""CSV files read in a bounded process, which sends their cells encoded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from data.load.files.sheets.csv_sheet import CsvSheet, open_csv
from data.load.files.sheets.sheet import Codes, Column, Merge, refuse
from ioc.errors import Problem
from ioc.words.phrase import Phrase
from sandbox.limits import Limits
from sandbox.run import Session

# A line per row and a text per cell where rows are of unequal length: more than a workbook takes.
_LIMITS = Limits(memory=2048 * 2**20, seconds=60.0)
_NARROW = (np.uint8, np.uint16)
# Used in the child process only: the file that it reads.
_open_sheets: list[CsvSheet] = []
_Packed = tuple[npt.NDArray[Any], Any]


@dataclass(frozen=True)
class BoundedCsv:
    """A CSV file in a bounded process; its cells are read once."""

    session: Session
    sha256: str
    file: str
    encoding: str
    delimiter: str
    head: list[list[str]]
    name: str = ""
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def columns(self, first_row: int, width: int, problems: list[Problem]) -> list[Column]:
        """Return the cells from this row on; see `Sheet.columns`. It ends the process."""
        packed, faults = self.session.call(_columns, first_row, width)
        self.session.close()
        problems.extend(faults)
        return [Column(_widen(codes), texts) for codes, texts in packed]


def open_bounded(path: Path, max_bytes: int) -> BoundedCsv:
    """Return the sheet of a CSV file.

    Raises:
        LoadRefusedError: too large, empty, no text, in no known encoding, or more than its process
            may take.
    """
    session = Session(path.name, _LIMITS)
    try:
        return BoundedCsv(session, *session.call(_open, path, max_bytes))
    except BaseException:
        session.close()
        raise


def _open(path: Path, max_bytes: int) -> tuple[str, str, str, str, list[list[str]]]:
    """In the child: open the file, keep it, and return its properties and first rows."""
    with path.open("rb") as file:
        content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise refuse(Phrase("load-file-growing"), path.name)
    sheet = open_csv(path, content)
    _open_sheets[:] = [sheet]
    digest = hashlib.sha256(content).hexdigest()
    return digest, sheet.file, sheet.encoding, sheet.delimiter, sheet.head


def _columns(first_row: int, width: int) -> tuple[list[_Packed], list[Problem]]:
    """In the child: return the cells of the open file, packed for sending."""
    problems: list[Problem] = []
    columns = _open_sheets[0].columns(first_row, width, problems)
    return [(_narrow(each), each.texts) for each in columns], problems


def _narrow(column: Column) -> npt.NDArray[Any]:
    for kind in _NARROW:
        if len(column.texts) <= np.iinfo(kind).max:
            return column.codes.astype(kind)
    return column.codes


def _widen(codes: npt.NDArray[Any]) -> Codes:
    return codes.astype(np.int32, copy=False)
