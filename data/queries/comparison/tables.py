"""How every area of a map moved, and what it would come to: columns of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.directories import DirectoryCache
from data.pack import Pack
from data.queries.areas import Area, find_area
from data.queries.comparison.cards import SameAreas
from data.queries.comparison.cells import CellReader
from data.queries.comparison.changes import find_changes
from data.queries.comparison.fills import fill_above, fill_villages, periods_back
from data.queries.comparison.gathered import compare_gathered, find_gathered
from data.queries.comparison.nodes import find_nodes
from data.queries.directory import Directory
from ioc.area import COUNTRY_CODE, AreaKey, Level
from ioc.card import Cell
from ioc.comparison import LEAST_SHARE, Comparison, Provisional, count_level
from ioc.indicator import Indicator
from ioc.series_break import SeriesBreak


@dataclass(frozen=True)
class TableChanges:
    """Arrays in the directory's order.

    `change` in the indicator's unit, not rounded; NaN: nothing to compare, or too few. Of the
    `expected` areas of `level` inside `count` have a number on both sides; both are 0 where nobody
    is missing, or nothing can be compared.
    """

    change: NDArray[np.float64]
    count: NDArray[np.int64]
    expected: NDArray[np.int64]
    level: Level


def read_table_changes(
    connection: Connection,
    directories: DirectoryCache | None,
    indicator: Indicator,
    directory: Directory,
    now: tuple[str, Pack],
    then: tuple[str, Pack],
) -> TableChanges:
    """Return how the areas of a map moved between two periods.

    Args:
        connection: open connection.
        directories: what remembers where areas lie; None: it is read anew.
        indicator: what the map shows.
        directory: its areas.
        now: the later period and its cells, in the directory's order.
        then: the one it is compared with.
    """
    one, two = now[1].values(indicator.factor), then[1].values(indicator.factor)
    both = ~np.isnan(one) & ~np.isnan(two)
    whole = both & (now[1].reported >= now[1].expected) & (then[1].reported >= then[1].expected)
    change = np.where(whole, one - two, np.nan)
    count = np.zeros(len(change), dtype=np.int64)
    expected = count.copy()
    level = count_level(directory.level, indicator.lowest_level)
    partly = both & ~whole
    if partly.any() and indicator.space_rule.adds_up:
        root = directory.only_root or COUNTRY_CODE
        nodes = find_nodes(connection, directories, directory.vintage, root)
        reader = CellReader(connection, nodes, indicator)
        found = find_changes(connection, directories, reader, now[0], then[0])
        place = nodes.index_of(directory.areas["id"].to_numpy(dtype=np.int64))
        rows = np.flatnonzero(partly & (place >= 0))
        at = place[rows]
        count[rows], expected[rows] = found.count[at], found.expected[at]
        enough = (count[rows] > 0) & (count[rows] >= LEAST_SHARE * expected[rows])
        change[rows] = np.where(enough, found.change[at], np.nan)
        came_over = (now[1].converted > 0) | (then[1].converted > 0)
        if came_over[rows].any() and level is not directory.level:
            former = rows[came_over[rows]]
            moves = _former(connection, directories, indicator, directory, former, now[0], then[0])
            for row, moved in moves:
                count[row], expected[row] = moved.count, moved.expected
                change[row] = moved.change if moved.is_enough else np.nan
    return TableChanges(change, count, expected, level)


def read_table_provisional(
    connection: Connection,
    directories: DirectoryCache | None,
    indicator: Indicator,
    directory: Directory,
    now: tuple[str, Pack],
    breaks: Sequence[SeriesBreak] = (),
) -> NDArray[np.float64]:
    """Return what the unfinished numbers of a map would come to, as its areas' cards say it.

    In the directory's order, in the indicator's unit, not rounded; NaN: nobody is missing, or
    nothing can be filled in. Communes of the whole country are left out: their villages are too
    many.

    Args:
        connection: open connection.
        directories: what remembers it until the indicator's numbers change; None: it is read anew.
        indicator: what the map shows.
        directory: its areas.
        now: the period and its cells, in the directory's order.
        breaks: where the indicator's series breaks.
    """
    period, cells = now
    values, level = cells.values(indicator.factor), directory.level
    found = np.full(len(values), np.nan)
    partly = ~np.isnan(values) & (cells.reported < cells.expected)
    if not partly.any() or not indicator.space_rule.adds_up or level is Level.VILLAGE:
        return found
    root = directory.only_root or COUNTRY_CODE
    if level is Level.COMMUNE and root == COUNTRY_CODE:
        return found
    nodes = find_nodes(connection, directories, directory.vintage, root)
    reader, periods = CellReader(connection, nodes, indicator), periods_back(period, breaks)
    rows = np.flatnonzero(partly)
    places = nodes.index_of(directory.areas["id"].to_numpy(dtype=np.int64)[rows])
    if level is Level.COMMUNE:
        key = ("filled villages", directory.vintage, root, indicator.id, period)

        def read() -> Mapping[int, Provisional]:
            return fill_villages(connection, directories, reader, periods)

        filled = (
            directories.remember(connection, key, read, indicator.code) if directories else read()
        )
    else:
        filled = fill_above(connection, directories, reader, periods)
    for row, place in zip(rows.tolist(), places.tolist(), strict=True):
        found[row] = filled[place].value if place in filled else np.nan
    if level is Level.COMMUNE:
        return found
    codes = directory.areas["code"].tolist()
    for row in np.flatnonzero(partly & (cells.converted > 0)).tolist():
        area = _area(connection, directories, AreaKey(directory.vintage, codes[row]))
        cell = Cell(period, float(values[row]), reported=int(cells.reported[row]),
                    expected=int(cells.expected[row]), converted=1)  # fmt: skip
        provisional = SameAreas(connection, directories, area, indicator).fill(cell, breaks)
        found[row] = np.nan if provisional is None else provisional.value
    return found


def _area(connection: Connection, directories: DirectoryCache | None, key: AreaKey) -> Area:
    return directories.path(connection, key)[-1] if directories else find_area(connection, key)


def _former(
    connection: Connection,
    directories: DirectoryCache | None,
    indicator: Indicator,
    directory: Directory,
    rows: NDArray[np.int64],
    now: str,
    then: str,
) -> list[tuple[int, Comparison]]:
    """Return how former areas moved over their communes of today: row and comparison."""
    if directory.level.depth >= Level.COMMUNE.depth:
        return []
    readers: dict[str, CellReader] = {}
    found = []
    codes = directory.areas["code"].tolist()
    for row in rows.tolist():
        key = AreaKey(directory.vintage, codes[row])
        area = _area(connection, directories, key)
        gathered = find_gathered(connection, directories, area)
        if gathered is None:
            continue
        root = gathered.nodes.root_code
        if root not in readers:
            readers[root] = CellReader(connection, gathered.nodes, indicator)
        moved = compare_gathered(connection, directories, gathered, readers[root], now, then)
        if moved is not None:
            found.append((row, moved))
    return found
