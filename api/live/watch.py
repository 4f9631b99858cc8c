"""A thread that notices commits to the store, whichever process makes them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from api.live.state import MOST_CHANGES, MOST_SIGNALS, UNKNOWN, StoreNews
from data.queries.signals import (
    read_changes,
    read_counters,
    read_signals,
    read_touched_since,
)
from data.store.engine import CHANNEL

_log = logging.getLogger("ioc.live")
# The counters are read at least this often, should a notice have been lost.
_LOOK_ANYWAY_SECONDS = 5.0
_AGAIN_SECONDS = 0.5
# Many commits in a row are reported together.
_TOGETHER_SECONDS = 0.1
# After this pages hear that the store does not answer; a restart of the database takes less.
_PATIENCE_SECONDS = 3.0


class StoreWatch:
    """Watches the store for one process, however many pages it serves.

    SQLite is asked whether anything was committed, which costs microseconds; PostgreSQL sends a
    notice. Only then are the counters read.

    Args:
        engine: of the store.
        poll_seconds: between two such questions to SQLite.
        tell_news: called in the watching thread with each change.
        tell_answering: called in the watching thread with False once the store has been silent
            for a while, and with True when it is back.
    """

    def __init__(
        self,
        engine: Engine,
        poll_seconds: float,
        tell_news: Callable[[StoreNews], None],
        tell_answering: Callable[[bool], None],
    ) -> None:
        self._engine = engine
        self._poll_seconds = poll_seconds
        self._tell_news = tell_news
        self._tell_answering = tell_answering
        self._counters = (UNKNOWN, UNKNOWN)
        self._silent_since: float | None = None
        self._told_silent = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ioc-live", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait for the thread."""
        self._stopped.set()
        self._thread.join(5)

    def _run(self) -> None:
        moments = _sqlite if self._engine.dialect.name == "sqlite" else _postgresql
        while not self._stopped.is_set():
            try:
                for _ in moments(self._engine, self._poll_seconds, self._stopped):
                    self._look()
                    self._note_success()
            except (SQLAlchemyError, psycopg.Error, OSError) as error:
                self._note_failure(error)
                self._stopped.wait(_AGAIN_SECONDS)
            except Exception:
                # Without this thread pages would look as if nothing changed: it never ends.
                _log.exception("watching the store")
                self._stopped.wait(_LOOK_ANYWAY_SECONDS)

    def _look(self) -> None:
        with self._engine.connect() as connection:
            newest, last = read_counters(connection)
            if (newest, last) == self._counters:
                return
            revision, signal = self._counters
            # A store restored from a copy counts from further back.
            whole = newest < revision or last < signal or revision == UNKNOWN
            if whole:
                revision = signal = UNKNOWN
            changes = read_changes(connection, revision, MOST_CHANGES)
            touched = read_touched_since(connection, revision)
            signals = read_signals(connection, signal, MOST_SIGNALS)
            # Commits between these queries belong to the next poll alone.
            news = StoreNews(
                revision=newest,
                signal=last,
                changes=[each for each in changes if each.revision <= newest],
                touched={what: number for what, number in touched.items() if number <= newest},
                signals=[each for each in signals if each.number <= last],
                whole=whole,
            )
        self._counters = newest, last
        self._tell_news(news)

    def _note_success(self) -> None:
        if self._silent_since is None:
            return
        self._silent_since = None
        _log.warning("store answers again")
        if self._told_silent:
            self._told_silent = False
            self._tell_answering(True)

    def _note_failure(self, error: Exception) -> None:
        now = time.monotonic()
        if self._silent_since is None:
            self._silent_since = now
            _log.warning("store does not answer: %s", error)
        elif not self._told_silent and now - self._silent_since > _PATIENCE_SECONDS:
            self._told_silent = True
            self._tell_answering(False)


def _sqlite(engine: Engine, poll_seconds: float, stopped: threading.Event) -> Iterator[None]:
    """Yield at once, and whenever another connection of any process has committed."""
    with _own_connection(engine) as connection:
        driver = connection.connection.dbapi_connection
        if driver is None:
            raise TypeError("no connection to SQLite")
        last_version, last_look = None, 0.0
        while not stopped.is_set():
            version = _data_version(driver)
            now = time.monotonic()
            if version != last_version or now - last_look > _LOOK_ANYWAY_SECONDS:
                last_version, last_look = version, now
                yield
            stopped.wait(poll_seconds)


def _postgresql(engine: Engine, poll_seconds: float, stopped: threading.Event) -> Iterator[None]:
    """Yield at once, and whenever a transaction that raised a counter was committed."""
    with _own_connection(engine.execution_options(isolation_level="AUTOCOMMIT")) as connection:
        driver = connection.connection.dbapi_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError("live pages need the driver psycopg")
        connection.execute(text(f"LISTEN {CHANNEL}"))
        # Only now: earlier commits are found by this poll, later ones send a notice.
        yield
        last_look = time.monotonic()
        while not stopped.is_set():
            notices = list(driver.notifies(timeout=1.0, stop_after=1))
            now = time.monotonic()
            if not notices and now - last_look > _LOOK_ANYWAY_SECONDS:
                # A connection that was cut silently would never send a notice.
                connection.execute(text("SELECT 1"))
                notices, last_look = [None], now
            if notices:
                yield
                stopped.wait(_TOGETHER_SECONDS)


def _data_version(driver: Any) -> int:
    return int(driver.execute("PRAGMA data_version").fetchone()[0])


def _own_connection(engine: Engine) -> Connection:
    """Return a connection that is no part of the pool."""
    connection = engine.connect()
    connection.detach()
    return connection
