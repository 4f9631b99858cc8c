"""Xanh, Vàng, Đỏ or no data, always with the rule behind it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ioc.comparison import LEAST_SHARE
from ioc.indicator import Direction
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

# Share of the way to the target from which "đang bám sát" (amber) begins.
AMBER_SHARE = 0.9
# Target ÷ 0.9 is the target and a ninth of it.
_MOST_OVER = str(Fraction(1 / AMBER_SHARE - 1).limit_denominator(100))
# The error of a few steps of arithmetic: 0.9 × 99 is not 89.1 to the last bit. It is bounded, for
# a share of large amounts of money would be more than one đồng.
SLACK, LEAST_SLACK, MOST_SLACK = 2.0**-46, 1e-9, 0.2


class Status(StrEnum):
    """How well, in the ministry's three colours, plus the three cases that have no colour."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    TOO_FEW = "too_few"  # too few areas are in the number

    def label(self, language: str = "vi") -> str:
        """Return the word beside the colour."""
        return say(f"status-{self}", language)

    @property
    def mark(self) -> str:
        """The shape beside the colour, for readers who cannot tell colours apart."""
        return _MARKS[self]


_MARKS = {
    Status.GREEN: "●",
    Status.AMBER: "▲",
    Status.RED: "■",
    Status.NO_TARGET: "–",
    Status.NO_DATA: "∅",
    Status.TOO_FEW: "…",
}

# From the best on, as tables sort them; the browser gets the places in this tuple.
STATUSES = (
    Status.GREEN, Status.AMBER, Status.RED, Status.NO_TARGET, Status.TOO_FEW, Status.NO_DATA,
)  # fmt: skip
GREEN, AMBER, RED, NO_TARGET, TOO_FEW_CODE, NO_DATA = range(len(STATUSES))
# As a list of verdicts is read: what needs somebody first.
WORST_FIRST = (*reversed(STATUSES[: RED + 1]), *STATUSES[RED + 1 :])


@dataclass(frozen=True)
class Verdict:
    """A status and the sentence that explains it."""

    status: Status
    because: Phrase

    def rule(self, language: str = "vi") -> str:
        """Return the rule in this language."""
        return self.because.text(language)


# A converted number with less than the least share of its areas gets neither a colour, nor a
# distance, nor a change.
TOO_FEW = Verdict(Status.TOO_FEW, Phrase("status-rule-too_few", share=f"{LEAST_SHARE:.0%}"))


class Edges(NamedTuple):
    """Where the colours of a target change: the last values, both included, of green and amber."""

    green: float
    amber: float


def slack_of(size: float) -> float:
    """Return how far a number of this size may be off and still count as the same."""
    return min(abs(size) * SLACK + LEAST_SLACK, MOST_SLACK)


@lru_cache(maxsize=4096)
def edges_of(target: float, direction: Direction) -> Edges:
    """Return where the colours of a target change, arithmetic noise allowed for.

    >>> [round(each, 6) for each in (*edges_of(95.0, Direction.UP), *edges_of(9.0, Direction.DOWN))]
    [95.0, 85.5, 9.0, 10.0]
    """
    if direction is Direction.UP:
        near = target * AMBER_SHARE
        return Edges(target - slack_of(target), near - slack_of(near))
    if target:
        near = target / AMBER_SHARE
        return Edges(target + slack_of(target), near + slack_of(near))
    # Below one, and not one itself.
    return Edges(slack_of(0.0), math.nextafter(1.0 - slack_of(1.0), 0.0))


def judge_all(
    values: NDArray[np.float64], targets: NDArray[np.float64], direction: Direction
) -> NDArray[np.int8]:
    """Return `judge` of many values, each by its own target: places in `STATUSES`.

    Args:
        values: as they were computed; NaN where there is none.
        targets: in force for each; NaN where there is none.
        direction: which way is better.
    """
    distinct, place = np.unique(targets, return_inverse=True)
    edges = np.array([edges_of(each, direction) for each in distinct.tolist()]).reshape(-1, 2)
    green, amber = edges[place].T
    if direction is Direction.UP:
        is_green, is_amber = values >= green, values >= amber
    else:
        is_green, is_amber = values <= green, values <= amber
    codes = np.where(is_green, GREEN, np.where(is_amber, AMBER, RED))
    codes = np.where(np.isnan(targets), NO_TARGET, codes)
    return np.where(np.isnan(values), NO_DATA, codes).astype(np.int8)


def judge(value: float | None, target: float | None, direction: Direction) -> Verdict:
    """Return the status of a value, as it was computed, against its target.

    Green: target met. Amber: at least 90 % of the way (for "lower is better": at most the target
    divided by 0.9; a target of 0 has no amber unless the value is under 1). Red: further away.

    >>> judge(98.3, 100, Direction.UP).status, judge(50, 80, Direction.UP).status
    (<Status.AMBER: 'amber'>, <Status.RED: 'red'>)
    >>> judge(10, 9, Direction.DOWN).rule("vi")
    'Đạt: không vượt chỉ tiêu; Cảnh báo: vượt không quá 1/9 chỉ tiêu; Chưa đạt: vượt hơn'
    >>> judge(0, 0, Direction.DOWN).status, judge(None, 80, Direction.UP).status
    (<Status.GREEN: 'green'>, <Status.NO_DATA: 'no_data'>)
    """
    if value is None or math.isnan(value):
        return Verdict(Status.NO_DATA, Phrase("status-rule-no_data"))
    if target is None or math.isnan(target):
        return Verdict(Status.NO_TARGET, Phrase("status-rule-no_target"))
    green, amber = edges_of(target, direction)
    if direction is Direction.UP:
        is_green, is_amber = value >= green, value >= amber
        rule = Phrase("status-rule-up", share=f"{AMBER_SHARE:.0%}")
    else:
        is_green, is_amber = value <= green, value <= amber
        rule = Phrase("status-rule-down", share=_MOST_OVER)
    status = Status.GREEN if is_green else Status.AMBER if is_amber else Status.RED
    return Verdict(status, rule)
