"""Fifty people who click every second: how long the server takes, on 9.13 million cells.

Each click is the request of the analysis page, with revision and day in its address, over a
connection that stays open, as a browser's. The next choice is random among all there are, so that
most answers have to be made.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode
from urllib.request import urlopen

import psycopg

from bench.app_server import AppServer
from bench.figures import BenchFigure
from bench.places import HOME, VINTAGE, BenchPlaces
from bench.postgresql import running
from bench.village_store import month_names
from data.wire.columns import FORMAT
from ioc.local_time import local_date

USERS, SECONDS, BUDGET_MS = 50, 30, 15.0
# The first clicks meet processes without anything in memory.
_WARM_UP = 5
_KINDS = ("indicator", "period", "area", "level")
_WEIGHTS = (40, 25, 20, 15)
_TIMING = re.compile(rb"server-timing: app;dur=([\d.]+)", re.IGNORECASE)
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Click:
    """One answered click; times in ms."""

    kind: str
    server: float
    client: float


@dataclass
class User:
    """Somebody at the analysis page: the state of the screen, and the next click."""

    random: random.Random
    choices: dict[str, list[str]]  # "indicators", "periods", "communes"
    revision: int
    day: str
    area: str = HOME
    level: str = "commune"
    indicator: str = "HT01"
    period: str = "2026-09"
    directories: set[tuple[str, str]] = field(default_factory=set)

    def click(self) -> list[tuple[str, str]]:
        """Change one choice; return kind and target of each request for it."""
        before = self.area, self.level
        (kind,) = self.random.choices(_KINDS, _WEIGHTS)
        if kind == "indicator":
            self.indicator = self.random.choice(self.choices["indicators"])
        elif kind == "period":
            self.period = self.random.choice(self.choices["periods"])
        elif kind == "area":
            self._go()
        else:
            self._switch()
        fields = {
            "ky-dia-gioi": VINTAGE,
            "dia-ban": self.area,
            "cap": self.level,
            "chi-so": self.indicator,
            "ky": self.period,
        }
        if before[0] == self.area:
            fields["held"] = before[1]
        page_knows = {"say": "vi", "rev": str(self.revision), "wire": str(FORMAT), "day": self.day}
        requests = [(kind, f"/view?{urlencode(fields | page_knows)}")]
        place = self.area, self.level
        if place not in self.directories:
            self.directories.add(place)
            query = {
                "vintage": VINTAGE,
                "level": self.level,
                "parent": self.area,
                "rev": str(self.revision),
            }
            requests.append(("directory", f"/api/v1/directory?{urlencode(query)}"))
        return requests

    def _go(self) -> None:
        """Go into a commune, back to the province, or up to the country."""
        if self.area != HOME:
            self.area, self.level = HOME, "commune"
        elif self.random.random() < 0.8:
            self.area, self.level = self.random.choice(self.choices["communes"]), "village"
        else:
            self.area, self.level = "VN", "commune"

    def _switch(self) -> None:
        others = {"VN": ("province", "commune"), HOME: ("commune", "village")}
        for each in others.get(self.area, ()):
            if each != self.level:
                self.level = each
                return


def measure(places: BenchPlaces, users: int = USERS, seconds: float = SECONDS) -> list[BenchFigure]:
    """Return the figures of both databases."""
    var = places.villages()
    figures: list[BenchFigure] = []
    with AppServer(var, command=_TIMING_APP, extra=_OWN) as server:
        figures += _figures("SQLite", run(server, var, users, seconds))
    with (
        village_postgresql(places) as url,
        AppServer(var, command=_TIMING_APP, extra={**_OWN, "IOC_DATABASE_URL": url}) as server,
    ):
        figures += _figures("PostgreSQL", run(server, var, users, seconds))
    return figures


_TIMING_APP = ("-m", "bench.timed_app")
_OWN = {"IOC_DEMO": "false"}


@contextmanager
def village_postgresql(places: BenchPlaces) -> Iterator[str]:
    """Yield the URL of a PostgreSQL with the store of villages; the first run fills it."""
    var = places.villages()
    folder, stamp = places.folder / "postgresql", places.folder / "postgresql.json"
    digest = (places.folder / "villages.json").read_text(encoding="utf-8")
    fresh = not stamp.is_file() or stamp.read_text(encoding="utf-8") != digest
    if fresh:
        stamp.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    with running(folder) as url:
        if fresh:
            print("bringing the store “villages” to PostgreSQL …", flush=True)
            backup = places.folder / "villages.ioc"
            source = AppServer(var)
            source.run("backup", backup, "--force")
            source.run("restore", backup, "--to", url)
            backup.unlink()
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")
            stamp.write_text(digest, encoding="utf-8")
        yield url


def run(server: AppServer, var: Path, users: int, seconds: float) -> list[Click]:
    """Let people click once a second; return the clicks after the warm-up."""
    with sqlite3.connect(var / "ioc.sqlite") as store:
        codes = [row[0] for row in store.execute("SELECT code FROM indicator ORDER BY code")]
        communes = [
            row[0]
            for row in store.execute(
                "SELECT code FROM area WHERE level = 'commune' AND vintage = ? AND "
                "province_code = ? ORDER BY code",
                (VINTAGE, HOME),
            )
        ]
    store.close()
    choices = {"indicators": codes, "periods": month_names(60), "communes": communes}
    with urlopen(f"{server.url}/healthz", timeout=30) as answer:
        revision = int(json.load(answer)["revision"])
    day = local_date().isoformat()
    people = [
        User(random.Random(number), choices, revision, day)  # noqa: S311 - the same in every run
        for number in range(users)
    ]
    return asyncio.run(_all(people, server.port, seconds))


async def _all(people: list[User], port: int, seconds: float) -> list[Click]:
    began = perf_counter()
    lines = await asyncio.gather(
        *(
            _sit(user, port, began, place / len(people), seconds)
            for place, user in enumerate(people)
        )
    )
    return [click for line in lines for click in line]


async def _sit(user: User, port: int, began: float, offset: float, seconds: float) -> list[Click]:
    """Click once a second, each user at another moment; a late answer delays the next click."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    clicks: list[Click] = []
    try:
        for turn in range(int(seconds + _WARM_UP)):
            due = began + offset + turn
            await asyncio.sleep(max(0.0, due - perf_counter()))
            for kind, target in user.click():
                # From the moment that the click was due: waiting for the one before counts, too.
                due_at = perf_counter() if kind == "directory" else due
                server = await _ask(reader, writer, target)
                if turn >= _WARM_UP:
                    clicks.append(Click(kind, server, (perf_counter() - due_at) * 1e3))
    finally:
        writer.close()
        await writer.wait_closed()
    return clicks


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: str) -> float:
    """Return the ms of an answer by the server's own clock."""
    writer.write(
        f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    length, took = _LENGTH.search(head), _TIMING.search(head)
    if not head.startswith(b"HTTP/1.1 200") or length is None or took is None:
        raise RuntimeError(f"{target}: {head[:400]!r}")
    await reader.readexactly(int(length[1]))
    return float(took[1])


def _figures(database: str, clicks: list[Click]) -> list[BenchFigure]:
    by_kind: dict[str, list[Click]] = defaultdict(list)
    for each in clicks:
        by_kind[each.kind].append(each)
    views = [each for each in clicks if each.kind != "directory"]
    name = f"{USERS} people, a click a second, {database}"

    def line(
        what: str, times: list[float], share: float, budget: float | None = None
    ) -> BenchFigure:
        return BenchFigure(
            "clicks",
            f"{name}: {what}",
            percentile(times, share),
            "ms",
            None,
            budget,
            note=f"{len(times):,} answers",
        )

    server = [each.server for each in views]
    figures = [
        line("server, p50", server, 0.5),
        line("server, p95", server, 0.95, BUDGET_MS),
        line("server, p99", server, 0.99),
    ]
    for kind in (*_KINDS, "directory"):
        times = [each.server for each in by_kind[kind]]
        if times:
            figures.append(line(f"server, p95 of another {kind}", times, 0.95))
    figures.append(line("as the clients see it, p95", [each.client for each in views], 0.95))
    return figures


def percentile(times: list[float], share: float) -> float:
    """Return the time that this share of all times does not exceed.

    >>> percentile([5.0, 1.0, 3.0, 2.0, 4.0], 0.8)
    4.0
    """
    ordered = sorted(times)
    return ordered[max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1)]
