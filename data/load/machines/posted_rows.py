"""Rows that a machine posts → checked observations, by the rules for files.

Codes are exact here, numbers are numbers, and the vintage is named; all else is checked by the
modules for files (`checks.observations`, `vintage_fit`, `keys`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection

from data.load.areas.keys import number_areas
from data.load.areas.matching import AreaIndex, read_area_index
from data.load.areas.names import AreaRow
from data.load.areas.vintage_fit import fit_vintage, judge_named
from data.load.checks.definitions import check_weak_signal
from data.load.checks.keys import read_indicators, read_periods
from data.load.checks.observations import (
    KeyLists,
    check_keys,
    check_values,
    drop_duplicates,
    observation_frame,
    open_period_remark,
)
from data.load.checks.records import Ints, KnownIndicator, Records, read_known_indicators
from data.load.files.findings import Body, Findings
from data.load.files.headings import HeadingReader, Role, ValuePart
from data.load.files.recognise import AreaColumn, Layout, ValueGroup
from data.load.files.sheets.sheet import Column
from data.load.files.texts.periods import is_like_a_number
from data.load.machines.plain_rows import FIELDS, PlainReader
from data.load.observations import HandInCells
from data.queries.areas import read_vintages
from data.store.engine import read_definitions_revision
from ioc.area import Vintage
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.text import harmless
from ioc.words.phrase import Phrase

MAX_ROWS = 50_000
MAX_PROBLEMS = 1000
_TEXTS, _NUMBERS = FIELDS[:4], FIELDS[4:]
_AREAS = (AreaColumn(1, True, None), AreaColumn(2, False, None))
_LAYOUT = Layout(
    header_row=-1,
    first_row=-1,  # row numbers start from 0 for programs
    width=len(FIELDS),
    headings=FIELDS,
    titles=(),
    areas=_AREAS,
    keys={Role.INDICATOR: 0, Role.AREA_CODE: 1, Role.AREA_NAME: 2, Role.PERIOD: 3},
    groups=(
        ValueGroup(
            None, None, {ValuePart.NUMERATOR: 4, ValuePart.DENOMINATOR: 5, ValuePart.VALUE: 6}
        ),
    ),
    ignored=(),
)


class Reference:
    """What rows are checked against; read once and kept until areas or indicators change."""

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
        codes = ", ".join(each.code for each in self.vintages)
        raise NotFoundError(Phrase("load-no-vintage", code=code, known=codes))

    def areas(self, connection: Connection, vintage: str) -> AreaIndex:
        """Return the areas of a vintage."""
        if vintage not in self._indexes:
            self._indexes[vintage] = read_area_index(connection, vintage)
        return self._indexes[vintage]


class EarlyReference:
    """A reference that is read before a write transaction: nobody's writing waits for it.

    Args:
        connection: to read by, outside of the transaction.
        vintage: whose areas it has.
    """

    def __init__(self, connection: Connection, vintage: str) -> None:
        self._revision = read_definitions_revision(connection)
        self._reference = Reference(connection)
        self._reference.areas(connection, vintage)

    def is_current(self, connection: Connection) -> bool:
        """Tell whether areas and indicators are still those that were read."""
        return read_definitions_revision(connection) == self._revision

    def current(self, connection: Connection) -> Reference:
        """Return it, or another one where areas or indicators changed since."""
        return self._reference if self.is_current(connection) else Reference(connection)


@dataclass(frozen=True)
class CheckedRows:
    """Rows that passed every check."""

    cells: HandInCells
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
            area_name where the sender wants it compared with the code.
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
    remarks = () if unfinished is None else (Problem(open_period_remark(unfinished)),)
    return CheckedRows(cells, 0, remarks)


def _check_closely(
    connection: Connection,
    reference: Reference,
    vintage: Vintage,
    rows: Sequence[Any],
    today: date,
) -> CheckedRows:
    """Return the checked observations by the checks of files, which work on whole columns."""
    shape_faults, flawed = _shape_faults(rows)
    mappings = [row if isinstance(row, Mapping) else {} for row in rows]
    columns = [
        Column.of_texts([_text(row.get(name), name in _TEXTS) for row in mappings])
        for name in FIELDS
    ]
    body = Body("", "", _LAYOUT, columns)
    faults, remarks = Findings(body, MAX_PROBLEMS), Findings(body, MAX_PROBLEMS)
    faults.add(*shape_faults)
    has_values = np.array([not _is_silent(row) for row in mappings], dtype=bool)
    kinds = reference.kinds
    has_indicator = has_values & np.array(
        [isinstance(row.get("indicator"), str) for row in mappings], dtype=bool
    )
    indicators = read_indicators(body, reference.reader, kinds, None, has_indicator, faults)
    has_period = has_values & np.array(
        [isinstance(row.get("period"), str) for row in mappings], dtype=bool
    )
    periods, per_group = read_periods(body, kinds, indicators, None, None, has_period, faults)
    place, areas = _find_areas(connection, reference, vintage, body, periods, has_values, faults)
    at = np.flatnonzero(has_values)
    numbers = {
        name: np.array([_number(mappings[i].get(name)) for i in at], dtype=np.float64)
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
    lists = KeyLists(
        kinds,
        periods,
        np.array([row.id for row in areas], dtype=np.int64),
        np.array([row.level.depth for row in areas], dtype=np.int64),
    )
    check_weak_signal(records, lists, faults, remarks)
    percent = {part: np.zeros(len(at), dtype=bool) for part in ValuePart}
    records = check_values(records, lists, percent, faults, remarks)
    nothing = np.isnan(records.numerator) & np.isnan(records.value)
    records = records.where(~nothing | (records.indicator < 0) | records.flawed)
    valid_to = date.fromisoformat(vintage.valid_to) if vintage.valid_to else None
    check_keys(records, lists, today, faults, remarks, valid_to)
    count = len(records.position)
    records = drop_duplicates(records, faults, remarks)
    if not faults and not len(records.position):
        faults.add(body.file_problem(Phrase("load-nothing-posted")))
    if faults:
        raise LoadRefusedError(faults.problems())
    return CheckedRows(
        HandInCells.of(observation_frame(records, lists)),
        len(rows) - count,
        tuple(remarks.problems()),
    )


def _find_areas(
    connection: Connection,
    reference: Reference,
    vintage: Vintage,
    body: Body,
    periods: Sequence[Any],
    has_values: np.ndarray,
    faults: Findings,
) -> tuple[Ints, list[AreaRow]]:
    """Return for each row the index of its area in the list returned, or UNKNOWN."""
    codes, names = (body.columns[area.column] for area in _AREAS)
    labels = (codes.labels(), names.labels())
    width = max(len(labels[1]), 1)
    distinct, tuples = np.unique(
        codes.codes.astype(np.int64) * width + names.codes, return_inverse=True
    )
    texts = [
        {1: labels[0][each // width], 2: labels[1][each % width]} for each in distinct.tolist()
    ]
    lookups = [i for i in np.unique(tuples[has_values]).tolist() if texts[i][1]]
    queries = [texts[i] for i in lookups]
    index = reference.areas(connection, vintage.code)
    # Codes are complete here: no spreadsheet removed their front zeros.
    matches = [index.match(each, _AREAS, {}) for each in queries]
    if any(not isinstance(each, AreaRow) for each in matches):
        _check_vintage(connection, reference, vintage, queries, periods, body, faults)
    by_tuple, areas = number_areas(tuples, lookups, matches, has_values, faults)
    return by_tuple[tuples], areas


def _check_vintage(
    connection: Connection,
    reference: Reference,
    vintage: Vintage,
    texts: Sequence[Mapping[int, str]],
    periods: Sequence[Any],
    body: Body,
    faults: Findings,
) -> None:
    """Add a fault if the rows together rather fit another vintage."""
    fits = [
        fit_vintage(each, reference.areas(connection, each.code), texts, _AREAS, periods)
        for each in (vintage, *(each for each in reference.vintages if each is not vintage))
    ]
    fault = judge_named(fits[0], fits[1:]).fault
    if fault is not None:
        faults.add(body.file_problem(fault, Phrase("load-posted-vintage")))


def _shape_faults(rows: Sequence[Any]) -> tuple[list[Problem], np.ndarray]:
    """Return the faults of form of the rows, and a mask of the rows with one."""
    problems: list[Problem] = []
    flawed = np.zeros(len(rows), dtype=bool)

    def add_fault(at: int, fault: Phrase, field: str = "", value: Any = "") -> None:
        flawed[at] = True
        if len(problems) < MAX_PROBLEMS:
            text = _text(value, False)[:200]
            problems.append(Problem(fault, row=at, column=field, value=text))

    for at, row in enumerate(rows):
        if not isinstance(row, Mapping):
            add_fault(at, Phrase("load-row-no-object"))
            continue
        for name in row:
            if name not in FIELDS:
                add_fault(
                    at, Phrase("load-field-unknown", fields=", ".join(FIELDS)), str(name)[:50]
                )
        for name in ("indicator", "area", "period"):
            value = row.get(name)
            if not isinstance(value, str) or not value.strip():
                add_fault(at, Phrase("load-field-missing"), name, value)
            elif name == "period" and is_like_a_number(value):
                add_fault(at, Phrase("load-period-like-number"), name, value)
        if not isinstance(row.get("area_name", ""), str | None):
            add_fault(at, Phrase("load-not-a-text"), "area_name", row["area_name"])
        for name in _NUMBERS:
            value = row.get(name)
            if value is not None and math.isnan(_number(value)):
                add_fault(at, Phrase("load-not-a-json-number"), name, value)
    return problems, flawed


def _is_silent(row: Mapping[str, Any]) -> bool:
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
