"""What an unfinished number would come to if those who are missing had kept their last one."""

from __future__ import annotations

from collections.abc import Sequence
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
from ioc.comparison import Provisional, count_level

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# Most gaps close after a step or two; then all that is left is read at once.
_SINGLE_STEPS = 2


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
    nodes, indicator = reader.nodes, reader.indicator
    now = reader.get(periods[0])
    if not indicator.space_rule.adds_up or now.whole[place] or np.isnan(now.shown[place]):
        return None
    depth = int(nodes.depth[place])
    level = count_level(_level(depth), indicator.lowest_level)
    if depth == Level.COMMUNE.depth:
        for each in _villages(connection, directories, reader, np.array([place]), periods):
            return _made(each, level, reader) if each.is_new else None
        return None
    filled = _Filling(reader, _below(nodes, place), now)
    steps = filled.look_back(periods)
    counts = nodes.count_inside(level)
    count = np.where(filled.done, counts, 0)
    is_new = bool((filled.done & ~filled.stands).any())
    if indicator.lowest_level is Level.VILLAGE:
        partly = np.flatnonzero(filled.rest & (nodes.depth == Level.COMMUNE.depth))
        for each in _villages(connection, directories, reader, partly, periods[: max(steps, 2)]):
            filled.over[each.place], filled.under[each.place] = each.over, each.under
            count[each.place] = 1
            is_new |= each.is_new
    sums = Sums((filled.over, filled.under), (filled.older_over, filled.older_under), count.copy())
    add_up(sums, nodes.steps, filled.stands)
    # Who reported for itself before, and whose areas inside never have, keeps its own number.
    own = filled.older & (sums.count == 0)
    if own.any():
        filled.over[own], filled.under[own] = filled.older_over[own], filled.older_under[own]
        count[own], is_new = counts[own], True
        sums = Sums((filled.over, filled.under), (filled.over.copy(), filled.under.copy()), count)
        add_up(sums, nodes.steps, filled.stands | own)
    if not is_new:
        return None
    whole = _Filled(
        place, float(filled.over[place]), float(filled.under[place]), int(sums.count[place]),
        int(counts[place]), is_new,
    )  # fmt: skip
    return _made(whole, level, reader)


def fill_communes(
    connection: Connection,
    directories: DirectoryCache | None,
    reader: CellReader,
    communes: NDArray[np.int64],
    periods: Sequence[str],
) -> Provisional | None:
    """Return what the number of some communes together would be; None: nothing to fill in.

    Args:
        connection: open connection.
        directories: what remembers where areas lie; None: it is read anew.
        reader: of the indicator and the tree.
        communes: their indexes in the tree.
        periods: the one shown, then those before it, the latest first.
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
    chosen = communes[done[communes]]
    if not is_new or not chosen.size:
        return None
    under = float(filled.under[chosen].sum())
    whole = _Filled(0, float(filled.over[chosen].sum()), under, len(chosen), len(communes), is_new)
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
    """The areas below one, each with its number now or its last one before."""

    def __init__(self, reader: CellReader, inside: Bools, now: Cells) -> None:
        nodes = reader.nodes
        lowest = min(reader.indicator.lowest_level.depth, Level.COMMUNE.depth)
        self._reader = reader
        self.stands: Bools = inside & now.whole & now.adds
        leaves = (nodes.depth == lowest) | (_childless(nodes) & (nodes.depth < lowest))
        leaves &= inside & ~_below_any(nodes, self.stands) & ~self.stands
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


def _level(depth: int) -> Level:
    return next(level for level in Level if level.depth == depth)


def _below(nodes: Nodes, place: int) -> Bools:
    """Return which areas lie below one."""
    top = np.zeros(len(nodes.id), dtype=bool)
    top[place] = True
    return _below_any(nodes, top)


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
