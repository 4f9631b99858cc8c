"""From a commit to the paint, with 200 open pages; and their cost while nothing happens.

The open pages are 200 streams, each of which sends the requests of its page (analysis, area, wall),
and three pages in a real Chromium beside them, whose paint is timed.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import psutil
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine, func, select

from bench.app_server import AppServer
from bench.browsing import browser, fresh_visitor
from bench.figures import BenchFigure
from bench.live_herd import Herd, Question
from bench.places import HOME, VINTAGE, BenchPlaces
from bench.postgresql import running
from data.load.observations import Submission, store_observations
from data.store.engine import open_engine, raise_revision, writing
from data.store.schema import area, indicator, observation
from ioc.local_time import local_date
from layouts.wall.page import SCENE_PATH

CLIENTS, CHANGES, IDLE_SECONDS = 200, 30, 20.0
# Of the 200: as many analysts, readers of areas and walls.
_SHARES = {"analysis": 0.6, "area": 0.3, "wall": 0.1}
_PAINT_BUDGET_MS, _IDLE_BUDGET = 1000.0, 5.0
_POLL = {"IOC_POLL_SECONDS": "0.2"}  # the default; other parts poll less often
_CODE = "HT01"  # of the wall's first map; villages report it each month
_PATIENCE_SECONDS = 8.0
_WATCH = """() => {
    window.painted = {};
    new MutationObserver((changes) => {
        for (const { target } of changes) {
            const revision = (target.dataset.paintedKey || "").split("|")[2];
            if (revision && !(revision in painted)) painted[revision] = Date.now();
        }
    }).observe(document, { subtree: true, attributeFilter: ["data-painted-key"] });
}"""


def measure(
    places: BenchPlaces, clients: int = CLIENTS, changes: int = CHANGES, idle: float = IDLE_SECONDS
) -> list[BenchFigure]:
    """Return the figures of both databases."""
    var = places.demo()
    figures: list[BenchFigure] = []
    for name, open_server in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with open_server(places, var) as (server, url):
            figures += _database(places, name, server, url, clients, changes, idle)
    return figures


@contextmanager
def _sqlite(places: BenchPlaces, var: Path) -> Iterator[tuple[AppServer, str]]:
    copy = places.copy_of(var, "live")
    try:
        with AppServer(copy, extra=_POLL) as server:
            yield server, f"sqlite:///{copy / 'ioc.sqlite'}"
    finally:
        shutil.rmtree(copy, ignore_errors=True)


@contextmanager
def _postgresql(places: BenchPlaces, var: Path) -> Iterator[tuple[AppServer, str]]:
    folder, backup = places.folder / "live-postgresql", places.folder / "live.ioc"
    shutil.rmtree(folder, ignore_errors=True)
    copy = places.copy_of(var, "live")
    try:
        with running(folder) as url:
            source = AppServer(copy)
            source.run("backup", backup, "--force")
            source.run("restore", backup, "--to", url)
            extra = {**_POLL, "IOC_DATABASE_URL": url}
            with AppServer(copy, extra=extra) as server:
                yield server, url
    finally:
        for each in (folder, copy):
            shutil.rmtree(each, ignore_errors=True)
        backup.unlink(missing_ok=True)


def _database(
    places: BenchPlaces,
    name: str,
    server: AppServer,
    url: str,
    clients: int,
    changes: int,
    idle: float,
) -> list[BenchFigure]:
    engine = open_engine(url)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        chromium = stack.enter_context(browser(places.chromium()))
        write = _Writer(engine)
        pages = _open(chromium, server.url, write.period)
        ask = _questions(clients, write.period)
        write.change()  # the first change meets an empty memory
        herd = stack.enter_context(Herd(server.port, ask))
        # Pages are at rest; the server's time for them counts, the browser's own does not.
        for page in pages.values():
            page.wait_for_timeout(1000)
        before = _cpu(server)
        for _ in range(int(idle * 2)):
            pages["analysis"].wait_for_timeout(500)
        share = (_cpu(server) - before) / idle * 100
        before = _cpu(server)
        committed: dict[int, float] = {}
        for _ in range(changes):
            revision, at = write.change()
            committed[revision] = at
            _wait_until_painted(pages.values(), revision)
            # Not in step with the server's polls.
            pages["analysis"].wait_for_timeout(150 + 37 * (revision % 11))
        per_change = (_cpu(server) - before) / changes * 1e3
        paints = {each: page.evaluate("painted") for each, page in pages.items()}
        return _figures(name, herd, committed, paints, share, per_change, clients)


def _open(chromium: Browser, url: str, period: str) -> dict[str, Page]:
    """Open the three pages at the same indicator, each in a window of its own.

    A page in a tab behind another one gets a frame a second.
    """
    fields = {"dia-ban": HOME, "cap": "commune", "chi-so": _CODE, "ky": period}
    addresses = {
        "analysis": f"/phan-tich?{urlencode(fields)}",
        "area": f"/dia-ban/{VINTAGE}/{HOME}?{urlencode({'chi-so': _CODE, 'ky': period})}",
        "wall": "/wall?canh=coverage&giu=1",
    }
    pages: dict[str, Page] = {}
    for name, address in addresses.items():
        page = pages[name] = fresh_visitor(chromium).new_page()
        page.goto(url + address)
        page.wait_for_selector("[data-painted-key]", state="attached", timeout=60_000)
        page.wait_for_function("ioc.live.touched([]) >= 0", timeout=60_000)
        page.evaluate(_WATCH)
    return pages


def _wait_until_painted(pages: Iterable[Page], revision: int) -> None:
    """Wait until all pages have painted a change, so that a late page gets no further one."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    for page in pages:
        while time.monotonic() < deadline:
            has_painted = (
                "revision => Object.keys(painted).some((each) => Number(each) >= revision)"
            )
            if page.evaluate(has_painted, revision):
                break
            page.wait_for_timeout(50)


def _questions(clients: int, period: str) -> list[Question]:
    day = local_date().isoformat()
    place = {"ky-dia-gioi": VINTAGE, "dia-ban": HOME, "chi-so": _CODE, "ky": period}

    def analysis(_: int, revision: int) -> tuple[str, str, str]:
        own = {"cap": "commune", "held": "commune", "say": "vi", "rev": revision, "day": day}
        return "GET", f"/view?{urlencode(place | own)}", ""

    def of_area(revision_before: int, revision: int) -> tuple[str, str, str]:
        own = {"say": "vi", "since": revision_before, "rev": revision, "day": day}
        return "GET", f"/view/area?{urlencode(place | own)}", ""

    def of_wall(_: int, revision: int) -> tuple[str, str, str]:
        query = {"scene": "coverage", "area": "", "rev": revision}
        return "GET", f"{SCENE_PATH}?{urlencode(query)}", ""

    kinds: dict[str, Question] = {"analysis": analysis, "area": of_area, "wall": of_wall}
    questions = [kinds[name] for name in kinds for _ in range(round(clients * _SHARES[name]))]
    return (questions + [analysis] * clients)[:clients]


class _Writer:
    """Stores other numbers of some villages with each change, as one more process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = 0
        with engine.connect() as connection:
            self._indicator = connection.scalar(
                select(indicator.c.id).where(indicator.c.code == _CODE)
            )
            of_indicator = observation.c.indicator_id == self._indicator
            self.period = str(
                connection.scalar(select(func.max(observation.c.period)).where(of_indicator))
            )
            self._areas = connection.scalars(
                select(area.c.id)
                .join(observation, observation.c.area_id == area.c.id)
                .where(of_indicator, observation.c.period == self.period)
                .where(area.c.vintage == VINTAGE, area.c.level == "village")
                .order_by(area.c.code)
                .limit(5)
            ).all()

    def change(self) -> tuple[int, float]:
        """Store other numbers; return the revision and the time of its commit."""
        self._turn += 1
        frame = pd.DataFrame(
            {
                "area_id": list(self._areas),
                "indicator_id": self._indicator,
                "period": self.period,
                "numerator": float(self._turn % 2),
                "denominator": 1.0,
                "value": np.nan,
            }
        )
        submission = Submission("api", "bench", f"{time.time_ns():064d}")
        with writing(self._engine) as connection:
            report = store_observations(connection, frame, submission)
            revision = raise_revision(
                connection, "observations", report.summary(), report.submission_id
            )
        return revision, time.time()


def _cpu(server: AppServer) -> float:
    """Return the processor time of the server in seconds."""
    if server.process is None:
        return 0.0
    times = [each.cpu_times() for each in AppServer.family(server.process.pid)]
    return float(sum(each.user + each.system for each in times))


def _figures(
    name: str,
    herd: Herd,
    committed: dict[int, float],
    paints: dict[str, dict[str, float]],
    idle: float,
    per_change: float,
    clients: int,
) -> list[BenchFigure]:
    load = psutil.getloadavg()[0]
    note = f"{len(committed)} changes, load {load:.1f}"

    def lines(what: str, times: Sequence[float], budget: float | None = None) -> list[BenchFigure]:
        if not times:
            return [BenchFigure("live", f"{name}: {what}, seen", 0, "times", None, 1, higher=True)]
        p50, p95, most = np.percentile(times, [50, 95, 100])
        return [
            BenchFigure("live", f"{name}: {what}, p50", p50, "ms", note=note),
            BenchFigure("live", f"{name}: {what}, p95", p95, "ms", None, budget, note=note),
            BenchFigure("live", f"{name}: {what}, max", most, "ms", note=note),
        ]

    def since(moments: Sequence[tuple[int, float]]) -> list[float]:
        return [(at - committed[each]) * 1e3 for each, at in moments if each in committed]

    figures = [
        BenchFigure(
            "live",
            f"{name}: {clients} idle clients, of one core",
            idle,
            "%",
            None,
            _IDLE_BUDGET,
            note=f"load {load:.1f}",
        ),
        BenchFigure(
            "live",
            f"{name}: clients lost",
            len(herd.faults),
            "clients",
            None,
            0.0,
            note="; ".join(herd.faults[:1]),
        ),
    ]
    figures.append(
        BenchFigure("live", f"{name}: server, processor for a change", per_change, "ms", note=note)
    )
    figures += lines(f"commit to the word, {clients} clients", since(herd.notices))
    figures += lines(f"commit to the answer, {clients} clients", since(herd.answers))
    for page, of_page in paints.items():
        times = _until_shown(committed, of_page)
        figures += lines(f"commit to paint, {page}", times, _PAINT_BUDGET_MS)
    return figures


def _until_shown(committed: dict[int, float], paints: dict[str, Any]) -> list[float]:
    """Return the ms from each commit to the paint of its revision or a later one."""
    moments = sorted((int(revision), float(at)) for revision, at in paints.items())
    times = []
    for revision, at in committed.items():
        later = [when for each, when in moments if each >= revision]
        if later:
            times.append(min(later) - at * 1e3)
    return times
