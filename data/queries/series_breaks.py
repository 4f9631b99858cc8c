"""Queries for the breaks in the series of indicators."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select

from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import indicator, series_break
from data.store.unreadable import is_period
from ioc.series_break import SeriesBreak

_BREAKS = PreparedQuery(
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
    """Return the breaks of each indicator that has any, by code, ascending by period."""
    by_code: dict[str, list[SeriesBreak]] = defaultdict(list)
    for code, *rest in fetch_tuples(connection, _BREAKS, {}):
        if is_period(rest[0]):
            by_code[code].append(SeriesBreak(*rest))
    return {code: tuple(breaks) for code, breaks in by_code.items()}
