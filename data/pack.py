"""Packs: all cells of one map in one blob, read straight into numpy.

A pack holds one indicator and one period for all areas of one level under one root, in the order
of `area.ordinal`; the root is the province, or the country for provinces themselves. A pack may
be shorter than the level has areas: areas that came later have reported nothing.

Layout, little-endian: uint32 count; for each of `numerator`, `denominator`, `value`, `reported`,
`expected`, `demo`, `converted`, `estimated`, `basis` one byte of kind; then the columns, of a
constant one a single number. Counts of villages
and dossiers are whole numbers, so most columns fit four bytes and many are constant: a pack of
3,806 villages takes about 30 kB instead of 137.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ioc.area import COUNTRY_CODE, Level

Floats = NDArray[np.float64]
Counts = NDArray[np.int32]

_ALL_MISSING, _WHOLE, _FLOAT, _CONSTANT, _COUNTS = range(5)
_MISSING = np.iinfo(np.int32).min


@dataclass
class Pack:
    """The columns of one map; arrays of equal length, index = `area.ordinal`."""

    numerator: Floats
    denominator: Floats
    value: Floats  # only where it was reported without its parts
    reported: Counts
    expected: Counts
    demo: Counts
    converted: Counts  # how many of `reported` were brought over from another vintage
    estimated: Counts  # how many of those by a weight
    basis: Counts  # ioc.crosswalk.BASIS_CODES of the weight; 0: none

    @classmethod
    def empty(cls, count: int) -> Pack:
        """Return a pack of areas that have reported nothing and of which nothing is expected."""
        floats = [np.full(count, np.nan) for _ in range(3)]
        counts = [np.zeros(count, dtype=np.int32) for _ in range(6)]
        return cls(*floats, *counts)

    @property
    def count(self) -> int:
        """How many areas the pack holds."""
        return len(self.numerator)

    def columns(self) -> tuple[NDArray[Any], ...]:
        """Return the columns in the order of the blob."""
        return (
            self.numerator,
            self.denominator,
            self.value,
            self.reported,
            self.expected,
            self.demo,
            self.converted,
            self.estimated,
            self.basis,
        )

    def encode(self) -> bytes:
        """Return the blob."""
        floats = [_encode_floats(column) for column in self.columns()[:3]]
        counts = [_encode_counts(column) for column in self.columns()[3:]]
        kinds = bytes(kind for kind, _ in floats + counts)
        return struct.pack("<I", self.count) + kinds + b"".join(body for _, body in floats + counts)

    @classmethod
    def decode(cls, blob: bytes) -> Pack:
        """Return the pack in a blob; arrays may be read-only.

        >>> Pack.decode(Pack.empty(2).encode()).reported.tolist()
        [0, 0]
        """
        count, kinds = _head(blob)
        floats, offset = _decode_floats(blob)
        columns: list[Floats | Counts] = [*floats]
        for kind in kinds[3:]:
            width = 1 if kind == _CONSTANT else count
            numbers = np.frombuffer(blob, "<i4", width, offset)
            columns.append(np.full(count, numbers[0]) if kind == _CONSTANT else numbers)
            offset += 4 * width
        return cls(*columns)  # type: ignore[arg-type]

    @staticmethod
    def decode_values(blob: bytes, factor: float) -> Floats:
        """Return `values` of the pack in a blob, without looking at the rest of it."""
        return shown_values(*_decode_floats(blob)[0], factor)

    def values(self, factor: float) -> Floats:
        """Return what the screen shows: the reported value, else numerator ÷ denominator × factor.

        A count (no denominator) is its numerator. NaN: not reported, or a denominator of zero.
        """
        return shown_values(self.numerator, self.denominator, self.value, factor)


def _head(blob: bytes) -> tuple[int, bytes]:
    """Return how many areas a blob holds, and the kind of each column."""
    return int.from_bytes(blob[:4], "little"), blob[4:13]


def _decode_floats(blob: bytes) -> tuple[tuple[Floats, Floats, Floats], int]:
    """Return numerator, denominator and value, and where the next column begins."""
    count, kinds = _head(blob)
    offset = 13
    columns: list[Floats] = []
    for kind in kinds[:3]:
        if kind == _ALL_MISSING:
            columns.append(np.full(count, np.nan))
        elif kind == _WHOLE:
            whole = np.frombuffer(blob, "<i4", count, offset)
            column = whole.astype(np.float64)
            column[whole == _MISSING] = np.nan
            columns.append(column)
            offset += 4 * count
        else:
            columns.append(np.frombuffer(blob, "<f8", count, offset))
            offset += 8 * count
    numerator, denominator, value = columns
    return (numerator, denominator, value), offset


def shown_values(
    numerator: Floats, denominator: Floats, value: Floats, factor: float | Floats
) -> Floats:
    """Return the reported value, else numerator ÷ denominator × factor, else the numerator."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shown: Floats = numerator / denominator * factor
    shown[np.isinf(shown)] = np.nan
    counted = np.isnan(denominator)
    if counted.any():
        shown = np.where(counted, numerator, shown)
    given = ~np.isnan(value)
    return np.where(given, value, shown) if given.any() else shown


def _encode_floats(column: Floats) -> tuple[int, bytes]:
    missing = np.isnan(column)
    if missing.all():
        return _ALL_MISSING, b""
    filled = np.where(missing, 0.0, column)
    if -_MISSING > filled.max() and _MISSING < filled.min():
        whole = filled.astype("<i4")
        if (whole == filled).all():
            whole[missing] = _MISSING
            return _WHOLE, whole.tobytes()
    return _FLOAT, column.astype("<f8").tobytes()


def _encode_counts(column: Counts) -> tuple[int, bytes]:
    if column.size and (column == column[0]).all():
        return _CONSTANT, column[:1].astype("<i4").tobytes()
    return _COUNTS, column.astype("<i4").tobytes()


def pack_root(level: Level, province_code: str | None) -> str:
    """Return the root that the pack of an area hangs under: its province, or the country."""
    if level.depth <= Level.PROVINCE.depth or not province_code:
        return COUNTRY_CODE
    return province_code
