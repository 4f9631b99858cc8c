"""Queries for areas: one, the path above it, its children, those that hold land of a former one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from data.queries.area_in import area_below, area_in
from data.queries.former import read_former_shares
from data.store.fetch import PreparedQuery, fetch_frame, fetch_tuples
from data.store.schema import area, vintage
from ioc.area import COUNTRY_CODE, AreaKey, Level, Vintage, resolve_vintage
from ioc.errors import NotFoundError
from ioc.words.phrase import Phrase

AREA_TYPES = {
    "id": "int64",
    "vintage": "str",
    "code": "str",
    "level": "str",
    "parent_code": "str",
    "province_code": "str",
    "name": "str",
    "full_name": "str",
    "name_en": "str",
    "lon": "float64",
    "lat": "float64",
    "area_km2": "float64",
    "population": "float64",
    "households": "float64",
}
_AREA_COLUMNS = [area_in.c[name] for name in AREA_TYPES]


@dataclass(frozen=True)
class Area:
    """One area as pages need it.

    `key` is the key of the query; `row_vintage` is the vintage that stores the area: an earlier one
    where a vintage takes the area over unchanged.
    """

    id: int
    key: AreaKey
    row_vintage: str
    level: Level
    parent_code: str | None
    province_code: str | None
    name: str
    full_name: str
    name_en: str
    lon: float | None
    lat: float | None
    is_demo: bool

    @property
    def row_key(self) -> AreaKey:
        """The key of the row itself, as in relations, targets and published figures."""
        return AreaKey(self.row_vintage, self.key.code)


def read_vintages(connection: Connection) -> list[Vintage]:
    """Return the loaded vintages, earliest first."""
    rows = connection.execute(select(vintage).order_by(vintage.c.valid_from)).all()
    return [
        Vintage(row.code, row.valid_from, row.valid_to, row.name_vi, row.name_en) for row in rows
    ]


def find_key(connection: Connection, vintage_or_day: str, code: str) -> AreaKey:
    """Return the key that an address names; any date within a vintage stands for it.

    Raises:
        NotFoundError: neither a vintage nor a date.
    """
    return AreaKey(resolve_vintage(vintage_or_day, read_vintages(connection)).code, code)


_AREA_FIELDS = (
    "id", "code", "level", "parent_code", "province_code", "name", "full_name",
    "name_en", "lon", "lat", "is_demo",
)  # fmt: skip
# A vintage always shows its own rows: no need to read its scope.
_FIND_OWN = PreparedQuery(
    select(area.c.vintage, *(area.c[name] for name in _AREA_FIELDS)).where(
        area.c.vintage == bindparam("vintage"), area.c.code == bindparam("code")
    )
)
_FIND_TAKEN_OVER = PreparedQuery(
    select(area_in.c.row_vintage, *(area_in.c[name] for name in _AREA_FIELDS)).where(
        area_in.c.vintage == bindparam("vintage"), area_in.c.code == bindparam("code")
    )
)


def _of_level(areas: FromClause) -> Select[Any]:
    return select(*(areas.c[name] for name in AREA_TYPES)).where(
        areas.c.vintage == bindparam("vintage"), areas.c.level == bindparam("level")
    )


_ALL_AREAS = PreparedQuery(
    select(*_AREA_COLUMNS).where(area_in.c.vintage == bindparam("vintage")).order_by(area_in.c.code)
)
_COUNTRY_ITSELF = PreparedQuery(_of_level(area_in))
_LEVEL_OF_COUNTRY = PreparedQuery(_of_level(area_below).order_by(area_below.c.code))
_LEVEL_OF_PROVINCE = PreparedQuery(
    _of_level(area_below)
    .where(area_below.c.province_code == bindparam("parent"))
    .where(area_below.c.code != bindparam("parent"))
    .order_by(area_below.c.code)
)
# All areas below a row are rows of the same vintage: no need to read its scope.
_CHILDREN = select(area.c.id).where(area.c.parent_id == bindparam("parent_id"))
_LEVEL_BELOW = PreparedQuery(
    select(
        *(
            bindparam("vintage").label("vintage") if name == "vintage" else area.c[name]
            for name in AREA_TYPES
        )
    )
    .where(
        or_(area.c.parent_id == bindparam("parent_id"), area.c.parent_id.in_(_CHILDREN)),
        area.c.level == bindparam("level"),
    )
    .order_by(area.c.code)
)


def find_area(connection: Connection, key: AreaKey) -> Area:
    """Return the area with this key.

    Raises:
        NotFoundError: no such vintage, or no such code in it.
    """
    values = {"vintage": key.vintage, "code": key.code}
    rows = fetch_tuples(connection, _FIND_OWN, values)
    if not rows:
        rows = fetch_tuples(connection, _FIND_TAKEN_OVER, values)
    if not rows:
        raise NotFoundError(Phrase("area-unknown", code=key.code, vintage=key.vintage))
    row_vintage, ident, code, level, parent, province, name, full_name, english, lon, lat, demo = (
        rows[0]
    )
    return Area(
        ident, AreaKey(key.vintage, code), row_vintage, Level(level), parent, province, name,
        full_name, english, lon, lat, bool(demo),
    )  # fmt: skip


def find_area_name(connection: Connection, key: AreaKey) -> str:
    """Return the full name of the area with this key; empty where there is none."""
    try:
        return find_area(connection, key).full_name
    except NotFoundError:
        return ""


_ANY_VILLAGE = PreparedQuery(
    select(area_below.c.id)
    .where(area_below.c.vintage == bindparam("vintage"), area_below.c.level == bindparam("level"))
    .limit(1)
)
_COMMUNES_OF_PROVINCE = select(area_below.c.id).where(
    area_below.c.vintage == bindparam("vintage"),
    area_below.c.level == Level.COMMUNE.value,
    area_below.c.province_code == bindparam("code"),
)
_COMMUNES_OF_AREA = select(area.c.id).where(
    area.c.level == Level.COMMUNE.value,
    or_(area.c.id == bindparam("id"), area.c.parent_id == bindparam("id")),
)


def _with_villages(communes: Select[Any]) -> PreparedQuery:
    """Select the number of communes, and the number of those that have villages."""
    inside, village = communes.cte(), area.alias()
    has_villages = (
        select(village.c.id)
        .where(village.c.parent_id == inside.c.id, village.c.level == Level.VILLAGE.value)
        .exists()
    )
    counts: list[Any] = [func.count(), func.count().filter(has_villages)]
    return PreparedQuery(select(*counts).select_from(inside))


_OF_PROVINCE, _OF_AREA = _with_villages(_COMMUNES_OF_PROVINCE), _with_villages(_COMMUNES_OF_AREA)


def find_reporting_level(connection: Connection, here: Area, lowest: Level) -> Level | None:
    """Return the level whose areas report an indicator inside an area, for "98/130 xã".

    It is the indicator's lowest level, or communes where no villages are loaded. None: some
    communes report by villages and others as a whole, so that a count would mix the two.
    """
    if lowest is not Level.VILLAGE or here.level is Level.VILLAGE:
        return lowest
    values: dict[str, Any] = {"vintage": here.key.vintage}
    if here.province_code is None:
        values["level"] = Level.VILLAGE.value
        return None if fetch_tuples(connection, _ANY_VILLAGE, values) else Level.COMMUNE
    if here.level is Level.PROVINCE:
        rows = fetch_tuples(connection, _OF_PROVINCE, values | {"code": here.key.code})
    else:
        rows = fetch_tuples(connection, _OF_AREA, {"id": here.id})
    communes, having = rows[0]
    if not having:
        return Level.COMMUNE
    return Level.VILLAGE if having == communes else None


def _by_province(level: Level, column: Any) -> PreparedQuery:
    return PreparedQuery(
        select(area_below.c.province_code, func.count(column.distinct()))
        .where(area_below.c.vintage == bindparam("vintage"), area_below.c.level == level.value)
        .group_by(area_below.c.province_code)
    )


_COMMUNES_BY_PROVINCE = _by_province(Level.COMMUNE, area_below.c.id)
_WITH_VILLAGES_BY_PROVINCE = _by_province(Level.VILLAGE, area_below.c.parent_id)


def read_village_provinces(connection: Connection, vintage_code: str) -> dict[str, bool]:
    """Return the provinces that have villages, by code; true: all their communes have some."""
    values = {"vintage": vintage_code}
    having = dict(fetch_tuples(connection, _WITH_VILLAGES_BY_PROVINCE, values))
    communes = dict(fetch_tuples(connection, _COMMUNES_BY_PROVINCE, values)) if having else {}
    return {code: count == communes.get(code) for code, count in sorted(having.items())}


def read_path(connection: Connection, key: AreaKey) -> list[Area]:
    """Return the area and all areas above it, the country first."""
    path = [find_area(connection, key)]
    while (parent := path[0].parent_code) is not None:
        path.insert(0, find_area(connection, AreaKey(key.vintage, parent)))
    return path


def read_areas(
    connection: Connection,
    vintage_code: str,
    level: Level | None = None,
    parent_code: str | None = None,
    former_code: str | None = None,
) -> pd.DataFrame:
    """Return areas of a vintage, ordered by code; columns of `AREA_TYPES`.

    Args:
        connection: open connection.
        vintage_code: the vintage.
        level: only this level.
        parent_code: only areas under this one, at any depth.
        former_code: only communes and villages that hold land of this former area (a district or
            commune of an earlier vintage), see `data.queries.former.read_former_shares`.
    """
    if former_code is None:
        usual, values = _usual(connection, vintage_code, level, parent_code)
        if usual is not None:
            return fetch_frame(connection, usual, AREA_TYPES, values)
    statement = select(*_AREA_COLUMNS).where(area_in.c.vintage == vintage_code)
    if level is not None:
        statement = statement.where(area_in.c.level == level.value)
    if parent_code is not None and parent_code != COUNTRY_CODE:
        statement = statement.where(_under(connection, vintage_code, parent_code))
    if former_code is not None:
        shares = read_former_shares(connection, vintage_code, former_code)
        statement = statement.where(area_in.c.code.in_(shares["code"].tolist()))
    return fetch_frame(connection, statement.order_by(area_in.c.code), AREA_TYPES)


def _usual(
    connection: Connection, vintage_code: str, level: Level | None, parent_code: str | None
) -> tuple[PreparedQuery | None, dict[str, str | int]]:
    """Return the prepared query for the usual arguments, and its values; None for others."""
    whole = parent_code in (None, COUNTRY_CODE)
    if level is None:
        return (_ALL_AREAS if whole else None), {"vintage": vintage_code}
    values: dict[str, str | int] = {"vintage": vintage_code, "level": level.value}
    if whole:
        return (_COUNTRY_ITSELF if level is Level.COUNTRY else _LEVEL_OF_COUNTRY), values
    parent = find_area(connection, AreaKey(vintage_code, str(parent_code)))
    if parent.level is not Level.PROVINCE:
        return _LEVEL_BELOW, values | {"parent_id": parent.id}
    return _LEVEL_OF_PROVINCE, values | {"parent": parent.key.code}


def _under(connection: Connection, vintage_code: str, parent_code: str) -> ColumnElement[bool]:
    parent = find_area(connection, AreaKey(vintage_code, parent_code))
    if parent.level is Level.PROVINCE:
        return and_(area_in.c.province_code == parent_code, area_in.c.code != parent_code)
    children = select(area.c.id).where(area.c.parent_id == parent.id)
    return or_(area_in.c.parent_id == parent.id, area_in.c.parent_id.in_(children))
