"""A fair order for processes that write to one SQLite file.

A process that finds the SQLite file locked sleeps for up to a tenth of a second before it tries
again, so that a busy process overtakes it again and again. A lock on a file beside the store,
tried every other millisecond, is passed on at once. It only gives an order: SQLite's own lock
keeps two from writing together, so that a process that has waited too long goes on without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout
from sqlalchemy import Engine

_TRY_SECONDS, _MOST_SECONDS = 0.002, 5.0


class StoreTurns:
    """The turns of writers of one store; PostgreSQL has its own queue and needs none."""

    def __init__(self, engine: Engine) -> None:
        sqlite = engine.dialect.name == "sqlite"
        database = engine.url.database if sqlite else None
        self._path = f"{database}-turn" if database and database != ":memory:" else None

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the turn; the lock file may be deleted at any time and is created again."""
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
