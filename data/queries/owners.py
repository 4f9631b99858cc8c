"""Who answers for indicators in areas.

An owner is set for the row of an area, so that vintages that take the area over have it, too. It is
also found for the same land in another vintage: for an area that went whole and alone into one
other, and for a former area whose land belongs to one area now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, select

from data.queries.areas import Area, read_path
from data.queries.directories import Directories, remember
from data.queries.lineage import Lineage, read_lineage
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area as area_table
from data.store.schema import owner
from ioc.area import AreaKey, Level
from ioc.indicator import Indicator
from ioc.owner import Owner, choose_owner

_OWNERS = PreparedQuery(
    select(
        owner.c.unit, owner.c.person, owner.c.phone, owner.c.deadline, owner.c.vintage,
        owner.c.area_code, owner.c.indicator_code, owner.c.group_code, owner.c.is_demo, owner.c.id,
        area_table.c.level, area_table.c.full_name, owner.c.updated_at, owner.c.updated_by,
    )
    .outerjoin(
        area_table,
        and_(area_table.c.vintage == owner.c.vintage, area_table.c.code == owner.c.area_code),
    )
    .order_by(
        owner.c.vintage, owner.c.area_code, owner.c.group_code, owner.c.indicator_code, owner.c.id
    )
)  # fmt: skip


@dataclass(frozen=True)
class OwnerRow:
    """A row of the store: the owner, its number, and the area that it is set for.

    `level` is None, `area_name` empty for one that is set for every area.
    """

    number: int
    owner: Owner
    level: Level | None
    area_name: str
    updated_at: str
    updated_by: str


def read_owner_rows(connection: Connection) -> list[OwnerRow]:
    """Return all owners with persons and phones: of wide areas first, by group and indicator."""
    rows = []
    for unit, person, phone, deadline, vintage, code, indicator, group, demo, *rest in fetch_tuples(
        connection, _OWNERS
    ):
        number, level, name, updated_at, updated_by = rest
        key = AreaKey(vintage, code) if code else None
        due = _day(deadline)
        who = Owner(unit, person, phone, due, key, indicator, group, bool(demo))
        rank = Level(level) if level else None
        rows.append(OwnerRow(number, who, rank, name or "", updated_at, updated_by))
    return sorted(rows, key=lambda each: each.level.depth if each.level else -1)


def owner_of(
    connection: Connection,
    directories: Directories | None,
    indicator: Indicator,
    area: Area | AreaKey,
    *,
    with_person: bool = False,
) -> Owner | None:
    """Return who answers for an indicator in an area; None where nobody is named.

    The rule is that of `ioc.owner.choose_owner`.

    Args:
        connection: open connection.
        directories: the memory; None: everything is read.
        indicator: the indicator.
        area: the area, by itself or by its key.
        with_person: also the person and the phone, which only some readers may know.

    Raises:
        NotFoundError: there is no such area.
    """
    return owners_of(connection, directories, [(indicator, area)], with_person=with_person)[0]


def owners_of(
    connection: Connection,
    directories: Directories | None,
    questions: Iterable[tuple[Indicator, Area | AreaKey]],
    *,
    with_person: bool = False,
) -> list[Owner | None]:
    """Return who answers for each indicator in its area, in the order of the questions.

    Raises:
        NotFoundError: there is no such area.
    """
    rows = remember(directories, connection, "owners", lambda: read_owner_rows(connection))
    if not rows:
        return [None for _ in questions]
    owners = [each.owner for each in rows]
    places = {(each.owner.area.vintage, each.level) for each in rows if each.owner.area is not None}
    answers: list[Owner | None] = []
    keys: dict[AreaKey, list[tuple[AreaKey, ...]]] = {}
    for indicator, place in questions:
        key = place if isinstance(place, AreaKey) else place.key
        if key not in keys:
            path = _read_path(connection, directories, key)
            keys[key] = [_keys_of(connection, directories, each, places) for each in reversed(path)]
        one = choose_owner(owners, indicator.code, indicator.group_code, keys[key])
        answers.append(one if one is None or with_person else one.without_person())
    return answers


def _keys_of(
    connection: Connection,
    directories: Directories | None,
    here: Area,
    places: set[tuple[str, Level | None]],
) -> tuple[AreaKey, ...]:
    """Return the keys by which an area may be named: its own, and those of the same land.

    `places` are the vintages and levels for which owners are set: others need no look.
    """
    elsewhere = any(
        level is here.level and vintage != here.row_vintage for vintage, level in places
    )
    if not elsewhere or here.level is Level.COUNTRY:
        return (here.row_key,)
    return remember(
        directories,
        connection,
        ("keys of the same land", here.row_key),
        lambda: (here.row_key, *_same_land(connection, directories, here)),
    )


def _same_land(
    connection: Connection, directories: Directories | None, here: Area
) -> list[AreaKey]:
    """Return the one successor of an area, its successor, …, then predecessors that are the same.

    Several predecessors, or one that also went elsewhere, are other units than this one.
    """
    keys = []
    later = here
    while following := _only(_after(read_lineage(connection, later), later)):
        later = _read_path(connection, directories, following)[-1]
        keys.append(following)
    earlier = here
    while before := _only(_before(read_lineage(connection, earlier), earlier)):
        earlier = _read_path(connection, directories, before)[-1]
        if len(_after(read_lineage(connection, earlier), earlier)) != 1:
            break
        keys.append(before)
    return keys


def _after(lineage: Lineage, here: Area) -> list[AreaKey]:
    """Return the areas of the same level that an area went to in the next vintage of its land."""
    return _nearest(lineage, here, [each.target for each in lineage.after()], latest=False)


def _before(lineage: Lineage, here: Area) -> list[AreaKey]:
    return _nearest(lineage, here, [each.source for each in lineage.before()], latest=True)


def _nearest(lineage: Lineage, here: Area, keys: list[AreaKey], *, latest: bool) -> list[AreaKey]:
    same_level = {each for each in keys if lineage.areas[each].level is here.level}
    vintages = sorted({each.vintage for each in same_level}, reverse=latest)
    return sorted(each for each in same_level if each.vintage == vintages[0])


def _only(keys: list[AreaKey]) -> AreaKey | None:
    return keys[0] if len(keys) == 1 else None


def _read_path(connection: Connection, directories: Directories | None, key: AreaKey) -> list[Area]:
    return read_path(connection, key) if directories is None else directories.path(connection, key)


def _day(text: str | None) -> date | None:
    """Return a stored day; None for none, and for one that a foreign hand wrote."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
