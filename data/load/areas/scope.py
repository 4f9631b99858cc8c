"""The rows of all areas that a vintage shows, as a reorganisation needs them."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from data.queries.area_in import area_in
from data.store.fetch import fetch_tuples
from ioc.area import Level


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


def read_stored_areas(connection: Connection, vintage: str) -> list[StoredArea]:
    """Return all areas that a vintage shows, villages among them, by code."""
    columns = [
        area_in.c["row_vintage" if name == "vintage" else name] for name in StoredArea._fields
    ]
    rows = fetch_tuples(
        connection,
        select(*columns).where(area_in.c.vintage == vintage).order_by(area_in.c.code),
    )
    levels = {level.value: level for level in Level}
    place = StoredArea._fields.index("level")
    return [StoredArea._make((*row[:place], levels[row[place]], *row[place + 1 :])) for row in rows]
