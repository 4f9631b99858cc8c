"""Where the series of indicators break."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select

from data.fetch import Prepared, fetch_tuples
from data.schema import indicator, series_break
from data.unreadable import is_period
from ioc.series_break import SeriesBreak

_BREAKS = Prepared(
    select(
        indicator.c.code,
        series_break.c.period,
        series_break.c.reason_vi,
        series_break.c.reason_en,
    )
    .join(indicator, indicator.c.id == series_break.c.indicator_id)
    .order_by(indicator.c.code, series_break.c.period)
)


def read_series_breaks(connection: Connection) -> dict[str, tuple[SeriesBreak, ...]]:
    """Return the breaks of every indicator that has any, by its code, ascending."""
    found: dict[str, list[SeriesBreak]] = defaultdict(list)
    for code, *rest in fetch_tuples(connection, _BREAKS, {}):
        if is_period(rest[0]):
            found[code].append(SeriesBreak(*rest))
    return {code: tuple(breaks) for code, breaks in found.items()}
