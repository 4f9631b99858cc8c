"""A sheet made by hand, and its expected reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.load.files.headings import ValuePart
from data.load.office.form import Form, Slot
from tests.unit.office.drafts import SheetDraft
from tests.unit.office.forms import COMMUNES, form

TITLE = "BÁO CÁO KẾT QUẢ THÁNG 9 NĂM 2026"
DEAD = "Số thôn trắng sóng"
A, B, C = "Phường Thành Sơn", "Phường Đông Hải", "Xã Hòa Bình"
CODES = {area.full_name: area.code for area in COMMUNES}
Key = tuple[str, Slot]


@dataclass(frozen=True)
class UglySheet:
    """Rows as typed (None: empty), ranges as Excel names them, and what must come of it.

    `gives` are the numbers without a doubt, by area and "HT02.value"; `asks` the ids of all open
    assumptions and of the reasons of cells that are not understood; `leaves` the ids of reasons
    why columns are left out.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    gives: Mapping[str, Mapping[str, float]]
    asks: set[str] = field(default_factory=set)
    leaves: set[str] = field(default_factory=set)
    merges: Sequence[str] = ()
    title: str | None = TITLE
    form: Form = field(default_factory=form)
    ending: str = ".xlsx"
    encoding: str = "utf-8"
    sheet: str = "Biểu"
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    more: Sequence[SheetDraft] = ()

    def drafts(self) -> list[SheetDraft]:
        """Return the sheets; a title is the first row."""
        sheet = SheetDraft(self.sheet)
        rows = [[self.title], *self.rows] if self.title is not None else list(self.rows)
        for at, row in enumerate(rows):
            sheet.row(at, *row)
        for text in self.merges:
            first, last = text.split(":")
            (top, left), (bottom, right) = _place(first), _place(last)
            sheet.merges.append((top, left, bottom, right))
        sheet.hidden_rows = set(self.hidden_rows)
        sheet.hidden_columns = set(self.hidden_columns)
        return [sheet, *self.more]

    def expected(self) -> dict[Key, float]:
        """Return the stored numbers by area code and slot."""
        return {
            (CODES[area], Slot(*_slot(text))): value
            for area, own in self.gives.items()
            for text, value in own.items()
        }


def _slot(text: str) -> tuple[str, ValuePart]:
    code, part = text.split(".")
    return code, ValuePart(part)


def _place(text: str) -> tuple[int, int]:
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(text[len(letters) :]) - 1, column - 1


def dead(*numbers: float) -> dict[str, dict[str, float]]:
    """Return these numbers of villages without signal, for the first areas."""
    return {area: {"HT02.value": number} for area, number in zip((A, B, C), numbers, strict=False)}
