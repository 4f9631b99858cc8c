"""The standing of areas, by the target in force for each; areas with too few reports have none."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, insert, update

from data.alerts.behind import read_behind
from data.queries.areas import find_area
from data.queries.catalogue import find_indicator, read_targets
from data.queries.directories import Directories
from data.queries.directory import read_directory
from data.queries.own_targets import own_target_steps, targets_in_force
from data.queries.screens.cards import read_cards
from data.queries.standing import (
    area_standings,
    count_silent,
    count_unranked,
    read_furthest_behind,
    read_standing,
)
from data.store.engine import writing
from data.store.schema import indicator, target
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.period import parse_period
from layouts.area.sentences import map_finding
from tests.store.conversions.crosswalk import NEXT, OLD, ReportedCells, load
from tests.store.small_country import SmallCountry

pytestmark = pytest.mark.same_sql

NEW = SINCE_2025.code
JUNE, JULY = "2025-06", "2025-07"


@pytest.fixture
def land(country: SmallCountry) -> SmallCountry:
    return country


def set_target(connection: Connection, code: str, value: float, key: AreaKey | None = None) -> None:
    connection.execute(
        insert(target).values(
            indicator_id=find_indicator(connection, code).id, level="", period="", value=value,
            vintage=key.vintage if key else "", area_code=key.code if key else "",
            source_vi="", source_en="", checked="verified",
        )
    )  # fmt: skip


def test_a_thin_area_has_no_verdict_and_no_rank_and_is_told(
    engine: Engine, land: SmallCountry
) -> None:
    """Before the merger one old commune of three reported: that is not the province of today."""
    cells: ReportedCells = {(OLD, "40001", JUNE): (1.0, 10.0), (NEW, "00101", JUNE): (8.0, 10.0),
                       (NEW, "00102", JUNE): (10.0, 10.0)}  # fmt: skip
    with writing(engine) as connection:
        load(connection, land, cells, "SHARE")
        set_target(connection, "SHARE", 80.0)
    with engine.connect() as connection:
        share = find_indicator(connection, "SHARE")
        provinces = read_directory(connection, NEW, Level.PROVINCE)
        frame: Any = read_standing(connection, share, provinces, JUNE).set_index("code")
        assert frame.loc["40", "converted"] > 0
        assert frame["status"].to_dict() == {"01": "green", "40": "too_few"}
        assert frame.loc["01", "rank"] == 1
        assert np.isnan(frame.loc["40", "rank"])
        assert (count_unranked(frame), count_silent(frame)) == (1, 0)
        behind = read_furthest_behind(connection, share, provinces, JUNE)
        assert (behind.total, behind.is_judged, behind.areas.empty) == (0, True, True)
        sentence = map_finding(share, Level.PROVINCE, area_standings(frame.reset_index()), 80.0)
        assert sentence == (
            "1/1 tỉnh, thành phố đạt chỉ tiêu ≥ 80%; 1 tỉnh, thành phố chưa đủ số liệu để xếp"
        )
        here = find_area(connection, AreaKey(NEW, "40"))
        (card,) = read_cards(connection, here, [share], parse_period(JUNE), date(2025, 11, 25))
    assert card.verdict.status.value == frame.loc["40", "status"]


def test_an_estimate_below_one_is_no_zero_and_has_no_rank(
    engine: Engine, land: SmallCountry
) -> None:
    """One station of old 40003 is a quarter of one in new 40002, which reads as no 0."""
    cells: ReportedCells = {(OLD, "40001", JUNE): (8.0, 0.0), (OLD, "40002", JUNE): (4.0, 0.0),
                       (OLD, "40003", JUNE): (1.0, 0.0)}  # fmt: skip
    with writing(engine) as connection:
        connection.execute(
            update(indicator)
            .where(indicator.c.code == "COUNT")
            .values(decimals=0, direction="down")
        )
        load(connection, land, cells, "COUNT")
    with engine.connect() as connection:
        count = find_indicator(connection, "COUNT")
        communes = read_directory(connection, NEW, Level.COMMUNE, "40")
        frame: Any = read_standing(connection, count, communes, JUNE).set_index("code")
        assert frame.loc["40002", ["value", "shown", "below"]].tolist() == [0.25, 0.0, True]
        assert frame["rank"].dropna().to_dict() == {"40003": 1.0, "40001": 2.0}
        last = read_furthest_behind(connection, count, communes, JUNE)
        assert last.areas["code"].tolist() == ["40001", "40003"]
        assert last.is_judged is False
        sentence = map_finding(count, Level.COMMUNE, area_standings(frame.reset_index()), None)
    assert "1 xã ước tính dưới 1 trạm, không xếp hạng" in sentence
    assert "0 trạm" not in sentence


@pytest.mark.both_databases
def test_who_is_behind_is_held_against_the_target_of_their_own(
    engine: Engine, land: SmallCountry
) -> None:
    """The level asks 80, 40002 alone 40, 40003 alone 95: 40003 at 90 is behind, 40002 is not."""
    values = {"40001": 78.0, "40002": 50.0, "40003": 90.0, "40004": 90.0}
    cells: ReportedCells = {(NEW, code, JULY): (value, 100.0) for code, value in values.items()}
    with writing(engine) as connection:
        load(connection, land, cells, "SHARE")
        set_target(connection, "SHARE", 80.0)
        set_target(connection, "SHARE", 40.0, AreaKey(NEW, "40002"))
        set_target(connection, "SHARE", 95.0, AreaKey(NEW, "40003"))
    with engine.connect() as connection:
        share = find_indicator(connection, "SHARE")
        communes = read_directory(connection, NEW, Level.COMMUNE, "40")
        frame = read_standing(connection, share, communes, JULY).set_index("code")
        assert frame["status"].to_dict() == {
            "40001": "amber", "40002": "green", "40003": "amber", "40004": "green",
        }  # fmt: skip
        behind = read_furthest_behind(connection, share, communes, JULY)
        assert behind.areas["code"].tolist() == ["40003", "40001"]
        sentence = map_finding(share, Level.COMMUNE, area_standings(frame.reset_index()), 80.0)
        assert sentence.startswith("2/4 xã đạt chỉ tiêu ≥ 80% (2 xã có chỉ tiêu riêng)")
        here = find_area(connection, AreaKey(NEW, "40"))
        (card,) = read_cards(connection, here, [share], parse_period(JULY), date(2025, 11, 25))
        areas, count, level = read_behind(connection, Directories(), here, card)
    assert [each.code for each in areas] == ["40003", "40001"]
    assert (count, level) == (2, "commune")


def test_a_target_of_an_areas_own_holds_in_every_vintage_that_takes_it_over(
    engine: Engine, land: SmallCountry
) -> None:
    """Province 01 did not change in the third vintage: card, map and table find its target."""
    with writing(engine) as connection:
        load(connection, land, {(NEW, "00101", "2026-05"): (5.0, 10.0)}, "SHARE")
        set_target(connection, "SHARE", 80.0)
        set_target(connection, "SHARE", 40.0, AreaKey(NEW, "00101"))
    with engine.connect() as connection:
        share = find_indicator(connection, "SHARE")
        targets = read_targets(connection, ["SHARE"])
        for vintage in (NEW, NEXT):
            communes = read_directory(connection, vintage, Level.COMMUNE, "01")
            assert targets_in_force(targets, "SHARE", communes, "2026-05").tolist() == [40.0, 80.0]
            assert own_target_steps(targets, communes) == {"00101": [("", 40.0)]}
            here = find_area(connection, AreaKey(vintage, "00101"))
            period = parse_period("2026-05")
            (card,) = read_cards(connection, here, [share], period, date(2026, 11, 25))
            assert card.target is not None
            assert card.target.value == 40.0
        old = read_directory(connection, OLD, Level.COMMUNE, "40")
        assert own_target_steps(targets, old) == {}
