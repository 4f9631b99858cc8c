"""The lineage of an area: its predecessors and successors, and how many areas lie inside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from sqlalchemy import Connection, func, select

from data.queries.area_in import area_below
from data.queries.areas import Area
from data.queries.land import (
    BACK,
    FORTH,
    LandArea,
    Tie,
    read_land_areas,
    read_nearest_ties,
    read_parts,
    read_province_parts,
    read_provinces_of,
    read_ties,
)
from data.store.fetch import fetch_tuples
from data.store.schema import area
from ioc.area import AreaKey, Level
from ioc.crosswalk import BASIS_ORDER
from ioc.indicator import Basis


def count_inside(connection: Connection, here: Area) -> dict[Level, int]:
    """Return how many areas of each level lie inside an area; levels without any are left out.

    For a district only its communes, for a commune its villages: the areas that a page links to.
    """
    statement = select(area_below.c.level, func.count()).where(
        area_below.c.vintage == here.key.vintage
    )
    if here.level is Level.PROVINCE:
        inside = area_below.c.province_code == here.key.code
        statement = statement.where(inside, area_below.c.level != Level.PROVINCE.value)
    elif here.level is not Level.COUNTRY:
        statement = select(area.c.level, func.count()).where(area.c.parent_id == here.id)
    level = statement.selected_columns[0]
    rows = fetch_tuples(connection, statement.group_by(level))
    counts = {Level(name): count for name, count in rows}
    return {level: counts[level] for level in Level if level in counts}


class AreaChange(StrEnum):
    """How one area became another."""

    SAME = "same"  # the same land under the same name
    RENAMED = "renamed"  # the same land under another name or as another type of area
    WHOLE = "whole"  # went over as a whole, into or together with something else
    PART = "part"


@dataclass(frozen=True)
class AreaTransition:
    """The transition of one area to another of a later vintage.

    `share` is the part of the source that the target got, measured by `basis`; None: unknown, or
    all of it. Between provinces and from districts, `communes` of the source's `all_communes` went
    to the target; 1 of 1 between communes and between villages.
    """

    source: AreaKey
    target: AreaKey
    change: AreaChange
    share: float | None
    basis: Basis | None
    note: str
    communes: int = 1
    all_communes: int = 1


@dataclass(frozen=True)
class Lineage:
    """An area with its predecessors and successors in all vintages.

    `areas` has every area of a step and, under its row's key, the area itself. Steps are ordered by
    the vintage of their target, then by both keys.
    """

    here: AreaKey
    areas: Mapping[AreaKey, LandArea]
    parents: Mapping[AreaKey, str]  # full name of the area above each, where known
    steps: tuple[AreaTransition, ...]

    def before(self) -> list[AreaTransition]:
        """Return the steps from direct predecessors."""
        return [step for step in self.steps if step.target == self.here]

    def after(self) -> list[AreaTransition]:
        """Return the steps to direct successors."""
        return [step for step in self.steps if step.source == self.here]


def read_lineage(connection: Connection, here: Area) -> Lineage:
    """Return predecessors and successors: provinces of a province, else communes or villages.

    Successors of a district are communes. Keys are those of the rows (`Area.row_vintage`). No
    steps: no reorganisation touched the area.
    """
    if here.level is Level.COUNTRY:
        return _country(connection, here)
    if here.level is Level.PROVINCE:
        return _through_provinces(connection, here)
    parts = read_parts(connection, here)
    ties = [tie for way in (BACK, FORTH) for tie in read_ties(connection, parts, way)]
    keys = {key for tie in ties for key in (tie.source, tie.target)} | {here.row_key}
    land_areas = read_land_areas(connection, keys)
    ties = [tie for tie in ties if tie.source in land_areas and tie.target in land_areas]
    own = set(parts) if here.level is Level.DISTRICT else set()
    steps = _between_areas(ties, land_areas, here, own)
    areas = {key: land_areas[key] for step in steps for key in (step.source, step.target)}
    areas[here.row_key] = land_areas[here.row_key]
    return Lineage(here.row_key, areas, _parents(connection, areas.values()), _sort_steps(steps))


def _sort_steps(steps: Iterable[AreaTransition]) -> tuple[AreaTransition, ...]:
    return tuple(sorted(steps, key=lambda step: (step.target.vintage, step.source, step.target)))


def read_same_land(connection: Connection, here: Area) -> list[AreaKey]:
    """Return the earlier areas that are the same unit, on the same land, by vintage.

    Areas that were merged, or that gave a part away, are other units.
    """
    this = area.alias("this")
    statement = (
        select(area.c.vintage, area.c.code)
        .join(this, this.c.unit_id == area.c.unit_id)
        .where(this.c.id == here.id, area.c.vintage < here.row_vintage)
        .order_by(area.c.vintage)
    )
    return [AreaKey(*row) for row in fetch_tuples(connection, statement)]


def _country(connection: Connection, here: Area) -> Lineage:
    """Return the lineage of the country: the vintages that have a row of their own for it."""
    rows = fetch_tuples(connection, select(area.c.vintage).where(area.c.code == here.key.code))
    keys = sorted(AreaKey(row[0], here.key.code) for row in rows)
    steps = [
        AreaTransition(one, other, AreaChange.SAME, None, None, "") for one, other in pairwise(keys)
    ]
    return Lineage(here.row_key, read_land_areas(connection, keys), {}, tuple(steps))


def _between_areas(
    ties: Sequence[Tie], areas: Mapping[AreaKey, LandArea], here: Area, own: set[AreaKey]
) -> list[AreaTransition]:
    """Return the steps; those from a district's communes begin at the district."""
    steps: dict[tuple[AreaKey, AreaKey], AreaTransition] = {}
    sources_of: dict[AreaKey, set[AreaKey]] = defaultdict(set)
    for tie in ties:
        if tie.source in own:
            sources_of[tie.target].add(tie.source)
            continue
        share, basis = _share(tie)
        steps[tie.source, tie.target] = AreaTransition(
            tie.source, tie.target, _change(tie.kind, areas[tie.source], areas[tie.target]),
            share, basis, tie.note,
        )  # fmt: skip
    sources = {key for keys in sources_of.values() for key in keys}
    for target, keys in sources_of.items():
        change = AreaChange.WHOLE if keys == sources and len(sources_of) == 1 else AreaChange.PART
        steps[here.row_key, target] = AreaTransition(
            here.row_key, target, change, None, None, "", len(keys), len(sources)
        )
    return list(steps.values())


def _change(kind: str, source: LandArea, target: LandArea) -> AreaChange:
    if source.unit_id == target.unit_id:
        return AreaChange.SAME if source.full_name == target.full_name else AreaChange.RENAMED
    return AreaChange.WHOLE if kind == AreaChange.WHOLE else AreaChange.PART


def _share(tie: Tie) -> tuple[float | None, Basis | None]:
    """Return the first known share of a part, and its basis."""
    if tie.kind == AreaChange.WHOLE:
        return None, None
    shares = dict(zip(Basis, tie.shares, strict=True))
    for basis in BASIS_ORDER:
        if shares[basis] is not None:
            return shares[basis], basis
    return None, None


def _through_provinces(connection: Connection, here: Area) -> Lineage:
    """Return the lineage of a province, at any distance.

    The crosswalk relates communes; provinces follow from their communes.
    """
    communes: dict[tuple[AreaKey, AreaKey], int] = {}
    for way in (BACK, FORTH):
        frontier = {here.row_key}
        visited: set[AreaKey] = set()
        while frontier:
            visited |= frontier
            pairs: dict[tuple[AreaKey, AreaKey], int] = {}
            for each in sorted(frontier):
                pairs |= _neighbours(connection, each, way)
            communes |= pairs
            frontier = {source if way == BACK else target for source, target in pairs} - visited
    areas = read_land_areas(connection, {here.row_key, *(key for pair in communes for key in pair)})
    target_counts = Counter((source, target.vintage) for source, target in communes)
    steps = []
    for (source, target), moving in communes.items():
        total = _count_related(connection, source, target.vintage)
        alone = moving == total and target_counts[source, target.vintage] == 1
        kind = AreaChange.WHOLE if alone else AreaChange.PART
        change = _change(kind, areas[source], areas[target])
        steps.append(AreaTransition(source, target, change, None, None, "", moving, total))
    return Lineage(here.row_key, areas, {}, _sort_steps(steps))


def _neighbours(
    connection: Connection, province: AreaKey, way: str
) -> dict[tuple[AreaKey, AreaKey], int]:
    """Return the number of communes that went over, by source and target province."""
    ties = read_nearest_ties(connection, read_province_parts(connection, province), way)
    ends = [tie.source if way == BACK else tie.target for tie in ties]
    provinces = read_provinces_of(connection, ends)
    moving: dict[tuple[AreaKey, AreaKey], set[str]] = defaultdict(set)
    for tie, end in zip(ties, ends, strict=True):
        there = provinces.get(end)
        if there is not None:
            pair = (there, province) if way == BACK else (province, there)
            moving[pair].add(tie.source.code)
    return {pair: len(codes) for pair, codes in moving.items()}


def _count_related(connection: Connection, province: AreaKey, vintage_code: str) -> int:
    """Return how many communes of an earlier province have successors in a vintage."""
    ties = read_nearest_ties(connection, read_province_parts(connection, province), FORTH)
    return len({tie.source for tie in ties if tie.target.vintage == vintage_code})


def _parents(connection: Connection, areas: Iterable[LandArea]) -> dict[AreaKey, str]:
    land_areas = list(areas)
    parent_ids = sorted({each.parent_id for each in land_areas if each.parent_id is not None})
    names: dict[int, str] = {}
    if parent_ids:
        rows = select(area.c.id, area.c.full_name).where(area.c.id.in_(parent_ids))
        names = {ident: name for ident, name in fetch_tuples(connection, rows)}
    return {each.key: names[each.parent_id] for each in land_areas if each.parent_id in names}
