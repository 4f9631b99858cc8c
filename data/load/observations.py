"""Stores observations with the rollups and packs that follow from them, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, case, delete, func, insert, select, update

from data.load.load_report import LoadReport, make_report
from data.numbers.cellset import ReportedCells
from data.numbers.rollups import RollupWriter
from data.numbers.tree import Forest
from data.queries.catalogue import all_indicators
from data.store.bulk import bulk_insert
from data.store.counting import STATE_WAITING, STATE_WITHDRAWN, counts
from data.store.fetch import columns_of, fetch_tuples
from data.store.schema import observation, pack, rollup, submission
from data.store.unreadable import is_period, plain_numbers
from ioc.indicator import Indicator
from ioc.local_time import iso_moment

COLUMNS = ["area_id", "indicator_id", "period", "numerator", "denominator", "value"]
_PARTS = ("numerator", "denominator", "value")
_RECORD = insert(submission).returning(submission.c.id, sort_by_parameter_order=True)


@dataclass(frozen=True)
class Submission:
    """One hand-in: who sent which file."""

    kind: str  # "file", "sheet", "form", "api" or "demo"
    file_name: str
    sha256: str
    sender: str = ""
    replaces_id: int | None = None
    # Its numbers are stored and do not count before it is verified (`admit`).
    waits: bool = False


@dataclass(frozen=True)
class HandInCells:
    """Checked cells of one hand-in by column, of equal length; each cell once.

    `area_id` and `indicator_id` are whole numbers, `period` ISO texts, the others numbers (NaN:
    none). Arrays for a file, plain sequences for the few cells of a machine.
    """

    area_id: Sequence[int]
    indicator_id: Sequence[int]
    period: Sequence[str]
    numerator: Sequence[float]
    denominator: Sequence[float]
    value: Sequence[float]

    def __len__(self) -> int:
        return len(self.area_id)

    @classmethod
    def of(cls, frame: pd.DataFrame) -> HandInCells:
        """Return the cells of a frame with the columns of the same names."""
        columns: list[Any] = [frame[name].to_numpy() for name in COLUMNS]
        return cls(*columns)

    def frame(self) -> pd.DataFrame:
        """Return the cells as a frame with the columns of the same names."""
        return pd.DataFrame({name: getattr(self, name) for name in COLUMNS})


def store_observations(
    connection: Connection, frame: pd.DataFrame, hand_in: Submission, forest: Forest | None = None
) -> LoadReport:
    """Write a submission's cells and bring every rollup and pack up to date.

    Runs inside the caller's write transaction (`data.store.engine.writing`); the caller raises the
    revision with `report.summary()`.

    Args:
        connection: in a write transaction.
        frame: columns area_id, indicator_id, period, numerator, denominator, value (NaN:
            none); checked; each (area, indicator, period) once.
        hand_in: who sent which file.
        forest: the areas, where the caller loads more than once and they do not change.
    """
    (report,) = store_submissions(connection, [(HandInCells.of(frame), hand_in)], forest)
    return report


def store_submissions(
    connection: Connection,
    parts: Sequence[tuple[HandInCells, Submission]],
    forest: Forest | None = None,
    indicators: Mapping[int, Indicator] | None = None,
) -> list[LoadReport]:
    """Write several submissions as `store_observations` does, with one pass over rollups and packs.

    Many small ones cost hardly more than one. Of several reports of one cell the last counts.

    Args:
        connection: in a write transaction.
        parts: cells and origin of each submission, in the order in which they came; all demo data
            or none.
        forest: the areas, where the caller loads more than once and they do not change.
        indicators: the catalogue by id, likewise.

    Returns:
        A report for each part. `rollups` counts those of all parts together; the other fields
        describe the part.
    """
    forest = forest or Forest(connection)
    if indicators is None:
        indicators = {each.id: each for each in all_indicators(connection)}
    ids = _record(connection, [(hand_in, len(cells)) for cells, hand_in in parts])
    every = _concatenate([cells for cells, _ in parts])
    period_codes, periods = pd.factorize(every["period"], sort=True)
    columns = {name: every[name] for name in ("area_id", "indicator_id", *_PARTS)}
    order = np.lexsort((period_codes, columns["area_id"], columns["indicator_id"]))
    columns = {name: column[order] for name, column in columns.items()}
    texts = np.asarray(periods, dtype=object)
    bulk_insert(
        connection,
        observation,
        {
            "indicator_id": columns["indicator_id"],
            "area_id": columns["area_id"],
            "period": texts[period_codes[order]],
            "submission_id": np.repeat(ids, [len(cells) for cells, _ in parts])[order],
            **{name: columns[name] for name in _PARTS},
        },
    )
    writer = RollupWriter(connection, forest)
    applies = np.repeat([not hand_in.waits for _, hand_in in parts],
                        [len(cells) for cells, _ in parts])[order]  # fmt: skip
    columns = {name: column[applies] for name, column in columns.items()}
    codes = period_codes[order][applies]
    newest = np.ones(len(codes), dtype=bool)
    newest[:-1] = np.any(
        [each[1:] != each[:-1] for each in (codes, columns["area_id"], columns["indicator_id"])],
        axis=0,
    )
    _apply(
        writer,
        {name: column[newest] for name, column in columns.items()},
        codes[newest],
        [str(text) for text in periods],
        forest,
        indicators,
        demo=parts[0][1].kind == "demo",
    )
    rollups = writer.flush()
    return [
        make_report(
            number, rollups, (cells.area_id, cells.indicator_id, cells.period), indicators, forest
        )
        for number, (cells, _) in zip(ids, parts, strict=True)
    ]


def _concatenate(parts: Sequence[HandInCells]) -> dict[str, np.ndarray]:
    """Return the cells of all parts, one after another, as arrays."""
    types = {"area_id": np.int64, "indicator_id": np.int64, "period": object}
    columns = {}
    for name in COLUMNS:
        pieces = [getattr(each, name) for each in parts]
        cells = pieces[0] if len(pieces) == 1 else list(chain.from_iterable(pieces))
        columns[name] = np.asarray(cells, dtype=types.get(name, np.float64))
    return columns


def _record(connection: Connection, hand_in: Sequence[tuple[Submission, int]]) -> list[int]:
    """Write a row for each submission; return their numbers."""
    now = iso_moment(datetime.now(UTC))
    rows = [
        {
            "kind": each.kind,
            "state": STATE_WAITING if each.waits else "accepted",
            "file_name": each.file_name,
            "sha256": each.sha256,
            "sender": each.sender,
            "received_at": now,
            "rows": cells,
            "replaces_id": each.replaces_id,
        }
        for each, cells in hand_in
    ]
    return [int(number) for number in connection.scalars(_RECORD, rows)]


def withdraw(connection: Connection, submission_ids: list[int]) -> int:
    """Withdraw submissions and recompute what they touched; return how many cells they had.

    Observations stay on record, except demo data, which is deleted. The caller raises the
    revision.
    """
    condition = observation.c.submission_id.in_(submission_ids)
    cells = int(connection.scalar(select(func.count()).where(condition)) or 0)
    touched: dict[int, list[str]] = {}
    for indicator_id, period in connection.execute(
        select(observation.c.indicator_id, observation.c.period).where(condition).distinct()
    ):
        touched.setdefault(int(indicator_id), []).append(str(period))
    connection.execute(
        update(submission).where(submission.c.id.in_(submission_ids)).values(state=STATE_WITHDRAWN)
    )
    demo_ids = [
        int(row[0])
        for row in connection.execute(
            select(submission.c.id).where(
                submission.c.id.in_(submission_ids), submission.c.kind == "demo"
            )
        )
    ]
    connection.execute(delete(observation).where(observation.c.submission_id.in_(demo_ids)))
    _recompute(connection, touched)
    return cells


def admit(
    connection: Connection, submission_ids: list[int], touched: Mapping[int, list[str]]
) -> bool:
    """Let submissions that wait count; return whether there were any.

    The caller raises the revision.

    Args:
        connection: in a write transaction.
        submission_ids: their numbers; those that do not wait stay as they are.
        touched: the periods of their numbers, by the id of the indicator.
    """
    waiting = submission.c.id.in_(submission_ids) & (submission.c.state == STATE_WAITING)
    if not connection.execute(update(submission).where(waiting).values(state="accepted")).rowcount:
        return False
    _recompute(connection, touched)
    return True


def rebuild(
    connection: Connection,
    indicator_ids: list[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Recompute all rollups and packs from the observations that count; count rollup rows.

    One indicator at a time, so memory does not grow with the number of indicators.
    """
    ids = [each.id for each in all_indicators(connection)]
    if indicator_ids is not None:
        ids = [each for each in ids if each in indicator_ids]
    return _recompute(connection, dict.fromkeys(ids), progress)


def _recompute(
    connection: Connection,
    periods_of: Mapping[int, list[str] | None],
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Recompute indicators, each in these periods only (None: in all)."""
    by_id = {each.id: each for each in all_indicators(connection)}
    forest = Forest(connection)
    writer = RollupWriter(connection, forest)
    count = 0
    for number, (indicator_id, only) in enumerate(periods_of.items(), start=1):
        for table in (rollup, pack):
            statement = delete(table).where(table.c.indicator_id == indicator_id)
            if only is not None:
                statement = statement.where(table.c.period.in_(only))
            connection.execute(statement)
        frame = _read_standing_cells(connection, indicator_id, only)
        for demo in (False, True):
            part = frame[frame["demo"] == demo]
            period_codes, periods = pd.factorize(part["period"], sort=True)
            columns = {name: part[name].to_numpy() for name in ("area_id", "indicator_id", *_PARTS)}
            _apply(
                writer,
                columns,
                period_codes,
                [str(text) for text in periods],
                forest,
                by_id,
                demo=demo,
            )
            count += writer.flush()
        if progress:
            progress(number, len(periods_of))
    return count


def _read_standing_cells(
    connection: Connection, indicator_id: int, periods: list[str] | None = None
) -> pd.DataFrame:
    """Return the cells of an indicator that count: the newest that counts."""
    statement = (
        select(
            observation.c.area_id,
            observation.c.period,
            observation.c.numerator,
            observation.c.denominator,
            observation.c.value,
            case((submission.c.kind == "demo", 1), else_=0),
        )
        .join(submission, submission.c.id == observation.c.submission_id)
        .where(
            observation.c.indicator_id == indicator_id,
            counts(),
        )
        .order_by(observation.c.area_id, observation.c.period, observation.c.submission_id)
    )
    if periods is not None:
        statement = statement.where(observation.c.period.in_(periods))
    types = {"area_id": "int64", "period": "O", **dict.fromkeys(_PARTS, "float64"), "demo": "bool"}
    columns = columns_of(fetch_tuples(connection, statement), types)
    newest = np.ones(len(columns["area_id"]), dtype=bool)
    newest[:-1] = (columns["area_id"][1:] != columns["area_id"][:-1]) | (
        columns["period"][1:] != columns["period"][:-1]
    )
    cells = pd.DataFrame(
        {name: column[newest] for name, column in columns.items()}
        | {"indicator_id": np.full(int(newest.sum()), indicator_id)}
    )
    return _readable(cells)


def _readable(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells without unreadable ones, which take part in no sum."""
    good = {text: is_period(text) for text in cells["period"].unique()}
    sound = np.array([good[text] for text in cells["period"]], dtype=bool)
    for name in _PARTS:
        numbers = cells[name].to_numpy()
        plain = plain_numbers(numbers)
        sound &= np.isnan(plain) == np.isnan(numbers)
    return cells if sound.all() else cells[sound].reset_index(drop=True)


def _apply(
    writer: RollupWriter,
    columns: dict[str, np.ndarray],
    period_codes: np.ndarray,
    periods: list[str],
    forest: Forest,
    indicators: Mapping[int, Indicator],
    *,
    demo: bool,
) -> None:
    """Hand the cells to the writer map by map."""
    vintage_codes = forest.vintage_of[columns["area_id"]]
    root_codes = forest.root_of[columns["area_id"]]
    order = np.lexsort((root_codes, period_codes, columns["indicator_id"], vintage_codes))
    for group in _runs(order, (vintage_codes, columns["indicator_id"])):
        vintage = forest.vintages[vintage_codes[group[0]]]
        indicator = indicators[int(columns["indicator_id"][group[0]])]
        writer.begin(
            vintage,
            indicator,
            [periods[code] for code in np.unique(period_codes[group])],
            [forest.roots[code] for code in np.unique(root_codes[group])],
        )
        for here in _runs(group, (period_codes,)):
            by_province = [
                (
                    forest.roots[root_codes[part[0]]],
                    ReportedCells(
                        columns["area_id"][part],
                        columns["numerator"][part],
                        columns["denominator"][part],
                        columns["value"][part],
                        demo,
                    ),
                )
                for part in _runs(here, (root_codes,))
            ]
            writer.apply(vintage, indicator, periods[period_codes[here[0]]], by_province)


def _runs(order: np.ndarray, keys: tuple[np.ndarray, ...]) -> Iterator[np.ndarray]:
    """Yield the stretches of `order` in which all keys are equal."""
    if not order.size:
        return
    changes = np.zeros(len(order) - 1, dtype=bool)
    for key in keys:
        sorted_key = key[order]
        changes |= sorted_key[1:] != sorted_key[:-1]
    yield from np.split(order, np.flatnonzero(changes) + 1)
