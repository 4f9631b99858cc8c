"""Former districts in areas of today: which communes and villages hold their land, and how much.

What lay where is followed through the crosswalk, over as many vintages as lie between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, bindparam, or_, select

from data.area_in import area_below, area_in, read_row_vintages
from data.closure import back, forth
from data.fetch import Prepared, columns_of, fetch_tuples, make_frame
from data.schema import area, vintage
from ioc.area import AreaKey, Level


def _former_districts() -> Prepared:
    start = select(area_below.c.id, area_below.c.row_vintage.label("vintage"), area_below.c.code)
    source = back(
        start.where(
            area_below.c.vintage == bindparam("vintage"),
            area_below.c.province_code == bindparam("province"),
            area_below.c.level == bindparam("commune"),
        )
    )
    today, commune, district, province = (area.alias() for _ in range(4))
    return Prepared(
        select(
            district.c.vintage, district.c.code, district.c.full_name, province.c.full_name,
            source.c.id,
        )
        .select_from(source)
        .join(today, today.c.id == source.c.id)
        .join(
            commune,
            and_(commune.c.vintage == source.c.vintage, commune.c.code == source.c.code),
        )
        .join(
            district,
            or_(
                district.c.id == commune.c.parent_id,
                and_(district.c.id == commune.c.id, commune.c.level == bindparam("district")),
            ),
        )
        .join(province, province.c.id == district.c.parent_id)
        .where(district.c.level == bindparam("district"), source.c.vintage != today.c.vintage)
        .distinct()
    )  # fmt: skip


_FORMER_DISTRICTS = _former_districts()
_FORMER_DISTRICT_TYPES = {
    "vintage": "str",
    "code": "str",
    "name": "str",
    "province": "str",
    "communes": "int64",
    "partly": "int64",
}


def read_former_districts(
    connection: Connection, vintage_code: str, province_code: str
) -> pd.DataFrame:
    """Return the former districts whose land lies in a province of a later vintage.

    One row per district of the latest vintage that had any, ordered by former province and name.
    Empty for a vintage that has districts of its own.

        vintage, code, name  str    of the district
        province             str    name of the former province
        communes             int64  communes of this vintage that hold land of it
        partly               int64  how many of those hold land of other districts too
    """
    values = {"vintage": vintage_code, "province": province_code,
              "commune": Level.COMMUNE.value, "district": Level.DISTRICT.value}  # fmt: skip
    rows = fetch_tuples(connection, _FORMER_DISTRICTS, values)
    latest = max((row[0] for row in rows), default="")
    communes: dict[tuple[str, ...], set[int]] = defaultdict(set)
    shared: dict[int, int] = defaultdict(int)
    for *key, ident in rows:
        if key[0] == latest:
            communes[tuple(key)].add(ident)
            shared[ident] += 1
    ordered = sorted(communes.items(), key=lambda each: (each[0][3], each[0][2], each[0][:2]))
    counted = [(*key, len(held), sum(shared[ident] > 1 for ident in held)) for key, held in ordered]
    return make_frame(columns_of(counted, _FORMER_DISTRICT_TYPES))


_SHARE_TYPES = {"code": "str", "level": "str", "share": "float64", "basis": "str"}
_FIND_FORMER_VINTAGE = Prepared(
    select(area.c.vintage)
    .join(vintage, vintage.c.code == area.c.vintage)
    .where(area.c.code == bindparam("code"), area.c.vintage < bindparam("vintage"))
    .order_by(vintage.c.valid_from.desc())
    .limit(1)
)
_FIND_FORMER = Prepared(
    select(area_in.c.id, area_in.c.row_vintage, area_in.c.level).where(
        area_in.c.vintage == bindparam("vintage"), area_in.c.code == bindparam("code")
    )
)
_KEY = select(area.c.vintage, area.c.code)
# Districts too: one without communes went over itself.
_IN_PROVINCE = _KEY.where(
    area.c.vintage == bindparam("row_vintage"),
    area.c.level.in_([Level.DISTRICT.value, Level.COMMUNE.value]),
    area.c.province_code == bindparam("code"),
)
_IN_AREA = _KEY.where(or_(area.c.id == bindparam("id"), area.c.parent_id == bindparam("id")))


def _reached(inside: Select[Any]) -> Prepared:
    """Select the communes of all vintages that areas went to, and these themselves."""
    reached = forth(inside)
    return Prepared(
        select(area.c.id, area.c.code, area.c.vintage, area.c.province_code)
        .select_from(reached)
        .join(area, and_(area.c.vintage == reached.c.vintage, area.c.code == reached.c.code))
        .where(area.c.level == Level.COMMUNE.value)
        .order_by(area.c.code)
    )


def _sources(level: Level) -> Prepared:
    """Select all that communes, or the villages in them, came from in any vintage.

    Columns: id of the area that it leads back from; vintage, province, and the codes that place the
    source: of a commune its own, its district's; of a village its commune's, its district's.
    """
    mine = area.c.id if level is Level.COMMUNE else area.c.parent_id
    source = back(
        select(area.c.id, area.c.vintage, area.c.code).where(
            area.c.level == level.value, mine.in_(bindparam("ids", expanding=True))
        )
    )
    found, above = area.alias(), area.alias()
    commune = found if level is Level.COMMUNE else above
    return Prepared(
        select(
            source.c.id, found.c.vintage, found.c.province_code, commune.c.code,
            commune.c.parent_code,
        )
        .select_from(source)
        .join(found, and_(found.c.vintage == source.c.vintage, found.c.code == source.c.code))
        .join(above, above.c.id == found.c.parent_id)
    )  # fmt: skip


_REACHED_FROM_AREA = _reached(_IN_AREA)
_REACHED_FROM_PROVINCE = _reached(_IN_PROVINCE)
_COMMUNE_SOURCES = _sources(Level.COMMUNE)
_VILLAGE_SOURCES = _sources(Level.VILLAGE)
_VILLAGES = Prepared(
    select(area.c.id, area.c.code, area.c.parent_id).where(
        area.c.level == Level.VILLAGE.value,
        area.c.parent_id.in_(bindparam("ids", expanding=True)),
    )
)


def find_former_vintage(connection: Connection, vintage_code: str, code: str) -> str | None:
    """Return the last vintage before this one that brought an area with the code; None: none."""
    rows = fetch_tuples(connection, _FIND_FORMER_VINTAGE, {"vintage": vintage_code, "code": code})
    return rows[0][0] if rows else None


def read_former_shares(
    connection: Connection,
    vintage_code: str,
    former_code: str,
    former_vintage: str | None = None,
) -> pd.DataFrame:
    """Return the communes and villages that hold land of a former area, and how much of each.

    Args:
        connection: open connection.
        vintage_code: vintage of the communes and villages.
        former_code: a district, commune or province of an earlier vintage.
        former_vintage: that vintage; without it the last one that brought an area with the code.

    One row per area, ordered by level and code; empty where nothing is known.

        code   str
        level  str      commune | village
        share  float64  of the area (0 to 1) that lay in the former one
        basis  str      "whole": all of it, nothing to share out; "villages": as many of the
                        commune's villages lay there, each followed exactly; "communes": as many of
                        the communes that it was made of (used where villages are not loaded)

    A village lies in the former area or not. One whose former self is unknown has the share of
    its commune.
    """
    earlier = former_vintage or find_former_vintage(connection, vintage_code, former_code)
    if earlier is None:
        return make_frame(columns_of((), _SHARE_TYPES))
    targets = _targets(connection, vintage_code, AreaKey(earlier, former_code))
    ids = {"ids": list(targets)}
    shown = read_row_vintages(connection, earlier)
    in_communes = _inside(fetch_tuples(connection, _COMMUNE_SOURCES, ids), shown, former_code)
    in_villages = _inside(fetch_tuples(connection, _VILLAGE_SOURCES, ids), shown, former_code)
    villages: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for ident, code, commune in fetch_tuples(connection, _VILLAGES, ids):
        villages[commune].append((ident, code))
    found: list[tuple[str, str, float, str]] = []
    for ident, code in targets.items():
        held = villages[ident]
        came = in_communes.get(ident, [])
        if all(came):
            share, basis = 1.0, "whole"
        elif held and all(village in in_villages for village, _ in held):
            share = sum(any(in_villages[village]) for village, _ in held) / len(held)
            basis = "villages"
        else:
            share, basis = sum(came) / len(came), "communes"
        found.append((code, Level.COMMUNE.value, share, basis))
        for village, name in held:
            if any(in_villages.get(village, ())):
                found.append((name, Level.VILLAGE.value, 1.0, "whole"))
            elif village not in in_villages:
                found.append((name, Level.VILLAGE.value, share, basis))
    found.sort(key=lambda each: (each[1], each[0]))
    return make_frame(columns_of(found, _SHARE_TYPES))


def _targets(connection: Connection, vintage_code: str, former: AreaKey) -> dict[int, str]:
    """Return the communes of a vintage (id → code) that hold land of a former area."""
    values = {"vintage": former.vintage, "code": former.code}
    rows = fetch_tuples(connection, _FIND_FORMER, values)
    if not rows:
        return {}
    ident, row_vintage, level = rows[0]
    if level == Level.PROVINCE.value:
        values["row_vintage"] = row_vintage
        reached = fetch_tuples(connection, _REACHED_FROM_PROVINCE, values)
    else:
        reached = fetch_tuples(connection, _REACHED_FROM_AREA, {"id": ident})
    shown = read_row_vintages(connection, vintage_code)
    return {found: code for found, code, stored, province in reached
            if shown.get(province) == stored}  # fmt: skip


def _inside(
    rows: Iterable[tuple[int, str, str, str, str]], shown: Mapping[str, str], former_code: str
) -> dict[int, list[bool]]:
    """Return for each area whether each of those it came from lay in the former area."""
    found: dict[int, list[bool]] = defaultdict(list)
    for ident, stored, *codes in rows:
        if shown.get(codes[0]) == stored:
            found[ident].append(former_code in codes)
    return found
