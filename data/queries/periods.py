"""The periods in which an indicator has numbers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import indicator, pack, vintage_scope
from data.store.unreadable import periods_among
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator
from ioc.period import Frequency, Period, parse_period, period_of

_ROW_VINTAGES = select(vintage_scope.c.area_vintage).where(
    vintage_scope.c.vintage == bindparam("vintage")
)
_ANY_PERIODS = (
    select(pack.c.period)
    .where(
        pack.c.indicator_id == bindparam("indicator_id"),
        pack.c.level == bindparam("level"),
    )
    .distinct()
    .order_by(pack.c.period)
)
_PERIODS = PreparedQuery(_ANY_PERIODS.where(pack.c.vintage.in_(_ROW_VINTAGES.distinct())))
_PERIODS_OF_TOP = PreparedQuery(
    _ANY_PERIODS.where(
        pack.c.vintage.in_(_ROW_VINTAGES.distinct()), pack.c.root_code == COUNTRY_CODE
    )
)
_PERIODS_OF_PROVINCE = PreparedQuery(
    _ANY_PERIODS.where(
        pack.c.vintage
        == _ROW_VINTAGES.where(
            vintage_scope.c.province_code == bindparam("root_code")
        ).scalar_subquery(),
        pack.c.root_code == bindparam("root_code"),
    )
)

_NUMBERED = PreparedQuery(
    select(indicator.c.id).where(
        select(pack.c.period).where(pack.c.indicator_id == indicator.c.id).exists()
    )
)


def read_periods(
    connection: Connection,
    indicator: Indicator,
    vintage_code: str,
    level: Level,
    root_code: str | None = None,
) -> list[str]:
    """Return the periods that have a number at this level, ascending."""
    values = {"indicator_id": indicator.id, "vintage": vintage_code, "level": level.value}
    if root_code is None:
        rows = fetch_tuples(connection, _PERIODS, values)
    elif root_code == COUNTRY_CODE:
        rows = fetch_tuples(connection, _PERIODS_OF_TOP, values)
    else:
        rows = fetch_tuples(connection, _PERIODS_OF_PROVINCE, values | {"root_code": root_code})
    return periods_among(row[0] for row in rows)


def read_numbered(connection: Connection) -> set[int]:
    """Return the ids of the indicators that have a number of any area and period."""
    return {row[0] for row in fetch_tuples(connection, _NUMBERED)}


def last_within(period: str, periods: Sequence[str]) -> str:
    """Return the last period of an ascending list that is over when a period ends; "": none.

    >>> last_within("2024-05", ["2024-Q1", "2024-Q2"]), last_within("2024-06", ["2024-Q2"])
    ('2024-Q1', '2024-Q2')
    """
    day = parse_period(period).end
    return next((each for each in reversed(periods) if parse_period(each).end <= day), "")


def nearest_period(period: str | None, periods: Sequence[str]) -> str | None:
    """Return the period of a list that is nearest to a period; None in an empty list.

    The same, else the one with its last day (the quarter of a month), else the latest before it,
    else the earliest. Without a period: the latest.

    >>> nearest_period("2024-05", ["2024-Q1", "2024-Q2", "2024-Q3"])
    '2024-Q2'
    >>> nearest_period("2024-Q2", ["2024-05", "2024-06", "2024-07"])
    '2024-06'
    """
    if not periods:
        return None
    if period is None:
        return periods[-1]
    if period in periods:
        return period
    day = parse_period(period).end
    candidates: list[Period] = [parse_period(text) for text in periods]
    for each in candidates:
        if each == period_of(day, Frequency(each.frequency)):
            return each.iso
    before = [each for each in candidates if each.end <= day]
    return (before[-1] if before else candidates[0]).iso
