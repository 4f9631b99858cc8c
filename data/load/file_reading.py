"""A file on disk → the one sheet of it that holds a table, with its layout."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.load.headings import HeadingReader
from data.load.recognise import Layout, find_layout, missing_parts
from data.load.sheets.csv_process import BoundedCsv, open_bounded
from data.load.sheets.sheet import Sheet, refuse
from data.load.sheets.xlsx_sheet import XlsxSheet, open_xlsx
from ioc.errors import Problem
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
    found = []
    for sheet in sheets:
        layout, problems = find_layout(sheet, path.name, reader_for(sheet))
        if layout is not None:
            found.append((sheet, layout, problems))
    if not found:
        lacking = missing_parts(sheets[0], reader_for(sheets[0]))
        raise refuse(
            f"không tìm thấy bảng số liệu: thiếu {lacking}",
            "đặt tiêu đề cột như tệp mẫu trong tài liệu (docs/loading.md)",
            path.name,
            sheet=sheets[0].name,
        )
    if len(found) > 1:
        names = ", ".join(f"“{sheet.name}”" for sheet, _, _ in found)
        raise refuse(
            f"tệp có nhiều trang tính chứa bảng số liệu: {names}",
            "nạp từng trang tính bằng tuỳ chọn --sheet",
            path.name,
        )
    sheet, layout, problems = found[0]
    return FoundTable(
        file=path.name,
        sha256=sha256,
        sheet=sheet,
        layout=layout,
        problems=problems,
        encoding=sheet.encoding if isinstance(sheet, BoundedCsv | XlsxSheet) else "",
        delimiter=sheet.delimiter if isinstance(sheet, BoundedCsv) else "",
    )


def open_sheets(path: Path, sheet_name: str | None, max_bytes: int) -> tuple[list[Sheet], str]:
    """Return the visible sheets of a file (or the one named), and the SHA-256 of its bytes.

    Raises:
        LoadRefusedError: no such file or sheet, empty, too large, or not what its ending says.
    """
    if not path.is_file():
        raise refuse("không có tệp này", "kiểm tra lại đường dẫn", path.name)
    size = path.stat().st_size
    if size > max_bytes:
        raise refuse(
            f"tệp quá lớn: {size / 2**20:.1f} MB, giới hạn {max_bytes / 2**20:.1f} MB",
            "chia thành nhiều tệp nhỏ hơn",
            path.name,
        )
    if size == 0:
        raise refuse("tệp rỗng", "nộp tệp có hàng tiêu đề và ít nhất một dòng số liệu", path.name)
    sheets, sha256 = _open(path, max_bytes)
    if sheet_name is not None:
        chosen = [sheet for sheet in sheets if sheet.name == sheet_name]
        if not chosen:
            names = ", ".join(f"“{sheet.name}”" for sheet in sheets if sheet.name) or "không có"
            raise refuse(
                f"không có trang tính “{sheet_name}”", f"chọn một trong: {names}", path.name
            )
        sheets = chosen
    return sheets, sha256


def _open(path: Path, max_bytes: int) -> tuple[list[Sheet], str]:
    """Read a file in a process of its own: a kilobyte can ask for gigabytes or break a library."""
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
        f"không nhận đuôi tệp “{path.suffix}”",
        "lưu thành CSV UTF-8 hoặc XLSX (Save As) rồi nạp lại",
        path.name,
    )
