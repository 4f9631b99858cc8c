"""The reading of a file for a form: each cell's role, the numbers, and what rests on what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from data.load.files.headings import ValuePart
from data.load.office.form import Form, Slot
from data.load.office.meaning import CellPlace, CellRole
from data.load.office.sheet_table import SheetTable
from data.load.office.view import SheetView
from ioc.words.phrase import Phrase


@dataclass(frozen=True)
class Assumption:
    """What a reading rests on without the sheet saying so: a person confirms it, or corrects.

    `is_lasting`: of headings and titles, so that it is settled for the next sheet of this sender;
    else of this file's numbers.
    """

    key: str
    reason: Phrase
    cells: tuple[CellPlace, ...]
    is_lasting: bool = False
    is_settled: bool = False


@dataclass(frozen=True)
class UnreadCell:
    """A cell that may have a number of the form and is not understood."""

    place: CellPlace
    text: str
    reason: Phrase


@dataclass(frozen=True)
class SheetNumber:
    """One number as the form asks for it, and the cell that it comes from."""

    area: str
    slot: Slot
    period: str
    value: float
    place: CellPlace
    is_hidden: bool = False
    # Keys of the assumptions that nobody has confirmed.
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetObservation:
    """The numbers of an area, indicator and period, by part."""

    area: str
    indicator: str
    period: str
    parts: Mapping[ValuePart, SheetNumber]


@dataclass(frozen=True)
class SheetTotal:
    """A total as the sheet states it, and the nearest sum of its numbers."""

    place: CellPlace
    slot: Slot
    stated: float
    summed: float

    @property
    def agrees(self) -> bool:
        """True where both are the same number."""
        return bool(np.isclose(self.stated, self.summed, rtol=1e-9, atol=1e-6))


class RoleGrid:
    """The role of each cell of a sheet, with its reason."""

    def __init__(self, view: SheetView) -> None:
        self.view = view
        self._codes: npt.NDArray[np.int32] = np.zeros((view.rows, view.width), dtype=np.int32)
        self._entries: list[tuple[CellRole, Phrase | None]] = [(CellRole.BLANK, None)]
        self._numbers: dict[tuple[CellRole, Phrase | None], int] = {(CellRole.BLANK, None): 0}
        self._by_object: dict[tuple[CellRole, int], int] = {}

    def put(self, row: int, column: int, role: CellRole, reason: Phrase | None = None) -> None:
        """Set the role of a cell."""
        # By identity first: equal phrases cost ten times as much to compare.
        code = self._by_object.get((role, id(reason)))
        if code is None:
            key = (role, reason)
            code = self._numbers.setdefault(key, len(self._entries))
            if code == len(self._entries):
                self._entries.append(key)
            if self._entries[code][1] is reason:  # else another object may get its identity
                self._by_object[role, id(reason)] = code
        self._codes[row, column] = code

    def role(self, row: int, column: int) -> CellRole:
        """Return the role of a cell."""
        return self._entries[int(self._codes[row, column])][0]

    def reason(self, row: int, column: int) -> Phrase | None:
        """Return why a cell has its role; None where it is blank."""
        return self._entries[int(self._codes[row, column])][1]


@dataclass(frozen=True)
class ReadSheet:
    """One sheet: its view, its roles, its tables."""

    view: SheetView
    roles: RoleGrid
    tables: tuple[SheetTable, ...]


@dataclass(frozen=True)
class SheetReading:
    """What was read of a file. Numbers with doubts wait until these are settled."""

    form: Form
    file: str
    sha256: str
    sheets: tuple[ReadSheet, ...]
    numbers: tuple[SheetNumber, ...]
    assumptions: tuple[Assumption, ...]
    unread: tuple[UnreadCell, ...]
    totals: tuple[SheetTotal, ...]
    # Whole columns and sheets that are other numbers than those of the form, and why.
    left_out: tuple[tuple[CellPlace, Phrase], ...] = ()

    @property
    def open_assumptions(self) -> tuple[Assumption, ...]:
        """Return the assumptions that nobody has confirmed."""
        return tuple(each for each in self.assumptions if not each.is_settled)

    @property
    def is_settled(self) -> bool:
        """True where nothing waits for a person."""
        return not self.open_assumptions and not self.unread

    def observations(self) -> tuple[SheetObservation, ...]:
        """Return the numbers without doubts by area, indicator and period."""
        parts: dict[tuple[str, str, str], dict[ValuePart, SheetNumber]] = defaultdict(dict)
        for each in self.numbers:
            if not each.doubts:
                parts[each.area, each.slot.indicator, each.period][each.slot.part] = each
        return tuple(SheetObservation(*key, own) for key, own in parts.items())


@dataclass
class ReadingNotes:
    """Gathers assumptions and unread cells while tables are read."""

    agreements: frozenset[str]
    settled_keys: frozenset[str] = frozenset()
    unread: list[UnreadCell] = field(default_factory=list)
    _assumptions: dict[str, Assumption] = field(default_factory=dict)
    # Apart, because one assumption may be of all cells of a long sheet.
    _cells: dict[str, list[CellPlace]] = field(default_factory=dict)

    @property
    def assumptions(self) -> dict[str, Assumption]:
        """Return the assumptions by key."""
        return {
            key: replace(each, cells=tuple(self._cells[key]))
            for key, each in self._assumptions.items()
        }

    def assume(
        self, key: str, reason: Phrase, cells: Sequence[CellPlace], *, lasting: bool = False
    ) -> str:
        """Add an assumption, or more cells of one; return its key."""
        self._cells.setdefault(key, []).extend(cells)
        is_agreed = key in self.agreements or (lasting and key in self.settled_keys)
        self._assumptions[key] = Assumption(key, reason, (), lasting, is_agreed)
        return key
