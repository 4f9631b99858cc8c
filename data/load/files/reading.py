"""A file on disk → its only sheet with a table, and the layout of that."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.load.files.headings import HeadingReader
from data.load.files.recognise import Layout, find_layout, missing_parts
from data.load.files.sheets.cells import CellSheet
from data.load.files.sheets.csv_process import BoundedCsv, open_bounded
from data.load.files.sheets.sheet import Sheet, refuse
from data.load.files.sheets.xlsx_sheet import open_xlsx
from ioc.errors import Problem
from ioc.words.phrase import FixedNumber, Phrase
from sandbox.limits import Limits
from sandbox.run import run_bounded

_LIMITS = Limits(memory=1536 * 2**20, seconds=60.0)
_CSV_ENDINGS = (".csv", ".tsv", ".txt")
_XLSX_ENDINGS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class FoundTable:
    """The sheet with the table, how it reads, and the faults of its headings."""

    file: str
    sha256: str
    sheet: Sheet
    layout: Layout
    problems: list[Problem]
    encoding: str
    delimiter: str


def find_table(
    path: Path,
    sheet_name: str | None,
    max_bytes: int,
    reader_for: Callable[[Sheet], HeadingReader],
) -> FoundTable:
    """Return the table in a file.

    Raises:
        LoadRefusedError: no such file or sheet, too large, not what its ending says, no table,
            or tables in several sheets and none named.
    """
    sheets, sha256 = open_sheets(path, sheet_name, max_bytes)
    tables = []
    for sheet in sheets:
        layout, problems = find_layout(sheet, path.name, reader_for(sheet))
        if layout is not None:
            tables.append((sheet, layout, problems))
    if not tables:
        lacking = missing_parts(sheets[0], reader_for(sheets[0]))
        raise refuse(
            Phrase("load-no-table", missing=lacking),
            path.name,
            sheet=sheets[0].name,
        )
    if len(tables) > 1:
        names = ", ".join(f"“{sheet.name}”" for sheet, _, _ in tables)
        raise refuse(
            Phrase("load-several-tables", sheets=names),
            path.name,
        )
    sheet, layout, problems = tables[0]
    return FoundTable(
        file=path.name,
        sha256=sha256,
        sheet=sheet,
        layout=layout,
        problems=problems,
        encoding=sheet.encoding if isinstance(sheet, BoundedCsv | CellSheet) else "",
        delimiter=sheet.delimiter if isinstance(sheet, BoundedCsv) else "",
    )


def open_sheets(path: Path, sheet_name: str | None, max_bytes: int) -> tuple[list[Sheet], str]:
    """Return the visible sheets of a file (or the one named), and the SHA-256 of its bytes.

    Raises:
        LoadRefusedError: no such file or sheet, empty, too large, or not what its ending says.
    """
    if not path.is_file():
        raise refuse(Phrase("load-no-file"), path.name)
    size = path.stat().st_size
    if size > max_bytes:
        raise refuse(
            Phrase(
                "load-file-too-large",
                size=FixedNumber(size / 2**20, 1),
                most=FixedNumber(max_bytes / 2**20, 1),
            ),
            path.name,
        )
    if size == 0:
        raise refuse(Phrase("load-file-empty"), path.name)
    sheets, sha256 = _open(path, max_bytes)
    if sheet_name is not None:
        matches = [sheet for sheet in sheets if sheet.name == sheet_name]
        if not matches:
            names = ", ".join(f"“{sheet.name}”" for sheet in sheets if sheet.name)
            raise refuse(
                Phrase("load-no-sheet", name=sheet_name, sheets=names or Phrase("load-none")),
                path.name,
            )
        sheets = matches
    return sheets, sha256


def _open(path: Path, max_bytes: int) -> tuple[list[Sheet], str]:
    """Read a file in its own process: a small file can take gigabytes or break a library."""
    ending = path.suffix.lower()
    if ending in _XLSX_ENDINGS:
        content = path.read_bytes()
        sheets = run_bounded(
            open_xlsx, path, content, max_bytes, file_name=path.name, limits=_LIMITS
        )
        return list(sheets), hashlib.sha256(content).hexdigest()
    if ending in _CSV_ENDINGS:
        table = open_bounded(path, max_bytes)
        return [table], table.sha256
    raise refuse(
        Phrase("load-ending-unknown", ending=path.suffix),
        path.name,
    )
