"""What else goes wrong in an office's sheet: a trap that is laid in a file of the generator."""

from __future__ import annotations

import random

from tests.unit.office.drafts import Formatted, SheetDraft
from tests.unit.office.generator import OfficeFile, office_file


def spoil_cell(file: OfficeFile, luck: random.Random) -> None:
    """Put something that is no number where a number was: the number is not reported then."""
    key = luck.choice(sorted(file.truth))
    for name, row, column in file.cells[key]:
        sheet = next(each for each in file.sheets if each.name == name)
        no_number = ["#N/A", "đang rà soát", "12 thôn", "?", "1.2.3", "5/10"]
        formula = Formatted(None, formula="=SUM(1,2)")
        can_compute = file.ending in (".xlsx", ".xls")
        sheet.cells[row, column] = luck.choice([*no_number, *([formula] if can_compute else [])])
    del file.truth[key]
    del file.cells[key]


def double_row(file: OfficeFile, luck: random.Random) -> None:
    """Write a row a second time, with other numbers: nobody can tell which is right."""
    sheet = _sheet_of(file, luck)
    row = luck.choice(sorted(_rows(file, sheet)))
    below = sheet.size[0] + 1
    _copy_row(sheet, row, max(_rows(file, sheet)) + 1 if luck.random() < 0.5 else below)


def add_last_month(file: OfficeFile, luck: random.Random) -> None:
    """Put the table of the month before below, under a title that says so."""
    sheet = _sheet_of(file, luck)
    cells, bottom = dict(sheet.cells), sheet.size[0] + 1
    first = min(_rows(file, sheet)) - 3
    when = (
        "QUÝ II NĂM 2026" if file.form.period.frequency.value == "quarter" else "THÁNG 8 NĂM 2026"
    )
    sheet.cells[bottom, 0] = f"BÁO CÁO KẾT QUẢ {when}"
    for (row, column), value in cells.items():
        if row > first + 1:
            sheet.cells[row - first + bottom, column] = _other(value)


def add_plan(file: OfficeFile, luck: random.Random) -> None:
    """Put a sheet of the same form before it, with planned numbers under a title that says so."""
    if file.ending == ".csv":
        return
    sheet = _sheet_of(file, luck)
    plan = SheetDraft("Giao", {at: _other(value) for at, value in sheet.cells.items()})
    plan.merges = list(sheet.merges)
    top = min(_rows(file, sheet)) - 3
    for at in [at for at in plan.cells if at[0] < top]:
        del plan.cells[at]
    plan.merges = [each for each in plan.merges if each[0] >= top]
    plan.cells[0, 0] = "GIAO CHỈ TIÊU KẾ HOẠCH NĂM 2026"
    file.sheets.insert(0, plan)


TRAPS = (spoil_cell, spoil_cell, double_row, add_last_month, add_plan)


def trapped_file(seed: int) -> OfficeFile:
    """Return the file of a seed; three of ten have a trap of these besides."""
    file = office_file(seed)
    luck = random.Random(f"trap {seed}")  # noqa: S311
    if luck.random() < 0.3 and file.truth:
        trap = luck.choice(TRAPS)
        trap(file, luck)
        file.traps.append(trap.__name__)
    return file


def _sheet_of(file: OfficeFile, luck: random.Random) -> SheetDraft:
    names = sorted({name for cells in file.cells.values() for name, _, _ in cells})
    name = luck.choice(names)
    return next(each for each in file.sheets if each.name == name)


def _rows(file: OfficeFile, sheet: SheetDraft) -> set[int]:
    return {row for cells in file.cells.values() for name, row, _ in cells if name == sheet.name}


def _copy_row(sheet: SheetDraft, source: int, target: int) -> None:
    for (row, column), value in list(sheet.cells.items()):
        if row == source and (target, column) not in sheet.cells:
            sheet.cells[target, column] = _other(value)


def _other(value: object) -> object:
    """Return another number of the same look; texts stay."""
    if isinstance(value, Formatted):
        return Formatted(_other(value.value), value.format)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return value + 1 if isinstance(value, int) else round(value * 0.9, 4)
