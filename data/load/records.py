"""The cells of a table as records: one per area, indicator and period that the file names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from data.load.findings import Findings
from data.load.headings import Part, Role
from data.load.number_limits import number_limit
from data.load.recognise import Layout
from data.load.sheets.sheet import Column, Floats
from data.load.texts.numbers import (
    AMBIGUOUS,
    BAD,
    BLANK,
    ERROR,
    INFINITE,
    NUMBER,
    Numbers,
    file_manner,
    grouped_manner,
    read_numbers,
)
from data.schema import indicator
from ioc.area import Level
from ioc.indicator import SpaceRule, TimeRule
from ioc.period import Frequency

Ints = npt.NDArray[np.int64]
# In place of an index: the file names none that is known; the row is a total.
UNKNOWN, TOTAL, AVERAGE = -1, -2, -3
_BAD_NUMBERS = {
    BAD: ("không phải là số", "ghi số (ví dụ 1.234,5), hoặc để trống nếu chưa có số liệu"),
    AMBIGUOUS: (
        "không rõ dấu “.” hay “,” ngăn hàng nghìn hay phần thập phân",
        "bỏ dấu ngăn hàng nghìn trong cả cột (1234), hoặc ghi đủ phần thập phân (1.234,0)",
    ),
    ERROR: ("ô báo lỗi công thức, hoặc công thức chưa được tính", "sửa công thức, rồi lưu lại tệp"),
    INFINITE: ("số vô hạn", "ghi một số hữu hạn, hoặc để trống nếu chưa có số liệu"),
}

_DEFINITIONS = (
    "numerator_vi", "numerator_en", "denominator_vi", "denominator_en", "unit_vi", "unit_en"
)  # fmt: skip


@dataclass(frozen=True)
class KnownIndicator:
    """What checking needs of an indicator."""

    id: int
    code: str
    names: tuple[str, str]
    factor: float
    decimals: int
    space_rule: SpaceRule
    frequency: Frequency
    lowest_level: Level
    has_denominator: bool
    # Counted anew in every period: a number since the start of the year is another one.
    is_flow: bool = False
    # Numerators, denominators and counts are whole numbers.
    whole: bool = True
    # The top of its scale; None: there is none.
    highest: float | None = None
    # Texts of its definition, Vietnamese and English; their words may stand beside its code.
    definitions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Records:
    """Equal arrays, one entry per cell that holds anything, in the order of the file.

    `position` is the row below the headings, `group` the value group of the layout; `area`,
    `indicator` and `period` are indexes (UNKNOWN, TOTAL); `flawed` marks cells of which a part
    is no number; parts are NaN where nothing stands.
    """

    position: Ints
    group: Ints
    area: Ints
    indicator: Ints
    period: Ints
    flawed: npt.NDArray[np.bool_]
    numerator: Floats
    denominator: Floats
    value: Floats

    def part(self, part: Part) -> Floats:
        """Return the numbers of one part."""
        return {
            Part.NUMERATOR: self.numerator,
            Part.DENOMINATOR: self.denominator,
            Part.VALUE: self.value,
        }[part]

    def where(self, mask: npt.NDArray[np.bool_]) -> Records:
        """Return the records that the mask marks."""
        if mask.all():
            return self
        return Records(
            self.position[mask],
            self.group[mask],
            self.area[mask],
            self.indicator[mask],
            self.period[mask],
            self.flawed[mask],
            self.numerator[mask],
            self.denominator[mask],
            self.value[mask],
        )


def read_known_indicators(connection: Connection) -> list[KnownIndicator]:
    """Return the catalogue's indicators by code."""
    columns = indicator.c
    rows = connection.execute(select(indicator).order_by(columns.code)).mappings()
    return [
        KnownIndicator(
            id=row["id"],
            code=row["code"],
            names=(row["name_vi"], row["name_en"]),
            factor=row["factor"],
            decimals=row["decimals"],
            space_rule=SpaceRule(row["space_rule"]),
            frequency=Frequency(row["frequency"]),
            lowest_level=Level(row["lowest_level"]),
            has_denominator=row["denominator_vi"] is not None,
            whole=limit.whole,
            highest=limit.highest,
            is_flow=TimeRule(row["time_rule"]) is not TimeRule.LAST_VALUE,
            definitions=tuple(row[name] for name in _DEFINITIONS if row[name]),
        )
        for row in rows
        for limit in [number_limit(row["code"], row["decimals"], row["denominator_vi"] is not None)]
    ]


def read_value_columns(
    layout: Layout,
    columns: Sequence[Column],
    kinds: Sequence[KnownIndicator],
    findings: Findings,
    remarks: Findings,
) -> dict[int, Numbers]:
    """Return the numbers of each value column; every cell that is no number is a finding.

    In a column of counts a mark before three digits stands between thousands, whatever the
    other columns do: 1.090 villages are no fraction of one.
    """
    wanted = [column for group in layout.groups for column in group.columns.values()]
    read = {column: read_numbers(columns[column]) for column in wanted}
    manner = file_manner({numbers.manner for numbers in read.values()})
    grouped = {
        column: grouped_manner(columns[column], read[column])
        for column in _whole_columns(layout, kinds)
    }
    for column in sorted(column for column, found in grouped.items() if found):
        unclear = (read[column].kinds == AMBIGUOUS)[columns[column].codes]
        remarks.cells(
            np.flatnonzero(unclear)[:1],
            column,
            "dấu giữa các chữ số được hiểu là ngăn hàng nghìn",
            "không cần sửa nếu đúng; nếu sai, ghi liền các chữ số (1.090 → 1090)",
        )
    manner = manner or file_manner(set(grouped.values()))
    for column in wanted:
        decided = grouped.get(column) or manner
        if decided and (read[column].kinds == AMBIGUOUS).any():
            read[column] = read_numbers(columns[column], decided)
        numbers = read[column]
        for kind, (message, mend) in _BAD_NUMBERS.items():
            if (numbers.kinds == kind).any():
                rows = np.flatnonzero((numbers.kinds == kind)[columns[column].codes])
                findings.cells(rows, column, message, mend)
    return read


def _whole_columns(layout: Layout, kinds: Sequence[KnownIndicator]) -> set[int]:
    """Return the value columns in which only whole numbers can stand."""
    by_code = {kind.code: kind for kind in kinds}
    found = set()
    for group in layout.groups:
        kind = by_code.get(group.indicator or "")
        for part, column in group.columns.items():
            if part is Part.VALUE:
                counts = kind is not None and kind.space_rule is SpaceRule.SUM and kind.whole
            else:
                counts = kind is None or kind.whole
            if counts:
                found.add(column)
    return found


def rows_with_values(
    layout: Layout, columns: Sequence[Column], numbers: Mapping[int, Numbers], count: int
) -> npt.NDArray[np.bool_]:
    """Tell for each row whether any value cell holds something, be it no number."""
    filled = np.zeros(count, dtype=bool)
    for group in layout.groups:
        for column in group.columns.values():
            filled |= (numbers[column].kinds != BLANK)[columns[column].codes]
    return filled


def build_records(
    layout: Layout,
    columns: Sequence[Column],
    numbers: Mapping[int, Numbers],
    area: Ints,
    indicators: Sequence[Ints],
    periods: Sequence[Ints],
) -> Records:
    """Return the records of all groups, group after group.

    Args:
        layout: what the columns hold.
        columns: the cells.
        numbers: the numbers of the value columns.
        area: index of the area of each row.
        indicators: per group, the index of the indicator of each row.
        periods: per group, the index of the period of each row.
    """
    pieces: list[list[npt.NDArray[np.generic]]] = []
    for index, group in enumerate(layout.groups):
        parts: dict[Part, Floats] = {}
        filled = np.zeros(len(area), dtype=bool)
        flawed = np.zeros(len(area), dtype=bool)
        for part, column in group.columns.items():
            codes = columns[column].codes
            parts[part] = numbers[column].values[codes]
            kinds = numbers[column].kinds
            filled |= (kinds != BLANK)[codes]
            if not np.isin(kinds, (NUMBER, BLANK)).all():
                flawed |= ~np.isin(kinds, (NUMBER, BLANK))[codes]
        position = np.flatnonzero(filled)
        nothing = np.full(len(position), np.nan)
        whole = len(position) == len(area)
        take = slice(None) if whole else position
        pieces.append(
            [
                position,
                np.full(len(position), index, dtype=np.int64),
                area[take],
                indicators[index][take],
                periods[index][take],
                flawed[take],
                *(parts[part][take] if part in parts else nothing for part in Part),
            ]
        )
    if len(pieces) == 1:
        return Records(*pieces[0])  # type: ignore[arg-type]
    return Records(*(np.concatenate(column) for column in zip(*pieces, strict=True)))


def percent_cells(
    layout: Layout, columns: Sequence[Column], numbers: Mapping[int, Numbers], records: Records
) -> dict[Part, npt.NDArray[np.bool_]]:
    """Tell for each record and part whether its cell carries a % sign."""
    marked = {part: np.zeros(len(records.position), dtype=bool) for part in Part}
    for index, group in enumerate(layout.groups):
        for part, column in group.columns.items():
            if numbers[column].percent.any():
                mine = records.group == index
                cells = columns[column].codes[records.position[mine]]
                marked[part][mine] = numbers[column].percent[cells]
    return marked


def key_column(layout: Layout, role: Role, group: int) -> int:
    """Return the column that says the indicator or period of a group's cells."""
    return layout.keys.get(role, min(layout.groups[group].columns.values()))
