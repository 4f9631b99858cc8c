"""Areas × indicators and areas × periods of a view, in the order in which the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.numbers.origins import origin_codes
from data.numbers.pack import Pack
from data.queries.areas import Area, find_area
from data.queries.directories import Directories
from data.queries.maps import read_slices
from data.queries.own_targets import targets_in_force
from data.queries.periods import last_within
from data.queries.screens.cards import read_cards
from data.queries.screens.view_table import sort_of
from data.queries.standing import cell_standings
from data.queries.view import View
from ioc.area import AreaKey
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.standing import Standings

# Of more areas only one group of indicators is shown: all would be hundreds of thousands of cells.
MOST_AREAS_WITH_ALL = 500


@dataclass(frozen=True)
class PivotColumn:
    """The numbers of all areas in one indicator and period, in the order of the view's directory.

    `key` is what the address sorts by: the indicator's code, or the period.
    """

    key: str
    indicator: Indicator
    period: str
    cells: Pack
    values: NDArray[np.float64]
    standings: Standings


@dataclass(frozen=True)
class Pivot:
    """A table of areas: `order` are the rows of the view's directory as they are shown.

    `sort` is what they are sorted by: a column's key, "name" or "rank", "-" before it where turned.
    `silent` are the indicators that have no number here and no column.
    """

    columns: tuple[PivotColumn, ...]
    order: NDArray[np.int64]
    sort: str
    silent: tuple[Indicator, ...]

    @property
    def is_demo(self) -> bool:
        """True where made-up data is in any number."""
        return any(bool(column.cells.demo.any()) for column in self.columns)

    def origins(self, rows: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the `origin_code` of each number of rows of the directory (rows × columns)."""
        codes = [
            np.where(np.isnan(each.values), 0, origin_codes(each.cells))[rows]
            for each in self.columns
        ]
        return np.column_stack(codes) if codes else np.zeros((len(rows), 0), np.int32)


def pivot_indicators(view: View) -> list[Indicator]:
    """Return the indicators that have columns: those of the group, or all where areas are few."""
    group = view.state.group
    if len(view.directory.areas) > MOST_AREAS_WITH_ALL:
        group = view.indicator.group_code
    return [
        each
        for each in view.indicators
        if group in ("", each.group_code) and each.lowest_level.depth >= view.level.depth
    ]


def read_pivot(connection: Connection, directories: Directories, view: View) -> Pivot:
    """Return the table that the state's `pivot` ("indicators" or "periods") names.

    Columns are the indicators of the catalogue, each in its last period that is over when the
    period shown ends; or the periods of the view's indicator, the latest first.
    """
    if view.state.pivot == "periods":
        by_period = _period_columns(connection, directories, view)
        return Pivot(by_period, *_order(connection, directories, view, by_period), ())
    columns: list[PivotColumn] = []
    silent: list[Indicator] = []
    for each in pivot_indicators(view) if view.period else ():
        periods = directories.periods(connection, each, view.directory)
        period = last_within(view.period, periods)
        one = _columns(connection, directories, view, each, [period] if period else [])
        if one and not np.isnan(one[0].values).all():
            columns += one
        else:
            silent.append(each)
    in_order = tuple(columns)
    return Pivot(in_order, *_order(connection, directories, view, in_order), tuple(silent))


def read_area_pivot(
    connection: Connection, directories: Directories, view: View, today: date
) -> list[Card]:
    """Return a card of each indicator of the picked area, else of the area shown.

    Indicators of the state's group, else all, in the catalogue's order; each in its last period
    that is over when the period shown ends.
    """
    area = pivot_area(connection, view)
    indicators = [
        each
        for each in view.indicators
        if view.state.group in ("", each.group_code) and each.lowest_level.depth >= area.level.depth
    ]
    latest = parse_period(view.period) if view.period else None
    return read_cards(connection, area, indicators, latest, today, directories=directories)


def pivot_area(connection: Connection, view: View) -> Area:
    """Return the area of a table of all indicators: the picked one, else the one shown."""
    if view.state.selected:
        return find_area(connection, AreaKey(view.state.vintage, view.state.selected))
    return view.former or view.area


def _period_columns(
    connection: Connection, directories: Directories, view: View
) -> tuple[PivotColumn, ...]:
    periods = list(reversed(view.periods)) if view.has_level_data else []
    return tuple(_columns(connection, directories, view, view.indicator, periods))


def _columns(
    connection: Connection,
    directories: Directories,
    view: View,
    indicator: Indicator,
    periods: Sequence[str],
) -> list[PivotColumn]:
    if not periods:
        return []
    directory, columns = view.directory, []
    targets = directories.targets(connection, indicator.code)
    slices = read_slices(connection, indicator, directory, periods)
    for period, cells in zip(periods, slices, strict=True):
        limits = targets_in_force(targets, indicator.code, directory, period)
        values, standing = cell_standings(indicator, cells, limits)
        key = period if view.state.pivot == "periods" else indicator.code
        columns.append(PivotColumn(key, indicator, period, cells, values, standing))
    return columns


def _order(
    connection: Connection,
    directories: Directories,
    view: View,
    columns: Sequence[PivotColumn],
) -> tuple[NDArray[np.int64], str]:
    """Return the rows in the state's order, and its `sort`; else in the usual order of the view.

    Rows without the number sorted by are last; equal ones by name, as in the ranked table.
    """
    by_name = view.directory.name_places
    sort = view.state.sort
    keys_of = {each.key: each.standings.numbers for each in columns} | {"name": by_name}
    keys = keys_of.get(sort.removeprefix("-"))
    if keys is None:
        usual = sort_of(connection, view, directories)
        sort = usual if usual.endswith("rank") else "rank"
        own = next((each for each in columns
                      if (each.indicator.code, each.period) == (view.indicator.code, view.period)),
                     None)  # fmt: skip
        if own is None and view.period:
            own = _columns(connection, directories, view, view.indicator, [view.period])[0]
        keys, sort = (own.standings.rank, sort) if own else (by_name, "rank")
    keys = np.where(np.isnan(keys), np.inf, -keys if sort.startswith("-") else keys)
    return np.lexsort((by_name, keys)), sort
