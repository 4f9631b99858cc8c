"""Two hundred open pages without a browser: each keeps the stream and sends its page's requests."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# Pages wait up to so long before they ask, so that they do not ask together.
SPREAD_SECONDS = 0.12
Question = Callable[
    [int, int], tuple[str, str, str]
]  # (revision before, revision now) -> method, target, body


@dataclass
class Herd:
    """Runs its clients in a thread of its own.

    `notices` and `answers` have (revision, time) of each notice and of each answer.
    """

    port: int
    questions: list[Question]
    answers: list[tuple[int, float]] = field(default_factory=list)
    notices: list[tuple[int, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    connected: int = 0

    def __enter__(self) -> Herd:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        # References: a loop alone does not keep its tasks alive.
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
        revision_before = -1
        try:
            while line := await reader.readline():
                if not line.startswith(b"data: ") or b'"touched"' not in line:
                    continue
                content: dict[str, Any] = json.loads(line[6:])
                revision = int(content["revision"])
                if revision_before < 0:
                    self.connected += 1
                    revision_before = revision
                    continue
                self.notices.append((revision, time.time()))
                await asyncio.sleep(random.random() * SPREAD_SECONDS)  # noqa: S311
                second = second or await asyncio.open_connection(
                    "127.0.0.1", self.port, limit=2**22
                )
                await _ask(*second, *question(revision_before, revision))
                self.answers.append((revision, time.time()))
                revision_before = revision
        finally:
            writer.close()
            if second:
                second[1].close()


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, method: str, target: str, body: str
) -> None:
    content = body.encode()
    writer.write(
        f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n".encode()
        + content
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
