"""Numbers of a map on their way to the browser."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.numbers.pack import Pack
from data.queries.comparison.tables import TableChanges
from data.wire.cells import history_numbers, map_numbers
from data.wire.columns import FORMAT, encode_answer, encode_columns
from ioc.area import Level
from ioc.shown import part_numbers
from tests.modules import call
from tests.unit.test_shown import SHARE
from tests.wire import cells_of_history, read, shown_numbers

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
    ((_, dtype, _),), content = encode_columns({"a": np.array(numbers, dtype=float)})
    assert dtype == width
    assert len(content) == width * len(numbers)


def test_server_and_script_have_one_format() -> None:
    assert call("() => ioc.wire.FORMAT", None) == FORMAT


def test_nothing_reported_takes_no_bytes() -> None:
    none = np.zeros(3, dtype=np.int64)
    changes = TableChanges(np.full(3, np.nan), none, none, Level.COMMUNE)
    about, content = map_numbers(
        Pack.empty(3), SHARE, Level.COMMUNE, np.full(3, 95.0), changes=changes
    ).encode()
    assert content == b""
    assert {name: low for name, _, low in about["columns"]} == {
        "value": None, "status": 5, "flags": 0, "change": None, "denominator": None, "rest": None,
        "reported": 0, "lacking": 0,
    }  # fmt: skip


def test_the_few_numbers_that_take_more_decimals_stand_beside_the_others() -> None:
    cells = Pack.empty(4)
    cells.numerator[:] = [949_808, 950_000, 1, np.nan]
    cells.denominator[:] = [1_000_000, 1_000_000, 50_000, np.nan]
    numbers = map_numbers(
        cells, replace(SHARE, targets=(95.0,)), Level.COMMUNE, np.full(4, 95.0), parts=False
    )
    assert numbers.columns["value"][:3].tolist() == [950, 950, 0]
    assert numbers.finer == {"value": [[1, -2, 2], [2, 2, 3]]}
    assert numbers.columns["status"].tolist() == [1, 0, 2, 5]


_READ_HISTORY = """(bytes) => {
    const kept = ioc.wire.history(ioc.wire.decode(new Uint8Array(bytes).buffer));
    const { value, status, flags, origin } = kept;
    const finer = [...kept.finer];
    return [[...value], [...status], [...flags], [...(origin || [])], finer];
}"""


def random_months(chance: np.random.Generator, count: int) -> list[Pack]:
    """Return packs of months: areas come late, stay away, have nothing to divide by."""
    months = []
    begins = chance.integers(0, 4, count)
    for month in range(6):
        cells = Pack.empty(count)
        reports = (chance.random(count) < 0.6) & (month >= begins)
        cells.numerator[:] = np.where(reports, chance.integers(0, 9_000, count), np.nan)
        cells.denominator[:] = np.where(reports, chance.choice([0, 9_000, 10**6], count), np.nan)
        cells.reported[:], cells.expected[:] = reports, 2
        cells.demo[:] = reports & (chance.random(count) < 0.5)
        if month < 2:
            cells.converted[:] = reports
        months.append(cells)
    return months


@pytest.mark.parametrize("count", [1, 40, 600])
def test_a_history_is_each_of_its_months(count: int) -> None:
    chance = np.random.default_rng(count)
    months, target = random_months(chance, count), np.full(count, 0.5)
    one_by_one = [map_numbers(cells, SHARE, Level.COMMUNE, target, parts=False) for cells in months]
    about, content = history_numbers(
        ((each, target) for each in months), SHARE, Level.COMMUNE, count
    ).encode()
    header = about | {"n": count, "periods": ["m"] * 6, "decimals": SHARE.decimals}
    columns = cells_of_history(header, read(about["columns"], content, about["rows"]))
    came = call(_READ_HISTORY, list(encode_answer(header, content)))
    numbers, decimals = shown_numbers(header, columns["value"].ravel(), SHARE.decimals)
    np.testing.assert_array_equal(came[0], numbers)
    for place, name in enumerate(("status", "flags", "origin"), 1):
        np.testing.assert_array_equal(came[place] or 0, columns[name].ravel() if came[place] else 0)
    finer = {row: digits for row, digits in enumerate(decimals) if digits > SHARE.decimals}
    assert dict(came[4]) == finer
    for month, one in enumerate(one_by_one):
        none = np.zeros(count)
        for name in ("value", "status", "flags", "origin"):
            np.testing.assert_array_equal(columns[name][month], one.columns.get(name, none), name)
        alone, _ = shown_numbers({"finer": one.finer}, one.columns["value"], SHARE.decimals)
        np.testing.assert_array_equal(numbers[month * count :][:count], alone)


_OVER = st.one_of(st.none(), st.floats(0, 5e6))
_UNDER = st.one_of(st.none(), st.integers(0, 5000))


@given(st.lists(st.tuples(_OVER, _UNDER), min_size=1, max_size=20), st.integers(0, 2))
def test_numerators_come_back_whole(
    rows: list[tuple[float | None, int | None]], decimals: int
) -> None:
    cells = Pack.empty(len(rows))
    cells.numerator[:] = [np.nan if over is None else over for over, _ in rows]
    cells.denominator[:] = [np.nan if under is None else under for _, under in rows]
    measure = replace(SHARE, decimals=decimals)
    numbers_sent = map_numbers(cells, measure, Level.COMMUNE, np.full(len(rows), np.nan))
    columns, scale = numbers_sent.columns, 10.0**decimals
    for row, (over, under) in enumerate(rows):
        value = columns["value"][row]
        denominator = columns["denominator"][row]
        guess = value / scale if under is None else value * denominator / (measure.factor * scale)
        numerator = columns["rest"][row] + (0 if np.isnan(guess) else np.floor(guess + 0.5))
        expected = part_numbers(np.array([np.nan if over is None else over]))[0]
        assert numerator == expected or (np.isnan(numerator) and np.isnan(expected))
