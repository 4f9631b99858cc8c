"""Months as quarters, halves and years: by the indicator's rule, saying how much is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, update

from data.load.observations import Submission, store_observations
from data.queries.area_pages import AreaFilter
from data.queries.catalogue import all_indicators, find_indicator
from data.queries.cell_pages import CellFilter, read_cell_area_ids
from data.queries.over_time import (
    can_gather,
    gather_periods,
    longer_filter,
    read_rollup_page_by,
    read_series_by,
)
from data.queries.series import read_series
from data.store.engine import writing
from data.store.schema import indicator
from ioc.period import Frequency, parse_period
from tests.store.small_country import SmallCountry, build
from tests.store.test_rollups import Cell, frame_of

pytestmark = pytest.mark.same_sql

DEMO, FILE = (Submission(kind, "a.csv", "0" * 64) for kind in ("demo", "file"))
CELLS: dict[Cell, tuple[float, float]] = {
    ("SHARE", "T1", "2025-01"): (1, 10),
    ("SHARE", "T1", "2025-02"): (3, 30),
    ("SHARE", "T2", "2025-02"): (6, 20),
    # March is missing; the second quarter has all its months.
    ("SHARE", "T1", "2025-04"): (2, 10),
    ("SHARE", "T1", "2025-05"): (2, 10),
    ("SHARE", "T1", "2025-06"): (5, 10),
    ("SHARE", "T1", "2026-01"): (0, 0),
    ("COUNT", "40001", "2025-01"): (7, 1),
    ("COUNT", "40001", "2025-03"): (0, 1),
    ("COUNT", "40002", "2025-03"): (5, 1),
    ("SPEED", "40001", "2025-01"): (44, 1),
}


@pytest.fixture
def country(engine: Engine) -> SmallCountry:
    with writing(engine) as connection:
        small = build(connection)
        for code, rule in (("SHARE", "ratio_of_sums"), ("COUNT", "last_value"),
                           ("SPEED", "median_of_samples")):  # fmt: skip
            connection.execute(
                update(indicator).where(indicator.c.code == code).values(time_rule=rule)
            )
        store_observations(connection, frame_of(small, CELLS), FILE)
        return small


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connected:
        yield connected


def read_rows(
    connection: Connection, country: SmallCountry, code: str, area: str, frequency: Frequency
) -> list[tuple[object, ...]]:
    frame = read_series_by(
        connection, find_indicator(connection, code), country.area(area), frequency
    )
    names = ["period", "numerator", "denominator", "value", "reported", "expected", "periods",
             "periods_expected"]  # fmt: skip
    rows = frame[names].astype(object).where(frame[names].notna(), None)
    return [tuple(row) for row in rows.itertuples(index=False)]


@pytest.mark.both_databases
def test_a_share_is_the_ratio_of_the_sums_of_its_months(
    connection: Connection, country: SmallCountry
) -> None:
    # Three villages times three months; in March nobody reported.
    assert read_rows(connection, country, "SHARE", "40001", Frequency.QUARTER) == [
        ("2025-Q1", 10, 60, pytest.approx(100 / 6), 3, 9, 2, 3),
        ("2025-Q2", 9, 30, pytest.approx(30), 3, 9, 3, 3),
        # Nothing out of nothing: reported, and no value.
        ("2026-Q1", 0, 0, None, 1, 9, 1, 3),
    ]
    assert read_rows(connection, country, "SHARE", "40001", Frequency.HALF)[0] == (
        "2025-H1", 19, 90, pytest.approx(19 / 90 * 100), 6, 18, 5, 6
    )  # fmt: skip
    assert read_rows(connection, country, "SHARE", "T1", Frequency.YEAR)[0] == (
        "2025", 13, 70, pytest.approx(13 / 70 * 100), 5, 12, 5, 12
    )  # fmt: skip


def test_a_stock_is_that_of_the_last_month_that_reported(
    connection: Connection, country: SmallCountry
) -> None:
    assert read_rows(connection, country, "COUNT", "40001", Frequency.QUARTER) == [
        ("2025-Q1", 0, None, 0, 1, 1, 2, 3)
    ]
    # The completeness is that of the month shown, not of January, when one of four reported.
    assert read_rows(connection, country, "COUNT", "40", Frequency.YEAR) == [
        ("2025", 5, None, 5, 2, 4, 2, 12)
    ]


def test_a_sum_over_time_counts_areas_times_months_and_demo_data(
    engine: Engine, country: SmallCountry
) -> None:
    with writing(engine) as connection:
        connection.execute(
            update(indicator).where(indicator.c.code == "COUNT").values(time_rule="sum")
        )
        more = frame_of(country, {("COUNT", "40003", "2025-02"): (100, 1)})
        store_observations(connection, more, DEMO)
        count = find_indicator(connection, "COUNT")
        (row,) = read_series_by(
            connection, count, country.area("40"), Frequency.QUARTER
        ).to_dict("records")  # fmt: skip
    assert (row["numerator"], row["value"]) == (112, 112)
    assert (row["reported"], row["expected"], row["demo"]) == (4, 12, 1)
    assert (row["periods"], row["periods_expected"]) == (3, 3)


def test_a_median_cannot_be_told_by_longer_periods(
    connection: Connection, country: SmallCountry
) -> None:
    speed = find_indicator(connection, "SPEED")
    assert not can_gather(speed, Frequency.QUARTER)
    assert not can_gather(speed, Frequency.DAY)
    assert read_rows(connection, country, "SPEED", "40001", Frequency.YEAR) == []
    assert read_rows(connection, country, "SPEED", "40001", Frequency.MONTH) == [
        ("2025-01", None, None, 44, 1, 1, 1, 1)
    ]


def test_a_value_without_parts_is_a_stock_but_adds_nothing(
    engine: Engine, country: SmallCountry
) -> None:
    with writing(engine) as connection:
        frame = frame_of(country, {("SHARE", "00101", "2025-05"): (1, 1)})
        frame[["numerator", "denominator"]], frame["value"] = np.nan, 62.5
        store_observations(connection, frame, FILE)
    with engine.connect() as connection:
        assert read_rows(connection, country, "SHARE", "00101", Frequency.YEAR) == []
    with writing(engine) as connection:
        connection.execute(
            update(indicator).where(indicator.c.code == "SHARE").values(time_rule="last_value")
        )
        assert read_rows(connection, country, "SHARE", "00101", Frequency.YEAR) == [
            ("2025", None, None, 62.5, 1, 1, 1, 12)
        ]


def test_columns_are_those_of_the_series_also_when_empty(
    connection: Connection, country: SmallCountry
) -> None:
    share = find_indicator(connection, "SHARE")
    series = read_series(connection, share, country.area("40001"))
    full = gather_periods(series, share, Frequency.QUARTER)
    empty = read_series_by(connection, share, country.area("01"), Frequency.QUARTER)
    assert empty.empty
    for frame in (full, empty):
        assert list(frame) == [*series, "periods", "periods_expected"]
        assert frame[list(series)].dtypes.to_dict() == series.dtypes.to_dict()
        assert frame["periods"].dtype == frame["periods_expected"].dtype == np.int64


@pytest.mark.both_databases
@pytest.mark.parametrize("frequency", [Frequency.QUARTER, Frequency.YEAR])
def test_pages_of_any_size_hold_what_the_series_say(
    connection: Connection, country: SmallCountry, frequency: Frequency
) -> None:
    cell_filter = longer_filter(CellFilter(all_indicators(connection)), frequency)
    assert [each.code for each in cell_filter.indicators] == ["SHARE", "COUNT"]
    ids = read_cell_area_ids(connection, AreaFilter(), cell_filter)
    keys = ["area_id", "indicator_id", "period"]
    names = [*keys, "numerator", "reported", "expected", "periods"]
    whole = read_rollup_page_by(connection, ids, cell_filter, frequency, None, 1000)
    assert len(whole) > 10
    by_id = {each.id: each for each in cell_filter.indicators}
    groups: Any = whole.groupby(["area_id", "indicator_id"])
    for (area_id, indicator_id), rows in groups:
        series = read_series_by(connection, by_id[indicator_id], area_id, frequency)
        assert rows[names[2:]].to_numpy().tolist() == series[names[2:]].to_numpy().tolist()
    for size in (1, 2, 5):
        collected_rows: list[list[object]] = []
        after = None
        while True:
            page = read_rollup_page_by(connection, ids, cell_filter, frequency, after, size)
            collected_rows += page[names].to_numpy().tolist()
            if len(page) < size:
                break
            last = page.iloc[-1]
            after = (int(last["area_id"]), int(last["indicator_id"]), str(last["period"]))
        assert collected_rows == whole[names].to_numpy().tolist()


def test_only_whole_periods_pass_a_filter_of_time() -> None:
    between = CellFilter([], parse_period("2024-02"), parse_period("2025-11"))
    quarters = longer_filter(between, Frequency.QUARTER)
    assert (str(quarters.first), str(quarters.last)) == ("2024-Q2", "2025-Q3")
    exact = longer_filter(
        CellFilter([], parse_period("2024"), parse_period("2024-Q4")), Frequency.HALF
    )
    assert (str(exact.first), str(exact.last)) == ("2024-H1", "2024-H2")
