"""Two hundred clients at once: walls that follow changes, people who click, machines that write.

All on one machine, over real sockets, for a limited time, on both databases. No request may be
refused and no acknowledged value lost; beside that, how long each kind of client waits.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import psutil

from bench.clicks import User, percentile
from bench.crowd_plot import Curve, draw
from bench.figures import BenchFigure
from bench.live import _postgresql, _sqlite
from bench.live_herd import SPREAD_SECONDS
from bench.places import HOME, VINTAGE, BenchPlaces
from bench.senders import DENOMINATOR, SendLog
from bench.village_store import month_names
from bench.writes import PERIOD, _count_lost, _targets
from data.access.tokens import Scope, create_token
from data.queries.areas import read_areas
from data.queries.catalogue import all_indicators
from data.store.engine import open_engine, writing
from ioc.area import Level
from ioc.local_time import local_date
from layouts.wall.page import SCENE_PATH

WALLS, PEOPLE, MACHINES, SECONDS = 150, 50, 5, 60.0
# A person looks at an answer before the next click; a machine sends several values together.
_CLICK_SECONDS, _SEND_SECONDS, _VALUES = 2.0, 15.0, 20
_KINDS = {"wall": "a wall's question", "click": "a click", "write": "a hand-in"}


@dataclass
class Notes:
    """The answers of a run: ms of each by kind, and every fault."""

    until: float
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    log: SendLog = field(default_factory=SendLog)
    changes: int = 0
    connected: int = 0

    @property
    def is_over(self) -> bool:
        """Whether clients have stopped sending."""
        return perf_counter() > self.until


def measure(
    places: BenchPlaces,
    walls: int = WALLS,
    people: int = PEOPLE,
    machines: int = MACHINES,
    seconds: float = SECONDS,
) -> list[BenchFigure]:
    """Return the figures of both databases; leave crowd.json and crowd.svg in the folder."""
    var = places.demo()
    figures: list[BenchFigure] = []
    curves: list[Curve] = []
    for name, open_server in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with open_server(places, var) as (server, url):
            notes, lost_values = _run(server.port, url, walls, people, machines, seconds)
        figures += _figures(name, notes, lost_values, walls + people + machines, seconds)
        print(f"{name}: {len(notes.faults)} failed, {lost_values} lost", flush=True)
        curves += [Curve(f"{name}: {_KINDS[kind]}", notes.times[kind]) for kind in _KINDS]
    content = {each.name: [round(ms, 2) for ms in sorted(each.times)] for each in curves}
    (places.folder / "crowd.json").write_text(json.dumps(content), encoding="utf-8")
    (places.folder / "crowd.svg").write_text(draw(curves), encoding="utf-8")
    return figures


def _run(
    port: int, url: str, walls: int, people: int, machines: int, seconds: float
) -> tuple[Notes, int]:
    """Run the clients; return their notes, and how many acknowledged values are not stored."""
    engine = open_engine(url)
    with writing(engine) as connection:
        _, secret = create_token(connection, "bench", Scope.WRITE, 1, datetime.now(UTC))
    with engine.connect() as connection:
        choices = {
            "indicators": [each.code for each in all_indicators(connection)],
            "periods": month_names(60),
            "communes": read_areas(connection, VINTAGE, Level.COMMUNE, HOME)["code"].tolist(),
        }
    targets = _targets(engine)
    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
        revision = int(json.load(answer)["revision"])
    day = local_date().isoformat()
    notes = Notes(perf_counter() + seconds)
    users = [
        User(random.Random(number), choices, revision, day)  # noqa: S311 - the same in every run
        for number in range(people)
    ]

    async def everybody() -> None:
        watching = [
            asyncio.create_task(_note_faults(notes, _wall, port, notes)) for _ in range(walls)
        ]
        while notes.connected < walls and not notes.faults:
            await asyncio.sleep(0.05)
        notes.until = perf_counter() + seconds
        await asyncio.gather(
            *(_note_faults(notes, _person, port, notes, user) for user in users),
            *(
                _note_faults(notes, _machine, port, notes, secret, targets, each)
                for each in range(machines)
            ),
        )
        await asyncio.sleep(3.0)  # walls still ask for the last changes
        for each in watching:
            each.cancel()
        await asyncio.gather(*watching, return_exceptions=True)

    asyncio.run(everybody())
    lost_values = _count_lost(engine, notes.log)
    engine.dispose()
    return notes, lost_values


async def _note_faults(notes: Notes, act: Callable[..., Awaitable[None]], *arguments: Any) -> None:
    try:
        await act(*arguments)
    except (OSError, asyncio.IncompleteReadError, RuntimeError, ValueError) as error:
        notes.faults.append(f"{act.__name__}: {error!r}"[:300])


# ---- clients --------------------------------------------------------------------------------


async def _wall(port: int, notes: Notes) -> None:
    """Keep the stream open; ask once after each change, at a random moment."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    line = _Connection(port)
    first = True
    try:
        writer.write(b"GET /live?since=-1&signal=-1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while text := await reader.readline():
            if not text.startswith(b"data: ") or b'"touched"' not in text:
                continue
            if first:
                first = False
                notes.connected += 1
                continue
            notes.changes += 1
            await asyncio.sleep(random.random() * SPREAD_SECONDS)  # noqa: S311
            revision = json.loads(text[6:])["revision"]
            query = urlencode({"scene": "coverage", "area": "", "rev": revision})
            notes.times["wall"].append(await line.ask("GET", f"{SCENE_PATH}?{query}"))
        raise RuntimeError("the stream ended")
    finally:
        writer.close()
        line.close()


async def _person(port: int, notes: Notes, user: User) -> None:
    line = _Connection(port)
    await asyncio.sleep(user.random.random() * _CLICK_SECONDS)
    try:
        while not notes.is_over:
            began = perf_counter()
            for _, target in user.click():
                notes.times["click"].append(await line.ask("GET", target))
            await asyncio.sleep(max(0.0, began + _CLICK_SECONDS - perf_counter()))
    finally:
        line.close()


async def _machine(
    port: int,
    notes: Notes,
    secret: str,
    targets: Sequence[tuple[str, str]],
    number: int,
) -> None:
    line = _Connection(port)
    chance = random.Random(number)  # noqa: S311 - the same in every run
    turn = 0
    await asyncio.sleep(chance.random() * _SEND_SECONDS)
    try:
        while not notes.is_over:
            began = perf_counter()
            cells = [
                (*each, PERIOD, chance.randrange(DENOMINATOR))
                for each in chance.sample(targets, _VALUES)
            ]
            names = ("indicator", "area", "period", "numerator")
            rows = [
                {**dict(zip(names, cell, strict=True)), "denominator": DENOMINATOR}
                for cell in cells
            ]
            body = json.dumps({"vintage": VINTAGE, "rows": rows}).encode()
            turn += 1
            heads = f"Authorization: Bearer {secret}\r\nIdempotency-Key: {number}-{turn}\r\n"
            notes.times["write"].append(
                await line.ask("POST", "/api/v1/observations", body, heads, 201)
            )
            notes.log.cells[int(json.loads(line.body)["submission"])] = cells
            await asyncio.sleep(max(0.0, began + _SEND_SECONDS - perf_counter()))
    finally:
        line.close()


class _Connection:
    """A connection that is kept open, opened at its first request."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.body = b""

    async def ask(
        self, method: str, target: str, body: bytes = b"", heads: str = "", status: int = 200
    ) -> float:
        """Return the ms until the answer is complete; raise for another status."""
        began = perf_counter()
        if self._ends is None or self._ends[0].at_eof():
            # A server closes a connection after some idle seconds, and clients open a new one.
            self.close()
            self._ends = await asyncio.open_connection("127.0.0.1", self._port, limit=2**22)
        reader, writer = self._ends
        writer.write(
            f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n{heads}\r\n".encode()
            + body
        )
        head = await reader.readuntil(b"\r\n\r\n")
        fields = dict(
            line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line
        )
        pieces = []
        if b"content-length" in fields:
            pieces.append(await reader.readexactly(int(fields[b"content-length"])))
        else:
            while size := int(await reader.readline(), 16):
                pieces.append((await reader.readexactly(size + 2))[:-2])
            await reader.readline()
        self.body = b"".join(pieces)
        if not head.startswith(f"HTTP/1.1 {status} ".encode()):
            raise RuntimeError(f"{target[:80]}: {head[:60]!r} {self.body[:200]!r}")
        return (perf_counter() - began) * 1e3

    def close(self) -> None:
        """Close the connection."""
        if self._ends is not None:
            self._ends[1].close()


# ---- figures --------------------------------------------------------------------------------


def _figures(
    database: str, notes: Notes, lost_values: int, clients: int, seconds: float
) -> list[BenchFigure]:
    load = psutil.getloadavg()[0]
    figures = [
        BenchFigure(
            "crowd",
            f"{database}: {clients} clients, requests that failed",
            len(notes.faults),
            "requests",
            None,
            0.0,
            note="; ".join(notes.faults[:1]),
        ),
        BenchFigure(
            "crowd",
            f"{database}: acknowledged values that the store does not hold",
            lost_values,
            "values",
            None,
            0.0,
            note=f"of {notes.log.count:,}",
        ),
    ]
    for kind, words in _KINDS.items():
        times = notes.times[kind]
        note = f"{len(times):,} answers in {seconds:.0f} s, load {load:.1f}"
        figures += [
            BenchFigure(
                "crowd",
                f"{database}: {words}, p{share}",
                percentile(times, share / 100),
                "ms",
                note=note,
            )
            for share in (50, 95, 99)
            if times
        ]
    return figures
