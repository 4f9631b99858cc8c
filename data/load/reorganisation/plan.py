"""Plans the load of a reorganisation without writing anything.

There are two cases: a vintage that does not exist yet is created; between two that exist better
relations replace the stored ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from data.load.areas.scope import read_stored_areas
from data.load.reorganisation.areas import NewVintage, build_vintage
from data.load.reorganisation.between import links_between, plan_between, read_relations_between
from data.load.reorganisation.file import ReorganisationFile
from data.load.reorganisation.match import ReorganisationFindings, Units, match_rows
from data.load.reorganisation.outcome import (
    Difference,
    ReorganisationPlan,
    key,
    places_of,
    refuse_faults,
    relation_of,
)
from data.queries.area_in import read_row_vintages
from data.queries.areas import read_vintages
from ioc.area import AreaKey, Level, Vintage, resolve_vintage
from ioc.crosswalk import Relation, RelationKind
from ioc.crosswalk_report import NamedArea, Reorganisation, describe_reorganisation
from ioc.errors import IocError
from ioc.local_time import day_text
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


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
        after: code of the vintage of its new codes; the date of no vintage creates one.
        name_vi: name of a new vintage; empty: "từ 30/04/2026".
        name_en: the same in English.

    Raises:
        NotFoundError: there is no vintage `before`.
        IocError: the later vintage cannot follow the earlier one.
        LoadRefusedError: every fault of the file at once.
    """
    vintages = read_vintages(connection)
    old = resolve_vintage(before, vintages)
    existing = next((each for each in vintages if each.code == after), None)
    units = Units(old.code, read_stored_areas(connection, old.code))
    findings = ReorganisationFindings()
    new = existing or _new_vintage(after, old, vintages, name_vi, name_en)
    if new.valid_from <= old.valid_from:
        raise IocError(Phrase("load-vintage-order", after=new.code, before=old.code))
    matches = match_rows(table, units, findings)
    if existing is None:
        scope = read_row_vintages(connection, old.code)
        new_vintage = build_vintage(new.code, table, matches, units, scope, findings)
        return _plan_new(table, old, new, new_vintage, units, findings)
    later = Units(new.code, read_stored_areas(connection, new.code))
    links, targets = links_between(table, matches, later, findings)
    stored_relations = read_relations_between(connection, units, later)
    return plan_between(table, old, new, links, targets, units, later, stored_relations, findings)


def _new_vintage(
    code: str, old: Vintage, vintages: Sequence[Vintage], name_vi: str, name_en: str
) -> Vintage:
    try:
        day = date.fromisoformat(code)
    except ValueError as fault:
        raise IocError(Phrase("load-vintage-day", text=code)) from fault
    if old is not vintages[-1]:
        raise IocError(Phrase("load-vintage-not-last", vintage=vintages[-1].code))
    return Vintage(
        code,
        code,
        None,
        name_vi or say("load-vintage-name", day=day_text(day)),
        name_en or say("load-vintage-name", "en", day=f"{day.day} {day:%B %Y}"),
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
    new_vintage: NewVintage,
    units: Units,
    findings: ReorganisationFindings,
) -> ReorganisationPlan:
    relations = [relation_of(link, AreaKey(new.code, link.to_code)) for link in new_vintage.links]
    upper = {
        key(link.source)
        for link in new_vintage.links
        if link.source.level is not Level.VILLAGE
    }  # fmt: skip
    sources = [link.source for link in new_vintage.links if link.source.level is not Level.VILLAGE]
    targets = [
        NamedArea(AreaKey(new.code, str(row["code"])), str(row["name"]), str(row["full_name"]))
        for row in new_vintage.areas
        if row["level"] == Level.COMMUNE.value
    ]
    names = {key(unit): unit.full_name for unit in units.by_code.values()}
    names |= {
        AreaKey(new.code, str(row["code"])): str(row["full_name"]) for row in new_vintage.areas
    }
    report = describe_reorganisation(
        places_of(sources), targets, [each for each in relations if each.source in upper]
    )
    refuse_faults(table, report, findings, names)
    notes = {
        (key(link.source), AreaKey(new.code, link.to_code)): link.note for link in new_vintage.links
    }
    return ReorganisationPlan(
        file=table,
        before=old,
        after=new,
        new_vintage=new_vintage,
        relations=tuple(relations),
        notes=notes,
        old_pairs=(),
        provinces=tuple(sorted({str(link.source.province_code) for link in new_vintage.links})),
        later_provinces=tuple(
            sorted(
                code for code, vintage_code in new_vintage.scope.items() if vintage_code == new.code
            )
        ),
        report=report,
        upper=_describe_provinces(new.code, new_vintage, units),
        difference=Difference(additions=tuple(relations)),
        names=names,
        remarks=tuple(findings.remarks),
    )


def _describe_provinces(code: str, new_vintage: NewVintage, units: Units) -> Reorganisation:
    """Return the report on the touched provinces, by their communes."""
    above = {str(row["code"]): str(row["province_code"]) for row in new_vintage.areas}
    pairs = {
        (str(link.source.province_code), above[link.to_code])
        for link in new_vintage.links
        if link.to_code in above
    }
    before = {units.by_code[old].code: units.by_code[old] for old, _ in pairs}
    after = [
        NamedArea(AreaKey(code, str(row["code"])), str(row["name"]), str(row["full_name"]))
        for row in new_vintage.areas
        if row["level"] == Level.PROVINCE.value
    ]
    heirs = Counter(old for old, _ in pairs)
    relations = [
        Relation(
            key(before[old]),
            AreaKey(code, new),
            RelationKind.WHOLE if heirs[old] == 1 else RelationKind.PART,
        )
        for old, new in sorted(pairs)
    ]
    return describe_reorganisation(places_of(before.values()), after, relations)
