"""Classes of maps in words: no brackets, whole numbers where things are counted."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc.indicator import Direction, Indicator
from ioc.sentences.classes import class_texts, count_texts, unit_above
from tests.unit.test_shown import SHARE

DOWN = replace(SHARE, direction=Direction.DOWN)
COUNT = replace(
    SHARE, denominator_vi=None, denominator_en=None, unit_vi="thôn", unit_en="villages",
    factor=1.0, decimals=0, direction=Direction.DOWN,
)  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "bounds", "texts"),
    [
        (SHARE, [0, 35, 65, 95, 100], ["dưới 35%", "35–65%", "65–95%", "từ 95% trở lên"]),
        (SHARE, [10, 62.5, 100, 100], ["dưới 62,5%", "62,5–100%", "100%"]),
        (SHARE, [0, 0.1, 50, 100], ["0%", "0,1–50%", "từ 50% trở lên"]),
        (DOWN, [0, 0, 5, 20], ["0%", "0–5%", "trên 5%"]),
        (DOWN, [2, 5, 20], ["đến 5%", "trên 5%"]),
        (COUNT, [0, 0, 1, 3, 1250], ["0 thôn", "1 thôn", "2–3 thôn", "từ 4 thôn trở lên"]),
        (COUNT, [0, 0, 1], ["0 thôn", "từ 1 thôn trở lên"]),
        (COUNT, [5, 5], ["5 thôn"]),
        (COUNT, [], []),
        (
            replace(COUNT, direction=Direction.UP, unit_vi="doanh nghiệp"),
            [0, 10, 1000, 2500],
            ["đến 9", "10–999", "từ 1.000 trở lên"],
        ),
    ],
)
def test_a_class_is_told_in_words(
    measure: Indicator, bounds: list[float], texts: list[str]
) -> None:
    assert class_texts(measure, bounds) == texts


def test_a_long_unit_stands_once_above_the_classes() -> None:
    assert unit_above("%") == unit_above("thôn") == ""
    assert unit_above("villages") == "villages"
    assert class_texts(COUNT, [0, 0, 2, 9], "en") == ["0", "1–2", "3 or more"]
    assert count_texts("chỉ số", [0, 0, 2, 9]) == ["0", "1–2", "từ 3 trở lên"]


@given(
    bounds=st.lists(st.integers(0, 60), min_size=2, max_size=7, unique=True).map(sorted),
    direction=st.sampled_from(Direction),
    value=st.integers(0, 60),
)
def test_the_words_of_a_count_name_the_class_that_it_is_in(
    bounds: list[int], direction: Direction, value: int
) -> None:
    measure = replace(COUNT, direction=direction)
    texts = class_texts(measure, [float(each) for each in bounds])
    inner = bounds[1:-1]
    place = sum(value > each if direction is Direction.DOWN else value >= each for each in inner)
    numbers = [int(each) for each in texts[place].replace("–", " ").split() if each.isdigit()]
    low, high = numbers[0], numbers[-1]
    if "trở lên" in texts[place]:
        assert low <= value
    elif texts[place].startswith("đến"):
        assert value <= high
    elif bounds[0] <= value <= bounds[-1]:
        assert low <= value <= high
    for one, two in pairwise(texts):
        assert one != two
