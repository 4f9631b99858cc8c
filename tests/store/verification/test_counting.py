"""Where numbers count once they are verified: before that nothing shows them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, select

from api.hand_in import work as work_module
from data.access.accounts import Account, AccountRole
from data.forms.forms import find_form
from data.forms.lateness import read_hand_ins_of_form
from data.hand_in.bounded_reading import read_here
from data.load.observations import rebuild
from data.load.withdrawals import withdraw_hand_in
from data.queries.areas import find_area
from data.queries.catalogue import indicators_by_code
from data.queries.cell_source import CellSource, read_cell_source
from data.queries.directories import Directories
from data.queries.hand_ins import count_standing, find_hand_in
from data.queries.preliminary import preliminary_areas
from data.queries.withdrawal_effect import read_effect
from data.store.engine import read_revision, writing
from data.store.schema import pack, rollup
from data.verification.listing import read_rows
from data.verification.steps import admit_all, return_hand_in, verify
from ioc.area import SINCE_2025, AreaKey
from ioc.period import parse_period
from ioc.verification import VerificationState
from tests.app.api_store import report
from tests.app.hand_in.office_people import CODES, FORM, PERIOD, store_form
from tests.store.verification.offices import HOME, NOW, hand_in, new_account, new_verifier

DAY = date(2026, 11, 2)


@pytest.fixture
def engine(shipped_engine_of_its_own: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv("IOC_TODAY", DAY.isoformat())
    monkeypatch.setattr(work_module, "read_bounded", read_here)
    store_form(shipped_engine_of_its_own)
    return shipped_engine_of_its_own


@pytest.fixture
def sender(engine: Engine) -> Account:
    return new_account(engine, "xa", AccountRole.REPORTER, CODES[0])


def sources(engine: Engine, *codes: str) -> list[CellSource]:
    """Return where the numbers of villages without signal come from."""
    with engine.connect() as connection:
        kind = indicators_by_code(connection, ["HT02"])["HT02"]
        areas = [find_area(connection, AreaKey(SINCE_2025.code, each)) for each in codes]
        return [read_cell_source(connection, Directories(), kind, each, PERIOD) for each in areas]


def values(engine: Engine) -> list[float | None]:
    """Return the number of the commune, and that of its province."""
    cells = [each.cell for each in sources(engine, CODES[0], "40")]
    return [None if each is None else each.value for each in cells]


def computed(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        tables = [connection.execute(select(each)).all() for each in (rollup, pack)]
    return sorted((tuple(row) for rows in tables for row in rows), key=repr)


def test_numbers_wait_for_their_verifier_and_count_from_then_on(
    engine: Engine, sender: Account
) -> None:
    with engine.connect() as connection:
        before = read_revision(connection)
    number = hand_in(engine, sender, CODES[0], 3, waits=True)
    with engine.connect() as connection:
        assert read_revision(connection) == before
        assert find_hand_in(connection, number).waits
        assert count_standing(connection, [number]) == {number: 0}
        assert read_effect(connection, number).counting == 0
        kind = indicators_by_code(connection, ["HT02"])["HT02"]
        assert preliminary_areas(connection, Directories(), kind, PERIOD) == frozenset()
        # It was handed in, whoever has verified it.
        form = find_form(connection, FORM)
        late = read_hand_ins_of_form(connection, form, parse_period(PERIOD), HOME, DAY)
        assert next(each for each in late.areas if each.key.code == CODES[0]).reported == 1
    assert values(engine) == [None, None] and computed(engine) == []
    (source,) = sources(engine, CODES[0])
    assert source.counting is None and [each.waits for each in source.own] == [True]
    verifier = new_verifier(engine)
    with engine.connect() as connection:
        (row,) = read_rows(connection, verifier, FORM, parse_period(PERIOD))
    assert row.waits
    with writing(engine) as connection:
        verify(connection, [number], verifier, "", NOW)
    assert values(engine) == [3.0, 3.0]
    after = computed(engine)
    with writing(engine) as connection:
        rebuild(connection)
    assert computed(engine) == after != []


def test_a_correction_that_waits_leaves_the_number_before_it(
    engine: Engine, sender: Account
) -> None:
    with writing(engine) as connection:
        report(connection, [(CODES[0], "HT02", PERIOD, 8.0, None)])
    before = computed(engine)
    number = hand_in(engine, sender, CODES[0], 3, waits=True)
    assert values(engine) == [8.0, 8.0] and computed(engine) == before
    # What comes later by another way counts, and goes on counting.
    with writing(engine) as connection:
        later = report(connection, [(CODES[0], "HT02", PERIOD, 9.0, None)])
    verifier = new_verifier(engine)
    with writing(engine) as connection:
        verify(connection, [number], verifier, "", NOW)
    assert values(engine) == [9.0, 9.0]
    with writing(engine) as connection:
        withdraw_hand_in(connection, later, "Bình", "nhầm")
    assert values(engine) == [3.0, 3.0]


def test_what_is_returned_never_counted_and_what_waits_counts_with_the_other_setting(
    engine: Engine, sender: Account
) -> None:
    first = hand_in(engine, sender, CODES[0], 3, waits=True)
    verifier = new_verifier(engine)
    with writing(engine) as connection:
        state = VerificationState.HANDED_IN
        return_hand_in(connection, first, "sai", state, verifier, "", NOW)
    assert values(engine) == [None, None]
    hand_in(engine, sender, CODES[0], 4, waits=True)
    with writing(engine) as connection:
        assert admit_all(connection) == 1
        assert admit_all(connection) == 0
    assert values(engine) == [4.0, 4.0]
    with engine.connect() as connection:
        kind = indicators_by_code(connection, ["HT02"])["HT02"]
        here = find_area(connection, AreaKey(SINCE_2025.code, CODES[0]))
        assert here.id in preliminary_areas(connection, Directories(), kind, PERIOD)
