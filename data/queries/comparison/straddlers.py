"""Communes of today that hold land of a former area besides other land, and the area's shares.

The shares are those that its number was converted by (`data.numbers.conversion`), for few
communes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, func, select

from data.queries.areas import Area
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area, area_relation
from ioc.area import AreaKey, Level
from ioc.crosswalk import BASIS_ORDER, Relation, RelationKind, compose, invert
from ioc.indicator import Basis

_KEYS = PreparedQuery(
    select(area.c.id, area.c.vintage, area.c.code).where(
        area.c.id.in_(bindparam("ids", expanding=True))
    )
)
_BACK = PreparedQuery(
    select(
        area_relation.c.from_vintage, area_relation.c.from_code, area_relation.c.to_code,
        area_relation.c.kind,
        *(area_relation.c[f"weight_{basis.value}"] for basis in BASIS_ORDER),
    ).where(
        area_relation.c.to_vintage == bindparam("vintage"),
        area_relation.c.to_code.in_(bindparam("codes", expanding=True)),
        area_relation.c.from_vintage >= bindparam("until"),
    )
)  # fmt: skip
_SIZES = PreparedQuery(
    select(
        area.c.id, area.c.code, area.c.population, area.c.households, area.c.area_km2,
        area.c.parent_code, area.c.province_code,
    ).where(
        area.c.vintage == bindparam("vintage"),
        area.c.code.in_(bindparam("codes", expanding=True)),
    )
)  # fmt: skip
_VILLAGES = PreparedQuery(
    select(area.c.parent_id, func.count())
    .where(
        area.c.level == Level.VILLAGE.value,
        area.c.parent_id.in_(bindparam("ids", expanding=True)),
    )
    .group_by(area.c.parent_id)
)
Shares = Mapping[Basis, float]


def read_weights(
    connection: Connection, communes: Collection[int], former: Area
) -> dict[int, Shares]:
    """Return the share of each commune that lies in a former area, by each known basis.

    Args:
        connection: open connection.
        communes: ids of communes of a later vintage.
        former: a district or province.
    """
    rows = fetch_tuples(connection, _KEYS, {"ids": list(communes)})
    ids = {AreaKey(vintage, code): ident for ident, vintage, code in rows}
    back = _lead_back(connection, ids, former.row_vintage)
    inside = _codes_inside(connection, {each.target.code for each in back}, former)
    ways: dict[AreaKey, list[Relation]] = defaultdict(list)
    for each in back:
        ways[each.source].append(each)
    weights: dict[int, Shares] = {}
    for commune, relations in ways.items():
        shares = {}
        for basis in BASIS_ORDER:
            parts = [(each.share(basis), each.target.code in inside) for each in relations]
            known_parts = [(share, mine) for share, mine in parts if share is not None]
            if len(known_parts) == len(parts):
                shares[basis] = sum(share for share, mine in known_parts if mine)
        weights[ids[commune]] = shares
    return weights


def _lead_back(connection: Connection, keys: Collection[AreaKey], until: str) -> list[Relation]:
    """Return the relations from areas back to those of an earlier vintage."""
    codes: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        codes[key.vintage].append(key.code)
    relations: list[Relation] = []
    for vintage, area_codes in codes.items():
        steps: dict[str, list[Relation]] = defaultdict(list)
        values = {"vintage": vintage, "codes": sorted(area_codes), "until": until}
        for before, source, target, kind, *weights in fetch_tuples(connection, _BACK, values):
            shares = {basis: weight for basis, weight in zip(BASIS_ORDER, weights, strict=True)
                      if weight is not None}  # fmt: skip
            steps[before].append(
                Relation(
                    AreaKey(before, source), AreaKey(vintage, target), RelationKind(kind), shares
                )
            )
        for before in sorted(steps, reverse=True):
            sources = {each.source for each in relations}
            step = invert(steps[before], _sizes(connection, steps[before]))
            if before != until:
                step = compose(step, _lead_back(connection, {each.target for each in step}, until))
            relations += [each for each in step if each.source not in sources]
    return relations


def _sizes(
    connection: Connection, relations: Collection[Relation]
) -> dict[AreaKey, dict[Basis, float]]:
    """Return the sizes of the sources of relations, by each known basis."""
    vintage = next(iter(relations)).source.vintage
    codes = sorted({each.source.code for each in relations})
    rows = fetch_tuples(connection, _SIZES, {"vintage": vintage, "codes": codes})
    villages = dict(fetch_tuples(connection, _VILLAGES, {"ids": [row[0] for row in rows]}))
    sizes = {}
    for ident, code, people, households, km2, *_ in rows:
        size_of = {Basis.POPULATION: people, Basis.HOUSEHOLDS: households, Basis.AREA: km2,
                Basis.VILLAGES: villages.get(ident)}  # fmt: skip
        sizes[AreaKey(vintage, code)] = {
            basis: float(size) for basis, size in size_of.items() if size is not None
        }
    return sizes


def _codes_inside(connection: Connection, codes: Collection[str], former: Area) -> set[str]:
    """Return the codes of the areas of a former vintage that lie in an area of it."""
    values = {"vintage": former.row_vintage, "codes": sorted(codes)}
    place = -1 if former.level is Level.PROVINCE else -2
    return {row[1] for row in fetch_tuples(connection, _SIZES, values)
            if former.key.code in (row[1], row[place])}  # fmt: skip
