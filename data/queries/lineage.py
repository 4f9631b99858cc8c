"""Questions that an area's page asks besides: how many areas inside, former and later provinces."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, and_, func, select

from data.fetch import fetch_frame, fetch_tuples
from data.queries.areas import Area
from data.schema import area, area_relation
from ioc.area import AreaKey, Level

_PROVINCE_TYPES = {
    "direction": "str",
    "vintage": "str",
    "code": "str",
    "name": "str",
    "communes": "int64",
    "all_communes": "int64",
}


def count_inside(connection: Connection, here: Area) -> dict[Level, int]:
    """Return how many areas of each level lie inside an area; levels without any are left out.

    For a district only its communes, for a commune its villages: what a page leads to.
    """
    inside = {
        Level.COUNTRY: area.c.level != Level.COUNTRY,
        Level.PROVINCE: and_(area.c.province_code == here.key.code, area.c.level != Level.PROVINCE),
    }.get(here.level, area.c.parent_id == here.id)
    rows = fetch_tuples(
        connection,
        select(area.c.level, func.count())
        .where(area.c.vintage == here.key.vintage, inside)
        .group_by(area.c.level),
    )
    found = {Level(level): count for level, count in rows}
    return {level: found[level] for level in Level if level in found}


def read_province_relations(connection: Connection, key: AreaKey) -> pd.DataFrame:
    """Return the provinces of other vintages that share communes with a province.

    One row per province, by direction, then the number of shared communes, most first.

        direction     str    "from" (an earlier province) or "to" (a later one)
        vintage       str    of the other province
        code          str
        name          str    full name
        communes      int64  communes of the earlier vintage that the two have in common
        all_communes  int64  of the earlier province: equal to `communes` when it went over whole
    """
    relation, mine, other, above = area_relation, area.alias(), area.alias(), area.alias()
    frames = []
    for direction, here, there in (("from", "to", "from"), ("to", "from", "to")):
        statement = (
            select(above.c.vintage, above.c.code, above.c.full_name,
                   func.count(relation.c.from_code.distinct()))
            .select_from(relation)
            .join(mine, and_(mine.c.vintage == relation.c[f"{here}_vintage"],
                             mine.c.code == relation.c[f"{here}_code"]))
            .join(other, and_(other.c.vintage == relation.c[f"{there}_vintage"],
                              other.c.code == relation.c[f"{there}_code"]))
            .join(above, and_(above.c.vintage == other.c.vintage,
                              above.c.code == other.c.province_code,
                              above.c.level == Level.PROVINCE))
            .where(mine.c.vintage == key.vintage, mine.c.province_code == key.code)
            .group_by(above.c.vintage, above.c.code, above.c.full_name)
        )  # fmt: skip
        types = {"vintage": "str", "code": "str", "name": "str", "communes": "int64"}
        frame = fetch_frame(connection, statement, types)
        frame.insert(0, "direction", direction)
        earlier = frame["vintage"] if direction == "from" else [key.vintage] * len(frame)
        codes = frame["code"] if direction == "from" else [key.code] * len(frame)
        frame["all_communes"] = [
            _count_related(connection, AreaKey(vintage, code))
            for vintage, code in zip(earlier, codes, strict=True)
        ]
        frames.append(frame.sort_values("communes", ascending=False, kind="stable"))
    return pd.concat(frames, ignore_index=True).astype(_PROVINCE_TYPES)


def _count_related(connection: Connection, key: AreaKey) -> int:
    """Return how many communes of an earlier province are in the crosswalk."""
    statement = (
        select(func.count(area_relation.c.from_code.distinct()))
        .select_from(area_relation)
        .join(area, and_(area.c.vintage == area_relation.c.from_vintage,
                         area.c.code == area_relation.c.from_code))
        .where(area.c.vintage == key.vintage, area.c.province_code == key.code)
    )  # fmt: skip
    return int(fetch_tuples(connection, statement)[0][0])


def read_namesakes(connection: Connection, key: AreaKey, level: Level) -> pd.DataFrame:
    """Return the areas of other vintages with this code and level: for villages, the same village.

    Columns vintage, code, name, parent (full names), all str. For communes a code alone proves
    nothing; ask `read_relations` there.
    """
    above = area.alias()
    return fetch_frame(
        connection,
        select(area.c.vintage, area.c.code, area.c.full_name, above.c.full_name)
        .outerjoin(above, above.c.id == area.c.parent_id)
        .where(area.c.code == key.code, area.c.vintage != key.vintage, area.c.level == level.value)
        .order_by(area.c.vintage),
        {"vintage": "str", "code": "str", "name": "str", "parent": "str"},
    )
