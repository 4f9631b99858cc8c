"""Which area rows a vintage shows: its own, and those that it takes over from an earlier one."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, FromClause, and_, func, select

from data.schema import area, vintage_scope
from ioc.area import COUNTRY_CODE, Level


class StoredArea(NamedTuple):
    """One area row; `vintage` is the one that stores it, not the one that shows it."""

    id: int
    vintage: str
    code: str
    level: Level
    parent_code: str | None
    province_code: str | None
    name: str
    full_name: str
    unit_type: str | None
    lon: float | None
    lat: float | None
    area_km2: float | None
    population: float | None
    households: float | None
    source: str
    is_demo: bool
    ordinal: int


def areas_with_scope() -> FromClause:
    """Return areas joined with the vintages that show them: filter by `vintage_scope.c.vintage`."""
    return area.join(
        vintage_scope,
        and_(
            vintage_scope.c.area_vintage == area.c.vintage,
            vintage_scope.c.province_code == func.coalesce(area.c.province_code, COUNTRY_CODE),
        ),
    )


def read_scope(connection: Connection, vintage: str) -> dict[str, str]:
    """Return for each province of a vintage ("VN": the country) the vintage that stores it."""
    rows = connection.execute(
        select(vintage_scope.c.province_code, vintage_scope.c.area_vintage)
        .where(vintage_scope.c.vintage == vintage)
        .order_by(vintage_scope.c.province_code)
    )
    return {row[0]: row[1] for row in rows}


def read_stored_areas(connection: Connection, vintage: str) -> list[StoredArea]:
    """Return all areas that a vintage shows, villages among them, by code."""
    columns = [area.c[name] for name in StoredArea._fields]
    rows = connection.execute(
        select(*columns)
        .select_from(areas_with_scope())
        .where(vintage_scope.c.vintage == vintage)
        .order_by(area.c.code)
    )
    levels = {level.value: level for level in Level}
    place = StoredArea._fields.index("level")
    return [StoredArea._make((*row[:place], levels[row[place]], *row[place + 1 :])) for row in rows]
