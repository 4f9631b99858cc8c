"""A vintage that changed one province shows that one's own rows and takes the others over."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, Engine

from data.load.observations import Submission, store_observations
from data.queries.area_pages import AreaFilter, read_area_ids, read_area_page, read_missing_codes
from data.queries.areas import find_area, find_reporting_level, read_areas, read_path
from data.queries.catalogue import all_indicators
from data.queries.cell_pages import CellFilter, read_cell_area_ids
from data.queries.changed_land import read_changed_codes
from data.queries.directory import read_directory
from data.queries.land import read_counterparts
from data.queries.lineage import AreaChange, count_inside, read_lineage
from data.queries.maps import read_map
from data.queries.periods import read_periods
from data.queries.search import find_areas_by_name
from data.queries.series import read_series
from data.store.engine import raise_revision, writing
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.errors import NotFoundError
from ioc.indicator import Basis, Indicator
from tests.store.small_country import SmallCountry, build
from tests.store.third_vintage import THIRD, add_third_vintage

pytestmark = pytest.mark.same_sql

NEW, OLD = SINCE_2025.code, BEFORE_2025.code
MONTH, NEXT = "2026-03", "2026-05"


@pytest.fixture
def store(engine: Engine) -> Iterator[Connection]:
    """Numbers of 40001 in the vintage that stores it, of province 01 in both of its vintages."""
    with writing(engine) as connection:
        country: SmallCountry = build(connection)
        new = add_third_vintage(connection)
        rows = [
            (country.area("40001"), MONTH, 7.0),
            (country.area("00101"), MONTH, 3.0),
            (country.area("00102"), MONTH, 4.0),
            (new["00101"], NEXT, 5.0),
            (new["00103"], NEXT, 6.0),
        ]
        frame = pd.DataFrame(
            {
                "area_id": [row[0] for row in rows],
                "indicator_id": country.indicators["COUNT"],
                "period": [row[1] for row in rows],
                "numerator": [row[2] for row in rows],
                "denominator": np.nan,
                "value": np.nan,
            }
        )
        store_observations(connection, frame, Submission("file", "a.csv", "0" * 64))
        raise_revision(connection, "observations", {})
    with engine.connect() as connection:
        yield connection


def count(connection: Connection) -> Indicator:
    return next(each for each in all_indicators(connection) if each.code == "COUNT")


# ---- areas --------------------------------------------------------------------------------------


def test_an_area_is_found_by_the_key_that_was_asked(store: Connection) -> None:
    area = find_area(store, AreaKey(THIRD, "40"))
    assert area.key == AreaKey(THIRD, "40")
    assert area.row_key == AreaKey(NEW, "40")
    assert find_area(store, AreaKey(THIRD, "01")).row_vintage == THIRD
    assert find_area(store, AreaKey(THIRD, "VN")).row_vintage == NEW
    assert find_area(store, AreaKey(NEW, "01")).row_vintage == NEW


def test_what_its_province_has_left_behind_is_not_found(store: Connection) -> None:
    with pytest.raises(NotFoundError):
        find_area(store, AreaKey(NEW, "00103"))
    with pytest.raises(NotFoundError):
        find_area(store, AreaKey(THIRD, "412"))
    assert read_missing_codes(store, THIRD, ["00103", "40001", "412"]) == ["412"]


def test_areas_are_listed_once_each_from_both_vintages(store: Connection) -> None:
    communes = read_areas(store, THIRD, Level.COMMUNE)
    assert communes["code"].tolist() == [
        "00101", "00102", "00103", "40001", "40002", "40003", "40004",
    ]  # fmt: skip
    assert set(communes["vintage"]) == {THIRD}
    assert communes["full_name"].iloc[0] == "Phường Hoà 00101"
    assert read_areas(store, THIRD, Level.COUNTRY)["code"].tolist() == ["VN"]
    assert len(read_areas(store, THIRD)) == 1 + 2 + 7 + 5
    assert len(read_areas(store, NEW)) == 1 + 2 + 6 + 5, "the vintage before stays as it was"


def test_the_way_up_keeps_the_vintage_that_was_asked(store: Connection) -> None:
    for code in ("T1", "00103"):
        path = read_path(store, AreaKey(THIRD, code))
        assert {each.key.vintage for each in path} == {THIRD}
        assert path[0].level is Level.COUNTRY


def test_what_lies_inside_is_counted_across_vintages(store: Connection) -> None:
    country = find_area(store, AreaKey(THIRD, "VN"))
    assert count_inside(store, country) == {
        Level.PROVINCE: 2, Level.COMMUNE: 7, Level.VILLAGE: 5,
    }  # fmt: skip
    assert count_inside(store, find_area(store, AreaKey(THIRD, "01"))) == {Level.COMMUNE: 3}
    # Only some of its communes have villages: no count adds the two up.
    assert (
        find_reporting_level(store, find_area(store, AreaKey(THIRD, "40")), Level.VILLAGE) is None
    )
    whole = find_area(store, AreaKey(THIRD, "40001"))
    assert find_reporting_level(store, whole, Level.VILLAGE) is Level.VILLAGE


# ---- numbers ------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_a_national_map_is_made_of_the_packs_of_both_vintages(store: Connection) -> None:
    directory = read_directory(store, THIRD, Level.COMMUNE)
    assert set(directory.places) == {(THIRD, "01"), (NEW, "40")}
    assert directory.only_root is None
    before = read_map(store, count(store), directory, MONTH).set_index("code")["value"]
    after = read_map(store, count(store), directory, NEXT).set_index("code")["value"]
    assert before["40001"] == 7, "a province that did not change keeps its numbers"
    assert after[["00101", "00103"]].tolist() == [5, 6], "the other shows its own rows'"
    assert before["00101"] == 3, "what was reported under the name before is the same land's"


def test_the_map_of_provinces_is_made_of_both_vintages_too(store: Connection) -> None:
    directory = read_directory(store, THIRD, Level.PROVINCE)
    assert directory.areas["code"].tolist() == ["01", "40"]
    assert directory.parent_names == ["Xã Hoà VN", "Xã Hoà VN"]
    assert read_map(store, count(store), directory, NEXT)["value"].iloc[0] == 11


def test_a_taken_over_province_has_the_numbers_it_has_in_its_own_vintage(
    store: Connection,
) -> None:
    here, there = (read_directory(store, vintage, Level.COMMUNE, "40") for vintage in (THIRD, NEW))
    assert here.only_place == there.only_place == (NEW, "40")
    mine, theirs = (read_map(store, count(store), each, MONTH) for each in (here, there))
    pd.testing.assert_frame_equal(mine, theirs)
    before, after = [read_series(store, count(store), find_area(store, AreaKey(vintage, "40")).id)
              for vintage in (THIRD, NEW)]  # fmt: skip
    pd.testing.assert_frame_equal(before, after)


def test_periods_are_those_of_the_rows_shown(store: Connection) -> None:
    indicator = count(store)
    assert read_periods(store, indicator, THIRD, Level.COMMUNE, "40") == [MONTH]
    assert NEXT in read_periods(store, indicator, THIRD, Level.COMMUNE, "01")
    assert set(read_periods(store, indicator, THIRD, Level.COMMUNE)) >= {MONTH, NEXT}
    assert NEXT in read_periods(store, indicator, THIRD, Level.PROVINCE, "VN")


@pytest.mark.both_databases
def test_pages_of_areas_and_cells_hold_what_the_vintage_shows(store: Connection) -> None:
    page = read_area_page(store, AreaFilter(THIRD, (Level.COMMUNE,)), None, 3)
    assert list(zip(page["vintage"], page["code"], strict=True)) == [
        (THIRD, "00101"), (THIRD, "00102"), (THIRD, "00103"),
    ]  # fmt: skip
    later = read_area_page(store, AreaFilter(THIRD, (Level.COMMUNE,)), (THIRD, "00103"), 3)
    assert later["code"].tolist() == ["40001", "40002", "40003"]
    every = read_area_page(store, AreaFilter(), None, 100)
    assert not every.duplicated(["vintage", "code"]).any()
    cells = CellFilter([count(store)])
    ids = read_cell_area_ids(store, AreaFilter(THIRD, (Level.COMMUNE,)), cells)
    assert ids == read_area_ids(store, AreaFilter(THIRD, (Level.COMMUNE,)))


# ---- land ---------------------------------------------------------------------------------------


def test_codes_of_other_land_are_told(store: Connection) -> None:
    codes = read_changed_codes(store, NEW, THIRD, Level.COMMUNE, "VN")
    assert codes == ["00102", "00103"], "00101 kept its land, the other province is the same"
    assert read_changed_codes(store, NEW, THIRD, Level.COMMUNE, "40") == []


@pytest.mark.both_databases
def test_a_lineage_goes_through_all_vintages(store: Connection) -> None:
    lineage = read_lineage(store, find_area(store, AreaKey(THIRD, "00101")))
    assert [(str(step.source), str(step.target), step.change) for step in lineage.steps] == [
        (f"{OLD}/40003", f"{NEW}/00101", AreaChange.PART),
        (f"{NEW}/00101", f"{THIRD}/00101", AreaChange.RENAMED),
    ]
    assert lineage.steps[0].share is None, "nobody knows it"
    assert lineage.steps[1].note == "Đổi thành phường"
    assert lineage.parents[AreaKey(OLD, "40003")] == "Xã Hoà 413"


def test_a_known_share_says_what_it_is_measured_by(store: Connection) -> None:
    lineage = read_lineage(store, find_area(store, AreaKey(NEW, "00102")))
    assert [(step.target.code, step.share, step.basis) for step in lineage.after()] == [
        ("00102", 0.62, Basis.POPULATION),
        ("00103", 0.38, Basis.POPULATION),
    ]


def test_a_district_and_a_province_go_over_with_their_communes(store: Connection) -> None:
    district = read_lineage(store, find_area(store, AreaKey(OLD, "413")))
    (first, second, third) = district.steps
    assert {first.source.code, second.source.code} == {"413"}
    assert {first.target.code, second.target.code} == {"00101", "40003"}
    assert (third.source, third.target) == (AreaKey(NEW, "00101"), AreaKey(THIRD, "00101"))
    province = read_lineage(store, find_area(store, AreaKey(OLD, "40")))
    steps = {(step.source.code, str(step.target)): step for step in province.steps}
    assert steps["40", f"{NEW}/40"].communes == 3
    assert steps["40", f"{NEW}/01"].change is AreaChange.PART
    assert steps["01", f"{THIRD}/01"].change is AreaChange.RENAMED


def test_an_area_is_followed_into_any_vintage_by_its_land(store: Connection) -> None:
    def codes(vintage: str, code: str, there: str) -> list[str]:
        here = find_area(store, AreaKey(vintage, code))
        return [each.key.code for each in read_counterparts(store, here, there)]

    assert codes(OLD, "40003", THIRD) == ["00101", "40003"]
    assert codes(THIRD, "00101", OLD) == ["40003"]
    assert codes(THIRD, "40001", NEW) == ["40001"]
    assert codes(NEW, "00102", THIRD) == ["00102", "00103"]
    assert codes(THIRD, "40001", OLD) == ["40001", "40002"]


# ---- search -------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_search_names_each_area_once_in_the_newest_vintage_that_shows_it(
    store: Connection,
) -> None:
    hits = find_areas_by_name(store, "xa hoa 40001", 20)
    communes = {str(each.key): each for each in hits if each.level is Level.COMMUNE}
    assert set(communes) == {f"{THIRD}/40001", f"{OLD}/40001"}
    assert communes[f"{THIRD}/40001"].until == ""
    assert communes[f"{OLD}/40001"].until == NEW
    assert communes[f"{OLD}/40001"].successors == ("Xã Hoà 40001",)


def test_search_tells_when_a_change_in_one_province_ended_an_area(store: Connection) -> None:
    (match, *_) = find_areas_by_name(store, "xa hoa 00102", 20, "01")
    assert match.key == AreaKey(NEW, "00102")
    assert (match.until, match.successors) == (THIRD, ("Xã Hoà 00102", "Xã Mới"))
