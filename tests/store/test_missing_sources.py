"""The sources that a converted number lacks: areas without a report or without a known share."""

from __future__ import annotations

import pandas as pd
import pytest
from sqlalchemy import Engine

from data.load.observations import Submission, store_observations
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from data.queries.missing_sources import read_missing_sources
from data.store.engine import writing
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey
from tests.store.small_country import build
from tests.store.third_vintage import THIRD, add_third_vintage

pytestmark = pytest.mark.same_sql

BEFORE, AFTER = "2025-06", "2025-07"
Row = tuple[str, bool, bool]


@pytest.fixture
def store(engine: Engine) -> Engine:
    """Before the change 40001 and 40003 reported, 40002 did not; 40003 was divided, unweighed."""
    with writing(engine) as connection:
        country = build(connection)
        add_third_vintage(connection)
        count = country.indicators["COUNT"]
        rows = [
            (country.area(code, BEFORE_2025), count, BEFORE, 5.0, float("nan"), float("nan"))
            for code in ("40001", "40003")
        ]
        names = ["area_id", "indicator_id", "period", "numerator", "denominator", "value"]
        file = Submission("file", "bao-cao.csv", "0" * 64)
        store_observations(connection, pd.DataFrame(rows, columns=names), file)
    return engine


def missing(store: Engine, vintage: str, code: str, period: str) -> list[Row]:
    with store.connect() as connection:
        here = find_area(connection, AreaKey(vintage, code))
        count = find_indicator(connection, "COUNT")
        frame = read_missing_sources(connection, count, here, period)
    assert list(frame) == ["vintage", "code", "name", "reported", "weighed"]
    return list(zip(frame["code"], frame["reported"], frame["weighed"], strict=True))


@pytest.mark.both_databases
def test_of_two_that_became_one_the_silent_one_is_named(store: Engine) -> None:
    assert missing(store, SINCE_2025.code, "40001", BEFORE) == [("40002", False, True)]


def test_a_divided_area_that_nobody_weighed_is_named_although_it_reported(store: Engine) -> None:
    assert missing(store, SINCE_2025.code, "40003", BEFORE) == [("40003", True, False)]


def test_afterwards_a_former_area_waits_for_what_it_became(store: Engine) -> None:
    assert missing(store, BEFORE_2025.code, "40002", AFTER) == [("40001", False, True)]


def test_the_last_vintage_waits_for_the_one_before_in_any_period(store: Engine) -> None:
    for period in (AFTER, "2026-06"):
        assert missing(store, THIRD, "00103", period) == [("00102", False, True)]


def test_wider_areas_and_areas_without_a_past_lack_nothing(store: Engine) -> None:
    assert missing(store, SINCE_2025.code, "40", BEFORE) == []
    assert missing(store, SINCE_2025.code, "40004", BEFORE) == []
