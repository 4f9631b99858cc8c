"""The completeness of a number is the same on a map, in a series, on cards and on a page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection, Engine

from callbacks.frame.context import Context
from callbacks.lines.former import read_unlisted_words
from data.load.observations import Submission, store_observations
from data.queries.area_pages import AreaFilter
from data.queries.areas import find_area, find_reporting_level
from data.queries.catalogue import find_indicator
from data.queries.cell_pages import CellFilter, read_cell_area_ids
from data.queries.completeness import count_lowest_areas
from data.queries.directories import Directories
from data.queries.directory import read_directory
from data.queries.maps import read_map
from data.queries.rollup_pages import read_rollup_page
from data.queries.screens.cards import read_cards
from data.queries.series import read_area_cells, read_series
from data.queries.view import resolve_view
from data.store.engine import writing
from ioc.alert import facts_of
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.card import Card, Within
from ioc.sentences.completeness import card_completeness
from ioc.settings import Settings
from ioc.view_state import ViewState
from layouts.components.card import indicator_card
from layouts.wall.view import row_view
from tests.app.api_store import report
from tests.store.small_country import SmallCountry, build
from tests.store.test_rollups import frame_of

pytestmark = pytest.mark.same_sql

PERIOD = "2025-07"
LEVELS = {"VN": Level.COUNTRY, "40": Level.PROVINCE, "40001": Level.COMMUNE, "T1": Level.VILLAGE}


@pytest.fixture
def country(engine: Engine) -> SmallCountry:
    with writing(engine) as connection:
        return build(connection)


def read_everywhere(
    connection: Connection, country: SmallCountry, indicator_code: str, area_code: str
) -> set[tuple[int, int, int]]:
    """Return (reported, expected, demo) of a cell from each of the four queries."""
    indicator = find_indicator(connection, indicator_code)
    ident = country.area(area_code)
    level = LEVELS.get(area_code, Level.COMMUNE)
    directory = read_directory(connection, SINCE_2025.code, level)
    map_cells = (
        read_map(connection, indicator, directory, PERIOD).set_index("code").loc[[area_code]]
    )
    series = read_series(connection, indicator, ident)
    others = [find_indicator(connection, code) for code in ("SHARE", "COUNT", "SPEED")]
    cells = read_area_cells(connection, others, ident, "2025")
    cells = cells[cells["indicator_id"] == indicator.id]
    cell_filter = CellFilter([indicator])
    ids = read_cell_area_ids(connection, AreaFilter(SINCE_2025.code, (), (area_code,)), cell_filter)
    page = read_rollup_page(connection, ids, cell_filter, None, 10)
    counts: set[tuple[int, int, int]] = set()
    for frame in (map_cells, series, cells, page):
        assert len(frame) == 1
        reports, expected, demo = (
            int(frame[each].iloc[0]) for each in ("reported", "expected", "demo")
        )
        counts.add((reports, expected, demo))
    return counts


@pytest.mark.parametrize(
    ("indicator", "area", "expected"),
    [
        ("SHARE", "T1", 1),
        ("SHARE", "40003", 1),  # a commune without villages
        ("SHARE", "40001", 3),
        ("SHARE", "40", 7),
        ("SHARE", "VN", 9),
        ("COUNT", "40001", 1),  # reported by communes: the villages do not count
        ("COUNT", "40", 4),
        ("SPEED", "40", 1),  # does not add up: an area speaks for itself alone
    ],
)
@pytest.mark.parametrize("kind", ["file", "demo"])
def test_an_own_report_answers_for_all_areas_below(
    engine: Engine, country: SmallCountry, indicator: str, area: str, expected: int, kind: str
) -> None:
    with writing(engine) as connection:
        frame = frame_of(country, {(indicator, area, PERIOD): (4, 8)})
        store_observations(connection, frame, Submission(kind, "a.csv", "0" * 64))
        demo = expected if kind == "demo" else 0
        assert read_everywhere(connection, country, indicator, area) == {(expected, expected, demo)}


@pytest.mark.both_databases
def test_an_own_report_stands_until_those_from_below_are_complete(
    engine: Engine, country: SmallCountry
) -> None:
    with writing(engine) as connection:
        cells = {("SHARE", "40001", PERIOD): (40.0, 80.0), ("SHARE", "T1", PERIOD): (1.0, 2.0)}
        file = Submission("file", "a.csv", "0" * 64)
        store_observations(connection, frame_of(country, cells), file)
        assert read_everywhere(connection, country, "SHARE", "40001") == {(3, 3, 0)}
        share = find_indicator(connection, "SHARE")
        series = read_series(connection, share, country.area("40001"))
        assert series[["numerator", "denominator"]].to_numpy().tolist() == [[40.0, 80.0]]
        beside = series[["beside_numerator", "beside_denominator", "beside_reported"]]
        assert beside.to_numpy().tolist() == [[1.0, 2.0, 1]]
        cells = {("SHARE", code, PERIOD): (1.0, 2.0) for code in ("T2", "T3")}
        store_observations(connection, frame_of(country, cells), file)
        assert read_everywhere(connection, country, "SHARE", "40001") == {(3, 3, 0)}
        series = read_series(connection, share, country.area("40001"))
    assert series[["numerator", "denominator"]].to_numpy().tolist() == [[3.0, 6.0]]
    beside = series[["beside_numerator", "beside_denominator", "beside_reported"]]
    assert beside.to_numpy().tolist() == [[40.0, 80.0, 3]]
    assert series["reported"].dtype == np.int64


def test_areas_are_counted_at_the_level_that_reports(engine: Engine, country: SmallCountry) -> None:
    places = [country.area(code) for code in ("VN", "01", "40", "40001", "40003", "T1")]
    with engine.connect() as connection:
        villages = count_lowest_areas(connection, places, Level.VILLAGE)
        communes = count_lowest_areas(connection, places, Level.COMMUNE)
        provinces = count_lowest_areas(connection, places, Level.PROVINCE)
        alone = count_lowest_areas(connection, places[:1], Level.VILLAGE)
        assert count_lowest_areas(connection, [], Level.VILLAGE) == {}
    assert list(map(villages.get, places)) == [9, 2, 7, 3, 1, 1]
    assert list(map(communes.get, places)) == [6, 2, 4, 1, 1, 1]
    assert list(map(provinces.get, places)) == [2, 1, 1, 1, 1, 1]
    assert alone == {places[0]: 9}


@pytest.mark.both_databases
def test_the_country_counts_provinces_where_villages_and_communes_would_be_added(
    engine: Engine, country: SmallCountry
) -> None:
    """Hà Nội is counted in communes, Nghệ An in villages: 1 of 2 and 1 of 7 are not 2 of 9."""
    key = AreaKey(SINCE_2025.code, "VN")

    def card_after(*rows: tuple[str, float, float]) -> Card:
        with writing(engine) as connection:
            report(connection, [(code, "SHARE", "2025-10", over, under)
                                for code, over, under in rows])  # fmt: skip
        with engine.connect() as connection:
            shares = [find_indicator(connection, "SHARE")]
            here = find_area(connection, key)
            (card,) = read_cards(connection, here, shares, None, date(2025, 11, 25))
        assert card.reporting_level is None
        assert "đơn vị" not in str(indicator_card(card).to_plotly_json())
        return card

    some = card_after(("00101", 1, 2), ("T1", 1, 1))
    assert some.within == Within(Level.PROVINCE, 2, 2, 0)
    assert card_completeness(some) == "2/2 tỉnh, thành phố có số liệu, 0 báo cáo đủ"
    assert card_after(("00102", 1, 2)).within == Within(Level.PROVINCE, 2, 2, 1)


def test_a_province_of_which_only_some_communes_have_villages_counts_communes(
    engine: Engine, country: SmallCountry
) -> None:
    """Five villages in two communes, two communes without any: never "2/7 thôn"."""
    with writing(engine) as connection:
        report(connection, [("T1", "SHARE", "2025-10", 1, 1), ("40003", "SHARE", "2025-10", 1, 2)])
    with engine.connect() as connection:
        share = find_indicator(connection, "SHARE")
        levels = {
            code: find_reporting_level(
                connection, find_area(connection, AreaKey(SINCE_2025.code, code)), Level.VILLAGE
            )
            for code in ("VN", "01", "40", "40001", "40003", "T1")
        }
        here = find_area(connection, AreaKey(SINCE_2025.code, "40"))
        (card,) = read_cards(connection, here, [share], None, date(2025, 11, 25))
    assert levels == {
        "VN": None, "01": Level.COMMUNE, "40": None, "40001": Level.VILLAGE,
        "40003": Level.COMMUNE, "T1": Level.VILLAGE,
    }  # fmt: skip
    assert card.within == Within(Level.COMMUNE, 4, 2, 1)
    assert card_completeness(card) == "2/4 xã có số liệu, 1 báo cáo đủ"
    markup = str(indicator_card(card).to_plotly_json())
    assert "thôn" not in markup and "đơn vị" not in markup
    assert row_view(card, "vi").who == "Sở · 2/4 xã"
    facts = facts_of(card)
    assert (facts.counted, facts.within, facts.within_some, facts.within_all) == (
        "", "commune", 2, 4,
    )  # fmt: skip


def test_communes_without_villages_are_named_where_villages_are_shown(
    engine: Engine, country: SmallCountry, tmp_path: Path
) -> None:
    """Five villages of two communes are not the whole province."""
    with writing(engine) as connection:
        report(connection, [("T1", "SHARE", "2025-10", 1, 1)])
    context = Context(engine, Settings(var=tmp_path), Directories())
    request = ViewState(
        vintage=SINCE_2025.code, area="40", level="village", indicator="SHARE", period="2025-10"
    )
    with engine.connect() as connection:
        view = resolve_view(connection, context.directories, request, date(2025, 11, 25), "40")
        assert view.level is Level.VILLAGE
        sentence = read_unlisted_words(context, connection, view, "vi")
        communes = resolve_view(
            connection, context.directories, request.but(level="commune"), date(2025, 11, 25), "40"
        )
        assert read_unlisted_words(context, connection, communes, "vi") == ""
    assert sentence == (
        "2 xã chưa có danh mục thôn nên không hiện ở cấp thôn: Xã Hoà 40003, Xã Hoà 40004."
    )
