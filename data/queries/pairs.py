"""Two indicators of the areas of one map, and the ways of some areas through time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from data.queries.directories import Directories
from data.queries.directory import Directory
from data.queries.maps import read_slice
from data.queries.own_targets import targets_in_force
from data.queries.periods import last_within
from data.queries.standing import cell_standings
from data.queries.view import View
from ioc.card import Cell
from ioc.indicator import Indicator
from ioc.pair import Pair, PairSide, make_pair
from ioc.period import parse_period
from ioc.series_break import SeriesBreak, is_parted

# Points of a trail: two years of months. A longer one makes all else small.
MOST_POINTS = 24


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
    )


def pair_points(
    x: Sequence[Cell],
    y: Sequence[Cell],
    until: str,
    breaks: Sequence[SeriesBreak] = (),
) -> list[tuple[str, float | None, float | None]]:
    """Return an area's way through two series up to a period: (period of x, x, y), ascending.

    At most the last `MOST_POINTS`. Only periods at whose last day both have a number of enough
    reports; a break of either series between two of them is a point without numbers.

    >>> month, quarter = [Cell("2024-03", 1.0), Cell("2024-04", 2.0)], [Cell("2024-Q1", 9.0)]
    >>> pair_points(month, quarter, "2024-12")
    [('2024-03', 1.0, 9.0)]
    """
    last_day = parse_period(until).end
    by_day = {
        parse_period(each.period).end: each.value
        for each in y
        if each.value is not None and not each.is_thin
    }
    points: list[tuple[str, float | None, float | None]] = []
    for cell in x:
        day = parse_period(cell.period).end
        if cell.value is None or cell.is_thin or day > last_day or day not in by_day:
            continue
        if points and is_parted(breaks, points[-1][0], cell.period):
            points.append((cell.period, None, None))
        points.append((cell.period, cell.value, by_day[day]))
    return points[-MOST_POINTS:]
