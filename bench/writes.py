"""Machines that write while people click: values a second, the wait for an answer, nothing lost.

A store of its own: all areas, 3,806 villages and three months of five indicators, so that every
value has parents to be summed up and another vintage to be brought over to. Afterwards every
acknowledged value is looked up by the number of its submission, and every rollup and pack is made
anew from the observations and compared.
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

from bench.clicks import Click, percentile, run
from bench.figures import Figure
from bench.places import HOME, VINTAGE, Places
from bench.postgresql import running
from bench.senders import Order, Sent, send
from bench.served import Served
from bench.village_store import empty_store, month_names, village_cells, village_ids
from data.load.observations import Submission, rebuild, store_observations
from data.schema import area, indicator, observation, pack, rollup
from data.store import open_engine, raise_revision, writing
from data.tokens import Scope, create_token

# What is written, and the level of the areas that report it.
KINDS = (("HT01", "village"), ("CQ12", "village"), ("CQ02", "commune"), ("CQ03", "commune"),
         ("CQ04", "commune"))  # fmt: skip
PERIOD, MONTHS = "2026-10", 3


@dataclass(frozen=True)
class Load:
    """So many machines at once, each with so many values of so many indicators in a hand-in."""

    machines: int
    rows: int
    indicators: int = len(KINDS)

    def __str__(self) -> str:
        of = "one indicator" if self.indicators == 1 else f"{self.indicators} indicators"
        return f"{self.machines} machines × {self.rows} of {of}"


LOADS = (Load(50, 1, 1), Load(50, 1), Load(200, 1), Load(20, 10), Load(20, 100))
WITH_PEOPLE = (Load(50, 1, 1), Load(20, 100))
SECONDS, ANALYSTS, BUDGET = 3.0, 20, 2000.0
# Clicks count after five seconds; the machines must not have ended before.
_HEAD_START = 5.0


@dataclass(frozen=True)
class Run:
    """One load on one database."""

    load: Load
    sent: Sent
    clicks: list[Click]
    served_seconds: float  # processor time of the server and its workers


def measure(
    places: Places,
    loads: Sequence[Load] = LOADS,
    with_people: Sequence[Load] = WITH_PEOPLE,
    seconds: float = SECONDS,
) -> list[Figure]:
    """Return the figures of both databases."""
    found: list[Figure] = []
    var = _store(places)
    try:
        found += _figures(
            "SQLite", var, f"sqlite:///{var / 'ioc.sqlite'}", loads, with_people, seconds
        )
        with _postgresql(places, var) as url:
            found += _figures("PostgreSQL", var, url, loads, with_people, seconds)
    finally:
        shutil.rmtree(var, ignore_errors=True)
    return found


def _store(places: Places) -> Path:
    var = places.folder / "writes"
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    engine = empty_store(var)
    with writing(engine) as connection:
        codes = [code for code, level in KINDS if level == "village"]
        chosen = select(indicator.c.id).where(indicator.c.code.in_(codes))
        ids = [row[0] for row in connection.execute(chosen)]
        frame = village_cells(village_ids(engine), ids, month_names(MONTHS))
        report = store_observations(connection, frame, Submission("file", "bench", "0" * 64))
        raise_revision(connection, "observations", report.summary(), report.submission_id)
    engine.dispose()
    return var


@contextmanager
def _postgresql(places: Places, var: Path) -> Iterator[str]:
    folder, backup = places.folder / "writes-postgresql", places.folder / "writes.ioc"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with running(folder) as url:
            source = Served(var)
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
) -> list[Figure]:
    engine = open_engine(url)
    with writing(engine) as connection:
        _, secret = create_token(connection, "bench", Scope.WRITE, 1, datetime.now(UTC))
    runs = []
    own = {"IOC_DEMO": "false", "IOC_DATABASE_URL": url}
    with Served(var, command=("-m", "bench.timed_app"), extra=own) as served:
        places = _targets(engine)
        # Each worker reads areas, catalogue and crosswalk when it first writes.
        send(Order(served.port, secret, VINTAGE, places, PERIOD, 40, 1, 2.0))
        for people, chosen in ((0, loads), (ANALYSTS, with_people)):
            for load in chosen:
                order = Order(
                    served.port, secret, VINTAGE, _of(places, load.indicators), PERIOD,
                    load.machines, load.rows, seconds + (_HEAD_START if people else 0.0),
                )  # fmt: skip
                clicks = partial(run, served, var, people, seconds) if people else list
                runs.append(_run(served, load, order, clicks))
    lost = sum(_lost(engine, each.sent) for each in runs)
    differing = _differing(engine)
    engine.dispose()
    found = [line for each in runs for line in _lines(database, each)]
    total = sum(each.sent.count for each in runs)
    found.append(
        Figure("writes", f"{database}: acknowledged values that the store does not hold",
               lost, "values", None, 0.0, note=f"of {total:,}")
    )  # fmt: skip
    found.append(
        Figure("writes", f"{database}: rollups and packs that a rebuild makes otherwise",
               differing, "rows", None, 0.0)
    )  # fmt: skip
    return found


def _targets(engine: Engine) -> list[tuple[str, str]]:
    """Return indicator and area of every value that machines may send."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(area.c.level, area.c.code)
            .where(area.c.vintage == VINTAGE, area.c.province_code == HOME)
            .order_by(area.c.code)
        ).all()
    # As many of each indicator, though there are thirty times as many villages as communes.
    return [
        (code, place)
        for code, level in KINDS
        for place in [row.code for row in rows if row.level == level][:130]
    ]


def _of(places: Sequence[tuple[str, str]], indicators: int) -> list[tuple[str, str]]:
    codes = {code for code, _ in KINDS[:indicators]}
    return [each for each in places if each[0] in codes]


def _run(served: Served, load: Load, order: Order, clicks: Callable[[], list[Click]]) -> Run:
    began = _processor(served)
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send, order)
        clicked = clicks()
        sent = sending.result()
    if sent.refused:
        raise RuntimeError(f"{len(sent.refused)} hand-ins refused, the first: {sent.refused[0]}")
    return Run(load, sent, clicked, _processor(served) - began)


def _processor(served: Served) -> float:
    if served.process is None:
        raise RuntimeError("the server is not running")
    times = [each.cpu_times() for each in served.family(served.process.pid)]
    return float(sum(each.user + each.system for each in times))


def _lost(engine: Engine, sent: Sent) -> int:
    """Return how many acknowledged values are not in the store as they were sent."""
    columns = observation.c
    statement = (
        select(columns.submission_id, indicator.c.code, area.c.code, columns.period,
               columns.numerator)
        .join(indicator, indicator.c.id == columns.indicator_id)
        .join(area, area.c.id == columns.area_id)
        .where(columns.period == PERIOD)
    )  # fmt: skip
    with engine.connect() as connection:
        held = {tuple(row) for row in connection.execute(statement)}
    return sum(
        (number, *cell[:3], float(cell[3])) not in held
        for number, cells in sent.cells.items()
        for cell in cells
    )


def _differing(engine: Engine) -> int:
    """Return how many rollup rows and packs differ from what a rebuild makes."""

    def everything(connection: object) -> set[tuple[object, ...]]:
        return {
            tuple(map(str, row))
            for table in (rollup, pack)
            for row in connection.execute(select(table))  # type: ignore[attr-defined]
        }

    with engine.connect() as connection:
        before = everything(connection)
        chosen = select(indicator.c.id).where(indicator.c.code.in_([code for code, _ in KINDS]))
        rebuild(connection, [row[0] for row in connection.execute(chosen)])
        after = everything(connection)
        connection.rollback()
    return len(before ^ after)


def _lines(database: str, done: Run) -> list[Figure]:
    name = f"{database}: {done.load}" + (f", {ANALYSTS} people click" if done.clicks else "")
    sent, answers = done.sent, done.sent.answers
    busy = done.served_seconds / sent.count * 1e6
    found = [
        Figure("writes", f"{name}: values a second", sent.count / sent.seconds, "values/s", None,
               BUDGET, higher=True,
               note=f"{len(answers):,} answers"),
        Figure("writes", f"{name}: processor time of the server a value", busy, "µs"),
        Figure("writes", f"{name}: answer, p50", percentile(answers, 0.5), "ms"),
        Figure("writes", f"{name}: answer, p95", percentile(answers, 0.95), "ms"),
    ]  # fmt: skip
    views = [each.client for each in done.clicks if each.kind != "directory"]
    if views:
        found.append(Figure("writes", f"{name}: a click, p95", percentile(views, 0.95), "ms",
                            note=f"{len(views)} clicks"))  # fmt: skip
    return found
