"""Better relations between two vintages that exist: what a file puts in the place of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, select

from data.load.area_scope import StoredArea
from data.load.reorganisation_areas import Link
from data.load.reorganisation_file import ReorganisationFile
from data.load.reorganisation_match import Found, Match, Units, check_names
from data.load.reorganisation_outcome import (
    Difference,
    Pair,
    ReorganisationPlan,
    key,
    places_of,
    refuse_faults,
    relation_of,
)
from data.schema import area_relation
from ioc.area import AreaKey, Level, Vintage
from ioc.crosswalk import Kind, Relation
from ioc.crosswalk_report import Reorganisation, describe_reorganisation
from ioc.indicator import Basis

_LAND_ALONE = {Basis.POPULATION: 0.0, Basis.HOUSEHOLDS: 0.0, Basis.VILLAGES: 0.0}


def links_between(
    table: ReorganisationFile, matches: Sequence[Match], later: Units, found: Found
) -> tuple[list[Link], dict[str, StoredArea]]:
    """Return the file's relations between areas that exist on both sides."""
    links, targets, pairs = [], {}, []
    for match in matches:
        target = later.find(match.to_code, None)
        if target is None or target.level is Level.COUNTRY:
            found.faults.append(
                table.problem(
                    f"mã mới không có trong kỳ địa giới {later.vintage}", "sửa mã, hoặc đổi --to",
                    match.row, "to_code", match.row.to_code,
                )
            )  # fmt: skip
            continue
        province = match.row.text("parent")
        above = later.province(province) if province and target.level.depth <= 3 else None
        if above is not None and target.province_code != above.code:
            found.faults.append(
                table.problem(
                    f"tỉnh mới không khớp: {target.full_name} (mã {target.code}) thuộc tỉnh mã"
                    f" {target.province_code}",
                    "sửa mã đơn vị hoặc tỉnh, hoặc đổi --to",
                    match.row,
                    "parent",
                    province,
                )
            )
            continue
        pairs.append((match.row, target))
        targets[match.to_code] = target
        if match.source.level is not Level.PROVINCE and match.source.id != target.id:
            note = match.row.text("note") or match.row.text("relation")
            links.append(Link(match.source, target.code, match.kind, match.shares, note))
    check_names(table, pairs, "to_name", later, "--to", found)
    return links, targets


def plan_between(
    table: ReorganisationFile,
    old: Vintage,
    new: Vintage,
    links: Sequence[Link],
    targets: Mapping[str, StoredArea],
    units: Units,
    later: Units,
    held: Mapping[Pair, Relation],
    found: Found,
) -> ReorganisationPlan:
    """Return the plan that puts the links of a file in the place of what the store holds.

    Args:
        table: the file.
        old: the vintage of its old codes.
        new: that of its new codes.
        links: what the file says, see `links_between`.
        targets: the later area of each of its new codes.
        units: what the earlier vintage shows.
        later: what the later one shows.
        held: the relations in the store, see `read_relations_between`.
        found: faults and remarks so far.

    Raises:
        LoadRefusedError: every fault of the file at once.
    """
    by_key = {key(unit): unit for unit in units.by_code.values()}
    with_communes = {unit.parent_code for unit in by_key.values() if unit.level is Level.COMMUNE}
    relations, notes, land = [], {}, set()
    for link in links:
        target = key(targets[link.to_code])
        relation = relation_of(link, target)
        if link.source.code in with_communes:
            # Mud flats that no commune held: the district's numbers are those of its communes.
            relation = Relation(key(link.source), target, Kind.PART, _LAND_ALONE)
            land.add(key(link.source))
        relations.append(relation)
        notes[key(link.source), target] = link.note
    written = {(each.source, each.target): each for each in relations}
    provinces = {link.source.province_code for link in links}
    named = {each.source for each in relations}
    # Of what the file does not speak, everything stays.
    replaced = [pair for pair in held if pair[0] in named]
    gone = set(replaced)
    kept = [each for pair, each in held.items() if pair not in gone]
    after_keys = {key(unit): unit for unit in later.by_code.values()}
    reached = {after_keys[each.target].province_code for each in relations}
    shown = [
        each
        for each in (*relations, *kept)
        if by_key[each.source].level is not Level.VILLAGE
        and each.source not in land
        and (
            by_key[each.source].province_code in provinces
            or after_keys[each.target].province_code in reached
        )
    ]
    speaking = {each.source for each in shown}
    before_units = [
        unit
        for unit in by_key.values()
        if key(unit) in speaking
        or (unit.province_code in provinces and _is_leaf(unit, with_communes))
    ]
    after_units = [
        unit
        for unit in later.by_code.values()
        if unit.level is Level.COMMUNE and unit.province_code in reached
    ]
    report = describe_reorganisation(places_of(before_units), places_of(after_units), shown)
    names = {each: unit.full_name for each, unit in (*by_key.items(), *after_keys.items())}
    refuse_faults(table, report, found, names)
    return ReorganisationPlan(
        file=table,
        before=old,
        after=new,
        made=None,
        relations=tuple(relations),
        notes=notes,
        replaced=tuple(replaced),
        provinces=tuple(sorted(str(each) for each in provinces)),
        reached=tuple(sorted(str(each) for each in reached)),
        report=report,
        upper=Reorganisation(),
        difference=_difference(written, {pair: held[pair] for pair in replaced}),
        names=names,
        remarks=tuple(found.remarks),
    )


def _is_leaf(unit: StoredArea, with_communes: set[str | None]) -> bool:
    if unit.level is Level.DISTRICT:
        return unit.code not in with_communes
    return unit.level is Level.COMMUNE


def _difference(written: Mapping[Pair, Relation], replaced: Mapping[Pair, Relation]) -> Difference:
    both = written.keys() & replaced.keys()
    changed = [pair for pair in sorted(both) if _says(written[pair]) != _says(replaced[pair])]
    return Difference(
        added=tuple(written[pair] for pair in sorted(written.keys() - both)),
        removed=tuple(replaced[pair] for pair in sorted(replaced.keys() - both)),
        changed=tuple(written[pair] for pair in changed),
        same=len(both) - len(changed),
    )


def _says(relation: Relation) -> tuple[object, ...]:
    return (relation.kind, *(relation.share(basis) for basis in Basis))


def read_relations_between(
    connection: Connection, units: Units, later: Units
) -> dict[Pair, Relation]:
    """Return the relations that the store holds between areas of the two vintages."""
    before = {key(unit) for unit in units.by_code.values()}
    after = {key(unit) for unit in later.by_code.values()}
    columns = area_relation.c
    rows = connection.execute(
        select(
            columns.from_vintage, columns.from_code, columns.to_vintage, columns.to_code,
            columns.kind, *(columns[f"weight_{basis.value}"] for basis in Basis),
        ).where(
            and_(
                columns.from_vintage.in_({each.vintage for each in before}),
                columns.to_vintage.in_({each.vintage for each in after}),
            )
        )
    )  # fmt: skip
    found = {}
    for from_age, from_code, to_age, to_code, kind, *weights in rows:
        pair = (AreaKey(from_age, from_code), AreaKey(to_age, to_code))
        if pair[0] in before and pair[1] in after:
            shares = {
                basis: share
                for basis, share in zip(Basis, weights, strict=True)
                if share is not None
            }
            found[pair] = Relation(*pair, Kind(kind), shares)
    return found
