"""Better relations between two vintages that exist: which ones a file replaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, select

from data.load.areas.scope import StoredArea
from data.load.reorganisation.areas import Link
from data.load.reorganisation.file import ReorganisationFile
from data.load.reorganisation.match import ReorganisationFindings, RowMatch, Units, check_names
from data.load.reorganisation.outcome import (
    Difference,
    Pair,
    ReorganisationPlan,
    key,
    places_of,
    refuse_faults,
    relation_of,
)
from data.store.schema import area_relation
from ioc.area import AreaKey, Level, Vintage
from ioc.crosswalk import Relation, RelationKind
from ioc.crosswalk_report import Reorganisation, describe_reorganisation
from ioc.indicator import Basis
from ioc.words.phrase import Phrase

_LAND_ALONE = {Basis.POPULATION: 0.0, Basis.HOUSEHOLDS: 0.0, Basis.VILLAGES: 0.0}


def links_between(
    table: ReorganisationFile,
    matches: Sequence[RowMatch],
    later: Units,
    findings: ReorganisationFindings,
) -> tuple[list[Link], dict[str, StoredArea]]:
    """Return the file's relations between areas that exist on both sides."""
    links, targets, pairs = [], {}, []
    for match in matches:
        target = later.find(match.to_code, None)
        if target is None or target.level is Level.COUNTRY:
            findings.faults.append(
                table.problem(
                    Phrase("load-new-code-unknown", vintage=later.vintage),
                    match.row, "to_code", match.row.to_code,
                )
            )  # fmt: skip
            continue
        province = match.row.text("parent")
        above = later.province(province) if province and target.level.depth <= 3 else None
        if above is not None and target.province_code != above.code:
            findings.faults.append(
                table.problem(
                    Phrase(
                        "load-new-province-differs",
                        name=target.full_name,
                        code=target.code,
                        province=str(target.province_code),
                    ),
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
    check_names(table, pairs, "to_name", later, "--to", findings)
    return links, targets


def plan_between(
    table: ReorganisationFile,
    old: Vintage,
    new: Vintage,
    links: Sequence[Link],
    targets: Mapping[str, StoredArea],
    units: Units,
    later: Units,
    stored_relations: Mapping[Pair, Relation],
    findings: ReorganisationFindings,
) -> ReorganisationPlan:
    """Return the plan that replaces relations of the store by the links of a file.

    Args:
        table: the file.
        old: the vintage of its old codes.
        new: that of its new codes.
        links: the relations of the file, see `links_between`.
        targets: the later area of each of its new codes.
        units: the areas of the earlier vintage.
        later: those of the later one.
        stored_relations: the relations in the store, see `read_relations_between`.
        findings: faults and remarks so far.

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
            # Mud flats outside all communes: the district's numbers are those of its communes.
            relation = Relation(key(link.source), target, RelationKind.PART, _LAND_ALONE)
            land.add(key(link.source))
        relations.append(relation)
        notes[key(link.source), target] = link.note
    new_relations = {(each.source, each.target): each for each in relations}
    provinces = {link.source.province_code for link in links}
    sources = {each.source for each in relations}
    # Relations of areas that the file does not name stay.
    old_pairs = [pair for pair in stored_relations if pair[0] in sources]
    remaining = [each for pair, each in stored_relations.items() if pair[0] not in sources]
    after_keys = {key(unit): unit for unit in later.by_code.values()}
    later_provinces = {after_keys[each.target].province_code for each in relations}
    report_relations = [
        each
        for each in (*relations, *remaining)
        if by_key[each.source].level is not Level.VILLAGE
        and each.source not in land
        and (
            by_key[each.source].province_code in provinces
            or after_keys[each.target].province_code in later_provinces
        )
    ]
    speaking = {each.source for each in report_relations}
    before_units = [
        unit
        for unit in by_key.values()
        if key(unit) in speaking
        or (unit.province_code in provinces and _is_leaf(unit, with_communes))
    ]
    after_units = [
        unit
        for unit in later.by_code.values()
        if unit.level is Level.COMMUNE and unit.province_code in later_provinces
    ]
    report = describe_reorganisation(
        places_of(before_units), places_of(after_units), report_relations
    )
    names = {each: unit.full_name for each, unit in (*by_key.items(), *after_keys.items())}
    refuse_faults(table, report, findings, names)
    return ReorganisationPlan(
        file=table,
        before=old,
        after=new,
        new_vintage=None,
        relations=tuple(relations),
        notes=notes,
        old_pairs=tuple(old_pairs),
        provinces=tuple(sorted(str(each) for each in provinces)),
        later_provinces=tuple(sorted(str(each) for each in later_provinces)),
        report=report,
        upper=Reorganisation(),
        difference=_difference(new_relations, {pair: stored_relations[pair] for pair in old_pairs}),
        names=names,
        remarks=tuple(findings.remarks),
    )


def _is_leaf(unit: StoredArea, with_communes: set[str | None]) -> bool:
    if unit.level is Level.DISTRICT:
        return unit.code not in with_communes
    return unit.level is Level.COMMUNE


def _difference(new: Mapping[Pair, Relation], old: Mapping[Pair, Relation]) -> Difference:
    both = new.keys() & old.keys()
    changes = [pair for pair in sorted(both) if _says(new[pair]) != _says(old[pair])]
    return Difference(
        additions=tuple(new[pair] for pair in sorted(new.keys() - both)),
        removals=tuple(old[pair] for pair in sorted(old.keys() - both)),
        changes=tuple(new[pair] for pair in changes),
        same=len(both) - len(changes),
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
    relations = {}
    for from_vintage, from_code, to_vintage, to_code, kind, *weights in rows:
        pair = (AreaKey(from_vintage, from_code), AreaKey(to_vintage, to_code))
        if pair[0] in before and pair[1] in after:
            shares = {
                basis: share
                for basis, share in zip(Basis, weights, strict=True)
                if share is not None
            }
            relations[pair] = Relation(*pair, RelationKind(kind), shares)
    return relations
