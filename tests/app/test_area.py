"""An area's page without a browser: what an address opens, what a choice answers, its relatives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from dash import html
from dash.development.base_component import Component
from flask import Flask
from sqlalchemy import Engine, delete, insert, select

from callbacks import area as page
from callbacks.area_reading import read_page
from callbacks.context import Context
from data.directories import DirectoryCache
from data.load.observations import Submission, store_observations
from data.load.relations import link_units
from data.queries.areas import read_path
from data.queries.published import read_published_lines
from data.schema import area, area_relation, indicator, published_figure, target
from data.store import raise_revision, writing
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey
from ioc.errors import NotFoundError
from ioc.settings import Settings
from ioc.view_state import ViewState
from layouts.area_groups import group_parts
from layouts.area_ids import Ids, card_id
from layouts.area_view import AreaPage, Explorer
from tests.store.small_country import build

OLD, NEW = BEFORE_2025.code, SINCE_2025.code
MONTH, EARLIER = "2025-09", "2025-08"


def hand_in(
    engine: Engine,
    vintage: str,
    rows: list[tuple[str, str, str, float, float | None]],
    kind: str = "file",
) -> None:
    """Hand in cells: area, indicator, period, numerator, denominator."""
    with writing(engine) as connection:
        places = connection.execute(select(area.c.code, area.c.id).where(area.c.vintage == vintage))
        areas = {row.code: row.id for row in places}
        ids = {row.code: row.id for row in connection.execute(select(indicator))}
        frame = pd.DataFrame(
            {
                "area_id": [areas[row[0]] for row in rows],
                "indicator_id": [ids[row[1]] for row in rows],
                "period": [row[2] for row in rows],
                "numerator": pd.Series([row[3] for row in rows], dtype="float64"),
                "denominator": pd.Series([row[4] for row in rows], dtype="float64"),
                "value": pd.Series([None for _ in rows], dtype="float64"),
            }
        )
        digest = f"{abs(hash((vintage, tuple(rows)))):064d}"
        done = store_observations(connection, frame, Submission(kind, "a.csv", digest))
        raise_revision(connection, "observations", done.summary(), done.submission_id)


@pytest.fixture
def context(engine: Engine) -> Iterator[Context]:
    """The small country with a crosswalk: old 40001 and 40002 whole into new 40001, 40003 split."""
    with writing(engine) as connection:
        country = build(connection)
        relations = [
            ("40001", "40001", "whole", 1.0),
            ("40002", "40001", "whole", 1.0),
            ("40003", "40003", "part", None),
            ("40003", "00101", "part", None),
        ]
        for earlier, later, kind, weight in relations:
            connection.execute(
                insert(area_relation).values(
                    from_vintage=OLD, from_code=earlier, to_vintage=NEW, to_code=later,
                    kind=kind, weight_population=weight,
                )
            )  # fmt: skip
        link_units(connection)
        connection.execute(
            insert(target).values(
                indicator_id=country.indicators["SHARE"], level="", vintage="", area_code="",
                period="2025", value=80.0, source_vi="Kế hoạch", source_en="Plan", checked="partly",
            )
        )  # fmt: skip
        raise_revision(connection, "areas", {"areas": 14})
    hand_in(
        engine,
        NEW,
        [
            ("T1", "SHARE", EARLIER, 4, 10),
            ("T1", "SHARE", MONTH, 5, 10),
            ("T2", "SHARE", MONTH, 3, 5),
            ("40003", "SHARE", MONTH, 40, 40),
            ("40001", "COUNT", MONTH, 7, None),
        ],
    )
    settings = Settings(var=Path("no-such-folder"), province="40")  # type: ignore[call-arg]
    with Flask(__name__).test_request_context():
        yield Context(engine, settings, DirectoryCache())


def open_area(context: Context, code: str, vintage: str = NEW, **state: str) -> AreaPage:
    key = AreaKey(vintage, code)
    with context.engine.connect() as connection:
        return read_page(context, connection, key, ViewState(vintage, code, **state))


def explore(context: Context, code: str, vintage: str = NEW, **state: str) -> Explorer:
    return open_area(context, code, vintage, **state).explorer


def parts(component: Any) -> list[Component]:
    return [component, *(e for e in component._traverse() if isinstance(e, Component))]


def texts(component: Any) -> str:
    held = [getattr(each, "children", None) for each in parts(component)]
    return " ".join(each for each in held if isinstance(each, str))


# ---- what an address opens ----------------------------------------------------------------


def test_the_path_leads_from_the_country_down(context: Context) -> None:
    found = open_area(context, "T1")
    assert [each.key.code for each in found.path] == ["VN", "40", "40001", "T1"]
    assert [each.address for each in found.path][1] == f"/dia-ban/{NEW}/40"


def test_an_unknown_code_says_so_and_shows_where_else_the_code_is(context: Context) -> None:
    shown = page.area_page(context, NEW, "412", {})
    assert "“412”" in texts(shown)
    links = [each.href for each in parts(shown) if getattr(each, "href", None)]
    assert f"/dia-ban/{OLD}/412" in links
    with pytest.raises(NotFoundError):
        open_area(context, "412")


def test_an_unknown_vintage_is_no_fault_of_the_server(context: Context) -> None:
    assert "1900x" in texts(page.area_page(context, "1900x", "40", {}))
    assert page.area_title(context, "1900x", "40") == "Địa bàn · IOC"


def test_any_date_names_the_vintage_that_held_then(context: Context) -> None:
    with context.engine.connect() as connection:
        assert page.find_key(connection, "2024-12-31", "412") == AreaKey(OLD, "412")


def test_without_a_code_no_area_opens(context: Context) -> None:
    shown = page.area_page(context, NEW, "", {})
    titles = [each.children for each in parts(shown) if type(each).__name__ == "H1"]
    assert titles == ["Không có địa bàn này"]


def test_the_page_is_whole_before_any_callback(context: Context) -> None:
    query = {"chi-so": "COUNT", "ky": MONTH, "chon": "40003", "x": "1"}
    shown = page.area_page(context, NEW, "40", query)
    held = {each.id: each for each in parts(shown) if getattr(each, "id", None)}
    assert held[Ids.SPEC].data["indicator"] == "COUNT"
    assert held[Ids.SPEC].data["selected"] == "40003"
    assert held[Ids.PERIOD].value == MONTH
    assert "COUNT" in held[Ids.FINDING].children
    assert len(held) == sum(bool(getattr(each, "id", None)) for each in parts(shown))


@pytest.mark.parametrize(
    "query",
    [{"chi-so": "NOPE"}, {"ky": "never"}, {"cap": "galaxy"}, {"huyen-cu": "999"}, {"chon": "x"}],
)
def test_what_an_address_gets_wrong_falls_back(context: Context, query: dict[str, str]) -> None:
    shown = page.area_page(context, NEW, "40", query)
    held = {each.id: each for each in parts(shown) if getattr(each, "id", None)}
    assert held[Ids.SPEC].data["indicator"] == "SHARE"
    assert held[Ids.SPEC].data["level"] == "commune"


def test_every_id_and_every_output_stands_in_the_page_once(context: Context) -> None:
    shown = page.area_page(context, NEW, "40", {})
    held = [str(each.id) for each in parts(shown) if getattr(each, "id", None)]
    wanted = {*Ids, *(str(output.component_id) for output in page.OUTPUTS.values())}
    assert wanted - set(held) == set()
    assert len(held) == len(set(held))


# ---- numbers ------------------------------------------------------------------------------


def test_cards_hold_ratios_of_sums_and_what_is_missing_takes_a_line(context: Context) -> None:
    found = open_area(context, "40001")
    (group,) = found.groups
    values = {card.indicator.code: card.value for card in group.cards}
    assert values == {"SHARE": 53.3, "COUNT": 7.0}
    assert [each.code for each in group.missing] == ["SPEED"]
    assert found.above == ()


def test_a_village_is_told_what_exists_only_further_up(context: Context) -> None:
    found = open_area(context, "T1")
    assert [each.code for each in found.above] == ["COUNT", "SPEED"]
    assert found.above_place is not None
    assert found.above_place.key.code == "40001"


def test_the_period_asked_for_is_shown_everywhere(context: Context) -> None:
    found = open_area(context, "40001", period=EARLIER)
    assert found.explorer.spec["period"] == EARLIER
    shares = [card for group in found.groups for card in group.cards]
    assert [card.value for card in shares] == [40.0]


def test_a_period_before_all_numbers_keeps_the_indicator_and_says_so(context: Context) -> None:
    found = explore(context, "40001", indicator="COUNT", period=EARLIER)
    assert found.indicator.code == "COUNT"
    assert found.finding == "Chỉ số COUNT: chưa có số liệu"


def test_the_country_of_another_vintage_is_named(context: Context) -> None:
    found = open_area(context, "VN")
    assert [each.place.address for each in found.earlier] == [f"/dia-ban/{OLD}/VN"]
    assert found.earlier[0].place.parent == ""


# ---- the map ------------------------------------------------------------------------------


def test_a_province_shows_its_districts_where_it_had_them_and_communes_by_choice(
    context: Context,
) -> None:
    assert [each.value for each in explore(context, "40", OLD).levels] == ["district", "commune"]
    assert explore(context, "40", OLD).spec["level"] == "district"
    chosen = explore(context, "40", OLD, level="commune")
    assert (chosen.spec["level"], chosen.address) == ("commune", "cap=commune&chi-so=SHARE")
    assert explore(context, "40").spec["level"] == "commune"


def test_a_commune_shows_villages_and_a_village_its_place_among_them(context: Context) -> None:
    commune = explore(context, "40001")
    assert (commune.spec["level"], commune.spec["parent"]) == ("village", "40001")
    village = explore(context, "T1")
    assert (village.spec["parent"], village.spec["selected"]) == ("40001", "T1")
    assert village.map_note == ""


def test_an_indicator_that_ends_here_is_shown_among_the_neighbours(context: Context) -> None:
    found = explore(context, "40001", indicator="COUNT")
    assert (found.spec["level"], found.spec["parent"]) == ("commune", "40")
    assert found.spec["selected"] == "40001"
    assert found.map_note.startswith("Chỉ số này chỉ có đến cấp xã")


def test_a_former_district_filters_the_communes(context: Context) -> None:
    found = explore(context, "40", former="412")
    assert "former=412" in found.spec["directory"]
    assert found.list_title == "1 xã trên địa bàn Xã Hoà 412 cũ"
    assert found.address == "huyen-cu=412&chi-so=SHARE"


def test_the_link_to_the_analysis_carries_what_is_shown(context: Context) -> None:
    found = explore(context, "40", period=MONTH, selected="40003")
    for piece in ("dia-ban=40", "cap=commune", f"ky={MONTH}", "chon=40003", "chi-so=SHARE"):
        assert piece in found.analysis


# ---- a choice and a change ----------------------------------------------------------------


def test_a_choice_answers_every_leaf_of_the_explorer(context: Context) -> None:
    state = ViewState(NEW, "40001", indicator="COUNT", language="vi")
    with Flask(__name__).test_request_context():
        answer = page.refresh(context, state, {})
    assert set(answer) == set(page.OUTPUTS)
    assert "7,0 trạm" in answer["finding"]
    assert answer["cards"]["parts"], "nothing was known of the cards"


def test_new_numbers_touch_their_own_card(context: Context) -> None:
    state = ViewState(NEW, "40001", language="vi")
    before = page.refresh(context, state, {})
    hand_in(context.engine, NEW, [("T2", "SHARE", MONTH, 5, 5)])
    answer = page.refresh(context, state, before["seen"])
    assert "66,7" in answer["cards"]["parts"][card_id("SHARE")]
    assert card_id("COUNT") not in answer["cards"]["parts"]
    assert answer["spec"]["revision"] > before["spec"]["revision"]
    assert "66,7%" in answer["finding"]


# ---- relatives and published figures ------------------------------------------------------


def test_a_commune_knows_what_it_came_from(context: Context) -> None:
    found = open_area(context, "40001")
    assert [(each.place.key, each.kind) for each in found.earlier] == [
        (AreaKey(OLD, "40001"), "whole"),
        (AreaKey(OLD, "40002"), "whole"),
    ]
    assert found.earlier[0].place.parent == "Xã Hoà 412"
    assert found.later == ()


def test_a_divided_commune_knows_all_its_heirs_and_guesses_no_share(context: Context) -> None:
    found = open_area(context, "40003", OLD)
    assert {each.place.key.code for each in found.later} == {"40003", "00101"}
    assert {(each.kind, each.weight) for each in found.later} == {("part", None)}


def test_a_province_knows_its_former_selves_by_the_communes_they_share(context: Context) -> None:
    found = {each.place.key.code: each for each in open_area(context, "40", OLD).later}
    assert {code: each.communes for code, each in found.items()} == {"40": 3, "01": 1}
    assert found["01"].kind == "part"
    assert found["40"].kind == "part", "one of its communes went elsewhere, if only in part"


def test_former_districts_of_a_new_province_lead_to_their_old_pages(context: Context) -> None:
    found = open_area(context, "40").former_districts
    assert [(each.place.address, each.communes) for each in found] == [
        (f"/dia-ban/{OLD}/412", 1),
        (f"/dia-ban/{OLD}/413", 1),
    ]


# ---- across vintages ----------------------------------------------------------------------


def ways_of(context: Context, code: str, vintage: str) -> dict[str, str]:
    found = open_area(context, code, vintage).ways
    assert [each.is_here for each in found].count(True) == 1
    return {each.place.key.vintage: each.place.address for each in found}


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ((NEW, "40001"), (OLD, "40001")),  # of two that went in whole the one of the same name
        ((OLD, "40002"), (NEW, "40001")),
        ((OLD, "412"), (NEW, "40001")),
        ((NEW, "40"), (OLD, "40")),
        ((NEW, "00101"), (OLD, "40003")),
        ((NEW, "40004"), (OLD, "40")),  # nobody knows what it was: its province
        ((NEW, "T1"), (OLD, "40001")),  # no such village: its commune
        ((NEW, "VN"), (OLD, "VN")),
    ],
)
def test_every_area_leads_to_its_land_in_the_other_vintage(
    context: Context, here: tuple[str, str], there: tuple[str, str]
) -> None:
    vintage, code = here
    assert ways_of(context, code, vintage)[there[0]] == f"/dia-ban/{there[0]}/{there[1]}"


def test_a_brought_over_number_names_who_did_not_report(context: Context) -> None:
    hand_in(context.engine, OLD, [("40001", "SHARE", "2025-05", 8, 10)])
    found = explore(context, "40001", period="2025-05")
    assert "quy đổi" in found.facts
    assert "1/2" in found.facts
    assert "thiếu số liệu của Xã Hoà 40002" in found.facts
    hand_in(context.engine, OLD, [("40002", "SHARE", "2025-05", 8, 10)])
    assert "thiếu" not in explore(context, "40001", period="2025-05").facts


def test_what_does_not_go_over_says_where_its_numbers_are(context: Context) -> None:
    hand_in(context.engine, OLD, [("40001", "SPEED", "2025-05", 80, None)])
    page_shown = open_area(context, "40001", indicator="SPEED")
    assert "không so sánh được qua sáp nhập" in page_shown.explorer.facts
    (group,) = page_shown.groups
    ((ways, indicators),) = group.elsewhere
    assert [each.place.key for each in ways] == [AreaKey(OLD, "40001")]
    assert [each.code for each in indicators] == ["SPEED"]
    line = " ".join(group_parts(group, "vi").values())
    assert "Không so sánh được qua sáp nhập, số liệu có ở Xã Hoà 40001" in line
    assert open_area(context, "40004").groups[0].elsewhere == ()


def test_a_former_area_says_why_its_series_ends_with_it(context: Context) -> None:
    hand_in(context.engine, OLD, [("40001", "SHARE", "2025-05", 8, 10)])
    assert "chưa biết tỷ lệ chia" in explore(context, "40001", OLD).facts
    assert "chưa biết tỷ lệ chia" not in explore(context, "40001").facts


def figure(**change: Any) -> dict[str, Any]:
    return {
        "vintage": NEW, "area_code": "40", "level": "province", "period": MONTH,
        "indicator_code": "SHARE", "is_target": False, "value": 87.3, "unit": "%",
        "as_published": "87,3%", "source_title": "Báo", "source_date": "2025-10-01", **change,
    }  # fmt: skip


def test_a_published_figure_stands_beside_the_computed_one_only_where_they_compare(
    context: Context,
) -> None:
    rows = [
        figure(value=87.3),
        figure(value=90.0),
        figure(is_target=True),
        figure(level="district"),
        figure(unit="thôn"),
        figure(indicator_code="OUTSIDE"),
    ]
    with writing(context.engine) as connection:
        for row in rows:
            connection.execute(insert(published_figure).values(**row))
    with context.engine.connect() as connection:
        province = read_path(connection, AreaKey(NEW, "40"))[-1]
        lines = read_published_lines(connection, province)
    told = sorted(
        (line.value, line.is_target, line.differs) for line in lines if line.differs is not None
    )
    # 48 of 55 in the store.
    assert told == [(87.3, False, False), (90.0, False, True)]
    assert len(lines) == len(rows)


def published_rows(context: Context, *rows: dict[str, Any]) -> list[str]:
    """What the page says beside each figure: the number of the store and the verdict."""
    with writing(context.engine) as connection:
        for row in rows:
            connection.execute(insert(published_figure).values(**row))
    shown = page.area_page(context, NEW, "40", {})
    tables = [each for each in parts(shown) if isinstance(each, html.Table)]
    (table,) = (each for each in tables if each.className == "ioc-area-published")
    lines = [each for each in parts(table) if isinstance(each, html.Tr)][1:]
    return [texts(line) for line in lines]


def test_a_made_up_number_vouches_for_no_published_one(context: Context) -> None:
    hand_in(context.engine, NEW, [("40004", "SHARE", MONTH, 7, 10)], kind="demo")
    # 55 of 65 in the store, and some of it is made up.
    (line,) = published_rows(context, figure(value=84.6, as_published="84,6%"))
    assert "84,6% số liệu minh hoạ, không so" in line
    assert "khớp" not in line


def test_a_bound_is_not_compared_and_sources_that_contradict_are_both_shown(
    context: Context,
) -> None:
    lines = published_rows(
        context,
        figure(value=87.0, as_published="hơn 87%"),
        figure(value=90.0, as_published="90%", source_title="Báo khác"),
    )
    assert "nguồn nêu số áng chừng, không so" in lines[0]
    assert "nguồn khác nêu 90%" in lines[0]
    assert "nguồn khác nêu 87%" in lines[1]
    assert "khác số công bố" in lines[1]


def test_equal_shares_of_other_parts_do_not_agree(context: Context) -> None:
    (line,) = published_rows(context, figure(value=87.3, numerator=96, denominator=110))
    assert "khác số công bố" in line


def test_published_figures_are_marked_on_the_trend_where_indicator_and_land_match(
    context: Context,
) -> None:
    rows = [
        figure(value=70.5),
        figure(value=60.0, vintage=OLD, period="2024-12"),
        figure(is_target=True),
        figure(indicator_code="COUNT", unit="trạm"),
    ]
    with writing(context.engine) as connection:
        for row in rows:
            connection.execute(insert(published_figure).values(**row))

    def marked(**state: str) -> list[tuple[str, float]]:
        traces = explore(context, "40", **state).figure.data
        found = [each for each in traces if each.name == "Số đã công bố"]
        return [(x, y) for each in found for x, y in zip(each.x, each.y, strict=True)]

    # A commune of the old province went elsewhere: its figure is about other land.
    assert marked() == [("2025-09-30", 70.5)]
    assert marked(vintage=OLD) == [("2024-12-31", 60.0)]
    with writing(context.engine) as connection:
        connection.execute(delete(area_relation).where(area_relation.c.to_code == "00101"))
        link_units(connection)
    assert marked() == [("2024-12-31", 60.0), ("2025-09-30", 70.5)]
    said = next(each for each in explore(context, "40").figure.data if each.customdata is not None
                and each.name == "Số đã công bố").customdata[0]  # fmt: skip
    assert "Nguồn: Báo (01/10/2025)" in said and "60" in said


# ---- where there is nothing -----------------------------------------------------------------


def test_without_numbers_the_trend_says_why_and_what_to_do(context: Context) -> None:
    found = explore(context, "01", indicator="COUNT")
    assert found.trend_empty[0] == "Chưa đơn vị nào báo cáo chỉ số này."
    assert "nạp tệp" in found.trend_empty[1]
    assert found.spec["never"] is True
    shown = page.area_page(context, NEW, "01", {"chi-so": "COUNT"})
    held = {each.id: each for each in parts(shown) if getattr(each, "id", None)}
    assert held[Ids.TREND_EMPTY].hidden is False
    assert held[Ids.PERIOD_PLACE].style == {"display": "none"}

    hand_in(context.engine, NEW, [("00101", "SHARE", MONTH, 7, 9)])
    assert "chọn một chỉ số khác" in explore(context, "01", indicator="COUNT").trend_empty[1]
    answer = page.refresh(context, ViewState(NEW, "01", indicator="SHARE"), {})
    assert answer["trend_empty"] is True
    assert answer["period_place"] == {}
