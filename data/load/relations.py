"""The crosswalk into the store: which areas of one vintage became which of another.

Provinces and the country have no rows of their own in `area_relation`; what they became follows
from their communes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, cast

import numpy as np
import pandas as pd
from sqlalchemy import Connection, and_, bindparam, insert, select, update

from data.schema import area, area_relation, vintage
from ioc.area import COUNTRY_CODE, Level
from ioc.crosswalk import Kind
from ioc.indicator import Basis

RELATION_COLUMNS = [
    "from_vintage", "from_code", "to_vintage", "to_code", "kind",
    *(f"weight_{basis.value}" for basis in Basis),
    "note", "source",
]  # fmt: skip
SAME_CODE = "cùng mã thôn"


def store_relations(connection: Connection, relations: pd.DataFrame) -> int:
    """Write relations and find out again which areas are the same unit; return how many.

    Args:
        connection: in a write transaction.
        relations: columns of `RELATION_COLUMNS`; weights float or NaN, 1 for "whole" in all.
    """
    frame = relations.reindex(columns=RELATION_COLUMNS)
    for basis in Basis:
        column = frame[f"weight_{basis.value}"].astype("float64")
        frame[f"weight_{basis.value}"] = column.where(frame["kind"] != "whole", 1.0)
    for name in ("note", "source"):
        frame[name] = frame[name].astype(object).where(frame[name].notna(), "")
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    if records:
        connection.execute(insert(area_relation), cast("list[dict[str, Any]]", records))
    link_units(connection)
    return len(records)


def link_villages(connection: Connection) -> int:
    """Relate villages that carry their code from one vintage into the next; return how many.

    A province gives its villages codes, so the same code in a province and in the one that it
    became is the same village, wherever its commune went. Villages that are related already (by a
    file) are left as they are.
    """
    codes = [
        row[0] for row in connection.execute(select(vintage.c.code).order_by(vintage.c.valid_from))
    ]
    heirs = _province_pairs(connection)
    known: set[tuple[str, str]] = set()
    for row in connection.execute(
        select(
            area_relation.c.from_vintage,
            area_relation.c.from_code,
            area_relation.c.to_vintage,
            area_relation.c.to_code,
        )
    ):
        known |= {(row[0], row[1]), (row[2], row[3])}
    villages: dict[str, dict[str, str]] = defaultdict(dict)
    for age, code, province in connection.execute(
        select(area.c.vintage, area.c.code, area.c.province_code).where(
            area.c.level == Level.VILLAGE.value
        )
    ):
        villages[code][age] = province
    rows = []
    for code, held in villages.items():
        ages = [age for age in codes if age in held]
        for earlier, later in pairwise(ages):
            related = (earlier, held[earlier], later, held[later]) in heirs
            if related and (later, code) not in known and (earlier, code) not in known:
                rows.append((earlier, code, later, code, "whole"))
    names = ["from_vintage", "from_code", "to_vintage", "to_code", "kind"]
    frame = pd.DataFrame(rows, columns=names).assign(note=SAME_CODE)
    return store_relations(connection, frame)


def _province_pairs(connection: Connection) -> set[tuple[str, str, str, str]]:
    """Return (vintage, province, later vintage, province) wherever land went over."""
    earlier, later = area.alias(), area.alias()
    relation = area_relation
    rows = connection.execute(
        select(earlier.c.vintage, earlier.c.province_code, later.c.vintage, later.c.province_code)
        .select_from(relation)
        .join(earlier, and_(earlier.c.vintage == relation.c.from_vintage,
                            earlier.c.code == relation.c.from_code))
        .join(later, and_(later.c.vintage == relation.c.to_vintage,
                          later.c.code == relation.c.to_code))
        .where(earlier.c.level != Level.VILLAGE.value)
        .distinct()
    )  # fmt: skip
    return {(row[0], row[1], row[2], row[3]) for row in rows}


def link_units(connection: Connection) -> int:
    """Give areas that are one and the same unit in several vintages one `unit_id`; return how many.

    The same: the one goes whole into the other, and nothing else goes in or out. For provinces all
    their communes tell; the country is always the same.
    """
    ids: dict[tuple[str, str], int] = {}
    province_of: dict[tuple[str, str], tuple[str, str]] = {}
    stored: dict[int, int] = {}
    ages: dict[int, str] = {}
    for ident, age, code, province, unit in connection.execute(
        select(area.c.id, area.c.vintage, area.c.code, area.c.province_code, area.c.unit_id)
    ):
        ids[age, code] = ident
        ages[ident] = age
        stored[ident] = unit
        if province:
            province_of[age, code] = (age, province)
    pairs, upper, whole = [], set(), set()
    for from_age, from_code, to_age, to_code, kind in connection.execute(
        select(
            area_relation.c.from_vintage,
            area_relation.c.from_code,
            area_relation.c.to_vintage,
            area_relation.c.to_code,
            area_relation.c.kind,
        )
    ):
        one, other = (from_age, from_code), (to_age, to_code)
        if one in ids and other in ids:
            pairs.append((one, other))
            if kind == Kind.WHOLE.value:
                whole.add((one, other))
            upper.add((province_of.get(one), province_of.get(other)))
    known = [(one, other) for one, other in upper if one is not None and other is not None]
    countries = [
        (age, COUNTRY_CODE) for age in sorted({age for age, code in ids if code == COUNTRY_CODE})
    ]
    united = [
        *(pair for pair in _one_to_one(pairs) if pair in whole),
        *_one_to_one(known),
        *pairwise(countries),
    ]
    # Earliest first, so that a unit carried through several vintages keeps the first id.
    unit = {ident: ident for ident in stored}
    for one, other in sorted(united, key=lambda pair: pair[1][0]):
        if one in ids and other in ids:
            unit[ids[other]] = unit[ids[one]]
    changed = [
        {"_id": ident, "_unit": unit[ident]} for ident in stored if stored[ident] != unit[ident]
    ]
    if changed:
        statement = update(area).where(area.c.id == bindparam("_id"))
        connection.execute(statement.values(unit_id=bindparam("_unit")), changed)
    return int(np.count_nonzero([unit[ident] != ident for ident in unit]))


_Key = tuple[str, str]


def _one_to_one(pairs: Iterable[tuple[_Key, _Key]]) -> list[tuple[_Key, _Key]]:
    """Return the pairs whose two sides have no other partner in the other's vintage."""
    forth: dict[tuple[_Key, str], set[_Key]] = defaultdict(set)
    back: dict[tuple[_Key, str], set[_Key]] = defaultdict(set)
    listed = list(pairs)
    for one, other in listed:
        forth[one, other[0]].add(other)
        back[other, one[0]].add(one)
    return [
        (one, other)
        for one, other in listed
        if len(forth[one, other[0]]) == 1 and len(back[other, one[0]]) == 1
    ]
