"""Areas as a vintage shows them: its own rows, and those that it takes over from another vintage.

A reorganisation of one province stores rows of that province only; `vintage_scope` names, province
by province, the vintage whose rows a vintage shows. Queries for a vintage read `area_in`; packs,
rollups, observations and relations refer to the rows themselves (`row_vintage`).

The join by province uses the index of areas: the communes of the country are read as fast as from
`area` alone.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, FromClause, and_, bindparam, or_, select

from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area, vintage, vintage_scope
from ioc.area import COUNTRY_CODE

_OTHERS = [column for column in area.c if column.name != "vintage"]


def _areas_in(*, with_country: bool) -> FromClause:
    inside: ColumnElement[bool] = area.c.province_code == vintage_scope.c.province_code
    if with_country:
        country = vintage_scope.c.province_code == COUNTRY_CODE
        inside = or_(inside, and_(area.c.province_code.is_(None), country))
    return (
        select(vintage_scope.c.vintage, area.c.vintage.label("row_vintage"), *_OTHERS)
        .join(area, and_(area.c.vintage == vintage_scope.c.area_vintage, inside))
        .subquery("area_in")
    )


# Columns of `area`; `vintage` is the one that shows the row, `row_vintage` the one that stores it.
area_in = _areas_in(with_country=True)
# The same without the country itself: a level of the whole country is read in half the time.
area_below = _areas_in(with_country=False)

_ROW_VINTAGES = PreparedQuery(
    select(vintage_scope.c.province_code, vintage_scope.c.area_vintage).where(
        vintage_scope.c.vintage == bindparam("vintage")
    )
)
_SCOPES = PreparedQuery(
    select(vintage_scope.c.vintage, vintage_scope.c.province_code, vintage_scope.c.area_vintage)
    .join(vintage, vintage.c.code == vintage_scope.c.vintage)
    .order_by(vintage.c.valid_from)
)


def read_row_vintages(connection: Connection, vintage_code: str) -> dict[str, str]:
    """Return for each province of a vintage ("VN": the country) the vintage of its rows."""
    rows = fetch_tuples(connection, _ROW_VINTAGES, {"vintage": vintage_code})
    return {province: row_vintage for province, row_vintage in rows}


def read_newest_showing(connection: Connection) -> dict[tuple[str, str], str]:
    """Return for each (row vintage, province or "VN") the newest vintage that shows its rows."""
    return {
        (row_vintage, code): newest
        for newest, code, row_vintage in fetch_tuples(connection, _SCOPES)
    }
