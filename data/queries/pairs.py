"""Two indicators of the areas of one map."""

from __future__ import annotations

from sqlalchemy import Connection

from data.queries.directories import Directories
from data.queries.directory import Directory
from data.queries.maps import read_slice
from data.queries.own_targets import targets_in_force
from data.queries.periods import last_within
from data.queries.standing import cell_standings
from data.queries.view import View
from ioc.indicator import Indicator
from ioc.pair import Pair, PairSide, make_pair


def read_pair(
    connection: Connection, directories: Directories, view: View, second: Indicator
) -> Pair:
    """Return the areas of a view by its indicator (x) and a second one (y).

    Both in the period shown; a second indicator of other periods in its last one that is over when
    the period shown ends.
    """
    directory = view.directory
    periods = directories.periods(connection, second, directory)
    period = last_within(view.period, periods) if view.period else ""
    return make_pair(
        _read_side(connection, directories, view.indicator, directory, view.period),
        _read_side(connection, directories, second, directory, period),
    )


def _read_side(
    connection: Connection,
    directories: Directories,
    indicator: Indicator,
    directory: Directory,
    period: str,
) -> PairSide:
    cells = read_slice(connection, indicator, directory, period)
    targets = targets_in_force(
        directories.targets(connection, indicator.code), indicator.code, directory, period
    )
    values, standing = cell_standings(indicator, cells, targets)
    return PairSide(
        indicator,
        period,
        values,
        cells.numerator,
        cells.denominator,
        targets,
        standing,
        cells.demo > 0,
    )
