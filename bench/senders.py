"""Machines that submit numbers without a pause, and log the acknowledged ones."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from time import perf_counter, process_time

Cell = tuple[str, str, str, int]  # indicator, area, period, numerator
DENOMINATOR = 100


@dataclass
class SendLog:
    """The result: acknowledged cells by number of submission, and the ms of each answer."""

    cells: dict[int, list[Cell]] = field(default_factory=dict)
    answers: list[float] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    seconds: float = 0.0
    own_seconds: float = 0.0  # processor time of the senders

    @property
    def count(self) -> int:
        """Number of acknowledged values."""
        return sum(map(len, self.cells.values()))


@dataclass(frozen=True)
class Order:
    """What to send: `machines` at once, each `rows` values at a time, for so many seconds."""

    port: int
    secret: str
    vintage: str
    places: Sequence[tuple[str, str]]  # indicator and area
    period: str
    machines: int
    rows: int
    seconds: float


def send(order: Order) -> SendLog:
    """Send from another process, which does not slow measurements in this one."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_send, (order,))


def _send(order: Order) -> SendLog:
    log = SendLog()
    asyncio.run(_all(order, log))
    return log


async def _all(order: Order, log: SendLog) -> None:
    began, own = perf_counter(), process_time()
    numbers = itertools.count()
    await asyncio.gather(
        *(
            _SendingMachine(order, log, place, numbers, began).run()
            for place in range(order.machines)
        )
    )
    log.seconds, log.own_seconds = perf_counter() - began, process_time() - own


class _SendingMachine(asyncio.Protocol):
    """A connection that stays open: each submission goes out when the one before is answered."""

    def __init__(
        self, order: Order, log: SendLog, place: int, numbers: itertools.count[int], began: float
    ) -> None:
        self._order = order
        self._log = log
        self._numbers = numbers
        self._until = began + order.seconds
        self._random = random.Random(place)  # noqa: S311 - the same in every run
        self._end = asyncio.get_running_loop().create_future()
        self._buffer = b""
        self._cells: list[Cell] = []
        self._sent_at = 0.0

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_connection(lambda: self, "127.0.0.1", self._order.port)
        self._transport = transport
        self._next()
        try:
            await self._end
        finally:
            transport.close()

    def _next(self) -> None:
        order = self._order
        targets = self._random.sample(order.places, order.rows)
        self._cells = [
            (indicator, area, order.period, self._random.randrange(DENOMINATOR))
            for indicator, area in targets
        ]
        rows = [
            {"indicator": indicator, "area": area, "period": period, "numerator": number,
             "denominator": DENOMINATOR}
            for indicator, area, period, number in self._cells
        ]  # fmt: skip
        body = json.dumps({"vintage": order.vintage, "rows": rows}).encode()
        head = (
            "POST /api/v1/observations HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {order.secret}\r\nIdempotency-Key: {self._key()}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._sent_at = perf_counter()
        self._transport.write(head.encode() + body)

    def _key(self) -> str:
        order = self._order
        return f"{order.machines}x{order.rows}-{id(self._log):x}-{next(self._numbers)}"

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, body = self._buffer.partition(b"\r\n\r\n")
        if not end:
            return
        _, _, rest = head.lower().partition(b"content-length: ")
        if len(body) < int(rest.partition(b"\r\n")[0]):
            return
        self._buffer = b""
        self._take(head, body)

    def _take(self, head: bytes, body: bytes) -> None:
        now = perf_counter()
        self._log.answers.append((now - self._sent_at) * 1e3)
        if head.startswith(b"HTTP/1.1 201"):
            self._log.cells[int(json.loads(body)["submission"])] = self._cells
        else:
            self._log.refusals.append((head[:40] + b" " + body[:200]).decode(errors="replace"))
        if now < self._until and len(self._log.refusals) < 100:
            self._next()
        elif not self._end.done():
            self._end.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self._end.done():
            self._end.set_exception(error or ConnectionError("the server hung up"))
