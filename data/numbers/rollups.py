"""Computes rollups and converted numbers, one map at a time, and writes packs and rows together.

The rule (ioc.rollup): a parent is the sum of its children that reported, numerator and denominator
separately; its own report is shown until they are complete, and the other number is kept beside.
A child whose parts are unknown (a percentage alone) cannot be added and is not counted.

An area without a report receives the numbers of its predecessors and successors
(data.numbers.conversion); they never replace a report. Where all children of a parent are
converted, the parent's own converted number is shown if it covers more or they are estimated.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.numbers.cellset import Cellset, CellsetChange, ReportedCells, give, report
from data.numbers.conversion import Inflow, convert
from data.numbers.links import Links, Node
from data.numbers.pack import pack_root
from data.numbers.pack_changes import PackChanges
from data.numbers.rollup_rows import RollupRows, write_rollup_rows
from data.numbers.summing import add_ancestors, sum_up
from data.numbers.tree import Forest, Tree
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator
from ioc.rollup import Voice


class RollupWriter:
    """Brings packs and rollup rows up to date with newly reported cells.

    One per transaction: it collects the changes, and `flush` writes them.
    """

    def __init__(self, connection: Connection, forest: Forest) -> None:
        self._connection = connection
        self._forest = forest
        self._links = forest.once("links", lambda: Links(connection, forest))
        self._packs = PackChanges(connection)
        # Numbers that trees reported themselves, by vintage, root and period; of one indicator.
        self._owns: dict[tuple[str, str, str], Cellset] = {}
        # The same, as the last call of `_bring_up_to_date` left them.
        self._fresh: dict[tuple[str, str, str], Cellset] = {}
        self._empty: dict[tuple[str, str, int], Cellset] = {}
        self._rows: list[RollupRows] = []

    def begin(
        self, vintage: str, indicator: Indicator, periods: list[str], root_codes: list[str]
    ) -> None:
        """Read the packs that the next calls of `apply` for this indicator start from."""
        self._owns.clear()
        self._empty.clear()
        roots_of: dict[str, set[str]] = {vintage: {*root_codes, COUNTRY_CODE}}
        for node in self._affected_nodes((vintage, root) for root in root_codes):
            country = (node[0], COUNTRY_CODE)
            for other, root in (node, *self._links.sources(node), *self._links.sources(country)):
                roots_of.setdefault(other, {COUNTRY_CODE}).add(root)
        self._packs.read(indicator.id, periods, roots_of)

    def apply(
        self,
        vintage: str,
        indicator: Indicator,
        period: str,
        provinces: Iterable[tuple[str, ReportedCells]],
    ) -> None:
        """Apply the reported cells of one indicator and period, province by province.

        Args:
            vintage: the vintage that all cells belong to.
            indicator: its rule in space decides whether parents are computed.
            period: ISO text, one of those passed to `begin`.
            provinces: root code and the cells reported there; root "VN" holds cells of the
                country itself.
        """
        cells_of = dict(provinces)
        changes: dict[str, CellsetChange] = {
            root: partial(report, cells=cells, adds_up=indicator.space_rule.adds_up)
            for root, cells in cells_of.items()
        }
        self._fresh.clear()
        self._bring_up_to_date(vintage, indicator, period, changes)
        self._owns = dict(self._fresh)
        # Converted numbers are worked out anew from the reports of the other vintages.
        nodes_of: dict[str, list[Node]] = {}
        for node in self._affected_nodes((vintage, root) for root in cells_of):
            nodes_of.setdefault(node[0], []).append(node)
        for other, nodes in nodes_of.items():
            changes = {}
            for node in nodes:
                inflows = self._find_inflows(node, indicator, period)
                if inflows:
                    changes[node[1]] = partial(give, inflows=inflows)
            if changes:
                # The country depends on all provinces: it is converted anew with any of them.
                inflows = self._find_inflows((other, COUNTRY_CODE), indicator, period)
                changes[COUNTRY_CODE] = partial(give, inflows=inflows)
                self._bring_up_to_date(other, indicator, period, changes)

    def _affected_nodes(self, nodes: Iterable[Node]) -> list[Node]:
        """Return these trees, and those whose converted cells depend on them."""
        trees: dict[Node, None] = {}
        for node in nodes:
            for each in (node, *self._links.targets(node)):
                trees[each] = None
        return list(trees)

    def _find_inflows(self, node: Node, indicator: Indicator, period: str) -> list[Inflow]:
        count = len(self._forest.tree(*node).id)

        def find(vintage: str, root_code: str) -> Cellset:
            return self._own((vintage, root_code), indicator, period)

        inflows = (convert(feed, find, indicator, count) for feed in self._links.feeds(node))
        return [each for each in inflows if each is not None]

    def _own(self, node: Node, indicator: Indicator, period: str) -> Cellset:
        """Return the cells of a tree without any converted number."""
        key = (*node, period)
        if key not in self._owns:
            tree = self._forest.tree(*node)
            self._owns[key] = (
                self._work_out_own(tree, indicator, period)
                if self._has_own(tree, period)
                else self._nothing(tree, indicator)
            )
        return self._owns[key]

    def _nothing(self, tree: Tree, indicator: Indicator) -> Cellset:
        """Return the cells of a tree without any report, to be read only."""
        key = (tree.vintage, tree.root_code, indicator.id)
        if key not in self._empty:
            self._empty[key] = Cellset.empty(tree, indicator)
        return self._empty[key]

    def _work_out_own(self, tree: Tree, indicator: Indicator, period: str) -> Cellset:
        cellset = self._load(tree, indicator, period)
        if tree.root_code != COUNTRY_CODE:
            top = self._forest.tree(tree.vintage, COUNTRY_CODE)
            cellset.copy_cell(0, self._load(top, indicator, period), _place_in(top, tree))
        cellset.forget(cellset.converted > 0)
        cellset.expected[:] = cellset.own_expected
        if cellset.reported.any():
            only = Level.PROVINCE.depth if tree.root_code == COUNTRY_CODE else None
            sum_up(cellset, tree, indicator, only_depth=only)
        return cellset

    def _has_own(self, tree: Tree, period: str) -> bool:
        """Tell whether any cell of a tree, its top included, was reported and not converted."""
        for root_code in {tree.root_code, COUNTRY_CODE}:
            key = (tree.vintage, period, root_code)
            for level in self._packs.levels(key):
                cells = self._packs.find(key, level)
                if cells is not None and ((cells.reported > 0) & (cells.converted == 0)).any():
                    return True
        return False

    def _has_other_source(self, tree: Tree) -> NDArray[np.bool_]:
        """Tell which areas are fed by more than the same unit in other vintages."""
        has_other = np.zeros(len(tree.id), dtype=bool)
        for feed in self._links.feeds((tree.vintage, tree.root_code)):
            has_other[feed.place[~feed.same]] = True
        return has_other

    def _bring_up_to_date(
        self, vintage: str, indicator: Indicator, period: str, changes: dict[str, CellsetChange]
    ) -> None:
        """Change the trees of some roots, sum them up, and the country after them."""
        top = self._forest.tree(vintage, COUNTRY_CODE)
        upper = self._load(top, indicator, period)
        top_before = upper.copy()
        touched_top = np.zeros(len(top.id), dtype=bool)
        for root_code, change in changes.items():
            if root_code == COUNTRY_CODE:
                touched_top |= change(upper, top)
                continue
            tree = self._forest.tree(vintage, root_code)
            cellset = self._load(tree, indicator, period)
            place = _place_in(top, tree)
            cellset.copy_cell(0, upper, place)
            before = cellset.copy()
            touched = change(cellset, tree)
            touched |= add_ancestors(touched, tree)
            sum_parents = sum_up(cellset, tree, indicator)
            if not cellset.converted.any() and (sum_parents[0] or not cellset.reported[0]):
                # Nothing is converted, so these are the numbers that the tree reported itself.
                self._fresh[vintage, root_code, period] = cellset
            self._collect(tree, indicator, period, cellset, sum_parents, touched, before)
            upper.copy_cell(place, cellset, 0)
            touched_top[place] = True
        touched_top |= add_ancestors(touched_top, top)
        sum_parents = sum_up(upper, top, indicator, only_depth=Level.PROVINCE.depth)
        self._collect(top, indicator, period, upper, sum_parents, touched_top, top_before)

    def flush(self) -> int:
        """Write the collected changes; return the number of rollup rows written."""
        row_count = write_rollup_rows(self._connection, self._rows)
        self._rows.clear()
        self._packs.flush()
        return row_count

    def _load(self, tree: Tree, indicator: Indicator, period: str) -> Cellset:
        cellset = Cellset.empty(tree, indicator)
        key = (tree.vintage, period, tree.root_code)
        for level in self._packs.levels(key):
            cells = self._packs.find(key, level)
            if cells is not None:
                cellset.fill(tree, level, cells)
        return cellset

    def _collect(
        self,
        tree: Tree,
        indicator: Indicator,
        period: str,
        cellset: Cellset,
        sum_parents: NDArray[np.bool_],
        touched: NDArray[np.bool_],
        before: Cellset,
    ) -> None:
        """Collect packs and rows of the touched areas; `before`: the cells as stored."""
        key = (tree.vintage, period, tree.root_code)
        for level, span in tree.spans.items():
            here = span.here
            if not _packed_in(tree, level) or not touched[here].any():
                continue
            # No pack without numbers: its period would be offered, and the map be empty.
            some = cellset.has_numbers(here)
            if some or self._packs.has(key, level):
                payload = cellset.to_pack(span).encode() if some else b""
                self._packs.set(indicator.id, key, level, payload)
        rows = (sum_parents | (cellset.converted > 0)) & _has_rows_in(tree)
        # A village that is the same unit is read from its report in the other vintage.
        rows &= ~(cellset.same & (tree.depth == Level.VILLAGE.depth))
        was_converted = before.converted > 0
        to_write = rows & touched
        # All converted cells were worked out anew, but few of them changed.
        again = np.flatnonzero(
            to_write & was_converted & (cellset.converted > 0) & (tree.depth != Level.VILLAGE.depth)
        )
        if again.size:
            to_write[again[cellset.equals(before, again)]] = False
        to_delete = was_converted & touched & ~rows
        if to_delete.any():
            to_delete &= (cellset.converted == 0) | self._has_other_source(tree)
        if indicator.space_rule.adds_up:
            has_sum = ~np.isnan(before.numerator) & (before.voice != Voice.OWN)
            has_sum |= ~np.isnan(before.beside_numerator)
            to_delete |= tree.has_below & touched & ~rows & has_sum
        places = np.flatnonzero(to_write | (to_delete & _has_rows_in(tree)))
        if places.size:
            self._rows.append(
                RollupRows(
                    tree.id[places], indicator.id, period, cellset.take(places), to_write[places]
                )
            )


def _place_in(top: Tree, tree: Tree) -> int:
    """Return where the province of a tree stands in the country's."""
    return int(np.flatnonzero(top.id == tree.id[0])[0])


def _packed_in(tree: Tree, level: Level) -> bool:
    """Tell whether a level is packed in this tree: the province itself is in the country's."""
    return pack_root(level, tree.root_code) == tree.root_code


def _has_rows_in(tree: Tree) -> NDArray[np.bool_]:
    """Tell which areas have rollup rows from this tree: the country's adds only the country."""
    if tree.root_code == COUNTRY_CODE:
        return np.equal(tree.depth, Level.COUNTRY.depth)
    return np.ones(len(tree.id), dtype=bool)
