"""Which areas share land with which: the crosswalk followed from area to area.

Keys here are those of the rows themselves (`Area.row_vintage`), for the crosswalk hangs on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, or_, select

from data.area_in import read_row_vintages
from data.fetch import Prepared, fetch_tuples
from data.queries.areas import Area
from data.schema import area, area_relation
from ioc.area import COUNTRY_CODE, AreaKey, Level
from ioc.indicator import Basis

BACK, FORTH = "from", "to"


class Tie(NamedTuple):
    """One area goes over into another, as the crosswalk says.

    `shares` has the known shares of the source that the target got, None for the others, in the
    order of `ioc.indicator.Basis`.
    """

    source: AreaKey
    target: AreaKey
    kind: str
    shares: tuple[float | None, ...]
    note: str


class LandArea(NamedTuple):
    """An area as the crosswalk's ends need it; `key` is that of its row."""

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
    direction: Prepared(
        _TIES.where(
            area_relation.c[f"{here}_vintage"] == bindparam("vintage"),
            area_relation.c[f"{here}_code"].in_(bindparam("codes", expanding=True)),
        ).order_by(area_relation.c.from_code, area_relation.c.to_code)
    )
    for direction, here in ((BACK, "to"), (FORTH, "from"))
}
_LAND_AREAS = Prepared(
    select(
        area.c.code, area.c.id, area.c.level, area.c.name, area.c.full_name, area.c.parent_id,
        area.c.parent_code, area.c.province_code, area.c.unit_id,
    ).where(
        area.c.vintage == bindparam("vintage"),
        area.c.code.in_(bindparam("codes", expanding=True)),
    )
)  # fmt: skip
_PROVINCES = Prepared(
    select(area.c.code, area.c.province_code).where(
        area.c.vintage == bindparam("vintage"),
        area.c.code.in_(bindparam("codes", expanding=True)),
        area.c.province_code.is_not(None),
    )
)
_IN_DISTRICT = Prepared(
    select(area.c.vintage, area.c.code).where(
        or_(area.c.id == bindparam("id"), area.c.parent_id == bindparam("id"))
    )
)
_IN_PROVINCE = Prepared(
    select(area.c.vintage, area.c.code).where(
        area.c.vintage == bindparam("vintage"),
        area.c.level.in_([Level.DISTRICT.value, Level.COMMUNE.value]),
        area.c.province_code == bindparam("code"),
    )
)


def read_parts(connection: Connection, here: Area) -> list[AreaKey]:
    """Return the areas that the crosswalk knows this one by: itself, or the communes in it.

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
    """Return the communes of a province, and its districts: one without communes went over."""
    values = {"vintage": province.vintage, "code": province.code}
    return [AreaKey(*row) for row in fetch_tuples(connection, _IN_PROVINCE, values)]


def read_ties(connection: Connection, keys: Iterable[AreaKey], direction: str) -> list[Tie]:
    """Return all relations on the way back from areas (`BACK`) or forth (`FORTH`), the near first.

    Args:
        connection: open connection.
        keys: where to begin.
        direction: `BACK` or `FORTH`.
    """
    found: list[Tie] = []
    seen = set(keys)
    frontier = set(seen)
    while frontier:
        ties = read_nearest_ties(connection, frontier, direction)
        found += ties
        frontier = {tie.source if direction == BACK else tie.target for tie in ties} - seen
        seen |= frontier
    return found


def read_nearest_ties(connection: Connection, keys: Iterable[AreaKey], direction: str) -> list[Tie]:
    """Return the relations that lead to areas (`BACK`) or from them (`FORTH`), by both codes."""
    found = []
    for vintage_code, codes in sorted(_by_vintage(keys).items()):
        values = {"vintage": vintage_code, "codes": codes}
        for one, one_code, two, two_code, kind, *rest in fetch_tuples(
            connection, _FOLLOW[direction], values
        ):
            ends = AreaKey(one, one_code), AreaKey(two, two_code)
            found.append(Tie(*ends, kind, tuple(rest[:-1]), rest[-1]))
    return found


def read_land_areas(connection: Connection, keys: Iterable[AreaKey]) -> dict[AreaKey, LandArea]:
    """Return the areas with these keys (of rows); unknown ones are left out."""
    found = {}
    for vintage_code, codes in _by_vintage(keys).items():
        values = {"vintage": vintage_code, "codes": codes}
        for code, ident, level, *rest in fetch_tuples(connection, _LAND_AREAS, values):
            key = AreaKey(vintage_code, code)
            found[key] = LandArea(key, ident, Level(level), *rest)
    return found


def read_provinces_of(connection: Connection, keys: Iterable[AreaKey]) -> dict[AreaKey, AreaKey]:
    """Return the provinces that areas with these keys (of rows) lie in; the country's in none."""
    found = {}
    for vintage_code, codes in _by_vintage(keys).items():
        values = {"vintage": vintage_code, "codes": codes}
        for code, province in fetch_tuples(connection, _PROVINCES, values):
            found[AreaKey(vintage_code, code)] = AreaKey(vintage_code, province)
    return found


def read_counterparts(connection: Connection, here: Area, vintage_code: str) -> list[LandArea]:
    """Return the areas of another vintage that share land with this one, by code.

    Communes for a commune, a district or a province, villages for a village; the area itself where
    the other vintage shows the very same row.
    """
    parts = read_parts(connection, here)
    reached = set(parts)
    for direction in (BACK, FORTH):
        for tie in read_ties(connection, parts, direction):
            reached |= {tie.source, tie.target}
    shown = read_row_vintages(connection, vintage_code)
    wanted = {key for key in reached if key.vintage in set(shown.values())}
    level = Level.VILLAGE if here.level is Level.VILLAGE else Level.COMMUNE
    found = [
        each
        for each in read_land_areas(connection, wanted).values()
        if each.level is level and shown.get(each.province_code or COUNTRY_CODE) == each.key.vintage
    ]
    return sorted(found, key=lambda each: each.key.code)


def heirs(
    ties: Sequence[Tie], starts: Iterable[AreaKey], wanted: Iterable[AreaKey]
) -> list[AreaKey]:
    """Return those of the wanted areas that land goes to from where one starts, ordered.

    >>> old, now, later = AreaKey("a", "1"), AreaKey("b", "1"), AreaKey("c", "1")
    >>> ties = [Tie(old, now, "whole", (), ""), Tie(now, later, "whole", (), "")]
    >>> heirs(ties, [old], [later])[0].vintage
    'c'
    """
    after: dict[AreaKey, list[AreaKey]] = defaultdict(list)
    for tie in ties:
        after[tie.source].append(tie.target)
    reached: set[AreaKey] = set()
    frontier = set(starts)
    while frontier:
        reached |= frontier
        frontier = {each for key in frontier for each in after[key]} - reached
    return sorted(reached & set(wanted))


def _by_vintage(keys: Iterable[AreaKey]) -> dict[str, list[str]]:
    # Texts are quicker to put into order than keys.
    found: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        found[key.vintage].add(key.code)
    return {vintage_code: sorted(codes) for vintage_code, codes in found.items()}
