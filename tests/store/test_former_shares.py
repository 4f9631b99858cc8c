"""Former districts in communes and villages of today: where their land is, and which share."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine, insert, select

from data.load.areas.relations import link_units
from data.queries.area_pages import AreaFilter, read_area_page
from data.queries.areas import read_areas
from data.queries.former import find_former_vintage, read_former_districts, read_former_shares
from data.store.engine import writing
from data.store.schema import area, area_relation
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from tests.store.small_country import build
from tests.store.third_vintage import THIRD, add_third_vintage

pytestmark = pytest.mark.same_sql

OLD, NEW = BEFORE_2025.code, SINCE_2025.code


def relate(connection: Connection, from_code: str, to_code: str, kind: str = "whole") -> None:
    connection.execute(
        insert(area_relation).values(
            from_vintage=OLD, from_code=from_code, to_vintage=NEW, to_code=to_code, kind=kind
        )
    )


def add_old_village(connection: Connection, code: str, commune: str) -> None:
    """Write a village of the earlier vintage, and that it is the one with its code today."""
    rows = connection.execute(select(area).where(area.c.vintage == OLD)).mappings().all()
    above = next(row for row in rows if row["code"] == commune)
    ident = int(
        connection.execute(select(area.c.id).order_by(area.c.id.desc())).scalars().first() or 0
    )
    connection.execute(
        insert(area).values(
            **{**above, "id": ident + 1, "unit_id": ident + 1, "code": code, "level": "village",
               "parent_id": above["id"], "parent_code": commune, "ordinal": len(rows)}
        )
    )  # fmt: skip
    relate(connection, code, code)


@pytest.fixture
def store(engine: Engine) -> Iterator[Connection]:
    """Districts 412 (40001, 40002) and 413 (40003) went into three communes of today.

    40001 holds T1, T2 of old 40001, T3 of old 40003; 40002 only what was 40002; 40003 no village.
    """
    with writing(engine) as connection:
        build(connection)
        add_third_vintage(connection)
        connection.execute(area_relation.delete().where(area_relation.c.from_vintage == OLD))
        relate(connection, "40001", "40001")
        relate(connection, "40003", "40001", "part")
        relate(connection, "40002", "40002")
        relate(connection, "40003", "40003", "part")
        relate(connection, "40002", "40003", "part")
        for code, commune in (("T1", "40001"), ("T2", "40001"), ("T3", "40003"), ("T4", "40002")):
            add_old_village(connection, code, commune)
        link_units(connection)
    with engine.connect() as connection:
        yield connection


def shares(frame: pd.DataFrame) -> dict[str, tuple[float, str]]:
    return {
        code: (round(share, 6), basis)
        for code, share, basis in zip(frame["code"], frame["share"], frame["basis"], strict=True)
    }


@pytest.mark.parametrize("vintage", [NEW, THIRD])
def test_villages_are_followed_one_by_one(store: Connection, vintage: str) -> None:
    assert shares(read_former_shares(store, vintage, "412")) == {
        "40001": (0.666667, "villages"),
        "40002": (1.0, "whole"),
        "40003": (0.5, "communes"),  # no village is known there: one of two old communes
        "T1": (1.0, "whole"),
        "T2": (1.0, "whole"),
        "T4": (1.0, "whole"),
        "T5": (1.0, "whole"),  # its former self is unknown: it goes with its commune
    }
    assert shares(read_former_shares(store, vintage, "413")) == {
        "40001": (0.333333, "villages"),
        "40003": (0.5, "communes"),
        "T3": (1.0, "whole"),
    }


@pytest.mark.both_databases
def test_the_shares_of_all_districts_of_a_commune_make_one(store: Connection) -> None:
    both = pd.concat([read_former_shares(store, NEW, code) for code in ("412", "413")])
    communes = both[both["level"] == "commune"].groupby("code")["share"].sum()
    assert communes.round(9).tolist() == [1.0, 1.0, 1.0]


def test_a_former_commune_and_a_former_province_have_shares_too(store: Connection) -> None:
    assert set(read_former_shares(store, NEW, "40003")["code"]) == {"40001", "40003", "T3"}
    whole = read_former_shares(store, NEW, "40", OLD)
    assert whole["share"].eq(1).all()
    assert set(whole[whole["level"] == "commune"]["code"]) == {"40001", "40002", "40003"}


def test_what_no_earlier_vintage_had_has_no_shares(store: Connection) -> None:
    assert find_former_vintage(store, NEW, "412") == OLD
    assert find_former_vintage(store, OLD, "412") is None
    for code in ("412", "99999"):
        empty = read_former_shares(store, OLD, code)
        assert empty.empty
        assert empty.columns.tolist() == ["code", "level", "share", "basis"]


def test_former_districts_say_how_many_communes_are_theirs_in_part(store: Connection) -> None:
    for vintage in (NEW, THIRD):
        districts = read_former_districts(store, vintage, "40").set_index("code")
        assert districts["communes"].to_dict() == {"412": 3, "413": 2}
        assert districts["partly"].to_dict() == {"412": 2, "413": 2}


def test_the_list_of_a_former_district_holds_its_villages_only(store: Connection) -> None:
    inside = read_areas(store, NEW, Level.VILLAGE, "40", former_code="413")
    assert inside["code"].tolist() == ["T3"]


@pytest.mark.both_databases
def test_the_page_of_areas_tells_share_and_basis(store: Connection) -> None:
    area_filter = AreaFilter(NEW, (Level.COMMUNE,), former=AreaKey(OLD, "412"))
    page = read_area_page(store, area_filter, None, 10)
    assert shares(page.rename(columns={"former_share": "share", "former_basis": "basis"})) == {
        "40001": (0.666667, "villages"),
        "40002": (1.0, "whole"),
        "40003": (0.5, "communes"),
    }
    plain = read_area_page(store, AreaFilter(NEW, (Level.COMMUNE,)), None, 10)
    assert plain["former_share"].isna().all()
