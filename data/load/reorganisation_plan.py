"""What loading a reorganisation would do: worked out in whole, written nowhere.

Two cases by the same file: a vintage that does not exist yet is made; between two that exist the
relations are replaced by better ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from data.area_in import read_row_vintages
from data.load.area_scope import read_stored_areas
from data.load.reorganisation_areas import NewVintage, build_vintage
from data.load.reorganisation_between import links_between, plan_between, read_relations_between
from data.load.reorganisation_file import ReorganisationFile
from data.load.reorganisation_match import Found, Units, match_rows
from data.load.reorganisation_outcome import (
    Difference,
    ReorganisationPlan,
    key,
    places_of,
    refuse_faults,
    relation_of,
)
from data.queries.areas import read_vintages
from ioc.area import AreaKey, Level, Vintage, resolve_vintage
from ioc.crosswalk import Kind, Relation
from ioc.crosswalk_report import Place, Reorganisation, describe_reorganisation
from ioc.errors import IocError


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
    links, targets = links_between(table, matches, later, found)
    held = read_relations_between(connection, units, later)
    return plan_between(table, old, new, links, targets, units, later, held, found)


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
    relations = [relation_of(link, AreaKey(new.code, link.to_code)) for link in made.links]
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
        places_of(sources), targets, [each for each in relations if each.source in upper]
    )
    refuse_faults(table, report, found, names)
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
        reached=tuple(sorted(code for code, age in made.scope.items() if age == new.code)),
        report=report,
        upper=_describe_provinces(new.code, made, units),
        difference=Difference(added=tuple(relations)),
        names=names,
        remarks=tuple(found.remarks),
    )


def _describe_provinces(code: str, made: NewVintage, units: Units) -> Reorganisation:
    """Return what becomes of the touched provinces, by their communes."""
    above = {str(row["code"]): str(row["province_code"]) for row in made.areas}
    pairs = {
        (str(link.source.province_code), above[link.to_code])
        for link in made.links
        if link.to_code in above
    }
    before = {units.by_code[old].code: units.by_code[old] for old, _ in pairs}
    after = [
        Place(AreaKey(code, str(row["code"])), str(row["name"]), str(row["full_name"]))
        for row in made.areas
        if row["level"] == Level.PROVINCE.value
    ]
    heirs = Counter(old for old, _ in pairs)
    relations = [
        Relation(key(before[old]), AreaKey(code, new), Kind.WHOLE if heirs[old] == 1 else Kind.PART)
        for old, new in sorted(pairs)
    ]
    return describe_reorganisation(places_of(before.values()), after, relations)
