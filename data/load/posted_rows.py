"""Rows that a machine posts → checked observations, by the rules of files.

Codes are exact here, numbers are numbers, and the vintage is named; all else is checked by what
checks files (`check_observations`, `vintage_fit`, `keys`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection

from data.load.area_keys import number_areas
from data.load.area_matching import AreaIndex, read_area_index
from data.load.area_names import AreaRow
from data.load.check_definitions import check_weak_signal
from data.load.check_observations import (
    Known,
    check_keys,
    check_values,
    drop_duplicates,
    observation_frame,
    open_period_remark,
)
from data.load.findings import Body, Findings
from data.load.headings import HeadingReader, Part, Role
from data.load.keys import read_indicators, read_periods
from data.load.observations import Reported
from data.load.plain_rows import FIELDS, PlainReader
from data.load.recognise import AreaColumn, Layout, ValueGroup
from data.load.records import Ints, KnownIndicator, Records, read_known_indicators
from data.load.sheets.sheet import Column
from data.load.texts.periods import is_like_a_number
from data.load.vintage_fit import fit_vintage, judge_named
from data.queries.areas import read_vintages
from ioc.area import Vintage
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.text import harmless

MAX_ROWS = 50_000
MAX_PROBLEMS = 1000
_TEXTS, _NUMBERS = FIELDS[:4], FIELDS[4:]
_AREAS = (AreaColumn(1, True, None), AreaColumn(2, False, None))
_LAYOUT = Layout(
    header_row=-1,
    first_row=-1,  # rows are told as a program counts them, from 0
    width=len(FIELDS),
    headings=FIELDS,
    titles=(),
    areas=_AREAS,
    keys={Role.INDICATOR: 0, Role.AREA_CODE: 1, Role.AREA_NAME: 2, Role.PERIOD: 3},
    groups=(ValueGroup(None, None, {Part.NUMERATOR: 4, Part.DENOMINATOR: 5, Part.VALUE: 6}),),
    ignored=(),
)


class Reference:
    """What rows are checked against; read once and kept while the areas stand."""

    def __init__(self, connection: Connection) -> None:
        self.vintages = read_vintages(connection)
        self.kinds: Sequence[KnownIndicator] = read_known_indicators(connection)
        self.reader = HeadingReader({kind.code: () for kind in self.kinds})
        self.plain = PlainReader(self.kinds, self.reader)
        self._indexes: dict[str, AreaIndex] = {}

    def vintage(self, code: str) -> Vintage:
        """Return the vintage of this code.

        Raises:
            NotFoundError: there is none.
        """
        for each in self.vintages:
            if each.code == code:
                return each
        known = ", ".join(each.code for each in self.vintages)
        raise NotFoundError(f"Không có kỳ địa giới “{code}”. Có: {known}.")

    def areas(self, connection: Connection, vintage: str) -> AreaIndex:
        """Return the areas of a vintage."""
        if vintage not in self._indexes:
            self._indexes[vintage] = read_area_index(connection, vintage)
        return self._indexes[vintage]


@dataclass(frozen=True)
class CheckedRows:
    """Rows that passed every check."""

    cells: Reported
    not_reported: int
    warnings: tuple[Problem, ...]


def check_rows(
    connection: Connection,
    reference: Reference,
    vintage_code: str,
    rows: Sequence[Any],
    today: date,
) -> CheckedRows:
    """Return the checked observations of posted rows.

    Args:
        connection: the store, for areas that were not read before.
        reference: what to check against.
        vintage_code: code of the vintage that all area codes belong to.
        rows: mappings with indicator, area, period, and numerator and denominator or value;
            area_name where the sender wants it held against the code.
        today: the day that decides which periods are open.

    Raises:
        NotFoundError: no such vintage.
        LoadRefusedError: every fault at once; `Problem.row` counts from 0.
    """
    vintage = reference.vintage(vintage_code)
    valid_to = date.fromisoformat(vintage.valid_to) if vintage.valid_to else None
    areas = reference.areas(connection, vintage.code)
    plain = reference.plain.read(rows, areas, today, valid_to)
    if plain is None:
        return _check_closely(connection, reference, vintage, rows, today)
    cells, unfinished = plain
    remarks = () if unfinished is None else (Problem(*open_period_remark(unfinished)),)
    return CheckedRows(cells, 0, remarks)


def _check_closely(
    connection: Connection,
    reference: Reference,
    vintage: Vintage,
    rows: Sequence[Any],
    today: date,
) -> CheckedRows:
    """Return the checked observations by the checks of files, which look at whole columns."""
    shape_faults, flawed = _shape_faults(rows)
    held = [row if isinstance(row, Mapping) else {} for row in rows]
    columns = [
        Column.of_texts([_text(row.get(name), name in _TEXTS) for row in held]) for name in FIELDS
    ]
    body = Body("", "", _LAYOUT, columns)
    faults, remarks = Findings(body, MAX_PROBLEMS), Findings(body, MAX_PROBLEMS)
    faults.add(*shape_faults)
    filled = np.array([not _silent(row) for row in held], dtype=bool)
    kinds = reference.kinds
    asked = filled & np.array([isinstance(row.get("indicator"), str) for row in held], dtype=bool)
    indicators = read_indicators(body, reference.reader, kinds, None, asked, faults)
    dated = filled & np.array([isinstance(row.get("period"), str) for row in held], dtype=bool)
    periods, per_group = read_periods(body, kinds, indicators, None, None, dated, faults)
    place, areas = _find_areas(connection, reference, vintage, body, periods, filled, faults)
    at = np.flatnonzero(filled)
    numbers = {
        name: np.array([_number(held[i].get(name)) for i in at], dtype=np.float64)
        for name in _NUMBERS
    }
    records = Records(
        position=at,
        group=np.zeros(len(at), dtype=np.int64),
        area=place[at],
        indicator=indicators[0][at],
        period=per_group[0][at],
        flawed=flawed[at],
        **numbers,
    )
    known = Known(
        kinds,
        periods,
        np.array([row.id for row in areas], dtype=np.int64),
        np.array([row.level.depth for row in areas], dtype=np.int64),
    )
    check_weak_signal(records, known, faults, remarks)
    percent = {part: np.zeros(len(at), dtype=bool) for part in Part}
    records = check_values(records, known, percent, faults, remarks)
    nothing = np.isnan(records.numerator) & np.isnan(records.value)
    records = records.where(~nothing | (records.indicator < 0) | records.flawed)
    valid_to = date.fromisoformat(vintage.valid_to) if vintage.valid_to else None
    check_keys(records, known, today, faults, remarks, valid_to)
    reported = len(records.position)
    records = drop_duplicates(records, faults, remarks)
    if not faults and not len(records.position):
        faults.add(
            body.file_problem(
                "không có số liệu nào được báo cáo", "gửi ít nhất một dòng có số"
            )
        )  # fmt: skip
    if faults:
        raise LoadRefusedError(faults.listed())
    return CheckedRows(
        Reported.of(observation_frame(records, known)),
        len(rows) - reported,
        tuple(remarks.listed()),
    )


def _find_areas(
    connection: Connection,
    reference: Reference,
    vintage: Vintage,
    body: Body,
    periods: Sequence[Any],
    filled: np.ndarray,
    faults: Findings,
) -> tuple[Ints, list[AreaRow]]:
    """Return for each row the place of its area in the list returned, or UNKNOWN."""
    codes, names = (body.columns[area.column] for area in _AREAS)
    labels = (codes.labels(), names.labels())
    width = max(len(labels[1]), 1)
    distinct, tuples = np.unique(
        codes.codes.astype(np.int64) * width + names.codes, return_inverse=True
    )
    said = [{1: labels[0][each // width], 2: labels[1][each % width]} for each in distinct.tolist()]
    used = [i for i in np.unique(tuples[filled]).tolist() if said[i][1]]
    asked = [said[i] for i in used]
    index = reference.areas(connection, vintage.code)
    # Codes are whole here: none lost its front zeros in a spreadsheet.
    found = [index.match(each, _AREAS, {}) for each in asked]
    if any(not isinstance(each, AreaRow) for each in found):
        _doubt_vintage(connection, reference, vintage, asked, periods, body, faults)
    by_tuple, areas = number_areas(tuples, used, found, filled, faults)
    return by_tuple[tuples], areas


def _doubt_vintage(
    connection: Connection,
    reference: Reference,
    vintage: Vintage,
    said: Sequence[Mapping[int, str]],
    periods: Sequence[Any],
    body: Body,
    faults: Findings,
) -> None:
    """Say so where the rows as a whole rather fit another vintage."""
    fits = [
        fit_vintage(each, reference.areas(connection, each.code), said, _AREAS, periods)
        for each in (vintage, *(each for each in reference.vintages if each is not vintage))
    ]
    fault = judge_named(fits[0], fits[1:]).fault
    if fault is not None:
        faults.add(body.file_problem(fault[0], "nêu đúng `vintage`, hoặc sửa mã và tên"))


def _shape_faults(rows: Sequence[Any]) -> tuple[list[Problem], np.ndarray]:
    """Return what is wrong with rows before anything is looked up, and which rows are."""
    problems: list[Problem] = []
    flawed = np.zeros(len(rows), dtype=bool)

    def say(at: int, message: str, mend: str, field: str = "", value: Any = "") -> None:
        flawed[at] = True
        if len(problems) < MAX_PROBLEMS:
            text = _text(value, False)[:200]
            problems.append(Problem(message, mend, row=at, column=field, value=text))

    for at, row in enumerate(rows):
        if not isinstance(row, Mapping):
            say(at, "dòng không phải là một đối tượng JSON", "gửi {…} với các trường đã nêu")
            continue
        for name in row:
            if name not in FIELDS:
                say(at, "không có trường này", f"dùng {', '.join(FIELDS)}", str(name)[:50])
        for name in ("indicator", "area", "period"):
            value = row.get(name)
            if not isinstance(value, str) or not value.strip():
                say(at, "thiếu trường bắt buộc, hoặc không phải là văn bản", "gửi một chuỗi ký tự",
                    name, value)  # fmt: skip
            elif name == "period" and is_like_a_number(value):
                say(at, "kỳ viết như một số: 2025.1 có thể là tháng 1 hoặc tháng 10",
                    "viết 2024-03, 2024-Q1 hoặc 2024", name, value)  # fmt: skip
        if not isinstance(row.get("area_name", ""), str | None):
            say(at, "không phải là văn bản", "gửi một chuỗi ký tự", "area_name", row["area_name"])
        for name in _NUMBERS:
            value = row.get(name)
            if value is not None and math.isnan(_number(value)):
                say(at, "không phải là số", "gửi số JSON hữu hạn, hoặc null nếu chưa có số liệu",
                    name, value)  # fmt: skip
    return problems, flawed


def _silent(row: Mapping[str, Any]) -> bool:
    return bool(row) and all(row.get(name) is None for name in _NUMBERS) and all(
        isinstance(row.get(name), str) for name in ("indicator", "area", "period")
    )  # fmt: skip


def _number(value: Any) -> float:
    """Return a finite JSON number; NaN for all else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    try:
        number = float(value)
    except OverflowError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _text(value: Any, is_text: bool) -> str:
    if value is None or (is_text and not isinstance(value, str)):
        return ""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    return harmless(str(value))
