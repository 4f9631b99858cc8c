"""Faults of rows that nobody reported: illustrative, summed or converted numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.load.files.findings import Body, Findings
from data.load.files.headings import Role, plain_heading
from ioc.area import search_name
from ioc.words.phrase import Phrase

Mask = NDArray[np.bool_]

_OWN = {"", "reported", "tu bao cao"}
_SUMMED = {"summed", "added up from below", "tong hop tu cap duoi", "gop cac ky", "over time"}
_MADE_UP = ("so lieu minh hoa", "illustrative data")
# Headings that only the program's own exports have; several of them are no coincidence.
_EXPORT_ONLY = {
    "muc can dat", "trang thai", "da bao cao", "can bao cao", "lam tron", "so don vi duoc so",
    "ky so sanh", "tren tong so don vi", "so ky can co", "so ky co so lieu", "hang", "thuoc",
    "trong so duoc xep", "of ranked areas",
    "goal", "status", "reported", "expected", "rounding", "areas compared", "compared period",
    "areas in all", "rank", "within", "periods expected", "periods with numbers",
}  # fmt: skip
_ENOUGH = 3
_NOTES = {"ghi chu", "notes", "note"}


def refuse_no_reports(body: Body, has_values: Mask, faults: Findings) -> None:
    """Report rows that are marked as illustrative, summed or converted.

    Exports of the program carry these marks; loaded again, their rows would count as reports.
    """
    column = body.layout.keys.get(Role.CONVERSION)
    if column is not None:
        cells = body.columns[column]
        plain = [search_name(label) for label in cells.labels()]
        summed = np.array([label in _SUMMED for label in plain] or [False])[cells.codes]
        others = np.array([label not in _OWN for label in plain] or [False])[cells.codes]
        faults.cells(np.flatnonzero(has_values & summed), column, Phrase("load-summed-number"))
        faults.cells(
            np.flatnonzero(has_values & others & ~summed), column, Phrase("load-converted-number")
        )
    headings = {plain_heading(text) for text in body.layout.headings}
    if len(headings & _EXPORT_ONLY) >= _ENOUGH and (column is None or not headings & _NOTES):
        faults.add(body.file_problem(Phrase("load-export-cut")))
    for column in _remarks(body):
        cells = body.columns[column]
        made_up = np.array(
            [search_name(label).startswith(_MADE_UP) for label in cells.labels()] or [False]
        )
        faults.cells(
            np.flatnonzero(has_values & made_up[cells.codes]),
            column,
            Phrase("load-illustrative-number"),
        )


def _remarks(body: Body) -> list[int]:
    """Return the columns that are no area, no key and no number: free text."""
    layout = body.layout
    other_columns = {*(each.column for each in layout.areas), *layout.keys.values()}
    other_columns.update(column for group in layout.groups for column in group.columns.values())
    return [column for column in range(len(body.columns)) if column not in other_columns]
