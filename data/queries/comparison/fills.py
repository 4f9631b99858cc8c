"""What an unfinished number would come to if those who are missing had kept their last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.directories import DirectoryCache
from data.pack import shown_values
from data.queries.comparison.cells import CellReader, Cells
from data.queries.comparison.changes import Sums, add_up, villages_of
from data.queries.comparison.nodes import Nodes
from ioc.area import Level
from ioc.comparison import MOST_STEPS_BACK, Provisional, count_level
from ioc.period import parse_period
from ioc.series_break import SeriesBreak, is_parted

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# Most gaps close after a step or two; then all that is left is read at once.
_SINGLE_STEPS = 2


def periods_back(now: str, breaks: Sequence[SeriesBreak] = ()) -> list[str]:
    """Return a period and those before it in which last numbers are looked for; none over a break.

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
    directories: DirectoryCache | None,
    reader: CellReader,
    place: int,
    periods: Sequence[str],
) -> Provisional | None:
    """Return what an area's number would be; None where nobody is missing or none can be filled in.

    Args:
        connection: open connection.
        directories: what remembers where areas lie; None: it is read anew.
        reader: of the indicator and the tree.
        place: index of the area in the tree.
        periods: the one shown, then those before it, the latest first.
    """
    depth = int(reader.nodes.depth[place])
    if depth < Level.COMMUNE.depth:
        return fill_above(connection, directories, reader, periods).get(place)
    return fill_villages(connection, directories, reader, periods, np.array([place])).get(place)


def fill_above(
    connection: Connection,
    directories: DirectoryCache | None,
    reader: CellReader,
    periods: Sequence[str],
) -> Mapping[int, Provisional]:
    """Return what all numbers above the communes would be, by index in the tree.

    Those that nobody is missing from, or that nothing can be filled in of, are left out; arguments
    as `find_provisional`.
    """

    def read() -> dict[int, Provisional]:
        nodes, now = reader.nodes, reader.get(periods[0])
        asked = (nodes.depth < Level.COMMUNE.depth) & ~now.whole & ~np.isnan(now.shown)
        if not reader.indicator.space_rule.adds_up or not asked.any():
            return {}
        sums = _fill(connection, directories, reader, periods)
        made = {place: sums.made(place, reader) for place in np.flatnonzero(asked).tolist()}
        return {place: found for place, found in made.items() if found is not None}

    if directories is None:
        return read()
    nodes, indicator = reader.nodes, reader.indicator
    key = ("filled", nodes.vintage, nodes.root_code, indicator.id, periods[0])
    return directories.remember(connection, key, read, indicator.code)


def fill_villages(
    connection: Connection,
    directories: DirectoryCache | None,
    reader: CellReader,
    periods: Sequence[str],
    communes: NDArray[np.int64] | None = None,
) -> dict[int, Provisional]:
    """Return what numbers of communes (indexes; None: all) would be, as `fill_above`."""
    nodes, now = reader.nodes, reader.get(periods[0])
    asked = (nodes.depth == Level.COMMUNE.depth) & ~now.whole & ~np.isnan(now.shown)
    places = np.flatnonzero(asked) if communes is None else communes[asked[communes]]
    if not reader.indicator.space_rule.adds_up or not places.size:
        return {}
    level = count_level(Level.COMMUNE, reader.indicator.lowest_level)
    filled = _villages(connection, directories, reader, places, periods)
    made = {each.place: _made(each, level, reader) for each in filled if each.is_new}
    return {place: found for place, found in made.items() if found is not None}


@dataclass(frozen=True)
class _Sums:
    """The filled up sums of all areas of a tree; `is_new`: anybody in it was filled in."""

    over: Floats
    under: Floats
    count: NDArray[np.int64]
    expected: NDArray[np.int64]
    is_new: Bools
    level: Level

    def made(self, place: int, reader: CellReader) -> Provisional | None:
        """Return what one area's number would be; None where nobody was filled in."""
        if not self.is_new[place]:
            return None
        whole = _Filled(
            place, float(self.over[place]), float(self.under[place]), int(self.count[place]),
            int(self.expected[place]), True,
        )  # fmt: skip
        return _made(whole, self.level, reader)


def _fill(
    connection: Connection,
    directories: DirectoryCache | None,
    reader: CellReader,
    periods: Sequence[str],
) -> _Sums:
    """Fill up all areas of a tree and sum them into those above."""
    nodes, indicator = reader.nodes, reader.indicator
    level = count_level(Level.PROVINCE, indicator.lowest_level)
    everywhere = np.ones(len(nodes.id), dtype=bool)
    filled = _Filling(reader, everywhere, reader.get(periods[0]))
    steps = filled.look_back(periods)
    counts = nodes.count_inside(level)
    count = np.where(filled.done, counts, 0)
    is_new: Bools = filled.done & ~filled.stands
    if indicator.lowest_level is Level.VILLAGE:
        partly = np.flatnonzero(filled.rest & (nodes.depth == Level.COMMUNE.depth))
        for each in _villages(connection, directories, reader, partly, periods[: max(steps, 2)]):
            filled.over[each.place], filled.under[each.place] = each.over, each.under
            count[each.place] = 1
            is_new[each.place] = each.is_new
    sums = Sums((filled.over, filled.under), (filled.older_over, filled.older_under), count.copy())
    add_up(sums, nodes.steps, filled.stands)
    # Who reported for itself before, and whose areas inside never have, keeps its own number.
    own = filled.older & (sums.count == 0)
    if own.any():
        filled.over[own], filled.under[own] = filled.older_over[own], filled.older_under[own]
        count[own], is_new[own] = counts[own], True
        sums = Sums((filled.over, filled.under), (filled.over.copy(), filled.under.copy()), count)
        add_up(sums, nodes.steps, filled.stands | own)
    for here, parents in nodes.steps:
        above = parents[is_new[here]]
        is_new[above[~filled.stands[above]]] = True
    return _Sums(filled.over, filled.under, sums.count, counts, is_new, level)


def fill_communes(
    connection: Connection,
    directories: DirectoryCache | None,
    reader: CellReader,
    communes: NDArray[np.int64],
    periods: Sequence[str],
    shares: Floats,
    expected: int,
) -> Provisional | None:
    """Return what the number of some communes together would be; None: nothing to fill in.

    Args:
        connection: open connection.
        directories: what remembers where areas lie; None: it is read anew.
        reader: of the indicator and the tree.
        communes: their indexes in the tree.
        periods: the one shown, then those before it, the latest first.
        shares: how much of each commune counts.
        expected: how many communes there are.
    """
    inside = np.zeros(len(reader.nodes.id), dtype=bool)
    inside[communes] = True
    filled = _Filling(reader, inside, reader.get(periods[0]))
    steps = filled.look_back(periods)
    done, is_new = filled.done.copy(), bool((filled.done & ~filled.stands).any())
    if reader.indicator.lowest_level is Level.VILLAGE:
        rest = np.flatnonzero(filled.rest)
        for each in _villages(connection, directories, reader, rest, periods[: max(steps, 2)]):
            filled.over[each.place], filled.under[each.place] = each.over, each.under
            done[each.place] = True
            is_new |= each.is_new
    known = done[communes]
    chosen, weights = communes[known], shares[known]
    if not is_new or not chosen.size:
        return None
    over, under = (float((parts[chosen] * weights).sum()) for parts in (filled.over, filled.under))
    whole = _Filled(0, over, under, len(chosen), expected, is_new)
    return _made(whole, Level.COMMUNE, reader)


@dataclass(frozen=True)
class _Filled:
    """The sum of an area that was filled up: `count` of `expected` areas are in it."""

    place: int
    over: float
    under: float
    count: int
    expected: int
    is_new: bool  # anybody was filled in


class _Filling:
    """The areas `inside`, each with its number now or its last one before."""

    def __init__(self, reader: CellReader, inside: Bools, now: Cells) -> None:
        nodes = reader.nodes
        lowest = min(reader.indicator.lowest_level.depth, Level.COMMUNE.depth)
        self._reader = reader
        self.stands: Bools = inside & now.whole & now.adds
        leaves = (nodes.depth == lowest) | (_childless(nodes) & (nodes.depth < lowest))
        leaves &= inside & ~self.stands
        # Nobody waits for those below a whole number, unless one between them is not whole.
        covered = _below_any(nodes, self.stands)
        between = covered & ~self.stands & ~leaves & ~np.isnan(now.shown)
        leaves &= ~covered | _below_any(nodes, between)
        self.over, self.under = now.numerator.copy(), now.denominator.copy()
        self.over[~self.stands] = self.under[~self.stands] = np.nan
        self.older_over, self.older_under = self.over.copy(), self.under.copy()
        self.done = self.stands.copy()
        silent: Bools = now.reported == 0
        self._waiting: Bools = leaves & silent
        self._begun: Bools = leaves & ~silent
        self._inner: Bools = inside & silent & ~leaves & (nodes.depth < lowest)
        self.older = np.zeros(len(inside), dtype=bool)

    @property
    def rest(self) -> Bools:
        """The lowest areas that only their villages can fill up: begun, or never whole."""
        return self._begun | self._waiting

    def look_back(self, periods: Sequence[str]) -> int:
        """Give the silent their last number; return how many periods were read."""
        at = 1
        while self._waiting.any() and at < len(periods):
            until = at + 1 if at <= _SINGLE_STEPS else len(periods)
            self._reader.fetch(periods[at:until])
            for period in periods[at:until]:
                self._take(self._reader.get(period))
            at = until
        return at

    def _take(self, then: Cells) -> None:
        known = then.whole & then.adds
        taken = self._waiting & known
        self.over[taken], self.under[taken] = then.numerator[taken], then.denominator[taken]
        self.done |= taken
        self._waiting &= ~taken
        own = self._inner & known & ~self.older
        self.older_over[own], self.older_under[own] = then.numerator[own], then.denominator[own]
        self.older |= own


def _made(found: _Filled, level: Level, reader: CellReader) -> Provisional | None:
    value = shown_values(
        np.array([found.over]), np.array([found.under]), np.array([np.nan]),
        reader.indicator.factor,
    )[0]  # fmt: skip
    if np.isnan(value):
        return None
    return Provisional(float(value), found.count, found.expected, level)


def _villages(
    connection: Connection,
    directories: DirectoryCache | None,
    reader: CellReader,
    communes: NDArray[np.int64],
    periods: Sequence[str],
) -> list[_Filled]:
    """Return the sums of communes whose villages are filled up, as far as they have any."""
    found = []
    for inside, owners, places in villages_of(connection, directories, reader, communes):
        wanted = np.isin(owners, [ident for _, ident in places])
        over = np.full(len(owners), np.nan)
        under = over.copy()
        filled = np.zeros(len(owners), dtype=bool)
        inside.fetch(periods)
        for at, period in enumerate(periods):
            cells: Cells = inside.get(period)
            taken = wanted & np.isnan(over) & cells.whole & cells.adds
            over[taken], under[taken] = cells.numerator[taken], cells.denominator[taken]
            if at:
                filled |= taken
        for place, ident in places:
            mine = owners == ident
            held = mine & ~np.isnan(over)
            if held.any():
                found.append(
                    _Filled(
                        place, float(over[held].sum()), float(under[held].sum()),
                        int(held.sum()), int(mine.sum()), bool((filled & mine).any()),
                    )
                )  # fmt: skip
    return found


def _below_any(nodes: Nodes, above: Bools) -> Bools:
    """Return which areas lie below any of some."""
    reached = np.zeros(len(nodes.id), dtype=bool)
    for here, parents in reversed(nodes.steps):
        reached[here] = above[parents] | reached[parents]
    return reached


def _childless(nodes: Nodes) -> Bools:
    found = np.ones(len(nodes.id), dtype=bool)
    for _, parents in nodes.steps:
        found[parents] = False
    return found
