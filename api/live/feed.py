"""Live updates: one stream per page that reports changes; see docs/live.md."""

from __future__ import annotations

import asyncio
import re
import signal
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from types import FrameType
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from sqlalchemy import Engine

from api.live.state import UNKNOWN, LiveState, StoreNews
from api.live.watch import StoreWatch
from api.requests.parameters import Parameter, Query
from data.store.memory import Memory
from ioc.compact_json import compact_json
from ioc.version import VERSION

_HEARTBEAT_SECONDS = 15.0
# Signals depend on the time, too: orders grow old.
_EVENT_SECONDS = 2.0
_EVENT_ID = re.compile(r"(-?[0-9]{1,15})(?:\.(-?[0-9]{1,15}))?")
# Of clients at different positions; texts for more of them are made anew.
_MOST_EVENTS, _MOST_BYTES = 1_000, 4_000_000

_PARAMETERS = (
    Parameter("since", "Revision of the store that the page knows; -1: none."),
    Parameter("signal", "Signal that the page heard last; -1: none."),
)

_Position = tuple[int, int]  # revision and signal that a client knows


class LiveFeed:
    """Reports the changes of the store to all pages of this process."""

    def __init__(self, engine: Engine, poll_seconds: float) -> None:
        self.state = LiveState()
        self.answers = True
        self._watch = StoreWatch(engine, poll_seconds, self._take_in_loop, self._turn_in_loop)
        self._loop: asyncio.AbstractEventLoop | None = None
        # One event per change, set once: a stream that ends while it waits keeps no lock.
        self._change = asyncio.Event()
        self._is_closed = False
        # Events are written once for all clients at the same position.
        self._events = Memory[str](_MOST_BYTES, _MOST_EVENTS, seconds_of=lambda _: _EVENT_SECONDS)

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
        self._is_closed = True
        self._wake()

    def _take_in_loop(self, news: StoreNews) -> None:
        self._in_loop(lambda: self._take(news))

    def _turn_in_loop(self, answers: bool) -> None:
        self._in_loop(lambda: self._turn(answers))

    def _in_loop(self, work: Callable[[], None]) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(work)

    def _take(self, news: StoreNews) -> None:
        self.state.take(news)
        self._wake()

    def _turn(self, answers: bool) -> None:
        self.answers = answers
        self._wake()

    def _wake(self) -> None:
        self._events.clear()
        change, self._change = self._change, asyncio.Event()
        change.set()

    async def follow(self, position: _Position) -> AsyncIterator[str]:
        """Yield server-sent events: first the changes that the client lacks, then each new one."""
        answers = self.answers
        # A page without this first event has no stream, whatever its browser says.
        yield "retry: 2000\n" + _event("hello", {"answers": answers, "version": VERSION})
        while not self._is_closed:
            # Read before the state, so that no change is lost between the two.
            change = self._change
            if answers != self.answers:
                answers = self.answers
                yield _event("store", {"answers": answers})
            if self.state.revision != UNKNOWN:
                position, events = self._say(position)
                if events:
                    yield events
            try:
                await asyncio.wait_for(change.wait(), _HEARTBEAT_SECONDS)
            except TimeoutError:
                # An event, not a comment: the page must tell a quiet stream from a dead one.
                yield _event("still", {"revision": self.state.revision, "answers": answers})

    def _say(self, position: _Position) -> tuple[_Position, str]:
        newest = self.state.position_after(position)
        if position == newest:
            return newest, ""
        return newest, self._events.get_or_make(position, lambda: self._words(position, newest))

    def _words(self, position: _Position, newest: _Position) -> str:
        """Return the events that bring a client from its position to the newest one."""
        text = ""
        if position[0] != newest[0]:
            ident = f"{newest[0]}.{position[1]}"
            text += _event("revision", self.state.change_since(position[0]), ident)
        if position[1] != newest[1]:
            ident = f"{newest[0]}.{newest[1]}"
            text += _event("signal", self.state.signals_since(position[1]), ident)
        return text


def _event(name: str, content: Mapping[str, Any], ident: str = "") -> str:
    data = compact_json(content)
    return (f"id: {ident}\n" if ident else "") + f"event: {name}\ndata: {data}\n\n"


def close_at_stop(feed: LiveFeed) -> None:
    """End the streams as soon as this process is asked to stop; call from the running loop.

    The server's own handlers run after ours. Outside the main thread (tests) nothing is set up.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        if not callable(before) or before is signal.default_int_handler:
            continue

        def close(
            received: int, frame: FrameType | None, before: Callable[..., object] = before
        ) -> None:
            asyncio.run_coroutine_threadsafe(feed.close(), loop)
            before(received, frame)

        signal.signal(number, close)


def _position_of(request: Request) -> _Position:
    """Return the revision and signal that a client says it knows.

    Raises:
        BadParametersError: a parameter does not fit.
    """
    query = Query(request, _PARAMETERS)
    since, signal = (query.whole(each.name, UNKNOWN) for each in _PARAMETERS)
    query.settle()
    return UNKNOWN if since is None else since, UNKNOWN if signal is None else signal


def live_router(feed: LiveFeed) -> APIRouter:
    """Return the routes `/live` (a stream) and `/live/state` (the same as one answer)."""
    router = APIRouter()

    @router.get("/live", include_in_schema=False)
    async def live(request: Request) -> StreamingResponse:
        position = _position_of(request)
        last = _EVENT_ID.fullmatch(request.headers.get("last-event-id", ""))
        position_of_stream = (int(last[1]), int(last[2] or UNKNOWN)) if last else position
        return StreamingResponse(
            feed.follow(position_of_stream),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    @router.get("/live/state", include_in_schema=False)
    async def state(request: Request) -> JSONResponse:
        since, signal = _position_of(request)
        is_up = feed.answers and feed.state.revision != UNKNOWN
        return JSONResponse(
            {
                **feed.state.change_since(since),
                "signal": feed.state.signals_since(signal),
                "version": VERSION,
            },
            status_code=200 if is_up else 503,
            headers={"Cache-Control": "no-store"},
        )

    return router
