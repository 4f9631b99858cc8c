"""Engines and transactions: one file of SQLite, or PostgreSQL, behind the same functions."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

from data.store.faults import say_faults_in_words
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import change, revision, signal, touched
from ioc.local_time import iso_moment

# The channel of PostgreSQL that tells listening processes to look at the counters.
CHANNEL = "ioc"
# Touches all indicators: areas, catalogue, boundaries, and changes that name no indicator.
EVERYTHING = ""
_TOUCH_EVERYTHING = {"areas", "catalogue", "boundaries"}
_SIGNALS_KEPT = timedelta(days=7)
_PATIENCE_SECONDS = 30.0
# A connection used within this time is not checked.
_RESTED_SECONDS = 2.0
_NUMBER = PreparedQuery(select(func.max(revision.c.number)))
# Removing demo data removes its villages, too; withdrawing a submission removes no area.
_AREAS_CHANGED = change.c.kind.in_(["areas", "boundaries"]) | (
    (change.c.kind == "withdrawal") & change.c.submission_id.is_(None)
)
_AREAS_NUMBER = PreparedQuery(select(func.max(change.c.revision)).where(_AREAS_CHANGED))

_TOUCHED = PreparedQuery(select(touched.c.what, touched.c.revision))

_DEFINITIONS = PreparedQuery(
    select(func.max(change.c.revision)).where(_AREAS_CHANGED | (change.c.kind == "catalogue"))
)


def open_engine(url: str) -> Engine:
    """Return an engine for this URL, with SQLite set up for many readers and one writer.

    Where the store itself fails (full, locked, away) it raises StoreUnavailableError. A writer
    waits 30 s for another one on SQLite, or what the URL says: `sqlite:///…?timeout=5`.
    """
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_use_lifo=True,  # as below
            connect_args={
                # Screens send the same queries again and again, over any free connection, and an
                # index serves all of them: planning one takes longer than running it.
                "prepare_threshold": 1,
                "options": "-c plan_cache_mode=force_generic_plan",
            },
        )
        _check_before_use(engine)
        say_faults_in_words(engine)
        return engine
    patience = float(str(address.query.get("timeout", _PATIENCE_SECONDS)))
    engine = create_engine(
        address.difference_update_query(["timeout"]),
        poolclass=QueuePool,
        # The connection used last has its pages and prepared statements at hand.
        pool_use_lifo=True,
        connect_args={"timeout": patience},
    )
    say_faults_in_words(engine)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        # SQLAlchemy begins transactions itself (below): the driver's own guessing is off.
        connection.isolation_level = None
        _use_log(connection)
        for pragma in (
            # With NORMAL a power cut may undo a transaction that was reported as committed.
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={round(patience * 1000)}",
            "temp_store=MEMORY",
            "cache_size=-32000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def _check_before_use(engine: Engine) -> None:
    """Check a connection that has rested: its server may have been restarted meanwhile.

    `pool_pre_ping` checks each time, which costs every answer one query more.
    """

    @event.listens_for(engine, "checkin")
    def _rests(_connection: Any, record: Any) -> None:
        record.info["rests since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _check(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.get("rests since")
        if since is None or time.monotonic() - since < _RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            # The pool opens another one in its place.
            raise DisconnectionError from error


def _use_log(connection: Any) -> None:
    """Switch a SQLite file to its write-ahead log, for good.

    Of processes that open a new file together one switches; SQLite tells the others "locked" at
    once and does not let them wait. A transaction that writes nothing waits.
    """
    for _ in range(10):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


def is_sqlite(connection: Connection) -> bool:
    """Tell which of the two databases this is."""
    return connection.dialect.name == "sqlite"


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection for questions only.

    On SQLite they see the store as it is at the first of them; on PostgreSQL each as it is then,
    as in any of its transactions that does not ask for more, without two messages to begin and end
    one.
    """
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a write transaction: all is committed at the end, or nothing.

    Writers take turns: SQLite by BEGIN IMMEDIATE, PostgreSQL by the lock on the revision row.
    """
    with engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        if not is_sqlite(connection):
            connection.execute(select(revision.c.number).with_for_update())
        yield connection


def read_revision(connection: Connection) -> int:
    """Return the store's revision; 0 for an empty store."""
    return int(fetch_tuples(connection, _NUMBER)[0][0] or 0)


def read_areas_revision(connection: Connection) -> int:
    """Return the revision at which areas or their shapes last changed.

    Caches that depend on nothing else use it as their ground.
    """
    return int(fetch_tuples(connection, _AREAS_NUMBER)[0][0] or 0)


def read_definitions_revision(connection: Connection) -> int:
    """Return the revision at which areas or indicators last changed."""
    return int(fetch_tuples(connection, _DEFINITIONS)[0][0] or 0)


def read_all_touched(connection: Connection) -> dict[str, int]:
    """Return the last revision that touched each indicator, by code; `EVERYTHING`: all of them."""
    return dict(fetch_tuples(connection, _TOUCHED))


def read_touched(connection: Connection, indicator_codes: Iterable[str] = ()) -> int:
    """Return the last revision that touched one of these indicators, or everything.

    An answer that shows numbers of these indicators only is valid until it rises; without codes, an
    answer without numbers.
    """
    return latest_of(read_all_touched(connection), indicator_codes)


def latest_of(touched_at: Mapping[str, int], indicator_codes: Iterable[str] = ()) -> int:
    """Return the same from what `read_all_touched` read.

    >>> latest_of({"": 3, "HT01": 9, "HT02": 1}, ["HT02"]), latest_of({"": 3, "HT01": 9}, ["HT01"])
    (3, 9)
    """
    latest = touched_at.get(EVERYTHING, 0)
    for code in indicator_codes:
        latest = max(latest, touched_at.get(code, 0))
    return latest


def raise_revision(
    connection: Connection,
    kind: str,
    summary: Mapping[str, Any],
    submission_id: int | None = None,
) -> int:
    """Count one change, in the same transaction as the change itself; return the new revision."""
    now = iso_moment(datetime.now(UTC))
    number = read_revision(connection) + 1
    if number == 1:
        connection.execute(insert(revision).values(id=1, number=1, changed_at=now))
    else:
        connection.execute(update(revision).values(number=number, changed_at=now))
    connection.execute(
        insert(change).values(
            revision=number,
            changed_at=now,
            kind=kind,
            submission_id=submission_id,
            summary=json.dumps(summary, ensure_ascii=False),
        )
    )
    _touch(connection, number, _indicators_of(kind, summary))
    _notify(connection)
    return number


def _indicators_of(kind: str, summary: Mapping[str, Any]) -> list[str]:
    codes = summary.get("indicators")
    if kind in _TOUCH_EVERYTHING or not isinstance(codes, list | tuple) or not codes:
        return [EVERYTHING]
    return [str(each) for each in codes]


def _touch(connection: Connection, number: int, codes: Iterable[str]) -> None:
    insertion = sqlite_insert if is_sqlite(connection) else postgresql_insert
    statement: Any = insertion(touched)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["what"], set_={"revision": statement.excluded.revision}
        ),
        [{"what": code, "revision": number} for code in codes],
    )


def _notify(connection: Connection) -> None:
    """Wake listeners when this transaction is committed; SQLite's readers poll by themselves."""
    if not is_sqlite(connection):
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")


def raise_signal(connection: Connection, about: str, key: str, body: Mapping[str, Any]) -> int:
    """Signal to open pages something other than a change of numbers; return the signal's number.

    Args:
        connection: in a write transaction.
        about: "order" to a wall, or what changed: "alert", "wall", "scene".
        key: code of the wall or scene, key of the alert.
        body: of an order: action, argument, by.
    """
    if not is_sqlite(connection):
        # Numbers appear in their order: a reader of number n has read all before it.
        connection.exec_driver_sql("LOCK TABLE signal IN EXCLUSIVE MODE")
    now = datetime.now(UTC)
    old = (now - _SIGNALS_KEPT).isoformat(timespec="milliseconds")
    last = int(connection.scalar(select(func.max(signal.c.number))) or 0)
    # The last one stays, so that numbers never start again from one.
    connection.execute(delete(signal).where(signal.c.at < old, signal.c.number < last))
    number = last + 1
    connection.execute(
        insert(signal).values(
            number=number,
            at=now.isoformat(timespec="milliseconds"),
            about=about,
            key=key,
            body=json.dumps(body, ensure_ascii=False),
        )
    )
    _notify(connection)
    return number
