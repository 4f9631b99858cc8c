"""Rows below the headings that are no data: repeated headings, signatures at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from data.load.files.headings import HeadingReader
from data.load.files.recognise import Layout
from data.load.files.sheets.sheet import Column
from data.load.files.texts.numbers import is_missing

# Signatures are searched within so many rows below the last number.
_MOST_BELOW = 5_000
_NUMBER = re.compile(r"[+\-−(]?\s*\d[\d.,\s]*(?:e[+-]?\d+)?\s*%?\)?|#.*|=.*|[+-]?(?:inf|∞).*", re.I)
_NUMBERING = re.compile(r"\(\s*[a-z]?\d{0,2}\s*\)", re.I)


def table_rows(
    layout: Layout, columns: Sequence[Column], reader: HeadingReader
) -> tuple[list[Column], list[int]]:
    """Return the columns without text below the table, and the rows of repeated headings.

    Rows of headings that a page break repeats are blank in the columns.
    """
    body = _without_end(layout, columns)
    again = _find_repeated_headings(layout, body, reader)
    return (_blank_rows(body, again) if again else body), again


def _without_end(layout: Layout, columns: Sequence[Column]) -> list[Column]:
    count = len(columns[0].codes) if columns else 0
    areas = [area.column for area in layout.areas]
    codes = [area.column for area in layout.areas if area.is_code]
    values = [column for group in layout.groups for column in group.columns.values()]

    def texts(row: int, of: Sequence[int]) -> list[str]:
        labels = [columns[column].text(row).strip() for column in of]
        return [text for text in labels if text]

    def is_data(row: int) -> bool:
        return any(
            is_missing(text) or _NUMBER.fullmatch(text) for text in texts(row, values)
        ) or any(text.isdigit() for text in texts(row, codes))

    first = count
    while first > max(0, count - _MOST_BELOW) and not is_data(first - 1):
        first -= 1
    # An area right below the numbers is one that reports none.
    while first < count and texts(first, areas):
        first += 1
    if not any(texts(row, values) for row in range(first, count)):
        return list(columns)
    return [column.first(first) for column in columns]


def _find_repeated_headings(
    layout: Layout, columns: Sequence[Column], reader: HeadingReader
) -> list[int]:
    """Return the rows that repeat headings, with the tiers and numberings below them."""
    heading_rows: set[int] = set()
    values = [column for group in layout.groups for column in group.columns.values()]
    areas = [area.column for area in layout.areas]
    for column in areas:
        cells = columns[column]
        names = np.array([reader.names_areas(label) for label in cells.labels()] or [False])
        if names.any():
            heading_rows |= {int(row) for row in np.flatnonzero(names[cells.codes])}
    rows = {
        row
        for row in heading_rows
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
    names = [columns[column].text(row).strip() for column in areas]
    texts = [columns[column].text(row).strip() for column in values]
    if all(_NUMBERING.fullmatch(text) for text in [*names, *texts] if text):
        return any(texts)
    return (
        not any(names)
        and any(texts)
        and not any(_NUMBER.fullmatch(text) or is_missing(text) for text in texts if text)
    )


def _blank_rows(columns: Sequence[Column], rows: Sequence[int]) -> list[Column]:
    result = []
    for column in columns:
        codes = column.codes.copy()
        codes[list(rows)] = len(column.texts)
        result.append(
            Column(
                codes,
                pa.concat_arrays([_plain(column.texts), pa.array([""], type=pa.string())]),
                None if column.numbers is None else np.append(column.numbers, np.nan),
                None if column.dates is None else np.append(column.dates, False),
                None if column.in_thousands is None else np.append(column.in_thousands, False),
            ).below(0)
        )
    return result


def _plain(texts: pa.Array) -> pa.Array:
    return texts.cast(pa.string())
