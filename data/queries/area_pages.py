"""Areas and the crosswalk a page at a time, in an order that new rows do not disturb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, and_, or_, select, tuple_

from data.area_in import area_in
from data.fetch import fetch_frame, fetch_tuples
from data.queries.areas import find_area
from data.queries.former import read_former_shares
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
    "weight_households": "float64",
    "weight_villages": "float64",
    "weight_area": "float64",
    "note": "str",
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


def _shown(wanted: AreaFilter) -> FromClause:
    """Return where the areas are read from; its `vintage` is the one that the answer names.

    Of a vintage all that it shows, also what it took over; of all vintages each row once, under its
    own.
    """
    return area if wanted.vintage is None else area_in


def row_vintage_of(shown: FromClause) -> ColumnElement[str]:
    """Return the column with the vintage of the rows themselves, which packs and relations name."""
    return area.c.vintage if shown is area else shown.c.row_vintage


def _conditions(
    connection: Connection, wanted: AreaFilter, shown: FromClause
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.vintage is not None:
        found.append(shown.c.vintage == wanted.vintage)
    if wanted.levels:
        found.append(shown.c.level.in_([level.value for level in wanted.levels]))
    if wanted.codes:
        found.append(shown.c.code.in_(wanted.codes))
    if wanted.parent is not None:
        found.append(_inside(connection, AreaKey(str(wanted.vintage), wanted.parent), shown))
    if wanted.former is not None:
        found.append(shown.c.code.in_(_former_shares(connection, wanted)["code"].tolist()))
    if wanted.search:
        text = search_name(wanted.search)
        pattern = text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        found.append(shown.c.search_name.like(f"%{pattern}%", escape="\\"))
    return found


def _inside(connection: Connection, key: AreaKey, shown: FromClause) -> ColumnElement[bool]:
    """Return the condition for the areas below one, at any depth."""
    parent = find_area(connection, key)
    if parent.level is Level.COUNTRY:
        return shown.c.level != Level.COUNTRY.value
    if parent.level is Level.PROVINCE:
        return and_(shown.c.province_code == key.code, shown.c.level != Level.PROVINCE.value)
    children = select(area.c.id).where(area.c.parent_id == parent.id)
    return or_(shown.c.parent_id == parent.id, shown.c.parent_id.in_(children))


def _former_shares(connection: Connection, wanted: AreaFilter) -> pd.DataFrame:
    """Return which areas hold land of the former area, and how much.

    Raises:
        NotFoundError: there is no such former area.
    """
    former = find_area(connection, wanted.former or AreaKey("", ""))
    return read_former_shares(connection, str(wanted.vintage), former.key.code, former.key.vintage)


def read_area_page(
    connection: Connection, wanted: AreaFilter, after: tuple[str, str] | None, limit: int
) -> pd.DataFrame:
    """Return the first areas after a key, ordered by vintage and code; empty at the end.

    Columns of `AREA_PAGE_TYPES`: lon and lat in degrees, area_km2 in km², all NaN where unknown;
    `is_demo` 1 for a made-up area. Then, where a former area narrows them, `former_share` (0 to 1)
    and `former_basis` as `read_former_shares` says; NaN and "" otherwise.

    Raises:
        NotFoundError: the parent or the former area is not in the store.
    """
    shown = _shown(wanted)
    statement = (
        select(*(shown.c[name] for name in AREA_PAGE_TYPES))
        .where(*_conditions(connection, wanted, shown))
        .order_by(shown.c.vintage, shown.c.code)
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(shown.c.vintage, shown.c.code) > tuple_(*after))
    frame = fetch_frame(connection, statement, AREA_PAGE_TYPES)
    frame["former_share"], frame["former_basis"] = np.nan, ""
    if wanted.former is not None:
        shares = _former_shares(connection, wanted).set_index("code")
        frame["former_share"] = shares["share"].reindex(frame["code"]).to_numpy()
        frame["former_basis"] = shares["basis"].reindex(frame["code"]).to_numpy()
    return frame


def read_area_ids(
    connection: Connection,
    wanted: AreaFilter,
    place: Callable[[FromClause], ColumnElement[bool]] | None = None,
    since: int = 0,
) -> list[int]:
    """Return the ids of the areas that are meant, ascending.

    Args:
        connection: open connection.
        wanted: which areas.
        place: makes a further condition, given the areas (columns of `data.schema.area`; the
            vintage of the rows by `row_vintage_of`).
        since: no ids below this one.

    Raises:
        NotFoundError: the parent or the former area is not in the store.
    """
    shown = _shown(wanted)
    statement = select(shown.c.id).where(
        *_conditions(connection, wanted, shown), shown.c.id >= since
    )
    if place is not None:
        statement = statement.where(place(shown))
    return sorted(row[0] for row in fetch_tuples(connection, statement))


def read_missing_codes(connection: Connection, vintage_code: str, codes: list[str]) -> list[str]:
    """Return those of the codes that the vintage does not show."""
    statement = select(area_in.c.code).where(
        area_in.c.vintage == vintage_code, area_in.c.code.in_(codes)
    )
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
    shown = _shown(wanted)
    keys = select(row_vintage_of(shown), shown.c.code)
    if not wanted.codes:
        return keys.where(*_conditions(connection, wanted, shown))
    inside = [
        _inside(connection, AreaKey(str(wanted.vintage), code), shown) for code in wanted.codes
    ]
    return keys.where(
        shown.c.vintage == wanted.vintage, or_(shown.c.code.in_(wanted.codes), *inside)
    )
