"""What a number is when it is shown: rounded once, on its side of every target, judged once."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from ioc.area import Level
from ioc.bounds import LARGEST
from ioc.indicator import Basis, Direction, Indicator, SpaceRule, TimeRule, VintageRule
from ioc.period import Frequency
from ioc.shown import judge_value, round_half_up, shown_number, shown_numbers
from ioc.status import Status
from layouts.text import goal_text, number, shown_text

SHARE = Indicator(
    1, "SHARE", "G", "Chỉ số", "Share", "tử", "n", "mẫu", "d", "%", "%", 100.0, Direction.UP,
    SpaceRule.RATIO_OF_SUMS, TimeRule.LAST_VALUE, Frequency.MONTH, Level.VILLAGE, 1, "Sở", "Dept",
    "", "", VintageRule.PARTS, Basis.POPULATION,
)  # fmt: skip
SCORE = replace(SHARE, denominator_vi=None, denominator_en=None, unit_vi="điểm", factor=1.0)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (67.35, 1, "67,4"),  # the double nearest to 67.35 lies below it
        (67.25, 1, "67,3"),  # halves to the even digit would give 67,2
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (1.005, 2, "1,01"),
        (-0.04, 1, "0,0"),
        (-2.5, 0, "-3"),
        (1234567.5, 0, "1.234.568"),
    ],
)
def test_halves_go_up_as_one_learns_at_school(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


def test_every_share_of_whole_numbers_is_rounded_as_decimal_arithmetic_does() -> None:
    for over, under in product(range(0, 400), (1, 7, 8, 16, 40, 400, 399)):
        wanted = (Decimal(over * 100) / under).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert round_half_up(over / under * 100, 1) == float(wanted), (over, under)


@pytest.mark.parametrize(
    ("over", "under", "target", "direction", "text", "status"),
    [
        # Cao Bằng CQ04: 94,9808 of at least 95.
        (949_808, 1_000_000, 95.0, Direction.UP, "94,9%", Status.AMBER),
        (950_000, 1_000_000, 95.0, Direction.UP, "95,0%", Status.GREEN),
        (950_001, 1_000_000, 95.0, Direction.UP, "95,0%", Status.GREEN),
        # Just under 90 % of the way: amber begins at what is read as 85,5.
        (854_600, 1_000_000, 95.0, Direction.UP, "85,5%", Status.AMBER),
        (854_400, 1_000_000, 95.0, Direction.UP, "85,4%", Status.RED),
        (49_999, 50_000, 100.0, Direction.UP, "99,9%", Status.AMBER),
        (50_000, 50_000, 100.0, Direction.UP, "100,0%", Status.GREEN),
        (1, 50_000, 0.0, Direction.DOWN, "0,1%", Status.AMBER),
        (0, 50_000, 0.0, Direction.DOWN, "0,0%", Status.GREEN),
        (50_010, 1_000_000, 5.0, Direction.DOWN, "5,1%", Status.AMBER),
        # 29 of 100 is 28.999999999999996 in binary, and reaches 29.
        (29, 100, 29.0, Direction.UP, "29,0%", Status.GREEN),
        (7, 100, 7.0, Direction.DOWN, "7,0%", Status.GREEN),
    ],
)
def test_a_value_that_misses_its_target_never_reads_as_if_it_met_it(
    over: int, under: int, target: float, direction: Direction, text: str, status: Status
) -> None:
    indicator = replace(SHARE, direction=direction, targets=(target,))
    value = over / under * 100
    assert shown_text(indicator, value) == text
    assert judge_value(indicator, value, target).status is status


def test_nearly_all_is_not_all_and_nearly_none_is_not_none_without_any_target() -> None:
    assert shown_text(SHARE, 49_999 / 50_000 * 100) == "99,9%"
    assert shown_text(SHARE, 1 / 50_000 * 100) == "0,1%"
    # A score is no part of a whole.
    assert shown_text(SCORE, 99.98) == "100,0 điểm"


def test_a_number_reads_the_same_whichever_target_is_in_force() -> None:
    """The targets of all years and levels count, so that a map and a card say the same."""
    indicator = replace(SHARE, targets=(80.0, 95.0))
    assert shown_text(indicator, 79.98) == "79,9%"
    assert shown_text(indicator, 94.98) == "94,9%"
    assert shown_text(indicator, 89.98) == "90,0%"


def test_a_target_is_written_in_all_its_digits() -> None:
    assert goal_text(SHARE, 95.0) == "≥ 95%"
    assert goal_text(SHARE, 94.75) == "≥ 94,75%"
    assert goal_text(replace(SHARE, direction=Direction.DOWN), 0.5) == "≤ 0,5%"


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("targets", [(), (0.0,), (50.0, 62.5, 95.0, 100.0)])
def test_one_number_and_many_at_once_are_shown_alike_and_judged_by_what_is_exact(
    direction: Direction, targets: tuple[float, ...]
) -> None:
    indicator = replace(SHARE, direction=direction, targets=targets)
    pairs = [(over, under) for under in (1, 3, 16, 400, 2_000, 49_999, 50_000)
             for over in {*range(0, under + 1, max(1, under // 97)), under - 1, under}]  # fmt: skip
    values = np.array([over / under * 100 for over, under in pairs] + [np.nan])
    shown = shown_numbers(indicator, values)
    assert np.isnan(shown[-1])
    for (over, under), value, one in zip(pairs, values.tolist(), shown.tolist(), strict=False):
        assert shown_number(indicator, value) == one
        assert shown_number(indicator, one) == one
        exact = Fraction(100 * over, under)
        for target in targets:
            met = exact >= target if direction is Direction.UP else exact <= target
            green = judge_value(indicator, value, target).status is Status.GREEN
            assert green is met, (over, under, target)


@pytest.mark.parametrize("number", [3_000_000_000, 123_456_789_012_345, LARGEST, 12 * LARGEST])
def test_money_in_dong_is_told_to_the_last_one(number: float) -> None:
    for decimals in range(3):
        assert shown_number(SCORE, float(number), decimals) == number
        assert shown_numbers(replace(SCORE, decimals=decimals), np.array([number]))[0] == number
