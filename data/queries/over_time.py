"""Cells by longer periods: quarters, half-years and years, by the time rule of each indicator."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.queries.cell_pages import CellFilter
from data.queries.rollup_pages import read_rollup_page
from data.queries.series import read_series
from data.store.unreadable import is_period
from ioc.indicator import Indicator, TimeRule
from ioc.period import Frequency, Period, parse_period, period_of, periods_inside
from ioc.rollup import Part, Voice, over_time

_LONGER = tuple(Frequency)  # shortest first
# Counted in areas: these add up when the numbers do. `expected` also counts silent periods.
_COUNTS = ("reported", "demo", "converted", "estimated", "from_above")
# A sum over time has no other number beside it.
_BESIDE: dict[str, float] = {
    "beside_reported": 0,
    "beside_demo": 0,
    "beside_numerator": np.nan,
    "beside_denominator": np.nan,
    "beside_value": np.nan,
}
_MARKS = ("summed", "basis")
# A day in a leap year, and in the month, quarter and half-year with most days.
_LONG_DAY = date(2024, 7, 1)

Record = dict[Hashable, Any]


def can_gather(indicator: Indicator, frequency: Frequency) -> bool:
    """Tell whether an indicator has values for periods of this frequency.

    At its own frequency always; at a longer one unless it is a median, which needs the samples.
    """
    if frequency is indicator.frequency:
        return True
    longer = _LONGER.index(frequency) > _LONGER.index(indicator.frequency)
    return longer and indicator.time_rule is not TimeRule.MEDIAN_OF_SAMPLES


def read_series_by(
    connection: Connection, indicator: Indicator, area_id: int, frequency: Frequency
) -> pd.DataFrame:
    """Return one indicator in one area by periods of a frequency.

    One row per period with a number, ascending, the present unfinished one included; empty without
    any report, or where the indicator has no values at the frequency (`can_gather`). Columns as
    `data.queries.series.read_series`, and two more:

        period            str      ISO period of the frequency
        numerator         float64  a stock: of the last period that reported; else the sum
        denominator       float64  likewise; NaN = none
        value             float64  in the indicator's unit, not rounded
        reported          int64    a stock: areas in its last period; else areas × periods
        expected          int64    likewise, silent periods included
        demo              int64    how many of `reported` are demo data
        periods           int64    periods of the indicator's own frequency that have a number
        periods_expected  int64    number of such periods: 12 months in a year
    """
    return gather_periods(read_series(connection, indicator, area_id), indicator, frequency)


def gather_periods(cells: pd.DataFrame, indicator: Indicator, frequency: Frequency) -> pd.DataFrame:
    """Return the cells of one indicator in one area by longer periods.

    Args:
        cells: rows of one area by period ascending: period, numerator, denominator, value,
            reported, expected, demo; other columns are kept.
        indicator: the indicator of the cells.
        frequency: the frequency of the result.

    Returns:
        The same columns with the same types, and periods and periods_expected (int64); see
        `read_series_by`.
    """
    rows = _gather(cells.to_dict("records"), indicator, frequency)
    return _like(cells, rows)


def _gather(records: Sequence[Record], indicator: Indicator, frequency: Frequency) -> list[Record]:
    if not can_gather(indicator, frequency):
        return []
    if frequency is indicator.frequency:
        return [{**record, "periods": 1, "periods_expected": 1} for record in records]
    groups: dict[Period, list[Record]] = {}
    for record in records:
        if is_period(record["period"]):
            longer = period_of(parse_period(record["period"]).start, frequency)
            groups.setdefault(longer, []).append(record)
    rows = (_one(longer, group, indicator) for longer, group in groups.items())
    return [row for row in rows if row is not None]


def _one(longer: Period, records: Sequence[Record], indicator: Indicator) -> Record | None:
    """Return the cell of a longer period; None where none of its periods has a number."""
    by_period = {record["period"]: record for record in records}
    within = periods_inside(longer, indicator.frequency)
    usual = int(records[-1]["expected"])
    parts = [_part(by_period.get(each.iso), indicator, usual) for each in within]
    with_numbers = [
        (part, by_period[each.iso])
        for part, each in zip(parts, within, strict=True)
        if part.numerator is not None
    ]
    if not with_numbers:
        return None
    total = over_time(parts, indicator.time_rule)
    # A stock is one of its parts, with all of that part's columns.
    base = next((record for part, record in with_numbers if part is total), with_numbers[-1][1])
    row = {
        **base,
        "period": longer.iso,
        "periods": len(with_numbers),
        "periods_expected": len(within),
    }
    if indicator.time_rule is TimeRule.LAST_VALUE:
        return row
    value = total.value(indicator.factor)
    row |= {
        "numerator": total.numerator,
        "denominator": np.nan if total.denominator is None else total.denominator,
        "value": np.nan if value is None else value,
        "expected": total.expected,
    }
    for name in _COUNTS:
        if name in base:
            row[name] = sum(int(record[name]) for _, record in with_numbers)
    for name in _MARKS:
        if name in base:
            row[name] = max(int(record[name]) for _, record in with_numbers)
    if "voice" in base:
        own = all(record["voice"] == Voice.OWN for _, record in with_numbers)
        row["voice"] = (Voice.OWN if own else Voice.PARTS).value
        row |= {name: nothing for name, nothing in _BESIDE.items() if name in base}
    return row


def _part(record: Record | None, indicator: Indicator, usual: int) -> Part:
    """Return the part of a period; a value without numerator and denominator adds nothing."""
    if record is None:
        return Part(None, None, 0, usual)
    reports, expected = int(record["reported"]), int(record["expected"])
    top, bottom = record["numerator"], record["denominator"]
    has_parts = top == top and (bottom == bottom or not indicator.is_ratio)
    if indicator.time_rule is TimeRule.LAST_VALUE:
        amount = top if top == top else record["value"]
        has_parts = has_parts or amount == amount
        top = amount
    if not has_parts:
        return Part(None, None, 0, expected)
    return Part(top, bottom if bottom == bottom else None, reports, expected)


def _like(cells: pd.DataFrame, rows: Sequence[Record]) -> pd.DataFrame:
    """Return rows as a frame with the columns and types of `cells`, and the two counts."""
    types = {**cells.dtypes.to_dict(), "periods": "int64", "periods_expected": "int64"}
    frame = pd.DataFrame.from_records(list(rows), columns=list(types))
    return frame.astype(types)


def read_rollup_page_by(
    connection: Connection,
    area_ids: Sequence[int],
    cell_filter: CellFilter,
    frequency: Frequency,
    after: tuple[int, int, str] | None,
    limit: int,
) -> pd.DataFrame:
    """Return the first cells of a frequency after a key, ordered by it; empty at the end.

    Args:
        connection: open connection.
        area_ids: the areas, ascending (`read_cell_area_ids`).
        cell_filter: the filter by `longer_filter`: whole periods of the frequency.
        frequency: the frequency of the result.
        after: area_id, indicator_id, period of the last row of the page before.
        limit: the largest number of rows.

    Returns:
        Columns of `read_rollup_page`, and periods and periods_expected (`read_series_by`).
    """
    by_id = {each.id: each for each in cell_filter.indicators}
    behind = None
    if after is not None:
        behind = (after[0], after[1], _last_inside(after[2], by_id.get(after[1])))
    most = (limit + 1) * most_periods(cell_filter, frequency)
    rows: list[Record] = []
    while True:
        page = read_rollup_page(connection, area_ids, cell_filter, behind, most)
        records = page.to_dict("records")
        is_last = len(records) < most
        groups = _by_cell(records, by_id, frequency)
        if not is_last and groups:
            groups.popitem()  # its other periods may be on the next page
        for (_, indicator_id, _), group in groups.items():
            rows += _gather(group, by_id[indicator_id], frequency)
        if is_last or len(rows) >= limit:
            return _like(page, rows[:limit])
        last = next(reversed(groups.values()))[-1] if groups else records[-1]
        behind = (int(last["area_id"]), int(last["indicator_id"]), str(last["period"]))


def longer_filter(cell_filter: CellFilter, frequency: Frequency) -> CellFilter:
    """Return the filter of whole periods of a frequency, without partial ones."""
    first, last = cell_filter.first, cell_filter.last
    if first is not None:
        period = period_of(first.start, frequency)
        first = period if period.start >= first.start else period.shift(1)
    if last is not None:
        period = period_of(last.end, frequency)
        last = period if period.end <= last.end else period.shift(-1)
    indicators = [each for each in cell_filter.indicators if can_gather(each, frequency)]
    return CellFilter(indicators, first, last)


def most_periods(cell_filter: CellFilter, frequency: Frequency) -> int:
    """Return the largest number of periods in a cell of this frequency."""
    return max((_most_inside(each, frequency) for each in cell_filter.indicators), default=1)


def _by_cell(
    records: Sequence[Record], by_id: dict[int, Indicator], frequency: Frequency
) -> dict[tuple[int, int, str], list[Record]]:
    groups: dict[tuple[int, int, str], list[Record]] = {}
    for record in records:
        if not is_period(record["period"]):
            continue
        longer = period_of(parse_period(record["period"]).start, frequency)
        key = (record["area_id"], record["indicator_id"], longer.iso)
        groups.setdefault(key, []).append(record)
    return groups


def _most_inside(indicator: Indicator, frequency: Frequency) -> int:
    return len(periods_inside(period_of(_LONG_DAY, frequency), indicator.frequency))


def _last_inside(period: str, indicator: Indicator | None) -> str:
    if indicator is None:
        return period
    return periods_inside(parse_period(period), indicator.frequency)[-1].iso
