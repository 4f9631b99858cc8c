"""Which codes name other land in one vintage than in an earlier one."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from data.area_in import area_below, read_row_vintages
from data.fetch import Prepared, fetch_tuples
from ioc.area import COUNTRY_CODE, Level

_UNITS = Prepared(
    select(area_below.c.code, area_below.c.unit_id).where(
        area_below.c.vintage == bindparam("vintage"),
        area_below.c.level == bindparam("level"),
        area_below.c.province_code.in_(bindparam("provinces", expanding=True)),
    )
)


def read_changed_codes(
    connection: Connection, earlier: str, later: str, level: Level, parent_code: str
) -> list[str]:
    """Return the codes that the earlier vintage has for other land than the later one, ascending.

    Also codes that it lacks: whatever of the later vintage cannot be drawn with its shapes.

    Args:
        connection: open connection.
        earlier: the vintage of the shapes.
        later: the vintage whose areas are shown.
        level: which areas.
        parent_code: only those of this province; "VN": of all.
    """
    before, now = read_row_vintages(connection, earlier), read_row_vintages(connection, later)
    provinces = [
        code
        for code, stored in now.items()
        if code != COUNTRY_CODE
        and before.get(code) != stored
        and parent_code in (code, COUNTRY_CODE)
    ]
    if not provinces:
        return []
    values = {"level": level.value, "provinces": provinces}
    held = dict(fetch_tuples(connection, _UNITS, values | {"vintage": earlier}))
    shown = fetch_tuples(connection, _UNITS, values | {"vintage": later})
    return sorted(code for code, unit in shown if held.get(code) != unit)
