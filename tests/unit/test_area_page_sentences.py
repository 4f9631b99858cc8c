"""What an area's page says in sentences: findings of a card, a map and a trend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from ioc.area import Level
from ioc.card import Card, Cell, TargetValue, make_card
from ioc.indicator import Direction, Indicator, SpaceRule, TimeRule
from ioc.period import Frequency
from ioc.series_break import SeriesBreak
from ioc.standing import AreaStanding, standings
from layouts.area.sentences import area_finding, map_finding, trend_finding, trend_heading
from layouts.area.words import definition, facts_line, map_note

TODAY = date(2026, 11, 22)


def indicator(direction: Direction = Direction.UP, **change: object) -> Indicator:
    values: dict[str, object] = {
        "id": 1,
        "code": "HT05",
        "group_code": "HT",
        "name_vi": "Tỷ lệ hộ có cáp quang",
        "name_en": "Households with fibre",
        "numerator_vi": "hộ có cáp quang",
        "numerator_en": "households with fibre",
        "denominator_vi": "hộ",
        "denominator_en": "households",
        "unit_vi": "%",
        "unit_en": "%",
        "factor": 100.0,
        "direction": direction,
        "space_rule": SpaceRule.RATIO_OF_SUMS,
        "time_rule": TimeRule.LAST_VALUE,
        "frequency": Frequency.MONTH,
        "lowest_level": Level.VILLAGE,
        "decimals": 1,
        "source_vi": "Sở",
        "source_en": "Department",
        "trap_vi": "",
        "trap_en": "",
    }
    return Indicator(**{**values, **change})  # type: ignore[arg-type]


def card(
    *values: tuple[str, float], target: float | None = None, about: Indicator | None = None
) -> Card:
    goal = None if target is None else TargetValue(target, "2025", "Kế hoạch", "Plan", "partly")
    cells = [Cell(period, value, reported=130, expected=130) for period, value in values]
    return make_card(about or indicator(), cells, goal, None, TODAY)


@pytest.mark.parametrize(
    ("value", "target", "direction", "sentence"),
    [
        (84.24, 80.0, Direction.UP, "84,2%, đạt chỉ tiêu ≥ 80%"),
        (77.5, 80.0, Direction.UP, "77,5%, còn thiếu 2,5 điểm % so với chỉ tiêu 80%"),
        (4.9, 4.0, Direction.DOWN, "4,9%, còn cao hơn chỉ tiêu 4% là 0,9 điểm %"),
        (3.0, 4.0, Direction.DOWN, "3,0%, đạt chỉ tiêu ≤ 4%"),
        (50.0, None, Direction.UP, "50,0%"),
    ],
)
def test_a_card_is_said_against_its_target(
    value: float, target: float | None, direction: Direction, sentence: str
) -> None:
    own = card(("2026-10", value), target=target, about=indicator(direction))
    assert area_finding(own) == f"Tỷ lệ hộ có cáp quang: {sentence}"


def test_a_card_prefers_the_comparison_with_the_year_before() -> None:
    own = card(("2025-10", 70.0), ("2026-09", 75.0), ("2026-10", 74.0))
    assert area_finding(own).endswith("tăng 4,0 điểm % so với cùng kỳ")
    assert area_finding(card(("2026-09", 75.0), ("2026-10", 74.0))).endswith(
        "giảm 1,0 điểm % so với kỳ trước"
    )
    assert area_finding(card(("2026-09", 74.0), ("2026-10", 74.0)), "en").endswith(
        "unchanged on last period"
    )


def test_nothing_reported_is_said_and_is_not_zero() -> None:
    assert area_finding(card()) == "Tỷ lệ hộ có cáp quang: chưa có số liệu"
    assert "0,0%" in area_finding(card(("2026-10", 0.0)))


def stand(
    about: Indicator,
    cells: Sequence[tuple[str, float | None]],
    target: float | None,
    own: dict[str, float] | None = None,
    thin: tuple[str, ...] = (),
    estimated: bool = False,
    one_village: bool = False,
) -> list[AreaStanding]:
    """How areas stand that have these values."""
    names = [name for name, _ in cells]
    values = np.array([np.nan if value is None else value for _, value in cells])
    usual = np.nan if target is None else target
    targets = np.array([(own or {}).get(name, usual) for name in names])
    few = np.array([name in thin for name in names])
    columns = standings(about, values, targets, few, np.full(len(cells), estimated))
    return [
        AreaStanding(
            name, value, value / 100 if one_village and value is not None else None,
            1.0 if one_village else None, None if goal != goal else goal, status, rank == rank, low,
        )
        for (name, value), goal, status, rank, low in zip(
            cells, targets.tolist(), columns.status, columns.rank.tolist(), columns.below.tolist(),
            strict=True,
        )
    ]  # fmt: skip


def test_a_map_counts_who_meets_the_target_who_is_last_and_who_is_silent() -> None:
    cells = stand(indicator(), [("Xã A", 90.0), ("Xã B", 61.2), ("Xã C", None)], 80.0)
    sentence = map_finding(indicator(), Level.COMMUNE, cells, 80.0)
    assert sentence == "1/2 xã đạt chỉ tiêu ≥ 80%; thấp nhất: Xã B 61,2%; 1 xã chưa có số liệu"


def test_a_map_where_less_is_better_names_the_highest() -> None:
    about = indicator(Direction.DOWN)
    cells = stand(about, [("Xã A", 0.0), ("Xã B", 12.0), ("Xã C", 12.0)], None)
    sentence = map_finding(about, Level.COMMUNE, cells, None)
    assert sentence == "Cao nhất: 2 xã cùng mức 12,0%"


def test_a_map_of_equals_names_nobody_as_last() -> None:
    cells = stand(indicator(), [("Xã A", 100.0), ("Xã B", 100.0)], 100.0)
    sentence = map_finding(indicator(), Level.COMMUNE, cells, 100.0)
    assert sentence == "2/2 xã đạt chỉ tiêu ≥ 100%"


def test_a_map_without_numbers_says_so() -> None:
    nobody = stand(indicator(), [("Xóm 1", None)], 80.0)
    assert map_finding(indicator(), Level.VILLAGE, nobody, 80.0) == "Chưa có số liệu ở cấp này"
    assert map_finding(indicator(), Level.VILLAGE, [], None, "en") == "No data at this level"


def test_areas_of_which_too_little_is_known_are_counted_nowhere_and_told() -> None:
    """A former district with one commune of six is neither met nor missed nor last."""
    cells = [("Huyện A", 90.0), ("Huyện B", 70.0), ("Huyện C", 5.0), ("Huyện D", 99.0)]
    stood = stand(indicator(), cells, 80.0, thin=("Huyện C", "Huyện D"))
    assert map_finding(indicator(), Level.DISTRICT, stood, 80.0) == (
        "1/2 huyện đạt chỉ tiêu ≥ 80%; thấp nhất: Huyện B 70,0%; 2 huyện chưa đủ số liệu để xếp"
    )
    alone = stand(indicator(), [("Huyện C", 5.0)], None, thin=("Huyện C",))
    assert map_finding(indicator(), Level.DISTRICT, alone, None) == (
        "1 huyện chưa đủ số liệu để xếp"
    )


def test_each_area_is_counted_by_its_own_target() -> None:
    cells = stand(indicator(), [("Xã A", 70.0), ("Xã B", 75.0)], 80.0, own={"Xã A": 65.0})
    sentence = map_finding(indicator(), Level.COMMUNE, cells, 80.0)
    assert sentence == ("1/2 xã đạt chỉ tiêu ≥ 80% (1 xã có chỉ tiêu riêng); thấp nhất: Xã A 70,0%")


def test_what_reads_as_none_is_not_last() -> None:
    """0.3 of a station, shared out by weight, is no 0; a reported 0 is one."""
    count = indicator(
        space_rule=SpaceRule.SUM, denominator_vi=None, unit_vi="trạm", factor=1.0, decimals=0
    )
    cells = [("Xã A", 0.3), ("Xã B", 2.4), ("Xã C", 4.0)]
    sentence = map_finding(count, Level.COMMUNE, stand(count, cells, None, estimated=True), None)
    assert sentence == "Thấp nhất: Xã B 2 trạm; 1 xã ước tính dưới 1 trạm, không xếp hạng"
    down = indicator(Direction.DOWN, space_rule=SpaceRule.SUM, denominator_vi=None,
                     unit_vi="trạm", factor=1.0, decimals=0)  # fmt: skip
    assert [each.ranked for each in stand(down, cells, None, estimated=True)] == [
        False, True, True,
    ]  # fmt: skip


def test_single_villages_are_told_in_words() -> None:
    cells = [("Xóm 1", 100.0), ("Xóm 2", 0.0), ("Xóm 3", 0.0)]
    stood = stand(indicator(), cells, 100.0, one_village=True)
    assert map_finding(indicator(), Level.VILLAGE, stood, 100.0) == (
        "1/3 thôn đạt chỉ tiêu ≥ 100%; chưa: 2 thôn"
    )


def test_a_trend_is_held_against_the_parent_of_the_same_period_only() -> None:
    own, same, older = (
        card(("2026-10", 80.0)),
        card(("2026-10", 82.5)),
        card(("2026-09", 82.5)),
    )
    assert trend_finding(own, same, "Tỉnh Nghệ An") == (
        "Thấp hơn Tỉnh Nghệ An 2,5 điểm % (tháng 10/2026)"
    )
    assert trend_finding(own, older, "Tỉnh Nghệ An") == ""
    assert trend_finding(own, None, "") == ""
    assert trend_heading("", own) == "Diễn biến theo thời gian"
    assert trend_heading("Thấp hơn", own) == "Thấp hơn"


def test_counts_of_an_area_are_not_held_against_the_larger_count_of_its_parent() -> None:
    count = indicator(
        space_rule=SpaceRule.SUM, denominator_vi=None, unit_vi="trạm", factor=1.0, decimals=0
    )
    own, parent = card(("2026-10", 8.0), about=count), card(("2026-10", 900.0), about=count)
    assert trend_finding(own, parent, "Tỉnh Nghệ An") == ""


def test_a_map_of_neighbours_says_why_it_is_one() -> None:
    province = indicator(lowest_level=Level.COMMUNE)
    sentence = map_note("Xã A", Level.COMMUNE, True, True, province)
    assert sentence.startswith("Chỉ số này chỉ có đến cấp xã; ")
    without = map_note("Xã A", Level.COMMUNE, True, False, indicator())
    assert without.startswith("Chưa nạp danh mục thôn")
    assert map_note("Xã A", Level.COMMUNE, False, True, indicator()) == ""


def test_the_definition_names_every_part_and_no_part_is_blank() -> None:
    for language in ("vi", "en"):
        texts = definition(indicator(), language)
        assert all(texts.values())
    assert definition(indicator())["numerator"] == "hộ có cáp quang"
    assert "130/130" in facts_line(card(("2026-10", 80.0)))


def test_a_trend_tells_how_far_an_area_has_come_in_two_years_across_a_merger() -> None:
    before = Cell("2024-10", 60.0, reported=4, expected=4, converted=4)
    cells = [before, Cell("2026-10", 72.5)]
    card = make_card(indicator(), cells, None, None, TODAY)
    assert trend_finding(card, None, "", "vi", cells) == (
        "Tăng 12,5 điểm % so với hai năm trước (60,0%, quy đổi)"
    )
    assert "on two years ago (60.0%, converted)" in trend_finding(card, None, "", "en", cells)
    assert trend_finding(card, None, "", "vi", cells[1:]) == ""
    parted = make_card(
        indicator(), cells, None, None, TODAY,
        breaks=[SeriesBreak("2026", "Bộ mới", "New")],
    )  # fmt: skip
    assert "hai năm" not in trend_finding(parted, None, "", "vi", cells)
