"""Reads the numbers of a map as the contract of `data.wire` says, by plain numpy."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WIDE = {1: "<u1", 2: "<u2", 4: "<u4"}
Columns = dict[str, NDArray[np.float64]]


def unpacked(body: bytes) -> tuple[dict[str, Any], Columns]:
    """Return the header of an answer, and its columns as they stand in it; NaN: missing."""
    assert body[:4] == b"IOC2"
    length = int.from_bytes(body[4:8], "little")
    header = json.loads(body[8 : 8 + length])
    return header, read(header.get("columns", []), body[8 + length :], header.get("rows", 0))


def read(described: list[Any], content: bytes, rows: int) -> Columns:
    """Read columns as their description says, plane by plane."""
    columns, at = {}, 0
    for name, width, low in described:
        part = content[at : at + width * rows]
        at += width * rows
        if width == 0:
            columns[name] = np.full(rows, np.nan if low is None else float(low))
        elif width == 8:
            columns[name] = np.frombuffer(part, "<f8")
        else:
            rows_first = np.frombuffer(part, "u1").reshape(width, rows).T.tobytes()
            far = np.frombuffer(rows_first, _WIDE[width]).astype(float)
            columns[name] = np.where(far == 0, np.nan, far - 1 + low)
    assert at == len(content)
    return columns


def shown_numbers(
    header: dict[str, Any], column: NDArray[np.float64], decimals: int, name: str = "value"
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the numbers of a column as they are shown, and the decimals of each."""
    numbers = column / 10.0**decimals
    digits = np.full(len(numbers), decimals)
    for row, whole, places in header.get("finer", {}).get(name, []):
        numbers[row], digits[row] = whole / 10**places, places
    return numbers, digits


def numerators(columns: Columns, factor: float, decimals: int) -> NDArray[np.float64]:
    """Return the numerators, which follow from value, denominator and the rest."""
    value, under, scale = columns["value"], columns["denominator"], 10.0**decimals
    numbers = np.where(np.isnan(under), value / scale, value * under / (factor * scale))
    return columns["rest"] + np.where(np.isnan(numbers), 0.0, np.floor(numbers + 0.5))
