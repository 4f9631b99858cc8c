"""Classes of a choropleth: few, of readable bounds, half-open, the same for all periods shown."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ioc.indicator import Direction

MOST_CLASSES = 6


def class_breaks(
    values: NDArray[np.float64], decimals: int, most: int = MOST_CLASSES
) -> list[float]:
    """Return ascending bounds b0, …, bn of the classes [b0; b1), …, [bn-1; bn].

    A last class of a single value has it twice: [94; 100), [100; 100].

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
    """
    # Sorted once: everything below is a place in it.
    held = np.sort(values[~np.isnan(values)])
    if not held.size:
        return []
    finest = 10.0**-decimals
    low, high = float(held[0]), float(held[-1])
    if low == high:
        return [low, high]
    lowest = int(held.searchsorted(low, "right"))
    highest = len(held) - int(held.searchsorted(high, "left"))
    rest = held
    edges: list[float] = []
    # Where many areas share the best or the worst value, it gets a class to itself and the
    # others share the remaining classes: else all of them would fall into one.
    if highest / len(held) > 1 / most:
        rest = rest[:-highest]
        step = max(finest, _nice((high - low) / 20))
        edges.append(max(math.floor(float(rest[-1]) / step + 1e-9) * step + step, low + finest))
    if lowest / len(held) > 1 / most and rest.size:
        inside = rest[lowest:]
        rest = inside if inside.size else rest
        edges.append(low + finest)
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


def split_at_target(
    bounds: list[float], target: float | None, direction: Direction, decimals: int
) -> list[float]:
    """Return class bounds of which one stands between what meets a target and what misses it.

    Where lower is better the target itself is met: the bound is the next number that can be shown.
    The nearest inner bound gives way, so that there are not more classes than before.

    >>> split_at_target([80.0, 90.0, 94.0, 100.0], 95.0, Direction.UP, 1)
    [80.0, 90.0, 95.0, 100.0]
    >>> split_at_target([0.0, 5.0, 20.0], 5.0, Direction.DOWN, 0)
    [0.0, 6.0, 20.0]
    >>> split_at_target([0.0, 50.0], 95.0, Direction.UP, 1)
    [0.0, 50.0]
    >>> split_at_target([82.0, 95.0, 99.0, 100.0], 100.0, Direction.UP, 2)
    [82.0, 95.0, 99.0, 100.0, 100.0]
    """
    if target is None or len(bounds) < 2:
        return bounds
    edge = target if direction is Direction.UP else target + 10.0**-decimals
    edge = round(edge, max(decimals, 0) + 2)
    if direction is Direction.UP and edge == bounds[-1] > bounds[-2]:
        # Who is there meets it, who is all but there does not.
        inner = bounds[1:-1]
        kept = inner[:-1] if len(inner) >= MOST_CLASSES - 1 else inner
        return [bounds[0], *kept, edge, edge]
    if not bounds[0] < edge < bounds[-1] or edge in bounds:
        return bounds
    inner = bounds[1:-1]
    # A last class of a single value stays one.
    alone = len(bounds) > 2 and bounds[-1] == bounds[-2]
    free = inner[:-1] if alone else inner
    if free:
        free.remove(min(free, key=lambda each: abs(each - edge)))
    kept = sorted([*free, edge, *(inner[-1:] if alone else [])])
    return [bounds[0], *kept, bounds[-1]]


def _quantiles(ordered: NDArray[np.float64], pieces: int) -> list[float]:
    """Return the inner bounds of pieces that hold equally many of the ordered values.

    As `np.quantile`, which takes longer than everything else here.

    >>> _quantiles(np.array([1.0, 2.0, 3.0, 4.0]), 4)
    [1.75, 2.5, 3.25]
    """
    found = []
    for piece in range(1, pieces):
        place = piece * (1 / pieces) * (len(ordered) - 1)
        below = int(place)
        part = place - below
        one, two = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
        # From the nearer end, to the last bit as numpy does it.
        near = one + (two - one) * part
        found.append(near if part < 0.5 else two - (two - one) * (1 - part))
    return found


def _nice(span: float) -> float:
    """Return the smallest of 1, 2, 5 × 10ⁿ that is not below the span."""
    if span <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span))
    for factor in (1, 2, 5, 10):
        if factor * power >= span - 1e-12:
            return factor * power
    return 10 * power
