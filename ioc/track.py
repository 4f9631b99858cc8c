"""The way of an area through two series: where a line may lead, and how certain each point is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ioc.card import Cell
from ioc.land_gap import find_gaps
from ioc.period import parse_period
from ioc.sentences.origin import less_certain
from ioc.series_break import SeriesBreak, is_parted

# Points of a track: two years of months. A longer one makes all else small.
MOST_POINTS = 24


@dataclass(frozen=True)
class TrackPoint:
    """An area's two numbers at the end of a period: the cell's value across, and `up`.

    What the cell says of its origin is that of the less certain of the two numbers; it is `apart`
    where no line leads to it: either series breaks before it, or covers other areas from there on.
    """

    cell: Cell
    up: float


def track_points(
    across: Sequence[Cell],
    up: Sequence[Cell],
    until: str,
    breaks: Sequence[SeriesBreak] = (),
) -> list[TrackPoint]:
    """Return an area's way through two series up to a period, ascending.

    At most the last `MOST_POINTS`; only periods at whose last day both have a number of enough
    reports.

    >>> month, quarter = [Cell("2024-03", 1.0), Cell("2024-04", 2.0)], [Cell("2024-Q1", 9.0)]
    >>> [(each.cell.period, each.cell.value, each.up)
    ...  for each in track_points(month, quarter, "2024-12")]
    [('2024-03', 1.0, 9.0)]
    """
    last_day = parse_period(until).end
    by_day = {parse_period(cell.period).end: cell for cell in up}
    gaps = [parse_period(period).end for series in (across, up) for period in find_gaps(series)]
    points: list[TrackPoint] = []
    for cell in across:
        day = parse_period(cell.period).end
        other = by_day.get(day)
        if day > last_day or other is None or cell.value is None or other.value is None:
            continue
        if cell.is_thin or other.is_thin:
            continue
        before = points[-1].cell.period if points else ""
        apart = bool(before) and (
            is_parted(breaks, before, cell.period)
            or any(parse_period(before).end < gap <= day for gap in gaps)
        )
        doubtful = less_certain(cell, other)
        points.append(
            TrackPoint(
                replace(doubtful, period=cell.period, value=cell.value, apart=apart), other.value
            )
        )
    return points[-MOST_POINTS:]
