"""What a person says about a sheet, and what is remembered of it for the next one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from data.load.files.headings import ValuePart
from data.load.files.texts.periods import read_period
from data.load.office.form import Form, Slot
from data.load.office.meaning import CellRole, Fact, Unit
from data.load.office.period_words import PERIODS
from data.load.office.sheet_table import SheetTable
from ioc.area import search_name
from ioc.period import Period, PeriodError, parse_period


@dataclass(frozen=True)
class Correction:
    """What a person sets of a column, a row, a cell (both), or a sheet (neither).

    Of a column or a row: its role; for numbers indicator, part, area, period, by how much they are
    multiplied (0: as the sheet says), and which mark separates decimals ("comma", "dot").
    """

    sheet: str
    role: CellRole
    row: int | None = None
    column: int | None = None
    table: int | None = None
    indicator: str = ""
    part: str = ""
    area: str = ""
    period: str = ""
    scale: float = 0.0
    manner: str = ""


@dataclass(frozen=True)
class TableMapping:
    """The headings of a table, and what a person set of its columns."""

    signature: tuple[str, ...]
    columns: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class SheetMapping:
    """What is remembered of a confirmed reading for one form and sender.

    It holds for tables whose headings are the same but for their period: columns, labels of rows,
    and the assumptions that somebody confirmed.
    """

    form: str
    sender: str
    tables: tuple[TableMapping, ...] = ()
    rows: Mapping[str, Correction] = field(default_factory=dict)
    agreements: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON can store it."""
        return {
            "version": 1,
            "form": self.form,
            "sender": self.sender,
            "tables": [asdict(table) for table in self.tables],
            "rows": {label: asdict(each) for label, each in self.rows.items()},
            "agreements": sorted(self.agreements),
        }

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> SheetMapping:
        """Return the mapping that was stored."""
        return cls(
            value["form"],
            value["sender"],
            tuple(
                TableMapping(
                    tuple(table["signature"]), tuple(_correction(each) for each in table["columns"])
                )
                for table in value["tables"]
            ),
            {label: _correction(each) for label, each in value["rows"].items()},
            frozenset(value["agreements"]),
        )


def _correction(value: Mapping[str, Any]) -> Correction:
    return Correction(**{**value, "role": CellRole(value["role"])})


@dataclass(frozen=True)
class Corrections:
    """All that people said: about this file, and about earlier ones of the form and sender."""

    form: Form
    own: tuple[Correction, ...] = ()
    agreements: frozenset[str] = frozenset()
    mapping: SheetMapping | None = None

    def is_read(self, sheet: str, is_hidden: bool) -> bool:
        """Tell whether a sheet is read: a visible one, unless a person says otherwise."""
        for each in self.own:
            if each.sheet == sheet and each.row is None and each.column is None:
                return each.role is CellRole.NUMBER
        return not is_hidden

    def applies(self, table: SheetTable) -> TableMapping | None:
        """Return what is remembered of a table with the same headings, or None."""
        if self.mapping is None or self.mapping.form != self.form.code:
            return None
        own = signature(table, self.form.period)
        return next((each for each in self.mapping.tables if each.signature == own), None)

    def column(
        self, table: SheetTable, column: int, remembered: TableMapping | None
    ) -> Correction | None:
        """Return what is set of a column; `remembered` is what `applies` returns of its table."""
        for each in self.own:
            if (
                each.sheet == table.view.name
                and each.column == column
                and each.row is None
                and each.table in (None, table.number)
            ):
                return each
        offset = column - table.frame.left
        columns = remembered.columns if remembered else ()
        return next((each for each in columns if each.column == offset), None)

    def column_fact(
        self, table: SheetTable, column: int, remembered: TableMapping | None
    ) -> Fact | None:
        """Return the fact that a person sets of a column, or None."""
        correction = self.column(table, column, remembered)
        if correction is None:
            return None
        return self._fact(correction, table.columns[column])

    def row(
        self, table: SheetTable, row: int, labels: list[str], remembered: TableMapping | None
    ) -> dict[str, Any] | None:
        """Return what is set of a row, as fields of its fact, or None."""
        correction = self.row_correction(table, row, labels, remembered)
        if correction is None:
            return None
        area = self.form.index.find(correction.area, None) if correction.area else None
        return {
            "fact": self._fact(correction, Fact(" – ".join(labels))),
            "fault": None,
            "is_total": correction.role is CellRole.TOTAL,
            "is_group": False,
            **({"area": area} if area is not None else {}),
        }

    def row_correction(
        self, table: SheetTable, row: int, labels: list[str], remembered: TableMapping | None
    ) -> Correction | None:
        """Return what is set of a row: of this one, or of one with the same labels before."""
        for each in self.own:
            if each.sheet == table.view.name and each.row == row and each.column is None:
                return each
        if self.mapping is None or remembered is None:
            return None
        return self.mapping.rows.get(label_key(labels, self.form.period))

    def cell(self, sheet: str, row: int, column: int) -> Correction | None:
        """Return what is set of a single cell."""
        return self._by_place.get((sheet, row, column))

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, int | None, int | None], Correction]:
        # The first of one place counts, as everywhere here.
        return {(each.sheet, each.row, each.column): each for each in reversed(self.own)}

    def _fact(self, correction: Correction, before: Fact) -> Fact:
        match correction.role:
            case CellRole.NUMBER:
                part = ValuePart(correction.part) if correction.part else None
                slots = (
                    (Slot(correction.indicator, part or ValuePart.VALUE),)
                    if correction.indicator
                    else before.slots
                )
                area = self.form.index.find(correction.area, None) if correction.area else None
                return Fact(
                    before.text,
                    slots=slots,
                    part=part,
                    area=area or before.area,
                    period=_period(correction.period) or before.period,
                    unit=Unit("", correction.scale) if correction.scale else None,
                )
            case CellRole.IGNORED:
                return Fact(before.text, aside="person")
            case CellRole.TOTAL:
                return Fact(before.text, is_total=True)
            case role:
                return Fact(before.text, role=role)


def _period(text: str) -> Period | None:
    return parse_period(text) if text else None


def signature(table: SheetTable, period: Period) -> tuple[str, ...]:
    """Return the headings of a table's columns, periods as their distance from the form's."""
    headings = [
        normal_text(" | ".join(table.stacks[column]), period)
        for column in range(table.frame.left, table.frame.right)
    ]
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def label_key(labels: list[str], period: Period) -> str:
    """Return the key of a row's labels, its serial number left out."""
    return " | ".join(
        normal_text(each, period) for each in labels if re.search(r"[^\W\d_]{2}", each)
    )


def normal_text(text: str, period: Period) -> str:
    """Return a text in search form, with its periods as their distance from another.

    >>> normal_text("Thực hiện tháng 9/2026", parse_period("2026-09"))
    'thuc hien {month 0}'
    >>> normal_text("Cùng kỳ năm 2025", parse_period("2026-09"))
    'cung ky {year -1}'
    """

    def distance(match: re.Match[str]) -> str:
        try:
            other = read_period(match[0], period.start.year)
        except PeriodError:
            return match[0]
        months = (other.start.year - period.start.year) * 12
        if other.frequency.value != "year":
            months += other.start.month - period.start.month
        steps = months // 12 if other.frequency.value == "year" else months
        return f"{{{other.frequency.value} {steps}}}"

    return PERIODS.sub(distance, search_name(text))
