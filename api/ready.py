"""Answers that lie ready: made once for all who ask the same meanwhile, kept while they hold."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.types import Scope, Send

from api.kept import Kept
from api.packing import coding_of, compressed

# A body that fits one packet with its headers gains nothing from being made smaller.
_WORTH_COMPRESSING, _QUALITY = 700, 4


@dataclass(frozen=True)
class Ready:
    """Headers and body, and for how many seconds who asks the same may get them again."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    seconds: float
    status: int = 200

    async def send(self, send: Send) -> None:
        """Answer with it."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


class ReadyAnswers:
    """Ready answers by key, up to `most_bytes`; refusals are none."""

    def __init__(self, most_bytes: int) -> None:
        self._kept = Kept[tuple[float, Ready]](most_bytes)
        self._making: dict[Hashable, asyncio.Task[Ready]] = {}

    async def get(self, key: Hashable, make: Callable[[], Ready]) -> Ready:
        """Return the answer that lies ready, else what `make` returns, called in a thread.

        Who asks for the same meanwhile waits for it instead of making it too.
        """
        until, known = self._kept.get(key) or (0.0, None)
        if known is not None and until >= monotonic():
            return known
        making = self._making.get(key)
        if making is None:
            making = self._making[key] = asyncio.create_task(self._make(key, make))
            making.add_done_callback(lambda done: self._finished(key, done))
        # Who goes away does not take the answer from the others.
        return await asyncio.shield(making)

    def _finished(self, key: Hashable, done: asyncio.Task[Ready]) -> None:
        self._making.pop(key, None)
        # Looked at here, for those who asked may all have gone away.
        if not done.cancelled():
            done.exception()

    async def _make(self, key: Hashable, make: Callable[[], Ready]) -> Ready:
        ready = await run_in_threadpool(make)
        self._kept.drop(key)
        if ready.seconds > 0:
            self._kept.put(key, (monotonic() + ready.seconds, ready), len(ready.body))
        return ready


def header_of(scope: Scope, name: bytes) -> str:
    """Return a header of the request; "" where it has none."""
    found = next((value for key, value in scope["headers"] if key == name), b"")
    return str(found.decode("latin-1"))


def best_coding(scope: Scope) -> str:
    """Return the best coding that the client takes."""
    return coding_of(header_of(scope, b"accept-encoding"))


def make_ready(
    body: bytes, media_type: str, cache_control: bytes, coding: str, seconds: float
) -> Ready:
    """Return an answer, compressed where that is worth it."""
    headers = [
        (b"content-type", media_type.encode()),
        (b"cache-control", cache_control),
        (b"vary", b"accept-encoding"),
    ]
    if coding and len(body) > _WORTH_COMPRESSING:
        body = compressed(body, coding, _QUALITY)
        headers.append((b"content-encoding", coding.encode()))
    headers.append((b"content-length", str(len(body)).encode()))
    return Ready(headers, body, seconds)
