"""Areas that share land: the crosswalk followed from area to area.

Keys are those of the rows themselves (`Area.row_vintage`), as in the crosswalk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, or_, select

from data.queries.area_in import read_row_vintages
from data.queries.areas import Area
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area, area_relation
from ioc.area import COUNTRY_CODE, AreaKey, Level
from ioc.indicator import Basis

BACK, FORTH = "from", "to"


class Tie(NamedTuple):
    """One relation of the crosswalk: land of the source became land of the target.

    `shares` are the shares of the source that the target got, in the order of
    `ioc.indicator.Basis`; None: unknown.
    """

    source: AreaKey
    target: AreaKey
    kind: str
    shares: tuple[float | None, ...]
    note: str


class LandArea(NamedTuple):
    """An area at an end of a relation; `key` is that of its row."""

    key: AreaKey
    id: int
    level: Level
    name: str
    full_name: str
    parent_id: int | None
    parent_code: str | None
    province_code: str | None
    unit_id: int


_TIES = select(
    area_relation.c.from_vintage,
    area_relation.c.from_code,
    area_relation.c.to_vintage,
    area_relation.c.to_code,
    area_relation.c.kind,
    *(area_relation.c[f"weight_{basis.value}"] for basis in Basis),
    area_relation.c.note,
)
_FOLLOW = {
    direction: PreparedQuery(
        _TIES.where(
            area_relation.c[f"{here}_vintage"] == bindparam("vintage"),
            area_relation.c[f"{here}_code"].in_(bindparam("codes", expanding=True)),
        ).order_by(area_relation.c.from_code, area_relation.c.to_code)
    )
    for direction, here in ((BACK, "to"), (FORTH, "from"))
}
_LAND_AREAS = PreparedQuery(
    select(
        area.c.code, area.c.id, area.c.level, area.c.name, area.c.full_name, area.c.parent_id,
        area.c.parent_code, area.c.province_code, area.c.unit_id,
    ).where(
        area.c.vintage == bindparam("vintage"),
        area.c.code.in_(bindparam("codes", expanding=True)),
    )
)  # fmt: skip
_PROVINCES = PreparedQuery(
    select(area.c.code, area.c.province_code).where(
        area.c.vintage == bindparam("vintage"),
        area.c.code.in_(bindparam("codes", expanding=True)),
        area.c.province_code.is_not(None),
    )
)
_IN_DISTRICT = PreparedQuery(
    select(area.c.vintage, area.c.code).where(
        or_(area.c.id == bindparam("id"), area.c.parent_id == bindparam("id"))
    )
)
_IN_PROVINCE = PreparedQuery(
    select(area.c.vintage, area.c.code).where(
        area.c.vintage == bindparam("vintage"),
        area.c.level.in_([Level.DISTRICT.value, Level.COMMUNE.value]),
        area.c.province_code == bindparam("code"),
    )
)


def read_parts(connection: Connection, here: Area) -> list[AreaKey]:
    """Return the areas that the crosswalk has for this one: itself, or the communes in it.

    Empty for the country.
    """
    if here.level is Level.COUNTRY:
        return []
    if here.level is Level.PROVINCE:
        return read_province_parts(connection, here.row_key)
    if here.level is Level.DISTRICT:
        rows = fetch_tuples(connection, _IN_DISTRICT, {"id": here.id})
        return [AreaKey(*row) for row in rows]
    return [here.row_key]


def read_province_parts(connection: Connection, province: AreaKey) -> list[AreaKey]:
    """Return the communes of a province, and its districts, some of which have no communes."""
    values = {"vintage": province.vintage, "code": province.code}
    return [AreaKey(*row) for row in fetch_tuples(connection, _IN_PROVINCE, values)]


def read_ties(connection: Connection, keys: Iterable[AreaKey], direction: str) -> list[Tie]:
    """Return all relations back from areas (`BACK`) or forth (`FORTH`), the nearest first.

    Args:
        connection: open connection.
        keys: the areas to begin with.
        direction: `BACK` or `FORTH`.
    """
    ties: list[Tie] = []
    visited = set(keys)
    frontier = set(visited)
    while frontier:
        nearest = read_nearest_ties(connection, frontier, direction)
        ties += nearest
        frontier = {tie.source if direction == BACK else tie.target for tie in nearest} - visited
        visited |= frontier
    return ties


def read_nearest_ties(connection: Connection, keys: Iterable[AreaKey], direction: str) -> list[Tie]:
    """Return the relations that lead to areas (`BACK`) or from them (`FORTH`), by both codes."""
    ties = []
    for vintage_code, codes in sorted(_by_vintage(keys).items()):
        values = {"vintage": vintage_code, "codes": codes}
        for one, one_code, two, two_code, kind, *rest in fetch_tuples(
            connection, _FOLLOW[direction], values
        ):
            ends = AreaKey(one, one_code), AreaKey(two, two_code)
            ties.append(Tie(*ends, kind, tuple(rest[:-1]), rest[-1]))
    return ties


def read_land_areas(connection: Connection, keys: Iterable[AreaKey]) -> dict[AreaKey, LandArea]:
    """Return the areas with these keys (of rows); unknown ones are left out."""
    areas = {}
    for vintage_code, codes in _by_vintage(keys).items():
        values = {"vintage": vintage_code, "codes": codes}
        for code, ident, level, *rest in fetch_tuples(connection, _LAND_AREAS, values):
            key = AreaKey(vintage_code, code)
            areas[key] = LandArea(key, ident, Level(level), *rest)
    return areas


def read_provinces_of(connection: Connection, keys: Iterable[AreaKey]) -> dict[AreaKey, AreaKey]:
    """Return the province of each area with these keys (of rows); the country has none."""
    provinces = {}
    for vintage_code, codes in _by_vintage(keys).items():
        values = {"vintage": vintage_code, "codes": codes}
        for code, province in fetch_tuples(connection, _PROVINCES, values):
            provinces[AreaKey(vintage_code, code)] = AreaKey(vintage_code, province)
    return provinces


def read_counterparts(connection: Connection, here: Area, vintage_code: str) -> list[LandArea]:
    """Return the areas of another vintage that share land with this one, by code.

    Communes for a commune, a district or a province, villages for a village; the area itself where
    the other vintage shows the same row.
    """
    parts = read_parts(connection, here)
    keys = set(parts)
    for direction in (BACK, FORTH):
        for tie in read_ties(connection, parts, direction):
            keys |= {tie.source, tie.target}
    row_vintages = read_row_vintages(connection, vintage_code)
    counterpart_keys = {key for key in keys if key.vintage in set(row_vintages.values())}
    level = Level.VILLAGE if here.level is Level.VILLAGE else Level.COMMUNE
    counterparts = [
        each
        for each in read_land_areas(connection, counterpart_keys).values()
        if each.level is level
        and row_vintages.get(each.province_code or COUNTRY_CODE) == each.key.vintage
    ]
    return sorted(counterparts, key=lambda each: each.key.code)


def successors_among(
    ties: Sequence[Tie], starts: Iterable[AreaKey], candidates: Iterable[AreaKey]
) -> list[AreaKey]:
    """Return the candidates that the land of the starting areas goes to, ordered.

    >>> old, now, later = AreaKey("a", "1"), AreaKey("b", "1"), AreaKey("c", "1")
    >>> ties = [Tie(old, now, "whole", (), ""), Tie(now, later, "whole", (), "")]
    >>> successors_among(ties, [old], [later])[0].vintage
    'c'
    """
    after: dict[AreaKey, list[AreaKey]] = defaultdict(list)
    for tie in ties:
        after[tie.source].append(tie.target)
    visited: set[AreaKey] = set()
    frontier = set(starts)
    while frontier:
        visited |= frontier
        frontier = {each for key in frontier for each in after[key]} - visited
    return sorted(visited & set(candidates))


def _by_vintage(keys: Iterable[AreaKey]) -> dict[str, list[str]]:
    # Texts are faster to sort than keys.
    by_vintage: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        by_vintage[key.vintage].add(key.code)
    return {vintage_code: sorted(codes) for vintage_code, codes in by_vintage.items()}
