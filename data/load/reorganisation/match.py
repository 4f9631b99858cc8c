"""The codes of a reorganisation file → areas of the earlier vintage, and shares of divided ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.load.areas.matching import AreaIndex
from data.load.areas.names import AreaRow, same_name
from data.load.areas.scope import StoredArea
from data.load.reorganisation.file import ReorganisationFile, ReorganisationRow
from data.load.reorganisation.words import Word, shares_by_words
from ioc.area import Level, clean_name
from ioc.crosswalk import RelationKind
from ioc.errors import Problem
from ioc.indicator import Basis
from ioc.words.phrase import Phrase

# Below this share of agreeing names the codes are those of another vintage.
_ENOUGH = 0.9
_DIGITS = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}


@dataclass(frozen=True)
class RowMatch:
    """A row of the file, its old unit, and the code and level of its new one."""

    row: ReorganisationRow
    source: StoredArea
    to_code: str
    level: Level
    shares: Mapping[Basis, float] = field(default_factory=dict)

    @property
    def kind(self) -> RelationKind:
        """Whole or part."""
        return self.row.word.kind


@dataclass
class ReorganisationFindings:
    """The faults and remarks of a reorganisation file."""

    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


class Units:
    """The areas of a vintage, indexed by the codes and names of a file."""

    def __init__(self, vintage: str, areas: Iterable[StoredArea]) -> None:
        self.vintage = vintage
        self.by_code = {each.code: each for each in areas}
        self._rows = {
            each.code: AreaRow(
                each.id, each.code, each.level, each.parent_code, each.name, each.full_name
            )
            for each in self.by_code.values()
        }
        self._index = AreaIndex(vintage, list(self._rows.values()))
        self._by_name: dict[str, list[StoredArea]] = defaultdict(list)
        for each in self.by_code.values():
            self._by_name[clean_name(each.full_name).casefold()].append(each)

    def level_of_codes(
        self, rows: Sequence[ReorganisationRow], code: str, name: str
    ) -> tuple[Level | None, bool]:
        """Return the level of a column of codes without front zeros, and whether it is certain."""
        codes = {str(getattr(row, code)) for row in rows}
        names = {str(getattr(row, code)): row.text(name) for row in rows if row.text(name)}
        return self._index.code_level(sorted(codes), names)

    def find(self, code: str, level: Level | None) -> StoredArea | None:
        """Return the area of this code; with a level, lost front zeros are put back."""
        row = self._index.find(code, level) or self._index.find(code, None)
        return None if row is None else self.by_code[row.code]

    def is_named(self, unit: StoredArea, text: str) -> bool:
        """Tell whether a text is the unit's name."""
        return same_name(text, self._rows[unit.code])

    def namesake(self, unit: StoredArea, text: str) -> StoredArea | None:
        """Return the other area of the unit's province and level whose full name a text is."""
        for each in self._by_name[clean_name(text).casefold()]:
            same = (each.level, each.province_code) == (unit.level, unit.province_code)
            if same and each.code != unit.code and not self.is_named(unit, text):
                return each
        return None

    def province(self, text: str) -> StoredArea | None:
        """Return the province of this code or name."""
        code = text.zfill(2) if text.isdigit() else ""
        area = self.by_code.get(code)
        if area is not None and area.level is Level.PROVINCE:
            return area
        for unit in self.by_code.values():
            if not code and unit.level is Level.PROVINCE and self.is_named(unit, text):
                return unit
        return None


def match_rows(
    table: ReorganisationFile, units: Units, findings: ReorganisationFindings
) -> list[RowMatch]:
    """Return the rows with their old units; rows without a match are faults in `findings`."""
    level, sure = units.level_of_codes(table.rows, "from_code", "from_name")
    if not sure:
        findings.faults.append(
            Problem(
                Phrase("load-old-zeros-lost"),
                file=table.file,
                sheet=table.sheet,
                column=table.headings.get("from_code", ""),
            )
        )
    matches = []
    for row in table.rows:
        source = units.find(row.from_code, level)
        if source is None or source.level is Level.COUNTRY:
            findings.faults.append(
                table.problem(
                    Phrase("load-old-code-unknown", vintage=units.vintage),
                    row,
                    "from_code",
                    row.from_code,
                )
            )
            continue
        province = row.text("from_province")
        if province and source.province_code != _code_of(units.province(province)):
            findings.faults.append(
                table.problem(
                    Phrase(
                        "load-old-province-differs",
                        name=source.full_name,
                        code=source.code,
                        province=str(source.province_code),
                    ),
                    row,
                    "from_province",
                    province,
                )
            )
            continue
        to_level = row.level or _level_of(row.to_code, source, level)
        digits = _DIGITS.get(to_level)
        code = row.to_code
        if digits and code.isdigit() and (level is not None or len(code) == digits):
            code = code.zfill(digits)
        if digits and not (code.isdigit() and len(code) == digits):
            findings.faults.append(
                table.problem(
                    Phrase("load-new-code-form", digits=str(digits)),
                    row,
                    "to_code",
                    row.to_code,
                )
            )
            continue
        matches.append(RowMatch(row, source, code, to_level))
    check_names(
        table,
        [(match.row, match.source) for match in matches],
        "from_name",
        units,
        "--from",
        findings,
    )
    return _with_shares(matches)


def check_names(
    table: ReorganisationFile,
    pairs: Sequence[tuple[ReorganisationRow, StoredArea]],
    column: str,
    units: Units,
    option: str,
    findings: ReorganisationFindings,
) -> None:
    """Compare names with codes: a few differences are remarks, many mean another vintage."""
    name_pairs = [(row, unit) for row, unit in pairs if row.text(column)]
    wrong = [(row, unit) for row, unit in name_pairs if not units.is_named(unit, row.text(column))]
    if not wrong:
        return
    share = 1 - len(wrong) / len(name_pairs)
    if share < _ENOUGH:
        findings.faults.append(
            Problem(
                Phrase(
                    "load-old-names-differ",
                    vintage=units.vintage,
                    fitting=str(len(name_pairs) - len(wrong)),
                    named=str(len(name_pairs)),
                    option=option,
                ),
                file=table.file,
                sheet=table.sheet,
                column=table.headings.get(column, ""),
            )
        )
    target = findings.remarks if share >= _ENOUGH else findings.faults
    for row, unit in wrong:
        other = units.namesake(unit, row.text(column))
        target.append(
            table.problem(
                Phrase(
                    "load-old-name-differs",
                    vintage=units.vintage,
                    code=unit.code,
                    name=unit.full_name,
                    other="" if other is None else Phrase("load-name-of-other", code=other.code),
                ),
                row,
                column,
                row.text(column),
            )
        )


def _with_shares(matches: Sequence[RowMatch]) -> list[RowMatch]:
    """Add the shares that follow from words; shares in numbers take precedence."""
    by_source: dict[str, list[RowMatch]] = defaultdict(list)
    for match in matches:
        by_source[match.source.code].append(match)
    result = []
    for group in by_source.values():
        words: list[Word] = [match.row.word for match in group]
        for match, word_shares in zip(group, shares_by_words(words), strict=True):
            bases = {basis for each in group for basis in each.row.shares}
            # Where some rows have numbers of a basis and others words, only the numbers count.
            remaining = {basis: share for basis, share in word_shares.items() if basis not in bases}
            shares = {} if match.kind is RelationKind.WHOLE else {**remaining, **match.row.shares}
            result.append(RowMatch(match.row, match.source, match.to_code, match.level, shares))
    return sorted(result, key=lambda match: match.row.row)


def _level_of(code: str, source: StoredArea, column: Level | None) -> Level:
    """Return the level of a new unit for which the file has none."""
    if source.level in (Level.PROVINCE, Level.VILLAGE):
        return source.level
    if source.level is Level.DISTRICT and code.isdigit() and len(code) == 3 and column is None:
        return Level.DISTRICT
    return Level.COMMUNE


def _code_of(unit: StoredArea | None) -> str | None:
    return None if unit is None else unit.code
