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

from data.backup import Backup, BackupError, no_room_said
from data.backup_tables import VERSION_TABLE, content_of, reflect_tables, write_batches
from data.damage import forget_damage
from data.migrate import upgrade_within
from data.schema import revision, session
from data.store import is_sqlite, open_engine, raise_revision, read_revision

# What browsers keep hangs on the revision, and numbers after the backup may have been seen: the
# counter goes on far from them.
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
    say: Callable[[str], None] = lambda _: None,
) -> int:
    """Replace a store and its published boundaries by a backup; return the store's new revision.

    The store is filled in one transaction (SQLite: in a new file beside the old one) and compared
    with the backup, table by table, before it takes the place of what was there. A backup of an
    older version is brought to this one.

    Args:
        backup: checked already.
        url: address of the store.
        published: folder of published boundaries.
        force: whether a store that holds anything may be replaced.
        say: is told what goes on.

    Raises:
        BackupError: the store is not empty or in use, no room, or what was written differs.
        NewerStoreError: the backup was made by a later version.
    """
    waiting = published.with_name(f"{published.name}.dang-phuc-hoi")
    shutil.rmtree(waiting, ignore_errors=True)
    try:
        with no_room_said(published):
            backup.unpack_published(waiting)
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            reached = _into_sqlite(backup, Path(str(address.database)), force, say)
        else:
            reached = _into_postgresql(backup, url, force, say)
        _swap(waiting, published)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return reached


def _into_sqlite(backup: Backup, file: Path, force: bool, say: Callable[[str], None]) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    need = int(_ROOM * sum(each["bytes"] for each in backup.manifest["tables"].values()))
    if (free := shutil.disk_usage(file.parent).free) < need:
        raise BackupError(
            f"Không đủ chỗ trên đĩa: cần khoảng {need // 2**20} MB, “{file.parent}” còn "
            f"{free // 2**20} MB. Hãy dọn đĩa hoặc đặt IOC_VAR sang nơi khác; chưa có gì thay đổi."
        )
    waiting = file.with_name(f"{file.name}.dang-phuc-hoi")
    _remove(waiting)
    try:
        with _alone(file, force) as before, no_room_said(waiting):
            engine = open_engine(f"sqlite:///{waiting}")
            try:
                with engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
                    reached = _fill(connection, backup, before, say)
            finally:
                engine.dispose()  # folds the log into the file
            _sync(waiting)
        # Nobody has the old file open; its log is folded in and of no use to the new one.
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        waiting.replace(file)
        forget_damage(f"sqlite:///{file}")
        _sync(file.parent)
    finally:
        _remove(waiting)
    return reached


@contextmanager
def _alone(file: Path, force: bool) -> Iterator[int]:
    """Keep everybody else out of a SQLite store; yield its revision (0: there is none)."""
    if not file.exists() or not file.stat().st_size:
        yield 0
        return
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as held:
        try:
            held.execute("PRAGMA locking_mode=EXCLUSIVE")
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise _in_use() from error
        except sqlite3.DatabaseError:
            # No database at all, or one beyond reading: the very case for a backup.
            if not force:
                raise _not_empty() from None
            yield 0
            return
        names = {row[0] for row in held.execute("SELECT name FROM sqlite_master")}
        if not force and names:
            held_rows = "revision" in names and held.execute("SELECT 1 FROM revision").fetchone()
            if held_rows or "revision" not in names:
                raise _not_empty()
        row = ("revision" in names
               and held.execute("SELECT max(number) FROM revision").fetchone())  # fmt: skip
        yield int(row[0] or 0) if row else 0
        held.execute("ROLLBACK")


def _into_postgresql(backup: Backup, url: str, force: bool, say: Callable[[str], None]) -> int:
    engine = open_engine(url)
    try:
        with no_room_said(Path("PostgreSQL")), engine.begin() as connection:
            _wait_until_alone(connection)
            before = 0
            tables = set(inspect(connection).get_table_names())
            if "revision" in tables:
                before = read_revision(connection)
            if not force and (before or (tables - {VERSION_TABLE} and "revision" not in tables)):
                raise _not_empty()
            found = MetaData()
            found.reflect(connection)
            found.drop_all(connection)
            return _fill(connection, backup, before, say)
    finally:
        engine.dispose()


def _fill(connection: Connection, backup: Backup, before: int, say: Callable[[str], None]) -> int:
    """Make the tables as they were saved, fill and compare them, bring them up to date."""
    saved: dict[str, Any] = backup.manifest["tables"]
    upgrade_within(connection, backup.manifest["schema"])
    tables = reflect_tables(connection)
    if {each.name: set(each.columns.keys()) for each in tables} != {
        name: set(said["columns"]) for name, said in saved.items()
    }:
        raise BackupError("Các bảng trong tệp sao lưu không đúng với bản kho đã ghi trong đó.")
    if is_sqlite(connection):
        # A parent may follow its child in the file.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table in tables:
        say(f"Phục hồi {table.name}: {saved[table.name]['rows']} dòng…")
        write_batches(connection, table, backup.batches(table.name))
    say("So sánh với bản sao lưu…")
    for table in tables:
        said = saved[table.name]
        content = content_of(connection, table, said["columns"])
        if (content.rows, content.checksum) != (said["rows"], said["checksum"]):
            raise BackupError(
                f"Bảng {table.name} sau khi phục hồi không giống bản sao lưu "
                f"({content.rows}/{said['rows']} dòng); chưa có gì thay đổi."
            )
    upgrade_within(connection)
    # Cookies of before the backup would open again, those of people who signed out since included.
    connection.execute(delete(session))
    highest = max(before, int(connection.scalar(select(func.max(revision.c.number))) or 0))
    connection.execute(update(revision).values(number=highest + _JUMP - 1))
    summary = {"restored": backup.manifest["made_at"],
               "at": datetime.now(UTC).isoformat(timespec="seconds")}  # fmt: skip
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
        # Within a transaction the view shows what it showed first.
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")


def _swap(waiting: Path, published: Path) -> None:
    former = published.with_name(f"{published.name}.cu")
    shutil.rmtree(former, ignore_errors=True)
    if published.exists():
        published.replace(former)
    waiting.replace(published)
    shutil.rmtree(former, ignore_errors=True)


def _in_use() -> BackupError:
    return BackupError(
        "Kho dữ liệu đích đang được một chương trình khác mở. Hãy dừng máy chủ (Ctrl+C) rồi "
        "phục hồi lại; chưa có gì thay đổi."
    )


def _not_empty() -> BackupError:
    return BackupError(
        "Kho dữ liệu đích đã có dữ liệu. Thêm --force để thay toàn bộ bằng bản sao lưu; "
        "chưa có gì thay đổi."
    )


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
