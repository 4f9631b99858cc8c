"""Codes and names of a file → areas of one vintage.

A code alone says little: 3,316 of the 3,321 communes since 2025-07-01 carry a code that was used
before. So what a row says of an area is matched against one vintage as a whole: code, name and
the names of the areas above must agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from sqlalchemy import Connection, select

from data.area_in import area_in
from data.load.area_names import AreaRow, contradicts_kind, read_other_names, same_name
from data.load.recognise import AreaColumn
from data.load.texts.names import KIND, is_total, name_key
from ioc.area import Level

# Names offered for one that is not known, and for how many a long list is searched.
_NEAREST, _MOST_SEARCHES = 3, 20
# The column that names areas of a level beyond doubt.
_CODE_COLUMNS = {
    Level.PROVINCE: "Mã tỉnh", Level.DISTRICT: "Mã huyện", Level.VILLAGE: "Mã thôn",
}  # fmt: skip
_POINT_ZERO = re.compile(r"(\d+)\.0")


@dataclass(frozen=True)
class Miss:
    """Why a row names no area: which column is wrong and how to mend it.

    `candidates` has the areas between which a name does not decide.
    """

    column: int
    message: str
    mend: str
    candidates: tuple[AreaRow, ...] = ()


# What a row says in its area columns: column → text without space around.
Said = Mapping[int, str]


class AreaIndex:
    """The areas of one vintage, to be found by what a row says."""

    def __init__(self, vintage: str, rows: Sequence[AreaRow]) -> None:
        self.vintage = vintage
        self.rows = rows
        self._by_code = {row.code: row for row in rows}
        self._searches = 0

    @cached_property
    def _by_bare_code(self) -> dict[Level, dict[str, list[AreaRow]]]:
        found: dict[Level, dict[str, list[AreaRow]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows:
            found[row.level][row.code.lstrip("0")].append(row)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[AreaRow]]:
        found: dict[str, list[AreaRow]] = defaultdict(list)
        for row in self.rows:
            for key in set(map(name_key, row.all_names)):
                found[key].append(row)
        return found

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
            names: the name that stands beside a code, where the file has one.

        Returns:
            The level (None: codes are complete as they stand), and whether it is sure.
        """
        digits = [code for code in codes if code.isdigit()]
        if any(code.startswith("0") for code in digits):
            return None, True
        if all(code in self._by_code for code in digits) and not self._renamed(digits, names):
            return None, True
        shares = {}
        for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE):
            found = {code: self.find(code, level) for code in digits}
            shares[level] = sum(
                row is not None and (code not in names or same_name(names[code], row))
                for code, row in found.items()
            )
        most = max(shares.values())
        if not most:
            return None, True
        levels = [level for level, share in shares.items() if share == most]
        return (levels[0], True) if len(levels) == 1 else (None, False)

    def _renamed(self, codes: Sequence[str], names: Mapping[str, str]) -> bool:
        """Tell whether most names contradict the codes as they stand: 280 may be 00280."""
        said = [code for code in codes if code in names]
        wrong = sum(not same_name(names[code], self._by_code[code]) for code in said)
        return wrong > len(said) / 2

    def match(
        self, said: Said, columns: Sequence[AreaColumn], levels: Mapping[int, Level | None]
    ) -> AreaRow | Miss:
        """Return the area that a row names.

        `levels` has, per code column, the level at which its codes read (see `code_level`).
        """
        named = [column for column in columns if said.get(column.column)]
        code = _deepest([column for column in named if column.is_code])
        name = _deepest([column for column in named if not column.is_code])
        if code is not None and name is not None and code.level and name.level:
            # "Mã tỉnh" beside "Tên xã": the commune is meant, inside that province.
            deeper = name.level.depth - code.level.depth
            code = None if deeper > 0 else code
            name = None if deeper < 0 else name
        above = [column for column in named if column not in (code, name)]
        if code is not None:
            return self._by_code_and_name(said, code, name, above, levels)
        assert name is not None  # noqa: S101  a row without any is never matched
        return self._by_name_and_parents(said, name, above, levels)

    def _by_code_and_name(
        self,
        said: Said,
        code: AreaColumn,
        name: AreaColumn | None,
        above: Sequence[AreaColumn],
        levels: Mapping[int, Level | None],
    ) -> AreaRow | Miss:
        text = _bare_number(said[code.column])
        found = self.find(text, levels.get(code.column))
        if found is None:
            return Miss(
                code.column,
                f"mã địa bàn không có trong kỳ địa giới {self.vintage}",
                "sửa mã theo danh mục đơn vị hành chính, hoặc nêu đúng kỳ địa giới (--vintage)",
            )
        if name is not None and name.level not in (None, found.level):
            above, name = [*above, name], None
        if name is not None and not is_total(said[name.column]):
            if not same_name(said[name.column], found):
                return Miss(
                    name.column,
                    f"tên không khớp với mã: trong kỳ địa giới {self.vintage}, mã {found.code} là"
                    f" “{found.full_name}”",
                    "sửa mã hoặc tên, hoặc nêu đúng kỳ địa giới (--vintage)",
                )
        for column in above:
            if not self._is_above(found, said[column.column], column, levels):
                return Miss(
                    column.column,
                    f"đơn vị cấp trên không khớp: “{found.full_name}” (mã {found.code}) thuộc"
                    f" {self._lineage(found) or 'đơn vị khác'}",
                    "sửa mã địa bàn hoặc đơn vị cấp trên, hoặc nêu đúng kỳ địa giới (--vintage)",
                )
        return found

    def _by_name_and_parents(
        self,
        said: Said,
        name: AreaColumn,
        above: Sequence[AreaColumn],
        levels: Mapping[int, Level | None],
    ) -> AreaRow | Miss:
        found = [
            row
            for row in self._named(said[name.column])
            if name.level in (None, row.level)
            and all(self._is_above(row, said[up.column], up, levels) for up in above)
        ]
        if len(found) == 1:
            return found[0]
        if not found:
            inside = " trong đơn vị cấp trên đã ghi" if above else ""
            near = ", ".join(
                f"{row.full_name} ({row.code})"
                for row in self.nearest(said[name.column], name.level)
            )
            return Miss(
                name.column,
                f"không có địa bàn tên này{inside} trong kỳ địa giới {self.vintage}"
                + (f"; tên gần nhất: {near}" if near else ""),
                f"sửa tên, thêm cột “{self._code_column(name)}”, "
                "hoặc nêu đúng kỳ địa giới (--vintage)",
            )
        places = "; ".join(
            f"{row.full_name} ({row.code}, {self._lineage(row)})" for row in found[:3]
        )
        more = f"; và {len(found) - 3} nơi khác" if len(found) > 3 else ""
        return Miss(
            name.column,
            f"có {len(found)} địa bàn cùng tên: {places}{more}",
            "thêm cột mã (ví dụ “Mã xã”) hoặc cột “Tỉnh”, “Huyện”",
            tuple(found),
        )

    @staticmethod
    def _code_column(name: AreaColumn) -> str:
        """Return the heading under which the code of what a column names would stand."""
        return _CODE_COLUMNS.get(name.level, "Mã xã") if name.level else "Mã xã"

    def province(self, row: AreaRow) -> str:
        """Return the code of the province that an area lies in, or of itself."""
        lineage = [row, *self._ancestors(row)]
        return next((each.code for each in lineage if each.level is Level.PROVINCE), "")

    def settle_by_province(
        self, found: Sequence[AreaRow | Miss]
    ) -> tuple[list[AreaRow | Miss], str]:
        """Decide names that repeat in the country, where all other rows lie in one province.

        Returns:
            The matches, and the full name of the province that decided any of them, or empty.
        """
        provinces = {self.province(row) for row in found if isinstance(row, AreaRow)} - {""}
        if len(provinces) != 1:
            return list(found), ""
        (code,) = provinces
        settled: list[AreaRow | Miss] = []
        decided = False
        for each in found:
            inside = (
                [row for row in each.candidates if self.province(row) == code]
                if isinstance(each, Miss)
                else []
            )
            decided = decided or len(inside) == 1
            settled.append(inside[0] if len(inside) == 1 else each)
        return settled, self._by_code[code].full_name if decided else ""

    def _named(self, text: str) -> list[AreaRow]:
        """Return the areas of this name: of its kind, and with its diacritics if it has any."""
        return [
            row
            for row in self._alike(text)
            if same_name(text, row) and not contradicts_kind(text, row)
        ]

    def _alike(self, text: str) -> list[AreaRow]:
        """Return the areas whose names differ in kind and diacritics at most."""
        key = name_key(text)
        bare = KIND.sub("", key)
        found = [*self._by_name.get(key, ()), *self._by_name.get(bare, ())]
        return list({row.id: row for row in found}.values())

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
        for parent in (row, *self._ancestors(row)):
            if column.level in (None, parent.level):
                if column.is_code:
                    found = self.find(_bare_number(text), levels.get(column.column) or column.level)
                    if found is parent:
                        return True
                elif same_name(text, parent):
                    return True
        return False

    def _ancestors(self, row: AreaRow) -> list[AreaRow]:
        found = []
        parent = self._by_code.get(row.parent_code or "")
        while parent is not None and parent.level is not Level.COUNTRY:
            found.append(parent)
            parent = self._by_code.get(parent.parent_code or "")
        return found

    def _lineage(self, row: AreaRow) -> str:
        return ", ".join(parent.full_name for parent in self._ancestors(row))


def _bare_number(text: str) -> str:
    found = _POINT_ZERO.fullmatch(text)
    return found[1] if found else text.lstrip("'")


def _deepest(columns: Sequence[AreaColumn]) -> AreaColumn | None:
    """Return the column that names the area itself: of no level, else of the deepest."""
    return max(columns, key=lambda column: column.level.depth if column.level else 9, default=None)


def read_area_index(connection: Connection, vintage: str) -> AreaIndex:
    """Return all areas that a vintage shows, its own and those taken over, ready to be matched."""
    held = area_in.c
    wanted = select(
        held.id, held.code, held.level, held.parent_code, held.name, held.full_name, held.unit_id
    ).where(held.vintage == vintage)
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
        for id_, code, level, parent, name, full, unit in connection.execute(wanted)
    ]
    return AreaIndex(vintage, rows)
