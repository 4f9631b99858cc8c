"""Parents from children and areas from other vintages, one map at a time: packs and rows together.

The rule (ioc.rollup): a parent is the sum of its children that reported, numerator and denominator
apart; what it reported itself stands until they are complete, and the other number is kept beside.
A child whose parts are unknown (a percentage alone) cannot be added and is not counted.

An area that reported nothing is given what its former and later selves reported (data.conversion).
What was brought over never replaces a report. Children that were all brought over give way to what
was brought over for their parent as a whole, where that holds more or they are weighed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, select

from data.bulk import bulk_upsert
from data.cellset import (
    COLUMNS,
    Cells,
    Cellset,
    Change,
    give,
    report,
)
from data.conversion import Fed, convert
from data.fetch import Prepared, fetch_tuples
from data.links import Links, Node
from data.pack import Pack, pack_root
from data.schema import pack, rollup
from data.summing import add_ancestors, sum_up
from data.tree import Forest, Tree
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator
from ioc.rollup import Voice

_FIND_PACKS = select(pack.c.period, pack.c.root_code, pack.c.level, pack.c.payload).where(
    pack.c.indicator_id == bindparam("indicator_id"),
    pack.c.vintage == bindparam("vintage"),
    # All there are: named, they lead the key on to the period.
    pack.c.level.in_([level.value for level in Level]),
    pack.c.period.in_(bindparam("periods", expanding=True)),
    pack.c.root_code.in_(bindparam("root_codes", expanding=True)),
)
_FIND_ONE = Prepared(
    select(pack.c.period, pack.c.root_code, pack.c.level, pack.c.payload).where(
        pack.c.indicator_id == bindparam("indicator_id"),
        pack.c.vintage == bindparam("vintage"),
        pack.c.level.in_([level.value for level in Level]),
        pack.c.period == bindparam("period"),
        pack.c.root_code == bindparam("root_code"),
    )
)
# A statement that is ready is quicker to send several times than one with lists once.
_FEW = 4
_PACK_KEY = ("_indicator", "_vintage", "_level", "_period", "_root")
_FORGET_PACK = delete(pack).where(
    pack.c.indicator_id == bindparam("_indicator"),
    pack.c.vintage == bindparam("_vintage"),
    pack.c.level == bindparam("_level"),
    pack.c.period == bindparam("_period"),
    pack.c.root_code == bindparam("_root"),
)
_FORGET_ROW = delete(rollup).where(
    rollup.c.area_id == bindparam("_area"),
    rollup.c.indicator_id == bindparam("_indicator"),
    rollup.c.period == bindparam("_period"),
)


@dataclass(frozen=True)
class _Rows:
    """Rollup rows to write, or to take away where not `kept`, of one indicator and period."""

    area_id: NDArray[np.int64]
    indicator_id: int
    period: str
    cells: Cellset
    kept: NDArray[np.bool_]


class RollupWriter:
    """Brings packs and rollup rows up to date with newly reported cells.

    One per transaction: it gathers what it changes and writes it with `flush`.
    """

    def __init__(self, connection: Connection, forest: Forest) -> None:
        self._connection = connection
        self._forest = forest
        if forest.links is None:
            forest.links = Links(connection, forest)
        self._links: Links = forest.links
        self._stored: dict[tuple[str, str, str], dict[Level, bytes]] = {}
        self._decoded: dict[tuple[str, str, str, Level], Pack] = {}
        # Those without any number are to be taken away: their bytes are empty.
        self._packs: dict[tuple[int, str, str, str, str], bytes] = {}
        # What trees reported themselves, by vintage, root and period; of one indicator.
        self._owns: dict[tuple[str, str, str], Cellset] = {}
        # The same, as the last call of `_bring_up_to_date` has left them.
        self._fresh: dict[tuple[str, str, str], Cellset] = {}
        self._empty: dict[tuple[str, str, int], Cellset] = {}
        self._rows: list[_Rows] = []

    def begin(
        self, vintage: str, indicator: Indicator, periods: list[str], root_codes: list[str]
    ) -> None:
        """Read the packs that the next calls of `apply` for this indicator start from."""
        self._stored.clear()
        self._decoded.clear()
        self._owns.clear()
        self._empty.clear()
        wanted: dict[str, set[str]] = {vintage: {*root_codes, COUNTRY_CODE}}
        for node in self._affected((vintage, root) for root in root_codes):
            country = (node[0], COUNTRY_CODE)
            for age, root in (node, *self._links.sources(node), *self._links.sources(country)):
                wanted.setdefault(age, {COUNTRY_CODE}).add(root)
        for age, roots in wanted.items():
            rows = self._read_packs(indicator, age, periods, sorted(roots))
            for period, root_code, level, payload in rows:
                self._stored.setdefault((age, period, root_code), {})[Level(level)] = payload
        # What an earlier call changed is not in the database yet.
        for (ident, age, level, period, root_code), payload in self._packs.items():
            if ident == indicator.id:
                self._set_stored((age, period, root_code), Level(level), payload)

    def _set_stored(self, key: tuple[str, str, str], level: Level, payload: bytes) -> None:
        held = self._stored.setdefault(key, {})
        held.pop(level, None)
        if payload:
            held[level] = payload

    def _read_packs(
        self, indicator: Indicator, vintage: str, periods: list[str], root_codes: list[str]
    ) -> list[tuple[Any, ...]]:
        """Return period, root, level and payload of packs."""
        values = {"indicator_id": indicator.id, "vintage": vintage}
        if len(periods) * len(root_codes) > _FEW:
            lists = {"periods": periods, "root_codes": root_codes}
            return fetch_tuples(self._connection, _FIND_PACKS, {**values, **lists})
        return [
            row
            for period in periods
            for root_code in root_codes
            for row in fetch_tuples(
                self._connection, _FIND_ONE, {**values, "period": period, "root_code": root_code}
            )
        ]

    def apply(
        self,
        vintage: str,
        indicator: Indicator,
        period: str,
        provinces: Iterable[tuple[str, Cells]],
    ) -> None:
        """Take in the cells of one indicator and period, province by province.

        Args:
            vintage: the vintage that all cells belong to.
            indicator: its rule in space decides whether parents are computed.
            period: ISO text, one of those that `begin` was given.
            provinces: root code and the cells reported there; root "VN" holds cells of the
                country itself.
        """
        reported = dict(provinces)
        changes: dict[str, Change] = {
            root: partial(report, cells=cells, adds_up=indicator.space_rule.adds_up)
            for root, cells in reported.items()
        }
        self._fresh.clear()
        self._bring_up_to_date(vintage, indicator, period, changes)
        self._owns = dict(self._fresh)
        # What each map is given by other vintages is worked out anew from what they reported.
        ages: dict[str, list[Node]] = {}
        for node in self._affected((vintage, root) for root in reported):
            ages.setdefault(node[0], []).append(node)
        for age, nodes in ages.items():
            changes = {}
            for node in nodes:
                feeds = self._given(node, indicator, period)
                if feeds:
                    changes[node[1]] = partial(give, feeds=feeds)
            if changes:
                # The country's number hangs on all provinces: it is given anew with any of them.
                feeds = self._given((age, COUNTRY_CODE), indicator, period)
                changes[COUNTRY_CODE] = partial(give, feeds=feeds)
                self._bring_up_to_date(age, indicator, period, changes)

    def _affected(self, nodes: Iterable[Node]) -> list[Node]:
        """Return the trees whose brought-over cells hang on these trees, and these themselves."""
        found: dict[Node, None] = {}
        for node in nodes:
            for each in (node, *self._links.targets(node)):
                found[each] = None
        return list(found)

    def _given(self, node: Node, indicator: Indicator, period: str) -> list[Fed]:
        count = len(self._forest.tree(*node).id)

        def find(age: str, root_code: str) -> Cellset:
            return self._own((age, root_code), indicator, period)

        fed = (convert(feed, find, indicator, count) for feed in self._links.feeds(node))
        return [each for each in fed if each is not None]

    def _own(self, node: Node, indicator: Indicator, period: str) -> Cellset:
        """Return what a tree would show if nothing had ever been brought over to it."""
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
        held = self._load(tree, indicator, period)
        if tree.root_code != COUNTRY_CODE:
            top = self._forest.tree(tree.vintage, COUNTRY_CODE)
            held.copy_cell(0, self._load(top, indicator, period), _place_in(top, tree))
        held.forget(held.converted > 0)
        held.expected[:] = held.own_expected
        if held.reported.any():
            only = Level.PROVINCE.depth if tree.root_code == COUNTRY_CODE else None
            sum_up(held, tree, indicator, only_depth=only)
        return held

    def _has_own(self, tree: Tree, period: str) -> bool:
        """Tell whether any cell of a tree, its top among them, was not brought over to it."""
        for root_code in {tree.root_code, COUNTRY_CODE}:
            for level in self._stored.get((tree.vintage, period, root_code), ()):
                held = self._pack((tree.vintage, period, root_code, level))
                if held is not None and ((held.reported > 0) & (held.converted == 0)).any():
                    return True
        return False

    def _fed_otherwise(self, tree: Tree) -> NDArray[np.bool_]:
        """Tell which areas other vintages feed from more than the same unit."""
        found = np.zeros(len(tree.id), dtype=bool)
        for feed in self._links.feeds((tree.vintage, tree.root_code)):
            found[feed.place[~feed.same]] = True
        return found

    def _pack(self, key: tuple[str, str, str, Level]) -> Pack | None:
        if key not in self._decoded:
            payload = self._stored.get(key[:3], {}).get(key[3])
            if payload is None:
                return None
            self._decoded[key] = Pack.decode(payload)
        return self._decoded[key]

    def _bring_up_to_date(
        self, vintage: str, indicator: Indicator, period: str, changes: dict[str, Change]
    ) -> None:
        """Change the trees of some roots, sum them up, and the country after them."""
        top = self._forest.tree(vintage, COUNTRY_CODE)
        upper = self._load(top, indicator, period)
        before = upper.copy()
        touched_top = np.zeros(len(top.id), dtype=bool)
        for root_code, change in changes.items():
            if root_code == COUNTRY_CODE:
                touched_top |= change(upper, top)
                continue
            tree = self._forest.tree(vintage, root_code)
            held = self._load(tree, indicator, period)
            place = _place_in(top, tree)
            held.copy_cell(0, upper, place)
            brought = held.copy()
            touched = change(held, tree)
            touched |= add_ancestors(touched, tree)
            computed = sum_up(held, tree, indicator)
            if not held.converted.any() and (computed[0] or not held.reported[0]):
                # Nothing was brought over, so this is what the tree reported itself.
                self._fresh[vintage, root_code, period] = held
            self._keep(tree, indicator, period, held, computed, touched, brought)
            upper.copy_cell(place, held, 0)
            touched_top[place] = True
        touched_top |= add_ancestors(touched_top, top)
        computed = sum_up(upper, top, indicator, only_depth=Level.PROVINCE.depth)
        self._keep(top, indicator, period, upper, computed, touched_top, before)

    def flush(self) -> int:
        """Write what was gathered; return the number of rollup rows written."""
        written = self._write_rows() if self._rows else 0
        gone = [key for key, payload in self._packs.items() if not payload]
        if gone:
            self._connection.execute(
                _FORGET_PACK, [dict(zip(_PACK_KEY, key, strict=True)) for key in gone]
            )
        latest = [(*key, payload) for key, payload in self._packs.items() if payload]
        if latest:
            columns_of_packs = {}
            for place, name in enumerate(pack.c.keys()):
                column = np.empty(len(latest), dtype=object)
                column[:] = [row[place] for row in latest]
                columns_of_packs[name] = column
            bulk_upsert(self._connection, pack, columns_of_packs)
        self._rows.clear()
        self._packs.clear()
        return written

    def _write_rows(self) -> int:
        sizes = [len(each.area_id) for each in self._rows]
        columns = {
            "area_id": np.concatenate([each.area_id for each in self._rows]),
            "indicator_id": np.repeat([each.indicator_id for each in self._rows], sizes),
            "period": np.repeat(np.array([each.period for each in self._rows]), sizes),
            **{
                name: np.concatenate([getattr(each.cells, name) for each in self._rows])
                for name in COLUMNS
            },
        }
        order = np.lexsort((columns["period"], columns["area_id"], columns["indicator_id"]))
        keys = [columns[name][order] for name in ("indicator_id", "area_id", "period")]
        # What was gathered last about a cell holds; sorting kept the order of what is equal.
        last = np.ones(len(order), dtype=bool)
        last[:-1] = np.any([key[1:] != key[:-1] for key in keys], axis=0)
        order = order[last]
        kept = np.concatenate([each.kept for each in self._rows])[order]
        gone = order[~kept]
        if gone.size:
            names = ("_area", "_indicator", "_period")
            values = (
                columns[name][gone].tolist() for name in ("area_id", "indicator_id", "period")
            )
            self._connection.execute(
                _FORGET_ROW,
                [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)],
            )
        order = order[kept]
        if order.size:
            bulk_upsert(
                self._connection, rollup, {name: each[order] for name, each in columns.items()}
            )
        return len(order)

    def _load(self, tree: Tree, indicator: Indicator, period: str) -> Cellset:
        held = Cellset.empty(tree, indicator)
        for level in self._stored.get((tree.vintage, period, tree.root_code), ()):
            stored = self._pack((tree.vintage, period, tree.root_code, level))
            if stored is not None:
                held.fill(tree, level, stored)
        return held

    def _keep(
        self,
        tree: Tree,
        indicator: Indicator,
        period: str,
        held: Cellset,
        computed: NDArray[np.bool_],
        touched: NDArray[np.bool_],
        before: Cellset,
    ) -> None:
        """Gather packs and rows of what was touched; `before`: the cells as they were stored."""
        for level, span in tree.spans.items():
            here = span.here
            if not _packed_in(tree, level) or not touched[here].any():
                continue
            stored = self._stored.setdefault((tree.vintage, period, tree.root_code), {})
            # A map without any number is no map: its period would be offered, and be empty.
            some = held.has_numbers(here)
            if level not in stored and not some:
                continue
            payload = held.to_pack(span).encode() if some else b""
            key = (indicator.id, tree.vintage, level.value, period, tree.root_code)
            self._packs[key] = payload
            self._set_stored((tree.vintage, period, tree.root_code), level, payload)
            self._decoded.pop((tree.vintage, period, tree.root_code, level), None)
        rows = (computed | (held.converted > 0)) & _rows_kept_in(tree)
        # A village that is the same unit is read from what it reported in the other vintage.
        rows &= ~(held.same & (tree.depth == Level.VILLAGE.depth))
        brought = before.converted > 0
        kept = rows & touched
        # All that one vintage gives to another is given anew; little of it is anything new.
        again = np.flatnonzero(
            kept & brought & (held.converted > 0) & (tree.depth != Level.VILLAGE.depth)
        )
        if again.size:
            kept[again[held.equals(before, again)]] = False
        gone = brought & touched & ~rows
        if gone.any():
            gone &= (held.converted == 0) | self._fed_otherwise(tree)
        if indicator.space_rule.adds_up:
            summed = ~np.isnan(before.numerator) & (before.voice != Voice.OWN)
            summed |= ~np.isnan(before.beside_numerator)
            gone |= tree.has_below & touched & ~rows & summed
        chosen = np.flatnonzero(kept | (gone & _rows_kept_in(tree)))
        if chosen.size:
            self._rows.append(
                _Rows(tree.id[chosen], indicator.id, period, held.take(chosen), kept[chosen])
            )


def _place_in(top: Tree, tree: Tree) -> int:
    """Return where the province of a tree stands in the country's."""
    return int(np.flatnonzero(top.id == tree.id[0])[0])


def _packed_in(tree: Tree, level: Level) -> bool:
    """The province itself stands in the country's tree, not in its own."""
    return pack_root(level, tree.root_code) == tree.root_code


def _rows_kept_in(tree: Tree) -> NDArray[np.bool_]:
    """A province is summed in its own tree; the country's tree adds only the country."""
    if tree.root_code == COUNTRY_CODE:
        return np.equal(tree.depth, Level.COUNTRY.depth)
    return np.ones(len(tree.id), dtype=bool)
