"""From a commit to the paint, with 200 open pages; and what they cost while nothing happens.

The open pages are 200 streams, each of which asks what its page would ask (analysis, area, wall),
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

from bench.browsing import browser, fresh_visitor
from bench.figures import Figure
from bench.live_herd import Herd, Question
from bench.places import HOME, VINTAGE, Places
from bench.postgresql import running
from bench.served import Served
from data.load.observations import Submission, store_observations
from data.schema import area, indicator, observation
from data.store import open_engine, raise_revision, writing
from ioc.local_time import local_date
from layouts.wall import SCENE_PATH

CLIENTS, CHANGES, IDLE_SECONDS = 200, 30, 20.0
# Of the 200: as many analysts, readers of areas and walls.
_SHARES = {"analysis": 0.6, "area": 0.3, "wall": 0.1}
_PAINT_BUDGET_MS, _IDLE_BUDGET = 1000.0, 5.0
_POLL = {"IOC_POLL_SECONDS": "0.2"}  # the default; other parts look less often
_CODE = "HT01"  # that of the wall's first map; villages report it each month
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
    places: Places, clients: int = CLIENTS, changes: int = CHANGES, idle: float = IDLE_SECONDS
) -> list[Figure]:
    """Return the figures of both databases."""
    var = places.demo()
    found: list[Figure] = []
    for name, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with opened(places, var) as (served, url):
            found += _database(places, name, served, url, clients, changes, idle)
    return found


@contextmanager
def _sqlite(places: Places, var: Path) -> Iterator[tuple[Served, str]]:
    copy = places.copy_of(var, "live")
    try:
        with Served(copy, extra=_POLL) as served:
            yield served, f"sqlite:///{copy / 'ioc.sqlite'}"
    finally:
        shutil.rmtree(copy, ignore_errors=True)


@contextmanager
def _postgresql(places: Places, var: Path) -> Iterator[tuple[Served, str]]:
    folder, backup = places.folder / "live-postgresql", places.folder / "live.ioc"
    shutil.rmtree(folder, ignore_errors=True)
    copy = places.copy_of(var, "live")
    try:
        with running(folder) as url:
            source = Served(copy)
            source.run("backup", backup, "--force")
            source.run("restore", backup, "--to", url)
            extra = {**_POLL, "IOC_DATABASE_URL": url}
            with Served(copy, extra=extra) as served:
                yield served, url
    finally:
        for each in (folder, copy):
            shutil.rmtree(each, ignore_errors=True)
        backup.unlink(missing_ok=True)


def _database(
    places: Places, name: str, served: Served, url: str, clients: int, changes: int, idle: float
) -> list[Figure]:
    engine = open_engine(url)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        chromium = stack.enter_context(browser(places.chromium()))
        write = _Writer(engine)
        pages = _open(chromium, served.url, write.period)
        ask = _questions(clients, write.period)
        write.change()  # the first change finds nothing made before
        herd = stack.enter_context(Herd(served.port, ask))
        # Pages have come to rest; what they cost is counted, the browser's own work is not.
        for page in pages.values():
            page.wait_for_timeout(1000)
        before = _cpu(served)
        for _ in range(int(idle * 2)):
            pages["analysis"].wait_for_timeout(500)
        share = (_cpu(served) - before) / idle * 100
        before = _cpu(served)
        committed: dict[int, float] = {}
        for _ in range(changes):
            revision, at = write.change()
            committed[revision] = at
            _wait_until_painted(pages.values(), revision)
            # Not in step with the server's look at the store.
            pages["analysis"].wait_for_timeout(150 + 37 * (revision % 11))
        spent = (_cpu(served) - before) / changes * 1e3
        painted = {each: page.evaluate("painted") for each, page in pages.items()}
        return _figures(name, herd, committed, painted, share, spent, clients)


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
    """One change at a time: a page that is late is not given the next one to be late with."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    for page in pages:
        while time.monotonic() < deadline:
            seen = "revision => Object.keys(painted).some((each) => Number(each) >= revision)"
            if page.evaluate(seen, revision):
                break
            page.wait_for_timeout(50)


def _questions(clients: int, period: str) -> list[Question]:
    day = local_date().isoformat()
    place = {"ky-dia-gioi": VINTAGE, "dia-ban": HOME, "chi-so": _CODE, "ky": period}

    def analysis(_known: int, reached: int) -> tuple[str, str, str]:
        own = {"cap": "commune", "held": "commune", "say": "vi", "rev": reached, "day": day}
        return "GET", f"/view?{urlencode(place | own)}", ""

    def of_area(known: int, reached: int) -> tuple[str, str, str]:
        own = {"say": "vi", "since": known, "rev": reached, "day": day}
        return "GET", f"/view/area?{urlencode(place | own)}", ""

    def of_wall(_known: int, reached: int) -> tuple[str, str, str]:
        asked = {"scene": "coverage", "area": "", "rev": reached}
        return "GET", f"{SCENE_PATH}?{urlencode(asked)}", ""

    kinds: dict[str, Question] = {"analysis": analysis, "area": of_area, "wall": of_wall}
    made = [kinds[name] for name in kinds for _ in range(round(clients * _SHARES[name]))]
    return (made + [analysis] * clients)[:clients]


class _Writer:
    """Stores another number of some communes each time, as one more process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = 0
        with engine.connect() as connection:
            self._indicator = connection.scalar(
                select(indicator.c.id).where(indicator.c.code == _CODE)
            )
            held = observation.c.indicator_id == self._indicator
            self.period = str(connection.scalar(select(func.max(observation.c.period)).where(held)))
            self._areas = connection.scalars(
                select(area.c.id)
                .join(observation, observation.c.area_id == area.c.id)
                .where(held, observation.c.period == self.period)
                .where(area.c.vintage == VINTAGE, area.c.level == "village")
                .order_by(area.c.code)
                .limit(5)
            ).all()

    def change(self) -> tuple[int, float]:
        """Return the revision and when it was committed."""
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
        sent = Submission("api", "bench", f"{time.time_ns():064d}")
        with writing(self._engine) as connection:
            done = store_observations(connection, frame, sent)
            revision = raise_revision(
                connection, "observations", done.summary(), done.submission_id
            )
        return revision, time.time()


def _cpu(served: Served) -> float:
    """Return the seconds of processor that the server has taken."""
    if served.process is None:
        return 0.0
    times = [each.cpu_times() for each in Served.family(served.process.pid)]
    return sum(each.user + each.system for each in times)


def _figures(
    name: str,
    herd: Herd,
    committed: dict[int, float],
    painted: dict[str, dict[str, float]],
    idle: float,
    spent: float,
    clients: int,
) -> list[Figure]:
    load = psutil.getloadavg()[0]
    note = f"{len(committed)} changes, load {load:.1f}"

    def lines(what: str, times: Sequence[float], budget: float | None = None) -> list[Figure]:
        if not times:
            return [Figure("live", f"{name}: {what}, seen", 0, "times", None, 1, higher=True)]
        p50, p95, most = np.percentile(times, [50, 95, 100])
        return [
            Figure("live", f"{name}: {what}, p50", p50, "ms", note=note),
            Figure("live", f"{name}: {what}, p95", p95, "ms", None, budget, note=note),
            Figure("live", f"{name}: {what}, max", most, "ms", note=note),
        ]

    def since(told: Sequence[tuple[int, float]]) -> list[float]:
        return [(at - committed[each]) * 1e3 for each, at in told if each in committed]

    found = [
        Figure("live", f"{name}: {clients} idle clients, of one core", idle, "%", None,
               _IDLE_BUDGET, note=f"load {load:.1f}"),
        Figure("live", f"{name}: clients lost", len(herd.faults), "clients", None, 0.0,
               note="; ".join(herd.faults[:1])),
    ]  # fmt: skip
    found.append(Figure("live", f"{name}: server, processor for a change", spent, "ms", note=note))
    found += lines(f"commit to the word, {clients} clients", since(herd.told))
    found += lines(f"commit to the answer, {clients} clients", since(herd.answered))
    for page, seen in painted.items():
        times = _until_shown(committed, seen)
        found += lines(f"commit to paint, {page}", times, _PAINT_BUDGET_MS)
    return found


def _until_shown(committed: dict[int, float], painted: dict[str, Any]) -> list[float]:
    """Return the ms until a picture of each revision, or of a later one, was on the screen."""
    shown = sorted((int(revision), float(at)) for revision, at in painted.items())
    times = []
    for revision, at in committed.items():
        later = [when for each, when in shown if each >= revision]
        if later:
            times.append(min(later) - at * 1e3)
    return times
