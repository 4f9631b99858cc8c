"""The codes of a reorganisation file → areas of the earlier vintage, and shares of divided ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.load.area_matching import AreaIndex
from data.load.area_names import AreaRow, same_name
from data.load.area_scope import StoredArea
from data.load.reorganisation_file import ReorganisationFile, Row
from data.load.reorganisation_words import Word, shares_by_words
from ioc.area import Level, clean_name
from ioc.crosswalk import Kind
from ioc.errors import Problem
from ioc.indicator import Basis

# Below this share of agreeing names the codes are those of another vintage.
_ENOUGH = 0.9
_DIGITS = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}


@dataclass(frozen=True)
class Match:
    """A row of the file, its old unit, and the code and level of its new one."""

    row: Row
    source: StoredArea
    to_code: str
    level: Level
    shares: Mapping[Basis, float] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """Whole or part."""
        return self.row.word.kind


@dataclass
class Found:
    """What was found wrong, and what is worth a remark."""

    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


class Units:
    """The areas that a vintage shows, to be found by the codes and names of a file."""

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
        self, rows: Sequence[Row], code: str, name: str
    ) -> tuple[Level | None, bool]:
        """Return the level at which a column of codes without front zeros reads; is it sure?"""
        codes = {str(getattr(row, code)) for row in rows}
        names = {str(getattr(row, code)): row.text(name) for row in rows if row.text(name)}
        return self._index.code_level(sorted(codes), names)

    def find(self, code: str, level: Level | None) -> StoredArea | None:
        """Return the area of this code; with a level, lost front zeros are put back."""
        found = self._index.find(code, level) or self._index.find(code, None)
        return None if found is None else self.by_code[found.code]

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
        found = self.by_code.get(code)
        if found is not None and found.level is Level.PROVINCE:
            return found
        for unit in self.by_code.values():
            if not code and unit.level is Level.PROVINCE and self.is_named(unit, text):
                return unit
        return None


def match_rows(table: ReorganisationFile, units: Units, found: Found) -> list[Match]:
    """Return the rows with their old units; what cannot be matched goes to `found.faults`."""
    level, sure = units.level_of_codes(table.rows, "from_code", "from_name")
    if not sure:
        found.faults.append(
            Problem(
                "mã cũ bị mất số 0 ở đầu và có thể thuộc nhiều cấp",
                "ghi đủ số 0 (định dạng cột là văn bản)",
                file=table.file,
                sheet=table.sheet,
                column=table.headings.get("from_code", ""),
            )
        )
    matches = []
    for row in table.rows:
        source = units.find(row.from_code, level)
        if source is None or source.level is Level.COUNTRY:
            found.faults.append(
                table.problem(
                    f"mã cũ không có trong kỳ địa giới {units.vintage}",
                    "sửa mã, hoặc nêu đúng kỳ địa giới bằng --from",
                    row,
                    "from_code",
                    row.from_code,
                )
            )
            continue
        province = row.text("from_province")
        if province and source.province_code != _code_of(units.province(province)):
            found.faults.append(
                table.problem(
                    f"tỉnh cũ không khớp: {source.full_name} (mã {source.code}) thuộc tỉnh mã"
                    f" {source.province_code}",
                    "sửa mã đơn vị hoặc tỉnh, hoặc nêu đúng kỳ địa giới bằng --from",
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
            found.faults.append(
                table.problem(
                    f"mã mới không đúng dạng: cấp này có mã {digits} chữ số",
                    "sửa mã mới, hoặc ghi cột “Cấp”",
                    row,
                    "to_code",
                    row.to_code,
                )
            )
            continue
        matches.append(Match(row, source, code, to_level))
    check_names(
        table,
        [(match.row, match.source) for match in matches],
        "from_name",
        units,
        "--from",
        found,
    )
    return _with_shares(matches)


def check_names(
    table: ReorganisationFile,
    pairs: Sequence[tuple[Row, StoredArea]],
    column: str,
    units: Units,
    option: str,
    found: Found,
) -> None:
    """Compare names with codes: a few that differ are remarks, many are another vintage."""
    named = [(row, unit) for row, unit in pairs if row.text(column)]
    wrong = [(row, unit) for row, unit in named if not units.is_named(unit, row.text(column))]
    if not wrong:
        return
    share = 1 - len(wrong) / len(named)
    if share < _ENOUGH:
        found.faults.append(
            Problem(
                f"tên và mã không khớp kỳ địa giới {units.vintage}: chỉ"
                f" {len(named) - len(wrong)}/{len(named)} dòng khớp",
                f"nêu đúng kỳ địa giới bằng {option}, hoặc sửa mã và tên",
                file=table.file,
                sheet=table.sheet,
                column=table.headings.get(column, ""),
            )
        )
    target = found.remarks if share >= _ENOUGH else found.faults
    for row, unit in wrong:
        other = units.namesake(unit, row.text(column))
        target.append(
            table.problem(
                f"tên khác với kho: trong kỳ {units.vintage}, mã {unit.code} là “{unit.full_name}”"
                + ("" if other is None else f", còn tên này là của mã {other.code}"),
                "kiểm tra lại mã và tên",
                row,
                column,
                row.text(column),
            )
        )


def _with_shares(matches: Sequence[Match]) -> list[Match]:
    """Fill in what the words settle; what the file gives in numbers stands above it."""
    by_source: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        by_source[match.source.code].append(match)
    filled = []
    for group in by_source.values():
        words: list[Word] = [match.row.word for match in group]
        for match, known in zip(group, shares_by_words(words), strict=True):
            given = {basis for each in group for basis in each.row.shares}
            # Numbers of one basis in some rows, words in the others: the numbers alone count.
            kept = {basis: share for basis, share in known.items() if basis not in given}
            shares = {} if match.kind is Kind.WHOLE else {**kept, **match.row.shares}
            filled.append(Match(match.row, match.source, match.to_code, match.level, shares))
    return sorted(filled, key=lambda match: match.row.row)


def _level_of(code: str, source: StoredArea, column: Level | None) -> Level:
    """Return the level of a new unit of which the file says none."""
    if source.level in (Level.PROVINCE, Level.VILLAGE):
        return source.level
    if source.level is Level.DISTRICT and code.isdigit() and len(code) == 3 and column is None:
        return Level.DISTRICT
    return Level.COMMUNE


def _code_of(unit: StoredArea | None) -> str | None:
    return None if unit is None else unit.code
