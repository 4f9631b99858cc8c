"""Codes and names of a file → areas of one vintage.

A code alone does not identify an area: 3,316 of the 3,321 communes since 2025-07-01 carry a code
that was used before. So all area columns of a row are matched against one vintage together: code,
name and the names of the areas above must agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from sqlalchemy import Connection, select

from data.load.areas.names import AreaRow, contradicts_kind, read_other_names, same_name
from data.load.files.recognise import AreaColumn
from data.load.files.texts.names import KIND, is_total, name_key
from data.queries.area_in import area_in
from data.store.fetch import fetch_tuples
from ioc.area import Level
from ioc.words.phrase import Phrase

# How many similar names are offered for an unknown one, and how many searches are made.
_NEAREST, _MOST_SEARCHES = 3, 20
# The code column that identifies areas of a level.
_CODE_COLUMNS = {
    Level.PROVINCE: "Mã tỉnh", Level.DISTRICT: "Mã huyện", Level.VILLAGE: "Mã thôn",
}  # fmt: skip
_POINT_ZERO = re.compile(r"(\d+)\.0")


@dataclass(frozen=True)
class Miss:
    """Why a row matches no area, and which column is wrong.

    `candidates` are the areas that an ambiguous name may mean.
    """

    column: int
    fault: Phrase
    candidates: tuple[AreaRow, ...] = ()


# Texts of the area columns of a row, stripped: column → text.
AreaTexts = Mapping[int, str]


class AreaIndex:
    """The areas of one vintage, indexed by code and name."""

    def __init__(self, vintage: str, rows: Sequence[AreaRow]) -> None:
        self.vintage = vintage
        self.rows = rows
        self._by_code = {row.code: row for row in rows}
        self._searches = 0

    @cached_property
    def _by_bare_code(self) -> dict[Level, dict[str, list[AreaRow]]]:
        index: dict[Level, dict[str, list[AreaRow]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows:
            index[row.level][row.code.lstrip("0")].append(row)
        return index

    @cached_property
    def _by_name(self) -> dict[str, list[AreaRow]]:
        index: dict[str, list[AreaRow]] = defaultdict(list)
        for row in self.rows:
            for key in set(map(name_key, row.all_names)):
                index[key].append(row)
        return index

    def find(self, code: str, level: Level | None) -> AreaRow | None:
        """Return the area with this code; with a level, zeros lost at its front are put back."""
        exact = self._by_code.get(code)
        if exact is not None and level in (None, exact.level):
            return exact
        if level is None or not code.isdigit():
            return None
        bare = self._by_bare_code[level].get(code.lstrip("0"), [])
        return bare[0] if len(bare) == 1 and len(code) <= len(bare[0].code) else None

    def code_level(
        self, codes: Sequence[str], names: Mapping[str, str]
    ) -> tuple[Level | None, bool]:
        """Return the level whose codes a column holds without their front zeros.

        Args:
            codes: the distinct codes of the column.
            names: the name beside a code, where the file has one.

        Returns:
            The level (None: the codes are complete), and whether it is certain.
        """
        digits = [code for code in codes if code.isdigit()]
        if any(code.startswith("0") for code in digits):
            return None, True
        if all(code in self._by_code for code in digits) and not self._renamed(digits, names):
            return None, True
        shares = {}
        for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE):
            rows = {code: self.find(code, level) for code in digits}
            shares[level] = sum(
                row is not None and (code not in names or same_name(names[code], row))
                for code, row in rows.items()
            )
        most = max(shares.values())
        if not most:
            return None, True
        levels = [level for level, share in shares.items() if share == most]
        return (levels[0], True) if len(levels) == 1 else (None, False)

    def _renamed(self, codes: Sequence[str], names: Mapping[str, str]) -> bool:
        """Tell whether most names contradict the codes as written: 280 may be 00280."""
        named_codes = [code for code in codes if code in names]
        wrong = sum(not same_name(names[code], self._by_code[code]) for code in named_codes)
        return wrong > len(named_codes) / 2

    def match(
        self, texts: AreaTexts, columns: Sequence[AreaColumn], levels: Mapping[int, Level | None]
    ) -> AreaRow | Miss:
        """Return the area that a row names.

        `levels` has the level of the codes in each code column (see `code_level`).
        """
        nonempty = [column for column in columns if texts.get(column.column)]
        code = _deepest([column for column in nonempty if column.is_code])
        name = _deepest([column for column in nonempty if not column.is_code])
        if code is not None and name is not None and code.level and name.level:
            # "Mã tỉnh" beside "Tên xã": the commune is meant, inside that province.
            deeper = name.level.depth - code.level.depth
            code = None if deeper > 0 else code
            name = None if deeper < 0 else name
        above = [column for column in nonempty if column not in (code, name)]
        if code is not None:
            return self._by_code_and_name(texts, code, name, above, levels)
        assert name is not None  # noqa: S101  a row without any is never matched
        return self._by_name_and_parents(texts, name, above, levels)

    def _by_code_and_name(
        self,
        texts: AreaTexts,
        code: AreaColumn,
        name: AreaColumn | None,
        above: Sequence[AreaColumn],
        levels: Mapping[int, Level | None],
    ) -> AreaRow | Miss:
        text = _bare_number(texts[code.column])
        area = self.find(text, levels.get(code.column))
        if area is None:
            return Miss(code.column, Phrase("load-code-unknown", vintage=self.vintage))
        if name is not None and name.level not in (None, area.level):
            above, name = [*above, name], None
        if name is not None and not is_total(texts[name.column]):
            if not same_name(texts[name.column], area):
                return Miss(
                    name.column,
                    Phrase(
                        "load-name-differs",
                        vintage=self.vintage,
                        code=area.code,
                        name=area.full_name,
                    ),
                )
        for column in above:
            if not self._is_above(area, texts[column.column], column, levels):
                return Miss(
                    column.column,
                    Phrase(
                        "load-parent-differs",
                        name=area.full_name,
                        code=area.code,
                        parents=self._lineage(area) or Phrase("load-other-areas"),
                    ),
                )
        return area

    def _by_name_and_parents(
        self,
        texts: AreaTexts,
        name: AreaColumn,
        above: Sequence[AreaColumn],
        levels: Mapping[int, Level | None],
    ) -> AreaRow | Miss:
        rows = [
            row
            for row in self.find_by_name(texts[name.column])
            if name.level in (None, row.level)
            and all(self._is_above(row, texts[up.column], up, levels) for up in above)
        ]
        if len(rows) == 1:
            return rows[0]
        if not rows:
            inside = Phrase("load-inside-parent") if above else ""
            near = ", ".join(
                f"{row.full_name} ({row.code})"
                for row in self.nearest(texts[name.column], name.level)
            )
            return Miss(
                name.column,
                Phrase(
                    "load-name-unknown",
                    inside=inside,
                    vintage=self.vintage,
                    near=Phrase("load-nearest-names", names=near) if near else "",
                    heading=self._code_column(name),
                ),
            )
        places = "; ".join(
            f"{row.full_name} ({row.code}, {self._lineage(row)})" for row in rows[:3]
        )
        more = Phrase("load-more-places", count=len(rows) - 3) if len(rows) > 3 else ""
        return Miss(
            name.column,
            Phrase("load-name-ambiguous", count=len(rows), places=places, more=more),
            tuple(rows),
        )

    @staticmethod
    def _code_column(name: AreaColumn) -> str:
        """Return the heading of a column with the codes of the areas that this one names."""
        return _CODE_COLUMNS.get(name.level, "Mã xã") if name.level else "Mã xã"

    def province(self, row: AreaRow) -> str:
        """Return the code of the province that an area lies in, or of itself."""
        lineage = [row, *self.above(row)]
        return next((each.code for each in lineage if each.level is Level.PROVINCE), "")

    def settle_by_province(
        self, matches: Sequence[AreaRow | Miss]
    ) -> tuple[list[AreaRow | Miss], str]:
        """Resolve names that repeat in the country, where all other rows lie in one province.

        Returns:
            The matches, and the full name of the province if it resolved any of them, else empty.
        """
        provinces = {self.province(row) for row in matches if isinstance(row, AreaRow)} - {""}
        if len(provinces) != 1:
            return list(matches), ""
        (code,) = provinces
        result: list[AreaRow | Miss] = []
        decided = False
        for each in matches:
            inside = (
                [row for row in each.candidates if self.province(row) == code]
                if isinstance(each, Miss)
                else []
            )
            decided = decided or len(inside) == 1
            result.append(inside[0] if len(inside) == 1 else each)
        return result, self._by_code[code].full_name if decided else ""

    def find_by_name(self, text: str) -> list[AreaRow]:
        """Return the areas of this name and kind, with its diacritics if it has any."""
        return [
            row
            for row in self._alike(text)
            if same_name(text, row) and not contradicts_kind(text, row)
        ]

    def _alike(self, text: str) -> list[AreaRow]:
        """Return the areas whose names differ in kind and diacritics at most."""
        key = name_key(text)
        bare = KIND.sub("", key)
        rows = [*self._by_name.get(key, ()), *self._by_name.get(bare, ())]
        return list({row.id: row for row in rows}.values())

    def nearest(self, text: str, level: Level | None) -> list[AreaRow]:
        """Return the areas whose names come nearest to a text that names none."""
        alike = [row for row in self._alike(text) if level in (None, row.level)]
        if not alike and self._searches < _MOST_SEARCHES:
            self._searches += 1
            bare = KIND.sub("", name_key(text))
            for key in get_close_matches(bare, self._by_name, n=_NEAREST, cutoff=0.8):
                alike += [row for row in self._by_name[key] if level in (None, row.level)]
        return list({row.id: row for row in alike}.values())[:_NEAREST]

    def _is_above(
        self, row: AreaRow, text: str, column: AreaColumn, levels: Mapping[int, Level | None]
    ) -> bool:
        for parent in (row, *self.above(row)):
            if column.level in (None, parent.level):
                if column.is_code:
                    area = self.find(_bare_number(text), levels.get(column.column) or column.level)
                    if area is parent:
                        return True
                elif same_name(text, parent):
                    return True
        return False

    def above(self, row: AreaRow) -> list[AreaRow]:
        """Return the areas above one, the nearest first, without the country."""
        ancestors = []
        parent = self._by_code.get(row.parent_code or "")
        while parent is not None and parent.level is not Level.COUNTRY:
            ancestors.append(parent)
            parent = self._by_code.get(parent.parent_code or "")
        return ancestors

    def _lineage(self, row: AreaRow) -> str:
        return ", ".join(parent.full_name for parent in self.above(row))


def _bare_number(text: str) -> str:
    match = _POINT_ZERO.fullmatch(text)
    return match[1] if match else text.lstrip("'")


def _deepest(columns: Sequence[AreaColumn]) -> AreaColumn | None:
    """Return the column that names the area itself: of no level, else of the deepest."""
    return max(columns, key=lambda column: column.level.depth if column.level else 9, default=None)


def read_area_index(connection: Connection, vintage: str) -> AreaIndex:
    """Return the index of all areas of a vintage, those that it shares with others included."""
    columns = area_in.c
    statement = select(
        columns.id,
        columns.code,
        columns.level,
        columns.parent_code,
        columns.name,
        columns.full_name,
        columns.unit_id,
    ).where(columns.vintage == vintage)
    levels = {level.value: level for level in Level}
    others = read_other_names()
    rows = [
        AreaRow(
            id_,
            code,
            levels[level],
            parent,
            name,
            full,
            unit,
            (*others.get((code, full), ()), *others.get(("", full), ())),
        )
        for id_, code, level, parent, name, full, unit in fetch_tuples(connection, statement)
    ]
    return AreaIndex(vintage, rows)
