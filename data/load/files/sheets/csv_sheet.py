"""CSV files of any usual encoding and delimiter → a sheet of cells."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv

from data.load.files.sheets.sheet import HEAD_ROWS, Column, Merge, column_letters, refuse
from ioc.errors import Problem
from ioc.old_letters import find_old_letters, to_unicode
from ioc.words.phrase import Phrase

_BLANK_LINES = re.compile(rb"^[ \t]*$", re.MULTILINE)
_SEPARATOR_LINE = re.compile(r"sep=([,;|\t])\s*$", re.IGNORECASE)
# First bytes of files that are no text, and their kind.
_MAGIC = {
    b"PK\x03\x04": "workbook",
    b"\xd0\xcf\x11\xe0": "old-workbook",
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"PAR1": "parquet",
    b"SQLite format 3": "sqlite",
}


@dataclass(frozen=True)
class CsvSheet:
    """A CSV file: UTF-8 bytes, and how they were written."""

    file: str
    content: bytes
    encoding: str
    delimiter: str
    head: list[list[str]]
    # Byte at which each row of `head` starts.
    starts: list[int]
    name: str = ""
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def columns(self, first_row: int, width: int, problems: list[Problem]) -> list[Column]:
        """Return the cells from this row on; see `Sheet.columns`."""
        if first_row >= len(self.starts):
            body = b""
        else:
            body = self.content[self.starts[first_row] :].rstrip(b"\r\n\t ")
        if not body:
            return [Column.of_texts([]) for _ in range(width)]
        gaps = _has_blank_lines(body)
        if gaps and width > 1 and b'"' not in body:
            # A blank line becomes a row of blank cells, so that the rows below keep their number.
            body, gaps = _BLANK_LINES.sub(self.delimiter.encode() * (width - 1), body), False
        columns = None if gaps else _read_fast(body, self.delimiter, width)
        if columns:
            return columns
        try:
            return self._read_ragged(body, first_row, width, problems)
        except csv.Error as fault:
            raise _open_quote(self.file) from fault

    def _read_ragged(
        self, body: bytes, first_row: int, width: int, problems: list[Problem]
    ) -> list[Column]:
        """Read rows of unequal length and blank lines: slower, but row numbers stay right."""
        rows: list[list[str]] = []
        for number, cells in enumerate(_records(body.decode(), self.delimiter), first_row + 1):
            extra = next((i for i, text in enumerate(cells[width:]) if text.strip()), None)
            if extra is not None:
                problems.append(
                    Problem(
                        Phrase("load-row-too-wide", count=width),
                        file=self.file,
                        row=number,
                        column=column_letters(width + extra),
                        value=cells[width + extra],
                    )
                )
            rows.append((cells + [""] * width)[:width])
        return [Column.of_texts([row[index] for row in rows]) for index in range(width)]


def open_csv(path: Path, content: bytes) -> CsvSheet:
    """Return the sheet in the bytes of a CSV file.

    Raises:
        LoadRefusedError: empty, no text, or in no known encoding.
    """
    for magic, kind in _MAGIC.items():
        if content.startswith(magic):
            raise refuse(
                Phrase(
                    "load-content-differs", ending=path.suffix, kind=Phrase(f"load-content-{kind}")
                ),
                path.name,
            )
    text, encoding = _decode(content, path.name)
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if not text.strip():
        raise refuse(Phrase("load-file-empty"), path.name)
    start = text[: 1 << 18]
    delimiter = _find_delimiter(start)
    utf8 = text.encode()
    head: list[list[str]] = []
    starts: list[int] = []
    lines = start.removesuffix("\n").split("\n")
    offsets = np.cumsum([0] + [len(line.encode()) + 1 for line in lines])
    reader = csv.reader(iter([line + "\n" for line in lines]), delimiter=delimiter)
    starts.append(0)
    try:
        for cells in islice(reader, HEAD_ROWS):
            head.append(cells)
            starts.append(int(min(offsets[reader.line_num], len(utf8))))
    except csv.Error as fault:
        raise _open_quote(path.name) from fault
    return CsvSheet(path.name, utf8, encoding, delimiter, head, starts)


def read_cells(sheet: CsvSheet) -> list[list[str]]:
    """Return all rows of a CSV file, each as long as it is.

    Raises:
        LoadRefusedError: a quote that is not closed.
    """
    try:
        return list(_records(sheet.content.decode(), sheet.delimiter))
    except csv.Error as fault:
        raise _open_quote(sheet.file) from fault


def _decode(content: bytes, file: str) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as(content, "utf-16", file), "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return _decode_as(content, "utf-8-sig", file), "utf-8-sig"
    sample = content[:4096]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) > 1 and zeros.count(0) > len(zeros) * 0.3:
            return _decode_as(content, encoding, file), "utf-16"
    if b"\0" in content:
        raise _no_csv(file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        western = content.decode("latin-1")
        if letters := find_old_letters(western[: 1 << 13].splitlines()):
            return to_unicode(western, letters), letters
        text = _decode_as(content, "windows-1258", file)
        return unicodedata.normalize("NFC", text), "windows-1258"
    # Text pasted from an old document has wrong Unicode letters.
    letters = find_old_letters(text[: 1 << 13].splitlines())
    return to_unicode(text, letters), letters or "utf-8"


def _decode_as(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise _no_csv(file) from fault


def _no_csv(file: str) -> Exception:
    return refuse(
        Phrase("load-letters-unknown"),
        file,
    )


def _open_quote(file: str) -> Exception:
    return refuse(
        Phrase("load-quote-open"),
        file,
    )


def _find_delimiter(start: str) -> str:
    """Return the delimiter that splits most rows into equally many columns."""
    separator = _SEPARATOR_LINE.match(start.split("\n", 1)[0])
    if separator:
        return separator[1]
    best, best_score = ",", 0
    for delimiter in (",", ";", "\t"):
        try:
            widths = Counter(len(row) for row in islice(_records(start, delimiter), HEAD_ROWS))
        except csv.Error:
            continue
        score = max(count * (width - 1) for width, count in widths.items())
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _has_blank_lines(body: bytes) -> bool:
    if b"\n\n" in body:
        return True
    # A pattern takes ten times as long, so it is used only where a line ends in a space.
    spaced = b" \n" in body or b"\t\n" in body
    return spaced and re.search(rb"\n[ \t]+\n", body) is not None


def _records(text: str, delimiter: str) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _read_fast(body: bytes, delimiter: str, width: int) -> list[Column] | None:
    """Return the columns, or None when the rows are not all of this width."""
    names = [str(index) for index in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(body),
            read_options=pyarrow.csv.ReadOptions(column_names=names, block_size=1 << 22),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=b'"' in body, ignore_empty_lines=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return [Column.of_arrow(table.column(name)) for name in names]
