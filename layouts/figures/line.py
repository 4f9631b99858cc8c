"""One line of a chart: its cells, who has reported so far, and its provisional end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ioc.card import Cell


@dataclass(frozen=True)
class ComeTo:
    """The provisional value at the end of a line: "tạm tính 98,6%", and its condition."""

    value: float
    short: str
    rule: str


@dataclass(frozen=True)
class ChartLine:
    """One line of the chart.

    `partly` tells by period who has reported so far, where not all have: "mới 98/130 xã". `come_to`
    is the provisional value of the last number, with its texts. `code` is the area's, by which
    scripts find the line.
    """

    label: str
    cells: Sequence[Cell]
    emphasised: bool = True
    partly: Mapping[str, str] = field(default_factory=dict)
    come_to: ComeTo | None = None
    code: str = ""

    @cached_property
    def end(self) -> Cell | None:
        """The last cell with a number."""
        return next((cell for cell in reversed(self.cells) if cell.value is not None), None)

    @cached_property
    def last_period(self) -> str:
        """The last period with a number; empty without any."""
        return self.end.period if self.end else ""

    @property
    def open_period(self) -> str:
        """The last period with a number, where not all have reported it; else empty."""
        return self.last_period if self.last_period in self.partly else ""
