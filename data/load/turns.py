"""Processes that write to one SQLite file take turns without waiting longer than they must.

SQLite lets who finds the file locked try again after a sleep that grows to a tenth of a second, so
a busy process that returns at once overtakes it again and again. A lock on a file beside the
store, tried every other millisecond, is passed on at once. It only orders: what keeps two from
writing together is SQLite's own lock, so whoever waited too long goes on without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout
from sqlalchemy import Engine

_TRY_SECONDS, _MOST_SECONDS = 0.002, 5.0


class Turns:
    """Turns at one store; PostgreSQL keeps a queue of its own, and needs none."""

    def __init__(self, engine: Engine) -> None:
        sqlite = engine.dialect.name == "sqlite"
        database = engine.url.database if sqlite else None
        self._path = f"{database}-turn" if database and database != ":memory:" else None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the turn; the file may be deleted at any time, and is made anew."""
        if self._path is None:
            yield
            return
        lock = FileLock(self._path, timeout=_MOST_SECONDS, poll_interval=_TRY_SECONDS, mode=0o600)
        with suppress(Timeout, OSError):
            lock.acquire()
        try:
            yield
        finally:
            lock.release()
