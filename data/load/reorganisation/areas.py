"""The areas of the vintage that a reorganisation creates: new ones by the file, others copied.

Only provinces that the file touches get rows; the rows of all other provinces are shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.load.areas.scope import StoredArea
from data.load.reorganisation.codes import refuse_taken_codes
from data.load.reorganisation.file import ReorganisationFile
from data.load.reorganisation.match import ReorganisationFindings, RowMatch, Units
from data.load.reorganisation.names import unit_facts, unit_names
from ioc.area import COUNTRY_CODE, Level
from ioc.crosswalk import RelationKind
from ioc.errors import Problem
from ioc.indicator import Basis
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


@dataclass(frozen=True)
class Link:
    """The relation of an area row to an area of the new vintage."""

    source: StoredArea
    to_code: str
    kind: RelationKind
    shares: Mapping[Basis, float] = field(default_factory=dict)
    note: str = ""


@dataclass
class NewVintage:
    """Rows of the new vintage, and relations of old areas to them."""

    areas: list[dict[str, object]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    scope: dict[str, str] = field(default_factory=dict)
    villages_followed: int = 0
    villages_lost: list[StoredArea] = field(default_factory=list)


CARRIED = say("lineage-carried")


def build_vintage(
    code: str,
    table: ReorganisationFile,
    matches: Sequence[RowMatch],
    units: Units,
    scope: Mapping[str, str],
    findings: ReorganisationFindings,
) -> NewVintage:
    """Return the areas and relations of the vintage `code`.

    Args:
        code: of the new vintage.
        table: the file, for faults and for the source of its areas.
        matches: its rows.
        units: the areas of the vintage before.
        scope: which vintage stores each of its provinces.
        findings: takes the faults.
    """
    return _Builder(code, table, matches, units, scope, findings).build()


class _Builder:
    def __init__(
        self,
        code: str,
        table: ReorganisationFile,
        matches: Sequence[RowMatch],
        units: Units,
        scope: Mapping[str, str],
        findings: ReorganisationFindings,
    ) -> None:
        self._code, self._table, self._units = code, table, units
        self._scope, self._findings = scope, findings
        self._result = NewVintage()
        by_level: dict[Level, list[RowMatch]] = defaultdict(list)
        for match in matches:
            by_level[match.source.level].append(match)
        self._province_rows = by_level[Level.PROVINCE]
        self._village_rows = by_level[Level.VILLAGE]
        self._rows = sorted(
            by_level[Level.COMMUNE] + by_level[Level.DISTRICT], key=lambda each: each.row.row
        )
        # Provinces that change their code keep their communes.
        self._heir = {each.source.code: each.to_code for each in self._province_rows}
        self._children: dict[str, list[StoredArea]] = defaultdict(list)
        for unit in units.by_code.values():
            if unit.parent_code:
                self._children[unit.parent_code].append(unit)
        self._levels: dict[str, Level] = {}
        self._province_of: dict[str, str] = {}

    def build(self) -> NewVintage:
        parents = self._parents_of_targets()
        touched = {each.source.province_code for each in (*self._rows, *self._village_rows)}
        touched |= {each.source.code for each in self._province_rows}
        touched |= {self._old_province(parent) for parent in parents.values()}
        provinces = sorted(each for each in touched if each in self._units.by_code)
        matches = [*self._province_rows, *self._rows, *self._village_rows]
        refuse_taken_codes(matches, self._units, self._fault)
        others = self._unchanged_communes(provinces)
        self._communes(parents, others)
        self._provinces_and_districts(provinces)
        self._villages(provinces)
        self._weigh_by_villages()
        self._result.scope = {
            province: vintage_code
            for province, vintage_code in self._scope.items()
            if province not in provinces
        } | {code: self._code for code, level in self._levels.items() if level is Level.PROVINCE}
        return self._result

    # ---- communes -------------------------------------------------------------------------------

    def _parents_of_targets(self) -> dict[str, str]:
        """Return the code of the area above each new commune."""
        parents: dict[str, str] = {}
        for target, group in self._by_target(self._rows).items():
            texts = {text for each in group if (text := each.row.text("parent"))}
            above = {self._named_parent(text) or text for text in texts}
            if not texts:
                above = {
                    self._heir.get(parent, parent)
                    for each in group
                    if (parent := each.source.parent_code)
                }
            first = group[0].row
            if len(above) != 1:
                self._fault(
                    Phrase("load-area-homeless"), group[0],
                    "parent" if texts else "to_code", ", ".join(sorted(texts)) or first.to_code,
                )  # fmt: skip
                continue
            (parent,) = above
            if not self._is_known_parent(parent):
                self._fault(
                    Phrase("load-no-such-province"), group[0],
                    "parent", parent,
                )  # fmt: skip
                continue
            parents[target] = parent
        return parents

    def _named_parent(self, text: str) -> str | None:
        for each in self._province_rows:
            if text in (each.to_code, each.row.text("to_name"), each.row.text("to_full_name")):
                return each.to_code
        province = self._units.province(text)
        if province is not None:
            return self._heir.get(province.code, province.code)
        unit = self._units.by_code.get(text)
        return unit.code if unit is not None and unit.level is Level.DISTRICT else None

    def _is_known_parent(self, code: str) -> bool:
        if code in self._heir.values():
            return True
        unit = self._units.by_code.get(code)
        return unit is not None and unit.level in (Level.PROVINCE, Level.DISTRICT)

    def _old_province(self, parent: str) -> str:
        unit = self._units.by_code.get(parent)
        if unit is not None:
            return unit.province_code or unit.code
        return next((old for old, new in self._heir.items() if new == parent), parent)

    def _unchanged_communes(self, provinces: Sequence[str]) -> list[StoredArea]:
        """Return the communes of the touched provinces that the file does not name."""
        file_codes = {each.source.code for each in self._rows} | set(self._by_target(self._rows))
        return [
            unit
            for unit in self._units.by_code.values()
            if unit.province_code in provinces
            and self._is_leaf(unit)
            and unit.code not in file_codes
        ]  # fmt: skip

    def _is_leaf(self, unit: StoredArea) -> bool:
        """Tell whether a unit has relations of its own: communes, and districts without any."""
        if unit.level is Level.DISTRICT:
            return not self._children[unit.code]
        return unit.level is Level.COMMUNE

    def _communes(self, parents: Mapping[str, str], others: Sequence[StoredArea]) -> None:
        for target, group in self._by_target(self._rows).items():
            if target not in parents:
                continue
            names = unit_names(target, group, self._fault)
            if names is None:
                continue
            self._write(target, group[0].level, parents[target], names, unit_facts(group))
        for unit in others:
            parent = str(unit.parent_code)
            self._copy(unit, self._heir.get(parent, parent))
            self._result.links.append(Link(unit, unit.code, RelationKind.WHOLE, note=CARRIED))
        self._result.links += [
            Link(each.source, each.to_code, each.kind, each.shares, _note(each))
            for each in self._rows
        ]

    # ---- provinces, districts -----------------------------------------------------------------

    def _provinces_and_districts(self, provinces: Sequence[str]) -> None:
        """Write the provinces, and the districts that still have communes."""
        parents = {str(row["parent_code"]) for row in self._result.areas}
        for unit in self._units.by_code.values():
            if (
                unit.level is Level.DISTRICT
                and unit.province_code in provinces
                and unit.code in parents
                and unit.code not in self._levels
            ):
                parent = str(unit.parent_code)
                self._copy(unit, self._heir.get(parent, parent))
        parents = {str(row["parent_code"]) for row in self._result.areas}
        rows = {each.source.code: each for each in self._province_rows}
        for code in provinces:
            unit = self._units.by_code[code]
            target = self._heir.get(code, code)
            if target in self._levels or target not in parents:
                continue
            ordinal = {"ordinal": unit.ordinal} if target == code else {}
            if code in rows:
                names = unit_names(target, [rows[code]], self._fault)
                if names is not None:
                    facts = {**unit_facts([rows[code]]), **ordinal}
                    self._write(target, Level.PROVINCE, COUNTRY_CODE, names, facts)
            else:
                self._copy(unit, COUNTRY_CODE, **ordinal)

    # ---- villages -------------------------------------------------------------------------------

    def _villages(self, provinces: Sequence[str]) -> None:
        """Copy villages: as the file says, else with their commune, else not at all."""
        village_rows: dict[str, list[RowMatch]] = defaultdict(list)
        for match in self._village_rows:
            village_rows[match.source.code].append(match)
        heirs: dict[str, list[Link]] = defaultdict(list)
        for link in self._result.links:
            heirs[link.source.code].append(link)
        for unit in list(self._units.by_code.values()):
            if unit.level is not Level.VILLAGE or unit.province_code not in provinces:
                continue
            if unit.code in village_rows:
                self._named_village(village_rows[unit.code], heirs)
                continue
            links = heirs[str(unit.parent_code)]
            if len(links) == 1 and links[0].kind is RelationKind.WHOLE:
                self._copy(unit, links[0].to_code)
                self._result.links.append(Link(unit, unit.code, RelationKind.WHOLE, note=CARRIED))
                self._result.villages_followed += 1
            else:
                self._result.villages_lost.append(unit)

    def _named_village(
        self, group: Sequence[RowMatch], heirs: Mapping[str, Sequence[Link]]
    ) -> None:
        first, unit = group[0], group[0].source
        if len(group) > 1 or first.kind is not RelationKind.WHOLE:
            self._fault(
                Phrase("load-village-in-parts"),
                first, "from_code", unit.code,
            )  # fmt: skip
            return
        parent = first.row.text("parent")
        links = heirs.get(str(unit.parent_code), ())
        if not parent and len(links) == 1:
            parent = links[0].to_code
        if self._levels.get(parent) is not Level.COMMUNE:
            self._fault(
                Phrase("load-village-homeless"),
                first, "parent" if parent else "from_code", parent or unit.code,
            )  # fmt: skip
            return
        if first.to_code not in self._levels:
            name = first.row.text("to_full_name") or first.row.text("to_name") or unit.full_name
            numbers = dict(first.row.numbers)
            self._copy(unit, parent, code=first.to_code, name=name, full_name=name, **numbers)
        self._result.links.append(Link(unit, first.to_code, RelationKind.WHOLE, note=_note(first)))
        self._result.villages_followed += 1

    def _weigh_by_villages(self) -> None:
        """Weigh divided communes by villages, where the new commune of each village is known."""
        places = {str(row["code"]): row["parent_code"] for row in self._result.areas
                  if row["level"] == Level.VILLAGE.value}  # fmt: skip
        new_communes = {link.source.code: places.get(link.to_code) for link in self._result.links
                if link.source.level is Level.VILLAGE}  # fmt: skip
        sources = {link.source.code for link in self._result.links if Basis.VILLAGES in link.shares}
        for index, link in enumerate(self._result.links):
            if link.kind is RelationKind.WHOLE or link.source.code in sources:
                continue
            inside = [each.code for each in self._children[link.source.code]]
            if inside and all(code in new_communes for code in inside):
                here = sum(new_communes[code] == link.to_code for code in inside)
                shares = {**link.shares, Basis.VILLAGES: here / len(inside)}
                self._result.links[index] = replace(link, shares=shares)

    # ---- rows -----------------------------------------------------------------------------------

    def _write(
        self,
        code: str,
        level: Level,
        parent: str,
        names: tuple[str, str, str],
        facts: Mapping[str, object],
    ) -> None:
        self._append(
            {
                "vintage": self._code,
                "code": code,
                "level": level.value,
                "parent_code": parent,
                "province_code": code if level is Level.PROVINCE else self._province_above(parent),
                "name": names[0],
                "full_name": names[1],
                "unit_type": names[2],
                "source": self._table.file,
                "is_demo": False,
                **facts,
            }
        )

    def _copy(self, unit: StoredArea, parent: str, **changes: object) -> None:
        row = {
            **unit._asdict(),
            "vintage": self._code,
            "level": unit.level.value,
            "parent_code": parent,
            **changes,
        }
        row.pop("id")
        if unit.level is not Level.PROVINCE:
            row.pop("ordinal")
            row["province_code"] = self._province_above(parent)
        self._append(row)

    def _province_above(self, parent: str) -> str:
        """Return the province of an area by its parent."""
        if parent in self._province_of:
            return self._province_of[parent]
        unit = self._units.by_code.get(parent)
        if unit is not None and unit.level is Level.DISTRICT:
            province = str(unit.province_code)
            return self._heir.get(province, province)
        return parent

    def _append(self, row: dict[str, object]) -> None:
        code = str(row["code"])
        self._levels[code] = Level(str(row["level"]))
        self._province_of[code] = str(row["province_code"])
        self._result.areas.append(row)

    def _by_target(self, rows: Sequence[RowMatch]) -> dict[str, list[RowMatch]]:
        groups: dict[str, list[RowMatch]] = defaultdict(list)
        for each in rows:
            groups[each.to_code].append(each)
        return groups

    def _fault(self, fault: Phrase, match: RowMatch, column: str, value: str) -> None:
        problem: Problem = self._table.problem(fault, match.row, column, value)
        self._findings.faults.append(problem)


def _note(match: RowMatch) -> str:
    return match.row.text("note") or match.row.text("relation")
