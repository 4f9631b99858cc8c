"""The bytes of a workbook or CSV file → its sheets as they are, read in a bounded process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from data.load.files.sheets.cells import CellSheet, sheet_of_cells
from data.load.files.sheets.csv_sheet import open_csv, read_cells
from data.load.files.sheets.marks import NO_MARKS
from data.load.files.sheets.ods_sheet import open_ods
from data.load.files.sheets.sheet import refuse
from data.load.files.sheets.xls_sheet import open_xls
from data.load.files.sheets.xlsx_sheet import open_workbook
from ioc.words.phrase import FixedNumber, Phrase
from sandbox.limits import Limits
from sandbox.run import run_bounded

MAX_BYTES = 32 * 2**20
_LIMITS = Limits(memory=1536 * 2**20, seconds=60.0)
# What is shown side by side and coloured cell by cell; longer tables are read by `load`.
_MOST_CELLS = 2_000_000


@dataclass(frozen=True)
class OfficeBook:
    """A file of an office: its name, SHA-256 of its bytes, and all its sheets, hidden ones too."""

    file: str
    sha256: str
    sheets: tuple[CellSheet, ...]


def open_book(file_name: str, content: bytes, max_bytes: int = MAX_BYTES) -> OfficeBook:
    """Return the sheets of a file, read in a process with bounds.

    Raises:
        LoadRefusedError: too large, empty, of no known kind, damaged, or more than its process
            may take.
    """
    if len(content) > max_bytes:
        size, most = FixedNumber(len(content) / 2**20, 1), FixedNumber(max_bytes / 2**20, 1)
        raise refuse(Phrase("load-file-too-large", size=size, most=most), file_name)
    if not content:
        raise refuse(Phrase("load-file-empty"), file_name)
    return run_bounded(
        read_book, file_name, content, max_bytes, file_name=file_name, limits=_LIMITS
    )


def read_book(file_name: str, content: bytes, max_bytes: int = MAX_BYTES) -> OfficeBook:
    """Return the sheets of a file, read in this process; see `open_book`."""
    path = Path(file_name)
    match path.suffix.lower():
        case ".xlsx" | ".xlsm":
            sheets = open_workbook(path, content, max_bytes)
        case ".xls":
            sheets = open_xls(path, content)
        case ".ods":
            sheets = open_ods(path, content, max_bytes)
        case ".csv" | ".tsv" | ".txt":
            sheets = [_csv(path, content)]
        case _:
            raise refuse(Phrase("load-ending-unknown", ending=path.suffix), file_name)
    for each in sheets:
        if each.whole and len(each.whole) * len(each.whole[0].codes) > _MOST_CELLS:
            raise refuse(Phrase("load-sheet-too-large"), file_name, sheet=each.name)
    return OfficeBook(file_name, hashlib.sha256(content).hexdigest(), tuple(sheets))


def _csv(path: Path, content: bytes) -> CellSheet:
    source = open_csv(path, content)
    sheet = sheet_of_cells(path.name, "", read_cells(source), NO_MARKS, ())
    return replace(sheet, encoding=source.encoding)
