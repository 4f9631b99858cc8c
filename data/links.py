"""Which areas of other vintages feed the areas of a tree: the crosswalk as arrays.

What ioc.crosswalk defines area by area, cut into trees and ready for sums: relations are chained
over vintages that lie between, turned round for the way back, and extended to provinces and the
country, whose land follows from their communes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Connection, and_, or_, select

from data.fetch import fetch_tuples
from data.relation_arrays import (
    Bools,
    Floats,
    Relations,
    added_up,
    all_known,
    composed,
    joined,
    taken,
    without_targets,
)
from data.schema import area, area_relation, vintage
from data.tree import Forest, Ints, Tree
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Basis

Node = tuple[str, str]  # vintage and root code of a tree
Made = TypeVar("Made")
_BASES = tuple(Basis)


@dataclass(frozen=True)
class Block:
    """Source areas that stand in one tree: `index` is their place in it."""

    root_code: str
    tree: Tree
    index: Ints


@dataclass(frozen=True)
class Feed:
    """What one other vintage gives to a tree; the arrays of the relations are equally long.

    `place` is the area fed (an index into the tree), `source` the area it comes from (an index
    into the cells of all blocks, one after another). `share[:, b]` is the share of the source that
    goes to the place by `list(Basis)[b]` (NaN: not known), `known[:, b]` whether all shares of that
    source are. `same`: one and the same unit.
    """

    vintage: str
    blocks: tuple[Block, ...]
    place: Ints
    source: Ints
    whole: Bools
    same: Bools
    share: Floats
    known: Bools
    _made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what was made of the relations under this name; make it the first time."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made


class Links:
    """The crosswalk between all trees of a forest, read once."""

    def __init__(self, connection: Connection, forest: Forest) -> None:
        self._forest = forest
        self._order = {
            row[0]: place
            for place, row in enumerate(
                fetch_tuples(connection, select(vintage.c.code).order_by(vintage.c.valid_from))
            )
        }
        self._direct = self._read(connection)
        self._sizes = self._read_sizes(connection) if self._direct else np.zeros((0, len(_BASES)))
        self._frames: dict[tuple[str, str], Relations] = {}
        self._feeds: dict[Node, tuple[Feed, ...]] = {}
        self._above: dict[tuple[str, str, int], tuple[Relations, Bools]] = {}

    def targets(self, node: Node) -> list[Node]:
        """Return the trees of other vintages that areas of this tree feed."""
        return self._targets.get(node, [])

    def feeds(self, node: Node) -> tuple[Feed, ...]:
        """Return what feeds a tree: the nearest vintage first, of two the later."""
        if node not in self._feeds:
            self._feeds[node] = tuple(self._cut(node))
        return self._feeds[node]

    def sources(self, node: Node) -> set[Node]:
        """Return the trees of other vintages whose packs `feeds` speaks of."""
        return {(feed.vintage, block.root_code) for feed in self.feeds(node)
                for block in feed.blocks}  # fmt: skip

    # ---- reading ------------------------------------------------------------------------------

    def _read(self, connection: Connection) -> dict[tuple[str, str], Relations]:
        earlier, later = area.alias(), area.alias()
        rows = fetch_tuples(
            connection,
            select(
                earlier.c.id,
                later.c.id,
                area_relation.c.kind,
                *(area_relation.c[f"weight_{basis.value}"] for basis in _BASES),
            )
            .select_from(area_relation)
            .join(earlier, and_(earlier.c.vintage == area_relation.c.from_vintage,
                                earlier.c.code == area_relation.c.from_code))
            .join(later, and_(later.c.vintage == area_relation.c.to_vintage,
                              later.c.code == area_relation.c.to_code))
            .order_by(earlier.c.id, later.c.id),
        )  # fmt: skip
        if not rows:
            return {}
        source, target, kind, *shares = zip(*rows, strict=True)
        every = Relations(
            np.array(source, dtype=np.int64),
            np.array(target, dtype=np.int64),
            np.array([each == "whole" for each in kind]),
            np.array(shares, dtype=np.float64).T,
        )
        found = {}
        ages = self._forest.vintage_of[np.column_stack([every.source, every.target])]
        for one, other in np.unique(ages, axis=0):
            here = (ages[:, 0] == one) & (ages[:, 1] == other)
            frame = taken(every, here)
            key = (self._forest.vintages[one], self._forest.vintages[other])
            found[key] = joined(frame, self._upper(frame))
        return found

    def _upper(self, frame: Relations) -> Relations:
        """Return what provinces became (only those that went over whole), and the country."""
        forest = self._forest
        ids, found = forest.province_id, []
        pairs = np.unique(np.column_stack([ids[frame.source], ids[frame.target]]), axis=0)
        pairs = pairs[(pairs > 0).all(axis=1)]
        sources, counts = np.unique(pairs[:, 0], return_counts=True)
        whole = set(sources[counts == 1].tolist())
        found = [(one, other) for one, other in pairs.tolist() if one in whole]
        tops = [forest.country_id.get(forest.vintages[forest.vintage_of[each[0]]])
                for each in (frame.source, frame.target)]  # fmt: skip
        if all(tops):
            found.append((tops[0], tops[1]))
        if not found:
            return Relations.empty()
        source, target = np.array(found, dtype=np.int64).T
        return Relations(source, target, np.ones(len(found), bool),
                      np.ones((len(found), len(_BASES))))  # fmt: skip

    def _read_sizes(self, connection: Connection) -> Floats:
        """Return how big each area is, by area id and basis; NaN: not known."""
        sizes = np.full((len(self._forest.vintage_of), len(_BASES)), np.nan)
        columns = {Basis.POPULATION: area.c.population, Basis.HOUSEHOLDS: area.c.households,
                   Basis.AREA: area.c.area_km2}  # fmt: skip
        rows = fetch_tuples(
            connection,
            select(area.c.id, *columns.values()).where(
                or_(*(column.is_not(None) for column in columns.values()))
            ),
        )
        if rows:
            ids, *held = zip(*rows, strict=True)
            for basis, column in zip(columns, held, strict=True):
                sizes[np.array(ids), _BASES.index(basis)] = np.array(column, dtype=np.float64)
        villages = self._forest.village_counts
        sizes[:, _BASES.index(Basis.VILLAGES)] = np.where(villages > 0, villages, np.nan)
        return sizes

    # ---- from vintage to vintage ----------------------------------------------------------------

    def _frame(self, source: str, target: str) -> Relations:
        """Return all relations from one vintage to another, chained where others lie between."""
        key = (source, target)
        if key not in self._frames:
            self._frames[key] = self._chained(source, target)
        return self._frames[key]

    def _chained(self, source: str, target: str) -> Relations:
        forward = self._order[source] < self._order[target]
        made = Relations.empty()
        if forward:
            steps = [one for one, other in self._direct if other == target]
            for before in sorted(steps, key=lambda each: -self._order[each]):
                step = self._direct[before, target]
                if before != source:
                    if self._order[before] <= self._order[source]:
                        continue
                    step = composed(self._frame(source, before), step)
                made = joined(made, without_targets(step, made.target))
            return made
        steps = [one for one, other in self._direct if other == source]
        for before in sorted(steps, key=lambda each: -self._order[each]):
            step = self._turned(before, source)
            if before != target:
                if self._order[before] <= self._order[target]:
                    continue
                step = composed(step, self._frame(before, target))
            made = joined(made, without_targets(step, made.target))
        return made

    def _turned(self, earlier: str, later: str) -> Relations:
        """Return the way back: which share of each later area lies in each earlier one.

        share(later → earlier) = share(earlier → later) × size(earlier) ÷ the sum of the same over
        all that became part of the later one. A later area that came of one alone lies in it whole.
        """
        frame = self._direct[earlier, later]
        parts = frame.share * self._sizes[frame.source]
        # Nothing of it went there: its size does not matter.
        parts = np.where(frame.share == 0, 0.0, parts)
        found, place = np.unique(frame.target, return_inverse=True)
        totals = np.column_stack(
            [np.bincount(place, parts[:, b], len(found)) for b in range(len(_BASES))]
        )
        alone = np.bincount(place, minlength=len(found))[place] == 1
        with np.errstate(invalid="ignore", divide="ignore"):
            share = parts / totals[place]
        share[alone] = 1.0
        made = Relations(frame.target, frame.source, alone, share)
        # A province that took in several cannot be told apart but through its communes.
        upper = self._forest.depth_of[made.source] <= Level.PROVINCE.depth
        return taken(made, alone | ~upper)

    # ---- into trees -----------------------------------------------------------------------------

    @cached_property
    def _targets(self) -> dict[Node, list[Node]]:
        found: dict[Node, set[Node]] = defaultdict(set)
        forest = self._forest
        for source in self._order:
            for target in self._order:
                if source == target or not self._direct:
                    continue
                frame = self._frame(source, target)
                roots = np.column_stack(
                    [forest.root_of[frame.source], forest.root_of[frame.target]]
                )
                for one, other in np.unique(roots, axis=0).tolist():
                    found[source, forest.roots[one]].add((target, forest.roots[other]))
        return {node: sorted(reached) for node, reached in found.items()}

    def _gathered(self, source: str, target: str, depth: int) -> tuple[Relations, Bools]:
        """Return what later or former communes hold of areas above the communes, and `all_known`.

        Where all that a commune went to lies in one district, it lies there whole, however it was
        divided within. Areas that went over themselves are left out.
        """
        key = (source, target, depth)
        if key not in self._above:
            frame, forest = self._frame(source, target), self._forest
            above = forest.above(frame.target, depth)
            low = forest.depth_of[frame.source]
            chosen = (above > 0) & (low <= Level.COMMUNE.depth) & (low > Level.PROVINCE.depth)
            made = added_up(frame.source[chosen], above[chosen], frame.share[chosen])
            # What has land elsewhere, too, does not lie there whole.
            made.whole[np.isin(made.source, frame.source[~chosen])] = False
            known = all_known(made)
            itself = frame.target[forest.depth_of[frame.source] <= Level.PROVINCE.depth]
            kept = ~np.isin(made.target, itself)
            self._above[key] = (taken(made, kept), known[kept])
        return self._above[key]

    def _cut(self, node: Node) -> list[Feed]:
        if not self._direct:
            return []
        tree = self._forest.tree(*node)
        # Provinces are fed in their own trees.
        mine = np.sort(tree.id[tree.depth == 0] if node[1] == COUNTRY_CODE else tree.id)
        here = self._order[node[0]]
        others = [each for each in self._order if each != node[0]]
        feeds = []
        for other in sorted(others, key=lambda each: (abs(self._order[each] - here),
                                                      -self._order[each])):  # fmt: skip
            frame = self._frame(other, node[0])
            known = all_known(frame)
            chosen = np.isin(frame.target, mine)
            if chosen.any():
                feeds.append(self._feed(other, tree, taken(frame, chosen), known[chosen]))
            if node[1] == COUNTRY_CODE:
                continue
            for depth in (Level.DISTRICT.depth, Level.PROVINCE.depth):
                frame, known = self._gathered(other, node[0], depth)
                chosen = np.isin(frame.target, mine)
                if chosen.any():
                    feeds.append(self._feed(other, tree, taken(frame, chosen), known[chosen]))
        return feeds

    def _feed(self, source: str, tree: Tree, frame: Relations, known: Bools) -> Feed:
        forest = self._forest
        ids, position = np.unique(frame.source, return_inverse=True)
        roots = forest.root_of[ids]
        order = np.lexsort((ids, roots))
        rank = np.empty(len(ids), dtype=np.int64)
        rank[order] = np.arange(len(ids))
        blocks = []
        for root in np.unique(roots):
            top = forest.tree(source, forest.roots[root])
            chosen = ids[roots == root]
            index = top.by_id[np.searchsorted(top.id, chosen, sorter=top.by_id)]
            blocks.append(Block(top.root_code, top, index))
        place = tree.by_id[np.searchsorted(tree.id, frame.target, sorter=tree.by_id)]
        return Feed(
            source,
            tuple(blocks),
            place,
            rank[position],
            frame.whole,
            forest.unit_of[frame.source] == forest.unit_of[frame.target],
            frame.share,
            known,
        )
