"""Two hundred at once: walls that ask when they are told, people who click, machines that write.

All on one machine, over real sockets, for a bounded time, on both databases. What counts first is
that nobody is refused and no acknowledged value is lost; then how long each kind waited.
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
from bench.figures import Figure
from bench.live import _postgresql, _sqlite
from bench.live_herd import SPREAD_SECONDS
from bench.places import HOME, VINTAGE, Places
from bench.senders import DENOMINATOR, Sent
from bench.village_store import month_names
from bench.writes import PERIOD, _lost, _targets
from data.queries.areas import read_areas
from data.queries.catalogue import all_indicators
from data.store import open_engine, writing
from data.tokens import Scope, create_token
from ioc.area import Level
from ioc.local_time import local_date
from layouts.wall import SCENE_PATH

WALLS, PEOPLE, MACHINES, SECONDS = 150, 50, 5, 60.0
# A person looks at what came before clicking again; a machine sends what it has gathered.
_CLICK_SECONDS, _SEND_SECONDS, _VALUES = 2.0, 15.0, 20
_KINDS = {"wall": "a wall's question", "click": "a click", "write": "a hand-in"}


@dataclass
class Notes:
    """What the crowd saw: the ms of each answer by kind, and everything that was no answer."""

    until: float
    waited: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    sent: Sent = field(default_factory=Sent)
    told: int = 0
    connected: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nobody begins anything new."""
        return perf_counter() > self.until


def measure(
    places: Places,
    walls: int = WALLS,
    people: int = PEOPLE,
    machines: int = MACHINES,
    seconds: float = SECONDS,
) -> list[Figure]:
    """Return the figures of both databases; leave crowd.json and crowd.svg in the folder."""
    var = places.demo()
    found: list[Figure] = []
    curves: list[Curve] = []
    for name, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with opened(places, var) as (served, url):
            notes, lost = _run(served.port, url, walls, people, machines, seconds)
        found += _figures(name, notes, lost, walls + people + machines, seconds)
        print(f"{name}: {len(notes.faults)} failed, {lost} lost", flush=True)
        curves += [Curve(f"{name}: {_KINDS[kind]}", notes.waited[kind]) for kind in _KINDS]
    kept = {each.name: [round(ms, 2) for ms in sorted(each.times)] for each in curves}
    (places.folder / "crowd.json").write_text(json.dumps(kept), encoding="utf-8")
    (places.folder / "crowd.svg").write_text(draw(curves), encoding="utf-8")
    return found


def _run(
    port: int, url: str, walls: int, people: int, machines: int, seconds: float
) -> tuple[Notes, int]:
    """Let the crowd in; return what it saw, and how many acknowledged values are not stored."""
    engine = open_engine(url)
    with writing(engine) as connection:
        _, secret = create_token(connection, "bench", Scope.WRITE, 1, datetime.now(UTC))
    with engine.connect() as connection:
        known = {
            "indicators": [each.code for each in all_indicators(connection)],
            "periods": month_names(60),
            "communes": read_areas(connection, VINTAGE, Level.COMMUNE, HOME)["code"].tolist(),
        }
    targets = _targets(engine)
    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
        revision = int(json.load(answer)["revision"])
    day = local_date().isoformat()
    notes = Notes(perf_counter() + seconds)

    async def everybody() -> None:
        watching = [asyncio.create_task(_guarded(notes, _wall, port, notes))
                    for _ in range(walls)]  # fmt: skip
        while notes.connected < walls and not notes.faults:
            await asyncio.sleep(0.05)
        notes.until = perf_counter() + seconds
        await asyncio.gather(
            *(_guarded(notes, _person, port, notes, User(random.Random(each), known, revision, day))  # noqa: S311
              for each in range(people)),
            *(_guarded(notes, _machine, port, notes, secret, targets, each)
              for each in range(machines)),
        )  # fmt: skip
        await asyncio.sleep(3.0)  # what the last hand-ins changed is still asked for
        for each in watching:
            each.cancel()
        await asyncio.gather(*watching, return_exceptions=True)

    asyncio.run(everybody())
    lost = _lost(engine, notes.sent)
    engine.dispose()
    return notes, lost


async def _guarded(notes: Notes, act: Callable[..., Awaitable[None]], *given: Any) -> None:
    try:
        await act(*given)
    except (OSError, asyncio.IncompleteReadError, RuntimeError, ValueError) as error:
        notes.faults.append(f"{act.__name__}: {error!r}"[:300])


# ---- who is there ---------------------------------------------------------------------------


async def _wall(port: int, notes: Notes) -> None:
    """Hold the stream; when told of a change ask once, a little later than the next wall."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    line = _Line(port)
    first = True
    try:
        writer.write(b"GET /live?since=-1&signal=-1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while said := await reader.readline():
            if not said.startswith(b"data: ") or b'"touched"' not in said:
                continue
            if first:
                first = False
                notes.connected += 1
                continue
            notes.told += 1
            await asyncio.sleep(random.random() * SPREAD_SECONDS)  # noqa: S311
            reached = json.loads(said[6:])["revision"]
            asked = urlencode({"scene": "coverage", "area": "", "rev": reached})
            notes.waited["wall"].append(await line.ask("GET", f"{SCENE_PATH}?{asked}"))
        raise RuntimeError("the stream ended")
    finally:
        writer.close()
        line.close()


async def _person(port: int, notes: Notes, user: User) -> None:
    line = _Line(port)
    await asyncio.sleep(user.random.random() * _CLICK_SECONDS)
    try:
        while not notes.is_over:
            began = perf_counter()
            for _, target in user.click():
                notes.waited["click"].append(await line.ask("GET", target))
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
    line = _Line(port)
    chance = random.Random(number)  # noqa: S311 - the same in every run
    turn = 0
    await asyncio.sleep(chance.random() * _SEND_SECONDS)
    try:
        while not notes.is_over:
            began = perf_counter()
            cells = [(*each, PERIOD, chance.randrange(DENOMINATOR))
                     for each in chance.sample(targets, _VALUES)]  # fmt: skip
            names = ("indicator", "area", "period", "numerator")
            rows = [{**dict(zip(names, cell, strict=True)), "denominator": DENOMINATOR}
                    for cell in cells]  # fmt: skip
            body = json.dumps({"vintage": VINTAGE, "rows": rows}).encode()
            turn += 1
            heads = f"Authorization: Bearer {secret}\r\nIdempotency-Key: {number}-{turn}\r\n"
            notes.waited["write"].append(
                await line.ask("POST", "/api/v1/observations", body, heads, 201)
            )
            notes.sent.cells[int(json.loads(line.body)["submission"])] = cells
            await asyncio.sleep(max(0.0, began + _SEND_SECONDS - perf_counter()))
    finally:
        line.close()


class _Line:
    """One kept connection, opened when first needed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.body = b""

    async def ask(
        self, method: str, target: str, body: bytes = b"", heads: str = "", wanted: int = 200
    ) -> float:
        """Return the ms until the whole answer was here; raise for any other status."""
        began = perf_counter()
        if self._ends is None or self._ends[0].at_eof():
            # A server hangs up on who has said nothing for some seconds, and every client knows.
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
        if not head.startswith(f"HTTP/1.1 {wanted} ".encode()):
            raise RuntimeError(f"{target[:80]}: {head[:60]!r} {self.body[:200]!r}")
        return (perf_counter() - began) * 1e3

    def close(self) -> None:
        """Hang up."""
        if self._ends is not None:
            self._ends[1].close()


# ---- what it comes to -----------------------------------------------------------------------


def _figures(database: str, notes: Notes, lost: int, clients: int, seconds: float) -> list[Figure]:
    load = psutil.getloadavg()[0]
    found = [
        Figure("crowd", f"{database}: {clients} clients, requests that failed",
               len(notes.faults), "requests", None, 0.0, note="; ".join(notes.faults[:1])),
        Figure("crowd", f"{database}: acknowledged values that the store does not hold",
               lost, "values", None, 0.0, note=f"of {notes.sent.count:,}"),
    ]  # fmt: skip
    for kind, words in _KINDS.items():
        times = notes.waited[kind]
        note = f"{len(times):,} answers in {seconds:.0f} s, load {load:.1f}"
        found += [
            Figure("crowd", f"{database}: {words}, p{share}", percentile(times, share / 100), "ms",
                   note=note)
            for share in (50, 95, 99)
            if times
        ]  # fmt: skip
    return found
