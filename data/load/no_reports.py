"""Rows that say of themselves that nobody reported them: made up, added up, converted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.load.findings import Body, Findings
from data.load.headings import Role
from ioc.area import search_name

Mask = NDArray[np.bool_]

_OWN = {"", "reported", "tu bao cao"}
_SUMMED = {"summed", "added up from below", "tong hop tu cap duoi", "gop cac ky", "over time"}
_MADE_UP = ("so lieu minh hoa", "illustrative data")


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
