"""Xanh, Vàng, Đỏ or no data, always with the rule that gave it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from ioc.comparison import LEAST_SHARE
from ioc.indicator import Direction

# Share of the way to the target from which "đang bám sát" (amber) begins.
AMBER_SHARE = 0.9
# 0.9 × 99 is not 89.1 to the last bit.
_SLACK = 1e-9


class Status(StrEnum):
    """How well, in the ministry's three colours, plus the three cases that have no colour."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    TOO_FEW = "too_few"  # too little of the area is there to say

    def label(self, language: str = "vi") -> str:
        """Return the word that stands beside the colour."""
        return _WORDS[self][1 if language == "en" else 0]

    @property
    def mark(self) -> str:
        """The shape that stands beside the colour, for eyes that do not see it."""
        return _WORDS[self][2]


_WORDS = {
    Status.GREEN: ("Đạt", "On target", "●"),
    Status.AMBER: ("Cảnh báo", "At risk", "▲"),
    Status.RED: ("Chậm", "Behind", "■"),
    Status.NO_TARGET: ("Chưa có chỉ tiêu", "No target", "–"),
    Status.NO_DATA: ("Chưa có số liệu", "No data", "∅"),
    Status.TOO_FEW: ("Chưa đủ số liệu", "Too few reports", "…"),
}


@dataclass(frozen=True)
class Verdict:
    """A status and the sentence that explains it, one click away from the colour."""

    status: Status
    rule_vi: str
    rule_en: str

    def rule(self, language: str = "vi") -> str:
        """Return the rule in this language."""
        return self.rule_en if language == "en" else self.rule_vi


# Of a number that is brought over from other boundaries and holds less than the least share of what
# it should nothing is said: neither a colour, nor what is missing, nor how it moved.
TOO_FEW = Verdict(
    Status.TOO_FEW,
    f"Chưa đủ {LEAST_SHARE:.0%} số đơn vị trên phần đất này có số liệu: không xếp loại",
    f"Less than {LEAST_SHARE:.0%} of the areas on this land have a number: no verdict",
)


def judge(value: float | None, target: float | None, direction: Direction) -> Verdict:
    """Return the status of a value, as it is shown (`ioc.shown`), against its target.

    Green: target met. Amber: at least 90 % of the way (for "lower is better": at most the target
    divided by 0.9; a target of 0 has no amber unless the value is under 1). Red: further away.

    >>> judge(98.3, 100, Direction.UP).status, judge(50, 80, Direction.UP).status
    (<Status.AMBER: 'amber'>, <Status.RED: 'red'>)
    >>> judge(0, 0, Direction.DOWN).status, judge(None, 80, Direction.UP).status
    (<Status.GREEN: 'green'>, <Status.NO_DATA: 'no_data'>)
    """
    if value is None or math.isnan(value):
        return Verdict(Status.NO_DATA, "Chưa có đơn vị nào báo cáo", "Nobody has reported")
    if target is None or math.isnan(target):
        return Verdict(
            Status.NO_TARGET, "Chưa đặt chỉ tiêu cho kỳ này", "No target for this period"
        )
    percent = f"{AMBER_SHARE:.0%}"
    if direction is Direction.UP:
        met, near = value >= target, value >= target * AMBER_SHARE - _SLACK
        rule_vi = f"Xanh: đạt chỉ tiêu; Vàng: từ {percent} chỉ tiêu; Đỏ: thấp hơn"
        rule_en = f"Green: target met; amber: at least {percent} of it; red: less"
    else:
        limit = target / AMBER_SHARE if target else 1.0
        met, near = value <= target, value <= limit + _SLACK if target else value < limit
        rule_vi = f"Xanh: không vượt chỉ tiêu; Vàng: vượt không quá 1/{percent}; Đỏ: vượt hơn"
        rule_en = f"Green: not above target; amber: at most target ÷ {percent}; red: more"
    status = Status.GREEN if met else Status.AMBER if near else Status.RED
    return Verdict(status, rule_vi, rule_en)
