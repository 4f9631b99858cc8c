"""The working columns of one tree: what was reported, what is brought over, and their sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from data.conversion import NUMBERS, Fed, Numbers
from data.pack import Pack
from data.tree import Family, Span, Tree
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator


@dataclass(frozen=True)
class Cells:
    """Reported cells of one indicator and one period; arrays of equal length."""

    area_id: NDArray[np.int64]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    value: NDArray[np.float64]
    demo: bool


_FLOATS = frozenset(("numerator", "denominator", "value"))
COLUMNS = (*NUMBERS, "converted", "estimated", "basis")
_PACK_COLUMNS = tuple(field.name for field in fields(Pack))


@dataclass
class Cellset(Numbers):
    """Working columns of one tree, one indicator, one period."""

    converted: NDArray[np.int64]
    estimated: NDArray[np.int64]
    basis: NDArray[np.int64]
    # What the tree expects of an area that reports in its own vintage.
    own_expected: NDArray[np.int64]
    # Brought over from the very same unit.
    same: NDArray[np.bool_]

    @classmethod
    def empty(cls, tree: Tree, indicator: Indicator) -> Cellset:
        """Return the cells of a tree in which nothing was reported."""
        count = len(tree.id)
        if indicator.space_rule.adds_up:
            expected = tree.expected[indicator.lowest_level]
        else:
            expected = np.ones(count, dtype=np.int64)
        return cls(
            numerator=np.full(count, np.nan),
            denominator=np.full(count, np.nan),
            value=np.full(count, np.nan),
            reported=np.zeros(count, dtype=np.int64),
            expected=expected.copy(),
            demo=np.zeros(count, dtype=np.int64),
            converted=np.zeros(count, dtype=np.int64),
            estimated=np.zeros(count, dtype=np.int64),
            basis=np.zeros(count, dtype=np.int64),
            own_expected=expected,
            same=np.zeros(count, dtype=bool),
        )

    def fill(self, tree: Tree, level: Level, stored: Pack) -> None:
        """Take over what a pack holds of a level."""
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
            if name != "expected":
                getattr(self, name)[here] = getattr(stored, name)[ordinals]
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
        """Make cells as if nothing had ever been known of them."""
        for name in ("numerator", "denominator", "value"):
            getattr(self, name)[places] = np.nan
        for name in ("reported", "demo", "converted", "estimated", "basis"):
            getattr(self, name)[places] = 0
        self.expected[places] = self.own_expected[places]
        self.same[places] = False

    def copy(self) -> Cellset:
        """Return the same cells, untouched by what happens to these."""
        return Cellset(**{each.name: getattr(self, each.name).copy() for each in fields(self)})

    def equals(self, other: Cellset) -> NDArray[np.bool_]:
        """Tell which cells hold the same numbers in both."""
        same = np.ones(len(self.numerator), dtype=bool)
        for name in COLUMNS:
            mine, theirs = getattr(self, name), getattr(other, name)
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


def report(held: Cellset, tree: Tree, cells: Cells) -> NDArray[np.bool_]:
    """Write reported cells in; return which areas they touch."""
    places = tree.by_id[np.searchsorted(tree.id, cells.area_id, sorter=tree.by_id)]
    held.forget(places)
    held.numerator[places] = cells.numerator
    held.denominator[places] = cells.denominator
    held.value[places] = cells.value
    # An area that answers for all areas below it is complete.
    held.reported[places] = held.expected[places]
    held.demo[places] = held.expected[places] if cells.demo else 0
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
        for name in ("numerator", "denominator", "value", "reported", "demo", "estimated", "basis"):
            getattr(held, name)[brought] = getattr(fed, name)[brought]
        held.converted[brought] = fed.reported[brought]
        held.same[brought] = fed.same[brought]
        touched |= here
        unasked &= ~here
        waiting &= ~brought
    return touched


def add_ancestors(touched: NDArray[np.bool_], tree: Tree) -> NDArray[np.bool_]:
    """Return what is touched, and every area above it."""
    reached = touched.copy()
    for family in tree.families:
        reached[family.parents[family.position[reached[family.children]]]] = True
    return reached


def sum_up(
    held: Cellset, tree: Tree, indicator: Indicator, only_depth: int | None = None
) -> NDArray[np.bool_]:
    """Replace parents by the sum of their children, by the rule of rollups; return which were."""
    computed = np.zeros(len(tree.id), dtype=bool)
    if not indicator.space_rule.adds_up:
        return computed
    for family in tree.families:
        if only_depth is None or family.depth == only_depth:
            replaced = _sum_family(held, family, indicator)
            computed[family.parents[replaced]] = True
    return computed


def _sum_family(held: Cellset, family: Family, indicator: Indicator) -> NDArray[np.bool_]:
    """Replace the parents of one depth; return which of them were."""
    children, parents, position = family.children, family.parents, family.position
    count = len(parents)
    below = held.expected[parents]
    if family.depth <= indicator.lowest_level.depth:
        # What is expected of an area is the sum over its children in a level that has any.
        below = np.bincount(position, held.expected[children], count).astype(np.int64)
    here = ~np.isnan(held.numerator[children])
    if indicator.is_ratio:
        here &= ~np.isnan(held.denominator[children])
    children, position = children[here], position[here]

    def total(column: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.float64]:
        return np.bincount(position, column[children], count).astype(np.float64)

    reported, converted = total(held.reported), total(held.converted)
    estimated = total(held.estimated)
    replaced = np.bincount(position, minlength=count) > 0
    replaced &= ~_stands(held, parents, reported, converted, estimated)
    silent = (held.reported[parents] == 0) | replaced
    held.expected[parents[silent]] = below[silent]
    changed = parents[replaced]
    if not changed.size:
        return replaced
    held.numerator[changed] = total(held.numerator)[replaced]
    held.denominator[changed] = total(held.denominator)[replaced] if indicator.is_ratio else np.nan
    held.value[changed] = np.nan
    for column, summed in (
        (held.reported, reported), (held.demo, total(held.demo)),
        (held.converted, converted), (held.estimated, estimated),
    ):  # fmt: skip
        column[changed] = summed[replaced].astype(np.int64)
    widest = np.zeros(count, dtype=np.int64)
    np.maximum.at(widest, position, held.basis[children])
    held.basis[changed] = widest[replaced]
    held.same[changed] = False
    return replaced


def _stands(
    held: Cellset,
    parents: NDArray[np.int64],
    reported: NDArray[np.float64],
    converted: NDArray[np.float64],
    estimated: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Tell which parents keep their own cell before children that were all brought over."""
    brought: NDArray[np.bool_] = (reported > 0) & (converted == reported)
    if not brought.any():
        return brought
    mine, carried = held.reported[parents], held.converted[parents]
    own = (mine > 0) & (carried == 0)
    exact = (carried > 0) & (held.estimated[parents] == 0)
    stands: NDArray[np.bool_] = brought & (own | (exact & ((estimated > 0) | (reported < mine))))
    return stands
