"""Reads the numbers of a map as the contract of `data.wire` says, by plain numpy."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.wire.columns import MAGIC
from ioc.status import NO_DATA

_WIDE = {1: "<u1", 2: "<u2", 4: "<u4"}
Columns = dict[str, NDArray[np.float64]]


def unpacked(body: bytes) -> tuple[dict[str, Any], Columns]:
    """Return the header of an answer, and its columns as they stand in it; NaN: missing."""
    assert body[:4] == MAGIC
    length = int.from_bytes(body[4:8], "little")
    header = json.loads(body[8 : 8 + length])
    return header, read(header.get("columns", []), body[8 + length :], header.get("rows", 0))


def read(described: list[Any], content: bytes, rows: int) -> Columns:
    """Read columns as their description says, plane by plane."""
    columns, at = {}, 0
    for name, width, low, *own_length in described:
        length = own_length[0] if own_length else rows
        part = content[at : at + width * length]
        at += width * length
        if width == 0:
            columns[name] = np.full(length, np.nan if low is None else float(low))
        elif width == 8:
            columns[name] = np.frombuffer(part, "<f8")
        else:
            rows_first = np.frombuffer(part, "u1").reshape(width, length).T.tobytes()
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
    row = -1
    for gap, rest, places in header.get("finer", {}).get(name, []):
        row += gap
        whole = column[row] * 10 ** (places - decimals) + rest
        numbers[row], digits[row] = whole / 10**places, places
    return numbers, digits


def cells_of_history(header: dict[str, Any], columns: Columns) -> Columns:
    """Return value (as shown × 10^decimals), status, flags and origin, periods × areas of each."""
    areas, periods = header["n"], len(header["periods"])
    runs = columns["run"].astype(int)
    has_content = np.repeat(np.arange(len(runs)) % 2 == 1, runs).reshape(periods, areas)
    has_begun = np.vstack([np.zeros(areas, bool), np.cumsum(has_content, axis=0)[:-1] > 0])
    goes_on, begins = has_content & has_begun, has_content & ~has_begun
    turn = np.zeros(len(columns["step"]))
    turn[np.cumsum(columns["turn_gap"]).astype(int) - 1] = columns["turn"]
    steps, turns = np.full((2, periods, areas), np.nan)
    steps[begins], steps[goes_on] = columns["first"], columns["step"]
    turns[begins], turns[goes_on] = columns["status"], turn
    flags, origin = np.zeros((2, periods, areas))
    moves = np.zeros(int(has_content.sum()))
    places = np.cumsum(columns["flags_gap"]).astype(int) - 1
    moves[places] = np.diff(columns["flags"], prepend=0)
    flags[has_content] = np.cumsum(moves)
    if "origin" in columns:
        origin[has_content] = columns["origin"]
    has_none = np.isnan(steps)
    return {
        "value": np.where(has_none, np.nan, np.cumsum(np.nan_to_num(steps), axis=0)),
        "status": np.where(has_none, NO_DATA, np.cumsum(np.nan_to_num(turns), axis=0)),
        "flags": flags,
        "origin": origin,
    }


def numerators(columns: Columns, factor: float, decimals: int) -> NDArray[np.float64]:
    """Return the numerators, which follow from value, denominator and the rest."""
    value, under, scale = columns["value"], columns["denominator"], 10.0**decimals
    numbers = np.where(np.isnan(under), value / scale, value * under / (factor * scale))
    return columns["rest"] + np.where(np.isnan(numbers), 0.0, np.floor(numbers + 0.5))
