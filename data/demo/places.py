"""Points of made-up villages in the store; numbers are simulated from other points."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, bindparam, select, update

from data.store.schema import area
from ioc.area import Level


def read_demo_places(connection: Connection) -> pd.DataFrame:
    """Return one row per made-up village and vintage that stores it, by code and vintage.

    Columns id, vintage, code, parent_code, province_code, lon, lat (degrees).
    """
    columns = ("id", "vintage", "code", "parent_code", "province_code", "lon", "lat")
    statement = (
        select(*(area.c[name] for name in columns))
        .where(area.c.level == Level.VILLAGE.value, area.c.is_demo)
        .order_by(area.c.code, area.c.vintage)
    )
    return pd.DataFrame(connection.execute(statement).all(), columns=list(columns))


def store_demo_places(connection: Connection, places: pd.DataFrame) -> None:
    """Write new points of made-up villages (id, lon, lat); the caller raises the revision."""
    rows = [
        {"village": int(ident), "east": float(lon), "north": float(lat)}
        for ident, lon, lat in places[["id", "lon", "lat"]].itertuples(index=False)
    ]
    if rows:
        statement = update(area).where(area.c.id == bindparam("village"))
        connection.execute(statement.values(lon=bindparam("east"), lat=bindparam("north")), rows)
