"""A table of a sheet with what its columns and its rows say."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.load.areas.names import AreaRow
from data.load.office.frames import Frame
from data.load.office.meaning import CellRole, Fact
from data.load.office.view import SheetView
from ioc.words.phrase import Phrase


@dataclass
class RowFact:
    """What the labels of a row say."""

    fact: Fact = field(default_factory=Fact)
    area: AreaRow | None = None
    # Why no area, or no indicator, is understood.
    fault: Phrase | None = None
    is_total: bool = False
    is_average: bool = False
    # A row without numbers that stands over others.
    is_group: bool = False
    labels: tuple[str, ...] = ()


@dataclass
class SheetTable:
    """A table with the facts of its columns and rows."""

    view: SheetView
    frame: Frame
    number: int
    columns: dict[int, Fact]
    rows: dict[int, RowFact]
    stacks: dict[int, tuple[str, ...]]

    def labels(self, role: CellRole) -> list[int]:
        """Return the columns of a role."""
        return [column for column, fact in self.columns.items() if fact.role is role]

    @property
    def has_areas(self) -> bool:
        """True where rows or columns name areas."""
        return bool(self.labels(CellRole.AREA)) or any(
            fact.area is not None for fact in self.columns.values()
        )

    @property
    def value_columns(self) -> list[int]:
        """Return the columns that are no labels."""
        return [column for column, fact in self.columns.items() if fact.role is None]
