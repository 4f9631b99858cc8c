"""What was read of an indicator table, in Vietnamese lines, before it is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.load.check_totals import TotalCheck
from data.load.preview import ReadCell
from data.load.tables import CheckedTable, Recognised
from data.pack import shown_values
from data.queries.areas import read_vintages
from data.queries.catalogue import all_indicators
from data.queries.replaced import Replaced
from ioc.indicator import Indicator
from ioc.period import parse_period
from layouts.text import number, shown_text, value_with_unit

_PERIODS_NAMED = 6
_TOTALS_NAMED = 8
_NUMBERS = ("numerator", "denominator", "value")
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
    """What the lines name indicators and the vintage by."""

    indicators: Mapping[int, Indicator]
    vintage: str


def known_of(connection: Connection, table: CheckedTable) -> Known:
    """Return the names that the lines of a table need."""
    names = {each.code: each.name_vi for each in read_vintages(connection)}
    kinds = {each.id: each for each in all_indicators(connection)}
    return Known(kinds, names.get(table.vintage, ""))


def observation_lines(table: CheckedTable, known: Known, replaced: Replaced) -> list[str]:
    """Return everything that a person has to agree to before the cells are stored."""
    counts = table.counts
    blank = number(counts.not_reported)
    return [
        *_source(table.file_name, table.recognised),
        *_vintage(table, known),
        *_provinces(table.recognised),
        *_periods(table),
        *_columns(table.recognised),
        *_indicators(table.frame, known),
        *_first_cells(table.first_cells, known),
        f"Đọc được {number(counts.reported)} ô số liệu từ {number(counts.rows)} dòng; "
        f"{blank} ô trống là chưa có số liệu, không phải 0.",
        *_totals(table.totals),
        _replaced(replaced),
        *_made_up(replaced),
        *(f"Lưu ý: {each}" for each in table.warnings),
    ]


def _source(file: str, read: Recognised) -> list[str]:
    where = f"trang tính “{read.sheet}”, " if read.sheet else ""
    how = [_FORMS.get(read.form, read.form)]
    if read.encoding:
        how.append(f"bảng mã {read.encoding.upper()}")
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


def _provinces(read: Recognised) -> list[str]:
    """Tell in which provinces the areas were found: one that nobody meant is seen here."""
    named = [f"{name} ({number(count)} địa bàn)" for name, count in read.provinces]
    more = len(named) - _PERIODS_NAMED
    which = ", ".join(named[:_PERIODS_NAMED]) + (
        f" và {number(more)} tỉnh khác" if more > 0 else ""
    )
    return [f"Địa bàn thuộc: {which}."] if named else []


def _periods(table: CheckedTable) -> list[str]:
    named = [each.label() for each in table.periods]
    more = len(named) - _PERIODS_NAMED
    which = ", ".join(named[:_PERIODS_NAMED]) + (f" và {number(more)} kỳ khác" if more > 0 else "")
    return [
        f"Kỳ báo cáo: {which}; đọc từ {table.origin.period}.",
        f"Chỉ tiêu: đọc từ {table.origin.indicator}.",
    ]


def _columns(read: Recognised) -> list[str]:
    taken = [f"  “{_one_line(heading)}” → {_meaning(what)}" for heading, what in read.columns]
    left = [f"  “{_one_line(heading)}” – {_one_line(why)}" for heading, why in read.left_out]
    left += [f"  “{_one_line(heading)}” – không đọc" for heading in read.ignored]
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
    values = _values(cells, kind)
    if np.isfinite(values).any():
        low, high = (shown_text(kind, float(each)) for each in (np.nanmin(values),
                                                               np.nanmax(values)))  # fmt: skip
        said.append(f"đều là {low}" if low == high else f"từ {low} đến {high}")
    return ", ".join(said)


def _values(cells: pd.DataFrame, kind: Indicator) -> np.ndarray:
    """Return what screens will show of cells."""
    top, bottom, value = (cells[name].to_numpy(dtype=np.float64) for name in _NUMBERS)
    return shown_values(top, bottom, value, kind.factor)


def _first_cells(cells: Sequence[ReadCell], known: Known) -> list[str]:
    kinds = {each.code: each for each in known.indicators.values()}
    lines = ["Các ô đầu tiên:"]
    for cell in cells:
        kind = kinds[cell.indicator]
        given = (cell.numerator, cell.denominator, cell.value)
        top, bottom, value = (np.array([np.nan if each is None else each]) for each in given)
        shown = shown_text(kind, float(shown_values(top, bottom, value, kind.factor)[0]))
        parts = ""
        if kind.is_ratio and cell.numerator is not None and cell.denominator is not None:
            parts = f" = {_plain(cell.numerator)}/{_plain(cell.denominator)}"
        lines.append(
            f"  dòng {cell.row}: {cell.area} ({cell.area_code}), {cell.period}, {kind.code}: "
            f"{shown}{parts}"
        )
    return lines


def _totals(totals: Sequence[TotalCheck]) -> list[str]:
    """Tell of each total row beside the sum of its rows; they are never loaded."""
    if not totals:
        return []
    lines = ["Dòng tổng (không nạp) so với tổng các dòng:"]
    # What does not agree comes first: it is what a person has to look at.
    for each in sorted(totals, key=lambda total: total.agrees)[:_TOTALS_NAMED]:
        verdict = "khớp" if each.agrees else "LỆCH"
        lines.append(
            f"  dòng {each.row}, cột “{_one_line(each.column)}”: ghi {_plain(each.stated)}, "
            f"cộng được {_plain(each.summed)}: {verdict}"
        )
    more = len(totals) - _TOTALS_NAMED
    return [*lines, *([f"  … và {number(more)} tổng khác"] if more > 0 else [])]


def _replaced(replaced: Replaced) -> str:
    said = [f"{number(replaced.new)} ô mới"]
    if replaced.differing:
        said.append(f"thay {number(replaced.differing)} ô đã có bằng số khác")
    if replaced.equal:
        said.append(f"{number(replaced.equal)} ô trùng số đang có")
    if replaced.demo:
        said.append(f"thay {number(replaced.demo)} ô số liệu minh hoạ")
    return f"So với kho: {'; '.join(said)}."


def _made_up(replaced: Replaced) -> list[str]:
    """Say where so many numbers equal the made-up ones that the file is likely a copy of them."""
    if not replaced.looks_made_up:
        return []
    count = number(replaced.as_made_up)
    return [
        f"CHÚ Ý: các số này trùng với số liệu minh hoạ trong kho: {count} ô giống hệt. Có lẽ tệp "
        "là bản xuất số liệu minh hoạ của chương trình; nếu vậy, đừng ghi."
    ]


def _meaning(what: str) -> str:
    """Return in words what a column was taken for: "HT01 2025-12 tử số"."""
    for name in sorted(_MEANINGS, key=len, reverse=True):
        what = re.sub(rf"\b{name}\b", _MEANINGS[name], what)
    return what


def _plain(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)


def _percent(share: float) -> str:
    return value_with_unit(share * 100, "%", 0)


def _one_line(text: str) -> str:
    return " ".join(text.split())
