"""Classes of a choropleth: few, of readable bounds, half-open, the same for all periods shown."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

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
    held = values[~np.isnan(values)]
    if not held.size:
        return []
    finest = 10.0**-decimals
    low, high = float(held.min()), float(held.max())
    if low == high:
        return [low, high]
    rest = held
    edges: list[float] = []
    # Where many areas share the best or the worst value, it gets a class to itself and the
    # others share the remaining classes: else all of them would fall into one.
    if np.mean(held == high) > 1 / most:
        rest = rest[rest < high]
        step = max(finest, _nice((high - low) / 20))
        edges.append(max(math.floor(float(rest.max()) / step + 1e-9) * step + step, low + finest))
    if np.mean(held == low) > 1 / most and rest.size:
        inside = rest[rest > low]
        rest = inside if inside.size else rest
        edges.append(low + finest)
    step = max(finest, _nice((float(rest.max()) - float(rest.min())) / 20))
    first = math.floor(low / step + 1e-9) * step
    last = max(math.ceil(high / finest - 1e-9) * finest, first + finest)
    if not edges:
        last = max(math.ceil(high / step - 1e-9) * step, first + finest)
    alone = bool(edges) and max(edges) >= high - finest / 2
    if alone:
        last = max(edges)
    inner = np.quantile(rest, np.linspace(0, 1, most + 1 - len(edges))[1:-1])
    bounds = [first]
    for each in sorted([*(float(round(each / step) * step) for each in inner), *edges]):
        if bounds[-1] + finest / 2 < each < last - finest / 2:
            bounds.append(each)
    bounds += [last, last] if alone else [last]
    return [round(each, max(decimals, 0) + 2) for each in bounds]


def _nice(span: float) -> float:
    """Return the smallest of 1, 2, 5 × 10ⁿ that is not below the span."""
    if span <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span))
    for factor in (1, 2, 5, 10):
        if factor * power >= span - 1e-12:
            return factor * power
    return 10 * power
