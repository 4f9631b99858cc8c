"""Two hundred open pages without a browser: each holds the stream and asks as its page would."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# What the browser's pages wait before they ask, so that they do not ask together.
SPREAD_SECONDS = 0.12
Question = Callable[[int, int], tuple[str, str, str]]  # (known, reached) -> method, target, body


@dataclass
class Herd:
    """Runs its clients in a thread of its own; `answered` grows by (revision, when) of each."""

    port: int
    questions: list[Question]
    answered: list[tuple[int, float]] = field(default_factory=list)
    told: list[tuple[int, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    connected: int = 0

    def __enter__(self) -> Herd:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        # Held on to: a loop alone does not keep its tasks alive.
        self._clients = [
            asyncio.run_coroutine_threadsafe(self._client(each), self._loop)
            for each in self.questions
        ]
        deadline = time.monotonic() + 60
        while self.connected < len(self.questions):
            if time.monotonic() > deadline:
                raise RuntimeError(f"only {self.connected} clients connected: {self.faults[:3]}")
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        mine = asyncio.current_task()
        others = [each for each in asyncio.all_tasks() if each is not mine]
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _client(self, question: Question) -> None:
        try:
            await self._follow(question)
        except (OSError, asyncio.IncompleteReadError, RuntimeError) as error:
            self.faults.append(repr(error))

    async def _follow(self, question: Question) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        writer.write(b"GET /live?since=-1&signal=-1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        second: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        known = -1
        try:
            while line := await reader.readline():
                if not line.startswith(b"data: ") or b'"touched"' not in line:
                    continue
                said: dict[str, Any] = json.loads(line[6:])
                reached = int(said["revision"])
                if known < 0:
                    self.connected += 1
                    known = reached
                    continue
                self.told.append((reached, time.time()))
                await asyncio.sleep(random.random() * SPREAD_SECONDS)  # noqa: S311
                second = second or await asyncio.open_connection(
                    "127.0.0.1", self.port, limit=2**22
                )
                await _ask(*second, *question(known, reached))
                self.answered.append((reached, time.time()))
                known = reached
        finally:
            writer.close()
            if second:
                second[1].close()


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, method: str, target: str, body: str
) -> None:
    sent = body.encode()
    writer.write(
        f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n".encode()
        + sent
    )
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 204")):
        raise RuntimeError(f"{target}: {head[:200]!r}")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    if b"content-length" in fields:
        await reader.readexactly(int(fields[b"content-length"]))
        return
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
    await reader.readline()
