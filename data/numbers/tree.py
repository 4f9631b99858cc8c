"""The areas of the country as arrays, cut into provinces, ready for sums from the bottom up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data.store.fetch import fetch_tuples
from data.store.schema import area
from ioc.area import COUNTRY_CODE, Level

Ints = NDArray[np.int64]
Value = TypeVar("Value")
_DEPTHS = {level.value: level.depth for level in Level}


@dataclass(frozen=True)
class Span:
    """The areas of one level in a tree, and their places in a pack."""

    here: slice
    ordinals: Ints
    count: int  # of a pack that holds them all
    straight: bool  # a pack has them in the same order, from its first place on


@dataclass(frozen=True)
class Family:
    """The areas of one depth and their parents; `position[i]` is the parent of child i."""

    depth: int
    children: Ints
    parents: Ints
    position: Ints


@dataclass(frozen=True)
class Tree:
    """Areas of one vintage under one root, sorted by depth and id.

    `parent` is an index into the same arrays (-1 at the top). `expected[level]` counts, for an
    indicator whose lowest level is `level`, the areas under each area that should report.
    """

    vintage: str
    root_code: str
    id: Ints
    depth: Ints
    ordinal: Ints
    parent: Ints
    expected: dict[Level, Ints]

    @cached_property
    def places(self) -> dict[Level, Ints]:
        """The indexes of the areas of each level that has any, deepest level first."""
        by_level = {level: np.flatnonzero(self.depth == level.depth) for level in reversed(Level)}
        return {level: places for level, places in by_level.items() if places.size}

    @cached_property
    def spans(self) -> dict[Level, Span]:
        """The span of each level that has areas, deepest level first."""
        spans = {}
        for level, places in self.places.items():
            here = slice(int(places[0]), int(places[-1]) + 1)
            ordinals = self.ordinal[here]
            straight = bool((ordinals == np.arange(len(ordinals))).all())
            spans[level] = Span(here, ordinals, int(ordinals.max()) + 1, straight)
        return spans

    @cached_property
    def families(self) -> list[Family]:
        """The areas of each depth that have parents here, deepest first."""
        families = []
        for depth in range(int(self.depth.max()), 0, -1):
            children = np.flatnonzero((self.depth == depth) & (self.parent >= 0))
            if children.size:
                parents, position = np.unique(self.parent[children], return_inverse=True)
                families.append(Family(depth, children, parents, position))
        return families

    @cached_property
    def has_below(self) -> NDArray[np.bool_]:
        """Which areas have areas directly below them in this tree."""
        is_parent = np.zeros(len(self.id), dtype=bool)
        for family in self.families:
            is_parent[family.parents] = True
        return is_parent

    @cached_property
    def by_id(self) -> Ints:
        """The order of the areas by id."""
        return np.argsort(self.id)


class Forest:
    """All areas of the store, read once; trees are cut from it on demand.

    `vintage_of` and `root_of` are indexed by area id: places in `vintages` and `roots`
    (-1: no such area); so are `depth_of` (-1: no such area) and `unit_of` (`area.unit_id`).
    """

    def __init__(self, connection: Connection) -> None:
        columns = [
            area.c.id, area.c.vintage, area.c.level, area.c.ordinal, area.c.parent_id,
            area.c.province_code, area.c.unit_id,
        ]  # fmt: skip
        rows = fetch_tuples(connection, select(*columns).order_by(area.c.id))
        ids, vintages, levels, ordinals, parents, provinces, units = (
            zip(*rows, strict=True) if rows else ((),) * 7
        )
        self._id = np.array(ids, dtype=np.int64)
        self._depth = np.array([_DEPTHS[level] for level in levels], dtype=np.int64)
        self._ordinal = np.array(ordinals, dtype=np.int64)
        self._parent_id = np.array([each or 0 for each in parents], dtype=np.int64)
        self.vintages, vintage_codes = _encode(vintages)
        self.roots, root_codes = _encode(each or COUNTRY_CODE for each in provinces)
        highest = int(self._id[-1]) if rows else 0
        self.vintage_of = np.full(highest + 1, -1)
        self.root_of = np.full(highest + 1, -1)
        self.vintage_of[self._id] = vintage_codes
        self.root_of[self._id] = root_codes
        self.depth_of = np.full(highest + 1, -1)
        self.depth_of[self._id] = self._depth
        self.unit_of = np.zeros(highest + 1, dtype=np.int64)
        self.unit_of[self._id] = units
        self._trees: dict[tuple[str, str], Tree] = {}
        self._once: dict[str, Any] = {}

    def once(self, name: str, read: Callable[[], Value]) -> Value:
        """Return a value that belongs to these areas, by name; read it the first time."""
        if name not in self._once:
            self._once[name] = read()
        value: Value = self._once[name]
        return value

    def tree(self, vintage: str, root_code: str) -> Tree:
        """Return a province with all areas under it; for "VN" the country and its provinces.

        The country's tree counts all areas under it that should report, down to the villages.
        """
        key = (vintage, root_code)
        if key not in self._trees:
            self._trees[key] = self._cut(vintage, root_code)
        return self._trees[key]

    @cached_property
    def country_id(self) -> dict[str, int]:
        """The id of the country's row in each vintage that has one."""
        tops = self._id[self._depth == Level.COUNTRY.depth]
        return {self.vintages[self.vintage_of[each]]: int(each) for each in tops}

    @cached_property
    def province_id(self) -> Ints:
        """By area id: the id of the area's province (its own for a province), or 0."""
        province_ids = np.zeros(len(self.vintage_of), dtype=np.int64)
        tops = self._id[self._depth == Level.PROVINCE.depth]
        width = len(self.roots) + 1
        ids = np.zeros((len(self.vintages) + 1) * width, dtype=np.int64)
        ids[self.vintage_of[tops] * width + self.root_of[tops]] = tops
        rows = self._id
        province_ids[rows] = ids[self.vintage_of[rows] * width + self.root_of[rows]]
        return province_ids

    def above(self, ids: Ints, depth: int) -> Ints:
        """Return for each area the one of a depth that it lies in or is; 0: none."""
        areas = np.asarray(ids, dtype=np.int64).copy()
        for _ in Level:
            lower = (areas > 0) & (self.depth_of[areas] > depth)
            areas[lower] = self._parent_of[areas[lower]]
        return np.where((areas > 0) & (self.depth_of[areas] == depth), areas, 0)

    @cached_property
    def _parent_of(self) -> Ints:
        """By area id: the id of the area above it, or 0."""
        parents = np.zeros(len(self.vintage_of), dtype=np.int64)
        parents[self._id] = self._parent_id
        return parents

    @cached_property
    def village_counts(self) -> Ints:
        """By area id: how many villages lie right under the area."""
        villages = self._depth == Level.VILLAGE.depth
        return np.bincount(self._parent_id[villages], minlength=len(self.vintage_of))

    def _cut(self, vintage: str, root_code: str) -> Tree:
        mask = self.vintage_of[self._id] == self.vintages.index(vintage)
        if root_code != COUNTRY_CODE:
            mask &= self.root_of[self._id] == self.roots.index(root_code)
        places = np.flatnonzero(mask)
        places = places[np.lexsort((self._id[places], self._depth[places]))]
        ids, depth = self._id[places], self._depth[places]
        by_id = np.argsort(ids)
        parent_place = np.searchsorted(ids, self._parent_id[places], sorter=by_id)
        parent_place = by_id[np.minimum(parent_place, len(ids) - 1)]
        parent = np.where(ids[parent_place] == self._parent_id[places], parent_place, -1)
        expected = {level: _count_expected(depth, parent, level) for level in Level}
        part = slice(None)
        if root_code == COUNTRY_CODE:
            part = slice(int(np.count_nonzero(depth <= Level.PROVINCE.depth)))
        return Tree(
            vintage,
            root_code,
            ids[part],
            depth[part],
            self._ordinal[places][part],
            parent[part],
            {level: counts[part] for level, counts in expected.items()},
        )


def _encode(texts: Iterable[str]) -> tuple[list[str], Ints]:
    values = list(texts)
    distinct = sorted(set(values))
    codes = {text: code for code, text in enumerate(distinct)}
    return distinct, np.array([codes[text] for text in values], dtype=np.int64)


def _count_expected(depth: Ints, parent: Ints, lowest: Level) -> Ints:
    """Count for each area the areas in it without areas below them (down to the lowest level)."""
    counts = np.zeros(len(depth), dtype=np.int64)
    for step in range(lowest.depth, -1, -1):
        here = depth == step
        counts[here & (counts == 0)] = 1
        inner = here & (parent >= 0)
        counts += np.bincount(parent[inner], weights=counts[inner], minlength=len(depth)).astype(
            np.int64
        )
    return counts
