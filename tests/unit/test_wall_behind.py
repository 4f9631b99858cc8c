"""Who is behind: names, values and times, in the letters that a line of the wall has room for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ioc.area import Level
from ioc.card import Cell, of_one_village
from ioc.indicator import Basis
from ioc.sentences.behind import AreaValue, short_value
from layouts.wall.behind import (
    Behind,
    CardBehind,
    PlaceLine,
    card_behind,
    place_line,
    rank_line,
    silent_text,
)
from tests.unit.test_wall_view import card, count, indicator, share


def behind(name: str, *numerators: float) -> Behind:
    """Return an area of ten villages in successive months up to October, wanted: all of them."""
    months = [f"2026-{10 - place:02d}" for place in reversed(range(len(numerators)))]
    cells = [share(month, part, 10) for month, part in zip(months, numerators, strict=True)]
    return Behind("17329", name, card(indicator(), *cells, target=100))


def test_a_place_says_who_how_far_since_when_and_how_many() -> None:
    assert place_line(behind("Môn Sơn", 9, 9.5, 8, 8), "vi") == PlaceLine(
        "Môn Sơn", "80%", "chưa đạt từ tháng 09/2026", "thiếu 2 thôn", "red"
    )


def test_without_a_target_a_place_says_what_its_share_is_made_of() -> None:
    area = Behind("1", "Huồi Tụ", card(indicator(), share("2026-10", 2, 3)))
    assert place_line(area, "vi") == PlaceLine("Huồi Tụ", "66,7%", "", "2/3 thôn", "no_target")


def test_a_count_says_what_it_counts() -> None:
    area = Behind("1", "Tri Lễ", card(count(), share("2026-10", 4), target=0))
    assert area.card.cell is not None
    value = short_value(area.card.cell.value, area.card.indicator, "vi")
    assert place_line(area, "vi").value == value
    assert value.endswith(" thôn")


def test_a_count_of_one_village_is_said_as_the_fact_that_it_is() -> None:
    lacking = replace(count(), code="HT02", weight_basis=Basis.VILLAGES)

    def line(level: Level) -> PlaceLine:
        cells = of_one_village(lacking, level, [Cell("2026-10", 1.0, 1.0)])
        return place_line(Behind("1", "Na Hằm", card(lacking, *cells, target=0)), "vi")

    assert line(Level.VILLAGE).value == "Chưa có sóng"
    assert line(Level.VILLAGE).missing == ""
    assert line(Level.COMMUNE).value == "1 thôn"


@pytest.mark.parametrize(
    ("areas", "others", "text"),
    [
        ([("Môn Sơn", 80.0)], 0, "Môn Sơn 80%"),
        ([("Môn Sơn", 80.0), ("Tri Lễ", 83.33)], 3, "Môn Sơn 80% và 4 xã khác"),
        ([], 0, ""),
    ],
)
def test_a_card_names_the_worst_and_counts_the_others(
    areas: list[tuple[str, float]], others: int, text: str
) -> None:
    of = card(indicator(), share("2026-10", 500), target=100)
    worst = tuple(AreaValue(*each) for each in areas)
    line = card_behind(CardBehind(worst, len(worst) + others, Level.COMMUNE), of, "vi")
    assert line == text


def test_a_count_keeps_its_unit_beside_a_name() -> None:
    of = card(count(), share("2026-10", 4), target=0)
    line = card_behind(CardBehind((AreaValue("Tri Lễ", 5.0),), 1, Level.COMMUNE), of, "vi")
    assert line == "Tri Lễ 5 thôn"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(83.333, 2, "83,3%"), (100.0, 2, "100%"), (4.91, 2, "4,91%"), (0.0, 1, "0%"), (None, 1, "–")],
)
def test_a_value_has_three_figures(value: float | None, decimals: int, text: str) -> None:
    assert short_value(value, indicator(decimals=decimals), "vi") == text


def test_a_rank_says_among_how_many() -> None:
    of = card(indicator(), share("2026-09", 990), share("2026-10", 800), target=95)
    assert rank_line(of, (84, 98), Level.COMMUNE, "vi") == PlaceLine(
        "Đứng thứ 84/98 xã", since="chưa đạt từ tháng 10/2026", status="red"
    )
    assert rank_line(of, None, Level.COMMUNE, "vi").name == "Chưa đơn vị nào báo cáo"


def test_who_is_silent_is_counted() -> None:
    assert silent_text(130, 32, Level.COMMUNE, "vi") == "32/130 xã chưa báo cáo"
    assert silent_text(34, 0, Level.PROVINCE, "en") == "34 provinces"


def test_single_villages_that_are_behind_read_in_words() -> None:
    """A commune's villages with a denominator of 1: "Chưa", never "0%"."""
    of = card(indicator(), share("2026-10", 500), target=100)
    villages = (AreaValue("Xóm 1", 0.0, 0.0, 1.0), AreaValue("Xóm 2", 50.0, 1.0, 2.0))
    assert card_behind(CardBehind(villages, 2, Level.VILLAGE), of, "vi") == (
        "Xóm 1 Chưa có sóng và 1 thôn khác"
    )


def test_areas_without_a_place_are_told_below_the_map() -> None:
    text = silent_text(26, 3, Level.DISTRICT, "vi", unranked=4)
    assert text == "3/26 huyện chưa báo cáo · 4 huyện chưa đủ số liệu để xếp"


def test_an_estimate_below_one_is_no_zero() -> None:
    whole = replace(count(), decimals=0)
    assert short_value(0.3, whole, "vi") == "<1 thôn"
    assert short_value(0.3, whole, "vi", has_unit=False) == "<1"
    assert short_value(0.0, whole, "vi") == "0 thôn"
