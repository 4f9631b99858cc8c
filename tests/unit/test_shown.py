"""What a number is when it is shown: rounded once, judged once, and never in contradiction."""

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
from ioc.sentences.values import digits_text, goal_text, number, shown_text
from ioc.shown import (
    ShownNumber,
    as_decimal,
    distance,
    judge_value,
    round_half_up,
    show,
    show_all,
    shown_number,
)
from ioc.status import STATUSES, Status, judge_all

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
        expected = (Decimal(over * 100) / under).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert round_half_up(over / under * 100, 1) == float(expected), (over, under)


@pytest.mark.parametrize(
    ("over", "under", "target", "direction", "text", "status"),
    [
        # Cao Bằng CQ04: 94,9808 of at least 95.
        (949_808, 1_000_000, 95.0, Direction.UP, "94,98%", Status.AMBER),
        (949_999, 1_000_000, 95.0, Direction.UP, "94,9999%", Status.AMBER),
        (950_000, 1_000_000, 95.0, Direction.UP, "95,0%", Status.GREEN),
        (950_001, 1_000_000, 95.0, Direction.UP, "95,0%", Status.GREEN),
        # Just under 90 % of the way: amber begins at 85,5.
        (854_600, 1_000_000, 95.0, Direction.UP, "85,46%", Status.RED),
        (855_000, 1_000_000, 95.0, Direction.UP, "85,5%", Status.AMBER),
        (854_400, 1_000_000, 95.0, Direction.UP, "85,4%", Status.RED),
        (49_999, 50_000, 100.0, Direction.UP, "99,998%", Status.AMBER),
        (50_000, 50_000, 100.0, Direction.UP, "100,0%", Status.GREEN),
        (1, 50_000, 0.0, Direction.DOWN, "0,002%", Status.AMBER),
        (0, 50_000, 0.0, Direction.DOWN, "0,0%", Status.GREEN),
        (9_960, 1_000_000, 0.0, Direction.DOWN, "0,996%", Status.AMBER),
        (10_000, 1_000_000, 0.0, Direction.DOWN, "1,0%", Status.RED),
        (50_010, 1_000_000, 5.0, Direction.DOWN, "5,001%", Status.AMBER),
        # 29 of 100 is 28.999999999999996 in binary, and reaches 29.
        (29, 100, 29.0, Direction.UP, "29,0%", Status.GREEN),
        (7, 100, 7.0, Direction.DOWN, "7,0%", Status.GREEN),
        # So many digits tell nobody more: the last step on its own side.
        (949_999_999, 1_000_000_000, 95.0, Direction.UP, "94,99999%", Status.AMBER),
        (50_000_001, 1_000_000_000, 5.0, Direction.DOWN, "5,00001%", Status.AMBER),
    ],
)
def test_a_number_never_reads_otherwise_than_it_is_judged(
    over: int, under: int, target: float, direction: Direction, text: str, status: Status
) -> None:
    indicator = replace(SHARE, direction=direction, targets=(target,))
    value = over / under * 100
    assert shown_text(indicator, value) == text
    assert judge_value(indicator, value, target).status is status


def test_nearly_all_is_not_all_and_nearly_none_is_not_none_without_any_target() -> None:
    assert shown_text(SHARE, 49_999 / 50_000 * 100) == "99,998%"
    assert shown_text(SHARE, 1 / 50_000 * 100) == "0,002%"
    # A score is no part of a whole.
    assert shown_text(SCORE, 99.98) == "100,0 điểm"


def test_a_number_reads_the_same_whichever_target_is_in_force() -> None:
    """The targets of all years and levels count, so that a map and a card say the same."""
    indicator = replace(SHARE, targets=(80.0, 95.0))
    assert shown_text(indicator, 79.98) == "79,98%"
    assert shown_text(indicator, 94.98) == "94,98%"
    assert shown_text(indicator, 89.98) == "90,0%"


def test_where_room_is_short_a_number_takes_the_digits_that_its_verdict_needs() -> None:
    indicator = replace(SHARE, targets=(95.0,))
    assert [shown_text(indicator, each, decimals=0) for each in (94.4, 94.98, 95.02)] == [
        "94%", "94,98%", "95%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "target", "text"),
    [(94.9808, 95.0, "0,02"), (94.94, 94.98, "0,04"), (80.0, 95.0, "15,0"), (97.0, 95.0, "2,0")],
)
def test_what_misses_its_target_is_never_nothing_away_from_it(
    value: float, target: float, text: str
) -> None:
    indicator = replace(SHARE, targets=(target,))
    assert digits_text(distance(indicator, value, target)) == text


def test_a_target_is_written_in_all_its_digits() -> None:
    assert goal_text(SHARE, 95.0) == "≥ 95%"
    assert goal_text(SHARE, 94.75) == "≥ 94,75%"
    assert goal_text(replace(SHARE, direction=Direction.DOWN), 0.5) == "≤ 0,5%"


_PAIRS = [
    (over, under)
    for under in (1, 3, 16, 400, 2_000, 49_999, 50_000)
    for over in {*range(0, under + 1, max(1, under // 97)), under - 1, under}
]


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("decimals", [0, 1, 2])
@pytest.mark.parametrize("targets", [(), (0.0,), (50.0, 62.5, 95.0, 100.0), (33.3,)])
def test_one_number_and_many_at_once_are_shown_alike_and_judged_by_what_is_exact(
    direction: Direction, decimals: int, targets: tuple[float, ...]
) -> None:
    indicator = replace(SHARE, direction=direction, targets=targets, decimals=decimals)
    values = np.array([over / under * 100 for over, under in _PAIRS] + [np.nan])
    numbers, digits = show_all(indicator, values)
    assert np.isnan(numbers[-1])
    for target in targets:
        codes = judge_all(values, np.full(len(values), target), direction)
        assert STATUSES[codes[-1]] is Status.NO_DATA
        for (over, under), value, one, code in zip(
            _PAIRS, values.tolist(), numbers.tolist(), codes.tolist(), strict=False
        ):
            exact, case = Fraction(100 * over, under), (over, under, target)
            goal = Fraction(str(target))
            meets_goal = exact >= goal if direction is Direction.UP else exact <= goal
            status = judge_value(indicator, value, target).status
            assert (status is Status.GREEN) is meets_goal, case
            assert STATUSES[code] is status, case
            # Whoever judges what is written comes to the same.
            assert judge_value(indicator, one, target).status is status, case
    for value, one, places in zip(
        values[:-1].tolist(), numbers.tolist(), digits.tolist(), strict=False
    ):
        assert show(indicator, value) == (one, places)
        assert places > decimals or show(indicator, one) == (one, places)
        assert float(as_decimal(ShownNumber(one, places))) == one
        assert (one == 100) is (abs(value - 100) < 1e-9)
        assert (one == 0) is (abs(value) < 1e-9)
    order = np.argsort(values[:-1], kind="stable")
    assert (np.diff(numbers[order]) >= 0).all()


@pytest.mark.parametrize("number", [3_000_000_000, 123_456_789_012_345, LARGEST, 12 * LARGEST])
def test_money_in_dong_is_told_to_the_last_one(number: float) -> None:
    for decimals in range(3):
        assert shown_number(SCORE, float(number), decimals) == number
        with_decimals = replace(SCORE, decimals=decimals, targets=(float(number) + 1,))
        assert show_all(with_decimals, np.array([number])).number[0] == number
