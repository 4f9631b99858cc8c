"""A seeded generator of office sheets: layouts × spellings × encodings × traps, with their truth.

Each sheet comes with the numbers that its author means. A trap is what makes a careless reader
store another one: a plan, a total, a month before, 0,947 for 94,7 %, 1.234 for 1,234.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.load.areas.names import AreaRow
from data.load.office.form import Form, Slot
from tests.unit.office.drafts import Formatted, SheetDraft
from tests.unit.office.forms import (
    COMMUNES,
    COUNTS,
    COVERAGE,
    DENOMINATOR,
    NUMERATOR,
    PROVINCE,
    SERVICES,
    VALUE,
    Kind,
    form,
)

Key = tuple[str, Slot]
_PARTS = {NUMERATOR: "tử số", DENOMINATOR: "mẫu số", VALUE: "giá trị"}


@dataclass
class OfficeFile:
    """A file as an office would send it, the form that asks for it, and the numbers it means."""

    seed: int
    form: Form
    sheets: list[SheetDraft]
    ending: str
    encoding: str
    # What is meant, and the cells that say so.
    truth: dict[Key, float] = field(default_factory=dict)
    cells: dict[Key, set[tuple[str, int, int]]] = field(default_factory=dict)
    traps: list[str] = field(default_factory=list)

    def mean(self, sheet: str, row: int, column: int, key: Key, value: float) -> None:
        self.truth[key] = value
        self.cells.setdefault(key, set()).add((sheet, row, column))


class Writer:
    """Writes one file: how it looks by the seed alone, its numbers by seed and month.

    Month 0 is September or the third quarter of 2026, month 1 the one after.
    """

    def __init__(self, seed: int, month: int = 0) -> None:
        self.random = random.Random(seed)  # noqa: S311  no secret
        self.luck = random.Random(f"{seed}/{month}")  # noqa: S311
        pick = self.random.choice
        self.kinds = pick((COVERAGE, SERVICES, COUNTS))
        self.ending = pick((".xlsx", ".xlsx", ".xlsx", ".xls", ".ods", ".csv"))
        self.encoding = pick(("utf-8", "utf-8-sig", "utf-16", "windows-1258", "tcvn3"))
        self.is_quarter = self.kinds is COUNTS
        number = 9 + month
        period = f"2026-Q{3 + month}" if self.is_quarter else f"2026-{number:02d}"
        roman = "III" if month == 0 else "IV"
        self.actual = f"tháng {number}/2026"
        self.titles_of_period = (f"THÁNG {number} NĂM 2026", f"THÁNG {number:02d}/2026")
        self.periods = [f"Tháng {each}/2026" for each in (number - 2, number - 1, number)]
        if self.is_quarter:
            self.actual = f"quý {roman}/2026"
            self.titles_of_period = (f"QUÝ {roman} NĂM 2026", f"QUÝ {roman}/2026")
            romans = ("I", "II", "III", "IV")[month : month + 3]
            self.periods = [f"Quý {each}/2026" for each in romans]
        layouts: Sequence[Callable[[], None]] = (
            self.areas_down, self.areas_down, self.areas_down, self.areas_across, self.one_commune,
            self.long, self.halves, self.stacked, self.months_across, self.sheets_apart,
        )  # fmt: skip
        self.layout = pick(layouts)
        areas = (pick(COMMUNES),) if self.layout == self.one_commune else COMMUNES
        self.file = OfficeFile(
            seed, form(self.kinds, period, areas), [], self.ending, self.encoding
        )
        self.numbers = pick(("cell", "cell", "comma", "grouped", "spaced"))
        self.names = pick(("full", "full", "upper", "short", "nfd", "tone", "bare", "spaced"))
        self.headings = pick(("form", "form", "form", "catalogue", "code", "near"))
        self.percents = pick(("format", "format", "sign", "plain", "plain", "fraction"))
        self.values = self._values()

    # What the numbers are -------------------------------------------------------------------

    def _values(self) -> dict[Key, float]:
        values: dict[Key, float] = {}
        for area in COMMUNES:
            for kind in self.kinds:
                bottom = self.luck.randint(10, 4000)
                top = self.luck.randint(bottom // 3, bottom)
                for part in kind.parts:
                    if part is DENOMINATOR:
                        number: float = bottom
                    elif part is NUMERATOR or len(kind.parts) == 1:
                        number = top
                    else:
                        number = round(top / bottom * 100, 1)
                    if kind.code == "CQ09":
                        number = round(self.luck.uniform(50, 99), 2)
                    values[area.code, Slot(kind.code, part)] = number
        return values

    def slots(self, kinds: Sequence[Kind] = ()) -> list[Slot]:
        """The slots that the file has columns for, in the order of the form."""
        return [Slot(kind.code, part) for kind in kinds or self.kinds for part in kind.parts]

    # How things are written -------------------------------------------------------------------

    def spell(self, text: str) -> str:
        return unicodedata.normalize("NFD", text) if self.names == "nfd" else text

    def area(self, area: AreaRow) -> str:
        name = area.full_name
        match self.names:
            case "upper":
                return name.upper()
            case "short":
                return name.replace("Phường ", "P. ").replace("Xã ", "X. ")
            case "bare":
                return area.name
            case "tone":
                return name.replace("òa", "oà").replace("Quý", "Quí")
            case "spaced":
                return f" {name.replace(' ', chr(160), 1)}  "
        return self.spell(name)

    def heading(self, slot: Slot) -> str:
        kind = next(each for each in self.kinds if each.code == slot.indicator)
        item = self.file.form.by_code[slot.indicator]
        own = kind.headings[slot.part][0]
        match self.headings:
            case "catalogue":
                own = item.texts(slot.part)[-2 if slot.part is not VALUE else 1]
            case "code":
                own = slot.indicator + ("" if len(kind.parts) == 1 else f" – {_PARTS[slot.part]}")
            case "near":
                own = own.replace("Số thôn", "Số thôn, bản").replace("hồ sơ", "hồ sơ TTHC")
        if slot.part is VALUE and item.indicator.is_share and self.random.random() < 0.6:
            own += " (%)"
        elif self.random.random() < 0.2:
            own += f" ({item.indicator.unit_vi})" if not item.indicator.is_ratio else ""
        return self.spell(own)

    def number(self, slot: Slot, value: float) -> Any:
        """Return a number as the author writes it into a cell."""
        share = slot.part is VALUE and self.file.form.by_code[slot.indicator].indicator.is_share
        if share and self.percents == "format":
            return Formatted(round(value / 100, 4), "0.0%")
        if share and self.percents == "sign":
            return f"{value:.1f}%".replace(".", ",")
        if share and self.percents == "fraction":
            return round(value / 100, 4)
        if self.numbers == "cell":
            return value
        whole = (float(value).is_integer() and slot.part is not VALUE) or value == int(value)
        text = f"{int(value):,}" if whole else f"{value:,.2f}".rstrip("0")
        mark = {"comma": "", "grouped": ".", "spaced": " "}[self.numbers]
        return text.replace(",", "~").replace(".", ",").replace("~", mark)

    def put(self, sheet: SheetDraft, row: int, column: int, area: AreaRow, slot: Slot) -> None:
        """Write a number of an area, or the mark that there is none."""
        value = self.values[area.code, slot]
        if self.luck.random() < 0.04:
            blank = self.luck.choice((None, "-", "x", "KBC"))
            if blank is not None:
                sheet.cells[row, column] = blank
            return
        sheet.cells[row, column] = self.number(slot, value)
        if area.code in self.file.form.area_codes:
            self.file.mean(sheet.name, row, column, (area.code, slot), value)

    def titles(self, sheet: SheetDraft, width: int, area: AreaRow | None = None) -> int:
        """Write the lines above a table; return the row of its headings."""
        what = self.random.choice(("cell", "merge"))
        lines = ["UBND TỈNH NAM GIANG"] if area is None else [f"UBND {area.full_name.upper()}"]
        when = self.random.choice(self.titles_of_period)
        if self.random.random() < 0.12:
            when = ""
            self.file.traps.append("no period")
        lines.append(f"BÁO CÁO KẾT QUẢ {when}".strip())
        if self.random.random() < 0.5:
            lines.append("(Kèm theo Công văn số 12/BC-UBND ngày 05 tháng 10 năm 2026)")
        for row, line in enumerate(lines):
            sheet.cells[row, 0] = self.spell(line)
            if what == "merge" and width > 1:
                sheet.merges.append((row, 0, row, width - 1))
        return len(lines) + self.random.randint(0, 1)

    def foot(self, sheet: SheetDraft, row: int, width: int) -> None:
        if self.random.random() < 0.7:
            sheet.cells[row + 1, max(0, width - 2)] = "Nam Giang, ngày 05 tháng 10 năm 2026"
            sheet.cells[row + 2, 0] = "Người lập biểu"
            sheet.cells[row + 2, max(1, width - 1)] = "CHỦ TỊCH"
        if self.random.random() < 0.3:
            sheet.cells[row + 4, 0] = "Ghi chú: số liệu do các xã báo cáo."

    def asides(self) -> list[tuple[str, Callable[[Slot, float], Any]]]:
        """Columns beside the actual numbers, each with the number that it shows."""
        choices: list[tuple[str, Callable[[Slot, float], Any]]] = [
            ("Kế hoạch năm 2026", lambda slot, v: v + 11),
            ("Luỹ kế từ đầu năm", lambda slot, v: v * 3),
            ("Cùng kỳ năm trước", lambda slot, v: max(0, v - 7)),
            ("Tăng, giảm so với tháng trước", lambda slot, v: 3),
            ("Xếp hạng", lambda slot, v: self.luck.randint(1, 12)),
            ("Mục tiêu", lambda slot, v: 100),
        ]
        count = self.random.choice((0, 0, 1, 2))
        return self.random.sample(choices, count)

    # The layouts ---------------------------------------------------------------------------------

    def sheet(self, name: str = "Biểu") -> SheetDraft:
        sheet = SheetDraft("Sheet1" if self.ending == ".csv" else name)
        self.file.sheets.append(sheet)
        return sheet

    def areas_down(self) -> None:
        """Areas in rows, one column per part, plan and other columns among them."""
        sheet = self.sheet()
        self._areas_down(sheet, 0, self.slots(), COMMUNES, asides=True)

    def _areas_down(
        self, sheet: SheetDraft, left: int, slots: list[Slot], areas: Sequence[AreaRow], *,
        asides: bool = False, top: int | None = None, foot: bool = True,
    ) -> int:  # fmt: skip
        others = self.asides() if asides else []
        tiers = bool(others) or self.random.random() < 0.3
        with_code = self.random.random() < 0.3
        labels = ["STT", *(["Mã xã"] if with_code else []), "Đơn vị"]
        width = left + len(labels) + len(slots) * (1 + len(others))
        row = self.titles(sheet, width) if top is None else top
        first = left + len(labels)
        for at, label in enumerate(labels):
            if tiers:
                sheet.merge(row, left + at, row + 1, left + at, self.spell(label))
            else:
                sheet.cells[row, left + at] = self.spell(label)
        for at, slot in enumerate(slots):
            column = first + at * (1 + len(others))
            if not tiers:
                sheet.cells[row, column] = self.heading(slot)
                continue
            if others:
                sheet.merge(row, column, row, column + len(others), self.heading(slot))
                actual = f"Thực hiện {self.actual}"
                sheet.cells[row + 1, column] = self.random.choice(("Thực hiện", actual))
                for step, (name, _) in enumerate(others, 1):
                    sheet.cells[row + 1, column + step] = self.spell(name)
            else:
                sheet.merge(row, column, row + 1, column, self.heading(slot))
        row += 2 if tiers else 1
        if self.random.random() < 0.3:
            sheet.row(row, *(f"({at + 1})" for at in range(width - left)), first=left)
            row += 1
        row = self._body(sheet, row, left, len(labels), with_code, slots, others, areas)
        if foot:
            self.foot(sheet, row, width)
        return row

    def _body(
        self, sheet: SheetDraft, row: int, left: int, labels: int, with_code: bool,
        slots: list[Slot], others: list[tuple[str, Callable[[Slot, float], Any]]],
        areas: Sequence[AreaRow],
    ) -> int:  # fmt: skip
        first = left + labels
        total_first = self.random.random() < 0.2
        top = row
        row += total_first
        groups = self.random.random() < 0.2
        wrong_name = self.luck.randrange(len(areas)) if self.luck.random() < 0.06 else None
        hidden = self.luck.randrange(len(areas)) if self.luck.random() < 0.06 else None
        for at, area in enumerate(areas):
            if groups and at in (0, len(areas) // 2):
                name = f"{'I' * (1 + (at > 0))}. Khu vực {at + 1}"
                sheet.cells[row, left + (self.random.random() < 0.5)] = self.spell(name)
                row += 1
            sheet.cells[row, left] = at + 1
            if with_code:
                sheet.cells[row, left + 1] = area.code
            sheet.cells[row, first - 1] = self.area(area)
            if at == wrong_name:
                sheet.cells[row, first - 1] = self.area(area).replace("n", "m")
                self.file.traps.append("typing error in a name")
            for place, slot in enumerate(slots):
                column = first + place * (1 + len(others))
                self.put(sheet, row, column, area, slot)
                for step, (_, other) in enumerate(others, 1):
                    value = other(slot, self.values[area.code, slot])
                    sheet.cells[row, column + step] = round(value, 1)
            if at == hidden and self.ending != ".csv":
                sheet.hidden_rows.add(row)
                self.file.traps.append("hidden row")
            row += 1
        if total_first:
            self._total(sheet, top, left, labels, slots, others, areas)
        elif self.random.random() < 0.6:
            self._total(sheet, row, left, labels, slots, others, areas)
            row += 1
        return row

    def _total(
        self, sheet: SheetDraft, row: int, left: int, labels: int, slots: list[Slot],
        others: list[Any], areas: Sequence[AreaRow],
    ) -> None:  # fmt: skip
        label = self.random.choice(("Tổng cộng", "TỔNG SỐ", "Toàn tỉnh", PROVINCE.full_name))
        if self.random.random() < 0.5 and labels > 1:
            sheet.merge(row, left, row, left + labels - 1, self.spell(label))
        else:
            sheet.cells[row, left + labels - 1] = self.spell(label)
        wrong = self.luck.random() < 0.1
        for at, slot in enumerate(slots):
            column = left + labels + at * (1 + len(others))
            parts = [
                self.file.truth[area.code, slot]
                for area in areas
                if (area.code, slot) in self.file.truth
            ]
            if slot.part is VALUE and self.file.form.by_code[slot.indicator].indicator.is_ratio:
                continue
            sheet.cells[row, column] = self.number(slot, sum(parts) + 5 * wrong)

    def areas_across(self) -> None:
        """Indicators in rows, an area per column."""
        sheet = self.sheet()
        areas = COMMUNES[:6]
        row = self.titles(sheet, len(areas) + 3)
        sheet.row(row, "STT", "Chỉ tiêu", "Đơn vị tính", *(self.area(each) for each in areas))
        for at, slot in enumerate(self.slots()):
            row += 1
            item = self.file.form.by_code[slot.indicator]
            unit = "%" if slot.part is VALUE and item.indicator.is_share else ""
            sheet.row(row, at + 1, self.heading(slot), unit or None)
            for column, area in enumerate(areas, 3):
                self.put(sheet, row, column, area, slot)
        self.foot(sheet, row, len(areas) + 3)

    def one_commune(self) -> None:
        """One commune: indicators in rows; plan, actual, cumulative in columns."""
        sheet = self.sheet()
        area = self.file.form.areas[0]
        row = self.titles(sheet, 6, area)
        actual = f"Thực hiện {self.actual}"
        columns = ["Kế hoạch năm", actual, "Luỹ kế", "So với cùng kỳ (%)"]
        if self.random.random() < 0.4:
            columns = [self.random.choice(("Kết quả", "Số liệu", "Thực hiện"))]
        sheet.row(row, "TT", self.random.choice(("Nội dung", "Chỉ tiêu")), "ĐVT", *columns)
        for at, slot in enumerate(self.slots()):
            row += 1
            item = self.file.form.by_code[slot.indicator]
            unit = "%" if slot.part is VALUE and item.indicator.is_share else None
            sheet.row(row, at + 1, self.heading(slot), unit)
            for column, name in enumerate(columns, 3):
                if name.startswith(("Thực hiện", "Kết quả", "Số liệu")):
                    self.put(sheet, row, column, area, slot)
                else:
                    sheet.cells[row, column] = self.luck.randint(1, 5000)
        self.foot(sheet, row, 6)

    def long(self) -> None:
        """A row per area and indicator; columns for numerator, denominator and value."""
        sheet = self.sheet()
        row = self.titles(sheet, 6)
        sheet.row(row, "Mã xã", "Tên xã", "Mã chỉ tiêu", "Tử số", "Mẫu số", "Giá trị")
        for area in COMMUNES[:8]:
            for kind in self.kinds:
                row += 1
                sheet.row(row, area.code, self.area(area), kind.code)
                for part, column in ((NUMERATOR, 3), (DENOMINATOR, 4), (VALUE, 5)):
                    if part in kind.parts:
                        self.put(sheet, row, column, area, Slot(kind.code, part))

    def halves(self) -> None:
        """The list printed in two halves side by side."""
        sheet = self.sheet()
        slots = self.slots()[:2]
        row = self.titles(sheet, 8)
        for left, areas in ((0, COMMUNES[:6]), (4, COMMUNES[6:])):
            self._half(sheet, row, left, slots, areas)

    def _half(
        self, sheet: SheetDraft, row: int, left: int, slots: list[Slot], areas: Sequence[AreaRow]
    ) -> None:
        sheet.row(row, "STT", "Tên xã", *(self.heading(slot) for slot in slots), first=left)
        for at, area in enumerate(areas, 1):
            sheet.row(row + at, at, self.area(area), first=left)
            for column, slot in enumerate(slots, left + 2):
                self.put(sheet, row + at, column, area, slot)

    def stacked(self) -> None:
        """A table per indicator, below each other; or one table with its headings again."""
        sheet = self.sheet()
        row = self.titles(sheet, 6)
        for at, kind in enumerate(self.kinds, 1):
            sheet.cells[row, 0] = self.spell(f"{at}. {kind.headings[kind.parts[-1]][0]}")
            row = 1 + self._areas_down(
                sheet, 0, self.slots([kind]), COMMUNES, top=row + 1, foot=False
            )
        self.foot(sheet, row, 5)

    def months_across(self) -> None:
        """One indicator, its periods in columns."""
        sheet = self.sheet()
        kind = next((each for each in self.kinds if VALUE in each.parts), self.kinds[0])
        slot = Slot(kind.code, VALUE)
        sheet.cells[0, 0] = self.spell(
            f"{kind.code} {self.file.form.by_code[kind.code].indicator.name_vi}"
        )
        sheet.row(2, "STT", "Tên xã", *self.periods)
        for at, area in enumerate(COMMUNES, 3):
            sheet.row(at, at - 2, self.area(area))
            for column in (2, 3):
                value = max(0.0, self.values[area.code, slot] - 4 + column)
                sheet.cells[at, column] = self.number(slot, value)
            self.put(sheet, at, 4, area, slot)

    def sheets_apart(self) -> None:
        """A sheet per indicator, and hidden ones with numbers of the month before."""
        for kind in self.kinds[: 1 if self.ending == ".csv" else 3]:
            sheet = self.sheet(kind.code)
            self._areas_down(sheet, 0, self.slots([kind]), COMMUNES)
        if self.ending != ".csv":
            before = SheetDraft("Tháng trước", is_hidden=True)
            before.row(0, "STT", "Tên xã", self.heading(self.slots()[0]))
            for at, area in enumerate(COMMUNES, 1):
                before.row(at, at, area.full_name, 9)
            self.file.sheets.append(before)


def office_file(seed: int, month: int = 0) -> OfficeFile:
    """Return the file of a seed, or that of the same office a month later."""
    writer = Writer(seed, month)
    writer.layout()
    return writer.file
