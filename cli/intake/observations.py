"""What was read of an indicator table, in Vietnamese lines, before it is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from data.load.tables import CheckedTable, Recognised
from data.pack import shown_values
from data.queries.areas import read_vintages
from data.queries.catalogue import all_indicators
from data.queries.replaced import Replaced
from data.schema import area
from ioc.indicator import Indicator
from ioc.period import parse_period
from layouts.text import number, value_with_unit

FIRST_ROWS = 5
_PERIODS_NAMED = 6
_FORMS = {
    "long": "dạng dọc (mỗi dòng một ô số liệu)",
    "wide-indicators": "dạng ngang, chỉ tiêu theo cột",
    "wide-periods": "dạng ngang, kỳ theo cột",
    "wide": "dạng ngang, chỉ tiêu và kỳ theo cột",
}
_MEANINGS = {
    "area code": "mã địa bàn",
    "area name": "tên địa bàn",
    "indicator": "chỉ tiêu",
    "period": "kỳ báo cáo",
    "vintage": "kỳ địa giới",
    "conversion": "cách quy đổi",
    "numerator": "tử số",
    "denominator": "mẫu số",
    "value": "giá trị",
    "province": "tỉnh",
    "district": "huyện",
    "commune": "xã",
    "village": "thôn",
}


@dataclass(frozen=True)
class Known:
    """What the lines name areas, indicators and the vintage by."""

    indicators: Mapping[int, Indicator]
    areas: Mapping[int, str]
    vintage: str


def known_of(connection: Connection, table: CheckedTable) -> Known:
    """Return the names that the lines of a table need."""
    names = {each.code: each.name_vi for each in read_vintages(connection)}
    first = [int(each) for each in table.frame["area_id"].head(FIRST_ROWS)]
    asked = select(area.c.id, area.c.full_name, area.c.code).where(area.c.id.in_(first))
    return Known(
        {each.id: each for each in all_indicators(connection)},
        {row.id: f"{row.full_name} ({row.code})" for row in connection.execute(asked)},
        names.get(table.vintage, ""),
    )


def observation_lines(table: CheckedTable, known: Known, replaced: Replaced) -> list[str]:
    """Return everything that a person has to agree to before the cells are stored."""
    counts = table.counts
    blank = number(counts.not_reported)
    return [
        *_source(table.file_name, table.recognised),
        *_vintage(table, known),
        *_columns(table.recognised),
        *_indicators(table.frame, known),
        *_first_rows(table.frame, known),
        f"Đọc được {number(counts.reported)} ô số liệu từ {number(counts.rows)} dòng; "
        f"{blank} ô trống là chưa có số liệu, không phải 0.",
        *_totals(table),
        _replaced(replaced),
        *(f"Lưu ý: {each}" for each in table.warnings),
    ]


def _source(file: str, read: Recognised) -> list[str]:
    where = f"trang tính “{read.sheet}”, " if read.sheet else ""
    how = [_FORMS.get(read.form, read.form)]
    if read.encoding:
        how.append(f"bảng mã {read.encoding}")
    if read.delimiter:
        named = {"\t": "tab", ";": "dấu chấm phẩy", ",": "dấu phẩy"}
        how.append(f"ngăn cột bằng {named.get(read.delimiter, read.delimiter)}")
    titles = [f"  Dòng phía trên bảng: {each}" for each in read.titles]
    return [
        f"Tệp {file}: {where}tiêu đề ở dòng {read.header_row}; {', '.join(how)}.",
        *titles,
    ]


def _vintage(table: CheckedTable, known: Known) -> list[str]:
    named = f"{table.vintage} ({known.vintage})" if known.vintage else table.vintage
    if table.vintage_named:
        return [f"Kỳ địa giới: {named}, như đã nêu."]
    shares = ", ".join(f"{code} khớp {_percent(share)}" for code, share in
                       table.recognised.vintage_shares)  # fmt: skip
    fits = f" ({shares})" if shares else ""
    return [
        f"Kỳ địa giới: {named}: NHẬN RA từ mã và tên{fits}, chưa ai nêu; nếu sai, nêu --vintage."
    ]


def _columns(read: Recognised) -> list[str]:
    taken = [f"  “{_one_line(heading)}” → {_meaning(what)}" for heading, what in read.columns]
    left = [f"  “{_one_line(heading)}” – không đọc" for heading in read.ignored]
    return ["Các cột đã đọc:", *taken, *(["Các cột để lại:", *left] if left else [])]


def _indicators(frame: pd.DataFrame, known: Known) -> list[str]:
    lines = ["Chỉ tiêu, kỳ và tổng các ô:"]
    for (indicator_id, period), cells in frame.groupby(["indicator_id", "period"]):
        kind = known.indicators[int(str(indicator_id))]
        label = parse_period(str(period)).label()
        lines.append(f"  {kind.code} {kind.name_vi}, {label}: {_summary(cells, kind)}")
    shown = lines[: 1 + 4 * _PERIODS_NAMED]
    more = len(lines) - len(shown)
    return [*shown, *([f"  … và {number(more)} chỉ tiêu, kỳ khác"] if more else [])]


def _summary(cells: pd.DataFrame, kind: Indicator) -> str:
    said = [f"{number(len(cells))} ô"]
    if kind.space_rule.adds_up:
        top = cells["numerator"].sum(min_count=1)
        if kind.is_ratio and top == top:
            bottom = cells["denominator"].sum(min_count=1)
            said.append(f"tổng tử số {_plain(top)}, tổng mẫu số {_plain(bottom)}")
        elif top == top:
            said.append(f"tổng {_plain(top)}")
    values = shown(cells, kind)
    if np.isfinite(values).any():
        low, high = (_with_unit(float(each), kind) for each in (np.nanmin(values),
                                                               np.nanmax(values)))  # fmt: skip
        said.append(f"đều là {low}" if low == high else f"từ {low} đến {high}")
    return ", ".join(said)


def shown(cells: pd.DataFrame, kind: Indicator) -> np.ndarray:
    """Return what screens will show of cells."""
    return shown_values(
        *(cells[name].to_numpy(dtype=np.float64) for name in ("numerator", "denominator", "value")),
        kind.factor,
    )


def _first_rows(frame: pd.DataFrame, known: Known) -> list[str]:
    lines = ["Các ô đầu tiên:"]
    first = frame.head(FIRST_ROWS)
    for place in range(len(first)):
        row = first.iloc[place]
        kind = known.indicators[int(row["indicator_id"])]
        value = _with_unit(float(shown(first.iloc[[place]], kind)[0]), kind)
        parts = ""
        if kind.is_ratio and row["numerator"] == row["numerator"]:
            parts = f" = {_plain(row['numerator'])}/{_plain(row['denominator'])}"
        where = known.areas.get(int(row["area_id"]), "")
        label = parse_period(str(row["period"])).label()
        lines.append(f"  {where}, {label}, {kind.code}: {value}{parts}")
    return lines


def _totals(table: CheckedTable) -> list[str]:
    if not table.counts.total_rows:
        return []
    return [
        f"{number(table.counts.total_rows)} dòng tổng không được nạp, chỉ đem so với tổng các "
        "dòng; chỗ lệch nêu ở phần lưu ý."
    ]


def _replaced(replaced: Replaced) -> str:
    said = [f"{number(replaced.new)} ô mới"]
    if replaced.differing:
        said.append(f"thay {number(replaced.differing)} ô đã có bằng số khác")
    if replaced.equal:
        said.append(f"{number(replaced.equal)} ô trùng số đang có")
    if replaced.demo:
        said.append(f"thay {number(replaced.demo)} ô số liệu minh hoạ")
    return f"So với kho: {'; '.join(said)}."


def _meaning(what: str) -> str:
    """Return in words what a column was taken for: "HT01 2025-12 tử số"."""
    for name in sorted(_MEANINGS, key=len, reverse=True):
        what = re.sub(rf"\b{name}\b", _MEANINGS[name], what)
    return what


def _with_unit(value: float, kind: Indicator) -> str:
    return value_with_unit(value, kind.unit_vi, kind.decimals)


def _plain(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)


def _percent(share: float) -> str:
    return value_with_unit(share * 100, "%", 0)


def _one_line(text: str) -> str:
    return " ".join(text.split())
