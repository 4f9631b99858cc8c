"""A thread that notices what is committed to the store, whichever process does it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from api.live_state import MOST_CHANGES, MOST_SIGNALS, UNKNOWN, News
from data.queries.signals import (
    read_changes,
    read_counters,
    read_signals,
    read_touched_since,
)
from data.store import CHANNEL

_log = logging.getLogger("ioc.live")
# Behind what tells of changes: a look at the counters, should it have told nothing.
_LOOK_ANYWAY_SECONDS = 5.0
_AGAIN_SECONDS = 0.5
# Of writers that commit all the time not each commit is a change to look at.
_TOGETHER_SECONDS = 0.1
# Pages are told that the store is silent after this; a restart of the database takes less.
_PATIENCE_SECONDS = 3.0


class StoreWatch:
    """Watches the store for one process, however many pages it serves.

    SQLite is asked whether anything was committed, which costs microseconds, and PostgreSQL says so
    itself; only then are the counters read.

    Args:
        engine: of the store.
        poll_seconds: between two such questions to SQLite.
        found: called in the watching thread with what a look found; not where nothing changed.
        answers: called in the watching thread with False once the store has been silent for a
            while, and with True when it is back.
    """

    def __init__(
        self,
        engine: Engine,
        poll_seconds: float,
        found: Callable[[News], None],
        answers: Callable[[bool], None],
    ) -> None:
        self._engine = engine
        self._poll_seconds = poll_seconds
        self._found = found
        self._answers = answers
        self._known = (UNKNOWN, UNKNOWN)
        self._silent_since: float | None = None
        self._told_silent = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ioc-live", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; waits for the thread."""
        self._stopped.set()
        self._thread.join(5)

    def _run(self) -> None:
        moments = _sqlite if self._engine.dialect.name == "sqlite" else _postgresql
        while not self._stopped.is_set():
            try:
                for _ in moments(self._engine, self._poll_seconds, self._stopped):
                    self._look()
                    self._well()
            except (SQLAlchemyError, psycopg.Error, OSError) as error:
                self._failed(error)
                self._stopped.wait(_AGAIN_SECONDS)
            except Exception:
                # A page that is told nothing looks as if nothing changed: never end in silence.
                _log.exception("watching the store")
                self._stopped.wait(_LOOK_ANYWAY_SECONDS)

    def _look(self) -> None:
        with self._engine.connect() as connection:
            reached, last = read_counters(connection)
            if (reached, last) == self._known:
                return
            revision, signal = self._known
            # A store restored from a copy counts from further back.
            whole = reached < revision or last < signal or revision == UNKNOWN
            if whole:
                revision = signal = UNKNOWN
            changes = read_changes(connection, revision, MOST_CHANGES)
            touched = read_touched_since(connection, revision)
            signals = read_signals(connection, signal, MOST_SIGNALS)
            # What was committed between these questions is told by the next look, and only there.
            news = News(
                revision=reached,
                signal=last,
                changes=[each for each in changes if each.revision <= reached],
                touched={what: number for what, number in touched.items() if number <= reached},
                signals=[each for each in signals if each.number <= last],
                whole=whole,
            )
        self._known = reached, last
        self._found(news)

    def _well(self) -> None:
        if self._silent_since is None:
            return
        self._silent_since = None
        _log.warning("store answers again")
        if self._told_silent:
            self._told_silent = False
            self._answers(True)

    def _failed(self, error: Exception) -> None:
        now = time.monotonic()
        if self._silent_since is None:
            self._silent_since = now
            _log.warning("store does not answer: %s", error)
        elif not self._told_silent and now - self._silent_since > _PATIENCE_SECONDS:
            self._told_silent = True
            self._answers(False)


def _sqlite(engine: Engine, poll_seconds: float, stopped: threading.Event) -> Iterator[None]:
    """Yield at once, and whenever another connection, of any process, has committed."""
    with _own_connection(engine) as connection:
        driver = connection.connection.dbapi_connection
        if driver is None:
            raise TypeError("no connection to SQLite")
        seen, looked = None, 0.0
        while not stopped.is_set():
            version = _data_version(driver)
            now = time.monotonic()
            if version != seen or now - looked > _LOOK_ANYWAY_SECONDS:
                seen, looked = version, now
                yield
            stopped.wait(poll_seconds)


def _postgresql(engine: Engine, poll_seconds: float, stopped: threading.Event) -> Iterator[None]:
    """Yield at once, and whenever a transaction that raised a counter was committed."""
    with _own_connection(engine.execution_options(isolation_level="AUTOCOMMIT")) as connection:
        driver = connection.connection.dbapi_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError("live pages need the driver psycopg")
        connection.execute(text(f"LISTEN {CHANNEL}"))
        # Only now: what is committed before this is found by the look, what comes after is told.
        yield
        looked = time.monotonic()
        while not stopped.is_set():
            told = list(driver.notifies(timeout=1.0, stop_after=1))
            now = time.monotonic()
            if not told and now - looked > _LOOK_ANYWAY_SECONDS:
                # A connection that was cut without a word would say nothing for ever.
                connection.execute(text("SELECT 1"))
                told, looked = [None], now
            if told:
                yield
                stopped.wait(_TOGETHER_SECONDS)


def _data_version(driver: Any) -> int:
    return int(driver.execute("PRAGMA data_version").fetchone()[0])


def _own_connection(engine: Engine) -> Connection:
    """Return a connection that is no part of the pool."""
    connection = engine.connect()
    connection.detach()
    return connection
