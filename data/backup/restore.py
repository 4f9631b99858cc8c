"""A backup back into a store: all of it, compared with what was saved, or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, delete, func, inspect, select, text, update
from sqlalchemy.engine import make_url

from data.backup.backup import Backup, BackupError, explain_disk_faults
from data.backup.tables import VERSION_TABLE, content_of, reflect_tables, write_batches
from data.migrate import upgrade_within
from data.store.damage import forget_damage
from data.store.engine import is_sqlite, open_engine, raise_revision, read_revision
from data.store.schema import revision, session
from ioc.local_time import iso_moment
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

# Browsers cache by revision, and may have numbers from after the backup: the counter goes on far
# beyond them.
_JUMP = 1_000_000
_GOODBYE = 2.0  # seconds that a stopped server's sessions are given to end
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
_ROOM = 2.5  # of the rows' size in memory: tables, keys and the log of the transaction


def restore_backup(
    backup: Backup,
    url: str,
    published: Path,
    *,
    force: bool = False,
    report: Callable[[str], None] = lambda _: None,
) -> int:
    """Replace a store and its published boundaries by a backup; return the store's new revision.

    The store is filled in one transaction (SQLite: in a new file beside the old one) and compared
    with the backup, table by table, before it takes the place of what was there. A backup of an
    older version is brought to this one.

    Args:
        backup: checked already.
        url: address of the store.
        published: folder of published boundaries.
        force: whether a store with data may be replaced.
        report: called with each step, in Vietnamese.

    Raises:
        BackupError: the store is not empty or in use, no room, or what was written differs.
        NewerStoreError: the backup was made by a later version.
    """
    waiting = published.with_name(f"{published.name}.dang-phuc-hoi")
    shutil.rmtree(waiting, ignore_errors=True)
    try:
        with explain_disk_faults(published):
            backup.unpack_published(waiting)
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            number = _into_sqlite(backup, Path(str(address.database)), force, report)
        else:
            number = _into_postgresql(backup, url, force, report)
        _swap(waiting, published)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return number


def _into_sqlite(backup: Backup, file: Path, force: bool, report: Callable[[str], None]) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    need = int(_ROOM * sum(each["bytes"] for each in backup.manifest["tables"].values()))
    if (free := shutil.disk_usage(file.parent).free) < need:
        raise BackupError(
            Phrase(
                "backup-no-room", need=need // 2**20, folder=str(file.parent), free=free // 2**20
            )
        )
    waiting = file.with_name(f"{file.name}.dang-phuc-hoi")
    _remove(waiting)
    try:
        with _alone(file, force) as before, explain_disk_faults(waiting):
            engine = open_engine(f"sqlite:///{waiting}")
            try:
                with engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
                    number = _fill(connection, backup, before, report)
            finally:
                engine.dispose()  # folds the log into the file
            _sync(waiting)
        # Nobody has the old file open; its log is merged and of no use to the new one.
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        waiting.replace(file)
        forget_damage(f"sqlite:///{file}")
        _sync(file.parent)
    finally:
        _remove(waiting)
    return number


@contextmanager
def _alone(file: Path, force: bool) -> Iterator[int]:
    """Keep everybody else out of a SQLite store; yield its revision (0: there is none)."""
    if not file.exists() or not file.stat().st_size:
        yield 0
        return
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as store:
        try:
            store.execute("PRAGMA locking_mode=EXCLUSIVE")
            store.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise _in_use() from error
        except sqlite3.DatabaseError:
            # No database, or an unreadable one: backups are for this case.
            if not force:
                raise _not_empty() from None
            yield 0
            return
        names = {row[0] for row in store.execute("SELECT name FROM sqlite_master")}
        if not force and names:
            has_rows = "revision" in names and store.execute("SELECT 1 FROM revision").fetchone()
            if has_rows or "revision" not in names:
                raise _not_empty()
        row = ("revision" in names
               and store.execute("SELECT max(number) FROM revision").fetchone())  # fmt: skip
        yield int(row[0] or 0) if row else 0
        store.execute("ROLLBACK")


def _into_postgresql(backup: Backup, url: str, force: bool, report: Callable[[str], None]) -> int:
    engine = open_engine(url)
    try:
        with explain_disk_faults(Path("PostgreSQL")), engine.begin() as connection:
            _wait_until_alone(connection)
            before = 0
            tables = set(inspect(connection).get_table_names())
            if "revision" in tables:
                before = read_revision(connection)
            if not force and (before or (tables - {VERSION_TABLE} and "revision" not in tables)):
                raise _not_empty()
            metadata = MetaData()
            metadata.reflect(connection)
            metadata.drop_all(connection)
            return _fill(connection, backup, before, report)
    finally:
        engine.dispose()


def _fill(
    connection: Connection, backup: Backup, before: int, report: Callable[[str], None]
) -> int:
    """Make the tables as they were saved, fill and compare them, bring them up to date."""
    manifest: dict[str, Any] = backup.manifest["tables"]
    upgrade_within(connection, backup.manifest["schema"])
    tables = reflect_tables(connection)
    if {each.name: set(each.columns.keys()) for each in tables} != {
        name: set(expected["columns"]) for name, expected in manifest.items()
    }:
        raise BackupError(Phrase("backup-other-tables"))
    if is_sqlite(connection):
        # A parent may follow its child in the file.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table in tables:
        report(say("backup-restoring", table=table.name, rows=manifest[table.name]["rows"]))
        write_batches(connection, table, backup.batches(table.name))
    report(say("backup-comparing"))
    for table in tables:
        expected = manifest[table.name]
        content = content_of(connection, table, expected["columns"])
        if (content.rows, content.checksum) != (expected["rows"], expected["checksum"]):
            raise BackupError(
                Phrase("backup-unlike", table=table.name, rows=content.rows, saved=expected["rows"])
            )
    upgrade_within(connection)
    # Otherwise cookies from before the backup would be valid again, also of people who signed out.
    connection.execute(delete(session))
    highest = max(before, int(connection.scalar(select(func.max(revision.c.number))) or 0))
    connection.execute(update(revision).values(number=highest + _JUMP - 1))
    summary = {"restored": backup.manifest["made_at"],
               "at": iso_moment(datetime.now(UTC))}  # fmt: skip
    return raise_revision(connection, "areas", summary)


def _wait_until_alone(connection: Connection) -> None:
    """Return when nobody else is in the database.

    A session of PostgreSQL outlives its client by a moment, so a server that was just stopped
    is not yet somebody who has the store open.

    Raises:
        BackupError: others are still there after _GOODBYE seconds.
    """
    until = time.monotonic() + _GOODBYE
    while connection.scalar(text(_OTHERS)):
        if time.monotonic() > until:
            raise _in_use()
        time.sleep(0.05)
        # Within a transaction the view keeps its first content.
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")


def _swap(waiting: Path, published: Path) -> None:
    former = published.with_name(f"{published.name}.cu")
    shutil.rmtree(former, ignore_errors=True)
    if published.exists():
        published.replace(former)
    waiting.replace(published)
    shutil.rmtree(former, ignore_errors=True)


def _in_use() -> BackupError:
    return BackupError(Phrase("backup-store-open"))


def _not_empty() -> BackupError:
    return BackupError(Phrase("backup-store-not-empty"))


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
