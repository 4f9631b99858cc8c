"""Processes that write to one SQLite file take turns without waiting longer than they must.

SQLite lets who finds the file locked try again after a sleep that grows to a tenth of a second, so
a busy process that returns at once overtakes it again and again. A lock on a file beside the
store, tried every other millisecond, is passed on at once. It only orders: what keeps two from
writing together is SQLite's own lock, so whoever waited too long goes on without it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

try:
    import fcntl
except ImportError:  # Windows: SQLite's own lock alone
    fcntl = None  # type: ignore[assignment]

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
        number = self._open()
        try:
            if number is not None:
                _wait_for(number)
            yield
        finally:
            # Closing gives the lock back, as the end of a process does, however it ends.
            if number is not None:
                os.close(number)

    def _open(self) -> int | None:
        if self._path is None or fcntl is None:
            return None
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return None


def _wait_for(number: int) -> None:
    until = time.monotonic() + _MOST_SECONDS
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                return
            time.sleep(_TRY_SECONDS)
        else:
            return
