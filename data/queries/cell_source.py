"""The submissions behind one number: its own reports with their cells, and those of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, func, select

from data.queries.areas import Area, read_areas
from data.queries.cell_pages import newest_submission
from data.queries.completeness import has_areas_below
from data.queries.conversion_gaps import Sources, read_sources, read_twins
from data.queries.directories import Directories
from data.queries.maps import read_slices
from data.queries.screens.cards import cells_of
from data.queries.series import read_cell_columns
from data.store.counting import STATE_WAITING, STATE_WITHDRAWN
from data.store.fetch import fetch_tuples
from data.store.schema import (
    area,
    form_hand_in,
    observation,
    office_file,
    submission,
    submission_cell,
    verification_step,
    withdrawal,
)
from data.store.unreadable import is_number
from ioc.area import Level
from ioc.card import Cell, of_one_village
from ioc.indicator import Indicator
from ioc.rollup import Voice
from ioc.verification import VerificationState

# Of one cell; who corrects a number more often finds the rest in the API.
MOST_OWN = 20
MOST_BEHIND = 5


@dataclass(frozen=True)
class SheetCell:
    """Where a part of a number is in the file, and its text as the file shows it.

    Sheet and cell are empty where it was typed on a page; see `data.queries.sheet_cells`.
    """

    part: str
    sheet: str
    cell: str
    text: str
    is_unchanged: bool = False


@dataclass(frozen=True)
class CellReport:
    """One report of a cell, with its submission; `form` and `account_id` of a dropped sheet.

    `kind`: file, sheet, form, api or demo. Times are ISO, UTC. `sheet_cells` is empty where no cell
    is known. `state` is that of a submission of a form, None: of no form. `verified_at` and
    `verified_by` are of the step that verified it, empty without one. `waits`: it does not count
    before that.
    """

    submission: int
    kind: str
    file_name: str
    sender: str
    sha256: str
    received_at: str
    is_withdrawn: bool
    withdrawn_at: str
    form: str
    account_id: int | None
    state: VerificationState | None
    area_id: int
    area_name: str
    numerator: float | None
    denominator: float | None
    value: float | None
    sheet_cells: tuple[SheetCell, ...] = ()
    verified_at: str = ""
    verified_by: str = ""
    waits: bool = False


@dataclass(frozen=True)
class MissingAreas:
    """The areas of a level without a complete number, and how many there are of that level."""

    level: Level
    names: tuple[str, ...]
    expected: int


@dataclass(frozen=True)
class SubmissionsBehind:
    """The submissions that count in the areas below, or in those of the other vintage.

    `newest`: of each the report of its first area, and how many of its reports count here.
    """

    submissions: int
    reports: int
    newest: tuple[tuple[CellReport, int], ...]


@dataclass(frozen=True)
class CellSource:
    """A number with what it was made of.

    `cell` None: there is no number. `own` are all reports of the area itself, the newest first;
    `counting` is the one whose number is shown, None: it is a sum or was converted.
    `sources`: the areas of another vintage from which it was converted.
    """

    cell: Cell | None
    own: tuple[CellReport, ...]
    counting: CellReport | None
    behind: SubmissionsBehind | None
    missing: MissingAreas | None
    sources: Sources


def read_cell_source(
    connection: Connection, directories: Directories, indicator: Indicator, here: Area, period: str
) -> CellSource:
    """Return where the number of an area in a period comes from.

    Args:
        connection: open connection.
        directories: the memory of this process.
        indicator: the indicator.
        here: the area.
        period: ISO text.
    """
    columns = read_cell_columns(connection, [indicator], here.id, [period])
    cells = of_one_village(indicator, here.level, cells_of(columns))
    cell = cells[0] if cells else None
    # A village that is the same unit in another vintage is read from its reports there.
    same = read_twins(connection, here.id) if here.level is Level.VILLAGE else []
    own = _read_reports(connection, indicator, [here.id, *same], period)
    counting = _counting(cell, own, here.id)
    is_converted = cell is not None and cell.converted > 0
    sources = Sources((), ())
    if is_converted and counting is None:
        sources = read_sources(connection, indicator, here, period)
    behind = None
    if cell is not None and counting is None:
        behind = directories.remember(
            connection,
            ("behind", here.key, indicator.id, period),
            lambda: _read_behind(connection, indicator, here, period, cell, sources),
            indicator.code,
        )
    missing = None
    if counting is None and not sources.lacking:
        missing = _read_missing(connection, directories, indicator, here, period)
    return CellSource(cell, own, counting, behind, missing, sources)


def _counting(cell: Cell | None, own: Sequence[CellReport], here_id: int) -> CellReport | None:
    """Return the report whose number is shown: the area's own goes before that of its twin."""
    if cell is None or cell.voice == Voice.PARTS_OVER_OWN:
        return None
    valid = [each for each in own if not each.is_withdrawn and not each.waits]
    mine = [each for each in valid if each.area_id == here_id]
    return next(iter(mine or valid), None)


_REPORTS = (
    select(
        submission.c.id, submission.c.kind, submission.c.file_name, submission.c.sender,
        submission.c.sha256, submission.c.received_at, submission.c.state,
        withdrawal.c.withdrawn_at, office_file.c.form, office_file.c.account_id,
        form_hand_in.c.state, verification_step.c.at, verification_step.c.actor, area.c.id,
        area.c.full_name, observation.c.numerator, observation.c.denominator, observation.c.value,
    )
    .join(observation, observation.c.submission_id == submission.c.id)
    .join(area, area.c.id == observation.c.area_id)
    .outerjoin(withdrawal, withdrawal.c.submission_id == submission.c.id)
    .outerjoin(office_file, office_file.c.submission_id == submission.c.id)
    .outerjoin(form_hand_in, form_hand_in.c.submission_id == submission.c.id)
    .outerjoin(
        verification_step,
        (verification_step.c.submission_id == submission.c.id)
        & (verification_step.c.state == VerificationState.VERIFIED.value),
    )
)  # fmt: skip


# The place of an area's id in these rows.
_AREA = 13


def _of_cells(indicator: Indicator, area_ids: Sequence[int], period: str) -> Any:
    return (
        (observation.c.indicator_id == indicator.id)
        & observation.c.area_id.in_(area_ids)
        & (observation.c.period == period)
    )


def _read_reports(
    connection: Connection, indicator: Indicator, area_ids: Sequence[int], period: str
) -> tuple[CellReport, ...]:
    """Return all reports of a cell, the newest first, with the cells of their files."""
    statement = (
        _REPORTS.where(_of_cells(indicator, area_ids, period))
        .order_by(submission.c.id.desc())
        .limit(MOST_OWN)
    )
    rows = fetch_tuples(connection, statement)
    cells: dict[tuple[int, int], list[SheetCell]] = {}
    of_file = submission_cell.c
    query = (
        select(
            of_file.submission_id, of_file.area_id, of_file.part, of_file.sheet, of_file.cell,
            of_file.text, of_file.is_unchanged,
        )
        .where(
            of_file.submission_id.in_([row[0] for row in rows]),
            of_file.indicator_id == indicator.id,
            of_file.area_id.in_(area_ids),
            of_file.period == period,
        )
        .order_by(of_file.part.desc())  # value, numerator, denominator
    )  # fmt: skip
    for number, area_id, *place in fetch_tuples(connection, query):
        cells.setdefault((number, area_id), []).append(SheetCell(*place))
    return tuple(_report(row, tuple(cells.get((row[0], row[_AREA]), ()))) for row in rows)


def _report(row: tuple[Any, ...], sheet_cells: tuple[SheetCell, ...] = ()) -> CellReport:
    number, kind, file_name, sender, sha256, received_at, counts, withdrawn_at, form = row[:9]
    account_id, state, verified_at, verified_by, area_id, area_name, *parts = row[9:]
    numerator, denominator, value = (
        each if each is not None and is_number(each) else None for each in parts
    )
    return CellReport(
        number, kind, file_name, sender, sha256, received_at, counts == STATE_WITHDRAWN,
        withdrawn_at or "", form or "", account_id, state and VerificationState(state), area_id,
        area_name, numerator, denominator, value, sheet_cells, verified_at or "", verified_by or "",
        counts == STATE_WAITING,
    )  # fmt: skip


def _read_behind(
    connection: Connection,
    indicator: Indicator,
    here: Area,
    period: str,
    cell: Cell,
    sources: Sources,
) -> SubmissionsBehind | None:
    """Return the submissions that count below an area and in the sources of its conversion."""
    tops: list[int] = [each.id for each in sources.areas]
    if cell.converted < cell.reported or not tops:
        tops += _tops(connection, here)
    if not tops:
        return None
    tree = select(area.c.id).where(area.c.id.in_(tops)).cte("tree", recursive=True)
    tree = tree.union_all(select(area.c.id).join(tree, area.c.parent_id == tree.c.id))

    def of_tree(statement: Select[Any]) -> Select[Any]:
        return statement.where(
            observation.c.indicator_id == indicator.id,
            observation.c.area_id.in_(select(tree.c.id)),
            observation.c.area_id != here.id,
            observation.c.period == period,
            observation.c.submission_id == newest_submission(),
        )

    counts = fetch_tuples(
        connection,
        of_tree(select(observation.c.submission_id, func.count()))
        .group_by(observation.c.submission_id)
        .order_by(observation.c.submission_id.desc()),
    )
    newest = [
        (_report(row), int(count))
        for number, count in counts[:MOST_BEHIND]
        for row in fetch_tuples(
            connection,
            of_tree(_REPORTS).where(submission.c.id == number).order_by(area.c.code).limit(1),
        )
    ]
    return SubmissionsBehind(len(counts), sum(int(count) for _, count in counts), tuple(newest))


def _tops(connection: Connection, here: Area) -> list[int]:
    """Return the areas whose trees are below an area; the country has rows of several vintages."""
    if here.level is Level.COUNTRY:
        provinces = read_areas(connection, here.key.vintage, Level.PROVINCE)
        return [int(each) for each in provinces["id"]]
    return [here.id] if has_areas_below(connection, here.id) else []


def _read_missing(
    connection: Connection, directories: Directories, indicator: Indicator, here: Area, period: str
) -> MissingAreas | None:
    """Return the areas inside that lack a number, at the level that reports.

    Where villages and communes are added, communes that are not complete count as missing. None:
    no area inside reports.
    """
    level = directories.reporting_level(connection, here, indicator.lowest_level)
    if level is None:
        level = Level.PROVINCE if here.level is Level.COUNTRY else Level.COMMUNE
    if level.depth <= here.level.depth:
        return None
    directory = directories.get(connection, here.key.vintage, level, here.key.code)
    if not len(directory.areas):
        return None
    (cells,) = read_slices(connection, indicator, directory, [period])
    rows = np.flatnonzero((cells.reported == 0) | (cells.reported < cells.expected))
    names = directory.areas["full_name"].to_numpy()[rows].tolist()
    return MissingAreas(level, tuple(names), len(directory.areas))
