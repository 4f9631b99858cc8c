"""Who is behind: names, values and times, in the letters that a line of the wall has room for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ioc.area import Level
from layouts.wall_behind import (
    AreaValue,
    Behind,
    CardBehind,
    PlaceLine,
    card_behind,
    place_line,
    rank_line,
    short_value,
    silent_line,
)
from tests.unit.test_wall_view import NAMES, card, count, indicator, share


def behind(name: str, *numerators: float) -> Behind:
    """Return an area of ten villages in successive months up to October, wanted: all of them."""
    months = [f"2026-{10 - place:02d}" for place in reversed(range(len(numerators)))]
    cells = [share(month, part, 10) for month, part in zip(months, numerators, strict=True)]
    return Behind("17329", name, card(indicator(), *cells, target=100))


def test_a_place_says_who_how_far_since_when_and_how_many() -> None:
    assert place_line(1, behind("Môn Sơn", 9, 9.5, 8, 8), NAMES, "vi") == PlaceLine(
        "1 Môn Sơn 80%", "đỏ từ T9/26 · thiếu 2 thôn", "red"
    )


def test_a_long_name_keeps_all_its_letters_and_gives_its_value_to_the_second_line() -> None:
    line = place_line(3, behind("Văn Miếu - Quốc Tử Giám", 9, 8), NAMES, "vi")
    assert line.text == "3 Văn Miếu - Quốc Tử Giám"
    assert line.more == "80% · đỏ từ T10/26"


def test_without_a_target_a_place_says_what_its_share_is_made_of() -> None:
    area = Behind("1", "Huồi Tụ", card(indicator(), share("2026-10", 2, 3)))
    assert place_line(1, area, NAMES, "vi") == PlaceLine("1 Huồi Tụ 66,7%", "2/3 thôn", "no_target")


def test_a_count_says_what_it_counts() -> None:
    area = Behind("1", "Tri Lễ", card(count(), share("2026-10", 4), target=0))
    assert area.card.cell is not None
    value = short_value(area.card.cell.value, area.card.indicator, "vi")
    assert place_line(2, area, NAMES, "vi").text == f"2 Tri Lễ {value}"
    assert value.endswith(" thôn")


@pytest.mark.parametrize(
    ("areas", "others", "red", "said"),
    [
        ([("Môn Sơn", 80.0)], 0, True, "Môn Sơn 80%"),
        ([("Môn Sơn", 80.0), ("Tri Lễ", 83.33)], 0, True, "Môn Sơn 80% · Tri Lễ 83,3%"),
        ([("Môn Sơn", 80.0), ("Tri Lễ", 83.33)], 3, True, "Môn Sơn 80% · Tri Lễ 83,3%"),
        ([("Môn Sơn", 80.0), ("Mường Quàng", 83.33)], 3, False, "Môn Sơn 80% và 4 xã khác"),
        ([("Na", 1.0), ("Ba", 2.0), ("Ca", 3.0)], 7, True, "Na 1% · Ba 2% · Ca 3%"),
        ([("Na", 1.0), ("Ba", 2.0)], 7, True, "Na 1% · Ba 2% và 7 xã khác"),
        ([("Na", 1.0), ("Ba", 2.0), ("Ca", 3.0)], 0, False, "Na 1% · Ba 2% · Ca 3%"),
        ([("Nông trường Việt Trung", 83.33)], 90, False, "Nông trường Việt Trung"),
        ([], 0, True, ""),
    ],
)
def test_a_card_names_as_many_as_fit_and_counts_the_others(
    areas: list[tuple[str, float]], others: int, red: bool, said: str
) -> None:
    of = card(indicator(), share("2026-10", 500 if red else 950), target=100)
    named = tuple(AreaValue(*each) for each in areas)
    line = card_behind(CardBehind(named, len(named) + others, Level.COMMUNE), of, "vi")
    assert line == said


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [(83.333, 2, "83,3%"), (100.0, 2, "100%"), (4.91, 2, "4,91%"), (0.0, 1, "0%"), (None, 1, "–")],
)
def test_a_value_has_three_figures(value: float | None, decimals: int, said: str) -> None:
    assert short_value(value, indicator(decimals=decimals), "vi") == said


def test_a_rank_says_among_how_many() -> None:
    of = card(indicator(), share("2026-09", 990), share("2026-10", 800), target=95)
    assert rank_line(of, (84, 98), Level.COMMUNE, "vi") == PlaceLine(
        "Đứng thứ 84/98 xã", "đỏ từ T10/26", "red"
    )
    assert rank_line(of, None, Level.COMMUNE, "vi").text == "Chưa đơn vị nào báo cáo"


def test_who_is_silent_is_counted_and_the_boundaries_are_named() -> None:
    tier = "ranh giới sơ đồ"
    assert silent_line(130, 32, Level.COMMUNE, tier, "vi") == PlaceLine(
        "32/130 xã chưa báo cáo", tier
    )
    assert silent_line(34, 0, Level.PROVINCE, "", "en") == PlaceLine("34 provinces", "")


def test_single_villages_that_are_behind_read_in_words() -> None:
    """A commune's villages with a denominator of 1: "Chưa", never "0%"."""
    of = card(indicator(), share("2026-10", 500), target=100)
    villages = (AreaValue("Xóm 1", 0.0, 0.0, 1.0), AreaValue("Xóm 2", 50.0, 1.0, 2.0))
    assert card_behind(CardBehind(villages, 2, Level.VILLAGE), of, "vi") == (
        "Xóm 1 Chưa · Xóm 2 50%"
    )


def test_areas_without_a_place_are_told_below_the_map() -> None:
    line = silent_line(26, 3, Level.DISTRICT, "ranh giới sơ đồ", "vi", unranked=4)
    assert line.text == "3/26 huyện chưa báo cáo"
    assert line.more.startswith("4 huyện chưa đủ số để xếp")


def test_an_estimate_below_one_is_no_zero() -> None:
    whole = replace(count(), decimals=0)
    assert short_value(0.3, whole, "vi") == "<1 thôn"
    assert short_value(0.3, whole, "vi", counted=False) == "<1"
    assert short_value(0.0, whole, "vi") == "0 thôn"
