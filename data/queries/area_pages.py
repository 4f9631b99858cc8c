"""Pages of areas and of the crosswalk, in an order that new rows do not disturb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, and_, literal, or_, select, tuple_

from data.queries.area_in import area_in
from data.queries.areas import find_area
from data.queries.former import read_former_shares
from data.queries.search import has_word
from data.store.fetch import fetch_frame, fetch_tuples
from data.store.schema import area, area_relation
from ioc.area import AreaKey, Level
from ioc.word_search import typed_words

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
    "weight_households": "float64",
    "weight_villages": "float64",
    "weight_area": "float64",
    "note": "str",
    "weight_source": "str",
}
_RELATION_KEY = ("from_vintage", "from_code", "to_vintage", "to_code")


@dataclass(frozen=True)
class AreaFilter:
    """A filter of areas; empty fields do not narrow.

    `codes`, `parent` and `former` name areas by code and so need `vintage`; `former` is an area
    of an earlier vintage.
    """

    vintage: str | None = None
    levels: tuple[Level, ...] = ()
    codes: tuple[str, ...] = ()
    parent: str | None = None
    former: AreaKey | None = None
    search: str = ""


def _areas_of(area_filter: AreaFilter) -> FromClause:
    """Return the table to read areas from; its `vintage` is the one that the answer names.

    With a vintage all areas that it shows, also those taken over; without one each row once, under
    its own vintage.
    """
    return area if area_filter.vintage is None else area_in


def row_vintage_of(areas: FromClause) -> ColumnElement[str]:
    """Return the column with the vintage of the rows themselves, as in packs and relations."""
    return area.c.vintage if areas is area else areas.c.row_vintage


def _conditions(
    connection: Connection, area_filter: AreaFilter, areas: FromClause
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if area_filter.vintage is not None:
        conditions.append(areas.c.vintage == area_filter.vintage)
    if area_filter.levels:
        conditions.append(areas.c.level.in_([level.value for level in area_filter.levels]))
    if area_filter.codes:
        conditions.append(areas.c.code.in_(area_filter.codes))
    if area_filter.parent is not None:
        conditions.append(
            _inside(connection, AreaKey(str(area_filter.vintage), area_filter.parent), areas)
        )
    if area_filter.former is not None:
        conditions.append(
            areas.c.code.in_(_former_shares(connection, area_filter)["code"].tolist())
        )
    if area_filter.search:
        # A space before each name, so that words match only at the beginning of words.
        names = literal(" ").concat(areas.c.search_name)
        for word in typed_words(area_filter.search):
            conditions.append(has_word(names, word))
    return conditions


def _inside(connection: Connection, key: AreaKey, areas: FromClause) -> ColumnElement[bool]:
    """Return the condition for the areas below an area, at any depth."""
    parent = find_area(connection, key)
    if parent.level is Level.COUNTRY:
        return areas.c.level != Level.COUNTRY.value
    if parent.level is Level.PROVINCE:
        return and_(areas.c.province_code == key.code, areas.c.level != Level.PROVINCE.value)
    children = select(area.c.id).where(area.c.parent_id == parent.id)
    return or_(areas.c.parent_id == parent.id, areas.c.parent_id.in_(children))


def _former_shares(connection: Connection, area_filter: AreaFilter) -> pd.DataFrame:
    """Return the areas that hold land of the former area, and its share of each.

    Raises:
        NotFoundError: there is no such former area.
    """
    former = find_area(connection, area_filter.former or AreaKey("", ""))
    return read_former_shares(
        connection, str(area_filter.vintage), former.key.code, former.key.vintage
    )


def read_area_page(
    connection: Connection, area_filter: AreaFilter, after: tuple[str, str] | None, limit: int
) -> pd.DataFrame:
    """Return the first areas after a key, ordered by vintage and code; empty at the end.

    Columns of `AREA_PAGE_TYPES`: lon and lat in degrees, area_km2 in km², all NaN where unknown;
    `is_demo` 1 for a made-up area. With a filter by former area, `former_share` (0 to 1) and
    `former_basis` are those of `read_former_shares`; NaN and "" otherwise.

    Raises:
        NotFoundError: the parent or the former area is not in the store.
    """
    areas = _areas_of(area_filter)
    statement = (
        select(*(areas.c[name] for name in AREA_PAGE_TYPES))
        .where(*_conditions(connection, area_filter, areas))
        .order_by(areas.c.vintage, areas.c.code)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(areas.c.vintage, areas.c.code) > tuple_(*after))
    frame = fetch_frame(connection, statement, AREA_PAGE_TYPES)
    frame["former_share"], frame["former_basis"] = np.nan, ""
    if area_filter.former is not None:
        shares = _former_shares(connection, area_filter).set_index("code")
        frame["former_share"] = shares["share"].reindex(frame["code"]).to_numpy()
        frame["former_basis"] = shares["basis"].reindex(frame["code"]).to_numpy()
    return frame


def read_area_ids(
    connection: Connection,
    area_filter: AreaFilter,
    place: Callable[[FromClause], ColumnElement[bool]] | None = None,
    since: int = 0,
) -> list[int]:
    """Return the ids of the areas that pass a filter, ascending.

    Args:
        connection: open connection.
        area_filter: which areas.
        place: returns a further condition on the areas (columns of `data.store.schema.area`; the
            vintage of the rows by `row_vintage_of`).
        since: no ids below this one.

    Raises:
        NotFoundError: the parent or the former area is not in the store.
    """
    areas = _areas_of(area_filter)
    statement = select(areas.c.id).where(
        *_conditions(connection, area_filter, areas), areas.c.id >= since
    )
    if place is not None:
        statement = statement.where(place(areas))
    return sorted(row[0] for row in fetch_tuples(connection, statement))


def read_missing_codes(connection: Connection, vintage_code: str, codes: list[str]) -> list[str]:
    """Return the codes that the vintage does not show."""
    statement = select(area_in.c.code).where(
        area_in.c.vintage == vintage_code, area_in.c.code.in_(codes)
    )
    present = {row[0] for row in fetch_tuples(connection, statement)}
    return [code for code in codes if code not in present]


def read_relation_page(
    connection: Connection,
    area_filter: AreaFilter,
    after: tuple[str, str, str, str] | None,
    limit: int,
) -> pd.DataFrame:
    """Return the crosswalk of the areas that pass a filter and of all areas in them.

    One row per pair of an earlier and a later area, ordered by both keys; columns of
    `RELATION_PAGE_TYPES`: `kind` whole | part, `weight` the share by population, then by
    households, villages and area (NaN: not known), `note` the words of the decree.
    """
    earlier, later = area.alias(), area.alias()
    key = [area_relation.c[name] for name in _RELATION_KEY]
    statement = (
        select(key[0], key[1], earlier.c.full_name, key[2], key[3], later.c.full_name,
               area_relation.c.kind, area_relation.c.weight_population,
               area_relation.c.weight_households, area_relation.c.weight_villages,
               area_relation.c.weight_area, area_relation.c.note, area_relation.c.source)
        .outerjoin(earlier, and_(earlier.c.vintage == key[0], earlier.c.code == key[1]))
        .outerjoin(later, and_(later.c.vintage == key[2], later.c.code == key[3]))
        .order_by(*key)
        .limit(limit)
    )  # fmt: skip
    if area_filter != AreaFilter():
        area_keys = _keys_within(connection, area_filter)
        statement = statement.where(
            or_(tuple_(key[0], key[1]).in_(area_keys), tuple_(key[2], key[3]).in_(area_keys))
        )
    if after is not None:
        statement = statement.where(tuple_(*key) > tuple_(*after))
    return fetch_frame(connection, statement, RELATION_PAGE_TYPES)


def _keys_within(connection: Connection, area_filter: AreaFilter) -> Any:
    """Return a query for the keys of these areas and, with codes in the filter, of all in them."""
    areas = _areas_of(area_filter)
    keys = select(row_vintage_of(areas), areas.c.code)
    if not area_filter.codes:
        return keys.where(*_conditions(connection, area_filter, areas))
    inside = [
        _inside(connection, AreaKey(str(area_filter.vintage), code), areas)
        for code in area_filter.codes
    ]
    return keys.where(
        areas.c.vintage == area_filter.vintage, or_(areas.c.code.in_(area_filter.codes), *inside)
    )
