"""Numbers of one vintage in the areas of another: what is stored equals ioc.crosswalk."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert, select

from data.directories import DirectoryCache
from data.load.observations import Submission, rebuild, store_observations, withdraw
from data.load.relations import link_units
from data.queries.areas import find_area
from data.queries.cards import cells_of
from data.queries.catalogue import find_indicator
from data.queries.comparison.cards import SameAreas
from data.queries.directory import read_directory
from data.queries.maps import read_map
from data.queries.series import read_series
from data.schema import (
    area,
    area_relation,
    pack,
    vintage,
    vintage_scope,
)
from data.store import writing
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.comparison import Provisional
from ioc.crosswalk import Kind, Relation, basis_order, compose, convert, invert
from ioc.indicator import Basis
from ioc.rollup import Part
from tests.examples import stored_examples
from tests.store.small_country import SmallCountry, build
from tests.store.stored_numbers import clear, stored

OLD, NEW, NEXT = BEFORE_2025.code, SINCE_2025.code, "2026-04-30"
FILE = Submission("file", "bao-cao.csv", "0" * 64)
PERIODS = ["2025-06", "2025-07"]
COMMUNES = {
    OLD: ["40001", "40002", "40003"],
    NEW: ["40001", "40002", "40003", "40004"],
    NEXT: ["40001", "40004", "40005"],
}
# Old 40001 and 40002 become new 40001; 40003 is divided. Then 40002 and 40003 become 40005.
SHARES = {Basis.POPULATION: (0.25, 0.75), Basis.AREA: (0.5, 0.5)}
SIZES = {("40001", OLD): 3000.0, ("40002", OLD): 1000.0}


def key(age: str, code: str) -> AreaKey:
    return AreaKey(age, code)


FIRST = [
    Relation(key(OLD, "40001"), key(NEW, "40001")),
    Relation(key(OLD, "40002"), key(NEW, "40001")),
    *(
        Relation(
            key(OLD, "40003"),
            key(NEW, code),
            Kind.PART,
            {basis: shares[place] for basis, shares in SHARES.items()},
        )
        for place, code in enumerate(["40002", "40003"])
    ),
]
SECOND = [
    Relation(key(NEW, "40001"), key(NEXT, "40001")),
    Relation(key(NEW, "40004"), key(NEXT, "40004")),
    Relation(key(NEW, "40002"), key(NEXT, "40005")),
    Relation(key(NEW, "40003"), key(NEXT, "40005")),
]


@pytest.fixture
def country(engine: Engine) -> SmallCountry:
    """The small country with a crosswalk and a third vintage of province 40 alone."""
    with writing(engine) as connection:
        made = build(connection)
        connection.execute(
            insert(vintage).values(
                code=NEXT, valid_from=NEXT, valid_to=None, name_vi="", name_en=""
            )
        )
        for province, age in (("VN", NEW), ("01", NEW), ("40", NEXT)):
            connection.execute(
                insert(vintage_scope).values(vintage=NEXT, province_code=province, area_vintage=age)
            )
        ids = dict(made.areas)
        for ordinal, (code, level) in enumerate(
            [("40", "province"), *((code, "commune") for code in COMMUNES[NEXT])]
        ):
            ident = max(ids.values()) + 1
            parent = ids[key(NEW, "VN") if level == "province" else key(NEXT, "40")]
            ids[key(NEXT, code)] = ident
            connection.execute(
                insert(area).values(
                    id=ident, unit_id=ident, vintage=NEXT, code=code, level=level,
                    parent_id=parent, parent_code="VN" if level == "province" else "40",
                    province_code="40", name=code, full_name=code, search_name=code,
                    source="test", is_demo=False,
                    ordinal=0 if level == "province" else ordinal - 1,
                )
            )  # fmt: skip
        for relation in [*FIRST, *SECOND]:
            connection.execute(
                insert(area_relation).values(
                    from_vintage=relation.source.vintage, from_code=relation.source.code,
                    to_vintage=relation.target.vintage, to_code=relation.target.code,
                    kind=relation.kind.value,
                    **{f"weight_{basis.value}": relation.share(basis) for basis in SHARES},
                )
            )  # fmt: skip
        for (code, age), people in SIZES.items():
            connection.execute(
                area.update()
                .where(area.c.vintage == age, area.c.code == code)
                .values(population=people)
            )
        link_units(connection)
        return SmallCountry(ids, made.indicators)


Reported = dict[tuple[str, str, str], tuple[float, float]]  # vintage, code, period


def load(connection: Connection, country: SmallCountry, cells: Reported, code: str) -> int:
    rows = [
        {
            "area_id": country.areas[key(age, commune)],
            "indicator_id": country.indicators[code],
            "period": period,
            "numerator": numerator if code != "SPEED" else np.nan,
            "denominator": denominator if code == "SHARE" else np.nan,
            "value": numerator if code == "SPEED" else np.nan,
        }
        for (age, commune, period), (numerator, denominator) in cells.items()
    ]
    names = ["area_id", "indicator_id", "period", "numerator", "denominator", "value"]
    return store_observations(connection, pd.DataFrame(rows, columns=names), FILE).submission_id


def sizes() -> Mapping[AreaKey, Mapping[Basis, float]]:
    return {key(age, code): {Basis.POPULATION: people} for (code, age), people in SIZES.items()}


def ways(target: str) -> list[list[Relation]]:
    """The relations into a vintage from each other one, the nearest first, of two the later."""
    forth, on = FIRST, SECOND
    back, off = invert(FIRST, sizes()), invert(SECOND, {})
    return {
        OLD: [back, compose(off, back)],
        NEW: [off, forth],
        NEXT: [on, compose(forth, on)],
    }[target]


def defined(cells: Reported, target: str, period: str) -> dict[str, Part]:
    """What each commune of a vintage shows: its own report, else what the nearest vintage gives."""
    found: dict[str, Part] = {}
    for code in COMMUNES[target]:
        own = cells.get((target, code, period))
        if own:
            found[code] = Part(own[0], own[1])
    for relations in ways(target):
        parts = {
            key(age, code): Part(*numbers)
            for (age, code, when), numbers in cells.items()
            if when == period
        }
        for area_key, made in convert(parts, relations, basis_order()).items():
            if area_key.code not in found and made.part.numerator is not None:
                found[area_key.code] = made.part
    return found


counts = st.integers(0, 500).map(float)
places = st.sampled_from([(age, code) for age, codes in COMMUNES.items() for code in codes])
keys = st.tuples(places, st.sampled_from(PERIODS)).map(lambda each: (*each[0], each[1]))
reports = st.dictionaries(keys, st.tuples(counts, counts.map(lambda n: n + 1)), max_size=14)
quietly = stored_examples(short=6, long=40)


@quietly
@given(loads=st.lists(reports, min_size=1, max_size=4), data=st.data())
def test_a_hand_in_taken_back_leaves_all_as_if_it_had_never_come(
    engine: Engine, country: SmallCountry, loads: list[Reported], data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(loads) - 1))
    with writing(engine) as connection:
        clear(connection)
        for place, cells in enumerate(loads):
            if place != gone:
                load(connection, country, cells, "SHARE")
        never = stored(connection)
        clear(connection)
        numbers = [load(connection, country, cells, "SHARE") for cells in loads]
        withdraw(connection, [numbers[gone]])
        assert stored(connection) == never


@quietly
@given(cells=reports)
def test_stored_equals_definition(engine: Engine, country: SmallCountry, cells: Reported) -> None:
    with writing(engine) as connection:
        clear(connection)
        load(connection, country, cells, "COUNT")
        load(connection, country, cells, "SHARE")
        for code in ("COUNT", "SHARE"):
            measure = find_indicator(connection, code)
            for age in (OLD, NEW):
                directory = read_directory(connection, age, Level.COMMUNE, "40")
                for period in PERIODS:
                    shown = read_map(connection, measure, directory, period).set_index("code")
                    wanted = defined(cells, age, period)
                    for commune in COMMUNES[age]:
                        part = wanted.get(commune, Part(None, None))
                        row = shown.loc[commune]
                        assert row["numerator"] == pytest.approx(
                            np.nan if part.numerator is None else part.numerator, nan_ok=True
                        ), (code, age, commune, period)
                        if code == "SHARE" and part.denominator is not None:
                            assert row["denominator"] == pytest.approx(part.denominator)
            for commune in COMMUNES[NEXT]:
                series = read_series(connection, measure, country.areas[key(NEXT, commune)])
                held = dict(zip(series["period"], series["numerator"], strict=True))
                for period in PERIODS:
                    part = defined(cells, NEXT, period).get(commune)
                    assert held.get(period) == (
                        None if part is None else pytest.approx(part.numerator)
                    )


@quietly
@given(cells=reports, order=st.randoms(use_true_random=False), pieces=st.integers(1, 5))
def test_order_and_split_of_loads_do_not_matter(
    engine: Engine, country: SmallCountry, cells: Reported, order: random.Random, pieces: int
) -> None:
    with writing(engine) as connection:
        clear(connection)
        load(connection, country, cells, "SHARE")
        at_once = stored(connection)
        clear(connection)
        shuffled = list(cells.items())
        order.shuffle(shuffled)
        for piece in range(pieces):
            load(connection, country, dict(shuffled[piece::pieces]), "SHARE")
        assert stored(connection) == at_once
        rebuild(connection)
        assert stored(connection) == at_once


def test_what_a_map_is_given_hangs_on_reports_alone(engine: Engine, country: SmallCountry) -> None:
    """A province's sum that came to hold brought-over numbers gives on what was reported in it."""
    later: Reported = {(NEW, "40004", "2025-06"): (0, 1)}
    earlier: Reported = {(OLD, "40001", "2025-06"): (0, 1)}
    found = []
    with writing(engine) as connection:
        for loads in ([later | earlier], [later, earlier], [earlier, later]):
            clear(connection)
            for cells in loads:
                load(connection, country, cells, "SHARE")
            found.append(stored(connection))
    assert found[0] == found[1] == found[2]


@quietly
@given(numbers=st.lists(st.tuples(counts, counts), min_size=3, max_size=3))
def test_sums_of_a_closed_set_are_kept(
    engine: Engine, country: SmallCountry, numbers: Iterable[tuple[float, float]]
) -> None:
    cells = {
        (OLD, code, "2025-06"): pair for code, pair in zip(COMMUNES[OLD], numbers, strict=True)
    }
    with writing(engine) as connection:
        clear(connection)
        load(connection, country, cells, "SHARE")
        share = find_indicator(connection, "SHARE")
        province = {
            age: read_series(connection, share, country.areas[key(age, "40")]).iloc[0]
            for age in (OLD, NEW, NEXT)
        }
        communes = read_map(
            connection, share, read_directory(connection, NEW, Level.COMMUNE, "40"), "2025-06"
        )
    whole = [sum(pair[place] for pair in cells.values()) for place in (0, 1)]
    for row in province.values():
        assert [row["numerator"], row["denominator"]] == whole
    assert province[NEW]["converted"] == province[NEW]["reported"] == 3
    assert province[NEW]["estimated"] == 0
    assert communes["numerator"].sum() == pytest.approx(whole[0], abs=1e-9)


def test_each_number_says_how_it_was_brought_over(engine: Engine, country: SmallCountry) -> None:
    cells: Reported = {(OLD, code, "2025-06"): (8, 16) for code in COMMUNES[OLD]}
    del cells[OLD, "40002", "2025-06"]
    with writing(engine) as connection:
        load(connection, country, cells, "SHARE")
        share = find_indicator(connection, "SHARE")
        shown = read_map(
            connection, share, read_directory(connection, NEW, Level.COMMUNE, "40"), "2025-06"
        ).set_index("code")
    columns = ["numerator", "reported", "expected", "converted", "estimated", "basis"]
    # One of the two predecessors did not report; 40003 was divided by population; 40004 is new.
    assert shown.loc["40001", columns].tolist() == [8, 1, 2, 1, 0, 0]
    assert shown.loc["40002", columns].tolist() == [2, 1, 1, 1, 1, 1]
    assert shown.loc["40003", columns].tolist() == [6, 1, 1, 1, 1, 1]
    assert np.isnan(shown.loc["40004", "numerator"])
    assert shown.loc["40004", "converted"] == 0


def test_a_report_of_its_own_replaces_what_was_brought_over(
    engine: Engine, country: SmallCountry
) -> None:
    with writing(engine) as connection:
        load(connection, country, {(OLD, "40001", "2025-06"): (8, 16)}, "SHARE")
        load(connection, country, {(NEW, "40001", "2025-06"): (1, 2)}, "SHARE")
        share = find_indicator(connection, "SHARE")
        new = read_series(connection, share, country.areas[key(NEW, "40001")])
        old = read_series(connection, share, country.areas[key(OLD, "40001")])
    assert new[["numerator", "converted"]].to_numpy().tolist() == [[1, 0]]
    assert old[["numerator", "converted"]].to_numpy().tolist() == [[8, 0]]


def test_a_level_that_nobody_reported_in_has_no_map(engine: Engine, country: SmallCountry) -> None:
    """The province's own number goes over; the communes' map is not offered empty."""
    with writing(engine) as connection:
        load(connection, country, {(OLD, "40", "2025-06"): (8, 16)}, "SHARE")
        share = find_indicator(connection, "SHARE")
        levels = {row[0] for row in connection.execute(select(pack.c.level).distinct())}
        new = read_series(connection, share, country.areas[key(NEW, "40")])
    assert levels == {"country", "province"}
    assert new[["numerator", "converted"]].to_numpy().tolist()[0][0] == 8


def test_a_former_district_is_the_sum_of_the_communes_that_lie_in_it(
    engine: Engine, country: SmallCountry
) -> None:
    """412 became new 40001, however its parts are weighed; half of 413's land went to 40002.

    New 40001 is made of old 40001 and 40002, which nobody could tell apart without their sizes:
    for the district nothing needs to be divided.
    """
    with writing(engine) as connection:
        connection.execute(area.update().values(population=None))
        load(connection, country, {(NEW, "40001", "2025-07"): (8, 16)}, "SHARE")
        load(connection, country, {(NEW, "40002", "2025-07"): (1, 4)}, "SHARE")
        share = find_indicator(connection, "SHARE")
        found = {
            code: read_series(connection, share, country.areas[key(OLD, code)])
            for code in ("412", "413", "40", "40001")
        }
        rebuilt = stored(connection)
        rebuild(connection)
        assert stored(connection) == rebuilt
    columns = ["numerator", "denominator", "reported", "expected", "converted", "estimated"]
    # Counted in what reports: the three villages of the one new commune.
    assert found["412"][columns].to_numpy().tolist() == [[8, 16, 3, 3, 3, 0]]
    # 40003 of the two new communes of 413 is silent.
    assert found["413"][columns].to_numpy().tolist() == [[1, 4, 2, 3, 2, 0]]
    # New 40004 holds land of nobody: it is not waited for.
    assert found["40"][columns].to_numpy().tolist() == [[9, 20, 5, 6, 5, 0]]
    # The old commune is a part of the new one that nobody has weighed.
    assert found["40001"].empty


def test_a_commune_across_two_former_districts_is_shared_out_by_weight(
    engine: Engine, country: SmallCountry
) -> None:
    """New 40001 holds old 40001 of 412 (3,000 people) and old 40002, now of 413 (1,000)."""
    with writing(engine) as connection:
        connection.execute(
            area.update()
            .where(area.c.vintage == OLD, area.c.code == "40002")
            .values(parent_id=country.areas[key(OLD, "413")], parent_code="413")
        )
        load(connection, country, {(NEW, "40001", "2025-07"): (8, 16)}, "SHARE")
        load(connection, country, {(NEW, "40002", "2025-07"): (1, 4)}, "SHARE")
        share = find_indicator(connection, "SHARE")
        found = {
            code: read_series(connection, share, country.areas[key(OLD, code)])
            for code in ("412", "413", "40")
        }
    columns = ["numerator", "denominator", "reported", "expected", "estimated", "basis"]
    assert found["412"][columns].to_numpy().tolist() == [[6, 12, 3, 3, 3, 1]]
    assert found["413"][columns].to_numpy().tolist() == [[3, 8, 5, 6, 3, 1]]
    assert found["40"][columns].to_numpy().tolist() == [[9, 20, 5, 7, 0, 0]]


def test_an_unfinished_former_district_fills_up_straddlers_by_weight(
    engine: Engine, country: SmallCountry
) -> None:
    """As above; in August 40001 alone has reported: a quarter of it, and July's of the others."""
    with writing(engine) as connection:
        connection.execute(
            area.update()
            .where(area.c.vintage == OLD, area.c.code == "40002")
            .values(parent_id=country.areas[key(OLD, "413")], parent_code="413")
        )
        july = {(NEW, "40001", "2025-07"): (8, 16), (NEW, "40002", "2025-07"): (1, 4),
                (NEW, "40003", "2025-07"): (2, 4)}  # fmt: skip
        load(connection, country, july, "COUNT")
        load(connection, country, {(NEW, "40001", "2025-08"): (12, 16)}, "COUNT")
        count = find_indicator(connection, "COUNT")
        filled = {}
        for code in ("412", "413"):
            here = find_area(connection, key(OLD, code))
            cells = cells_of(read_series(connection, count, here.id))
            same = SameAreas(connection, DirectoryCache(), here, count)
            filled[code] = cells[-1].value, same.fill(cells[-1])
    # Three quarters of the 12 are all of 412, whose only commune that is: nobody is missing.
    assert filled["412"] == (9, None)
    value, found = filled["413"]
    assert value == 3
    assert found == Provisional(3 + 1 + 2, 2, 2, Level.COMMUNE)


def test_what_an_area_said_itself_goes_over_as_that(engine: Engine, country: SmallCountry) -> None:
    """The province's own report is nobody's completeness, in the other vintage neither."""
    with writing(engine) as connection:
        load(connection, country, {(NEW, "40", "2025-07"): (80, 100)}, "SHARE")
        share = find_indicator(connection, "SHARE")
        here, there = (
            read_series(connection, share, country.areas[key(age, "40")]).iloc[0]
            for age in (NEW, OLD)
        )
    assert here[["value", "reported", "from_above", "converted"]].tolist() == [80, 7, 7, 0]
    assert there[["value", "reported", "from_above", "converted"]].tolist() == [80, 7, 7, 7]


def test_a_median_goes_only_to_the_same_unit(engine: Engine, country: SmallCountry) -> None:
    with writing(engine) as connection:
        load(connection, country, {(OLD, "40001", "2025-06"): (8, 1)}, "SPEED")
        load(connection, country, {(NEW, "40001", "2025-07"): (9, 1)}, "SPEED")
        speed = find_indicator(connection, "SPEED")
        new = read_series(connection, speed, country.areas[key(NEW, "40001")])
        later = read_series(connection, speed, country.areas[key(NEXT, "40001")])
    assert new["period"].tolist() == ["2025-07"]
    assert later[["value", "converted", "estimated"]].to_numpy().tolist() == [[9, 1, 0]]


def test_an_index_of_a_merged_province_is_the_mean_of_its_predecessors(
    engine: Engine, country: SmallCountry
) -> None:
    """The ministry's rule for the DTI of 2024, here for a commune that came of two."""
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "UPDATE indicator SET vintage_rule = 'mean' WHERE code = 'SPEED'"
        )
        load(connection, country, {(OLD, "40001", "2025-06"): (8, 1)}, "SPEED")
        speed = find_indicator(connection, "SPEED")
        target = country.areas[key(NEW, "40001")]
        assert read_series(connection, speed, target).empty
        load(connection, country, {(OLD, "40002", "2025-06"): (4, 1)}, "SPEED")
        series = read_series(connection, speed, target)
    assert series[["value", "reported", "estimated"]].to_numpy().tolist() == [[6, 2, 2]]


def test_villages_are_followed_wherever_their_commune_went(
    engine: Engine, country: SmallCountry
) -> None:
    """The old commune sums up its villages although two later communes hold them."""
    with writing(engine) as connection:
        ids = dict(country.areas)
        for ordinal, (code, parent) in enumerate(
            [("T1", "40001"), ("T2", "40002"), ("T4", "40003")]
        ):
            ident = 900 + ordinal
            connection.execute(
                insert(area).values(
                    id=ident, unit_id=ident, vintage=OLD, code=code, level="village",
                    parent_id=ids[key(OLD, parent)], parent_code=parent, province_code="40",
                    name=code, full_name=code, search_name=code.lower(), source="test",
                    is_demo=False, ordinal=ordinal,
                )
            )  # fmt: skip
            connection.execute(
                insert(area_relation).values(
                    from_vintage=OLD, from_code=code, to_vintage=NEW, to_code=code, kind="whole",
                    weight_population=1.0,
                )
            )  # fmt: skip
        link_units(connection)
        load(
            connection,
            country,
            {(NEW, code, "2025-07"): (place, 10) for place, code in enumerate(["T1", "T2", "T4"])},
            "SHARE",
        )
        share = find_indicator(connection, "SHARE")
        found = {
            code: read_series(connection, share, ids[key(OLD, code)])
            for code in ("40001", "40002", "40003", "412", "40")
        }
        village = read_series(connection, share, 901)
    assert {code: each["numerator"].tolist() for code, each in found.items()} == {
        "40001": [0], "40002": [1], "40003": [2], "412": [1], "40": [3],
    }  # fmt: skip
    assert found["40"][["reported", "converted", "estimated"]].to_numpy().tolist() == [[3, 3, 0]]
    assert village[["numerator", "converted"]].to_numpy().tolist() == [[1, 1]]
