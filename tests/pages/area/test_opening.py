"""What an address opens on an area's page, and the numbers there."""

from __future__ import annotations

import pytest

from callbacks.area import page
from callbacks.frame.context import Context
from data.queries.areas import find_key
from ioc.area import AreaKey
from ioc.errors import NotFoundError
from layouts.area.ids import AreaIds
from tests.pages.area.pages import EARLIER, MONTH, NEW, OLD, explore, open_area, parts, texts

pytestmark = pytest.mark.same_sql

# ---- what an address opens ----------------------------------------------------------------


def test_the_path_leads_from_the_country_down(context: Context) -> None:
    content = open_area(context, "T1")
    assert [each.key.code for each in content.path] == ["VN", "40", "40001", "T1"]
    assert [each.address for each in content.path][1] == f"/dia-ban/{NEW}/40"


def test_an_unknown_code_says_so_and_shows_where_else_the_code_is(context: Context) -> None:
    layout = page.area_page(context, NEW, "412", {})
    assert "“412”" in texts(layout)
    links = [each.href for each in parts(layout) if getattr(each, "href", None)]
    assert f"/dia-ban/{OLD}/412" in links
    with pytest.raises(NotFoundError):
        open_area(context, "412")


def test_an_unknown_vintage_is_no_fault_of_the_server(context: Context) -> None:
    assert "1900x" in texts(page.area_page(context, "1900x", "40", {}))
    assert page.area_title(context, "1900x", "40") == "Địa bàn · IOC"


def test_any_date_names_the_vintage_that_held_then(context: Context) -> None:
    with context.engine.connect() as connection:
        assert find_key(connection, "2024-12-31", "412") == AreaKey(OLD, "412")


def test_without_a_code_no_area_opens(context: Context) -> None:
    layout = page.area_page(context, NEW, "", {})
    titles = [each.children for each in parts(layout) if type(each).__name__ == "H1"]
    assert titles == ["Không có địa bàn này"]


@pytest.mark.both_databases
def test_the_page_is_whole_before_any_callback(context: Context) -> None:
    query = {"chi-so": "COUNT", "ky": MONTH, "chon": "40003", "x": "1"}
    layout = page.area_page(context, NEW, "40", query)
    by_id = {each.id: each for each in parts(layout) if getattr(each, "id", None)}
    assert by_id[AreaIds.SPEC].data["indicator"] == "COUNT"
    assert by_id[AreaIds.SPEC].data["selected"] == "40003"
    assert by_id[AreaIds.PERIOD].value == MONTH
    assert "COUNT" in by_id[AreaIds.FINDING].children
    assert len(by_id) == sum(bool(getattr(each, "id", None)) for each in parts(layout))


@pytest.mark.parametrize(
    "query",
    [{"chi-so": "NOPE"}, {"ky": "never"}, {"cap": "galaxy"}, {"huyen-cu": "999"}, {"chon": "x"}],
)
def test_what_an_address_gets_wrong_falls_back(context: Context, query: dict[str, str]) -> None:
    layout = page.area_page(context, NEW, "40", query)
    by_id = {each.id: each for each in parts(layout) if getattr(each, "id", None)}
    assert by_id[AreaIds.SPEC].data["indicator"] == "SHARE"
    assert by_id[AreaIds.SPEC].data["level"] == "commune"


def test_every_id_stands_in_the_page_once(context: Context) -> None:
    layout = page.area_page(context, NEW, "40", {})
    ids = [str(each.id) for each in parts(layout) if getattr(each, "id", None)]
    assert set(AreaIds) - set(ids) == set()
    assert len(ids) == len(set(ids))


# ---- numbers ------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_cards_hold_ratios_of_sums_and_what_is_missing_takes_a_line(context: Context) -> None:
    content = open_area(context, "40001")
    (group,) = content.groups
    values = {card.indicator.code: card.value for card in group.cards}
    assert values == {"SHARE": 53.3, "COUNT": 7.0}
    assert [each.code for each in group.missing] == ["SPEED"]
    assert content.above == ()


def test_a_village_is_told_what_exists_only_further_up(context: Context) -> None:
    content = open_area(context, "T1")
    assert [each.code for each in content.above] == ["COUNT", "SPEED"]
    assert content.above_place is not None
    assert content.above_place.key.code == "40001"


def test_the_period_asked_for_is_shown_everywhere(context: Context) -> None:
    content = open_area(context, "40001", period=EARLIER)
    assert content.explorer.spec["period"] == EARLIER
    shares = [card for group in content.groups for card in group.cards]
    assert [card.value for card in shares] == [40.0]


def test_a_period_before_all_numbers_keeps_the_indicator_and_says_so(context: Context) -> None:
    explorer = explore(context, "40001", indicator="COUNT", period=EARLIER)
    assert explorer.indicator.code == "COUNT"
    assert explorer.finding == "Chỉ số COUNT: chưa có số liệu"


@pytest.mark.both_databases
def test_the_country_of_another_vintage_is_named(context: Context) -> None:
    content = open_area(context, "VN")
    assert [each.place.address for each in content.earlier] == [f"/dia-ban/{OLD}/VN"]
    assert content.earlier[0].place.parent == ""
