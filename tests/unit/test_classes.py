"""Classes of a map: whoever meets a target shares no class with whoever misses it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc.classes import MOST_CLASSES, class_breaks, split_at_target
from ioc.indicator import Direction
from ioc.status import Status, judge


def class_of(value: float, bounds: list[float]) -> int:
    """Return the place of a value's class as the browser chooses it (assets/ioc-map-scale.js)."""
    found = [at for at, (low, _) in enumerate(pairwise(bounds)) if value >= low]
    return found[-1] if found else 0


@given(
    values=st.lists(st.integers(0, 1000), min_size=1, max_size=60),
    target=st.integers(0, 1000),
    direction=st.sampled_from(Direction),
)
def test_a_class_never_joins_what_meets_the_target_with_what_misses_it(
    values: list[int], target: int, direction: Direction
) -> None:
    numbers, goal = np.array(values) / 10, target / 10
    bounds = split_at_target(class_breaks(numbers, 1), goal, direction, 1)
    classes: dict[bool, set[int]] = {True: set(), False: set()}
    for each in numbers:
        meets = judge(float(each), goal, direction).status is Status.GREEN
        classes[meets].add(class_of(float(each), bounds))
    assert not classes[True] & classes[False]
    assert len(bounds) - 1 <= MOST_CLASSES + 1


@pytest.mark.parametrize("share", [0.2, 0.9])
def test_all_is_a_class_of_its_own_where_all_is_the_target(share: float) -> None:
    numbers = np.array([82.0, 95.1, 97.5, 99.7, *[100.0] * round(30 * share)])
    bounds = split_at_target(class_breaks(numbers, 1), 100.0, Direction.UP, 1)
    assert bounds[-2:] == [100.0, 100.0]
    assert class_of(99.9, bounds) != class_of(100.0, bounds)
