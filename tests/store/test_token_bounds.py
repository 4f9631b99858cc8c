"""How far a bound token reaches: all below its areas, in every vintage, and no step further."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Engine, insert, select

from data.access.token_bounds import read_reach
from data.queries.area_in import area_in
from data.store.engine import writing
from data.store.schema import area, area_relation
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey
from tests.store.small_country import build

OLD, NEW = BEFORE_2025.code, SINCE_2025.code


def reach_of(connection: Connection, *keys: AreaKey) -> set[tuple[str, str]]:
    ids = read_reach(connection, keys)
    rows = connection.execute(select(area.c.id, area.c.vintage, area.c.code))
    return {(row.vintage, row.code) for row in rows if row.id in ids}


def tie(connection: Connection, source: str, target: str, kind: str = "whole") -> None:
    connection.execute(
        insert(area_relation).values(
            from_vintage=OLD, from_code=source, to_vintage=NEW, to_code=target, kind=kind,
        )
    )  # fmt: skip


def test_all_below_and_what_went_over_as_a_whole(engine: Engine) -> None:
    with writing(engine) as connection:
        build(connection)
        # 40001 and 40002 become 40001; 40003 is divided between 40003 and 40004.
        tie(connection, "40001", "40001")
        tie(connection, "40002", "40001")
        tie(connection, "40003", "40003", "part")
        tie(connection, "40003", "40004", "part")
        villages = {(NEW, "T1"), (NEW, "T2"), (NEW, "T3")}
        former = {(OLD, "40001"), (OLD, "40002"), (OLD, "412")}
        here = reach_of(connection, AreaKey(NEW, "40001"))
        assert here == {(NEW, "40001"), *villages, *former}
        assert reach_of(connection, AreaKey(OLD, "412")) == {
            (NEW, "40001"),
            *villages,
            *former,
        }
        # Half of what the new commune is made of, half of what the old one became.
        assert reach_of(connection, AreaKey(OLD, "40001")) == {(OLD, "40001")}
        assert reach_of(connection, AreaKey(NEW, "40003")) == {(NEW, "40003")}
        # Each of the two new communes lies in the old one, which lies in both together.
        divided = {(NEW, "40003"), (NEW, "40004"), (OLD, "40003"), (OLD, "413")}
        assert reach_of(connection, AreaKey(NEW, "40003"), AreaKey(NEW, "40004")) == divided
        assert reach_of(connection, AreaKey(OLD, "413")) == divided
        whole = reach_of(connection, AreaKey(NEW, "40"))
        assert (OLD, "40") in whole
        assert not {(NEW, "01"), (NEW, "00101"), (NEW, "VN")} & whole


@pytest.mark.parametrize(("code", "inside", "outside"), [
    # Nghệ An was not merged with another province: all of its communes of either vintage.
    ("40", {(OLD, "40"), (OLD, "412"), (NEW, "40")}, {(OLD, "38"), (NEW, "38")}),
    # Phú Thọ of today holds old Vĩnh Phúc and Hoà Bình.
    ("25", {(OLD, "25"), (OLD, "26"), (OLD, "17")}, {(OLD, "10"), (NEW, "15")}),
])  # fmt: skip
def test_a_province_reaches_the_old_communes_on_its_land(
    shipped_store: Connection, code: str, inside: set[tuple[str, str]], outside: set[object]
) -> None:
    reach = reach_of(shipped_store, AreaKey(NEW, code))
    assert inside <= reach
    assert not outside & reach
    rows = shipped_store.execute(
        select(area_in.c.row_vintage, area_in.c.code).where(
            area_in.c.vintage == NEW, area_in.c.province_code == code
        )
    )
    assert {tuple(row) for row in rows} <= reach
