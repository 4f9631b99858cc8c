"""Numbers of a map on their way to the browser."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from data.columns import encode_columns, shown_columns
from data.pack import Pack
from data.queries.comparison.tables import TableChanges
from ioc.area import Level
from tests.unit.test_shown import SHARE

_WIDE = {1: "<u1", 2: "<u2", 4: "<u4"}


def read(described: list[Any], content: bytes, rows: int) -> dict[str, NDArray[np.float64]]:
    """Read columns as their description says, plane by plane."""
    columns, at = {}, 0
    for name, width, low in described:
        part = content[at : at + width * rows]
        at += width * rows
        if width == 0:
            columns[name] = np.full(rows, np.nan if low is None else low)
        elif width == 8:
            columns[name] = np.frombuffer(part, "<f8")
        else:
            rows_first = np.frombuffer(part, "u1").reshape(width, rows).T.tobytes()
            far = np.frombuffer(rows_first, _WIDE[width]).astype(float)
            columns[name] = np.where(far == 0, np.nan, far - 1 + low)
    assert at == len(content)
    return columns


_NUMBERS = st.one_of(
    st.integers(-(10**6), 10**6).map(float), st.just(float("nan")), st.sampled_from([0.0, 0.5])
)


@given(st.lists(st.tuples(_NUMBERS, st.integers(0, 70_000)), min_size=1, max_size=40))
def test_every_number_comes_back(rows: list[tuple[float, int]]) -> None:
    floats = np.array([one for one, _ in rows])
    counts = np.array([two for _, two in rows], dtype=np.int32)
    came = read(*encode_columns({"a": floats, "b": counts}), len(rows))
    np.testing.assert_array_equal(came["a"], floats)
    np.testing.assert_array_equal(came["b"], counts)


@pytest.mark.parametrize(
    ("numbers", "width"),
    [
        ([5, 5, 5], 0),
        ([0, 254], 1),
        ([0, 255], 2),
        ([-3, 60_000], 2),
        ([0, 65_535], 4),
        ([0.5, 1], 8),
    ],
)
def test_a_column_takes_no_more_bytes_than_its_numbers_need(
    numbers: list[float], width: int
) -> None:
    ((_, found, _),), content = encode_columns({"a": np.array(numbers, dtype=float)})
    assert found == width
    assert len(content) == width * len(numbers)


def test_nothing_reported_takes_no_bytes() -> None:
    none = np.zeros(3, dtype=np.int64)
    moved = TableChanges(np.full(3, np.nan), none, none, Level.COMMUNE)
    described, content = encode_columns(shown_columns(Pack.empty(3), moved, SHARE))
    assert content == b""
    assert dict((name, low) for name, _, low in described) == {
        "gap": None, "denominator": None, "change": None, "reported": 0, "lacking": 0, "sound": 0,
    }  # fmt: skip
