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

from data.load.sheets.sheet import HEAD_ROWS, Column, Merge, column_letters, refuse
from ioc.errors import Problem
from ioc.old_letters import find_old_letters, to_unicode

_BLANK_LINES = re.compile(rb"^[ \t]*$", re.MULTILINE)
_SEPARATOR_LINE = re.compile(r"sep=([,;|\t])\s*$", re.IGNORECASE)
# What a file that is no text begins with, and what it then is.
_MAGIC = {
    b"PK\x03\x04": "sổ tính XLSX hoặc tệp nén",
    b"\xd0\xcf\x11\xe0": "sổ tính Excel đời cũ (.xls)",
    b"%PDF": "tệp PDF",
    b"\x89PNG": "ảnh",
    b"\xff\xd8\xff": "ảnh",
    b"PAR1": "tệp Parquet",
    b"SQLite format 3": "tệp SQLite",
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
        """Read rows of unequal length and blank lines: slower, but each row keeps its number."""
        rows: list[list[str]] = []
        for number, cells in enumerate(_records(body.decode(), self.delimiter), first_row + 1):
            extra = next((i for i, text in enumerate(cells[width:]) if text.strip()), None)
            if extra is not None:
                problems.append(
                    Problem(
                        f"dòng có nhiều ô hơn hàng tiêu đề ({width} cột)",
                        "bỏ dấu phân cách thừa, hoặc đặt ô có dấu phân cách trong dấu nháy kép",
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
                f"nội dung không đúng với đuôi tệp “{path.suffix}”: đây là {kind}",
                "mở bằng phần mềm bảng tính rồi lưu lại thành CSV UTF-8 hoặc XLSX",
                path.name,
            )
    text, encoding = _decode(content, path.name)
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if not text.strip():
        raise refuse("tệp rỗng", "nộp tệp có hàng tiêu đề và ít nhất một dòng số liệu", path.name)
    start = text[: 1 << 18]
    delimiter = _find_delimiter(start)
    encoded = text.encode()
    head: list[list[str]] = []
    starts: list[int] = []
    lines = start.removesuffix("\n").split("\n")
    offsets = np.cumsum([0] + [len(line.encode()) + 1 for line in lines])
    reader = csv.reader(iter([line + "\n" for line in lines]), delimiter=delimiter)
    starts.append(0)
    try:
        for cells in islice(reader, HEAD_ROWS):
            head.append(cells)
            starts.append(int(min(offsets[reader.line_num], len(encoded))))
    except csv.Error as fault:
        raise _open_quote(path.name) from fault
    return CsvSheet(path.name, encoded, encoding, delimiter, head, starts)


def _decode(content: bytes, file: str) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16", file), "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return _decoded(content, "utf-8-sig", file), "utf-8-sig"
    sample = content[:4096]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) > 1 and zeros.count(0) > len(zeros) * 0.3:
            return _decoded(content, encoding, file), "utf-16"
    if b"\0" in content:
        raise _no_csv(file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        western = content.decode("latin-1")
        if letters := find_old_letters(western[: 1 << 13].splitlines()):
            return to_unicode(western, letters), letters
        text = _decoded(content, "windows-1258", file)
        return unicodedata.normalize("NFC", text), "windows-1258"
    # Pasted from an old document, its letters are Unicode of the wrong kind.
    letters = find_old_letters(text[: 1 << 13].splitlines())
    return to_unicode(text, letters), letters or "utf-8"


def _decoded(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise _no_csv(file) from fault


def _no_csv(file: str) -> Exception:
    return refuse(
        "tệp không phải văn bản UTF-8, UTF-16 hay Windows-1258",
        "lưu lại thành “CSV UTF-8 (phân cách bằng dấu phẩy)”",
        file,
    )


def _open_quote(file: str) -> Exception:
    return refuse(
        "một ô quá dài: có lẽ dấu nháy kép không có dấu đóng",
        "bỏ dấu nháy kép thừa, hoặc lưu lại thành CSV từ phần mềm bảng tính",
        file,
    )


def _find_delimiter(start: str) -> str:
    """Return the delimiter that cuts the most rows into the most columns of equal number."""
    named = _SEPARATOR_LINE.match(start.split("\n", 1)[0])
    if named:
        return named[1]
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
    # Searching with a pattern takes ten times as long: only where a line ends in a space.
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
