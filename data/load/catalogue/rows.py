"""The catalogue's CSV files: reading them, and checking each row down to the cell."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from ioc.area import SHIPPED_VINTAGES, Level, is_code
from ioc.bounds import is_bounded
from ioc.errors import Problem
from ioc.indicator import Basis, Direction, SpaceRule, TimeRule, VintageRule
from ioc.period import Frequency, PeriodError, YearError, parse_period
from ioc.rollup import COMPLETE_SHARE
from ioc.words.phrase import Phrase

CHECK_STATES = ("verified", "partly", "not_verified")
_VINTAGES = tuple(vintage.code for vintage in SHIPPED_VINTAGES)
# Of a page that a reader may open: no other scheme, and nothing that ends an attribute.
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
Cells = dict[str, Any]
# Texts of an indicator that may be empty, in both languages or in none.
_EMPTY = ("trap", "short", "noun")
_VILLAGES_UNIT = "villages"


@dataclass
class SheetRow:
    """One row of a file; its faults go to `problems`, which all rows of a load share."""

    file: str
    number: int  # as a spreadsheet counts: the headings are row 1
    cells: dict[str, str]
    problems: list[Problem]

    def fault(self, column: str, fault: Phrase, advice: Phrase | None = None) -> None:
        """Add a fault of this cell."""
        value = self.cells[column]
        self.problems.append(
            Problem(fault, self.file, row=self.number, column=column, value=value, advice=advice)
        )

    def text(self, column: str, optional: bool = False) -> str | None:
        """Return the cell's text; None, and a fault, if it is empty and must not be."""
        text = self.cells[column]
        if not text:
            if not optional:
                self.fault(column, Phrase("load-cell-empty"))
            return None
        return text

    def code(self, column: str, pattern: str, example: str) -> str | None:
        """Return a code of this form."""
        text = self.text(column)
        if text is not None and not re.fullmatch(pattern, text):
            self.fault(column, Phrase("load-code-form", example=example))
            return None
        return text

    def choice(self, column: str, allowed: type[StrEnum] | Sequence[str]) -> str | None:
        """Return one of the allowed words; "" among them makes the cell optional."""
        words = [str(word) for word in allowed]
        text = self.cells[column]
        if text not in words:
            options = tuple(word or Phrase("load-left-empty") for word in words)
            self.fault(column, Phrase("load-not-in-list", allowed=options))
            return None
        return text

    def number_in(self, column: str, optional: bool = False) -> float | None:
        """Return a finite number, written with a decimal point and no thousands separator."""
        text = self.text(column, optional)
        if text is None:
            return None
        if not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
            self.fault(column, Phrase("load-not-a-number"))
            return None
        number = float(text)
        if not is_bounded(number):
            self.fault(column, Phrase("load-number-out-of-bounds"))
            return None
        return number

    def period_in(self, column: str) -> str | None:
        """Return the period as ISO text; "" stays ""."""
        text = self.cells[column] or ""
        if not text:
            return text
        try:
            return parse_period(text).iso
        except YearError as error:
            self.fault(column, error.phrase, Phrase("load-correct-year"))
        except PeriodError:
            self.fault(column, Phrase("load-not-a-period"))
        return None


def read_sheet(
    file: Path, columns: Sequence[str], problems: list[Problem], optional: Sequence[str] = ()
) -> list[SheetRow]:
    """Return the rows of a CSV file (UTF-8, comma) that has exactly these columns.

    Optional columns that the file lacks are empty.

    A file that cannot be read is a fault in `problems` and has no rows. Texts are NFC and
    trimmed; rows without any text are left out.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = list(csv.reader(lines, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(Phrase("load-catalogue-unreadable", error=str(error)), file.name))
        return []
    heading = [unicodedata.normalize("NFC", cell).strip() for cell in table[0]] if table else []
    columns = [*columns, *(column for column in optional if column in heading)]
    if sorted(heading) != sorted(columns):
        missing = tuple(column for column in columns if column not in heading)
        extra = tuple(column for column in heading if column not in columns)
        none = Phrase("load-none-of-them")
        wrong = Phrase(
            "load-headings-differ",
            missing=missing or none,
            extra=extra or none,
            columns=tuple(columns),
        )
        problems.append(Problem(wrong, file.name, row=1))
        return []
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heading):
            wrong = Phrase("load-cells-differ", count=len(cells), wanted=len(heading))
            problems.append(Problem(wrong, file.name, row=number))
            continue
        texts = [unicodedata.normalize("NFC", cell).strip() for cell in cells]
        row_cells = dict.fromkeys(optional, "") | dict(zip(heading, texts, strict=True))
        rows.append(SheetRow(file.name, number, row_cells, problems))
    return rows


def check_group(row: SheetRow) -> Cells:
    """Return the cells of an indicator group."""
    return {
        "code": row.code("code", r"[A-Z][A-Z0-9]{0,15}", "HT"),
        "name_vi": row.text("name_vi"),
        "name_en": row.text("name_en"),
    }


def check_indicator(row: SheetRow, groups: Collection[str]) -> Cells:
    """Return the cells of an indicator; contradictions between them are faults."""
    cells: Cells = {
        "code": row.code("code", r"[A-Z][A-Z0-9_]{1,31}", "HT01"),
        "group_code": row.choice("group_code", sorted(groups)),
        "direction": row.choice("direction", Direction),
        "space_rule": row.choice("space_rule", SpaceRule),
        "time_rule": row.choice("time_rule", TimeRule),
        "frequency": row.choice("frequency", Frequency),
        "lowest_level": row.choice("lowest_level", Level),
        "vintage_rule": row.choice("vintage_rule", VintageRule),
        "weight_basis": row.choice("weight_basis", Basis),
        "factor": row.number_in("factor"),
        "decimals": row.number_in("decimals"),
        "complete_share": row.number_in("complete_share", optional=True),
    }
    for part in ("name", "numerator", "unit", "source"):
        cells |= {f"{part}_{tongue}": row.text(f"{part}_{tongue}") for tongue in ("vi", "en")}
    for part in ("denominator", *_EMPTY):
        for tongue, other in (("vi", "en"), ("en", "vi")):
            column = f"{part}_{tongue}"
            optional = not row.cells[f"{part}_{other}"]
            cells[column] = row.text(column, optional) or ("" if part in _EMPTY else None)
    _check_rules(row, cells)
    if cells["decimals"] is not None:
        cells["decimals"] = int(cells["decimals"])
    return cells


def _check_rules(row: SheetRow, cells: Cells) -> None:
    ratio = bool(row.cells["denominator_vi"])
    space = cells["space_rule"]
    if space == SpaceRule.RATIO_OF_SUMS and not ratio:
        row.fault("space_rule", Phrase("load-share-without-denominator"))
    if space in (SpaceRule.SUM, SpaceRule.MEDIAN_OF_SAMPLES) and ratio:
        row.fault("space_rule", Phrase("load-denominator-not-wanted"))
    adds_up = space in (SpaceRule.RATIO_OF_SUMS, SpaceRule.SUM)
    if space is not None and adds_up != (cells["vintage_rule"] == VintageRule.PARTS):
        rule = "load-vintage-rule-parts" if adds_up else "load-vintage-rule-mean"
        row.fault("vintage_rule", Phrase(rule))
    if cells["time_rule"] == TimeRule.RATIO_OF_SUMS and not ratio:
        row.fault("time_rule", Phrase("load-share-over-time"))
    rules = cells["lowest_level"], cells["weight_basis"]
    is_of_villages = rules == (Level.VILLAGE, Basis.VILLAGES)
    if is_of_villages and not ratio and row.cells["unit_en"] != _VILLAGES_UNIT:
        row.fault("weight_basis", Phrase("load-weight-villages"))
    share = cells["complete_share"]
    if share is None:
        cells["complete_share"] = COMPLETE_SHARE
    elif not 0 < share <= 1:
        row.fault("complete_share", Phrase("load-share-out"))
    factor, decimals = cells["factor"], cells["decimals"]
    if factor is not None and factor <= 0:
        row.fault("factor", Phrase("load-factor-not-positive"))
    elif factor is not None and ratio and row.cells["unit_vi"] == "%" and factor != 100:
        row.fault("factor", Phrase("load-factor-percent"))
    elif factor is not None and not ratio and factor != 1:
        row.fault("factor", Phrase("load-factor-one"))
    if decimals is not None and decimals not in range(7):
        row.fault("decimals", Phrase("load-decimals-out"))


def check_break(row: SheetRow, codes: Collection[str]) -> Cells:
    """Return the cells of a series break: the period from which an indicator is measured anew."""
    code = row.text("indicator_code")
    if code is not None and code not in codes:
        row.fault("indicator_code", Phrase("load-indicator-not-in-catalogue"))
    return {
        "indicator_code": code,
        "period": row.text("period") and row.period_in("period"),
        **{column: row.text(column) for column in ("reason_vi", "reason_en", "source")},
    }


def check_target(row: SheetRow, lowest: dict[str, str]) -> Cells:
    """Return the cells of a target; `lowest` names each known indicator's lowest level."""
    code = row.text("indicator_code")
    if code is not None and code not in lowest:
        row.fault("indicator_code", Phrase("load-indicator-not-in-catalogue"))
    level = row.choice("level", ["", *Level])
    lowest_level = lowest.get(code or "")
    if level and lowest_level and Level(level).depth > Level(lowest_level).depth:
        row.fault("level", Phrase("load-level-too-low", level=lowest_level))
    period = row.cells["period"]
    if period and not re.fullmatch(r"\d{4}", period, re.ASCII):
        row.fault("period", Phrase("load-not-a-year"))
    elif period:
        row.period_in("period")
    value = row.number_in("value")
    vintage = row.choice("vintage", ["", *_VINTAGES])
    if vintage is not None and bool(vintage) != bool(row.cells["area_code"]):
        row.fault("area_code", Phrase("load-vintage-and-area"))
    return {
        "indicator_code": code,
        "level": level,
        "vintage": vintage,
        "area_code": row.cells["area_code"],
        "period": period,
        "value": value,
        "source_vi": row.text("source_vi"),
        "source_en": row.text("source_en"),
        "checked": row.choice("checked", CHECK_STATES),
    }


def check_figure(row: SheetRow) -> Cells:
    """Return the cells of a published figure; the indicator may lie outside the catalogue."""
    texts = ("unit", "as_published", "source_title")
    cells: Cells = {
        "vintage": row.choice("vintage", _VINTAGES),
        "area_code": row.text("area_code"),
        "level": row.choice("level", Level),
        "period": row.text("period") and row.period_in("period"),
        "indicator_code": row.code("indicator_code", r"[A-Z][A-Z0-9_]{1,63}", "HT01"),
        "is_target": row.choice("is_target", ["true", "false"]) == "true",
        "numerator": row.number_in("numerator", optional=True),
        "denominator": row.number_in("denominator", optional=True),
        "value": row.number_in("value"),
        **{column: row.text(column) for column in texts},
        "source_date": row.text("source_date"),
        "publisher": row.text("publisher", optional=True) or "",
        "source_address": row.text("source_address", optional=True) or "",
    }
    if cells["source_address"] and not _ADDRESS.fullmatch(cells["source_address"]):
        row.fault("source_address", Phrase("load-not-an-address"))
    if cells["area_code"] and not is_code(Level.PROVINCE, cells["area_code"]):
        row.fault("area_code", Phrase("load-not-a-province"))
    # Of some sources only the month or the year is known.
    day = cells["source_date"] or "2000"
    try:
        date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) in (4, 7) else day)
    except ValueError:
        row.fault("source_date", Phrase("load-not-a-date"))
    _check_share(row, cells["numerator"], cells["denominator"], cells["value"])
    return cells


def _check_share(
    row: SheetRow, numerator: float | None, denominator: float | None, value: float | None
) -> None:
    if denominator is None or value is None:
        return
    if numerator is None or denominator <= 0:
        row.fault("denominator", Phrase("load-denominator-alone"))
    elif row.cells["unit"] == "%" and abs(numerator / denominator * 100 - value) > 0.05:
        row.fault("value", Phrase("load-not-the-quotient"))
