"""Areas and the crosswalk a page at a time, in an order that new rows do not disturb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, or_, select, tuple_

from data.fetch import fetch_frame, fetch_tuples
from data.queries.areas import find_area
from data.schema import area, area_relation
from ioc.area import AreaKey, Level, search_name

AREA_PAGE_TYPES = {
    "vintage": "str",
    "code": "str",
    "level": "str",
    "parent_code": "str",
    "province_code": "str",
    "name": "str",
    "full_name": "str",
    "name_en": "str",
    "unit_type": "str",
    "lon": "float64",
    "lat": "float64",
    "area_km2": "float64",
    "population": "float64",
    "households": "float64",
    "source": "str",
    "is_demo": "int64",
}
RELATION_PAGE_TYPES = {
    "from_vintage": "str",
    "from_code": "str",
    "from_name": "str",
    "to_vintage": "str",
    "to_code": "str",
    "to_name": "str",
    "kind": "str",
    "weight": "float64",
    "weight_source": "str",
}
_RELATION_KEY = ("from_vintage", "from_code", "to_vintage", "to_code")


@dataclass(frozen=True)
class AreaFilter:
    """Which areas are meant; what is not given does not narrow.

    `codes`, `parent` and `former` name areas by code and so need `vintage`; `former` is an area
    of an earlier vintage.
    """

    vintage: str | None = None
    levels: tuple[Level, ...] = ()
    codes: tuple[str, ...] = ()
    parent: str | None = None
    former: AreaKey | None = None
    search: str = ""


def _conditions(connection: Connection, wanted: AreaFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.vintage is not None:
        found.append(area.c.vintage == wanted.vintage)
    if wanted.levels:
        found.append(area.c.level.in_([level.value for level in wanted.levels]))
    if wanted.codes:
        found.append(area.c.code.in_(wanted.codes))
    if wanted.parent is not None:
        found.append(_inside(connection, AreaKey(str(wanted.vintage), wanted.parent)))
    if wanted.former is not None:
        successors = _successors(connection, wanted.former, str(wanted.vintage))
        village = area.c.level == Level.VILLAGE.value
        found.append(
            or_(
                and_(~village, area.c.code.in_(successors)),
                and_(village, area.c.parent_code.in_(successors)),
            )
        )
    if wanted.search:
        text = search_name(wanted.search)
        pattern = text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        found.append(area.c.search_name.like(f"%{pattern}%", escape="\\"))
    return found


def _inside(connection: Connection, key: AreaKey) -> ColumnElement[bool]:
    """Return the condition for the areas below one, at any depth."""
    parent = find_area(connection, key)
    if parent.level is Level.COUNTRY:
        return area.c.level != Level.COUNTRY.value
    if parent.level is Level.PROVINCE:
        return and_(area.c.province_code == key.code, area.c.level != Level.PROVINCE.value)
    children = select(area.c.id).where(area.c.parent_id == parent.id)
    return or_(area.c.parent_id == parent.id, area.c.parent_id.in_(children))


def _successors(connection: Connection, former: AreaKey, vintage_code: str) -> list[str]:
    """Return the codes in a vintage that hold land of an earlier area or of what lay in it."""
    earlier = find_area(connection, former)
    inside = or_(area.c.code == former.code, area.c.parent_code == former.code)
    if earlier.level is Level.PROVINCE:
        inside = area.c.province_code == former.code
    rows = fetch_tuples(
        connection,
        select(area_relation.c.to_code)
        .join(area, and_(area.c.vintage == area_relation.c.from_vintage,
                         area.c.code == area_relation.c.from_code))
        .where(area_relation.c.to_vintage == vintage_code, area.c.vintage == former.vintage,
               area.c.level != Level.VILLAGE.value, inside)
        .distinct(),
    )  # fmt: skip
    return [row[0] for row in rows]


def read_area_page(
    connection: Connection, wanted: AreaFilter, after: tuple[str, str] | None, limit: int
) -> pd.DataFrame:
    """Return the first areas after a key, ordered by vintage and code; empty at the end.

    Columns of `AREA_PAGE_TYPES`: lon and lat in degrees, area_km2 in km², all NaN where unknown;
    `is_demo` 1 for a made-up area.

    Raises:
        NotFoundError: the parent or the former area is not in the store.
    """
    statement = (
        select(*(area.c[name] for name in AREA_PAGE_TYPES))
        .where(*_conditions(connection, wanted))
        .order_by(area.c.vintage, area.c.code)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(area.c.vintage, area.c.code) > tuple_(*after))
    return fetch_frame(connection, statement, AREA_PAGE_TYPES)


def read_area_ids(
    connection: Connection,
    wanted: AreaFilter,
    place: ColumnElement[bool] | None = None,
    since: int = 0,
) -> list[int]:
    """Return the ids of the areas that are meant, ascending.

    Args:
        connection: open connection.
        wanted: which areas.
        place: a further condition on `data.schema.area`.
        since: no ids below this one.

    Raises:
        NotFoundError: the parent or the former area is not in the store.
    """
    statement = select(area.c.id).where(*_conditions(connection, wanted), area.c.id >= since)
    if place is not None:
        statement = statement.where(place)
    return sorted(row[0] for row in fetch_tuples(connection, statement))


def read_missing_codes(connection: Connection, vintage_code: str, codes: list[str]) -> list[str]:
    """Return those of the codes that the vintage does not hold."""
    statement = select(area.c.code).where(area.c.vintage == vintage_code, area.c.code.in_(codes))
    held = {row[0] for row in fetch_tuples(connection, statement)}
    return [code for code in codes if code not in held]


def read_relation_page(
    connection: Connection,
    wanted: AreaFilter,
    after: tuple[str, str, str, str] | None,
    limit: int,
) -> pd.DataFrame:
    """Return the crosswalk of the areas that are meant and of all that lies in them.

    One row per pair of an earlier and a later area, ordered by both keys; columns of
    `RELATION_PAGE_TYPES`: `kind` whole | part, `weight` the share (NaN: not known).
    """
    earlier, later = area.alias(), area.alias()
    key = [area_relation.c[name] for name in _RELATION_KEY]
    statement = (
        select(key[0], key[1], earlier.c.full_name, key[2], key[3], later.c.full_name,
               area_relation.c.kind, area_relation.c.weight_population, area_relation.c.source)
        .outerjoin(earlier, and_(earlier.c.vintage == key[0], earlier.c.code == key[1]))
        .outerjoin(later, and_(later.c.vintage == key[2], later.c.code == key[3]))
        .order_by(*key)
        .limit(limit)
    )  # fmt: skip
    if wanted != AreaFilter():
        meant = _keys_within(connection, wanted)
        statement = statement.where(
            or_(tuple_(key[0], key[1]).in_(meant), tuple_(key[2], key[3]).in_(meant))
        )
    if after is not None:
        statement = statement.where(tuple_(*key) > tuple_(*after))
    return fetch_frame(connection, statement, RELATION_PAGE_TYPES)


def _keys_within(connection: Connection, wanted: AreaFilter) -> Any:
    """Return a query for the keys of these areas and, where codes are named, of all in them."""
    keys = select(area.c.vintage, area.c.code)
    if not wanted.codes:
        return keys.where(*_conditions(connection, wanted))
    inside = [_inside(connection, AreaKey(str(wanted.vintage), code)) for code in wanted.codes]
    return keys.where(area.c.vintage == wanted.vintage, or_(area.c.code.in_(wanted.codes), *inside))
