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

from data.load.area_keys import AreaReading, read_areas
from data.load.check_definitions import check_weak_signal
from data.load.check_observations import (
    Known,
    check_keys,
    check_values,
    drop_duplicates,
    observation_frame,
)
from data.load.check_totals import TotalCheck, check_totals
from data.load.file_reading import FoundTable, find_table
from data.load.findings import Body, Findings
from data.load.headings import HeadingReader
from data.load.keys import (
    read_indicators,
    read_periods,
    refuse_other_measures,
    vintage_in_file,
)
from data.load.look import remark_hidden, report_merges
from data.load.no_reports import refuse_no_reports
from data.load.preview import Origin, ReadCell, first_cells, read_origin
from data.load.recognise import Layout, settle_area_columns, title_lines
from data.load.records import (
    TOTAL,
    UNKNOWN,
    build_records,
    percent_cells,
    read_known_indicators,
    read_value_columns,
    rows_with_values,
)
from data.load.sheets.sheet import Sheet
from data.load.table_rows import table_rows
from data.load.texts.periods import periods_in_titles
from data.queries.areas import read_vintages
from ioc.errors import LoadRefusedError, Problem
from ioc.local_time import local_date
from ioc.old_letters import OLD_LETTERS
from ioc.period import Period

MAX_BYTES = 256 * 2**20
MAX_PROBLEMS = 10_000
FIRST_CELLS = 5


@dataclass(frozen=True)
class Recognised:
    """What was understood of the file, to be shown to whoever loads it."""

    form: str  # long | wide-indicators | wide-periods | wide
    sheet: str
    header_row: int  # as the spreadsheet counts
    encoding: str  # empty for XLSX
    delimiter: str  # empty for XLSX
    columns: tuple[tuple[str, str], ...]  # heading, what it was taken for
    ignored: tuple[str, ...]  # headings that say nothing known
    left_out: tuple[tuple[str, str], ...]  # headings of other numbers, and what these are
    titles: tuple[str, ...]
    vintage_shares: tuple[tuple[str, float], ...]  # vintage, share of the areas that match
    provinces: tuple[tuple[str, int], ...] = ()  # full name, how many areas of it, the most first


@dataclass(frozen=True)
class Counts:
    """How many rows and cells there were."""

    rows: int
    reported: int
    not_reported: int
    total_rows: int


@dataclass(frozen=True)
class CheckedTable:
    """A file that passed every check.

    `frame` has one row per reported cell: area_id int64, indicator_id int64, period str,
    numerator, denominator, value float64 (NaN: none). `vintage_named` False: `vintage` was
    recognised and is a proposal that the user confirms. `first_cells`, `totals` and `origin` are
    for the question whether it may be stored.
    """

    frame: pd.DataFrame
    vintage: str
    vintage_named: bool
    recognised: Recognised
    counts: Counts
    warnings: tuple[Problem, ...]
    periods: tuple[Period, ...]
    first_cells: tuple[ReadCell, ...]
    totals: tuple[TotalCheck, ...]
    origin: Origin
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

    found = find_table(Path(path), sheet, max_bytes, reader_for)
    problems: list[Problem] = list(found.problems)
    if not found.layout.groups:
        raise LoadRefusedError(problems)
    columns = found.sheet.columns(found.layout.first_row, found.layout.width, problems)
    layout = settle_area_columns(found.layout, columns)
    columns, again = table_rows(layout, columns, reader_for(found.sheet))
    body = Body(found.file, found.sheet.name, layout, columns)
    faults, remarks = Findings(body, max_problems), Findings(body, max_problems)
    faults.add(*problems)

    if found.encoding in OLD_LETTERS:
        remarks.add(
            body.file_problem(
                f"chữ trong tệp theo bảng mã cũ {found.encoding}, đã chuyển sang Unicode",
                "kiểm tra tên địa bàn; nên lưu tệp bằng Unicode",
            )
        )
    if again:
        rows = ", ".join(str(body.row(row)) for row in again[:10])
        remarks.add(
            body.file_problem(f"hàng tiêu đề lặp lại được bỏ qua: dòng {rows}", "không cần sửa")
        )
    numbers = read_value_columns(layout, columns, kinds, faults, remarks)
    filled = rows_with_values(layout, columns, numbers, body.count)
    report_merges(found.sheet, body, filled, faults)
    remark_hidden(found.sheet, body, filled, remarks)
    reader = reader_for(found.sheet)
    indicators = read_indicators(body, reader, kinds, indicator, filled, faults)
    periods, per_group = read_periods(
        body, kinds, indicators, period, _year(found.sheet, period), filled, faults
    )
    refuse_no_reports(body, filled, faults)
    refuse_other_measures(body, kinds, indicators, filled, faults)
    named = vintage_in_file(body, filled, vintage, read_vintages(connection), faults)
    areas = read_areas(connection, body, named, filled, periods, faults, remarks)
    records = build_records(layout, columns, numbers, areas.index, indicators, per_group)
    totals = records.where(records.area == TOTAL)
    records = records.where(records.area >= UNKNOWN)
    known = Known(kinds, periods, areas.ids, areas.depths)

    percent = percent_cells(layout, columns, numbers, records)
    check_weak_signal(records, known, faults, remarks)
    records = check_values(records, known, percent, faults, remarks)
    nothing = np.isnan(records.numerator) & np.isnan(records.value)
    records = records.where(~nothing | (records.indicator < 0) | records.flawed)
    reported = len(records.position)
    check_keys(records, known, day, faults, remarks, areas.valid_to)
    records = drop_duplicates(records, faults, remarks)
    sums = check_totals(records, totals, known, remarks)
    if not faults and not len(records.position):
        faults.add(
            body.file_problem(
                "không có ô số liệu nào được báo cáo", "điền số liệu; ô trống nghĩa là chưa báo cáo"
            )
        )
    if faults:
        raise LoadRefusedError(faults.listed())
    _remark_ignored(body, remarks)
    cells = int((filled & (areas.index >= 0)).sum()) * len(layout.groups)
    return CheckedTable(
        frame=observation_frame(records, known),
        vintage=areas.vintage,
        vintage_named=named is not None,
        recognised=_recognised(found, layout, areas),
        counts=Counts(
            rows=int(filled.sum()),
            reported=len(records.position),
            not_reported=max(0, cells - reported) + areas.blank_rows * len(layout.groups),
            total_rows=int((areas.index == TOTAL).sum()),
        ),
        warnings=tuple(remarks.listed()),
        periods=tuple(sorted({known.periods[int(at)] for at in np.unique(records.period)})),
        first_cells=first_cells(records, known, areas, layout.first_row, FIRST_CELLS),
        totals=sums,
        origin=read_origin(layout, period, indicator),
        file_name=found.file,
        sha256=found.sha256,
    )


def _year(sheet: Sheet, period: str | None) -> int | None:
    """Return the year for headings such as "Tháng 3": of the parameter, else of the titles."""
    if period is not None and period[:4].isdigit():
        return int(period[:4])
    return periods_in_titles(title_lines(sheet.head[:20]))[1]


def _remark_ignored(body: Body, remarks: Findings) -> None:
    for column, reason in body.layout.left_out.items():
        remarks.add(
            body.heading_problem(
                f"cột này không được nạp: {reason}",
                "nếu là số thực hiện, đặt tiêu đề bằng đúng mã chỉ tiêu",
                column,
            )
        )
    for column in body.layout.ignored:
        remarks.add(
            body.heading_problem(
                "cột này không được đọc",
                "nếu là số liệu, đặt tiêu đề bằng mã chỉ tiêu hoặc kỳ báo cáo",
                column,
            )
        )


def _recognised(found: FoundTable, layout: Layout, areas: AreaReading) -> Recognised:
    columns: dict[int, str] = {}
    for area in layout.areas:
        columns[area.column] = f"area {'code' if area.is_code else 'name'}" + (
            f" ({area.level})" if area.level else ""
        )
    for role, column in layout.keys.items():
        columns[column] = role.value
    for group in layout.groups:
        for part, column in group.columns.items():
            named = [text for text in (group.indicator, group.period) if text]
            columns[column] = " ".join([*named, part.value])
    return Recognised(
        form=layout.form,
        sheet=found.sheet.name,
        header_row=layout.header_row + 1,
        encoding=found.encoding,
        delimiter=found.delimiter,
        columns=tuple((layout.heading(column), columns[column]) for column in sorted(columns)),
        ignored=tuple(layout.heading(column) for column in layout.ignored),
        left_out=tuple((layout.heading(at), reason) for at, reason in layout.left_out.items()),
        titles=layout.titles,
        vintage_shares=areas.shares,
        provinces=areas.provinces,
    )
