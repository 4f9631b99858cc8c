"""Rows below the headings that are no rows of the table: headings again, signatures at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from data.load.headings import HeadingReader
from data.load.recognise import Layout
from data.load.sheets.sheet import Column
from data.load.texts.numbers import is_missing

# Signatures stand within so many rows below the last number.
_MOST_BELOW = 5_000
_NUMBER = re.compile(r"[+\-−(]?\s*\d[\d.,\s]*(?:e[+-]?\d+)?\s*%?\)?|#.*|=.*|[+-]?(?:inf|∞).*", re.I)
_NUMBERING = re.compile(r"\(\s*[a-z]?\d{0,2}\s*\)", re.I)


def table_rows(
    layout: Layout, columns: Sequence[Column], reader: HeadingReader
) -> tuple[list[Column], list[int]]:
    """Return the columns without what stands below the table, and where headings stand again.

    Rows of headings that a page break repeats are blank in what is returned.
    """
    kept = _without_end(layout, columns)
    again = _repeated(layout, kept, reader)
    return (_blanked(kept, again) if again else kept), again


def _without_end(layout: Layout, columns: Sequence[Column]) -> list[Column]:
    count = len(columns[0].codes) if columns else 0
    areas = [area.column for area in layout.areas]
    codes = [area.column for area in layout.areas if area.is_code]
    values = [column for group in layout.groups for column in group.columns.values()]

    def texts(row: int, of: Sequence[int]) -> list[str]:
        found = [columns[column].text(row).strip() for column in of]
        return [text for text in found if text]

    def is_data(row: int) -> bool:
        return any(
            is_missing(text) or _NUMBER.fullmatch(text) for text in texts(row, values)
        ) or any(text.isdigit() for text in texts(row, codes))

    first = count
    while first > max(0, count - _MOST_BELOW) and not is_data(first - 1):
        first -= 1
    # What names an area right below the numbers is an area that says no number.
    while first < count and texts(first, areas):
        first += 1
    if not any(texts(row, values) for row in range(first, count)):
        return list(columns)
    return [column.first(first) for column in columns]


def _repeated(layout: Layout, columns: Sequence[Column], reader: HeadingReader) -> list[int]:
    """Return the rows that say the headings again, with the tiers and numbers below them."""
    marked: set[int] = set()
    values = [column for group in layout.groups for column in group.columns.values()]
    areas = [area.column for area in layout.areas]
    for column in areas:
        cells = columns[column]
        names = np.array([reader.names_areas(label) for label in cells.labels()] or [False])
        if names.any():
            marked |= {int(row) for row in np.flatnonzero(names[cells.codes])}
    rows = {
        row
        for row in marked
        if not any(_NUMBER.fullmatch(columns[column].text(row).strip()) for column in values)
    }
    count = len(columns[0].codes) if columns else 0
    for row in sorted(rows):
        below = row + 1
        while below < min(count, row + 4) and _is_tier(columns, below, areas, values):
            rows.add(below)
            below += 1
    return sorted(rows)


def _is_tier(
    columns: Sequence[Column], row: int, areas: Sequence[int], values: Sequence[int]
) -> bool:
    named = [columns[column].text(row).strip() for column in areas]
    said = [columns[column].text(row).strip() for column in values]
    if all(_NUMBERING.fullmatch(text) for text in [*named, *said] if text):
        return any(said)
    return (
        not any(named)
        and any(said)
        and not any(_NUMBER.fullmatch(text) or is_missing(text) for text in said if text)
    )


def _blanked(columns: Sequence[Column], rows: Sequence[int]) -> list[Column]:
    blanked = []
    for column in columns:
        codes = column.codes.copy()
        codes[list(rows)] = len(column.texts)
        blanked.append(
            Column(
                codes,
                pa.concat_arrays([_plain(column.texts), pa.array([""], type=pa.string())]),
                None if column.numbers is None else np.append(column.numbers, np.nan),
                None if column.dates is None else np.append(column.dates, False),
                None if column.scaled is None else np.append(column.scaled, False),
            ).below(0)
        )
    return blanked


def _plain(texts: pa.Array) -> pa.Array:
    return texts.cast(pa.string())
