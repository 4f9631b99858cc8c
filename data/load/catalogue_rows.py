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
from ioc.bounds import BOUNDS_SAID, is_bounded
from ioc.errors import Problem
from ioc.indicator import Basis, Direction, SpaceRule, TimeRule, VintageRule
from ioc.period import Frequency, PeriodError, YearError, parse_period
from ioc.rollup import COMPLETE_SHARE

CHECKED = ("verified", "partly", "not_verified")
_VINTAGES = tuple(vintage.code for vintage in SHIPPED_VINTAGES)
Cells = dict[str, Any]


@dataclass
class SheetRow:
    """One row of a file; what is wrong with it is noted in `problems` (shared by the load)."""

    file: str
    number: int  # as a spreadsheet counts: the headings are row 1
    cells: dict[str, str]
    problems: list[Problem]

    def fault(self, column: str, message: str, mend: str) -> None:
        """Note that this cell cannot be used."""
        value = self.cells[column]
        self.problems.append(
            Problem(message, mend, self.file, row=self.number, column=column, value=value)
        )

    def text(self, column: str, optional: bool = False) -> str | None:
        """Return the cell's text; None and noted if it is empty and must not be."""
        text = self.cells[column]
        if not text:
            if not optional:
                self.fault(column, "ô trống", "điền nội dung")
            return None
        return text

    def code(self, column: str, pattern: str, example: str) -> str | None:
        """Return a code of this form."""
        text = self.text(column)
        if text is not None and not re.fullmatch(pattern, text):
            self.fault(column, "mã không đúng dạng", f"viết như {example}")
            return None
        return text

    def choice(self, column: str, allowed: type[StrEnum] | Sequence[str]) -> str | None:
        """Return one of the allowed words; "" in them makes the cell optional."""
        words = [str(word) for word in allowed]
        text = self.cells[column]
        if text not in words:
            shown = ", ".join(word or "(để trống)" for word in words)
            self.fault(column, "giá trị không có trong danh sách", f"dùng một trong: {shown}")
            return None
        return text

    def number_in(self, column: str, optional: bool = False) -> float | None:
        """Return a finite number, written with a decimal point and no thousands separator."""
        text = self.text(column, optional)
        if text is None:
            return None
        if not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
            self.fault(column, "không phải là số", "viết như 1234.5")
            return None
        number = float(text)
        if not is_bounded(number):
            self.fault(
                column, "số quá lớn hoặc quá gần 0", f"ghi 0, hoặc số có độ lớn từ {BOUNDS_SAID}"
            )
            return None
        return number

    def period_in(self, column: str) -> str | None:
        """Return a period as it is stored; "" stays."""
        text = self.cells[column] or ""
        if not text:
            return text
        try:
            return parse_period(text).iso
        except YearError as error:
            self.fault(column, str(error).rstrip("."), "sửa năm")
        except PeriodError:
            self.fault(column, "không phải kỳ báo cáo", "viết như 2022, 2022-Q3 hoặc 2022-09")
        return None


def read_sheet(
    file: Path, columns: Sequence[str], problems: list[Problem], optional: Sequence[str] = ()
) -> list[SheetRow]:
    """Return the rows of a CSV file (UTF-8, comma) that has exactly these columns.

    Of the optional ones those that it has; the others are empty.

    A file that cannot be read is noted in `problems` and gives no rows. Texts are NFC and
    trimmed; rows without any text are left out.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = list(csv.reader(lines, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        mend = "kiểm tra tệp có đó và là CSV, mã UTF-8, ngăn cách bằng dấu phẩy"
        problems.append(Problem(f"không đọc được: {error}", mend, file.name))
        return []
    heading = [unicodedata.normalize("NFC", cell).strip() for cell in table[0]] if table else []
    columns = [*columns, *(column for column in optional if column in heading)]
    if sorted(heading) != sorted(columns):
        missing = ", ".join(column for column in columns if column not in heading) or "không"
        extra = ", ".join(column for column in heading if column not in columns) or "không"
        message = f"tiêu đề cột không khớp (thiếu: {missing}; thừa: {extra})"
        mend = f"dùng đúng, mỗi cột một lần: {', '.join(columns)}"
        problems.append(Problem(message, mend, file.name, row=1))
        return []
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(heading):
            message = f"có {len(cells)} ô, cần {len(heading)}"
            mend = "kiểm tra dấu phẩy và dấu ngoặc kép trong dòng"
            problems.append(Problem(message, mend, file.name, row=number))
            continue
        texts = [unicodedata.normalize("NFC", cell).strip() for cell in cells]
        named = dict.fromkeys(optional, "") | dict(zip(heading, texts, strict=True))
        rows.append(SheetRow(file.name, number, named, problems))
    return rows


def check_group(row: SheetRow) -> Cells:
    """Return the cells of an indicator group."""
    return {
        "code": row.code("code", r"[A-Z][A-Z0-9]{0,15}", "HT"),
        "name_vi": row.text("name_vi"),
        "name_en": row.text("name_en"),
    }


def check_indicator(row: SheetRow, groups: Collection[str]) -> Cells:
    """Return the cells of an indicator, whose parts fit together."""
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
    for part in ("denominator", "trap"):
        for tongue, other in (("vi", "en"), ("en", "vi")):
            column = f"{part}_{tongue}"
            optional = not row.cells[f"{part}_{other}"]
            cells[column] = row.text(column, optional) or ("" if part == "trap" else None)
    _check_rules(row, cells)
    if cells["decimals"] is not None:
        cells["decimals"] = int(cells["decimals"])
    return cells


def _check_rules(row: SheetRow, cells: Cells) -> None:
    ratio = bool(row.cells["denominator_vi"])
    space = cells["space_rule"]
    if space == SpaceRule.RATIO_OF_SUMS and not ratio:
        row.fault("space_rule", "tỷ lệ phải có mẫu số", "điền mẫu số, hoặc đổi quy tắc cộng")
    if space in (SpaceRule.SUM, SpaceRule.MEDIAN_OF_SAMPLES) and ratio:
        row.fault(
            "space_rule", "số đếm và trung vị không có mẫu số", "xoá mẫu số, hoặc đổi quy tắc"
        )
    adds_up = space in (SpaceRule.RATIO_OF_SUMS, SpaceRule.SUM)
    if space is not None and adds_up != (cells["vintage_rule"] == VintageRule.PARTS):
        mend = "ghi parts" if adds_up else "ghi mean hoặc none"
        row.fault("vintage_rule", "quy tắc quy đổi không hợp với quy tắc cộng", mend)
    if cells["time_rule"] == TimeRule.RATIO_OF_SUMS and not ratio:
        row.fault(
            "time_rule", "tỷ lệ phải có mẫu số", "điền mẫu số, hoặc đổi quy tắc theo thời gian"
        )
    share = cells["complete_share"]
    if share is None:
        cells["complete_share"] = COMPLETE_SHARE
    elif not 0 < share <= 1:
        row.fault("complete_share", "phần đủ phải lớn hơn 0, nhiều nhất là 1", "viết như 0.95")
    factor, decimals = cells["factor"], cells["decimals"]
    if factor is not None and factor <= 0:
        row.fault("factor", "hệ số phải lớn hơn 0", "ghi 100 cho %, 1 cho số đếm")
    elif factor is not None and ratio and row.cells["unit_vi"] == "%" and factor != 100:
        row.fault("factor", "tỷ lệ phần trăm phải có hệ số 100", "ghi 100")
    elif factor is not None and not ratio and factor != 1:
        row.fault("factor", "không có mẫu số thì hệ số phải là 1", "ghi 1")
    if decimals is not None and decimals not in range(7):
        row.fault("decimals", "số chữ số thập phân phải từ 0 đến 6", "ghi số nguyên từ 0 đến 6")


def check_break(row: SheetRow, known: Collection[str]) -> Cells:
    """Return the cells of a series break: from this period on the measure is another."""
    code = row.text("indicator_code")
    if code is not None and code not in known:
        row.fault("indicator_code", "chỉ số không có trong danh mục", "sửa mã, hoặc thêm chỉ số")
    return {
        "indicator_code": code,
        "period": row.text("period") and row.period_in("period"),
        **{column: row.text(column) for column in ("reason_vi", "reason_en", "source")},
    }


def check_target(row: SheetRow, lowest: dict[str, str]) -> Cells:
    """Return the cells of a target; `lowest` names each known indicator's lowest level."""
    code = row.text("indicator_code")
    if code is not None and code not in lowest:
        row.fault("indicator_code", "chỉ số không có trong danh mục", "sửa mã, hoặc thêm chỉ số")
    level = row.choice("level", ["", *Level])
    known = lowest.get(code or "")
    if level and known and Level(level).depth > Level(known).depth:
        row.fault("level", f"chỉ số chỉ có số đến cấp {known}", "chọn cấp rộng hơn, hoặc để trống")
    period = row.cells["period"]
    if period and not re.fullmatch(r"\d{4}", period, re.ASCII):
        row.fault(
            "period", "không phải là năm", "viết như 2025, hoặc để trống nếu không gắn với năm"
        )
    elif period:
        row.period_in("period")
    value = row.number_in("value")
    vintage = row.choice("vintage", ["", *_VINTAGES])
    if vintage is not None and bool(vintage) != bool(row.cells["area_code"]):
        row.fault(
            "area_code", "kỳ địa giới và mã địa bàn phải đi đôi", "điền cả hai hoặc bỏ cả hai"
        )
    return {
        "indicator_code": code,
        "level": level,
        "vintage": vintage,
        "area_code": row.cells["area_code"],
        "period": period,
        "value": value,
        "source_vi": row.text("source_vi"),
        "source_en": row.text("source_en"),
        "checked": row.choice("checked", CHECKED),
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
    }
    if cells["area_code"] and not is_code(Level.PROVINCE, cells["area_code"]):
        row.fault("area_code", "không phải mã tỉnh", "viết hai chữ số, giữ số 0 ở đầu, ví dụ 01")
    # Of some sources only the month or the year is known.
    day = cells["source_date"] or "2000"
    try:
        date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) in (4, 7) else day)
    except ValueError:
        row.fault("source_date", "không phải là ngày", "viết như 2023-09-21, 2023-09 hoặc 2023")
    _check_share(row, cells["numerator"], cells["denominator"], cells["value"])
    return cells


def _check_share(
    row: SheetRow, numerator: float | None, denominator: float | None, value: float | None
) -> None:
    if denominator is None or value is None:
        return
    if numerator is None or denominator <= 0:
        row.fault("denominator", "mẫu số phải đi với tử số và lớn hơn 0", "điền tử số, sửa mẫu số")
    elif row.cells["unit"] == "%" and abs(numerator / denominator * 100 - value) > 0.05:
        row.fault("value", "không bằng tử số chia mẫu số", "kiểm tra lại ba số với nguồn")
