"""An area's relatives, and its numbers in other vintages."""

from __future__ import annotations

import pytest

from callbacks.frame.context import Context
from ioc.area import AreaKey
from layouts.area.groups import group_parts
from tests.pages.area.pages import NEW, OLD, explore, hand_in, open_area

pytestmark = pytest.mark.same_sql

# ---- relatives and published figures ------------------------------------------------------


def test_a_commune_knows_what_it_came_from(context: Context) -> None:
    content = open_area(context, "40001")
    assert [(each.place.key, each.kind) for each in content.earlier] == [
        (AreaKey(OLD, "40001"), "whole"),
        (AreaKey(OLD, "40002"), "whole"),
    ]
    assert content.earlier[0].place.parent == "Xã Hoà 412"
    assert content.later == ()


def test_a_divided_commune_knows_all_its_heirs_and_guesses_no_share(context: Context) -> None:
    content = open_area(context, "40003", OLD)
    assert {each.place.key.code for each in content.later} == {"40003", "00101"}
    assert {(each.kind, each.weight) for each in content.later} == {("part", None)}


@pytest.mark.both_databases
def test_a_province_knows_its_former_selves_by_the_communes_they_share(context: Context) -> None:
    relatives = {each.place.key.code: each for each in open_area(context, "40", OLD).later}
    assert {code: each.communes for code, each in relatives.items()} == {"40": 3, "01": 1}
    assert relatives["01"].kind == "part"
    assert relatives["40"].kind == "part", "one of its communes went elsewhere, if only in part"


@pytest.mark.both_databases
def test_former_districts_of_a_new_province_lead_to_their_old_pages(context: Context) -> None:
    districts = open_area(context, "40").former_districts
    assert [(each.place.address, each.communes) for each in districts] == [
        (f"/dia-ban/{OLD}/412", 1),
        (f"/dia-ban/{OLD}/413", 1),
    ]


# ---- across vintages ----------------------------------------------------------------------


def ways_of(context: Context, code: str, vintage: str) -> dict[str, str]:
    ways = open_area(context, code, vintage).ways
    assert [each.is_here for each in ways].count(True) == 1
    return {each.place.key.vintage: each.place.address for each in ways}


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


@pytest.mark.both_databases
def test_a_brought_over_number_names_who_did_not_report(context: Context) -> None:
    hand_in(context.engine, OLD, [("40001", "SHARE", "2025-05", 8, 10)])
    explorer = explore(context, "40001", period="2025-05")
    assert "quy đổi" in explorer.facts
    assert "1/2" in explorer.facts
    assert "thiếu số liệu của Xã Hoà 40002" in explorer.facts
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
