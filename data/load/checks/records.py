"""The cells of a table as records: one per area, indicator and period that the file names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from data.load.checks.number_limits import number_limit
from data.load.files.findings import Findings
from data.load.files.headings import Role, ValuePart
from data.load.files.recognise import Layout
from data.load.files.sheets.sheet import Column, Floats
from data.load.files.texts.numbers import (
    AMBIGUOUS,
    BLANK,
    CELL_FAULTS,
    NUMBER,
    CellNumbers,
    file_manner,
    grouped_manner,
    read_numbers,
)
from data.store.schema import indicator
from ioc.area import Level
from ioc.indicator import SpaceRule, TimeRule
from ioc.period import Frequency
from ioc.words.phrase import Phrase

Ints = npt.NDArray[np.int64]
# In place of an index: nothing that is known; the row is a total; the row is an average.
UNKNOWN, TOTAL, AVERAGE = -1, -2, -3

_DEFINITIONS = (
    "numerator_vi", "numerator_en", "denominator_vi", "denominator_en", "unit_vi", "unit_en"
)  # fmt: skip


@dataclass(frozen=True)
class KnownIndicator:
    """The attributes of an indicator that checks need."""

    id: int
    code: str
    names: tuple[str, str]
    factor: float
    decimals: int
    space_rule: SpaceRule
    frequency: Frequency
    lowest_level: Level
    has_denominator: bool
    # Counted anew in every period: a number since the start of the year is a different one.
    is_flow: bool = False
    # Numerators, denominators and counts are whole numbers.
    whole: bool = True
    # The top of its scale; None: there is none.
    highest: float | None = None
    # Texts of its definition, Vietnamese and English; their words may stand beside its code.
    definitions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Records:
    """Arrays of equal length, one entry per cell that is not empty, in the order of the file.

    `position` is the row below the headings, `group` the value group of the layout; `area`,
    `indicator` and `period` are indexes (UNKNOWN, TOTAL); `flawed` marks cells with a part
    that is no number; empty parts are NaN.
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

    def part(self, part: ValuePart) -> Floats:
        """Return the numbers of one part."""
        return {
            ValuePart.NUMERATOR: self.numerator,
            ValuePart.DENOMINATOR: self.denominator,
            ValuePart.VALUE: self.value,
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
) -> dict[int, CellNumbers]:
    """Return the numbers of each value column; every cell that is no number is a finding.

    In a column of counts a mark before three digits separates thousands, whatever the other
    columns do: 1.090 villages cannot be a fraction.
    """
    value_columns = [column for group in layout.groups for column in group.columns.values()]
    read = {column: read_numbers(columns[column]) for column in value_columns}
    manner = file_manner({numbers.manner for numbers in read.values()})
    manners = {
        column: grouped_manner(columns[column], read[column])
        for column in _whole_columns(layout, kinds)
    }
    for column in sorted(column for column, mark in manners.items() if mark):
        unclear = (read[column].kinds == AMBIGUOUS)[columns[column].codes]
        remarks.cells(np.flatnonzero(unclear)[:1], column, Phrase("load-thousands-assumed"))
    manner = manner or file_manner(set(manners.values()))
    for column in value_columns:
        decided = manners.get(column) or manner
        if decided and (read[column].kinds == AMBIGUOUS).any():
            read[column] = read_numbers(columns[column], decided)
        numbers = read[column]
        for kind, fault in CELL_FAULTS.items():
            if (numbers.kinds == kind).any():
                rows = np.flatnonzero((numbers.kinds == kind)[columns[column].codes])
                findings.cells(rows, column, fault)
    return read


def _whole_columns(layout: Layout, kinds: Sequence[KnownIndicator]) -> set[int]:
    """Return the value columns that can hold only whole numbers."""
    by_code = {kind.code: kind for kind in kinds}
    whole_columns = set()
    for group in layout.groups:
        kind = by_code.get(group.indicator or "")
        for part, column in group.columns.items():
            if part is ValuePart.VALUE:
                counts = kind is not None and kind.space_rule is SpaceRule.SUM and kind.whole
            else:
                counts = kind is None or kind.whole
            if counts:
                whole_columns.add(column)
    return whole_columns


def rows_with_values(
    layout: Layout, columns: Sequence[Column], numbers: Mapping[int, CellNumbers], count: int
) -> npt.NDArray[np.bool_]:
    """Mark the rows with a value cell that is not empty, even if it is no number."""
    has_values = np.zeros(count, dtype=bool)
    for group in layout.groups:
        for column in group.columns.values():
            has_values |= (numbers[column].kinds != BLANK)[columns[column].codes]
    return has_values


def build_records(
    layout: Layout,
    columns: Sequence[Column],
    numbers: Mapping[int, CellNumbers],
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
        parts: dict[ValuePart, Floats] = {}
        has_values = np.zeros(len(area), dtype=bool)
        flawed = np.zeros(len(area), dtype=bool)
        for part, column in group.columns.items():
            codes = columns[column].codes
            parts[part] = numbers[column].values[codes]
            kinds = numbers[column].kinds
            has_values |= (kinds != BLANK)[codes]
            if not np.isin(kinds, (NUMBER, BLANK)).all():
                flawed |= ~np.isin(kinds, (NUMBER, BLANK))[codes]
        position = np.flatnonzero(has_values)
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
                *(parts[part][take] if part in parts else nothing for part in ValuePart),
            ]
        )
    if len(pieces) == 1:
        return Records(*pieces[0])  # type: ignore[arg-type]
    return Records(*(np.concatenate(column) for column in zip(*pieces, strict=True)))


def percent_cells(
    layout: Layout, columns: Sequence[Column], numbers: Mapping[int, CellNumbers], records: Records
) -> dict[ValuePart, npt.NDArray[np.bool_]]:
    """Mark, per part, the records whose cell has a % sign."""
    percents = {part: np.zeros(len(records.position), dtype=bool) for part in ValuePart}
    for index, group in enumerate(layout.groups):
        for part, column in group.columns.items():
            if numbers[column].percent.any():
                mine = records.group == index
                cells = columns[column].codes[records.position[mine]]
                percents[part][mine] = numbers[column].percent[cells]
    return percents


def key_column(layout: Layout, role: Role, group: int) -> int:
    """Return the column that names the indicator or period of a group's cells."""
    return layout.keys.get(role, min(layout.groups[group].columns.values()))
