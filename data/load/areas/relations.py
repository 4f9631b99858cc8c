"""Stores the crosswalk: which areas of one vintage became which of another.

Provinces and the country have no rows in `area_relation`; their successors follow from their
communes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, cast

import numpy as np
import pandas as pd
from sqlalchemy import Connection, and_, bindparam, insert, select, update

from data.store.fetch import fetch_tuples
from data.store.schema import area, area_relation, vintage
from ioc.area import COUNTRY_CODE, Level
from ioc.crosswalk import RelationKind
from ioc.indicator import Basis
from ioc.words.catalogue import say

RELATION_COLUMNS = [
    "from_vintage", "from_code", "to_vintage", "to_code", "kind",
    *(f"weight_{basis.value}" for basis in Basis),
    "note", "source",
]  # fmt: skip
SAME_CODE = say("lineage-same-code")


def store_relations(connection: Connection, relations: pd.DataFrame) -> int:
    """Write relations and link areas that are the same again; return how many relations.

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
    """Relate villages that keep their code from one vintage to the next; return how many.

    Provinces assign village codes, so the same code in a province and in its successor means the
    same village, whatever became of its commune. Villages that a file has related already stay as
    they are.
    """
    codes = [
        row[0] for row in connection.execute(select(vintage.c.code).order_by(vintage.c.valid_from))
    ]
    heirs = province_pairs(connection)
    linked_keys: set[tuple[str, str]] = set()
    for row in connection.execute(
        select(
            area_relation.c.from_vintage,
            area_relation.c.from_code,
            area_relation.c.to_vintage,
            area_relation.c.to_code,
        )
    ):
        linked_keys |= {(row[0], row[1]), (row[2], row[3])}
    villages: dict[str, dict[str, str]] = defaultdict(dict)
    for vintage_code, code, province in connection.execute(
        select(area.c.vintage, area.c.code, area.c.province_code).where(
            area.c.level == Level.VILLAGE.value
        )
    ):
        villages[code][vintage_code] = province
    rows = []
    for code, provinces in villages.items():
        vintages = [vintage_code for vintage_code in codes if vintage_code in provinces]
        for earlier, later in pairwise(vintages):
            related = (earlier, provinces[earlier], later, provinces[later]) in heirs
            if related and (later, code) not in linked_keys and (earlier, code) not in linked_keys:
                rows.append((earlier, code, later, code, "whole"))
    names = ["from_vintage", "from_code", "to_vintage", "to_code", "kind"]
    frame = pd.DataFrame(rows, columns=names).assign(note=SAME_CODE)
    return store_relations(connection, frame)


def province_pairs(connection: Connection) -> set[tuple[str, str, str, str]]:
    """Return (vintage, province, later vintage, province) for each pair with related areas."""
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
    """Give areas that are the same in several vintages one `unit_id`; return how many.

    Two areas are the same if the one goes wholly into the other and nothing else goes in or out.
    Provinces are compared by all their communes; the country is always the same.
    """
    ids: dict[tuple[str, str], int] = {}
    province_of: dict[tuple[str, str], tuple[str, str]] = {}
    unit_ids: dict[int, int] = {}
    for ident, vintage_code, code, province, unit in fetch_tuples(
        connection,
        select(area.c.id, area.c.vintage, area.c.code, area.c.province_code, area.c.unit_id),
    ):
        ids[vintage_code, code] = ident
        unit_ids[ident] = unit
        if province:
            province_of[vintage_code, code] = (vintage_code, province)
    pairs, upper, whole = [], set(), set()
    for from_vintage, from_code, to_vintage, to_code, kind in fetch_tuples(
        connection,
        select(
            area_relation.c.from_vintage,
            area_relation.c.from_code,
            area_relation.c.to_vintage,
            area_relation.c.to_code,
            area_relation.c.kind,
        ),
    ):
        one, other = (from_vintage, from_code), (to_vintage, to_code)
        if one in ids and other in ids:
            pairs.append((one, other))
            if kind == RelationKind.WHOLE.value:
                whole.add((one, other))
            upper.add((province_of.get(one), province_of.get(other)))
    provinces = [(one, other) for one, other in upper if one is not None and other is not None]
    countries = [
        (vintage_code, COUNTRY_CODE)
        for vintage_code in sorted(
            {vintage_code for vintage_code, code in ids if code == COUNTRY_CODE}
        )
    ]
    united = [
        *(pair for pair in _one_to_one(pairs) if pair in whole),
        *_one_to_one(provinces),
        *pairwise(countries),
    ]
    # Earliest first, so that an area that exists in several vintages keeps its first id.
    unit = {ident: ident for ident in unit_ids}
    for one, other in sorted(united, key=lambda pair: pair[1][0]):
        if one in ids and other in ids:
            unit[ids[other]] = unit[ids[one]]
    changes = [
        {"_id": ident, "_unit": unit[ident]} for ident in unit_ids if unit_ids[ident] != unit[ident]
    ]
    if changes:
        statement = update(area).where(area.c.id == bindparam("_id"))
        connection.execute(statement.values(unit_id=bindparam("_unit")), changes)
    return int(np.count_nonzero([unit[ident] != ident for ident in unit]))


_Key = tuple[str, str]


def _one_to_one(pairs: Iterable[tuple[_Key, _Key]]) -> list[tuple[_Key, _Key]]:
    """Return the pairs whose two sides have no other partner in the other's vintage."""
    links = list(dict.fromkeys(pairs))
    forth = Counter((one, other[0]) for one, other in links)
    back = Counter((other, one[0]) for one, other in links)
    return [
        (one, other)
        for one, other in links
        if forth[one, other[0]] == 1 and back[other, one[0]] == 1
    ]
