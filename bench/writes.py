"""Machines that write while people click: values a second, the wait for an answer, lost values.

A store of its own: all areas, 3,806 villages and three months of five indicators, so that every
value has rollups and a conversion to the other vintage. Afterwards every acknowledged value is
looked up by the number of its submission, and every rollup and pack is compared with a rebuild.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, select

from bench.app_server import AppServer
from bench.clicks import Click, percentile, run
from bench.figures import BenchFigure
from bench.places import HOME, VINTAGE, BenchPlaces
from bench.postgresql import running
from bench.senders import Order, SendLog, send
from bench.village_store import empty_store, month_names, village_cells, village_ids
from data.access.tokens import Scope, create_token
from data.load.observations import Submission, rebuild, store_observations
from data.store.engine import open_engine, raise_revision, writing
from data.store.schema import area, indicator, observation, pack, rollup

# The indicators of the values, and the level of the areas that report them.
KINDS = (
    ("HT01", "village"),
    ("CQ12", "village"),
    ("CQ02", "commune"),
    ("CQ03", "commune"),
    ("CQ04", "commune"),
)
PERIOD, MONTHS = "2026-10", 3


@dataclass(frozen=True)
class Load:
    """Machines at once, and the values and indicators in each of their submissions."""

    machines: int
    rows: int
    indicators: int = len(KINDS)

    def __str__(self) -> str:
        of = "one indicator" if self.indicators == 1 else f"{self.indicators} indicators"
        return f"{self.machines} machines × {self.rows} of {of}"


LOADS = (Load(50, 1, 1), Load(50, 1), Load(200, 1), Load(20, 10), Load(20, 100))
WITH_PEOPLE = (Load(50, 1, 1), Load(20, 100))
SECONDS, ANALYSTS, BUDGET = 3.0, 20, 2000.0
# Clicks count after five seconds, for which the machines send longer.
_HEAD_START = 5.0


@dataclass(frozen=True)
class LoadRun:
    """One load on one database."""

    load: Load
    log: SendLog
    clicks: list[Click]
    server_seconds: float  # processor time of the server and its workers


def measure(
    places: BenchPlaces,
    loads: Sequence[Load] = LOADS,
    with_people: Sequence[Load] = WITH_PEOPLE,
    seconds: float = SECONDS,
) -> list[BenchFigure]:
    """Return the figures of both databases."""
    figures: list[BenchFigure] = []
    var = _store(places)
    try:
        figures += _figures(
            "SQLite", var, f"sqlite:///{var / 'ioc.sqlite'}", loads, with_people, seconds
        )
        with _postgresql(places, var) as url:
            figures += _figures("PostgreSQL", var, url, loads, with_people, seconds)
    finally:
        shutil.rmtree(var, ignore_errors=True)
    return figures


def _store(places: BenchPlaces) -> Path:
    var = places.folder / "writes"
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    engine = empty_store(var)
    with writing(engine) as connection:
        codes = [code for code, level in KINDS if level == "village"]
        statement = select(indicator.c.id).where(indicator.c.code.in_(codes))
        ids = [row[0] for row in connection.execute(statement)]
        frame = village_cells(village_ids(engine), ids, month_names(MONTHS))
        report = store_observations(connection, frame, Submission("file", "bench", "0" * 64))
        raise_revision(connection, "observations", report.summary(), report.submission_id)
    engine.dispose()
    return var


@contextmanager
def _postgresql(places: BenchPlaces, var: Path) -> Iterator[str]:
    folder, backup = places.folder / "writes-postgresql", places.folder / "writes.ioc"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with running(folder) as url:
            source = AppServer(var)
            source.run("backup", backup, "--force")
            source.run("restore", backup, "--to", url)
            yield url
    finally:
        backup.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def _figures(
    database: str,
    var: Path,
    url: str,
    loads: Sequence[Load],
    with_people: Sequence[Load],
    seconds: float,
) -> list[BenchFigure]:
    engine = open_engine(url)
    with writing(engine) as connection:
        _, secret = create_token(connection, "bench", Scope.WRITE, 1, datetime.now(UTC))
    runs = []
    own = {"IOC_DEMO": "false", "IOC_DATABASE_URL": url}
    with AppServer(var, command=("-m", "bench.timed_app"), extra=own) as server:
        places = _targets(engine)
        # Each worker reads areas, catalogue and crosswalk before its first write.
        send(Order(server.port, secret, VINTAGE, places, PERIOD, 40, 1, 2.0))
        for people, loads_of_turn in ((0, loads), (ANALYSTS, with_people)):
            for load in loads_of_turn:
                order = Order(
                    server.port,
                    secret,
                    VINTAGE,
                    _of(places, load.indicators),
                    PERIOD,
                    load.machines,
                    load.rows,
                    seconds + (_HEAD_START if people else 0.0),
                )
                clicks = partial(run, server, var, people, seconds) if people else list
                runs.append(_run(server, load, order, clicks))
    lost_values = sum(_count_lost(engine, each.log) for each in runs)
    differing = _count_differing(engine)
    engine.dispose()
    figures = [line for each in runs for line in _lines(database, each)]
    total = sum(each.log.count for each in runs)
    figures.append(
        BenchFigure(
            "writes",
            f"{database}: acknowledged values that the store does not hold",
            lost_values,
            "values",
            None,
            0.0,
            note=f"of {total:,}",
        )
    )
    figures.append(
        BenchFigure(
            "writes",
            f"{database}: rollups and packs that a rebuild makes otherwise",
            differing,
            "rows",
            None,
            0.0,
        )
    )
    return figures


def _targets(engine: Engine) -> list[tuple[str, str]]:
    """Return the indicator and area of every value that machines may send."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(area.c.level, area.c.code)
            .where(area.c.vintage == VINTAGE, area.c.province_code == HOME)
            .order_by(area.c.code)
        ).all()
    # The same number for each indicator, though there are thirty times more villages than communes.
    return [
        (code, place)
        for code, level in KINDS
        for place in [row.code for row in rows if row.level == level][:130]
    ]


def _of(places: Sequence[tuple[str, str]], indicators: int) -> list[tuple[str, str]]:
    codes = {code for code, _ in KINDS[:indicators]}
    return [each for each in places if each[0] in codes]


def _run(server: AppServer, load: Load, order: Order, clicks: Callable[[], list[Click]]) -> LoadRun:
    began = _processor(server)
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send, order)
        clicks_made = clicks()
        log = sending.result()
    if log.refusals:
        raise RuntimeError(f"{len(log.refusals)} submissions refused, the first: {log.refusals[0]}")
    return LoadRun(load, log, clicks_made, _processor(server) - began)


def _processor(server: AppServer) -> float:
    if server.process is None:
        raise RuntimeError("the server is not running")
    times = [each.cpu_times() for each in server.family(server.process.pid)]
    return float(sum(each.user + each.system for each in times))


def _count_lost(engine: Engine, log: SendLog) -> int:
    """Return the number of acknowledged values that are not in the store as they were sent."""
    columns = observation.c
    statement = (
        select(
            columns.submission_id, indicator.c.code, area.c.code, columns.period, columns.numerator
        )
        .join(indicator, indicator.c.id == columns.indicator_id)
        .join(area, area.c.id == columns.area_id)
        .where(columns.period == PERIOD)
    )
    with engine.connect() as connection:
        rows_in_store = {tuple(row) for row in connection.execute(statement)}
    return sum(
        (number, *cell[:3], float(cell[3])) not in rows_in_store
        for number, cells in log.cells.items()
        for cell in cells
    )


def _count_differing(engine: Engine) -> int:
    """Return the number of rollup rows and packs that differ from a rebuild."""

    def everything(connection: object) -> set[tuple[object, ...]]:
        return {
            tuple(map(str, row))
            for table in (rollup, pack)
            for row in connection.execute(select(table))  # type: ignore[attr-defined]
        }

    with engine.connect() as connection:
        before = everything(connection)
        statement = select(indicator.c.id).where(indicator.c.code.in_([code for code, _ in KINDS]))
        rebuild(connection, [row[0] for row in connection.execute(statement)])
        after = everything(connection)
        connection.rollback()
    return len(before ^ after)


def _lines(database: str, load_run: LoadRun) -> list[BenchFigure]:
    name = f"{database}: {load_run.load}" + (
        f", {ANALYSTS} people click" if load_run.clicks else ""
    )
    log, answers = load_run.log, load_run.log.answers
    busy = load_run.server_seconds / log.count * 1e6
    figures = [
        BenchFigure(
            "writes",
            f"{name}: values a second",
            log.count / log.seconds,
            "values/s",
            None,
            BUDGET,
            higher=True,
            note=f"{len(answers):,} answers",
        ),
        BenchFigure("writes", f"{name}: processor time of the server a value", busy, "µs"),
        BenchFigure("writes", f"{name}: answer, p50", percentile(answers, 0.5), "ms"),
        BenchFigure("writes", f"{name}: answer, p95", percentile(answers, 0.95), "ms"),
    ]
    views = [each.client for each in load_run.clicks if each.kind != "directory"]
    if views:
        figures.append(
            BenchFigure(
                "writes",
                f"{name}: a click, p95",
                percentile(views, 0.95),
                "ms",
                note=f"{len(views)} clicks",
            )
        )
    return figures
