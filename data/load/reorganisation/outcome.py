"""The plan of a reorganisation, which is all that it would write, and the faults that refuse it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.load.areas.scope import StoredArea
from data.load.reorganisation.areas import Link, NewVintage
from data.load.reorganisation.file import ReorganisationFile, limit_problems
from data.load.reorganisation.match import ReorganisationFindings
from ioc.area import AreaKey, Vintage
from ioc.crosswalk import Relation
from ioc.crosswalk_report import NamedArea, Reorganisation
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

Pair = tuple[AreaKey, AreaKey]


@dataclass(frozen=True)
class Difference:
    """How the relations of a file differ from those in the store."""

    additions: tuple[Relation, ...] = ()
    removals: tuple[Relation, ...] = ()
    changes: tuple[Relation, ...] = ()
    same: int = 0


@dataclass(frozen=True)
class ReorganisationPlan:
    """All that a load would write, and the report on it.

    `new_vintage` is None if the vintage exists. `relations` are written, those of `old_pairs`
    deleted. `provinces` are the earlier provinces touched, `later_provinces` the later ones.
    `report` is on communes (and districts without any), `upper` on the touched provinces whose
    name, kind or code changes; `names` has the full name of every area in them.
    """

    file: ReorganisationFile
    before: Vintage
    after: Vintage
    new_vintage: NewVintage | None
    relations: tuple[Relation, ...]
    notes: Mapping[Pair, str]
    old_pairs: tuple[Pair, ...]
    provinces: tuple[str, ...]
    later_provinces: tuple[str, ...]
    report: Reorganisation
    upper: Reorganisation
    difference: Difference
    names: Mapping[AreaKey, str]
    remarks: tuple[Problem, ...]

    @property
    def changes_nothing(self) -> bool:
        """True where the store already has all of it."""
        difference = self.difference
        return self.new_vintage is None and not (
            difference.additions or difference.removals or difference.changes
        )


def refuse_faults(
    table: ReorganisationFile,
    report: Reorganisation,
    findings: ReorganisationFindings,
    names: Mapping[AreaKey, str],
) -> None:
    """Raise every fault of single rows and of the rows together."""
    rows = {row.from_code.lstrip("0"): row for row in reversed(table.rows)}
    for wrong in report.wrong_weights:
        row = rows.get(wrong.before.code.lstrip("0"))
        if row is not None:
            findings.faults.append(
                table.problem(
                    Phrase("load-shares-sum", name=names[wrong.before], sum=f"{wrong.total:.6g}"),
                    row,
                    f"weight_{wrong.basis.value}",
                    f"{wrong.total:.6g}",
                )
            )
    for each in report.contradictory:
        row = rows.get(each.code.lstrip("0"))
        if row is not None:
            findings.faults.append(
                table.problem(
                    Phrase("load-whole-and-more", name=names[each]),
                    row,
                    "relation",
                    each.code,
                )
            )
    if findings.faults:
        raise LoadRefusedError(
            limit_problems(sorted(findings.faults, key=lambda each: each.row or 0))
        )


def relation_of(link: Link, target: AreaKey) -> Relation:
    """Return a link as a relation."""
    return Relation(key(link.source), target, link.kind, dict(link.shares))


def places_of(units: Iterable[StoredArea]) -> list[NamedArea]:
    """Return area rows as the report needs them."""
    return [NamedArea(key(unit), unit.name, unit.full_name) for unit in units]


def key(unit: StoredArea) -> AreaKey:
    """Return the key of an area row."""
    return AreaKey(unit.vintage, unit.code)
