"""What loading a reorganisation would do: worked out in whole, written nowhere.

Two cases by the same file: a vintage that does not exist yet is made; between two that exist the
relations are replaced by better ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, and_, select

from data.area_in import read_row_vintages
from data.load.area_scope import StoredArea, read_stored_areas
from data.load.reorganisation_areas import Link, NewVintage, build_vintage
from data.load.reorganisation_file import ReorganisationFile, limited
from data.load.reorganisation_match import Found, Match, Units, check_names, match_rows
from data.load.vintage_fit import read_vintages
from data.schema import area_relation
from ioc.area import AreaKey, Level, Vintage, resolve_vintage
from ioc.crosswalk import Kind, Relation
from ioc.crosswalk_report import Place, Reorganisation, describe_reorganisation
from ioc.errors import IocError, LoadRefusedError, Problem
from ioc.indicator import Basis

_Pair = tuple[AreaKey, AreaKey]
_LAND_ALONE = {Basis.POPULATION: 0.0, Basis.HOUSEHOLDS: 0.0, Basis.VILLAGES: 0.0}


@dataclass(frozen=True)
class Difference:
    """How the relations of a file differ from those that the store holds."""

    added: tuple[Relation, ...] = ()
    removed: tuple[Relation, ...] = ()
    changed: tuple[Relation, ...] = ()
    same: int = 0


@dataclass(frozen=True)
class ReorganisationPlan:
    """All that a load would write, and the report on it.

    `made` is the new vintage (None: it exists). `links` are the relations to write, those of
    `replaced` go. `report` speaks of communes (and districts without any); `names` has the full
    name of every area that it mentions.
    """

    file: ReorganisationFile
    before: Vintage
    after: Vintage
    made: NewVintage | None
    relations: tuple[Relation, ...]
    notes: Mapping[_Pair, str]
    replaced: tuple[_Pair, ...]
    provinces: tuple[str, ...]
    report: Reorganisation
    difference: Difference
    names: Mapping[AreaKey, str]
    remarks: tuple[Problem, ...]


def plan_reorganisation(
    connection: Connection,
    table: ReorganisationFile,
    before: str,
    after: str,
    *,
    name_vi: str = "",
    name_en: str = "",
) -> ReorganisationPlan:
    """Return what loading a reorganisation file would write.

    Args:
        connection: the store; only read.
        table: the file.
        before: code or a date of the vintage of its old codes.
        after: code of the vintage of its new codes; a date that is none yet makes one.
        name_vi: name of a new vintage; empty: "từ 30/04/2026".
        name_en: the same in English.

    Raises:
        NotFoundError: there is no vintage `before`.
        IocError: the two vintages cannot follow one another.
        LoadRefusedError: every fault of the file at once.
    """
    vintages = read_vintages(connection)
    old = resolve_vintage(before, vintages)
    existing = next((each for each in vintages if each.code == after), None)
    units = Units(old.code, read_stored_areas(connection, old.code))
    found = Found()
    new = existing or _new_vintage(after, old, vintages, name_vi, name_en)
    if new.valid_from <= old.valid_from:
        raise IocError(f"Kỳ địa giới {new.code} không sau kỳ {old.code}. Hãy đổi --from và --to.")
    matches = match_rows(table, units, found)
    if existing is None:
        scope = read_row_vintages(connection, old.code)
        made = build_vintage(new.code, table, matches, units, scope, found)
        return _plan_new(table, old, new, made, units, found)
    later = Units(new.code, read_stored_areas(connection, new.code))
    links, targets = _existing_links(table, matches, later, found)
    held = _read_relations(connection, units, later)
    return _plan_existing(table, old, new, links, targets, units, later, held, found)


def _new_vintage(
    code: str, old: Vintage, vintages: Sequence[Vintage], name_vi: str, name_en: str
) -> Vintage:
    try:
        day = date.fromisoformat(code)
    except ValueError as fault:
        raise IocError(
            f"“{code}” không phải ngày. Ghi ngày hiệu lực dạng YYYY-MM-DD, ví dụ 2026-04-30."
        ) from fault
    if old is not vintages[-1]:
        raise IocError(
            f"Kỳ địa giới mới phải tiếp theo kỳ cuối cùng. Hãy nêu --from {vintages[-1].code}."
        )
    return Vintage(
        code,
        code,
        None,
        name_vi or f"từ {day:%d/%m/%Y}",
        name_en or f"since {day.day} {day:%B %Y}",
    )


def end_before(day: str) -> str:
    """Return the day before an ISO date.

    >>> end_before("2026-05-01")
    '2026-04-30'
    """
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _plan_new(
    table: ReorganisationFile,
    old: Vintage,
    new: Vintage,
    made: NewVintage,
    units: Units,
    found: Found,
) -> ReorganisationPlan:
    relations = [_relation(link, AreaKey(new.code, link.to_code)) for link in made.links]
    upper = {
        key(link.source)
        for link in made.links
        if link.source.level is not Level.VILLAGE
    }  # fmt: skip
    sources = [link.source for link in made.links if link.source.level is not Level.VILLAGE]
    targets = [
        Place(AreaKey(new.code, str(row["code"])), str(row["name"]), str(row["full_name"]))
        for row in made.areas
        if row["level"] == Level.COMMUNE.value
    ]
    names = {key(unit): unit.full_name for unit in units.by_code.values()}
    names |= {AreaKey(new.code, str(row["code"])): str(row["full_name"]) for row in made.areas}
    report = describe_reorganisation(
        _places(sources), targets, [each for each in relations if each.source in upper]
    )
    _refuse(table, report, found, names)
    notes = {(key(link.source), AreaKey(new.code, link.to_code)): link.note for link in made.links}
    return ReorganisationPlan(
        file=table,
        before=old,
        after=new,
        made=made,
        relations=tuple(relations),
        notes=notes,
        replaced=(),
        provinces=tuple(sorted({str(link.source.province_code) for link in made.links})),
        report=report,
        difference=Difference(added=tuple(relations)),
        names=names,
        remarks=tuple(found.remarks),
    )


def _existing_links(
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


def _plan_existing(
    table: ReorganisationFile,
    old: Vintage,
    new: Vintage,
    links: Sequence[Link],
    targets: Mapping[str, StoredArea],
    units: Units,
    later: Units,
    held: Mapping[_Pair, Relation],
    found: Found,
) -> ReorganisationPlan:
    by_key = {key(unit): unit for unit in units.by_code.values()}
    with_communes = {unit.parent_code for unit in by_key.values() if unit.level is Level.COMMUNE}
    relations, notes, land = [], {}, set()
    for link in links:
        target = key(targets[link.to_code])
        relation = _relation(link, target)
        if link.source.code in with_communes:
            # Mud flats that no commune held: the district's numbers are those of its communes.
            relation = Relation(key(link.source), target, Kind.PART, _LAND_ALONE)
            land.add(key(link.source))
        relations.append(relation)
        notes[key(link.source), target] = link.note
    written = {(each.source, each.target): each for each in relations}
    levels = {link.source.level is Level.VILLAGE for link in links}
    provinces = {link.source.province_code for link in links}
    # What the file does not speak of stays: other provinces, and villages when it names none.
    replaced = [
        pair
        for pair in held
        if by_key[pair[0]].province_code in provinces
        and (by_key[pair[0]].level is Level.VILLAGE) in levels
    ]
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
    report = describe_reorganisation(_places(before_units), _places(after_units), shown)
    names = {each: unit.full_name for each, unit in (*by_key.items(), *after_keys.items())}
    _refuse(table, report, found, names)
    return ReorganisationPlan(
        file=table,
        before=old,
        after=new,
        made=None,
        relations=tuple(relations),
        notes=notes,
        replaced=tuple(replaced),
        provinces=tuple(sorted(str(each) for each in provinces)),
        report=report,
        difference=_difference(written, {pair: held[pair] for pair in replaced}),
        names=names,
        remarks=tuple(found.remarks),
    )


def _is_leaf(unit: StoredArea, with_communes: set[str | None]) -> bool:
    if unit.level is Level.DISTRICT:
        return unit.code not in with_communes
    return unit.level is Level.COMMUNE


def _difference(
    written: Mapping[_Pair, Relation], replaced: Mapping[_Pair, Relation]
) -> Difference:
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


def _refuse(
    table: ReorganisationFile, report: Reorganisation, found: Found, names: Mapping[AreaKey, str]
) -> None:
    """Raise every fault of the file and of what its rows say together."""
    rows = {row.from_code.lstrip("0"): row for row in reversed(table.rows)}
    for wrong in report.wrong_weights:
        row = rows.get(wrong.before.code.lstrip("0"))
        if row is not None:
            found.faults.append(
                table.problem(
                    f"tỷ lệ của {names[wrong.before]} cộng lại là {wrong.total:.6g}, không phải 1",
                    "sửa để tổng các dòng của đơn vị này bằng 1 (100%), hoặc bỏ trống tất cả",
                    row,
                    f"weight_{wrong.basis.value}",
                    f"{wrong.total:.6g}",
                )
            )
    for each in report.contradictory:
        row = rows.get(each.code.lstrip("0"))
        if row is not None:
            found.faults.append(
                table.problem(
                    f"{names[each]} nhập toàn bộ vào một nơi mà vẫn có dòng khác",
                    "ghi “Nhập một phần” cho mọi dòng của đơn vị này, hoặc bỏ dòng thừa",
                    row,
                    "relation",
                    each.code,
                )
            )
    if found.faults:
        raise LoadRefusedError(limited(sorted(found.faults, key=lambda each: each.row or 0)))


def _read_relations(connection: Connection, units: Units, later: Units) -> dict[_Pair, Relation]:
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


def _relation(link: Link, target: AreaKey) -> Relation:
    return Relation(key(link.source), target, link.kind, dict(link.shares))


def _places(units: Iterable[StoredArea]) -> list[Place]:
    return [Place(key(unit), unit.name, unit.full_name) for unit in units]


def key(unit: StoredArea) -> AreaKey:
    """Return the key of an area row."""
    return AreaKey(unit.vintage, unit.code)
