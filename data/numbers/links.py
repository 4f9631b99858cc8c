"""Which areas of other vintages feed the areas of a tree: the crosswalk as arrays.

The same relations that ioc.crosswalk defines area by area, cut into trees and ready for sums: they
are chained over vintages in between, reversed for the way back, and extended to provinces and the
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

from data.numbers.relation_arrays import (
    Bools,
    Floats,
    Relations,
    add_up,
    all_known,
    compose,
    join,
    subset,
    without_targets,
)
from data.numbers.tree import Forest, Ints, Tree
from data.store.fetch import fetch_tuples
from data.store.schema import area, area_relation, vintage
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Basis

Node = tuple[str, str]  # vintage and root code of a tree
Result = TypeVar("Result")
_BASES = tuple(Basis)


@dataclass(frozen=True)
class Block:
    """Source areas that stand in one tree: `index` is their place in it."""

    root_code: str
    tree: Tree
    index: Ints


@dataclass(frozen=True)
class Feed:
    """The relations by which one other vintage feeds a tree; arrays of equal length.

    `place` is the area fed (an index into the tree), `source` the area it comes from (an index
    into the cells of all blocks, one after another). `share[:, b]` is the share of the source that
    goes to the place by `list(Basis)[b]` (NaN: unknown), `all_known[:, b]` whether all shares of
    that source are known. `same`: both areas are one unit.
    """

    vintage: str
    blocks: tuple[Block, ...]
    place: Ints
    source: Ints
    whole: Bools
    same: Bools
    share: Floats
    all_known: Bools
    _results: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, make: Callable[[], Result]) -> Result:
        """Return a result derived from the relations, by name; derive it the first time."""
        if name not in self._results:
            self._results[name] = make()
        result: Result = self._results[name]
        return result


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
        """Return the feeds of a tree: the nearest vintage first, of two the later."""
        if node not in self._feeds:
            self._feeds[node] = tuple(self._cut(node))
        return self._feeds[node]

    def sources(self, node: Node) -> set[Node]:
        """Return the trees of other vintages whose packs the `feeds` of a tree read."""
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
        frames = {}
        vintages = self._forest.vintage_of[np.column_stack([every.source, every.target])]
        for one, other in np.unique(vintages, axis=0):
            here = (vintages[:, 0] == one) & (vintages[:, 1] == other)
            frame = subset(every, here)
            key = (self._forest.vintages[one], self._forest.vintages[other])
            frames[key] = join(frame, self._upper(frame))
        return frames

    def _upper(self, frame: Relations) -> Relations:
        """Return the relations of provinces that went over whole, and of the country."""
        forest = self._forest
        ids = forest.province_id
        pairs = np.unique(np.column_stack([ids[frame.source], ids[frame.target]]), axis=0)
        pairs = pairs[(pairs > 0).all(axis=1)]
        sources, counts = np.unique(pairs[:, 0], return_counts=True)
        whole = set(sources[counts == 1].tolist())
        links = [(one, other) for one, other in pairs.tolist() if one in whole]
        tops = [forest.country_id.get(forest.vintages[forest.vintage_of[each[0]]])
                for each in (frame.source, frame.target)]  # fmt: skip
        if all(tops):
            links.append((tops[0], tops[1]))
        if not links:
            return Relations.empty()
        source, target = np.array(links, dtype=np.int64).T
        return Relations(source, target, np.ones(len(links), bool),
                      np.ones((len(links), len(_BASES))))  # fmt: skip

    def _read_sizes(self, connection: Connection) -> Floats:
        """Return the size of each area, by area id and basis; NaN: unknown."""
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
            ids, *sizes_by_basis = zip(*rows, strict=True)
            for basis, column in zip(columns, sizes_by_basis, strict=True):
                sizes[np.array(ids), _BASES.index(basis)] = np.array(column, dtype=np.float64)
        villages = self._forest.village_counts
        sizes[:, _BASES.index(Basis.VILLAGES)] = np.where(villages > 0, villages, np.nan)
        return sizes

    # ---- from vintage to vintage ----------------------------------------------------------------

    def _frame(self, source: str, target: str) -> Relations:
        """Return all relations from one vintage to another, chained where others lie between."""
        key = (source, target)
        if key not in self._frames:
            self._frames[key] = self._chain(source, target)
        return self._frames[key]

    def _chain(self, source: str, target: str) -> Relations:
        forward = self._order[source] < self._order[target]
        relations = Relations.empty()
        if forward:
            steps = [one for one, other in self._direct if other == target]
            for before in sorted(steps, key=lambda each: -self._order[each]):
                step = self._direct[before, target]
                if before != source:
                    if self._order[before] <= self._order[source]:
                        continue
                    step = compose(self._frame(source, before), step)
                relations = join(relations, without_targets(step, relations.target))
            return relations
        steps = [one for one, other in self._direct if other == source]
        for before in sorted(steps, key=lambda each: -self._order[each]):
            step = self._turn_round(before, source)
            if before != target:
                if self._order[before] <= self._order[target]:
                    continue
                step = compose(step, self._frame(before, target))
            relations = join(relations, without_targets(step, relations.target))
        return relations

    def _turn_round(self, earlier: str, later: str) -> Relations:
        """Return the reverse relations: which share of each later area lies in each earlier one.

        share(later → earlier) = share(earlier → later) × size(earlier) ÷ the sum of the same over
        all predecessors of the later area. A later area with one predecessor lies in it whole.
        """
        frame = self._direct[earlier, later]
        parts = frame.share * self._sizes[frame.source]
        # A share of 0 is 0 parts, even where the size is unknown.
        parts = np.where(frame.share == 0, 0.0, parts)
        later_ids, place = np.unique(frame.target, return_inverse=True)
        totals = np.column_stack(
            [np.bincount(place, parts[:, b], len(later_ids)) for b in range(len(_BASES))]
        )
        alone = np.bincount(place, minlength=len(later_ids))[place] == 1
        with np.errstate(invalid="ignore", divide="ignore"):
            share = parts / totals[place]
        share[alone] = 1.0
        relations = Relations(frame.target, frame.source, alone, share)
        # A province that took in several can be split only through its communes.
        upper = self._forest.depth_of[relations.source] <= Level.PROVINCE.depth
        return subset(relations, alone | ~upper)

    # ---- into trees -----------------------------------------------------------------------------

    @cached_property
    def _targets(self) -> dict[Node, list[Node]]:
        targets: dict[Node, set[Node]] = defaultdict(set)
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
                    targets[source, forest.roots[one]].add((target, forest.roots[other]))
        return {node: sorted(nodes) for node, nodes in targets.items()}

    def _relate_above(self, source: str, target: str, depth: int) -> tuple[Relations, Bools]:
        """Return which share of communes lies in areas above the communes, and `all_known`.

        Where all successors of a commune lie in one district, the commune lies there whole, however
        it was divided inside. Areas with a relation of their own are left out.
        """
        key = (source, target, depth)
        if key not in self._above:
            frame, forest = self._frame(source, target), self._forest
            above = forest.above(frame.target, depth)
            low = forest.depth_of[frame.source]
            inside = (above > 0) & (low <= Level.COMMUNE.depth) & (low > Level.PROVINCE.depth)
            relations = add_up(frame.source[inside], above[inside], frame.share[inside])
            # A commune that also has land elsewhere does not lie there whole.
            relations.whole[np.isin(relations.source, frame.source[~inside])] = False
            complete = all_known(relations)
            itself = frame.target[forest.depth_of[frame.source] <= Level.PROVINCE.depth]
            indirect = ~np.isin(relations.target, itself)
            self._above[key] = (subset(relations, indirect), complete[indirect])
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
            complete = all_known(frame)
            in_tree = np.isin(frame.target, mine)
            if in_tree.any():
                feeds.append(self._feed(other, tree, subset(frame, in_tree), complete[in_tree]))
            if node[1] == COUNTRY_CODE:
                continue
            for depth in (Level.DISTRICT.depth, Level.PROVINCE.depth):
                frame, complete = self._relate_above(other, node[0], depth)
                in_tree = np.isin(frame.target, mine)
                if in_tree.any():
                    feeds.append(self._feed(other, tree, subset(frame, in_tree), complete[in_tree]))
        return feeds

    def _feed(self, source: str, tree: Tree, frame: Relations, complete: Bools) -> Feed:
        forest = self._forest
        ids, position = np.unique(frame.source, return_inverse=True)
        roots = forest.root_of[ids]
        order = np.lexsort((ids, roots))
        rank = np.empty(len(ids), dtype=np.int64)
        rank[order] = np.arange(len(ids))
        blocks = []
        for root in np.unique(roots):
            top = forest.tree(source, forest.roots[root])
            block_ids = ids[roots == root]
            index = top.by_id[np.searchsorted(top.id, block_ids, sorter=top.by_id)]
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
            complete,
        )
