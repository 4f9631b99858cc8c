"""Packs: all cells of one map in one blob, read straight into numpy.

A pack holds one indicator and one period for all areas of one level under one root, in the order
of `area.ordinal`. The root is the country, or for villages their province. Layout, little-endian:
4 bytes count, then `numerator`, `denominator`, `value` (float64 each), `reported`, `expected`,
`demo` (int32 each). NaN: not reported. A pack may be shorter than the level has areas: areas that
came later have reported nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ioc.area import COUNTRY_CODE, Level

Floats = NDArray[np.float64]
Counts = NDArray[np.int32]
_HEADER = np.dtype("<u4")


@dataclass
class Pack:
    """The columns of one map; arrays of equal length, index = `area.ordinal`."""

    numerator: Floats
    denominator: Floats
    value: Floats  # only where it was reported without its parts
    reported: Counts
    expected: Counts
    demo: Counts

    @classmethod
    def empty(cls, count: int) -> Pack:
        """Return a pack of areas that have reported nothing and of which nothing is expected."""
        floats = [np.full(count, np.nan) for _ in range(3)]
        counts = [np.zeros(count, dtype=np.int32) for _ in range(3)]
        return cls(*floats, *counts)

    @property
    def count(self) -> int:
        """How many areas the pack holds."""
        return len(self.numerator)

    def grown(self, count: int) -> Pack:
        """Return the pack with at least `count` areas, the new ones not reported."""
        if count <= self.count:
            return self
        tail = Pack.empty(count - self.count)
        return Pack(
            *(
                np.concatenate([mine, new])
                for mine, new in zip(self.columns(), tail.columns(), strict=True)
            )
        )

    def columns(self) -> tuple[Floats, Floats, Floats, Counts, Counts, Counts]:
        """Return the six columns in the order of the blob."""
        return (
            self.numerator,
            self.denominator,
            self.value,
            self.reported,
            self.expected,
            self.demo,
        )

    def encode(self) -> bytes:
        """Return the blob."""
        head = np.array([self.count], dtype=_HEADER).tobytes()
        return head + b"".join(column.tobytes() for column in self.columns())

    @classmethod
    def decode(cls, blob: bytes) -> Pack:
        """Return the pack in a blob; the arrays are read-only views on it.

        >>> Pack.decode(Pack.empty(2).encode()).reported.tolist()
        [0, 0]
        """
        count = int(np.frombuffer(blob, dtype=_HEADER, count=1)[0])
        floats = np.frombuffer(blob, dtype="<f8", count=3 * count, offset=4).reshape(3, count)
        counts = np.frombuffer(blob, dtype="<i4", offset=4 + 24 * count).reshape(3, count)
        return cls(floats[0], floats[1], floats[2], counts[0], counts[1], counts[2])

    def values(self, factor: float) -> Floats:
        """Return what the screen shows: the reported value, else numerator ÷ denominator × factor.

        A count (no denominator) is its numerator. NaN: not reported, or a denominator of zero.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = self.numerator / self.denominator * factor
        computed = np.where(np.isnan(self.denominator), self.numerator, ratio)
        computed = np.where(np.isinf(computed), np.nan, computed)
        shown: Floats = np.where(np.isnan(self.value), computed, self.value)
        return shown


def pack_root(level: Level, province_code: str | None) -> str:
    """Return the root that the packs of this level hang under."""
    return (province_code or COUNTRY_CODE) if level is Level.VILLAGE else COUNTRY_CODE
