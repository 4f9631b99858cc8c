"""Numbers of the country that are made of other provinces than the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, func, select

from data.queries.areas import Area
from data.queries.directories import Directories, remember
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area, rollup
from ioc.area import Level
from ioc.card import Cell
from ioc.comparison import LEAST_SHARE
from ioc.indicator import Indicator

_PROVINCES = PreparedQuery(select(area.c.id).where(area.c.parent_id == bindparam("country_id")))
# Read by the provinces' ids: with a join SQLite would read all numbers of the indicator first.
_REACH = PreparedQuery(
    select(rollup.c.period, func.count())
    .where(
        rollup.c.indicator_id == bindparam("indicator_id"),
        rollup.c.area_id.in_(bindparam("area_ids", expanding=True)),
        rollup.c.reported > 0,
    )
    .group_by(rollup.c.period)
)


def mark_apart(
    connection: Connection,
    directories: Directories | None,
    here: Area,
    indicator: Indicator,
    cells: Sequence[Cell],
) -> list[Cell]:
    """Return the cells of a series; `apart` where the cell before is made of other provinces.

    Only the country's cells are marked: provinces joined at different times, and some report by
    villages, others by communes. If one of two numbers is made of less than half as many provinces
    as the other, no line joins them (`ioc.comparison.LEAST_SHARE`).
    """
    if here.level is not Level.COUNTRY or len(cells) < 2:
        return list(cells)
    provinces = remember(
        directories,
        connection,
        ("provinces", here.id),
        lambda: [row[0] for row in fetch_tuples(connection, _PROVINCES, {"country_id": here.id})],
    )
    reach = remember(
        directories,
        connection,
        ("reach", here.id, indicator.code),
        lambda: _read_reach(connection, provinces, indicator.id),
        indicator.code,
    )
    series: list[Cell] = []
    before = 0
    for cell in cells:
        now = reach.get(cell.period, 0) if cell.value is not None else 0
        is_apart = bool(before and now) and min(before, now) < LEAST_SHARE * max(before, now)
        series.append(replace(cell, apart=True) if is_apart else cell)
        before = now or before
    return series


def _read_reach(
    connection: Connection, provinces: Sequence[int], indicator_id: int
) -> dict[str, int]:
    values = {"indicator_id": indicator_id, "area_ids": list(provinces)}
    return {str(period): int(count) for period, count in fetch_tuples(connection, _REACH, values)}
