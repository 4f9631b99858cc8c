"""What a reorganisation would write, as one value, and the faults that forbid it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.load.area_scope import StoredArea
from data.load.reorganisation_areas import Link, NewVintage
from data.load.reorganisation_file import ReorganisationFile, limited
from data.load.reorganisation_match import Found
from ioc.area import AreaKey, Vintage
from ioc.crosswalk import Relation
from ioc.crosswalk_report import Place, Reorganisation
from ioc.errors import LoadRefusedError, Problem

Pair = tuple[AreaKey, AreaKey]


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

    `made` is the new vintage (None: it exists). `relations` are written, those of
    `replaced` go. `provinces` are the earlier provinces touched, `reached` the later ones.
    `report` speaks of communes (and districts without any), `upper` of the touched provinces whose
    name, kind or code changes; `names` has the full name of every area that they mention.
    """

    file: ReorganisationFile
    before: Vintage
    after: Vintage
    made: NewVintage | None
    relations: tuple[Relation, ...]
    notes: Mapping[Pair, str]
    replaced: tuple[Pair, ...]
    provinces: tuple[str, ...]
    reached: tuple[str, ...]
    report: Reorganisation
    upper: Reorganisation
    difference: Difference
    names: Mapping[AreaKey, str]
    remarks: tuple[Problem, ...]

    @property
    def changes_nothing(self) -> bool:
        """True where the store holds all of it already."""
        found = self.difference
        return self.made is None and not (found.added or found.removed or found.changed)


def refuse_faults(
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


def relation_of(link: Link, target: AreaKey) -> Relation:
    """Return the relation that a link stands for."""
    return Relation(key(link.source), target, link.kind, dict(link.shares))


def places_of(units: Iterable[StoredArea]) -> list[Place]:
    """Return area rows as the report needs them."""
    return [Place(key(unit), unit.name, unit.full_name) for unit in units]


def key(unit: StoredArea) -> AreaKey:
    """Return the key of an area row."""
    return AreaKey(unit.vintage, unit.code)
