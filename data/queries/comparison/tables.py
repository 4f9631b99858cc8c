"""The change and the provisional value of every area of a map: columns of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.numbers.pack import Pack
from data.queries.areas import Area, find_area
from data.queries.comparison.cards import SameAreas
from data.queries.comparison.cells import CellReader
from data.queries.comparison.changes import find_changes
from data.queries.comparison.fills import fill_above, fill_villages, periods_back
from data.queries.comparison.nodes import find_nodes
from data.queries.comparison.successors import compare_over_successors, find_successors
from data.queries.directories import Directories
from data.queries.directory import Directory
from ioc.area import COUNTRY_CODE, AreaKey, Level
from ioc.card import Cell
from ioc.comparison import LEAST_SHARE, Comparison, Provisional, count_level
from ioc.indicator import Indicator
from ioc.series_break import SeriesBreak


@dataclass(frozen=True)
class TableChanges:
    """Arrays in the directory's order.

    `change` in the indicator's unit, not rounded; NaN: not comparable, or over too few areas. Of
    the `expected` areas of `level` inside, `count` have a number in both periods; both are 0 where
    none is missing, or nothing is comparable.
    """

    change: NDArray[np.float64]
    count: NDArray[np.int64]
    expected: NDArray[np.int64]
    level: Level


def read_table_changes(
    connection: Connection,
    directories: Directories | None,
    indicator: Indicator,
    directory: Directory,
    now: tuple[str, Pack],
    then: tuple[str, Pack],
) -> TableChanges:
    """Return the changes of the areas of a map between two periods.

    Args:
        connection: open connection.
        directories: the memory of trees; None: they are read anew.
        indicator: the indicator of the map.
        directory: its areas.
        now: the later period and its cells, in the directory's order.
        then: the period to compare with, and its cells.
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
        changes = find_changes(connection, directories, reader, now[0], then[0])
        place = nodes.index_of(directory.areas["id"].to_numpy(dtype=np.int64))
        rows = np.flatnonzero(partly & (place >= 0))
        at = place[rows]
        count[rows], expected[rows] = changes.count[at], changes.expected[at]
        enough = (count[rows] > 0) & (count[rows] >= LEAST_SHARE * expected[rows])
        change[rows] = np.where(enough, changes.change[at], np.nan)
        came_over = (now[1].converted > 0) | (then[1].converted > 0)
        if came_over[rows].any() and level is not directory.level:
            former = rows[came_over[rows]]
            moves = _former(connection, directories, indicator, directory, former, now[0], then[0])
            for row, comparison in moves:
                count[row], expected[row] = comparison.count, comparison.expected
                change[row] = comparison.change if comparison.is_enough else np.nan
    return TableChanges(change, count, expected, level)


def read_table_provisional(
    connection: Connection,
    directories: Directories | None,
    indicator: Indicator,
    directory: Directory,
    now: tuple[str, Pack],
    breaks: Sequence[SeriesBreak] = (),
) -> NDArray[np.float64]:
    """Return the provisional values of a map, the same as on its areas' cards.

    In the directory's order, in the indicator's unit, not rounded; NaN: complete, or impossible to
    fill. Communes of the whole country are left out: they have too many villages.

    Args:
        connection: open connection.
        directories: the memory until the indicator's numbers change; None: they are read anew.
        indicator: the indicator of the map.
        directory: its areas.
        now: the period and its cells, in the directory's order.
        breaks: the breaks of the indicator's series.
    """
    period, cells = now
    values, level = cells.values(indicator.factor), directory.level
    provisional = np.full(len(values), np.nan)
    partly = ~np.isnan(values) & (cells.reported < cells.expected)
    if not partly.any() or not indicator.space_rule.adds_up or level is Level.VILLAGE:
        return provisional
    root = directory.only_root or COUNTRY_CODE
    if level is Level.COMMUNE and root == COUNTRY_CODE:
        return provisional
    nodes = find_nodes(connection, directories, directory.vintage, root)
    reader, periods = CellReader(connection, nodes, indicator), periods_back(period, breaks)
    rows = np.flatnonzero(partly)
    places = nodes.index_of(directory.areas["id"].to_numpy(dtype=np.int64)[rows])
    if level is Level.COMMUNE:
        key = ("filled villages", directory.vintage, root, indicator.id, period)

        def read() -> Mapping[int, Provisional]:
            return fill_villages(connection, directories, reader, periods)

        by_place = (
            directories.remember(connection, key, read, indicator.code) if directories else read()
        )
    else:
        by_place = fill_above(connection, directories, reader, periods)
    for row, place in zip(rows.tolist(), places.tolist(), strict=True):
        provisional[row] = by_place[place].value if place in by_place else np.nan
    if level is Level.COMMUNE:
        return provisional
    codes = directory.areas["code"].tolist()
    for row in np.flatnonzero(partly & (cells.converted > 0)).tolist():
        area = _area(connection, directories, AreaKey(directory.vintage, codes[row]))
        cell = Cell(period, float(values[row]), reported=int(cells.reported[row]),
                    expected=int(cells.expected[row]), converted=1)  # fmt: skip
        of_card = SameAreas(connection, directories, area, indicator).fill(cell, breaks)
        provisional[row] = np.nan if of_card is None else of_card.value
    return provisional


def _area(connection: Connection, directories: Directories | None, key: AreaKey) -> Area:
    return directories.path(connection, key)[-1] if directories else find_area(connection, key)


def _former(
    connection: Connection,
    directories: Directories | None,
    indicator: Indicator,
    directory: Directory,
    rows: NDArray[np.int64],
    now: str,
    then: str,
) -> list[tuple[int, Comparison]]:
    """Return the comparisons of former areas over their communes of today, with their rows."""
    if directory.level.depth >= Level.COMMUNE.depth:
        return []
    readers: dict[str, CellReader] = {}
    comparisons = []
    codes = directory.areas["code"].tolist()
    for row in rows.tolist():
        key = AreaKey(directory.vintage, codes[row])
        area = _area(connection, directories, key)
        successors = find_successors(connection, directories, area)
        if successors is None:
            continue
        root = successors.nodes.root_code
        if root not in readers:
            readers[root] = CellReader(connection, successors.nodes, indicator)
        comparison = compare_over_successors(
            connection, directories, successors, readers[root], now, then
        )
        if comparison is not None:
            comparisons.append((row, comparison))
    return comparisons
