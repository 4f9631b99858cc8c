"""Who looks after the alerts: one process, however many serve the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

# Any number that no other part of the program locks in PostgreSQL.
_LOCK = 6_810_041
_MEMORY = (None, "", ":memory:")


@contextmanager
def hold_lease(engine: Engine) -> Iterator[Connection | None]:
    """Yield a connection while this process has the lease; None while another process has it.

    A process that is killed loses the lease: with SQLite it is a lock on a file beside the store,
    with PostgreSQL a lock of the connection.
    """
    if engine.dialect.name == "sqlite":
        with _locked(engine.url.database) as is_mine:
            if not is_mine:
                yield None
                return
            with engine.connect() as connection:
                yield connection
        return
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        try:
            statement = text("SELECT pg_try_advisory_lock(:lock)")
            is_mine = connection.scalar(statement, {"lock": _LOCK})
            # The lock is the connection's, not the transaction's.
            connection.rollback()
            yield connection if is_mine else None
        finally:
            # The server frees the lock of a closed connection when it comes to notice, a moment
            # later; given back by name it is free at once. A broken connection needs no word.
            with suppress(SQLAlchemyError):
                connection.rollback()
                connection.execute(text("SELECT pg_advisory_unlock_all()"))
            # Back in the pool the connection could hold the lock for ever: it is closed.
            connection.invalidate()


@contextmanager
def _locked(database: str | None) -> Iterator[bool]:
    if database in _MEMORY:
        yield True
        return
    lock = FileLock(f"{database}.alerts.lock", blocking=False)
    try:
        lock.acquire()
    except (Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
