"""Where a number of the country stands on other provinces than the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, func, select

from data.directories import DirectoryCache, remembered
from data.fetch import Prepared, fetch_tuples
from data.queries.areas import Area
from data.schema import area, rollup
from ioc.area import Level
from ioc.card import Cell
from ioc.comparison import LEAST_SHARE
from ioc.indicator import Indicator

_PROVINCES = Prepared(select(area.c.id).where(area.c.parent_id == bindparam("country_id")))
# Asked by the provinces: joined, SQLite would begin with all numbers of the indicator.
_REACH = Prepared(
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
    directories: DirectoryCache | None,
    here: Area,
    indicator: Indicator,
    cells: Sequence[Cell],
) -> list[Cell]:
    """Return the cells of an area's series; `apart` where the one before stands on other provinces.

    Only the country's are marked: its number is made of provinces that joined at different times,
    and may count villages of one and communes of another. Fewer than half of the provinces behind
    one number are behind the other: no line joins them (`ioc.comparison.LEAST_SHARE`).
    """
    if here.level is not Level.COUNTRY or len(cells) < 2:
        return list(cells)
    provinces = remembered(
        directories,
        connection,
        ("provinces", here.id),
        lambda: [row[0] for row in fetch_tuples(connection, _PROVINCES, {"country_id": here.id})],
    )
    reach = remembered(
        directories,
        connection,
        ("reach", here.id, indicator.code),
        lambda: _read_reach(connection, provinces, indicator.id),
        indicator.code,
    )
    found: list[Cell] = []
    before = 0
    for cell in cells:
        now = reach.get(cell.period, 0) if cell.value is not None else 0
        is_apart = bool(before and now) and min(before, now) < LEAST_SHARE * max(before, now)
        found.append(replace(cell, apart=True) if is_apart else cell)
        before = now or before
    return found


def _read_reach(
    connection: Connection, provinces: Sequence[int], indicator_id: int
) -> dict[str, int]:
    values = {"indicator_id": indicator_id, "area_ids": list(provinces)}
    return {str(period): int(count) for period, count in fetch_tuples(connection, _REACH, values)}
