"""Packs: all cells of one map in one blob, read straight into numpy.

A pack holds one indicator and one period for all areas of one level under one root, in the order
of `area.ordinal`; the root is the province, or the country for provinces themselves. A pack may
be shorter than the number of areas: areas added later have reported nothing.

Layout, little-endian: uint32 count, its highest bit set where all columns follow and not only the
first nine; for each of the columns (in the order of the fields of `Pack`) one byte of kind; then
the columns, of a constant one a single number. Counts of villages and dossiers are whole numbers,
so most columns fit four bytes and many are constant: a pack of 3,806 villages takes about 30 kB
instead of 137.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.store.unreadable import plain_numbers
from ioc.area import COUNTRY_CODE, Level

Floats = NDArray[np.float64]
Counts = NDArray[np.int32]

_ALL_MISSING, _WHOLE, _FLOAT, _CONSTANT, _COUNTS = range(5)
# Columns of a full pack; of one without reports of areas above others; the mark of a full pack.
_ALL, _PLAIN, _FULL = 16, 9, 1 << 31
_FLOAT_PLACES = frozenset((0, 1, 2, 13, 14, 15))
_MISSING = np.iinfo(np.int32).min
_I4, _F8 = np.dtype("<i4"), np.dtype("<f8")


@dataclass
class Pack:
    """The columns of one map; arrays of equal length, index = `area.ordinal`."""

    numerator: Floats
    denominator: Floats
    value: Floats  # only where it was reported without its parts
    reported: Counts
    expected: Counts
    demo: Counts
    converted: Counts  # how many of `reported` were converted from another vintage
    estimated: Counts  # how many of those by a weight
    basis: Counts  # ioc.crosswalk.BASIS_CODES of the weight; 0: none
    own: Counts  # how many of `reported` are covered by the report of an area above them
    voice: Counts  # ioc.rollup.Voice: whose number is shown
    # The number kept beside the one shown: the sum of the parts, or the area's own report.
    beside_reported: Counts
    beside_demo: Counts
    beside_numerator: Floats
    beside_denominator: Floats
    beside_value: Floats

    @classmethod
    def empty(cls, count: int) -> Pack:
        """Return a pack of areas without reports, of which none are expected."""
        return cls(*(
            np.full(count, np.nan) if place in _FLOAT_PLACES else np.zeros(count, np.int32)
            for place in range(_ALL)
        ))  # type: ignore[arg-type]  # fmt: skip

    @property
    def count(self) -> int:
        """The number of areas in the pack."""
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
            self.own,
            self.voice,
            self.beside_reported,
            self.beside_demo,
            self.beside_numerator,
            self.beside_denominator,
            self.beside_value,
        )

    def encode(self) -> bytes:
        """Return the blob."""
        plain = not self.own.any() and not self.voice.any()
        columns = self.columns()[: _PLAIN if plain else _ALL]
        parts = [
            _encode_floats(column) if place in _FLOAT_PLACES else _encode_counts(column)
            for place, column in enumerate(columns)
        ]
        kinds = bytes(kind for kind, _ in parts)
        count = self.count if plain else self.count | _FULL
        return struct.pack("<I", count) + kinds + b"".join(body for _, body in parts)

    @classmethod
    def decode(cls, blob: bytes) -> Pack:
        """Return the pack in a blob; arrays may be read-only.

        >>> Pack.decode(Pack.empty(2).encode()).reported.tolist()
        [0, 0]
        """
        columns = decode_columns(blob)
        count = len(columns[0])
        columns += [nothing(place, count) for place in range(len(columns), _ALL)]
        return cls(*columns)

    @staticmethod
    def decode_values(blob: bytes, factor: float) -> Floats:
        """Return the `values` of the pack in a blob, without decoding the other columns."""
        numerator, denominator, value = decode_columns(blob, 3)
        return shown_values(numerator, denominator, value, factor)

    def values(self, factor: float) -> Floats:
        """Return the values to show: the reported one, else numerator ÷ denominator × factor.

        A count (no denominator) is its numerator. NaN: not reported, or a denominator of zero.
        """
        return shown_values(self.numerator, self.denominator, self.value, factor)

    def beside_values(self, factor: float) -> Floats:
        """Return the `values` of the numbers kept beside those shown."""
        if not self.voice.any():
            return self.beside_value
        return shown_values(
            self.beside_numerator, self.beside_denominator, self.beside_value, factor
        )


def decode_columns(blob: bytes, first: int = _ALL) -> list[Any]:
    """Return the first columns of a blob, in the order of the fields of `Pack`; maybe read-only.

    No more than the blob holds: the other columns are `nothing`.
    """
    count, kinds = _head(blob)
    offset = 4 + len(kinds)
    columns: list[Any] = []
    for kind in kinds[:first]:
        column, offset = _decode_column(blob, kind, count, offset)
        columns.append(column)
    return columns


def _head(blob: bytes) -> tuple[int, bytes]:
    """Return how many areas a blob holds, and the kind of each column."""
    count = int.from_bytes(blob[:4], "little")
    return count & ~_FULL, blob[4 : 4 + (_ALL if count & _FULL else _PLAIN)]


def _decode_column(blob: bytes, kind: int, count: int, offset: int) -> tuple[Floats | Counts, int]:
    """Return a column and where the next one begins."""
    if kind == _ALL_MISSING:
        return _nothing(True, count), offset
    if kind == _WHOLE:
        whole = np.frombuffer(blob, _I4, count, offset)
        column = whole.astype(np.float64)
        column[whole == _MISSING] = np.nan
        return column, offset + 4 * count
    if kind == _FLOAT:
        return plain_numbers(np.frombuffer(blob, _F8, count, offset)), offset + 8 * count
    if kind == _CONSTANT:
        return np.full(count, np.frombuffer(blob, _I4, 1, offset)[0]), offset + 4
    return np.frombuffer(blob, _I4, count, offset), offset + 4 * count


def nothing(place: int, count: int) -> Any:
    """Return the column of this place, read-only, in which nothing was reported."""
    return _nothing(place in _FLOAT_PLACES, count)


@lru_cache(maxsize=1024)
def _nothing(floats: bool, count: int) -> NDArray[Any]:
    return np.broadcast_to(np.nan if floats else np.int32(0), count)


def is_nothing(column: NDArray[Any]) -> bool:
    """Tell whether a column is one of `nothing`, without reading its rows."""
    if column.strides != (0,):
        return False
    return not column.size or not (column[0] == column[0] and column[0])


def shown_values(
    numerator: Floats, denominator: Floats, value: Floats, factor: float | Floats
) -> Floats:
    """Return the reported value, else numerator ÷ denominator × factor, else the numerator."""
    if is_nothing(denominator) and is_nothing(value):
        return numerator.copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        values: Floats = numerator / denominator * factor
    values[np.isinf(values)] = np.nan
    is_count = np.isnan(denominator)
    if is_count.any():
        values = np.where(is_count, numerator, values)
    if is_nothing(value):
        return values
    has_value = ~np.isnan(value)
    return np.where(has_value, value, values) if has_value.any() else values


def _encode_floats(column: Floats) -> tuple[int, bytes]:
    missing = np.isnan(column)
    if missing.all():
        return _ALL_MISSING, b""
    numbers = np.where(missing, 0.0, column)
    if -_MISSING > numbers.max() and _MISSING < numbers.min():
        whole = numbers.astype("<i4")
        if (whole == numbers).all():
            whole[missing] = _MISSING
            return _WHOLE, whole.tobytes()
    return _FLOAT, column.astype("<f8").tobytes()


def _encode_counts(column: Counts) -> tuple[int, bytes]:
    if column.size and (column == column[0]).all():
        return _CONSTANT, column[:1].astype("<i4").tobytes()
    return _COUNTS, column.astype("<i4").tobytes()


def pack_root(level: Level, province_code: str | None) -> str:
    """Return the root of the pack of an area: its province, or the country."""
    if level.depth <= Level.PROVINCE.depth or not province_code:
        return COUNTRY_CODE
    return province_code
