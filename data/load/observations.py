"""Observations into the store: what was reported, and all that follows from it, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, case, delete, func, insert, select, update

from data.bulk import bulk_insert
from data.cellset import Cells
from data.fetch import columns_of, fetch_tuples
from data.queries.catalogue import all_indicators
from data.rollups import RollupWriter
from data.schema import observation, pack, rollup, submission
from data.tree import Forest
from data.unreadable import is_period, plain_numbers
from ioc.indicator import Indicator

COLUMNS = ["area_id", "indicator_id", "period", "numerator", "denominator", "value"]
_PARTS = ("numerator", "denominator", "value")
_FEW = 100
_RECORD = insert(submission).returning(submission.c.id, sort_by_parameter_order=True)


@dataclass(frozen=True)
class Submission:
    """One hand-in: who sent which file."""

    kind: str  # "file", "demo" or "api"
    file_name: str
    sha256: str
    sender: str = ""
    replaces_id: int | None = None


@dataclass(frozen=True)
class Reported:
    """Cells of one hand-in by column, all equally long; each cell once, checked already.

    `area_id` and `indicator_id` are whole numbers, `period` ISO texts, the others numbers of which
    NaN was not given. Arrays for a file, plain sequences for the few cells of a machine.
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
    def of(cls, frame: pd.DataFrame) -> Reported:
        """Return the cells of a frame with the columns of the same names."""
        columns: list[Any] = [frame[name].to_numpy() for name in COLUMNS]
        return cls(*columns)


@dataclass(frozen=True)
class LoadReport:
    """What a load wrote."""

    submission_id: int
    observations: int
    rollups: int
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    provinces: tuple[str, ...]
    vintages: tuple[str, ...]

    def summary(self) -> dict[str, object]:
        """Return what the change log keeps."""
        return {
            "observations": self.observations,
            "indicators": list(self.indicators),
            "periods": [self.periods[0], self.periods[-1]] if self.periods else [],
            "provinces": list(self.provinces),
            "vintages": list(self.vintages),
        }


def store_observations(
    connection: Connection, frame: pd.DataFrame, sent: Submission, forest: Forest | None = None
) -> LoadReport:
    """Write a submission's cells and bring every rollup and pack up to date.

    Runs inside the caller's write transaction (`data.store.writing`); the caller raises the
    revision with `report.summary()`.

    Args:
        connection: in a write transaction.
        frame: columns area_id, indicator_id, period, numerator, denominator, value (NaN: not
            given); each (area, indicator, period) once; checked already.
        sent: where it came from.
        forest: the areas, where the caller loads more than once and they do not change.
    """
    (report,) = store_submissions(connection, [(Reported.of(frame), sent)], forest)
    return report


def store_submissions(
    connection: Connection,
    parts: Sequence[tuple[Reported, Submission]],
    forest: Forest | None = None,
    indicators: Mapping[int, Indicator] | None = None,
) -> list[LoadReport]:
    """Write several submissions as `store_observations` does, with one pass over rollups and packs.

    Many small ones cost hardly more than one. Of reports of the same cell the last part's counts.

    Args:
        connection: in a write transaction.
        parts: cells and origin of each submission, in the order in which they came; all demo data
            or none.
        forest: the areas, where the caller loads more than once and they do not change.
        indicators: the catalogue by id, likewise.

    Returns:
        A report for each part. `rollups` is what all parts together wrote; what was touched is
        told of each part by itself.
    """
    forest = forest or Forest(connection)
    if indicators is None:
        indicators = {each.id: each for each in all_indicators(connection)}
    ids = _record(connection, [(sent, len(cells)) for cells, sent in parts])
    every = _joined([cells for cells, _ in parts])
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
    codes = period_codes[order]
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
        LoadReport(number, len(cells), rollups, *_touched(cells, indicators, forest))
        for number, (cells, _) in zip(ids, parts, strict=True)
    ]


def _joined(parts: Sequence[Reported]) -> dict[str, np.ndarray]:
    """Return the cells of all parts, one after another, as arrays."""
    types = {"area_id": np.int64, "indicator_id": np.int64, "period": object}
    columns = {}
    for name in COLUMNS:
        held = [getattr(each, name) for each in parts]
        cells = held[0] if len(held) == 1 else list(chain.from_iterable(held))
        columns[name] = np.asarray(cells, dtype=types.get(name, np.float64))
    return columns


def _record(connection: Connection, sent: Sequence[tuple[Submission, int]]) -> list[int]:
    """Keep who handed in how many cells; return the number of each hand-in."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        {
            "kind": each.kind,
            "state": "accepted",
            "file_name": each.file_name,
            "sha256": each.sha256,
            "sender": each.sender,
            "received_at": now,
            "rows": cells,
            "replaces_id": each.replaces_id,
        }
        for each, cells in sent
    ]
    return [int(number) for number in connection.scalars(_RECORD, rows)]


def _touched(
    cells: Reported, indicators: Mapping[int, Indicator], forest: Forest
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return indicators, periods, roots and vintages of cells."""
    area_ids = np.asarray(cells.area_id, dtype=np.int64)
    return (
        tuple(sorted(indicators[int(each)].code for each in _distinct(cells.indicator_id))),
        tuple(sorted(str(each) for each in _distinct(cells.period))),
        tuple(forest.roots[each] for each in sorted(_distinct(forest.root_of[area_ids]))),
        tuple(forest.vintages[each] for each in sorted(_distinct(forest.vintage_of[area_ids]))),
    )


def _distinct(column: Sequence[object] | np.ndarray) -> Iterable[Any]:
    # Sorting by `numpy.unique` compares texts; a table of them is quicker, and so is a small set.
    return pd.unique(column) if isinstance(column, np.ndarray) and len(column) > _FEW else {*column}


def withdraw(connection: Connection, submission_ids: list[int]) -> int:
    """Take submissions out of what counts and recompute what they touched; return their cells.

    What was reported stays on record, except demo data, which is deleted. The caller raises the
    revision.
    """
    chosen = observation.c.submission_id.in_(submission_ids)
    cells = int(connection.scalar(select(func.count()).where(chosen)) or 0)
    touched: dict[int, list[str]] = {}
    for indicator_id, period in connection.execute(
        select(observation.c.indicator_id, observation.c.period).where(chosen).distinct()
    ):
        touched.setdefault(int(indicator_id), []).append(str(period))
    connection.execute(
        update(submission).where(submission.c.id.in_(submission_ids)).values(state="withdrawn")
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


def rebuild(
    connection: Connection,
    indicator_ids: list[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Recompute all rollups and packs from the observations that count; return rollup rows.

    One indicator at a time, so memory does not grow with the number of indicators.
    """
    wanted = [each.id for each in all_indicators(connection)]
    if indicator_ids is not None:
        wanted = [each for each in wanted if each in indicator_ids]
    return _recompute(connection, dict.fromkeys(wanted), progress)


def _recompute(
    connection: Connection,
    wanted: Mapping[int, list[str] | None],
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Recompute indicators, each in these periods alone (None: in all)."""
    by_id = {each.id: each for each in all_indicators(connection)}
    forest = Forest(connection)
    writer = RollupWriter(connection, forest)
    written = 0
    for done, (indicator_id, only) in enumerate(wanted.items(), start=1):
        for table in (rollup, pack):
            gone = delete(table).where(table.c.indicator_id == indicator_id)
            if only is not None:
                gone = gone.where(table.c.period.in_(only))
            connection.execute(gone)
        frame = _counted(connection, indicator_id, only)
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
            written += writer.flush()
        if progress:
            progress(done, len(wanted))
    return written


def _counted(
    connection: Connection, indicator_id: int, periods: list[str] | None = None
) -> pd.DataFrame:
    """Return the cells of an indicator that count: the newest that is not withdrawn."""
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
            submission.c.state != "withdrawn",
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
    """Return the cells without what cannot be read: nothing is summed up from it."""
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
                    Cells(
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
