"""Live updates: one stream per page that says which revision the store has reached."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable
from types import FrameType

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from data.schema import change
from data.store import read_revision

_log = logging.getLogger("ioc.live")
_HEARTBEAT_SECONDS = 15.0


class RevisionFeed:
    """Watches the store's revision once for all pages of this process."""

    def __init__(self, engine: Engine, poll_seconds: float) -> None:
        self._engine = engine
        self._poll_seconds = poll_seconds
        self._revision = -1
        # One event per change, set once: a stream that ends while it waits holds no lock.
        self._moved = asyncio.Event()
        self._failing = False
        self._closed = False

    async def close(self) -> None:
        """End every stream: a server that stops waits for its open answers."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def run(self) -> None:
        """Look at the counter until cancelled; a store that does not answer is tried again."""
        while True:
            try:
                revision = await asyncio.to_thread(self._read)
                if self._failing:
                    _log.warning("store answers again")
                self._failing = False
            except SQLAlchemyError as error:
                if not self._failing:
                    _log.warning("store does not answer: %s", error)
                self._failing = True
            else:
                if revision != self._revision:
                    self._revision = revision
                    self._wake()
            await asyncio.sleep(self._poll_seconds)

    def _read(self) -> int:
        with self._engine.connect() as connection:
            return read_revision(connection)

    async def follow(self, known: int) -> AsyncIterator[str]:
        """Yield a server-sent event at once and after each change; comments keep it open."""
        yield "retry: 2000\n\n"
        while not self._closed:
            # Taken before the revision is looked at, so that no change falls between the two.
            moved = self._moved
            if self._revision not in (known, -1):
                reached = self._revision
                changes = await asyncio.to_thread(self._changes, known)
                known = reached
                body = json.dumps({"revision": known, "changes": changes}, ensure_ascii=False)
                yield f"id: {known}\nevent: revision\ndata: {body}\n\n"
            try:
                await asyncio.wait_for(moved.wait(), _HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"

    def _changes(self, known: int) -> list[dict[str, object]]:
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(change.c.revision, change.c.changed_at, change.c.kind, change.c.summary)
                .where(change.c.revision > known)
                .order_by(change.c.revision.desc())
                .limit(20)
            ).all()
        return [
            {
                "revision": row.revision,
                "at": row.changed_at,
                "kind": row.kind,
                "summary": json.loads(row.summary),
            }
            for row in reversed(rows)
        ]


def close_at_stop(feed: RevisionFeed) -> None:
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


def live_router(feed: RevisionFeed) -> APIRouter:
    """Return the route `/live`."""
    router = APIRouter()

    @router.get("/live", include_in_schema=False)
    async def live(request: Request, since: int = -1) -> StreamingResponse:
        last = request.headers.get("last-event-id", "")
        known = int(last) if last.isdigit() else since
        return StreamingResponse(
            feed.follow(known),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return router
