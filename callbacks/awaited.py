"""Which later period one looks for on a map that shows an earlier one."""

from __future__ import annotations

from sqlalchemy import Connection

from callbacks.context import Context
from data.queries.areas import Area
from data.queries.comparison.cards import find_awaited
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
    """Return the last period of a map that is over, and the later one that its neighbours have.

    None where there is no later one. Arguments as `callbacks.map_spec.measure`.
    """
    directory = context.directories.get(connection, area.key.vintage, level, area.key.code, former)
    today = context.today()
    periods = map(parse_period, reversed(context.directories.periods(
        connection, indicator, directory)))  # fmt: skip
    shown = next((each for each in periods if each.is_closed(today)), None)
    if shown is None:
        return None
    later = find_awaited(connection, context.directories, area, indicator, shown, today)
    return None if later is None else (shown, later)
