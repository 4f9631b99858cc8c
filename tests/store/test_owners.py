"""Who answers for an indicator in an area: set, found from below and across vintages, removed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, Engine, func, insert, select

from data.demo.owners import load_demo_owners
from data.load.owners.owners import remove_demo_owners, remove_owner, save_owner, store_owners
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from data.queries.directories import Directories
from data.queries.owners import owner_of, owners_of, read_owner_rows
from data.store.engine import raise_revision, writing
from data.store.schema import owner
from ioc.area import AreaKey
from ioc.errors import LoadRefusedError, NotFoundError
from ioc.owner import Owner

NOW, BEFORE = "2025-07-01", "2025-03-01"
NGHE_AN = AreaKey(NOW, "40")
CON_CUONG = AreaKey(NOW, "17254")


def unit_of(connection: Connection, indicator: str, key: AreaKey) -> str | None:
    answer = owner_of(connection, None, find_indicator(connection, indicator), key)
    return None if answer is None else answer.unit


def test_the_nearest_area_goes_first_then_the_indicator_then_its_group(
    shipped_engine_of_its_own: Engine,
) -> None:
    with writing(shipped_engine_of_its_own) as connection:
        assert unit_of(connection, "HT01", CON_CUONG) is None
        for each in (
            Owner("everywhere"),
            Owner("province", area=NGHE_AN),
            Owner("province, group", area=NGHE_AN, group_code="HT"),
            Owner("province, indicator", area=NGHE_AN, indicator_code="HT01"),
            Owner("commune", area=CON_CUONG, group_code="XH"),
        ):
            save_owner(connection, each, "test")
        units = {code: unit_of(connection, code, CON_CUONG) for code in ("HT01", "HT02", "XH01")}
        assert units == {
            "HT01": "province, indicator",
            "HT02": "province, group",
            "XH01": "commune",
        }
        assert unit_of(connection, "XH01", NGHE_AN) == "province"
        assert unit_of(connection, "XH01", AreaKey(NOW, "38")) == "everywhere"
        many = [(find_indicator(connection, "HT01"), key) for key in (NGHE_AN, CON_CUONG)]
        assert [each and each.unit for each in owners_of(connection, None, many)] == [
            "province, indicator", "province, indicator",
        ]  # fmt: skip


def test_an_owner_is_found_for_the_same_land_in_the_other_vintage(
    shipped_engine_of_its_own: Engine,
) -> None:
    yen_bai, lao_cai = AreaKey(BEFORE, "15"), AreaKey(NOW, "15")
    with writing(shipped_engine_of_its_own) as connection:
        save_owner(connection, Owner("Nghệ An", area=AreaKey(BEFORE, "40")), "test")
        save_owner(connection, Owner("Yên Bái", area=yen_bai), "test")
        assert unit_of(connection, "HT01", NGHE_AN) == "Nghệ An"
        assert unit_of(connection, "HT01", CON_CUONG) == "Nghệ An"
        # Two provinces became one: neither of their units answers for the whole of it.
        assert unit_of(connection, "HT01", lao_cai) is None
        assert unit_of(connection, "HT01", yen_bai) == "Yên Bái"
        save_owner(connection, Owner("Lào Cai", area=lao_cai), "test")
        assert unit_of(connection, "HT01", lao_cai) == "Lào Cai"
        # All land of the former one belongs to it now.
        assert unit_of(connection, "HT01", AreaKey(BEFORE, "10")) == "Lào Cai"
        assert unit_of(connection, "HT01", yen_bai) == "Yên Bái"
        commune = find_area(connection, AreaKey(BEFORE, "02647"))
        assert unit_of(connection, "HT01", commune.key) == "Lào Cai"


def test_a_memory_follows_what_is_saved(shipped_engine_of_its_own: Engine) -> None:
    directories = Directories()
    with writing(shipped_engine_of_its_own) as connection:
        indicator = find_indicator(connection, "HT01")
        assert owner_of(connection, directories, indicator, NGHE_AN) is None
        number = save_owner(connection, Owner("Sở Y tế", area=NGHE_AN), "test")
        raise_revision(connection, "catalogue", {"owners": 1})
    with shipped_engine_of_its_own.connect() as connection:
        mine = owner_of(connection, directories, indicator, find_area(connection, CON_CUONG))
        assert mine is not None
        assert (mine.unit, mine.area) == ("Sở Y tế", NGHE_AN)
    with writing(shipped_engine_of_its_own) as connection:
        remove_owner(connection, number)
        raise_revision(connection, "catalogue", {"owners": 1})
    with shipped_engine_of_its_own.connect() as connection:
        assert owner_of(connection, directories, indicator, NGHE_AN) is None


def test_an_owner_is_changed_and_never_named_twice(shipped_engine_of_its_own: Engine) -> None:
    with writing(shipped_engine_of_its_own) as connection:
        first = Owner("Sở Y tế", "A", "0238 384 1234", date(2026, 12, 31), NGHE_AN, "YT01")
        number = save_owner(connection, first, "test")
        with pytest.raises(LoadRefusedError) as error:
            save_owner(connection, first, "test")
        assert [each.column for each in error.value.problems] == ["area"]
        save_owner(connection, Owner("  Sở   Y tế mới ", area=NGHE_AN), "other", number)
        (row,) = read_owner_rows(connection)
        assert (row.owner.unit, row.owner.indicator_code, row.area_name, row.updated_by) == (
            "Sở Y tế mới", "", "Tỉnh Nghệ An", "other",
        )  # fmt: skip
        with pytest.raises(NotFoundError):
            save_owner(connection, first, "test", number + 1)
        with pytest.raises(NotFoundError):
            remove_owner(connection, number + 1)


def test_every_fault_is_named_by_its_field(shipped_engine_of_its_own: Engine) -> None:
    wrong = Owner(" ", "x" * 200, "gọi sau", None, AreaKey(NOW, "99"), "HT99", "ZZ")
    with (
        pytest.raises(LoadRefusedError) as error,
        writing(shipped_engine_of_its_own) as connection,
    ):
        save_owner(connection, wrong, "test")
    fields = [each.column for each in error.value.problems]
    assert fields == [
        "unit", "person", "phone", "group_code", "indicator_code", "group_code", "area_code",
    ]  # fmt: skip
    assert all(each.message() and each.fix() for each in error.value.problems)


def test_made_up_owners_come_once_and_leave_real_ones(shipped_engine_of_its_own: Engine) -> None:
    with writing(shipped_engine_of_its_own) as connection:
        save_owner(connection, Owner("Sở thật", area=NGHE_AN, indicator_code="AT02"), "test")
        count = load_demo_owners(connection, "40")
        rows = [each.owner for each in read_owner_rows(connection)]
        made_up = [each for each in rows if each.is_demo]
        assert len(made_up) == count == len(rows) - 1
        assert all("Số liệu minh hoạ" in each.person for each in made_up)
        assert store_owners(connection, made_up, "test") == (0, 0)
        assert unit_of(connection, "AT02", NGHE_AN) == "Sở thật"
        assert remove_demo_owners(connection) == count
        assert connection.scalar(select(func.count()).select_from(owner)) == 1


def test_a_day_that_a_foreign_hand_wrote_is_no_deadline(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        texts = dict.fromkeys(
            ("indicator_code", "group_code", "vintage", "area_code", "person", "phone"), ""
        )
        connection.execute(
            insert(owner).values(
                unit="A", deadline="31/12", is_demo=False, updated_at="", updated_by="", **texts
            )
        )
        (row,) = read_owner_rows(connection)
        assert row.owner.deadline is None
