"""Converted numbers, case by case: former districts, medians, indices, villages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine, insert, select

from data.load.areas.relations import link_units
from data.load.observations import rebuild
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from data.queries.comparison.cards import SameAreas
from data.queries.directories import Directories
from data.queries.directory import read_directory
from data.queries.maps import read_map
from data.queries.screens.cards import cells_of
from data.queries.series import read_series
from data.store.engine import writing
from data.store.schema import (
    area,
    area_relation,
    pack,
)
from ioc.area import Level
from ioc.comparison import Provisional
from tests.store.conversions.crosswalk import COMMUNES, NEW, NEXT, OLD, ReportedCells, key, load
from tests.store.small_country import SmallCountry
from tests.store.stored_numbers import read_stored_numbers

pytestmark = pytest.mark.same_sql


@pytest.mark.both_databases
def test_each_number_says_how_it_was_brought_over(engine: Engine, country: SmallCountry) -> None:
    cells: ReportedCells = {(OLD, code, "2025-06"): (8, 16) for code in COMMUNES[OLD]}
    del cells[OLD, "40002", "2025-06"]
    with writing(engine) as connection:
        load(connection, country, cells, "SHARE")
        share = find_indicator(connection, "SHARE")
        cells_by_code: Any = read_map(
            connection, share, read_directory(connection, NEW, Level.COMMUNE, "40"), "2025-06"
        ).set_index("code")
    columns = ["numerator", "reported", "expected", "converted", "estimated", "basis"]
    # One of the two predecessors did not report; 40003 was divided by population; 40004 is new.
    assert cells_by_code.loc["40001", columns].tolist() == [8, 1, 2, 1, 0, 0]
    assert cells_by_code.loc["40002", columns].tolist() == [2, 1, 1, 1, 1, 1]
    assert cells_by_code.loc["40003", columns].tolist() == [6, 1, 1, 1, 1, 1]
    assert np.isnan(cells_by_code.loc["40004", "numerator"])
    assert cells_by_code.loc["40004", "converted"] == 0


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


@pytest.mark.both_databases
def test_a_former_district_is_the_sum_of_the_communes_that_lie_in_it(
    engine: Engine, country: SmallCountry
) -> None:
    """412 became new 40001, however its parts are weighed; half of 413's land went to 40002.

    New 40001 is made of old 40001 and 40002, which cannot be separated without their sizes: for the
    district nothing needs to be divided.
    """
    with writing(engine) as connection:
        connection.execute(area.update().values(population=None))
        load(connection, country, {(NEW, "40001", "2025-07"): (8, 16)}, "SHARE")
        load(connection, country, {(NEW, "40002", "2025-07"): (1, 4)}, "SHARE")
        share = find_indicator(connection, "SHARE")
        series = {
            code: read_series(connection, share, country.areas[key(OLD, code)])
            for code in ("412", "413", "40", "40001")
        }
        rebuilt = read_stored_numbers(connection)
        rebuild(connection)
        assert read_stored_numbers(connection) == rebuilt
    columns = ["numerator", "denominator", "reported", "expected", "converted", "estimated"]
    # Counted in what reports: the three villages of the one new commune.
    assert series["412"][columns].to_numpy().tolist() == [[8, 16, 3, 3, 3, 0]]
    # 40003 of the two new communes of 413 is silent.
    assert series["413"][columns].to_numpy().tolist() == [[1, 4, 2, 3, 2, 0]]
    # New 40004 has no predecessor: it is not expected.
    assert series["40"][columns].to_numpy().tolist() == [[9, 20, 5, 6, 5, 0]]
    # The share of the new commune that lies in the old one is unknown.
    assert series["40001"].empty


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
        series = {
            code: read_series(connection, share, country.areas[key(OLD, code)])
            for code in ("412", "413", "40")
        }
    columns = ["numerator", "denominator", "reported", "expected", "estimated", "basis"]
    assert series["412"][columns].to_numpy().tolist() == [[6, 12, 3, 3, 3, 1]]
    assert series["413"][columns].to_numpy().tolist() == [[3, 8, 5, 6, 3, 1]]
    assert series["40"][columns].to_numpy().tolist() == [[9, 20, 5, 7, 0, 0]]


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
        july: ReportedCells = {
            (NEW, "40001", "2025-07"): (8, 16),
            (NEW, "40002", "2025-07"): (1, 4),
            (NEW, "40003", "2025-07"): (2, 4),
        }
        load(connection, country, july, "COUNT")
        load(connection, country, {(NEW, "40001", "2025-08"): (12, 16)}, "COUNT")
        count = find_indicator(connection, "COUNT")
        values = {}
        for code in ("412", "413"):
            here = find_area(connection, key(OLD, code))
            cells = cells_of(read_series(connection, count, here.id))
            same = SameAreas(connection, Directories(), here, count)
            values[code] = cells[-1].value, same.fill(cells[-1])
    # Three quarters of the 12 are all of 412, which has no other commune: none is missing.
    assert values["412"] == (9, None)
    value, provisional = values["413"]
    assert value == 3
    assert provisional == Provisional(3 + 1 + 2, 2, 2, Level.COMMUNE)


def test_what_an_area_said_itself_goes_over_as_that(engine: Engine, country: SmallCountry) -> None:
    """The province's own report is marked as such in the other vintage, too."""
    with writing(engine) as connection:
        load(connection, country, {(NEW, "40", "2025-07"): (80, 100)}, "SHARE")
        share = find_indicator(connection, "SHARE")
        here, there = (
            read_series(connection, share, country.areas[key(vintage, "40")]).iloc[0]
            for vintage in (NEW, OLD)
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


@pytest.mark.both_databases
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
        series = {
            code: read_series(connection, share, ids[key(OLD, code)])
            for code in ("40001", "40002", "40003", "412", "40")
        }
        village = read_series(connection, share, 901)
    assert {code: each["numerator"].tolist() for code, each in series.items()} == {
        "40001": [0], "40002": [1], "40003": [2], "412": [1], "40": [3],
    }  # fmt: skip
    assert series["40"][["reported", "converted", "estimated"]].to_numpy().tolist() == [[3, 3, 0]]
    assert village[["numerator", "converted"]].to_numpy().tolist() == [[1, 1]]
