"""Provisional values: unfinished numbers with the last number of each missing area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.numbers.pack import shown_values
from data.queries.comparison.cells import CellReader, PeriodCells
from data.queries.comparison.changes import PairSums, add_up, villages_of
from data.queries.comparison.nodes import Nodes
from data.queries.directories import Directories
from ioc.area import Level
from ioc.comparison import MOST_STEPS_BACK, Provisional, count_level
from ioc.period import parse_period
from ioc.series_break import SeriesBreak, is_parted

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# Most gaps are filled after a step or two; then the remaining periods are read at once.
_SINGLE_STEPS = 2


def periods_back(now: str, breaks: Sequence[SeriesBreak] = ()) -> list[str]:
    """Return a period and those before it that may fill its gaps, back to a break of the series.

    >>> periods_back("2026-02")[:3]
    ['2026-02', '2026-01', '2025-12']
    """
    periods = [parse_period(now)]
    while len(periods) <= MOST_STEPS_BACK:
        before = periods[-1].previous()
        if is_parted(breaks, before.iso, now):
            break
        periods.append(before)
    return [each.iso for each in periods]


def find_provisional(
    connection: Connection,
    directories: Directories | None,
    reader: CellReader,
    place: int,
    periods: Sequence[str],
) -> Provisional | None:
    """Return an area's provisional value; None where the number is complete or cannot be filled.

    Args:
        connection: open connection.
        directories: the memory of trees; None: they are read anew.
        reader: the reader of the indicator and the tree.
        place: index of the area in the tree.
        periods: the period shown, then those before it, the latest first.
    """
    depth = int(reader.nodes.depth[place])
    if depth < Level.COMMUNE.depth:
        return fill_above(connection, directories, reader, periods).get(place)
    return fill_villages(connection, directories, reader, periods, np.array([place])).get(place)


def fill_above(
    connection: Connection,
    directories: Directories | None,
    reader: CellReader,
    periods: Sequence[str],
) -> Mapping[int, Provisional]:
    """Return the provisional values of all areas above the communes, by index in the tree.

    Complete numbers and those that cannot be filled are left out; arguments as `find_provisional`.
    """

    def read() -> dict[int, Provisional]:
        nodes, now = reader.nodes, reader.get(periods[0])
        unfinished = (nodes.depth < Level.COMMUNE.depth) & ~now.whole & ~np.isnan(now.values)
        if not reader.indicator.space_rule.adds_up or not unfinished.any():
            return {}
        sums = _fill(connection, directories, reader, periods)
        values = {
            place: sums.provisional(place, reader) for place in np.flatnonzero(unfinished).tolist()
        }
        return {place: value for place, value in values.items() if value is not None}

    if directories is None:
        return read()
    nodes, indicator = reader.nodes, reader.indicator
    key = ("filled", nodes.vintage, nodes.root_code, indicator.id, periods[0])
    return directories.remember(connection, key, read, indicator.code)


def fill_villages(
    connection: Connection,
    directories: Directories | None,
    reader: CellReader,
    periods: Sequence[str],
    communes: NDArray[np.int64] | None = None,
) -> dict[int, Provisional]:
    """Return the provisional values of communes (indexes; None: all), as `fill_above`."""
    nodes, now = reader.nodes, reader.get(periods[0])
    unfinished = (nodes.depth == Level.COMMUNE.depth) & ~now.whole & ~np.isnan(now.values)
    places = np.flatnonzero(unfinished) if communes is None else communes[unfinished[communes]]
    if not reader.indicator.space_rule.adds_up or not places.size:
        return {}
    level = count_level(Level.COMMUNE, reader.indicator.lowest_level)
    sums = _villages(connection, directories, reader, places, periods)
    values = {each.place: _provisional_of(each, level, reader) for each in sums if each.is_new}
    return {place: value for place, value in values.items() if value is not None}


@dataclass(frozen=True)
class _TreeSums:
    """The sums of all areas of a tree after filling; `is_new`: with a last number of any area."""

    over: Floats
    under: Floats
    count: NDArray[np.int64]
    expected: NDArray[np.int64]
    is_new: Bools
    level: Level

    def provisional(self, place: int, reader: CellReader) -> Provisional | None:
        """Return the provisional value of an area; None where no last number was used."""
        if not self.is_new[place]:
            return None
        whole = _AreaSum(
            place, float(self.over[place]), float(self.under[place]), int(self.count[place]),
            int(self.expected[place]), True,
        )  # fmt: skip
        return _provisional_of(whole, self.level, reader)


def _fill(
    connection: Connection,
    directories: Directories | None,
    reader: CellReader,
    periods: Sequence[str],
) -> _TreeSums:
    """Fill all areas of a tree and sum them into those above."""
    nodes, indicator = reader.nodes, reader.indicator
    level = count_level(Level.PROVINCE, indicator.lowest_level)
    everywhere = np.ones(len(nodes.id), dtype=bool)
    filling = _Filling(reader, everywhere, reader.get(periods[0]))
    steps = filling.look_back(periods)
    counts = nodes.count_inside(level)
    count = np.where(filling.complete, counts, 0)
    is_new: Bools = filling.complete & ~filling.stands
    if indicator.lowest_level is Level.VILLAGE:
        partly = np.flatnonzero(filling.rest & (nodes.depth == Level.COMMUNE.depth))
        for each in _villages(connection, directories, reader, partly, periods[: max(steps, 2)]):
            filling.over[each.place], filling.under[each.place] = each.over, each.under
            count[each.place] = 1
            is_new[each.place] = each.is_new
    sums = PairSums(
        (filling.over, filling.under), (filling.older_over, filling.older_under), count.copy()
    )
    add_up(sums, nodes.steps, filling.stands)
    # An area with an own report before, and none from inside, keeps its own number.
    own = filling.older & (sums.count == 0)
    if own.any():
        filling.over[own], filling.under[own] = filling.older_over[own], filling.older_under[own]
        count[own], is_new[own] = counts[own], True
        sums = PairSums(
            (filling.over, filling.under), (filling.over.copy(), filling.under.copy()), count
        )
        add_up(sums, nodes.steps, filling.stands | own)
    for here, parents in nodes.steps:
        above = parents[is_new[here]]
        is_new[above[~filling.stands[above]]] = True
    return _TreeSums(filling.over, filling.under, sums.count, counts, is_new, level)


def fill_communes(
    connection: Connection,
    directories: Directories | None,
    reader: CellReader,
    communes: NDArray[np.int64],
    periods: Sequence[str],
    shares: Floats,
    expected: int,
) -> Provisional | None:
    """Return the provisional value of several communes together; None: nothing to fill.

    Args:
        connection: open connection.
        directories: the memory of trees; None: they are read anew.
        reader: the reader of the indicator and the tree.
        communes: their indexes in the tree.
        periods: the period shown, then those before it, the latest first.
        shares: the share of each commune that counts.
        expected: the number of communes.
    """
    inside = np.zeros(len(reader.nodes.id), dtype=bool)
    inside[communes] = True
    filling = _Filling(reader, inside, reader.get(periods[0]))
    steps = filling.look_back(periods)
    complete, is_new = filling.complete.copy(), bool((filling.complete & ~filling.stands).any())
    if reader.indicator.lowest_level is Level.VILLAGE:
        rest = np.flatnonzero(filling.rest)
        for each in _villages(connection, directories, reader, rest, periods[: max(steps, 2)]):
            filling.over[each.place], filling.under[each.place] = each.over, each.under
            complete[each.place] = True
            is_new |= each.is_new
    usable = complete[communes]
    places, weights = communes[usable], shares[usable]
    if not is_new or not places.size:
        return None
    over, under = (
        float((parts[places] * weights).sum()) for parts in (filling.over, filling.under)
    )
    whole = _AreaSum(0, over, under, len(places), expected, is_new)
    return _provisional_of(whole, Level.COMMUNE, reader)


@dataclass(frozen=True)
class _AreaSum:
    """The sum of an area after filling, of `count` of `expected` areas."""

    place: int
    over: float
    under: float
    count: int
    expected: int
    is_new: bool  # with a last number of any area


class _Filling:
    """The areas `inside`, each with its present number or its last one before."""

    def __init__(self, reader: CellReader, inside: Bools, now: PeriodCells) -> None:
        nodes = reader.nodes
        lowest = min(reader.indicator.lowest_level.depth, Level.COMMUNE.depth)
        self._reader = reader
        self.stands: Bools = inside & now.whole & now.adds
        leaves = (nodes.depth == lowest) | (_childless(nodes) & (nodes.depth < lowest))
        leaves &= inside & ~self.stands
        # Areas below a complete number need no filling, unless one in between is incomplete.
        below_whole = _below_any(nodes, self.stands)
        between = below_whole & ~self.stands & ~leaves & ~np.isnan(now.values)
        leaves &= ~below_whole | _below_any(nodes, between)
        self.over, self.under = now.numerator.copy(), now.denominator.copy()
        self.over[~self.stands] = self.under[~self.stands] = np.nan
        self.older_over, self.older_under = self.over.copy(), self.under.copy()
        self.complete = self.stands.copy()
        silent: Bools = now.reported == 0
        self._waiting: Bools = leaves & silent
        self._partial: Bools = leaves & ~silent
        self._inner: Bools = inside & silent & ~leaves & (nodes.depth < lowest)
        self.older = np.zeros(len(inside), dtype=bool)

    @property
    def rest(self) -> Bools:
        """The lowest areas that only their villages can fill: with partial or no reports."""
        return self._partial | self._waiting

    def look_back(self, periods: Sequence[str]) -> int:
        """Give areas without a report their last number; return how many periods were read."""
        at = 1
        while self._waiting.any() and at < len(periods):
            until = at + 1 if at <= _SINGLE_STEPS else len(periods)
            self._reader.fetch(periods[at:until])
            for period in periods[at:until]:
                self._take(self._reader.get(period))
            at = until
        return at

    def _take(self, then: PeriodCells) -> None:
        usable = then.whole & then.adds
        new = self._waiting & usable
        self.over[new], self.under[new] = then.numerator[new], then.denominator[new]
        self.complete |= new
        self._waiting &= ~new
        own = self._inner & usable & ~self.older
        self.older_over[own], self.older_under[own] = then.numerator[own], then.denominator[own]
        self.older |= own


def _provisional_of(area_sum: _AreaSum, level: Level, reader: CellReader) -> Provisional | None:
    value = shown_values(
        np.array([area_sum.over]), np.array([area_sum.under]), np.array([np.nan]),
        reader.indicator.factor,
    )[0]  # fmt: skip
    if np.isnan(value):
        return None
    return Provisional(float(value), area_sum.count, area_sum.expected, level)


def _villages(
    connection: Connection,
    directories: Directories | None,
    reader: CellReader,
    communes: NDArray[np.int64],
    periods: Sequence[str],
) -> list[_AreaSum]:
    """Return the sums of communes over their villages after filling, where they have any."""
    sums = []
    for inside, owners, places in villages_of(connection, directories, reader, communes):
        in_communes = np.isin(owners, [ident for _, ident in places])
        over = np.full(len(owners), np.nan)
        under = over.copy()
        is_new = np.zeros(len(owners), dtype=bool)
        inside.fetch(periods)
        for at, period in enumerate(periods):
            cells: PeriodCells = inside.get(period)
            new = in_communes & np.isnan(over) & cells.whole & cells.adds
            over[new], under[new] = cells.numerator[new], cells.denominator[new]
            if at:
                is_new |= new
        for place, ident in places:
            mine = owners == ident
            with_number = mine & ~np.isnan(over)
            if with_number.any():
                sums.append(
                    _AreaSum(
                        place, float(over[with_number].sum()), float(under[with_number].sum()),
                        int(with_number.sum()), int(mine.sum()), bool((is_new & mine).any()),
                    )
                )  # fmt: skip
    return sums


def _below_any(nodes: Nodes, above: Bools) -> Bools:
    """Return which areas lie below any of the areas `above`."""
    below = np.zeros(len(nodes.id), dtype=bool)
    for here, parents in reversed(nodes.steps):
        below[here] = above[parents] | below[parents]
    return below


def _childless(nodes: Nodes) -> Bools:
    is_childless = np.ones(len(nodes.id), dtype=bool)
    for _, parents in nodes.steps:
        is_childless[parents] = False
    return is_childless
