"""Months told as quarters, halves and years, by the rule in time of each indicator."""

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
from data.unreadable import is_period
from ioc.indicator import Indicator, TimeRule
from ioc.period import Frequency, Period, parse_period, period_of, periods_inside
from ioc.rollup import Part, Voice, over_time

_LONGER = tuple(Frequency)  # shortest first
# Counted in areas: these add up when the numbers do. `expected` also counts silent periods.
_COUNTS = ("reported", "demo", "converted", "estimated", "from_above")
# Of a sum over time nothing is kept beside.
_BESIDE: dict[str, float] = {
    "beside_reported": 0,
    "beside_demo": 0,
    "beside_numerator": np.nan,
    "beside_denominator": np.nan,
    "beside_value": np.nan,
}
_MARKS = ("summed", "basis")
# It lies in a leap year, and in the month, quarter and half with most days.
_LONG_DAY = date(2024, 7, 1)

Row = dict[Hashable, Any]


def can_gather(indicator: Indicator, frequency: Frequency) -> bool:
    """Tell whether an indicator can be told by periods of this frequency.

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

    One row per period that holds a number, ascending, the present unfinished one included; empty
    when nothing was ever reported or the indicator cannot be told so (`can_gather`). Columns as
    `data.queries.series.read_series`, and two:

        period            str      ISO period of the frequency
        numerator         float64  a stock: of the last period that reported; else the sum
        denominator       float64  likewise; NaN = none
        value             float64  in the indicator's unit, not rounded
        reported          int64    a stock: areas in its last period; else areas × periods
        expected          int64    likewise, silent periods included
        demo              int64    how many of `reported` are demo data
        periods           int64    periods of the indicator's own frequency that hold a number
        periods_expected  int64    how many such periods there are: 12 months in a year
    """
    return gather_periods(read_series(connection, indicator, area_id), indicator, frequency)


def gather_periods(cells: pd.DataFrame, indicator: Indicator, frequency: Frequency) -> pd.DataFrame:
    """Return the cells of one indicator in one area by longer periods.

    Args:
        cells: rows of one area by period ascending: period, numerator, denominator, value,
            reported, expected, demo; other columns are kept.
        indicator: the indicator of the cells.
        frequency: of the result.

    Returns:
        The same columns with the same types, and periods and periods_expected (int64); see
        `read_series_by`.
    """
    rows = _gathered(cells.to_dict("records"), indicator, frequency)
    return _like(cells, rows)


def _gathered(records: Sequence[Row], indicator: Indicator, frequency: Frequency) -> list[Row]:
    if not can_gather(indicator, frequency):
        return []
    if frequency is indicator.frequency:
        return [{**record, "periods": 1, "periods_expected": 1} for record in records]
    groups: dict[Period, list[Row]] = {}
    for record in records:
        if is_period(record["period"]):
            longer = period_of(parse_period(record["period"]).start, frequency)
            groups.setdefault(longer, []).append(record)
    rows = (_one(longer, group, indicator) for longer, group in groups.items())
    return [row for row in rows if row is not None]


def _one(longer: Period, records: Sequence[Row], indicator: Indicator) -> Row | None:
    """Return the cell of a longer period; None where none of its periods holds a number."""
    by_period = {record["period"]: record for record in records}
    within = periods_inside(longer, indicator.frequency)
    usual = int(records[-1]["expected"])
    parts = [_part(by_period.get(each.iso), indicator, usual) for each in within]
    held = [
        (part, by_period[each.iso])
        for part, each in zip(parts, within, strict=True)
        if part.numerator is not None
    ]
    if not held:
        return None
    total = over_time(parts, indicator.time_rule)
    # A stock is one of its parts, and everything about it is that part's.
    kept = next((record for part, record in held if part is total), held[-1][1])
    row = {
        **kept,
        "period": longer.iso,
        "periods": len(held),
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
        if name in kept:
            row[name] = sum(int(record[name]) for _, record in held)
    for name in _MARKS:
        if name in kept:
            row[name] = max(int(record[name]) for _, record in held)
    if "voice" in kept:
        own = all(record["voice"] == Voice.OWN for _, record in held)
        row["voice"] = (Voice.OWN if own else Voice.PARTS).value
        row |= {name: nothing for name, nothing in _BESIDE.items() if name in kept}
    return row


def _part(record: Row | None, indicator: Indicator, usual: int) -> Part:
    """Return what a period adds; a value without its parts stands for itself and adds nothing."""
    if record is None:
        return Part(None, None, 0, usual)
    reported, expected = int(record["reported"]), int(record["expected"])
    top, bottom = record["numerator"], record["denominator"]
    has_parts = top == top and (bottom == bottom or not indicator.is_ratio)
    if indicator.time_rule is TimeRule.LAST_VALUE:
        known = top if top == top else record["value"]
        has_parts = has_parts or known == known
        top = known
    if not has_parts:
        return Part(None, None, 0, expected)
    return Part(top, bottom if bottom == bottom else None, reported, expected)


def _like(cells: pd.DataFrame, rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows as a frame with the columns and types of `cells`, and the two counts."""
    types = {**cells.dtypes.to_dict(), "periods": "int64", "periods_expected": "int64"}
    frame = pd.DataFrame.from_records(list(rows), columns=list(types))
    return frame.astype(types)


def read_rollup_page_by(
    connection: Connection,
    area_ids: Sequence[int],
    wanted: CellFilter,
    frequency: Frequency,
    after: tuple[int, int, str] | None,
    limit: int,
) -> pd.DataFrame:
    """Return the first cells of a frequency after a key, ordered by it; empty at the end.

    Args:
        connection: open connection.
        area_ids: which areas, ascending (`read_cell_area_ids`).
        wanted: which cells of them, by `longer_filter`: whole periods of the frequency.
        frequency: of the result.
        after: area_id, indicator_id, period of the last row that is known.
        limit: at most so many rows.

    Returns:
        Columns of `read_rollup_page`, and periods and periods_expected (`read_series_by`).
    """
    by_id = {each.id: each for each in wanted.indicators}
    behind = None
    if after is not None:
        behind = (after[0], after[1], _last_inside(after[2], by_id.get(after[1])))
    most = (limit + 1) * most_periods(wanted, frequency)
    rows: list[Row] = []
    while True:
        page = read_rollup_page(connection, area_ids, wanted, behind, most)
        records = page.to_dict("records")
        is_last = len(records) < most
        groups = _by_cell(records, by_id, frequency)
        if not is_last and groups:
            groups.popitem()  # its other periods may lie behind the cut
        for (_, indicator_id, _), group in groups.items():
            rows += _gathered(group, by_id[indicator_id], frequency)
        if is_last or len(rows) >= limit:
            return _like(page, rows[:limit])
        last = next(reversed(groups.values()))[-1] if groups else records[-1]
        behind = (int(last["area_id"]), int(last["indicator_id"]), str(last["period"]))


def longer_filter(wanted: CellFilter, frequency: Frequency) -> CellFilter:
    """Return the filter that lets whole periods of a frequency through, and no parts of one."""
    first, last = wanted.first, wanted.last
    if first is not None:
        period = period_of(first.start, frequency)
        first = period if period.start >= first.start else period.shift(1)
    if last is not None:
        period = period_of(last.end, frequency)
        last = period if period.end <= last.end else period.shift(-1)
    told = [each for each in wanted.indicators if can_gather(each, frequency)]
    return CellFilter(told, first, last)


def most_periods(wanted: CellFilter, frequency: Frequency) -> int:
    """Return of how many periods at most a cell of this frequency is made."""
    return max((_most_inside(each, frequency) for each in wanted.indicators), default=1)


def _by_cell(
    records: Sequence[Row], by_id: dict[int, Indicator], frequency: Frequency
) -> dict[tuple[int, int, str], list[Row]]:
    groups: dict[tuple[int, int, str], list[Row]] = {}
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
