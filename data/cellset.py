"""The working columns of one tree: what was reported, what is brought over, and their sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.conversion import NUMBERS, Fed, Numbers
from data.pack import Pack, is_nothing
from data.tree import Span, Tree
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator
from ioc.rollup import Voice


@dataclass(frozen=True)
class Cells:
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
class Cellset(Numbers):
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
    # Brought over from the very same unit.
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

    def fill(self, tree: Tree, level: Level, stored: Pack) -> None:
        """Take over what a pack holds of a level of which nothing was reported yet."""
        span = tree.spans[level]
        here: slice | NDArray[np.int64]
        ordinals: slice | NDArray[np.int64]
        if span.straight:
            count = min(span.count, stored.count)
            here, ordinals = slice(span.here.start, span.here.start + count), slice(count)
        else:
            known = span.ordinals < stored.count
            here = np.flatnonzero(known) + span.here.start
            ordinals = span.ordinals[known]
        for name in COLUMNS:
            column = getattr(stored, name)
            if name != "expected" and not is_nothing(column):
                getattr(self, name)[here] = column[ordinals]
        # In the country's tree a province says what its own tree made of it.
        expected = stored.expected[ordinals]
        kept = self.converted[here] > 0
        if tree.root_code == COUNTRY_CODE:
            kept |= expected > 0
        if kept.any():
            self.expected[here] = np.where(kept, expected, self.expected[here])

    def to_pack(self, span: Span) -> Pack:
        """Return the pack of a level."""
        if span.straight:
            # A blob holds whole numbers in four bytes.
            return Pack(*(
                getattr(self, name)[span.here] if name in _FLOATS
                else getattr(self, name)[span.here].astype(np.int32)
                for name in _PACK_COLUMNS
            ))  # fmt: skip
        made = Pack.empty(span.count)
        for name in COLUMNS:
            getattr(made, name)[span.ordinals] = getattr(self, name)[span.here]
        return made

    def has_numbers(self, here: slice) -> bool:
        """Tell whether any of these areas has something to show."""
        shown = ~np.isnan(self.numerator[here]) | ~np.isnan(self.value[here])
        return bool((shown | (self.reported[here] > 0)).any())

    def copy_cell(self, place: int, other: Cellset, other_place: int) -> None:
        """Take over one cell from another tree."""
        for name in COLUMNS:
            getattr(self, name)[place] = getattr(other, name)[other_place]

    def forget(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> None:
        """Show nothing in these cells; what is kept beside stays."""
        for name in PARTS:
            getattr(self, name)[places] = np.nan
        for name in ("reported", "demo", "own", "converted", "estimated", "basis"):
            getattr(self, name)[places] = 0
        self.expected[places] = self.own_expected[places]
        self.same[places] = False

    def put_aside(self, places: NDArray[np.int64], other: dict[str, NDArray[Any]]) -> None:
        """Keep numbers beside those shown; without any: nothing."""
        for name in PARTS:
            getattr(self, f"beside_{name}")[places] = other.get(name, np.nan)
        for name in ("reported", "demo"):
            getattr(self, f"beside_{name}")[places] = other.get(name, 0)

    def copy(self) -> Cellset:
        """Return the same cells, untouched by what happens to these."""
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

    def take(self, chosen: NDArray[np.int64]) -> Cellset:
        """Return these cells alone."""
        names = (*COLUMNS, "own_expected", "same")
        return Cellset(**{name: getattr(self, name)[chosen] for name in names})


# Changes cells of a tree; returns which areas it touched.
Change = Callable[[Cellset, Tree], NDArray[np.bool_]]


def report(held: Cellset, tree: Tree, cells: Cells, *, adds_up: bool) -> NDArray[np.bool_]:
    """Write reported cells in; return which areas they touch.

    Args:
        held: the cells of the tree.
        tree: its areas.
        cells: what was reported.
        adds_up: parents are computed, so that what one reported itself is told apart.
    """
    places = tree.by_id[np.searchsorted(tree.id, cells.area_id, sorter=tree.by_id)]
    held.forget(places)
    held.numerator[places] = cells.numerator
    held.denominator[places] = cells.denominator
    held.value[places] = cells.value
    # An area that answers for all areas below it covers them all.
    held.reported[places] = held.expected[places]
    held.demo[places] = held.expected[places] if cells.demo else 0
    if adds_up:
        held.voice[places] = np.where(tree.has_below[places], Voice.OWN, Voice.PARTS)
        held.put_aside(places, {})
    touched = np.zeros(len(tree.id), dtype=bool)
    touched[places] = True
    return touched


def give(held: Cellset, tree: Tree, feeds: list[Fed]) -> NDArray[np.bool_]:
    """Write in anew what other vintages give, the nearest first, where nothing was reported."""
    # Provinces are given what they get in their own trees.
    mine = np.equal(tree.depth, 0) | (tree.root_code != COUNTRY_CODE)
    touched: NDArray[np.bool_] = mine & (held.converted > 0)
    held.forget(touched)
    waiting = mine & (held.reported == 0)
    unasked = waiting.copy()
    for fed in feeds:
        here = waiting & fed.given
        brought = here & (fed.reported > 0)
        expecting = brought | (here & unasked)
        held.expected[expecting] = fed.expected[expecting]
        for name in (*PARTS, "reported", "demo", "own", "estimated", "basis"):
            getattr(held, name)[brought] = getattr(fed, name)[brought]
        held.converted[brought] = fed.reported[brought]
        held.same[brought] = fed.same[brought]
        touched |= here
        unasked &= ~here
        waiting &= ~brought
    return touched
