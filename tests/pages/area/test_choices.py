"""The map of an area's page, what a choice answers, and what a change touches."""

from __future__ import annotations

import pytest

from callbacks.area import page
from callbacks.frame.context import Context
from data.store.engine import raise_revision, writing
from ioc.view_state import ViewState
from layouts.area.ids import AreaIds, card_id, group_id
from layouts.area.words import DEFINITION_ROWS
from tests.pages.area.pages import EARLIER, MONTH, NEW, OLD, ask, explore, hand_in, open_area, parts

pytestmark = pytest.mark.same_sql

# ---- the map ------------------------------------------------------------------------------


def test_a_province_shows_its_districts_where_it_had_them_and_communes_by_choice(
    context: Context,
) -> None:
    assert [each.value for each in explore(context, "40", OLD).levels] == ["district", "commune"]
    assert explore(context, "40", OLD).spec["level"] == "district"
    by_choice = explore(context, "40", OLD, level="commune")
    assert (by_choice.spec["level"], by_choice.address) == ("commune", "cap=commune&chi-so=SHARE")
    assert explore(context, "40").spec["level"] == "commune"


def test_a_commune_shows_villages_and_a_village_its_place_among_them(context: Context) -> None:
    commune = explore(context, "40001")
    assert (commune.spec["level"], commune.spec["parent"]) == ("village", "40001")
    village = explore(context, "T1")
    assert (village.spec["parent"], village.spec["selected"]) == ("40001", "T1")
    assert village.map_note == ""


def test_an_indicator_that_ends_here_is_shown_among_the_neighbours(context: Context) -> None:
    explorer = explore(context, "40001", indicator="COUNT")
    assert (explorer.spec["level"], explorer.spec["parent"]) == ("commune", "40")
    assert explorer.spec["selected"] == "40001"
    assert explorer.map_note.startswith("Chỉ số này chỉ có đến cấp xã")


@pytest.mark.both_databases
def test_a_former_district_filters_the_communes(context: Context) -> None:
    explorer = explore(context, "40", former="412")
    assert "former=412" in explorer.spec["directory"]
    assert explorer.list_title == "1 xã trên địa bàn Xã Hoà 412 cũ"
    assert explorer.address == "huyen-cu=412&chi-so=SHARE"


def test_the_link_to_the_analysis_carries_what_is_shown(context: Context) -> None:
    explorer = explore(context, "40", period=MONTH, selected="40003")
    for piece in ("dia-ban=40", "cap=commune", f"ky={MONTH}", "chon=40003", "chi-so=SHARE"):
        assert piece in explorer.analysis


@pytest.mark.both_databases
def test_a_choice_answers_every_leaf_of_the_explorer(context: Context) -> None:
    state = ViewState(NEW, "40001", indicator="COUNT", language="vi")
    at = open_area(context, "40001").explorer.spec["revision"]
    day = context.today().isoformat()
    answer = ask(context, state, since=str(at), cards="", day=day)
    ids = {each.id for each in parts(page.area_page(context, NEW, "40001", {"chi-so": "COUNT"}))
             if getattr(each, "id", None)}  # fmt: skip
    assert set(answer["props"]) < ids and len(answer["props"]) >= 18 + len(DEFINITION_ROWS)
    assert "7,0 trạm" in answer["props"][AreaIds.FINDING]["children"]
    assert answer["props"][AreaIds.TREND]["figure"]["data"]
    assert (answer["spec"]["indicator"], answer["address"]) == ("COUNT", "chi-so=COUNT")
    # Another indicator leaves the cards as they are; another period or day all of them.
    assert (answer["cards"], answer["parts"]) == ({}, {})
    earlier = ask(context, state.but(period=EARLIER), since=str(at), cards="", day=day)
    assert set(earlier["parts"]) >= {AreaIds.BALANCE, group_id("G", "cards")}
    assert ask(context, state, since=str(at), cards="", day="2020-01-01")["parts"].keys() == (
        earlier["parts"].keys()
    )


@pytest.mark.both_databases
def test_new_numbers_touch_their_own_card(context: Context) -> None:
    state = ViewState(NEW, "40001", language="vi")
    before = ask(context, state, since="0", cards="")
    hand_in(context.engine, NEW, [("T2", "SHARE", MONTH, 5, 5)])
    for own in ({}, {"cards": "", "day": before["day"]}):
        answer = ask(context, state, since=str(before["revision"]), **own)
        assert "66,7" in answer["cards"][card_id("SHARE")]
        assert card_id("COUNT") not in answer["cards"]
        assert answer["spec"]["revision"] > before["spec"]["revision"]
        assert "66,7%" in answer["props"][AreaIds.FINDING]["children"]
        assert (AreaIds.ANALYSIS in answer["props"]) == bool(own), "choices stay"
        assert answer["all"] is False


def test_a_first_number_names_the_place_that_its_card_lacks(context: Context) -> None:
    state = ViewState(NEW, "00101", language="vi")
    before = ask(context, state, since="0", cards="")
    assert card_id("SHARE") not in str(before["parts"])
    hand_in(context.engine, NEW, [("00101", "SHARE", MONTH, 7, 9)])
    answer = ask(context, state, since=str(before["revision"]))
    assert card_id("SHARE") in answer["cards"]
    assert f'id="{card_id("SHARE")}"' in str(ask(context, state, since="0", cards="")["parts"])


def test_changed_areas_are_told_as_the_whole(context: Context) -> None:
    state = ViewState(NEW, "40001", language="vi")
    before = ask(context, state, since="0", cards="")
    with writing(context.engine) as connection:
        raise_revision(connection, "areas", {})
    assert ask(context, state, since=str(before["revision"]))["all"] is True
    whole = ask(context, state, since=str(before["revision"]), cards="", day=before["day"])
    assert (whole["all"], whole["parts"]) == (False, before["parts"])
