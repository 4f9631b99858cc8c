"""The later period that a map does not have yet, though its neighbours do."""

from __future__ import annotations

from sqlalchemy import Connection

from callbacks.frame.context import Context
from data.queries.areas import Area
from data.queries.comparison.cards import find_awaited_period
from ioc.area import Level
from ioc.indicator import Indicator
from ioc.period import Period, parse_period


def read_awaited(
    context: Context,
    connection: Connection,
    area: Area,
    level: Level,
    indicator: Indicator,
    former: str | None = None,
) -> tuple[Period, Period] | None:
    """Return the last closed period of a map, and the later one that its neighbours have.

    None where there is no later one. Arguments as `callbacks.map.spec.measure`.
    """
    directory = context.directories.get(connection, area.key.vintage, level, area.key.code, former)
    today = context.today()
    periods = map(parse_period, reversed(context.directories.periods(
        connection, indicator, directory)))  # fmt: skip
    last_closed = next((each for each in periods if each.is_closed(today)), None)
    if last_closed is None:
        return None
    later = find_awaited_period(
        connection, context.directories, area, indicator, last_closed, today
    )
    return None if later is None else (last_closed, later)
