"""A backup of the whole store in one file, made while the program runs and others write.

The file is a zip: `tables/<name>.arrow` (Arrow stream, zstd), `published/<file>`, and last
`manifest.json` with version, rows and content of each table and SHA-256 of each part. Nothing in it
is peculiar to a database, so what was saved from one can be restored into the other.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from data.backup.tables import Content, read_batches, reflect_tables, schema_of
from data.migrate import stored_version
from data.store.engine import is_sqlite
from ioc.errors import IocError
from ioc.local_time import iso_moment
from ioc.version import VERSION
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

FORMAT = 1
MANIFEST = "manifest.json"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PIECE = 2**20
_NEW_FILE = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class BackupError(IocError):
    """A backup that cannot be made, read or restored; nothing was changed."""


def write_backup(
    engine: Engine, published: Path, file: Path, *, replace: bool = False
) -> dict[str, Any]:
    """Write a backup of the store and its published boundaries; return its manifest.

    All tables are read in one transaction and are of one moment; writers go on meanwhile. The file
    appears under its name when it is complete and on disk.

    Args:
        engine: the store.
        published: folder of published boundaries.
        file: where the backup goes.
        replace: whether a file of this name may be replaced.

    Raises:
        BackupError: the file is there, no store, no room.
    """
    if file.exists() and not replace:
        raise BackupError(Phrase("backup-file-there", file=str(file)))
    with explain_disk_faults(file), _beside(file) as sink:
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive, engine.connect() as source:
            connection = _snapshot(source)
            manifest = _write_parts(archive, connection, published)
            text = json.dumps(manifest, ensure_ascii=False, indent=1)
            archive.writestr(MANIFEST, text)
    return manifest


def _snapshot(connection: Connection) -> Connection:
    """Return the connection in a transaction that sees one moment."""
    if is_sqlite(connection):
        return connection  # a reader of the write-ahead log sees one moment by itself
    return connection.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )  # fmt: skip


def _write_parts(
    archive: zipfile.ZipFile, connection: Connection, published: Path
) -> dict[str, Any]:
    version = stored_version(connection)
    if version is None:
        raise BackupError(Phrase("backup-nothing-to-save"))
    parts: dict[str, dict[str, Any]] = {}
    tables: dict[str, dict[str, Any]] = {}
    for table in reflect_tables(connection):
        content, size = Content(), 0
        schema = schema_of(table)
        with _part(archive, f"tables/{table.name}.arrow", parts) as sink:
            options = pa.ipc.IpcWriteOptions(compression="zstd")
            with pa.ipc.new_stream(pa.PythonFile(sink), schema, options=options) as stream:
                for batch in read_batches(connection, table):
                    content.add(batch)
                    size += batch.nbytes
                    stream.write_batch(batch)
        tables[table.name] = {
            "rows": content.rows, "checksum": content.checksum, "bytes": size,
            "columns": schema.names,
        }  # fmt: skip
    for path in _published_files(published):
        with _part(archive, f"published/{path.name}", parts) as sink, path.open("rb") as source:
            while piece := source.read(_PIECE):
                sink.write(piece)
    return {
        "format": FORMAT,
        "program": VERSION,
        "schema": version,
        "made_at": iso_moment(datetime.now(UTC)),
        "database": connection.dialect.name,
        "tables": tables,
        "parts": parts,
    }


def _published_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and _NAME.fullmatch(path.name)
                  and not path.name.endswith(".tmp"))  # fmt: skip


class _Hashing(io.RawIOBase):
    """Passes on what is written and computes its hash."""

    def __init__(self, sink: IO[bytes]) -> None:
        self._sink = sink
        self._hash = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        content = memoryview(piece).cast("B")
        self._hash.update(content)
        self._sink.write(content)
        self.size += len(content)
        return len(content)

    def sha256(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def _part(
    archive: zipfile.ZipFile, name: str, parts: dict[str, dict[str, Any]]
) -> Iterator[_Hashing]:
    with archive.open(name, "w", force_zip64=True) as entry:
        sink = _Hashing(entry)
        yield sink
    parts[name] = {"sha256": sink.sha256(), "bytes": sink.size}


@contextmanager
def _beside(file: Path) -> Iterator[IO[bytes]]:
    """Yield a new file that gets its name when it is complete; a killed one leaves no such name."""
    waiting = file.with_name(f"{file.name}.dang-ghi")
    with _only_writer(file):
        try:
            # Not readable by others; and the archive goes back to its headers.
            with os.fdopen(os.open(waiting, _NEW_FILE, 0o600), "w+b") as sink:
                yield sink
                sink.flush()
                os.fsync(sink.fileno())
            waiting.replace(file)
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise
    # Windows opens no folder, and needs not: its rename is written through.
    if os.name == "nt":
        return
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _only_writer(file: Path) -> Iterator[None]:
    # The lock lies elsewhere: the folder is the user's own, and a lock's file stays.
    name = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"ioc-sao-luu-{name}.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise BackupError(Phrase("backup-running", file=str(file))) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def explain_disk_faults(place: Path) -> Iterator[None]:
    """Raise BackupError where the disk is full, or nothing can be written to a place."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise BackupError(Phrase("backup-disk-full", place=str(place))) from error
        raise BackupError(
            Phrase("backup-unwritable", place=str(place), reason=str(error.strerror))
        ) from error
    except DBAPIError as error:
        if "full" in str(error.orig) or "No space" in str(error.orig):
            raise BackupError(Phrase("backup-store-full", reason=str(error.orig))) from error
        raise


class Backup:
    """A backup that was read and checked: every part is there and is what was written."""

    def __init__(self, file: Path, report: Callable[[str], None] = lambda _: None) -> None:
        """Check the file.

        Raises:
            BackupError: no such file, no backup, broken, cut off, or of a later version.
        """
        if not file.is_file():
            raise BackupError(Phrase("backup-no-file", file=str(file)))
        self.file = file
        try:
            with zipfile.ZipFile(file) as archive:
                self.manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
                if self.manifest["format"] > FORMAT:
                    raise BackupError(
                        Phrase("backup-newer", theirs=str(self.manifest["program"]), ours=VERSION)
                    )
                report(say("backup-checking"))
                for name, part in self.manifest["parts"].items():
                    _check_part(archive, name, part)
                names = {f"tables/{name}.arrow" for name in self.manifest["tables"]}
                if not names <= self.manifest["parts"].keys():
                    raise ValueError("a table has no part")
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, EOFError,
                OSError) as error:  # fmt: skip
            raise BackupError(Phrase("backup-broken", file=str(file), reason=str(error))) from error

    @property
    def published(self) -> list[str]:
        """Names of the files of published boundaries."""
        return [Path(name).name for name in self.manifest["parts"] if name.startswith("published/")]

    def batches(self, table: str) -> Iterator[Any]:
        """Yield the rows of a table."""
        with (
            zipfile.ZipFile(self.file) as archive,
            archive.open(f"tables/{table}.arrow") as part,
            pa.ipc.open_stream(part) as stream,
        ):
            yield from stream

    def unpack_published(self, folder: Path) -> None:
        """Write the published boundaries into a new folder."""
        folder.mkdir(parents=True)
        with zipfile.ZipFile(self.file) as archive:
            for name in self.published:
                (folder / name).write_bytes(archive.read(f"published/{name}"))


def _check_part(archive: zipfile.ZipFile, name: str, part: dict[str, Any]) -> None:
    kind, _, file = name.partition("/")
    if kind not in ("tables", "published") or not _NAME.fullmatch(file):
        raise ValueError(f"{name!r} is no part of a backup")
    sha256 = hashlib.sha256()
    with archive.open(name) as stream:
        while piece := stream.read(_PIECE):
            sha256.update(piece)
    if sha256.hexdigest() != part["sha256"]:
        raise ValueError(f"{name} is not what was written")
