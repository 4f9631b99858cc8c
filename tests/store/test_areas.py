"""Shipped areas compared with the reference tables, and the queries for them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, Engine, event, func, select, update

from data.load.areas.areas import add_villages, load_shipped_areas
from data.load.areas.corrections import (
    as_shipped,
    correct_areas,
    correct_stored,
    read_corrections,
)
from data.queries.areas import find_area, read_areas, read_path, read_vintages
from data.queries.former import read_former_districts, read_former_shares
from data.queries.lineage import AreaChange, read_lineage
from data.queries.search import find_areas_by_name
from data.store.engine import writing
from data.store.schema import area, area_relation
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level, resolve_vintage
from ioc.errors import LoadRefusedError, NotFoundError


@pytest.fixture
def store(shipped_store: Connection) -> Connection:
    return shipped_store


def test_both_databases_hold_and_answer_the_same(engine: Engine, store: Connection) -> None:
    with writing(engine) as connection:
        assert load_shipped_areas(connection) == 14151
        asks: tuple[Callable[[Connection], pd.DataFrame], ...] = (
            lambda connection: read_former_districts(connection, SINCE_2025.code, "15"),
            lambda connection: read_former_shares(connection, SINCE_2025.code, "412"),
            lambda connection: read_areas(connection, BEFORE_2025.code, Level.COMMUNE, "412"),
            lambda connection: read_areas(
                connection, SINCE_2025.code, Level.COMMUNE, "40", former_code="412"
            ),
        )
        for ask in asks:
            pd.testing.assert_frame_equal(ask(connection), ask(store))


def test_counts_of_both_vintages(store: Connection) -> None:
    rows = store.execute(
        select(area.c.vintage, area.c.level, func.count()).group_by(area.c.vintage, area.c.level)
    )
    counts = {(row[0], row[1]): row[2] for row in rows}
    assert counts == {
        (BEFORE_2025.code, "country"): 1,
        (BEFORE_2025.code, "province"): 63,
        (BEFORE_2025.code, "district"): 696,
        (BEFORE_2025.code, "commune"): 10035,
        (SINCE_2025.code, "country"): 1,
        (SINCE_2025.code, "province"): 34,
        (SINCE_2025.code, "commune"): 3321,
    }


def test_points_and_sizes_that_the_package_has_wrong_are_corrected(store: Connection) -> None:
    """Yên Bình of Lào Cai has the point of a village 52 km away, and the size of a quarter."""
    one = store.execute(
        select(area.c.lon, area.c.lat, area.c.area_km2).where(
            area.c.vintage == SINCE_2025.code, area.c.code == "04714"
        )
    ).one()
    assert tuple(one) == (104.95297, 21.77382, 150.83)
    table = read_corrections()
    assert not table.duplicated(["vintage", "code"]).any()
    areas = read_areas(store, SINCE_2025.code).set_index("code").loc[table["code"]]
    # The same land by the same name: a table of corrections can have the wrong row, too.
    assert areas["full_name"].tolist() == table["full_name"].tolist()
    for name in ("lon", "lat", "area_km2"):
        sizes = areas[name].to_numpy()
        corrections = table[name].to_numpy()
        assert (np.isnan(corrections) | (sizes == corrections)).all()
        assert (np.isnan(corrections) == np.isnan(table[f"shipped_{name}"].to_numpy())).all()


def test_a_store_of_before_is_corrected_once(shipped_engine_of_its_own: Engine) -> None:
    engine = shipped_engine_of_its_own
    with writing(engine) as connection:
        table = read_corrections()
        before = {
            name: float(table.set_index("code")[f"shipped_{name}"]["04714"])
            for name in ("lon", "lat", "area_km2")
        }
        own = (area.c.vintage == SINCE_2025.code) & (area.c.code == "04714")
        connection.execute(update(area).where(own).values(before))
        # Somebody knows better: what is no longer as shipped is left alone.
        other = (area.c.vintage == SINCE_2025.code) & (area.c.code == "00922")
        connection.execute(update(area).where(other).values(area_km2=111.0))
        assert correct_stored(connection) == 1
        assert correct_stored(connection) == 0
        values = select(area.c.lon, area.c.lat, area.c.area_km2).where(own)
        assert tuple(connection.execute(values).one()) == (104.95297, 21.77382, 150.83)
        assert connection.scalar(select(area.c.area_km2).where(other)) == 111.0


def test_what_was_shipped_is_not_forgotten(shipped_areas: pd.DataFrame) -> None:
    """Made-up numbers are simulated from it."""
    shipped = as_shipped(shipped_areas)
    one = shipped[(shipped["vintage"] == SINCE_2025.code) & (shipped["code"] == "04714")].iloc[0]
    assert (one["lon"], one["lat"], one["area_km2"]) == (104.393, 22.036, 9.0)
    again = correct_areas(shipped)
    for name in ("lon", "lat", "area_km2"):
        pd.testing.assert_series_equal(again[name].astype(float), shipped_areas[name].astype(float))


def test_in_the_four_cases_every_commune_goes_whole(store: Connection) -> None:
    old = store.execute(
        select(area.c.code).where(
            area.c.vintage == BEFORE_2025.code,
            area.c.level == Level.COMMUNE.value,
            area.c.province_code.in_(["10", "11", "15", "40"]),
        )
    ).scalars()
    relations: dict[str, list[tuple[str, float]]] = {code: [] for code in old}
    assert len(relations) == 860
    for row in store.execute(select(area_relation)):
        if row.from_code in relations:
            relations[row.from_code].append((row.kind, row.weight_population))
    assert {
        code: targets for code, targets in relations.items() if targets != [("whole", 1.0)]
    } == {}


def test_a_code_alone_names_nothing(store: Connection) -> None:
    before = find_area(store, AreaKey(BEFORE_2025.code, "15"))
    since = find_area(store, AreaKey(SINCE_2025.code, "15"))
    assert (before.name, since.name) == ("Yên Bái", "Lào Cai")
    with pytest.raises(NotFoundError, match="99999"):
        find_area(store, AreaKey(SINCE_2025.code, "99999"))


def test_a_date_names_its_vintage(store: Connection) -> None:
    vintages = read_vintages(store)
    assert resolve_vintage("2025-06-30", vintages).code == BEFORE_2025.code
    assert resolve_vintage("2025-07-01", vintages).code == SINCE_2025.code
    with pytest.raises(NotFoundError, match="2025-03-01"):
        resolve_vintage("hôm qua", vintages)


def test_the_way_up_and_down(store: Connection) -> None:
    path = read_path(store, AreaKey(BEFORE_2025.code, "16681"))
    assert [each.level for each in path] == [
        Level.COUNTRY,
        Level.PROVINCE,
        Level.DISTRICT,
        Level.COMMUNE,
    ]
    communes = read_areas(store, SINCE_2025.code, Level.COMMUNE, "40")
    assert len(communes) == 130
    assert communes["province_code"].eq("40").all()


def test_former_districts_of_a_later_province(store: Connection) -> None:
    districts = read_former_districts(store, SINCE_2025.code, "40")
    assert len(districts) == 21 - 1
    vinh = districts[districts["name"] == "Thành phố Vinh"].iloc[0]
    inside = read_areas(store, SINCE_2025.code, Level.COMMUNE, "40", former_code=vinh["code"])
    assert len(inside) == vinh["communes"]
    assert read_former_districts(store, BEFORE_2025.code, "40").empty


def test_what_an_area_came_from(store: Connection) -> None:
    here = find_area(store, AreaKey(SINCE_2025.code, "16681"))
    steps = read_lineage(store, here).before()
    assert {step.source.vintage for step in steps} == {BEFORE_2025.code}
    assert {step.change for step in steps} == {AreaChange.WHOLE}
    assert len(steps) == 6


def test_former_districts_span_communes_as_their_shares_say(store: Connection) -> None:
    districts = read_former_districts(store, SINCE_2025.code, "15")
    shares = [read_former_shares(store, SINCE_2025.code, code) for code in districts["code"]]
    assert [len(each) for each in shares] == districts["communes"].tolist()
    assert [int((each["share"] < 1).sum()) for each in shares] == districts["partly"].tolist()
    whole = pd.concat(shares).groupby("code")["share"].sum()
    assert len(whole) == 99
    assert whole.sub(1).abs().max() < 1e-9


@pytest.mark.parametrize("text", ["nghe an", "NGHỆ AN", "Nghệ An", "nghe  an"])
def test_search_needs_no_diacritics(store: Connection, text: str) -> None:
    matches = find_areas_by_name(store, text)
    assert (matches[0].full_name, matches[0].level) == ("Tỉnh Nghệ An", Level.PROVINCE)
    assert find_areas_by_name(store, "%%") == []


def test_villages_under_unknown_communes_are_refused_all_at_once(store: Connection) -> None:
    villages = pd.DataFrame(
        {
            "vintage": SINCE_2025.code,
            "code": ["NA-1", "NA-2", "NA-2"],
            "parent_code": ["99999", "16681", "16681"],
            "name": ["Bản Một", "Bản Hai", "Bản Ba"],
            "full_name": ["Bản Một", "Bản Hai", "Bản Ba"],
            "unit_type": "bản",
            "lon": 105.0,
            "lat": 19.0,
            "population": None,
            "households": None,
            "is_demo": False,
        }
    )
    with pytest.raises(LoadRefusedError) as refusal:
        add_villages(store, villages)
    assert [problem.row for problem in refusal.value.problems] == [2, 4]
    assert add_villages(store, villages.iloc[[1]]) == 1
    assert read_areas(store, SINCE_2025.code, Level.VILLAGE, "16681")["code"].tolist() == ["NA-2"]


def test_a_search_of_many_words_costs_no_more_than_one_of_twenty(store: Connection) -> None:
    """20,000 words took 8 s and 2.5 MB of log; what no name has so much of is not looked at."""
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(store, "before_cursor_execute", note)
    try:
        find_areas_by_name(store, "tay " * 20_000)
        find_areas_by_name(store, "a" * 1_000_000)
    finally:
        event.remove(store, "before_cursor_execute", note)
    assert max(each.upper().count(" LIKE ") for each in statements) == 20
    assert max(map(len, statements)) < 12_000
    # A name in all its words is within the bound.
    match = find_areas_by_name(store, "tay")[0]
    full = f"{match.full_name}, {match.within}"
    assert len(full) <= 150
    assert find_areas_by_name(store, full)[0].key == match.key
