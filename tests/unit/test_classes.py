"""Classes of a map: whoever meets a target shares no class with whoever misses it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ioc.classes import (
    FEWEST_CLASSES,
    MOST_CLASSES,
    bounds_around,
    bounds_of_period,
    class_breaks,
    count_members,
    has_enough,
    make_bounds,
    split_at_target,
)
from ioc.indicator import Direction
from ioc.status import Status, judge


def class_of(value: float, bounds: list[float], direction: Direction = Direction.UP) -> int:
    """Return the place of a value's class as the browser chooses it (assets/src/map/scale.js)."""
    if direction is Direction.DOWN:
        above = [at for at, (_, high) in enumerate(pairwise(bounds)) if value <= high]
        return above[0] if above else len(bounds) - 2
    classes = [at for at, (low, _) in enumerate(pairwise(bounds)) if value >= low]
    return classes[-1] if classes else 0


@given(
    values=st.lists(st.integers(0, 1000), min_size=1, max_size=60),
    target=st.integers(0, 1000),
    direction=st.sampled_from(Direction),
)
def test_a_class_never_joins_what_meets_the_target_with_what_misses_it(
    values: list[int], target: int, direction: Direction
) -> None:
    numbers, goal = np.array(values) / 10, target / 10
    # Also what is shown with more decimals than the others.
    numbers = np.append(numbers, [goal - 0.04, goal + 0.04])
    bounds = split_at_target(class_breaks(numbers, 1, direction), goal, direction)
    classes: dict[bool, set[int]] = {True: set(), False: set()}
    for each in numbers:
        meets = judge(float(each), goal, direction).status is Status.GREEN
        classes[meets].add(class_of(float(each), bounds, direction))
    assert not classes[True] & classes[False]
    assert len(bounds) - 1 <= MOST_CLASSES + 1


@pytest.mark.parametrize("share", [0.2, 0.9])
def test_all_is_a_class_of_its_own_where_all_is_the_target(share: float) -> None:
    numbers = np.array([82.0, 95.1, 97.5, 99.7, *[100.0] * round(30 * share)])
    bounds = split_at_target(class_breaks(numbers, 1), 100.0, Direction.UP)
    assert bounds[-2:] == [100.0, 100.0]
    assert class_of(99.9, bounds) != class_of(100.0, bounds)


NUMBERS = st.lists(st.integers(0, 1000), min_size=1, max_size=60).map(
    lambda numbers: np.array(numbers) / 10
)


@given(sampled=NUMBERS, current=NUMBERS, direction=st.sampled_from(Direction))
def test_the_period_shown_has_members_in_several_classes(
    sampled: NDArray[np.float64], current: NDArray[np.float64], direction: Direction
) -> None:
    """The period's own bounds are used where those over time leave it in one or two classes."""
    over_time = make_bounds(sampled, 1, direction, None)
    bounds = bounds_of_period(sampled, current, 1, direction, None)
    own = make_bounds(current, 1, direction, None)
    members = count_members(bounds, current, direction)
    assert members == len({class_of(float(each), bounds, direction) for each in current})
    assert members >= min(FEWEST_CLASSES, count_members(own, current, direction))
    if has_enough(over_time, current, 1, direction):
        assert bounds == over_time


def test_a_period_far_from_the_others_gets_classes_of_its_own() -> None:
    sampled = np.linspace(10, 90, 200)
    current = np.array([95.0, 95.5, 96.0, 97.0, 98.0, 99.0])
    assert count_members(make_bounds(sampled, 1, Direction.UP, None), current, Direction.UP) == 1
    bounds = bounds_of_period(sampled, current, 1, Direction.UP, None)
    assert count_members(bounds, current, Direction.UP) >= FEWEST_CLASSES


@given(
    values=NUMBERS, target=st.integers(0, 1000).map(lambda goal: goal / 10),
    direction=st.sampled_from(Direction),
)  # fmt: skip
def test_classes_around_a_target_are_few_and_lie_on_one_side_of_it(
    values: NDArray[np.float64], target: float, direction: Direction
) -> None:
    bounds = bounds_around(make_bounds(values, 1, direction, None), target, direction)
    sides = {True: set[int](), False: set[int]()}
    for each in [*values.tolist(), target]:
        meets = judge(each, target, direction).status is Status.GREEN
        # Beyond the bounds a class has no other end.
        if bounds[0] <= target <= bounds[-1]:
            sides[meets].add(class_of(each, bounds, direction))
    assert not sides[True] & sides[False]
    assert max(len(side) for side in sides.values()) <= 3
