"""What a cell of a sheet is, and what headings and labels say about the numbers beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.load.areas.names import AreaRow
from data.load.files.headings import ValuePart
from data.load.files.sheets.sheet import column_letters
from data.load.office.form import Slot
from ioc.area import Level
from ioc.period import Period
from ioc.words.phrase import Phrase


class CellRole(StrEnum):
    """What a cell is."""

    AREA = "area"
    INDICATOR = "indicator"
    PERIOD = "period"
    NUMBER = "number"
    TOTAL = "total"
    SERIAL = "serial"
    UNIT = "unit"
    TITLE = "title"
    SIGNATURE = "signature"
    NOTE = "note"
    # Another number than the one of the form: plan, target, cumulative, rank, last year, change.
    IGNORED = "ignored"
    UNKNOWN = "unknown"
    # A place for a number, where none is reported.
    EMPTY = "empty"
    BLANK = "blank"


@dataclass(frozen=True, order=True)
class CellPlace:
    """A cell of a file, rows and columns from 0."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The place as a spreadsheet shows it.

        >>> CellPlace("Sheet1", 13, 2).address
        'C14'
        """
        return f"{column_letters(self.column)}{self.row + 1}"


@dataclass(frozen=True)
class Unit:
    """A unit as a heading gives it: its words, and how many of it one number counts."""

    words: str
    scale: float = 1.0

    @property
    def is_percent(self) -> bool:
        """True for %."""
        return self.words in ("%", "phan tram", "percent")


@dataclass(frozen=True)
class Fact:
    """What a stack of headings, or the labels of a row, say together."""

    text: str = ""
    # The role of the cells beside or below a label that is no number's heading.
    role: CellRole | None = None
    is_code: bool = False
    level: Level | None = None
    area: AreaRow | None = None
    slots: tuple[Slot, ...] = ()
    part: ValuePart | None = None
    period: Period | None = None
    aside: str = ""
    is_total: bool = False
    unit: Unit | None = None
    # Why the slots are only likely; the numbers wait until somebody confirms it.
    guess: Phrase | None = None
    # Why nothing is understood.
    fault: Phrase | None = None

    @property
    def is_measure(self) -> bool:
        """True where there are numbers of the form, or of their neighbours, below it."""
        return bool(self.slots or self.part or self.aside or self.area or self.is_total) or (
            self.period is not None and self.role is None
        )
