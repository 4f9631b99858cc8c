"""The codes that stand for other land in one vintage than in an earlier one."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from data.queries.area_in import area_below, read_row_vintages
from data.store.fetch import PreparedQuery, fetch_tuples
from ioc.area import COUNTRY_CODE, Level

_UNITS = PreparedQuery(
    select(area_below.c.code, area_below.c.unit_id).where(
        area_below.c.vintage == bindparam("vintage"),
        area_below.c.level == bindparam("level"),
        area_below.c.province_code.in_(bindparam("provinces", expanding=True)),
    )
)


def read_changed_codes(
    connection: Connection, earlier: str, later: str, level: Level, parent_code: str
) -> list[str]:
    """Return the codes of a later vintage that are other land in an earlier one, ascending.

    Or that the earlier one lacks: these areas cannot be drawn with its shapes.

    Args:
        connection: open connection.
        earlier: the vintage of the shapes.
        later: the vintage whose areas are shown.
        level: the level of the areas.
        parent_code: only areas of this province; "VN": all.
    """
    before, now = read_row_vintages(connection, earlier), read_row_vintages(connection, later)
    provinces = [
        code
        for code, row_vintage in now.items()
        if code != COUNTRY_CODE
        and before.get(code) != row_vintage
        and parent_code in (code, COUNTRY_CODE)
    ]
    if not provinces:
        return []
    values = {"level": level.value, "provinces": provinces}
    units_before = dict(fetch_tuples(connection, _UNITS, values | {"vintage": earlier}))
    units_now = fetch_tuples(connection, _UNITS, values | {"vintage": later})
    return sorted(code for code, unit in units_now if units_before.get(code) != unit)
