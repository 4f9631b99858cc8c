"""Comparable times: both sides take turns, so that a busy machine slows both."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class TimePair:
    """Medians in seconds of two things measured in turns."""

    ours: float
    yardstick: float
    turns: int


def take_turns(
    ours: Callable[[], Any],
    yardstick: Callable[[], Any],
    seconds: float = 1.0,
    least: int = 7,
    most: int = 400,
) -> TimePair:
    """Return the medians of both, run in turns for about this long; the first turn is not counted.

    The garbage collector runs between the turns, not in them.
    """
    ours()
    yardstick()
    mine: list[float] = []
    theirs: list[float] = []
    end = perf_counter() + seconds
    gc.collect()
    gc.disable()
    try:
        while len(mine) < least or (perf_counter() < end and len(mine) < most):
            mine.append(seconds_of(ours))
            theirs.append(seconds_of(yardstick))
    finally:
        gc.enable()
    return TimePair(median(mine), median(theirs), len(mine))


def seconds_of(work: Callable[[], Any]) -> float:
    """Return the seconds of one call."""
    began = perf_counter()
    work()
    return perf_counter() - began
