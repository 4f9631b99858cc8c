"""Areas as a vintage shows them: its own rows, and those that it takes over from another vintage.

A reorganisation of one province stores rows of that province only; `vintage_scope` says, province
by province, whose rows a vintage shows. Queries that are asked for a vintage read `area_in`; packs,
rollups, observations and relations hang on the rows themselves (`row_vintage`).

A join by province keeps the index of areas in use: the communes of the country take no longer than
read from `area` alone.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, FromClause, and_, bindparam, or_, select

from data.fetch import Prepared, fetch_tuples
from data.schema import area, vintage, vintage_scope
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


# Columns of `area`, with `vintage` the vintage asked and `row_vintage` the one that stores the row.
area_in = _areas_in(with_country=True)
# The same without the country itself: reads a level of a whole country in half the time.
area_below = _areas_in(with_country=False)

_ROW_VINTAGES = Prepared(
    select(vintage_scope.c.province_code, vintage_scope.c.area_vintage).where(
        vintage_scope.c.vintage == bindparam("vintage")
    )
)
_SCOPES = Prepared(
    select(vintage_scope.c.vintage, vintage_scope.c.province_code, vintage_scope.c.area_vintage)
    .join(vintage, vintage.c.code == vintage_scope.c.vintage)
    .order_by(vintage.c.valid_from)
)


def read_row_vintages(connection: Connection, vintage_code: str) -> dict[str, str]:
    """Return for each province of a vintage ("VN": the country) the vintage of its rows."""
    rows = fetch_tuples(connection, _ROW_VINTAGES, {"vintage": vintage_code})
    return {province: stored for province, stored in rows}


def read_newest_showing(connection: Connection) -> dict[tuple[str, str], str]:
    """Return for each (row vintage, province or "VN") the newest vintage that shows its rows."""
    return {(stored, code): shown for shown, code, stored in fetch_tuples(connection, _SCOPES)}
