"""The parts of an area's page that decide something: levels, balances, cards."""

from __future__ import annotations

from datetime import date

import pytest
from dash import dcc
from dash.development.base_component import Component

from callbacks.area.explorer import levels_inside
from ioc.area import Level
from ioc.card import Card, Cell, TargetValue, make_card
from ioc.indicator import Indicator
from ioc.status import Status
from layouts.area.groups import all_parts, card_of, group_parts, missing_line
from layouts.area.ids import card_id, group_id
from layouts.area.view import Group, total_counts
from layouts.area.words import facts_line
from layouts.components.html_text import to_html
from layouts.frame.search import Hit, mark_matches, search_results
from tests.unit.test_area_page_sentences import indicator

TODAY = date(2026, 11, 22)


def card(code: str, value: float, target: float | None = 80.0) -> Card:
    goal = None if target is None else TargetValue(target, "2025", "", "", "partly")
    return make_card(indicator(code=code), [Cell("2026-10", value)], goal, None, TODAY)


def group(*cards: Card, missing: tuple[Indicator, ...] = ()) -> Group:
    return Group("HT", "Hạ tầng số", cards, missing)


@pytest.mark.parametrize(
    ("here", "present", "lowest", "expected"),
    [
        (Level.COUNTRY, [Level.PROVINCE, Level.COMMUNE], Level.VILLAGE, [Level.PROVINCE]),
        (
            Level.PROVINCE,
            [Level.DISTRICT, Level.COMMUNE],
            Level.VILLAGE,
            [Level.DISTRICT, Level.COMMUNE],
        ),
        (Level.PROVINCE, [Level.COMMUNE, Level.VILLAGE], Level.VILLAGE, [Level.COMMUNE]),
        (Level.PROVINCE, [Level.COMMUNE], Level.PROVINCE, []),
        (Level.COMMUNE, [Level.VILLAGE], Level.COMMUNE, []),
        (Level.COMMUNE, [], Level.VILLAGE, []),
        (Level.VILLAGE, [], Level.VILLAGE, []),
    ],
)
def test_a_map_goes_one_step_down_as_far_as_the_indicator_does(
    here: Level, present: list[Level], lowest: Level, expected: list[Level]
) -> None:
    assert list(levels_inside(here, present, indicator(lowest_level=lowest))) == expected


def test_a_balance_counts_each_status_and_the_missing() -> None:
    one = group(card("A", 90), card("B", 75), card("C", 10), card("D", 5, None))
    two = group(card("E", 90), missing=(indicator(code="F"),))
    assert one.counts() == {
        Status.GREEN: 1,
        Status.AMBER: 1,
        Status.RED: 1,
        Status.NO_TARGET: 1,
    }
    assert total_counts([one, two])[Status.GREEN] == 2
    assert total_counts([one, two])[Status.NO_DATA] == 1


def test_indicators_without_numbers_take_one_line() -> None:
    missing = (indicator(name_vi="Một"), indicator(name_vi="Hai"))
    assert missing_line(missing, "vi") == "Chưa có số liệu: Một; Hai."
    assert missing_line((), "vi") == ""


def test_each_card_has_a_place_of_its_own_and_chooses_its_indicator() -> None:
    cards = group_parts(group(card("A", 90), card("B", 75)), "vi")[group_id("HT", "cards")]
    for code in ("A", "B"):
        assert f'id="{card_id(code)}"' in cards
        assert f'href="?chi-so={code}"' in cards


def test_cards_of_red_and_amber_say_since_when() -> None:
    goal = TargetValue(80.0, "2025", "", "", "partly")

    def text(*values: float) -> str:
        cells = [Cell(f"2026-{month:02}", value) for month, value in enumerate(values, start=6)]
        card = make_card(indicator(code="A"), cells, goal, None, TODAY)
        return f"{to_html(card_of(card, 'vi'))} {facts_line(card, 'vi')}"

    amber = text(90, 90, 75, 75, 75)
    assert "Từ tháng 08/2026, 3 tháng liền" in amber and "cảnh báo từ tháng 08/2026" in amber
    red = text(10, 10, 10, 10, 10)
    assert "Kéo dài ít nhất 5 tháng" in red and "chưa đạt hơn 5 tháng" in red
    assert "ioc-card-since" not in text(75, 75, 90, 90, 90)


def test_a_card_without_a_change_says_why() -> None:
    text = to_html(card_of(card("A", 90), "vi"))
    assert "– chưa có kỳ để so <small>(so với kỳ trước, cùng kỳ)</small>" in text


def test_names_of_indicators_cannot_bring_markup_along() -> None:
    bad = indicator(code="A", name_vi="<img src=x onerror=alert(1)>")
    card = make_card(bad, [Cell("2026-10", 1.0)], None, None, TODAY)
    text = " ".join(all_parts([group(card, missing=(bad,))], "vi").values())
    assert "&lt;img" in text
    assert "<img" not in text


def test_what_is_more_than_an_element_is_no_text() -> None:
    with pytest.raises(TypeError, match="Store"):
        to_html(dcc.Store(id="x"))


def parts(component: Component) -> list[Component]:
    return [each for each in component._traverse() if isinstance(each, Component)]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Huyện Kỳ Sơn", "ky son", ["Huyện ", "Kỳ Sơn"]),
        ("Xã Hoà Bình", "HÒA", ["Xã ", "Hoà", " Bình"]),
        ("Tỉnh Đắk Lắk", "dak l", ["Tỉnh ", "Đắk L", "ắk"]),
        ("Xã Anh Sơn", "son anh", ["Xã Anh Sơn"]),
        ("Xã Anh Sơn", "", ["Xã Anh Sơn"]),
    ],
)
def test_what_was_typed_is_marked_in_the_name(title: str, text: str, expected: list[str]) -> None:
    assert [getattr(part, "children", part) for part in mark_matches(title, text)] == expected


def test_results_are_options_of_one_list_numbered_through() -> None:
    hits = [Hit("Xã A", "Tỉnh X", "/dia-ban/v/1", "trước 01/07/2025"), Hit("Xã B", "", "/b")]
    results = search_results("xa", hits, [Hit("Chỉ số", "HT01", "/phan-tich?chi-so=HT01")])
    options = [each for each in parts(results[0]) if getattr(each, "role", "") == "option"]
    assert [each.id for each in options] == [f"shell-search-hit-{place}" for place in range(3)]
    assert results[0].role == "listbox"


def test_a_search_without_results_says_so_and_a_letter_alone_says_nothing() -> None:
    assert "zzz" in search_results("zzz", [], [])[0].children
    assert search_results("z", [], []) == []
