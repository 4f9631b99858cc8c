"""Parents from children, one map at a time: packs and rollup rows kept together.

The rule (ioc.rollup.sum_of_parts): a parent is the sum of its children that reported, numerator
and denominator apart; it shows what it reported itself only while none of its children has. A
child whose parts are unknown (a percentage alone) cannot be added and is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, select

from data.bulk import bulk_upsert
from data.fetch import fetch_tuples
from data.pack import Pack, pack_root
from data.schema import pack, rollup
from data.tree import Forest, Tree
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator

_FIND_PACKS = select(pack.c.period, pack.c.root_code, pack.c.level, pack.c.payload).where(
    pack.c.indicator_id == bindparam("indicator_id"),
    pack.c.vintage == bindparam("vintage"),
    pack.c.period.in_(bindparam("periods", expanding=True)),
    pack.c.root_code.in_(bindparam("root_codes", expanding=True)),
)


@dataclass(frozen=True)
class Cells:
    """Reported cells of one indicator and one period; arrays of equal length."""

    area_id: NDArray[np.int64]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    value: NDArray[np.float64]
    demo: bool


class RollupWriter:
    """Brings packs and rollup rows up to date with newly reported cells.

    One per transaction: it gathers what it changes and writes it with `flush`.
    """

    def __init__(self, connection: Connection, forest: Forest) -> None:
        self._connection = connection
        self._forest = forest
        self._stored: dict[tuple[str, str], list[tuple[Level, bytes]]] = {}
        self._packs: dict[tuple[int, str, str, str, str], bytes] = {}
        self._rows: list[tuple[NDArray[np.int64], int, str, _Cellset, NDArray[np.int64]]] = []

    def begin(
        self, vintage: str, indicator: Indicator, periods: list[str], root_codes: list[str]
    ) -> None:
        """Read the packs that the next calls of `apply` for this indicator start from."""
        self._stored.clear()
        rows = fetch_tuples(
            self._connection,
            _FIND_PACKS,
            {
                "indicator_id": indicator.id,
                "vintage": vintage,
                "periods": periods,
                "root_codes": [*root_codes, COUNTRY_CODE],
            },
        )
        for period, root_code, level, payload in rows:
            self._stored.setdefault((period, root_code), []).append((Level(level), payload))

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
        top = self._forest.tree(vintage, COUNTRY_CODE)
        upper = self._load(top, indicator, period)
        touched_top = np.zeros(len(top.id), dtype=bool)
        for root_code, cells in provinces:
            if root_code == COUNTRY_CODE:
                touched_top |= _report(upper, top, cells, indicator)
                continue
            tree = self._forest.tree(vintage, root_code)
            held = self._load(tree, indicator, period)
            place = int(np.flatnonzero(top.id == tree.id[0])[0])
            held.copy_cell(0, upper, place)
            touched = _report(held, tree, cells, indicator)
            touched |= _ancestors(touched, tree.parent)
            computed = _sum_up(held, tree, indicator) if indicator.space_rule.adds_up else None
            self._keep(tree, indicator, period, held, computed, touched)
            upper.copy_cell(place, held, 0)
            touched_top[place] = True
        touched_top |= _ancestors(touched_top, top.parent)
        computed = None
        if indicator.space_rule.adds_up:
            computed = _sum_up(upper, top, indicator, only_depth=Level.PROVINCE.depth)
        self._keep(top, indicator, period, upper, computed, touched_top)

    def flush(self) -> int:
        """Write what was gathered; return the number of rollup rows written."""
        written = 0
        if self._rows:
            parts = [
                (ids[chosen], ident, period, cells.take(chosen))
                for ids, ident, period, cells, chosen in self._rows
            ]
            sizes = [len(ids) for ids, *_ in parts]
            columns = {
                "area_id": np.concatenate([ids for ids, *_ in parts]),
                "indicator_id": np.repeat([ident for _, ident, *_ in parts], sizes),
                "period": np.repeat(np.array([period for *_, period, _ in parts]), sizes),
                "numerator": np.concatenate([cells.numerator for *_, cells in parts]),
                "denominator": np.concatenate([cells.denominator for *_, cells in parts]),
                "reported": np.concatenate([cells.reported for *_, cells in parts]),
                "expected": np.concatenate([cells.expected for *_, cells in parts]),
                "demo": np.concatenate([cells.demo for *_, cells in parts]),
                "converted": np.zeros(sum(sizes), dtype=np.int64),
                "estimated": np.zeros(sum(sizes), dtype=np.int64),
                "basis": np.zeros(sum(sizes), dtype=np.int64),
            }
            order = np.lexsort((columns["period"], columns["indicator_id"], columns["area_id"]))
            bulk_upsert(
                self._connection, rollup, {name: each[order] for name, each in columns.items()}
            )
            written = len(order)
        if self._packs:
            latest = [(*key, payload) for key, payload in self._packs.items()]
            names = ("indicator_id", "vintage", "level", "period", "root_code", "payload")
            columns_of_packs = {}
            for place, name in enumerate(names):
                column = np.empty(len(latest), dtype=object)
                column[:] = [row[place] for row in latest]
                columns_of_packs[name] = column
            bulk_upsert(self._connection, pack, columns_of_packs)
        self._rows.clear()
        self._packs.clear()
        return written

    def _load(self, tree: Tree, indicator: Indicator, period: str) -> _Cellset:
        held = _Cellset.empty(tree, indicator)
        for level, payload in self._stored.get((period, tree.root_code), ()):
            held.fill(tree, level, Pack.decode(payload))
        return held

    def _keep(
        self,
        tree: Tree,
        indicator: Indicator,
        period: str,
        held: _Cellset,
        computed: NDArray[np.bool_] | None,
        touched: NDArray[np.bool_],
    ) -> None:
        for level, here in tree.places.items():
            if not _packed_in(tree, level) or not touched[here].any():
                continue
            payload = held.to_pack(here, tree.ordinal[here]).encode()
            key = (indicator.id, tree.vintage, level.value, period, tree.root_code)
            self._packs[key] = payload
        if computed is not None:
            chosen = np.flatnonzero(computed & touched & _rows_kept_in(tree))
            if chosen.size:
                self._rows.append((tree.id, indicator.id, period, held, chosen))


def _packed_in(tree: Tree, level: Level) -> bool:
    """The province itself stands in the country's tree, not in its own."""
    return pack_root(level, tree.root_code) == tree.root_code


def _rows_kept_in(tree: Tree) -> NDArray[np.bool_]:
    """A province is summed in its own tree; the country's tree adds only the country."""
    if tree.root_code == COUNTRY_CODE:
        return np.equal(tree.depth, Level.COUNTRY.depth)
    return np.ones(len(tree.id), dtype=bool)


@dataclass
class _Cellset:
    """Working columns of one tree, one indicator, one period."""

    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    value: NDArray[np.float64]
    reported: NDArray[np.int64]
    expected: NDArray[np.int64]
    demo: NDArray[np.int64]

    @classmethod
    def empty(cls, tree: Tree, indicator: Indicator) -> _Cellset:
        count = len(tree.id)
        if indicator.space_rule.adds_up:
            expected = tree.expected[indicator.lowest_level].copy()
        else:
            expected = np.ones(count, dtype=np.int64)
        return cls(
            np.full(count, np.nan),
            np.full(count, np.nan),
            np.full(count, np.nan),
            np.zeros(count, dtype=np.int64),
            expected,
            np.zeros(count, dtype=np.int64),
        )

    def fill(self, tree: Tree, level: Level, stored: Pack) -> None:
        here = tree.places[level]
        known = tree.ordinal[here] < stored.count
        here, ordinals = here[known], tree.ordinal[here][known]
        self.numerator[here] = stored.numerator[ordinals]
        self.denominator[here] = stored.denominator[ordinals]
        self.value[here] = stored.value[ordinals]
        self.reported[here] = stored.reported[ordinals]
        self.demo[here] = stored.demo[ordinals]

    def to_pack(self, here: NDArray[np.int64], ordinals: NDArray[np.int64]) -> Pack:
        made = Pack.empty(int(ordinals.max()) + 1)
        made.numerator[ordinals] = self.numerator[here]
        made.denominator[ordinals] = self.denominator[here]
        made.value[ordinals] = self.value[here]
        made.reported[ordinals] = self.reported[here]
        made.expected[ordinals] = self.expected[here]
        made.demo[ordinals] = self.demo[here]
        return made

    def copy_cell(self, place: int, other: _Cellset, other_place: int) -> None:
        for name in ("numerator", "denominator", "value", "reported", "expected", "demo"):
            getattr(self, name)[place] = getattr(other, name)[other_place]

    def take(self, chosen: NDArray[np.int64]) -> _Cellset:
        return _Cellset(
            self.numerator[chosen],
            self.denominator[chosen],
            self.value[chosen],
            self.reported[chosen],
            self.expected[chosen],
            self.demo[chosen],
        )


def _report(held: _Cellset, tree: Tree, cells: Cells, indicator: Indicator) -> NDArray[np.bool_]:
    """Write reported cells in; return which areas they touch."""
    places = tree.by_id[np.searchsorted(tree.id, cells.area_id, sorter=tree.by_id)]
    held.numerator[places] = cells.numerator
    held.denominator[places] = cells.denominator
    held.value[places] = cells.value
    # An area that answers for all areas below it is complete.
    held.reported[places] = held.expected[places]
    held.demo[places] = held.expected[places] if cells.demo else 0
    touched = np.zeros(len(tree.id), dtype=bool)
    touched[places] = True
    return touched


def _ancestors(touched: NDArray[np.bool_], parent: NDArray[np.int64]) -> NDArray[np.bool_]:
    reached = touched.copy()
    wave = np.flatnonzero(touched)
    while wave.size:
        above = parent[wave]
        wave = np.unique(above[above >= 0])
        wave = wave[~reached[wave]]
        reached[wave] = True
    return reached


def _sum_up(
    held: _Cellset, tree: Tree, indicator: Indicator, only_depth: int | None = None
) -> NDArray[np.bool_]:
    """Replace every parent that has a reporting child by the sum; return which were computed."""
    count = len(tree.id)
    computed = np.zeros(count, dtype=bool)
    depths = [only_depth] if only_depth is not None else range(int(tree.depth.max()), 0, -1)
    for depth in depths:
        here = (tree.depth == depth) & (tree.parent >= 0) & ~np.isnan(held.numerator)
        if indicator.is_ratio:
            here &= ~np.isnan(held.denominator)
        children = np.flatnonzero(here)
        if not children.size:
            continue
        parents = tree.parent[children]
        has_child = np.zeros(count, dtype=bool)
        has_child[parents] = True

        def total(column: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.float64]:
            summed: NDArray[np.float64] = np.bincount(
                parents,  # noqa: B023  (called before the loop goes on)
                weights=column[children],  # noqa: B023
                minlength=count,
            ).astype(np.float64)
            return summed

        held.numerator[has_child] = total(held.numerator)[has_child]
        if indicator.is_ratio:
            held.denominator[has_child] = total(held.denominator)[has_child]
        else:
            held.denominator[has_child] = np.nan
        held.value[has_child] = np.nan
        held.reported[has_child] = total(held.reported)[has_child].astype(np.int64)
        held.demo[has_child] = total(held.demo)[has_child].astype(np.int64)
        computed |= has_child
    return computed
