"""Rows that say of themselves that nobody reported them: made up, added up, converted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.load.findings import Body, Findings
from data.load.headings import Role, plain_heading
from ioc.area import search_name

Mask = NDArray[np.bool_]

_OWN = {"", "reported", "tu bao cao"}
_SUMMED = {"summed", "added up from below", "tong hop tu cap duoi", "gop cac ky", "over time"}
_MADE_UP = ("so lieu minh hoa", "illustrative data")
# Headings that only files of the program's own bear; several of them together are no chance.
_EXPORT_ONLY = {
    "muc can dat", "trang thai", "da bao cao", "can bao cao", "lam tron", "so don vi duoc so",
    "ky so sanh", "tren tong so don vi", "so ky can co", "so ky co so lieu", "hang", "thuoc",
    "goal", "status", "reported", "expected", "rounding", "areas compared", "compared period",
    "areas in all", "rank", "within", "periods expected", "periods with numbers",
}  # fmt: skip
_ENOUGH = 3
_NOTES = {"ghi chu", "notes", "note"}


def refuse_no_reports(body: Body, filled: Mask, faults: Findings) -> None:
    """Report rows that say of themselves that nobody reported them: made up, summed, converted.

    Files that the program writes say so; handed in again they would count as reports.
    """
    column = body.layout.keys.get(Role.CONVERSION)
    if column is not None:
        cells = body.columns[column]
        plain = [search_name(label) for label in cells.labels()]
        summed = np.array([label in _SUMMED for label in plain] or [False])[cells.codes]
        others = np.array([label not in _OWN for label in plain] or [False])[cells.codes]
        faults.cells(
            np.flatnonzero(filled & summed),
            column,
            "số tổng hợp, không phải số báo cáo",
            "bỏ dòng này, và nạp số của từng đơn vị báo cáo",
        )
        faults.cells(
            np.flatnonzero(filled & others & ~summed),
            column,
            "số quy đổi từ kỳ địa giới khác, không phải số báo cáo",
            "bỏ dòng này, và nạp số gốc ở kỳ địa giới mà nó được báo cáo",
        )
    headings = {plain_heading(text) for text in body.layout.headings}
    if len(headings & _EXPORT_ONLY) >= _ENOUGH and (column is None or not headings & _NOTES):
        faults.add(
            body.file_problem(
                "tệp do chương trình xuất ra nhưng không còn đủ cột “Cách tính” và “Ghi chú”: không"
                " phân biệt được số báo cáo với số tổng hợp hay số minh hoạ",
                "nạp tệp gốc của đơn vị báo cáo, hoặc giữ nguyên các cột của tệp xuất",
            )
        )
    for column in _remarks(body):
        cells = body.columns[column]
        marked = np.array(
            [search_name(label).startswith(_MADE_UP) for label in cells.labels()] or [False]
        )
        faults.cells(
            np.flatnonzero(filled & marked[cells.codes]),
            column,
            "số liệu minh hoạ, không phải số báo cáo",
            "bỏ dòng này: chỉ nạp số do đơn vị báo cáo",
        )


def _remarks(body: Body) -> list[int]:
    """Return the columns that are no area, no key and no number: what somebody wrote beside."""
    layout = body.layout
    known = {*(each.column for each in layout.areas), *layout.keys.values()}
    known.update(column for group in layout.groups for column in group.columns.values())
    return [column for column in range(len(body.columns)) if column not in known]
