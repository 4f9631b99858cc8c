"""Live updates: one stream per page that says what changed; see docs/live.md."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import threading
import time
from collections.abc import AsyncIterator, Callable
from types import FrameType
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from sqlalchemy import Engine

from api.live_state import UNKNOWN, LiveState, News
from api.live_watch import StoreWatch
from ioc.version import VERSION

_HEARTBEAT_SECONDS = 15.0
# What a client lacks depends on the time a little: orders grow old.
_SAID_HOLDS_SECONDS = 2.0
_EVENT_ID = re.compile(r"(-?[0-9]{1,15})(?:\.(-?[0-9]{1,15}))?")
# Of clients that lack different things; more are put into words anew.
_MOST_SAID = 1_000

_Known = tuple[int, int]  # revision and signal that a client knows


class LiveFeed:
    """Tells all pages of this process what the store's watch finds."""

    def __init__(self, engine: Engine, poll_seconds: float) -> None:
        self.state = LiveState()
        self.answers = True
        self._watch = StoreWatch(engine, poll_seconds, self._found, self._answering)
        self._loop: asyncio.AbstractEventLoop | None = None
        # One event per change, set once: a stream that ends while it waits holds no lock.
        self._moved = asyncio.Event()
        self._closed = False
        # An event is put into words once for all clients that lack the same.
        self._said: dict[_Known, tuple[_Known, str]] = {}
        self._said_at = 0.0

    async def run(self) -> None:
        """Watch the store until cancelled."""
        self._loop = asyncio.get_running_loop()
        self._watch.start()
        try:
            await asyncio.Event().wait()
        finally:
            self._loop = None
            await asyncio.to_thread(self._watch.stop)

    async def close(self) -> None:
        """End every stream: a server that stops waits for its open answers."""
        self._closed = True
        self._wake()

    def _found(self, news: News) -> None:
        self._in_loop(lambda: self._take(news))

    def _answering(self, answers: bool) -> None:
        self._in_loop(lambda: self._turn(answers))

    def _in_loop(self, work: Callable[[], None]) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(work)

    def _take(self, news: News) -> None:
        self.state.take(news)
        self._wake()

    def _turn(self, answers: bool) -> None:
        self.answers = answers
        self._wake()

    def _wake(self) -> None:
        self._said.clear()
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def follow(self, known: _Known) -> AsyncIterator[str]:
        """Yield server-sent events: what the client lacks at once, then each change."""
        answers = self.answers
        # The first word: a page that hears none has no stream, whatever its browser says.
        yield "retry: 2000\n" + _event("hello", {"answers": answers})
        while not self._closed:
            # Taken before the state is looked at, so that no change falls between the two.
            moved = self._moved
            if answers != self.answers:
                answers = self.answers
                yield _event("store", {"answers": answers})
            if self.state.revision != UNKNOWN:
                known, said = self._say(known)
                if said:
                    yield said
            try:
                await asyncio.wait_for(moved.wait(), _HEARTBEAT_SECONDS)
            except TimeoutError:
                # An event, no comment: the page can tell a quiet stream from a dead one.
                yield _event("still", {"revision": self.state.revision, "answers": answers})

    def _say(self, known: _Known) -> tuple[_Known, str]:
        reached = self.state.known_after(known)
        if known == reached:
            return reached, ""
        now = time.monotonic()
        if now - self._said_at > _SAID_HOLDS_SECONDS or len(self._said) >= _MOST_SAID:
            self._said.clear()
            self._said_at = now
        if known not in self._said:
            text = ""
            if known[0] != reached[0]:
                ident = f"{reached[0]}.{known[1]}"
                text += _event("revision", self.state.change_since(known[0]), ident)
            if known[1] != reached[1]:
                ident = f"{reached[0]}.{reached[1]}"
                text += _event("signal", self.state.signals_since(known[1]), ident)
            self._said[known] = reached, text
        return self._said[known]


def _event(name: str, content: dict[str, Any], ident: str = "") -> str:
    said = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return (f"id: {ident}\n" if ident else "") + f"event: {name}\ndata: {said}\n\n"


def close_at_stop(feed: LiveFeed) -> None:
    """End the streams as soon as this process is told to stop; call from the running loop.

    The server's own handlers run after ours. Outside the main thread (tests) nobody is told.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        if not callable(before) or before is signal.default_int_handler:
            continue

        def told(
            received: int, frame: FrameType | None, before: Callable[..., object] = before
        ) -> None:
            asyncio.run_coroutine_threadsafe(feed.close(), loop)
            before(received, frame)

        signal.signal(number, told)


def live_router(feed: LiveFeed) -> APIRouter:
    """Return the routes `/live` (a stream) and `/live/state` (the same for who cannot hold one)."""
    router = APIRouter()

    @router.get("/live", include_in_schema=False)
    async def live(
        request: Request, since: int = UNKNOWN, signal: int = UNKNOWN
    ) -> StreamingResponse:
        last = _EVENT_ID.fullmatch(request.headers.get("last-event-id", ""))
        known = (int(last[1]), int(last[2] or UNKNOWN)) if last else (since, signal)
        return StreamingResponse(
            feed.follow(known),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    @router.get("/live/state", include_in_schema=False)
    async def state(since: int = UNKNOWN, signal: int = UNKNOWN) -> JSONResponse:
        known = feed.answers and feed.state.revision != UNKNOWN
        return JSONResponse(
            {
                **feed.state.change_since(since),
                "signal": feed.state.signals_since(signal),
                "version": VERSION,
            },
            status_code=200 if known else 503,
            headers={"Cache-Control": "no-store"},
        )

    return router
