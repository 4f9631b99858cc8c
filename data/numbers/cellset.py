"""The working columns of one tree: reported numbers, converted numbers, and their sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.numbers.conversion import NUMBERS, AreaNumbers, Inflow
from data.numbers.pack import Pack, is_nothing
from data.numbers.tree import Span, Tree
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator
from ioc.rollup import Voice


@dataclass(frozen=True)
class ReportedCells:
    """Reported cells of one indicator and one period; arrays of equal length."""

    area_id: NDArray[np.int64]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    value: NDArray[np.float64]
    demo: bool


PARTS = ("numerator", "denominator", "value")
_FLOATS = frozenset((*PARTS, *(f"beside_{name}" for name in PARTS)))
COLUMNS = (
    *NUMBERS, "converted", "estimated", "basis",
    "voice", "beside_reported", "beside_demo", *(f"beside_{name}" for name in PARTS),
)  # fmt: skip
_INTS = tuple(name for name in COLUMNS if name not in _FLOATS and name != "expected")
_PACK_COLUMNS = tuple(field.name for field in fields(Pack))


@dataclass
class Cellset(AreaNumbers):
    """Working columns of one tree, one indicator, one period."""

    converted: NDArray[np.int64]
    estimated: NDArray[np.int64]
    basis: NDArray[np.int64]
    # Whose number is shown of an area with areas below it, and the other number.
    voice: NDArray[np.int64]
    beside_reported: NDArray[np.int64]
    beside_demo: NDArray[np.int64]
    beside_numerator: NDArray[np.float64]
    beside_denominator: NDArray[np.float64]
    beside_value: NDArray[np.float64]
    # What the tree expects of an area that reports in its own vintage.
    own_expected: NDArray[np.int64]
    # Converted from the same unit.
    same: NDArray[np.bool_]

    @classmethod
    def empty(cls, tree: Tree, indicator: Indicator) -> Cellset:
        """Return the cells of a tree in which nothing was reported."""
        count = len(tree.id)
        # Two pieces of memory, a row for each column.
        missing = np.full((len(_FLOATS), count), np.nan)
        none = np.zeros((len(_INTS), count), dtype=np.int64)
        columns: dict[str, Any] = dict(zip((*_FLOATS, *_INTS), (*missing, *none), strict=True))
        if indicator.space_rule.adds_up:
            expected = tree.expected[indicator.lowest_level]
        else:
            expected = np.ones(count, dtype=np.int64)
        return cls(
            expected=expected.copy(),
            **columns,
            own_expected=expected,
            same=np.zeros(count, dtype=bool),
        )

    def fill(self, tree: Tree, level: Level, pack: Pack) -> None:
        """Copy the cells of a pack into a level that has no reports yet."""
        span = tree.spans[level]
        here: slice | NDArray[np.int64]
        ordinals: slice | NDArray[np.int64]
        if span.straight:
            count = min(span.count, pack.count)
            here, ordinals = slice(span.here.start, span.here.start + count), slice(count)
        else:
            in_pack = span.ordinals < pack.count
            here = np.flatnonzero(in_pack) + span.here.start
            ordinals = span.ordinals[in_pack]
        for name in COLUMNS:
            column = getattr(pack, name)
            if name != "expected" and not is_nothing(column):
                getattr(self, name)[here] = column[ordinals]
        # In the country's tree a province expects what its own tree worked out.
        expected = pack.expected[ordinals]
        from_pack = self.converted[here] > 0
        if tree.root_code == COUNTRY_CODE:
            from_pack |= expected > 0
        if from_pack.any():
            self.expected[here] = np.where(from_pack, expected, self.expected[here])

    def to_pack(self, span: Span) -> Pack:
        """Return the pack of a level."""
        if span.straight:
            # A blob holds whole numbers in four bytes.
            return Pack(*(
                getattr(self, name)[span.here] if name in _FLOATS
                else getattr(self, name)[span.here].astype(np.int32)
                for name in _PACK_COLUMNS
            ))  # fmt: skip
        pack = Pack.empty(span.count)
        for name in COLUMNS:
            getattr(pack, name)[span.ordinals] = getattr(self, name)[span.here]
        return pack

    def has_numbers(self, here: slice) -> bool:
        """Tell whether any of these areas has a number or a report."""
        has_value = ~np.isnan(self.numerator[here]) | ~np.isnan(self.value[here])
        return bool((has_value | (self.reported[here] > 0)).any())

    def copy_cell(self, place: int, other: Cellset, other_place: int) -> None:
        """Copy one cell from another tree."""
        for name in COLUMNS:
            getattr(self, name)[place] = getattr(other, name)[other_place]

    def forget(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> None:
        """Empty these cells; the numbers kept beside them stay."""
        for name in PARTS:
            getattr(self, name)[places] = np.nan
        for name in ("reported", "demo", "own", "converted", "estimated", "basis"):
            getattr(self, name)[places] = 0
        self.expected[places] = self.own_expected[places]
        self.same[places] = False

    def put_aside(self, places: NDArray[np.int64], other: dict[str, NDArray[Any]]) -> None:
        """Keep other numbers beside those shown; an empty dictionary clears them."""
        for name in PARTS:
            getattr(self, f"beside_{name}")[places] = other.get(name, np.nan)
        for name in ("reported", "demo"):
            getattr(self, f"beside_{name}")[places] = other.get(name, 0)

    def copy(self) -> Cellset:
        """Return an independent copy."""
        return Cellset(**{each.name: getattr(self, each.name).copy() for each in fields(self)})

    def equals(self, other: Cellset, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which of these cells hold the same numbers in both."""
        same = np.ones(len(places), dtype=bool)
        for name in COLUMNS:
            mine, theirs = getattr(self, name)[places], getattr(other, name)[places]
            equal = mine == theirs
            if name in _FLOATS:
                equal |= np.isnan(mine) & np.isnan(theirs)
            same &= equal
        return same

    def take(self, places: NDArray[np.int64]) -> Cellset:
        """Return the cells of these places."""
        names = (*COLUMNS, "own_expected", "same")
        return Cellset(**{name: getattr(self, name)[places] for name in names})


# Changes cells of a tree; returns which areas it touched.
CellsetChange = Callable[[Cellset, Tree], NDArray[np.bool_]]


def report(
    cellset: Cellset, tree: Tree, cells: ReportedCells, *, adds_up: bool
) -> NDArray[np.bool_]:
    """Write reported cells in; return which areas they touch.

    Args:
        cellset: the cells of the tree.
        tree: its areas.
        cells: the reported cells.
        adds_up: parents are computed, so that their own reports are marked as such.
    """
    places = tree.by_id[np.searchsorted(tree.id, cells.area_id, sorter=tree.by_id)]
    cellset.forget(places)
    cellset.numerator[places] = cells.numerator
    cellset.denominator[places] = cells.denominator
    cellset.value[places] = cells.value
    # An area that answers for all areas below it covers them all.
    cellset.reported[places] = cellset.expected[places]
    cellset.demo[places] = cellset.expected[places] if cells.demo else 0
    if adds_up:
        cellset.voice[places] = np.where(tree.has_below[places], Voice.OWN, Voice.PARTS)
        cellset.put_aside(places, {})
    touched = np.zeros(len(tree.id), dtype=bool)
    touched[places] = True
    return touched


def give(cellset: Cellset, tree: Tree, inflows: list[Inflow]) -> NDArray[np.bool_]:
    """Replace converted numbers by these inflows, the nearest vintage first; reports stay.

    Returns which areas were touched.
    """
    # Provinces receive their converted numbers in their own trees.
    mine = np.equal(tree.depth, 0) | (tree.root_code != COUNTRY_CODE)
    touched: NDArray[np.bool_] = mine & (cellset.converted > 0)
    cellset.forget(touched)
    waiting = mine & (cellset.reported == 0)
    pending = waiting.copy()
    for inflow in inflows:
        here = waiting & inflow.has_source
        receiving = here & (inflow.reported > 0)
        expecting = receiving | (here & pending)
        cellset.expected[expecting] = inflow.expected[expecting]
        for name in (*PARTS, "reported", "demo", "own", "estimated", "basis"):
            getattr(cellset, name)[receiving] = getattr(inflow, name)[receiving]
        cellset.converted[receiving] = inflow.reported[receiving]
        cellset.same[receiving] = inflow.same[receiving]
        touched |= here
        pending &= ~here
        waiting &= ~receiving
    return touched
