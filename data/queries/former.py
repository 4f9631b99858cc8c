"""Former areas in areas of today: the communes and villages that hold their land, and the shares.

Land is followed through the crosswalk, over all vintages in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, bindparam, or_, select

from data.queries.area_in import area_below, area_in, read_row_vintages
from data.queries.closure import back, forth
from data.store.fetch import PreparedQuery, columns_of, fetch_tuples, make_frame
from data.store.schema import area, vintage
from ioc.area import AreaKey, Level


def _former_districts() -> PreparedQuery:
    start = select(area_below.c.id, area_below.c.row_vintage.label("vintage"), area_below.c.code)
    source = back(
        start.where(
            area_below.c.vintage == bindparam("vintage"),
            area_below.c.province_code == bindparam("province"),
            area_below.c.level == bindparam("commune"),
        )
    )
    today, commune, district, province = (area.alias() for _ in range(4))
    return PreparedQuery(
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
        partly               int64  how many of those also hold land of other districts
    """
    communes: dict[tuple[str, ...], set[int]] = defaultdict(set)
    district_counts: dict[int, int] = defaultdict(int)
    for *key, ident in _district_rows(connection, vintage_code, province_code):
        communes[tuple(key)].add(ident)
        district_counts[ident] += 1
    entries = sorted(communes.items(), key=lambda each: (each[0][3], each[0][2], each[0][:2]))
    table = [
        (*key, len(ids), sum(district_counts[ident] > 1 for ident in ids)) for key, ids in entries
    ]
    return make_frame(columns_of(table, _FORMER_DISTRICT_TYPES))


def read_district_names(
    connection: Connection, vintage_code: str, province_code: str
) -> dict[int, str]:
    """Return the names of the former districts of each commune of a province, by its area id.

    Names are in order, with "; " between; empty for a vintage that has districts of its own.
    """
    names: dict[int, set[str]] = defaultdict(set)
    for _, _, name, _, ident in _district_rows(connection, vintage_code, province_code):
        names[ident].add(name)
    return {ident: "; ".join(sorted(several)) for ident, several in names.items()}


def _district_rows(
    connection: Connection, vintage_code: str, province_code: str
) -> list[tuple[Any, ...]]:
    """Return (vintage, code, name, province, area id of a commune) of the latest districts."""
    values = {"vintage": vintage_code, "province": province_code,
              "commune": Level.COMMUNE.value, "district": Level.DISTRICT.value}  # fmt: skip
    rows = fetch_tuples(connection, _FORMER_DISTRICTS, values)
    latest = max((row[0] for row in rows), default="")
    return [row for row in rows if row[0] == latest]


_SHARE_TYPES = {"code": "str", "level": "str", "share": "float64", "basis": "str"}
_FIND_FORMER_VINTAGE = PreparedQuery(
    select(area.c.vintage)
    .join(vintage, vintage.c.code == area.c.vintage)
    .where(area.c.code == bindparam("code"), area.c.vintage < bindparam("vintage"))
    .order_by(vintage.c.valid_from.desc())
    .limit(1)
)
_FIND_FORMER = PreparedQuery(
    select(area_in.c.id, area_in.c.row_vintage, area_in.c.level).where(
        area_in.c.vintage == bindparam("vintage"), area_in.c.code == bindparam("code")
    )
)
_KEY = select(area.c.vintage, area.c.code)
# Districts too: a district without communes has relations of its own.
_IN_PROVINCE = _KEY.where(
    area.c.vintage == bindparam("row_vintage"),
    area.c.level.in_([Level.DISTRICT.value, Level.COMMUNE.value]),
    area.c.province_code == bindparam("code"),
)
_IN_AREA = _KEY.where(or_(area.c.id == bindparam("id"), area.c.parent_id == bindparam("id")))


def _select_successors(inside: Select[Any]) -> PreparedQuery:
    """Select the communes of all vintages that succeed areas, and the areas themselves."""
    successors = forth(inside)
    return PreparedQuery(
        select(area.c.id, area.c.code, area.c.vintage, area.c.province_code)
        .select_from(successors)
        .join(area, and_(area.c.vintage == successors.c.vintage, area.c.code == successors.c.code))
        .where(area.c.level == Level.COMMUNE.value)
        .order_by(area.c.code)
    )


def _sources(level: Level) -> PreparedQuery:
    """Select the predecessors, in any vintage, of communes or of the villages in them.

    Columns: id of the area; vintage and province of the predecessor, and two codes: of a commune
    its own and its district's, of a village its commune's and its district's.
    """
    mine = area.c.id if level is Level.COMMUNE else area.c.parent_id
    source = back(
        select(area.c.id, area.c.vintage, area.c.code).where(
            area.c.level == level.value, mine.in_(bindparam("ids", expanding=True))
        )
    )
    origin, above = area.alias(), area.alias()
    commune = origin if level is Level.COMMUNE else above
    return PreparedQuery(
        select(
            source.c.id, origin.c.vintage, origin.c.province_code, commune.c.code,
            commune.c.parent_code,
        )
        .select_from(source)
        .join(origin, and_(origin.c.vintage == source.c.vintage, origin.c.code == source.c.code))
        .join(above, above.c.id == origin.c.parent_id)
    )  # fmt: skip


_SUCCESSORS_OF_AREA = _select_successors(_IN_AREA)
_SUCCESSORS_OF_PROVINCE = _select_successors(_IN_PROVINCE)
_COMMUNE_SOURCES = _sources(Level.COMMUNE)
_VILLAGE_SOURCES = _sources(Level.VILLAGE)
_VILLAGES = PreparedQuery(
    select(area.c.id, area.c.code, area.c.parent_id).where(
        area.c.level == Level.VILLAGE.value,
        area.c.parent_id.in_(bindparam("ids", expanding=True)),
    )
)


def find_former_vintage(connection: Connection, vintage_code: str, code: str) -> str | None:
    """Return the last vintage before this one that stores an area with the code; None: none."""
    rows = fetch_tuples(connection, _FIND_FORMER_VINTAGE, {"vintage": vintage_code, "code": code})
    return rows[0][0] if rows else None


def read_former_shares(
    connection: Connection,
    vintage_code: str,
    former_code: str,
    former_vintage: str | None = None,
) -> pd.DataFrame:
    """Return the communes and villages that hold land of a former area, and its share of each.

    Args:
        connection: open connection.
        vintage_code: vintage of the communes and villages.
        former_code: a district, commune or province of an earlier vintage.
        former_vintage: that vintage; without it the last one that stores an area with the code.

    One row per area, ordered by level and code; empty where the former area is unknown.

        code   str
        level  str      commune | village
        share  float64  part of the area (0 to 1) that lay in the former one
        basis  str      "whole": all of it; "villages": share of the commune's villages that lay
                        there, each followed exactly; "communes": share of the communes that it was
                        made of (used where villages are not loaded)

    A village lies in the former area or not. A village without a known predecessor has the share of
    its commune.
    """
    earlier = former_vintage or find_former_vintage(connection, vintage_code, former_code)
    if earlier is None:
        return make_frame(columns_of((), _SHARE_TYPES))
    targets = _targets(connection, vintage_code, AreaKey(earlier, former_code))
    ids = {"ids": list(targets)}
    row_vintages = read_row_vintages(connection, earlier)
    in_communes = _inside(
        fetch_tuples(connection, _COMMUNE_SOURCES, ids), row_vintages, former_code
    )
    in_villages = _inside(
        fetch_tuples(connection, _VILLAGE_SOURCES, ids), row_vintages, former_code
    )
    villages: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for ident, code, commune in fetch_tuples(connection, _VILLAGES, ids):
        villages[commune].append((ident, code))
    shares: list[tuple[str, str, float, str]] = []
    for ident, code in targets.items():
        mine = villages[ident]
        lay_inside = in_communes.get(ident, [])
        if all(lay_inside):
            share, basis = 1.0, "whole"
        elif mine and all(village in in_villages for village, _ in mine):
            share = sum(any(in_villages[village]) for village, _ in mine) / len(mine)
            basis = "villages"
        else:
            share, basis = sum(lay_inside) / len(lay_inside), "communes"
        shares.append((code, Level.COMMUNE.value, share, basis))
        for village, name in mine:
            if any(in_villages.get(village, ())):
                shares.append((name, Level.VILLAGE.value, 1.0, "whole"))
            elif village not in in_villages:
                shares.append((name, Level.VILLAGE.value, share, basis))
    shares.sort(key=lambda each: (each[1], each[0]))
    return make_frame(columns_of(shares, _SHARE_TYPES))


def _targets(connection: Connection, vintage_code: str, former: AreaKey) -> dict[int, str]:
    """Return the communes of a vintage (id → code) that hold land of a former area."""
    values = {"vintage": former.vintage, "code": former.code}
    rows = fetch_tuples(connection, _FIND_FORMER, values)
    if not rows:
        return {}
    ident, row_vintage, level = rows[0]
    if level == Level.PROVINCE.value:
        values["row_vintage"] = row_vintage
        successors = fetch_tuples(connection, _SUCCESSORS_OF_PROVINCE, values)
    else:
        successors = fetch_tuples(connection, _SUCCESSORS_OF_AREA, {"id": ident})
    row_vintages = read_row_vintages(connection, vintage_code)
    return {area_id: code for area_id, code, its_vintage, province in successors
            if row_vintages.get(province) == its_vintage}  # fmt: skip


def _inside(
    rows: Iterable[tuple[int, str, str, str, str]],
    row_vintages: Mapping[str, str],
    former_code: str,
) -> dict[int, list[bool]]:
    """Return for each area, per predecessor, whether it lay in the former area."""
    lay_inside: dict[int, list[bool]] = defaultdict(list)
    for ident, row_vintage, *codes in rows:
        if row_vintages.get(codes[0]) == row_vintage:
            lay_inside[ident].append(former_code in codes)
    return lay_inside
