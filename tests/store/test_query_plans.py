"""Queries for areas look numbers up by key, however many the store has."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, select

from data.demo.load import remove_demo
from data.queries.area_pages import AreaFilter
from data.queries.areas import find_area
from data.queries.catalogue import all_indicators
from data.queries.cell_pages import CellFilter, read_cell_area_ids
from data.queries.conversion_gaps import read_indicators_with_reports, read_lacking
from data.queries.missing_sources import read_missing_sources
from data.queries.observations import read_observation_page
from data.queries.rollup_pages import read_rollup_page
from data.queries.screens.cards import read_cards
from data.queries.series import read_area_cells, read_series
from data.store.engine import writing
from data.store.schema import area, observation
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey
from ioc.period import Period, parse_period
from tests.store.query_plans import read_in_bulk
from tests.store.small_country import SmallCountry
from tests.store.test_rollup_pages import country, send

__all__ = ["country"]
MAY = parse_period("2024-05")


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """Plans are SQLite's: it has no figures of how many rows there are, and goes by the keys."""
    return sqlite_engine


@pytest.fixture
def numbers(engine: Engine, country: SmallCountry) -> SmallCountry:
    """The small country with some numbers in both vintages."""
    with writing(engine) as connection:
        send(connection, country, BEFORE_2025.code, [
            ("T1", "SHARE", "2024-05", 1, 10), ("40002", "SHARE", "2024-05", 30, 40),
        ])  # fmt: skip
        send(connection, country, SINCE_2025.code, [("T2", "SHARE", "2025-09", 3, 4)])
    return country


def test_series_and_cards(engine: Engine, numbers: SmallCountry) -> None:
    with engine.connect() as connection:
        ours = all_indicators(connection)
        with read_in_bulk(connection) as scans:
            for code in ("T1", "40001", "40", "VN"):
                here = find_area(connection, AreaKey(SINCE_2025.code, code))
                read_series(connection, ours[0], here.id)
                read_area_cells(connection, ours, here.id, "2024-01")
                read_cards(connection, here, ours, MAY, date(2024, 6, 1))
                read_lacking(connection, ours[0], here, MAY.iso)
                read_missing_sources(connection, ours[0], here, MAY.iso)
                read_indicators_with_reports(connection, [here.id], [each.id for each in ours])
    assert scans == []


@pytest.mark.parametrize("first", [None, parse_period("2024-01")])
def test_pages_of_the_interface(
    engine: Engine, numbers: SmallCountry, first: Period | None
) -> None:
    with engine.connect() as connection:
        cell_filter = CellFilter(all_indicators(connection), first, first and MAY)
        ids = read_cell_area_ids(connection, AreaFilter(), cell_filter)
        with read_in_bulk(connection) as scans:
            assert len(read_rollup_page(connection, ids, cell_filter, None, 1000)) > 4
            assert (
                len(read_observation_page(connection, ids, cell_filter, None, 1000, every=True)) > 1
            )
            assert len(read_observation_page(connection, ids, cell_filter, None, 1000)) > 1
    assert scans == []


def test_villages_that_nobody_reports_of_are_found_by_key(
    engine: Engine, numbers: SmallCountry
) -> None:
    with writing(engine) as connection:
        with_numbers = select(observation.c.area_id)
        connection.execute(area.update().where(area.c.level == "village").values(is_demo=True))
        with read_in_bulk(connection) as scans:
            remove_demo(connection)
        left = set(connection.scalars(select(area.c.code).where(area.c.id.in_(with_numbers))))
    assert {"T1", "T2"} <= left
    # The rebuild after it reads all there is, one indicator after the other.
    assert [each for each in scans if "\nDELETE FROM area" in each] == []
