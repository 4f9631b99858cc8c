"""A cell with the meaning that its row, its column and the titles give it."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.load.areas.names import AreaRow
from data.load.office.form import Slot
from data.load.office.meaning import CellPlace
from data.load.office.reading import SheetNumber
from ioc.words.phrase import Phrase

Line = tuple[bool, bool, int, tuple[Slot, ...]]


@dataclass
class CellTarget:
    """A cell with the meaning that its row, its column and the titles give it."""

    row: int
    column: int
    area: AreaRow | None
    slots: tuple[Slot, ...]
    # By how much its number is multiplied; 0: it is as it is written.
    scale: float = 0.0
    manner: str = ""
    is_total: bool = False
    is_average: bool = False
    # Assumptions: key, reason, whether it lasts.
    guesses: list[tuple[str, Phrase, bool]] = field(default_factory=list)
    is_across: bool = False

    @property
    def line(self) -> Line:
        """Return what is equal for cells that are written in one manner.

        Those of one slot in a column, or in a row where the areas are side by side; totals are
        lines of their own.
        """
        at = self.row if self.is_across else self.column
        return self.is_across, self.is_total, at, self.slots


@dataclass
class TableResult:
    """What one table gives: numbers, totals (not stored), places that are left out."""

    numbers: list[SheetNumber] = field(default_factory=list)
    totals: list[tuple[CellTarget, float]] = field(default_factory=list)
    sources: dict[tuple[int, int], SheetNumber] = field(default_factory=dict)
    left_out: list[tuple[CellPlace, Phrase]] = field(default_factory=list)
