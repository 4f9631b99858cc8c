"""Columns of whole numbers in as few bytes as they need, and the answer that holds them.

A column of whole numbers is encoded as offsets from its lowest number, 0 for "missing", in one, two
or four bytes; all first bytes stand before all second bytes, because similar bytes side by side
compress better. A column with the same number in every row takes no bytes. Where few rows change,
`changes_of` leaves the others out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ioc.compact_json import compact_json

# What the bytes of header and columns mean. Another meaning is another number, here and in
# assets/src/core/wire.js: open pages and caches have answers of the format before.
FORMAT = 3
MAGIC = b"IOC%d" % FORMAT
ColumnHead = list[Any]

_LARGEST = 2**52
_WIDTHS = ((255, 1, "<u1"), (65_535, 2, "<u2"), (2**32 - 1, 4, "<u4"))


def encode_answer(header: Mapping[str, Any], content: bytes = b"") -> bytes:
    """Return an answer: "IOC3", uint32 length of a JSON header, the header, then the columns."""
    text = compact_json(header).encode()
    return MAGIC + len(text).to_bytes(4, "little") + text + content


def encode_columns(columns: Mapping[str, NDArray[Any]]) -> tuple[list[ColumnHead], bytes]:
    r"""Return the heads of the columns, and their bytes, one after the other.

    Args:
        columns: arrays; NaN is missing.

    Returns:
        [name, width, lowest] of each column, width in bytes per row: 0, every row holds `lowest`
        (None: every row is missing); 8, float64 little-endian, `lowest` is 0. A column that is
        longer or shorter than the first one has its length behind them.

    >>> encode_columns({"a": np.array([5.0, np.nan, 7.0]), "b": np.array([1, 1, 1])})
    ([['a', 1, 5], ['b', 0, 1]], b'\x01\x00\x03')
    >>> encode_columns({"a": np.array([5, 7]), "b": np.array([1])})[0]
    [['a', 1, 5], ['b', 0, 1, 1]]
    """
    heads: list[ColumnHead] = []
    parts: list[bytes] = []
    rows = len(next(iter(columns.values()), ()))
    for name, numbers in columns.items():
        about, content = _encode(numbers)
        own_length = [] if len(numbers) == rows else [len(numbers)]
        heads.append([name, *about, *own_length])
        parts.append(content)
    return heads, b"".join(parts)


def changes_of(numbers: NDArray[np.int32], before: int = 0) -> tuple[NDArray[np.int32], ...]:
    """Return where a column changes, as rows since the last such row, and the new numbers.

    >>> [each.tolist() for each in changes_of(np.array([0, 3, 3, 3, 11], np.int32))]
    [[2, 3], [3, 11]]
    """
    rows = np.flatnonzero(np.diff(numbers, prepend=np.int32(before)))
    return gaps_of(rows), numbers[rows]


def gaps_of(rows: NDArray[np.intp]) -> NDArray[np.int32]:
    """Return ascending rows as distances, each from the one before; the first from row -1.

    >>> gaps_of(np.array([0, 1, 5])).tolist()
    [1, 1, 4]
    """
    return np.diff(rows, prepend=-1).astype(np.int32)


def _encode(numbers: NDArray[Any]) -> tuple[tuple[int, int | float | None], bytes]:
    if not numbers.size:
        return (0, None), b""
    whole = numbers.dtype.kind == "i"
    present = np.ones(len(numbers), bool) if whole else numbers == numbers
    some = numbers if present.all() else numbers[present]
    if not some.size:
        return (0, None), b""
    low, high = some.min().item(), some.max().item()
    if low == high and len(some) == len(numbers):
        return (0, _plain(low)), b""
    span = high - low + 1
    # Beyond `_LARGEST` a float holds no distance of one.
    far = span > _WIDTHS[-1][0] or max(-low, high) >= _LARGEST
    if far or not (whole or bool((some == np.rint(some)).all())):
        return (8, 0), numbers.astype("<f8").tobytes()
    width, kind = next((width, kind) for most, width, kind in _WIDTHS if span <= most)
    offsets = numbers - (low - 1)
    if some is not numbers:
        offsets = np.where(present, offsets, 0)
    packed = offsets.astype(kind)
    if width > 1:
        packed = packed.view("u1").reshape(-1, width).T
    return (width, _plain(low)), packed.tobytes()


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number
