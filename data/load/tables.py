"""Officials' indicator tables (CSV, XLSX; long or wide) → checked observations.

Nothing is written here: the frame goes to `data.load.observations.store_observations`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data.load.areas.keys import AreaReading, read_areas
from data.load.checks.definitions import check_weak_signal
from data.load.checks.keys import (
    read_indicators,
    read_periods,
    refuse_other_measures,
    vintage_in_file,
)
from data.load.checks.observations import (
    KeyLists,
    check_keys,
    check_values,
    drop_duplicates,
    observation_frame,
)
from data.load.checks.records import (
    TOTAL,
    UNKNOWN,
    build_records,
    percent_cells,
    read_known_indicators,
    read_value_columns,
    rows_with_values,
)
from data.load.checks.totals import TotalCheck, check_totals
from data.load.files.findings import Body, Findings
from data.load.files.headings import HeadingReader
from data.load.files.look import remark_hidden, report_merges
from data.load.files.no_reports import refuse_no_reports
from data.load.files.reading import FoundTable, find_table
from data.load.files.recognise import Layout, settle_area_columns, title_lines
from data.load.files.sheets.sheet import Sheet
from data.load.files.table_rows import table_rows
from data.load.files.texts.periods import periods_in_titles
from data.load.preview import KeyOrigin, ReadCell, first_cells, read_origin
from data.queries.areas import read_vintages
from ioc.errors import LoadRefusedError, Problem
from ioc.local_time import local_date
from ioc.old_letters import OLD_LETTERS
from ioc.period import Period
from ioc.words.phrase import Phrase

MAX_BYTES = 256 * 2**20
MAX_PROBLEMS = 10_000
FIRST_CELLS = 5


@dataclass(frozen=True)
class Recognition:
    """How the file was understood, to be shown to the user who loads it."""

    form: str  # long | wide-indicators | wide-periods | wide
    sheet: str
    header_row: int  # as the spreadsheet counts
    encoding: str  # empty for XLSX
    delimiter: str  # empty for XLSX
    columns: tuple[tuple[str, str], ...]  # heading, meaning
    ignored: tuple[str, ...]  # headings that are not known
    left_out: tuple[tuple[str, Phrase], ...]  # headings of other numbers, and why they are left out
    titles: tuple[str, ...]
    vintage_shares: tuple[tuple[str, float], ...]  # vintage, share of the areas that match
    provinces: tuple[tuple[str, int], ...] = ()  # full name, how many areas of it, the most first


@dataclass(frozen=True)
class Counts:
    """How many rows and cells there were."""

    rows: int
    reported_cells: int
    not_reported: int
    total_rows: int


@dataclass(frozen=True)
class CheckedTable:
    """A file that passed every check.

    `frame` has one row per reported cell: area_id int64, indicator_id int64, period str,
    numerator, denominator, value float64 (NaN: none). `vintage_named` False: `vintage` was
    recognised and is a proposal that the user confirms. `first_cells`, `totals` and `origin` are
    shown when the user is asked to confirm.
    """

    frame: pd.DataFrame
    vintage: str
    vintage_named: bool
    recognition: Recognition
    counts: Counts
    warnings: tuple[Problem, ...]
    periods: tuple[Period, ...]
    first_cells: tuple[ReadCell, ...]
    totals: tuple[TotalCheck, ...]
    origin: KeyOrigin
    file_name: str
    sha256: str


def read_observation_file(
    connection: Connection,
    path: Path,
    *,
    vintage: str | None,
    sheet: str | None = None,
    indicator: str | None = None,
    period: str | None = None,
    today: date | None = None,
    max_bytes: int = MAX_BYTES,
    max_problems: int = MAX_PROBLEMS,
) -> CheckedTable:
    """Return the checked observations of a CSV or XLSX file.

    Args:
        connection: the store, for its areas, vintages and indicators.
        path: the file.
        vintage: code, alias or date of the vintage of its areas; None: recognise it.
        sheet: name of the sheet; None: the only one that holds a table.
        indicator: code of the indicator where the file names none.
        period: period where the file names none, or the year of its "Tháng 3".
        today: the day that decides which periods are open; None: today in Vietnam.
        max_bytes: the largest file accepted.
        max_problems: how many faults are listed; the others are counted.

    Raises:
        LoadRefusedError: listing every bad cell at once.
    """
    day = today or local_date()
    kinds = read_known_indicators(connection)
    names = {kind.code: kind.names for kind in kinds}
    definitions = {kind.code: kind.definitions for kind in kinds}

    def reader_for(source: Sheet) -> HeadingReader:
        return HeadingReader(names, _year(source, period), definitions)

    table = find_table(Path(path), sheet, max_bytes, reader_for)
    problems: list[Problem] = list(table.problems)
    if not table.layout.groups:
        raise LoadRefusedError(problems)
    columns = table.sheet.columns(table.layout.first_row, table.layout.width, problems)
    layout = settle_area_columns(table.layout, columns)
    columns, again = table_rows(layout, columns, reader_for(table.sheet))
    body = Body(table.file, table.sheet.name, layout, columns)
    faults, remarks = Findings(body, max_problems), Findings(body, max_problems)
    faults.add(*problems)

    if table.encoding in OLD_LETTERS:
        remarks.add(body.file_problem(Phrase("load-old-letters", encoding=table.encoding)))
    if again:
        rows = ", ".join(str(body.row(row)) for row in again[:10])
        remarks.add(body.file_problem(Phrase("load-headings-repeated", rows=rows)))
    numbers = read_value_columns(layout, columns, kinds, faults, remarks)
    has_values = rows_with_values(layout, columns, numbers, body.count)
    report_merges(table.sheet, body, has_values, faults)
    remark_hidden(table.sheet, body, has_values, remarks)
    reader = reader_for(table.sheet)
    indicators = read_indicators(body, reader, kinds, indicator, has_values, faults)
    periods, per_group = read_periods(
        body, kinds, indicators, period, _year(table.sheet, period), has_values, faults
    )
    refuse_no_reports(body, has_values, faults)
    refuse_other_measures(body, kinds, indicators, has_values, faults)
    vintage_name = vintage_in_file(body, has_values, vintage, read_vintages(connection), faults)
    areas = read_areas(connection, body, vintage_name, has_values, periods, faults, remarks)
    records = build_records(layout, columns, numbers, areas.index, indicators, per_group)
    totals = records.where(records.area == TOTAL)
    records = records.where(records.area >= UNKNOWN)
    lists = KeyLists(kinds, periods, areas.ids, areas.depths)

    percent = percent_cells(layout, columns, numbers, records)
    check_weak_signal(records, lists, faults, remarks)
    records = check_values(records, lists, percent, faults, remarks)
    nothing = np.isnan(records.numerator) & np.isnan(records.value)
    records = records.where(~nothing | (records.indicator < 0) | records.flawed)
    count = len(records.position)
    check_keys(records, lists, day, faults, remarks, areas.valid_to)
    records = drop_duplicates(records, faults, remarks)
    sums = check_totals(records, totals, lists, remarks)
    if not faults and not len(records.position):
        faults.add(body.file_problem(Phrase("load-nothing-reported")))
    if faults:
        raise LoadRefusedError(faults.problems())
    _remark_ignored(body, remarks)
    cells = int((has_values & (areas.index >= 0)).sum()) * len(layout.groups)
    return CheckedTable(
        frame=observation_frame(records, lists),
        vintage=areas.vintage,
        vintage_named=vintage_name is not None,
        recognition=_recognition(table, layout, areas),
        counts=Counts(
            rows=int(has_values.sum()),
            reported_cells=len(records.position),
            not_reported=max(0, cells - count) + areas.blank_rows * len(layout.groups),
            total_rows=int((areas.index == TOTAL).sum()),
        ),
        warnings=tuple(remarks.problems()),
        periods=tuple(sorted({lists.periods[int(at)] for at in np.unique(records.period)})),
        first_cells=first_cells(records, lists, areas, layout.first_row, FIRST_CELLS),
        totals=sums,
        origin=read_origin(layout, period, indicator),
        file_name=table.file,
        sha256=table.sha256,
    )


def _year(sheet: Sheet, period: str | None) -> int | None:
    """Return the year for headings such as "Tháng 3": of the option, else of the titles."""
    if period is not None and period[:4].isdigit():
        return int(period[:4])
    return periods_in_titles(title_lines(sheet.head[:20]))[1]


def _remark_ignored(body: Body, remarks: Findings) -> None:
    for column, reason in body.layout.left_out.items():
        remarks.add(
            body.heading_problem(
                Phrase("load-column-left-out", reason=reason),
                column,
            )
        )
    for column in body.layout.ignored:
        remarks.add(
            body.heading_problem(
                Phrase("load-column-not-read"),
                column,
            )
        )


def _recognition(table: FoundTable, layout: Layout, areas: AreaReading) -> Recognition:
    columns: dict[int, str] = {}
    for area in layout.areas:
        columns[area.column] = f"area {'code' if area.is_code else 'name'}" + (
            f" ({area.level})" if area.level else ""
        )
    for role, column in layout.keys.items():
        columns[column] = role.value
    for group in layout.groups:
        for part, column in group.columns.items():
            texts = [text for text in (group.indicator, group.period) if text]
            columns[column] = " ".join([*texts, part.value])
    return Recognition(
        form=layout.form,
        sheet=table.sheet.name,
        header_row=layout.header_row + 1,
        encoding=table.encoding,
        delimiter=table.delimiter,
        columns=tuple((layout.heading(column), columns[column]) for column in sorted(columns)),
        ignored=tuple(layout.heading(column) for column in layout.ignored),
        left_out=tuple((layout.heading(at), reason) for at, reason in layout.left_out.items()),
        titles=layout.titles,
        vintage_shares=areas.shares,
        provinces=areas.provinces,
    )
