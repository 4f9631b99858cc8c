"""Which numbers are preliminary: a commune's own, its province's, those of the former areas."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, select

from api.hand_in import work as work_module
from data.access.accounts import AccountRole
from data.hand_in.bounded_reading import read_here
from data.queries.areas import find_area
from data.queries.catalogue import indicators_by_code
from data.queries.cell_source import read_cell_source
from data.queries.directories import Directories
from data.queries.preliminary import preliminary_areas, read_preliminary_areas
from data.store.engine import writing
from data.store.schema import area
from data.verification.steps import verify
from ioc.area import BEFORE_2025, COUNTRY_CODE, SINCE_2025, AreaKey
from ioc.indicator import Indicator
from ioc.verification import VerificationState
from tests.app.api_store import report
from tests.app.hand_in.office_people import CODES, PERIOD, store_form
from tests.store.query_plans import read_in_bulk
from tests.store.verification.offices import NOW, hand_in, new_account, new_verifier

NOW_CODES = (CODES[0], "40", COUNTRY_CODE)


@pytest.fixture
def engine(shipped_engine_of_its_own: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv("IOC_TODAY", date(2026, 11, 2).isoformat())
    monkeypatch.setattr(work_module, "read_bounded", read_here)
    store_form(shipped_engine_of_its_own)
    return shipped_engine_of_its_own


def marks(engine: Engine, directories: Directories, *codes: str) -> list[bool]:
    """Tell of areas of today whether their number of villages without signal is preliminary."""
    with engine.connect() as connection:
        ids = preliminary_areas(connection, directories, indicator(engine), PERIOD)
        areas = [find_area(connection, AreaKey(SINCE_2025.code, code)) for code in codes]
    return [each.id in ids for each in areas]


def indicator(engine: Engine) -> Indicator:
    with engine.connect() as connection:
        return indicators_by_code(connection, ["HT02"])["HT02"]


def test_a_number_is_preliminary_until_all_that_it_is_made_of_is_verified(engine: Engine) -> None:
    directories = Directories()
    senders = [new_account(engine, f"xa{n}", AccountRole.REPORTER, CODES[n]) for n in range(2)]
    assert marks(engine, directories, *NOW_CODES) == [False, False, False]
    numbers = [hand_in(engine, each, CODES[n], 3) for n, each in enumerate(senders)]
    assert marks(engine, directories, *NOW_CODES, CODES[1], CODES[2]) == [
        True, True, True, True, False,
    ]  # fmt: skip
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection, read_in_bulk(connection) as scans:
            read_preliminary_areas(connection, indicator(engine), PERIOD)
        assert scans == []
    with engine.connect() as connection:
        old = select(area.c.id).where(
            area.c.vintage == BEFORE_2025.code, area.c.code == "40", area.c.level == "province"
        )
        ids = preliminary_areas(connection, directories, indicator(engine), PERIOD)
        assert set(connection.scalars(old)) <= ids
    verifier = new_verifier(engine)
    with writing(engine) as connection:
        verify(connection, numbers[:1], verifier, "", NOW)
    assert marks(engine, directories, *NOW_CODES, CODES[1]) == [False, True, True, True]
    with engine.connect() as connection:
        here = find_area(connection, AreaKey(SINCE_2025.code, CODES[0]))
        source = read_cell_source(connection, directories, indicator(engine), here, PERIOD)
    assert source.counting is not None
    assert source.counting.state is VerificationState.VERIFIED
    assert source.counting.verified_by == "VY (vy)"
    with writing(engine) as connection:
        verify(connection, numbers[1:], verifier, "", NOW)
    assert marks(engine, directories, *NOW_CODES, CODES[1]) == [False] * 4


def test_what_comes_by_other_ways_is_not_and_replaces_what_waits(engine: Engine) -> None:
    directories = Directories()
    sender = new_account(engine, "xa", AccountRole.REPORTER, CODES[0])
    hand_in(engine, sender, CODES[0], 3)
    assert marks(engine, directories, CODES[0]) == [True]
    with writing(engine) as connection:
        report(connection, [(CODES[0], "HT02", PERIOD, 4.0, None)])
    assert marks(engine, directories, CODES[0], "40") == [False, False]


def test_a_province_with_a_report_of_its_own_is_not_preliminary(engine: Engine) -> None:
    directories = Directories()
    sender = new_account(engine, "xa", AccountRole.REPORTER, CODES[0])
    hand_in(engine, sender, CODES[0], 3)
    with writing(engine) as connection:
        report(connection, [("40", "HT02", PERIOD, 90.0, None)])
    # One commune of 130 does not replace it.
    assert marks(engine, directories, CODES[0], "40") == [True, False]
