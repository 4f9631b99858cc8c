"""Classes of a choropleth: few, of readable bounds, half-open, where they can the same over time.

A class holds the bound on its better side: [80; 90) where more is better, (80; 90] where less is.
So a target that is a bound parts what meets it from what misses it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ioc.indicator import Direction

MOST_CLASSES = 6
# As few of them hold numbers of the shown period, or as many as there are different numbers.
FEWEST_CLASSES = 3
# Nobody tells more degrees on one side of a target apart.
_MOST_ASIDE = 3


def class_breaks(
    values: NDArray[np.float64],
    decimals: int,
    direction: Direction = Direction.UP,
    most: int = MOST_CLASSES,
) -> list[float]:
    """Return ascending bounds b0, …, bn of the classes [b0; b1), …, [bn-1; bn].

    Where less is better: [b0; b1], (b1; b2], …, (bn-1; bn]. An outer class of a single value has it
    twice: [94; 100), [100; 100].

    Quantiles rounded to steps of 1, 2 or 5 × 10ⁿ, so that each class holds a like number of areas
    and its bounds can be read aloud. Fewer classes where the values hardly differ; no values: an
    empty list.

    >>> class_breaks(np.array([3.0, 14.0, 35.0, 52.0, 71.0, 88.0, 99.0]), 1)
    [0.0, 15.0, 35.0, 50.0, 70.0, 90.0, 100.0]
    >>> class_breaks(np.array([5.0, 5.0]), 0)
    [5.0, 5.0]
    >>> class_breaks(np.array([60.0, 72.0, 80.0, 88.0, 91.0, 100.0, 100.0, 100.0, 100.0]), 1)
    [60.0, 70.0, 76.0, 84.0, 88.0, 92.0, 100.0]
    >>> class_breaks(np.array([0.0, 0.0, 0.0, 1.0]), 0)
    [0.0, 1.0, 1.0]
    >>> class_breaks(np.array([0.0, 0.0, 0.0, 1.0]), 0, Direction.DOWN)
    [0.0, 0.0, 1.0]
    """
    if direction is Direction.DOWN:
        return _mirrored(class_breaks(-values, decimals, most=most))
    # Sorted once: everything below is an index into it.
    ordered = np.sort(values[~np.isnan(values)])
    if not ordered.size:
        return []
    finest = 10.0**-decimals
    low, high = float(ordered[0]), float(ordered[-1])
    if low == high:
        return [low, high]
    lowest = int(ordered.searchsorted(low, "right"))
    highest = len(ordered) - int(ordered.searchsorted(high, "left"))
    rest = ordered
    edges: list[float] = []
    # Where many areas share the best or the worst value, it gets a class to itself and the
    # others share the remaining classes: else all would fall into one.
    if highest / len(ordered) > 1 / most:
        rest = rest[:-highest]
        step = max(finest, _nice((high - low) / 20))
        edges.append(max(math.floor(float(rest[-1]) / step + 1e-9) * step + step, low + finest))
    if lowest / len(ordered) > 1 / most and rest.size:
        inside = rest[lowest:]
        rest = inside if inside.size else rest
        # Just above the lowest number as it is written: no bound like 98.188.
        edges.append(math.floor(low / finest + 0.5) * finest + finest)
    step = max(finest, _nice((float(rest[-1]) - float(rest[0])) / 20))
    first = math.floor(low / step + 1e-9) * step
    last = max(math.ceil(high / finest - 1e-9) * finest, first + finest)
    if not edges:
        last = max(math.ceil(high / step - 1e-9) * step, first + finest)
    alone = bool(edges) and max(edges) >= high - finest / 2
    if alone:
        last = max(edges)
    inner = _quantiles(rest, most - len(edges))
    bounds = [first]
    for each in sorted([*(round(each / step) * step for each in inner), *edges]):
        if bounds[-1] + finest / 2 < each < last - finest / 2:
            bounds.append(each)
    bounds += [last, last] if alone else [last]
    return [round(each, max(decimals, 0) + 2) for each in bounds]


def split_at_target(bounds: list[float], target: float | None, direction: Direction) -> list[float]:
    """Return class bounds of which the target is one, so that a class lies on one side of it.

    The nearest inner bound gives way, so that there are not more classes than before.

    >>> split_at_target([80.0, 90.0, 94.0, 100.0], 95.0, Direction.UP)
    [80.0, 90.0, 95.0, 100.0]
    >>> split_at_target([0.0, 6.0, 20.0], 5.0, Direction.DOWN)
    [0.0, 5.0, 20.0]
    >>> split_at_target([0.0, 50.0], 95.0, Direction.UP)
    [0.0, 50.0]
    >>> split_at_target([82.0, 95.0, 99.0, 100.0], 100.0, Direction.UP)
    [82.0, 95.0, 99.0, 100.0, 100.0]
    """
    if target is None or len(bounds) < 2:
        return bounds
    if direction is Direction.DOWN:
        return _mirrored(split_at_target(_mirrored(bounds), -target + 0.0, Direction.UP))
    if target == bounds[-1] > bounds[-2]:
        # An area at the bound meets the target, an area just below it does not.
        inner = bounds[1:-1]
        others = inner[:-1] if len(inner) >= MOST_CLASSES - 1 else inner
        return [bounds[0], *others, target, target]
    if not bounds[0] < target < bounds[-1] or target in bounds:
        return bounds
    inner = bounds[1:-1]
    # A last class of a single value stays one.
    alone = len(bounds) > 2 and bounds[-1] == bounds[-2]
    free = inner[:-1] if alone else inner
    if free:
        free.remove(min(free, key=lambda each: abs(each - target)))
    others = sorted([*free, target, *(inner[-1:] if alone else [])])
    return [bounds[0], *others, bounds[-1]]


def make_bounds(
    values: NDArray[np.float64], decimals: int, direction: Direction, target: float | None
) -> list[float]:
    """Return `class_breaks`, split at a target."""
    return split_at_target(class_breaks(values, decimals, direction), target, direction)


def has_enough(
    bounds: list[float], current: NDArray[np.float64], decimals: int, direction: Direction
) -> bool:
    """Tell whether numbers fall into enough of the classes that their picture says something.

    >>> current = np.array([91.0, 93.0, 97.0])
    >>> has_enough([0.0, 50.0, 90.0, 100.0], current, 1, Direction.UP)
    False
    >>> has_enough([90.0, 92.0, 95.0, 100.0], current, 1, Direction.UP)
    True
    """
    numbers = np.unique(np.round(current[~np.isnan(current)], max(decimals, 0)))
    return count_members(bounds, current, direction) >= min(FEWEST_CLASSES, len(numbers))


def count_members(bounds: list[float], current: NDArray[np.float64], direction: Direction) -> int:
    """Return into how many of the classes some of the numbers fall."""
    return len(np.unique(places_in(bounds, current[~np.isnan(current)], direction)))


def places_in(
    bounds: list[float], values: NDArray[np.float64], direction: Direction
) -> NDArray[np.int64]:
    """Return the place of the class of each value; the outer ones hold what lies beyond them.

    >>> places_in([0.0, 50.0, 90.0, 100.0], np.array([-1.0, 50.0, 90.0, 101.0]), Direction.UP)
    array([0, 1, 2, 2])
    >>> places_in([0.0, 50.0, 90.0, 100.0], np.array([50.0, 90.0]), Direction.DOWN)
    array([0, 1])
    """
    side: Literal["left", "right"] = "right" if direction is Direction.UP else "left"
    return np.searchsorted(bounds[1:-1], values, side)


def bounds_of_period(
    sampled: NDArray[np.float64],
    current: NDArray[np.float64],
    decimals: int,
    direction: Direction,
    target: float | None,
) -> list[float]:
    """Return bounds whose classes have members among the numbers shown.

    Those of the whole series, `sampled`, if they have enough; else those in which the numbers shown
    weigh as much as the series does; else those of the numbers shown alone.
    """
    present = current[~np.isnan(current)]
    times = -(-len(sampled) // max(len(present), 1))
    choices = [
        make_bounds(each, decimals, direction, target)
        for each in (sampled, np.concatenate([sampled, np.repeat(present, times)]), present)
    ]
    enough = (each for each in choices if has_enough(each, present, decimals, direction))
    most = max(choices, key=lambda each: count_members(each, present, direction))
    return next(enough, most)


def bounds_around(bounds: list[float], target: float, direction: Direction) -> list[float]:
    """Return the classes on both sides of a target, at most three on each.

    >>> bounds_around([10.0, 65.0, 80.0, 90.0, 95.0, 100.0, 100.0], 100.0, Direction.UP)
    [10.0, 90.0, 95.0, 100.0, 100.0]
    >>> bounds_around([0.0, 20.0, 30.0, 40.0, 50.0], 95.0, Direction.UP)
    [0.0, 30.0, 40.0, 50.0]
    """
    if direction is Direction.DOWN:
        return _mirrored(bounds_around(_mirrored(bounds), -target + 0.0, Direction.UP))
    split = split_at_target(bounds, target, direction)
    if len(split) < 2:
        return split
    place = min(bisect_left(split, target), len(split) - 1)
    near = range(place - _MOST_ASIDE + 1, place + _MOST_ASIDE)
    inner = [split[at] for at in range(1, len(split) - 1) if at in near]
    return [split[0], *inner, split[-1]]


def _mirrored(bounds: list[float]) -> list[float]:
    """Return the bounds mirrored at 0."""
    return [-each + 0.0 for each in reversed(bounds)]


def _quantiles(ordered: NDArray[np.float64], pieces: int) -> list[float]:
    """Return the inner bounds of pieces that hold equally many of the ordered values.

    The result is that of `np.quantile`, which takes longer than everything else here.

    >>> _quantiles(np.array([1.0, 2.0, 3.0, 4.0]), 4)
    [1.75, 2.5, 3.25]
    """
    bounds = []
    for piece in range(1, pieces):
        place = piece * (1 / pieces) * (len(ordered) - 1)
        below = int(place)
        part = place - below
        one, two = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
        # From the nearer end, to the last bit as numpy does it.
        near = one + (two - one) * part
        bounds.append(near if part < 0.5 else two - (two - one) * (1 - part))
    return bounds


def _nice(span: float) -> float:
    """Return the smallest of 1, 2, 5 × 10ⁿ that is not below the span."""
    if span <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span))
    for factor in (1, 2, 5, 10):
        if factor * power >= span - 1e-12:
            return factor * power
    return 10 * power
