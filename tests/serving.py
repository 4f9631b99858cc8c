"""The real program, started as a user starts it, on a store of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
from alembic.script import ScriptDirectory
from filelock import FileLock

from data.load.catalogue.catalogue import load_catalogue
from data.migrate import alembic_config, upgrade
from data.store.engine import open_engine, raise_revision, writing
from data.store.schema import RECKONING
from tests.warm import Forked, start_by_fork

ROOT = Path(__file__).resolve().parents[1]
# Made-up numbers follow the day; so do the tests that know some of them.
TODAY = "2026-11-30"
_START_SECONDS = 120
_STOP_SECONDS = 20
_FAULTS = ("Traceback (most recent call last)", "ERROR", "CRITICAL")


def _listens(process: psutil.Process) -> bool:
    try:
        # A process that ended and was not asked after yet has no connections.
        return any(each.status == "LISTEN" for each in process.net_connections("tcp"))
    except psutil.NoSuchProcess:
        return False


@dataclass
class ServedApp:
    """A program under test. `run` calls its command line on the same store.

    `host` is where the server listens, `inside` a command that starts it on another machine.
    `warm`: it is forked from a process that has imported it (`tests.warm`).
    """

    var: Path
    port: int
    extra: dict[str, str] = field(default_factory=dict)
    host: str = "127.0.0.1"
    inside: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | Forked | None = None
    warm: bool = False

    @property
    def url(self) -> str:
        """The address without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    @property
    def log(self) -> Path:
        """All that the server wrote."""
        return self.var.parent / f"{self.var.name}-server.log"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that the program gets: nothing of the developer's own settings."""
        inherited = {name: text for name, text in os.environ.items() if not name.startswith("IOC_")}
        own = {
            "IOC_VAR": str(self.var),
            "IOC_HOST": self.host,
            "IOC_PORT": str(self.port),
            "IOC_WORKERS": "2",
            "IOC_TODAY": TODAY,
        }
        return {**inherited, "PYTHONUNBUFFERED": "1", **own, **self.extra}

    def run(self, *arguments: str | Path, timeout: float = 600) -> str:
        """Run `python app.py ARGUMENTS…` and return what it printed; raise when it failed."""
        outcome = subprocess.run(
            [sys.executable, "app.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
        )
        if outcome.returncode:
            raise AssertionError(f"app.py {arguments} failed:\n{outcome.stdout}\n{outcome.stderr}")
        return outcome.stdout

    def workers(self) -> list[psutil.Process]:
        """The processes that answer; none while the server is down."""
        if self.process is None:
            return []
        children = psutil.Process(self.process.pid).children()
        return [each for each in children if _listens(each)]

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.process = self._start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                text = self.log.read_text(encoding="utf-8", errors="replace")
                self.stop()
                raise AssertionError(f"The server did not start:\n{text}")
            time.sleep(0.05)

    def _start(self) -> subprocess.Popen[bytes] | Forked:
        if self.warm:
            return start_by_fork(["serve"], self.environment, self.log)
        with self.log.open("ab") as sink:
            return subprocess.Popen(
                [*self.inside, sys.executable, "app.py", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Stop the server and its workers, in order if it obeys, and raise if it does not."""
        if self.process is None:
            return
        process, self.process = self.process, None
        family = _family(process.pid)
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError("The server did not stop on SIGTERM.") from None
        finally:
            _, left = psutil.wait_procs(family, timeout=_STOP_SECONDS)
            for each in left:
                each.kill()
        assert not left, f"The server left workers behind: {left}"

    def kill(self) -> None:
        """End the server and its workers at once, as a power cut does."""
        assert self.process is not None
        process, self.process = self.process, None
        family = _family(process.pid)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(_STOP_SECONDS)
        _, left = psutil.wait_procs(family, timeout=_STOP_SECONDS)
        assert not left, f"still there: {left}"

    def wait_for_line(self, text: str) -> str:
        """Return the first line of the log that holds the text, as soon as it is there."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines():
                if text in line:
                    return line
            time.sleep(0.05)
        raise AssertionError(f"The server never said {text!r}.")

    def faults(self) -> list[str]:
        """Return the log from the first line that tells of a fault on; empty when none does."""
        lines: Sequence[str] = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        for place, line in enumerate(lines):
            if any(fault in line for fault in _FAULTS):
                return list(lines[place : place + 80])
        return []

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


def _family(pid: int) -> list[psutil.Process]:
    try:
        return list(psutil.Process(pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def copy_of_var(prepared_folder: Path, var: Path) -> Path:
    """Make a folder with the same store and boundaries, and return it.

    A published file is named for what it holds and never written again: a second name will do.
    """
    var.mkdir(parents=True, exist_ok=True)
    shutil.copytree(prepared_folder / "published", var / "published", copy_function=_second_name)
    for each in prepared_folder.iterdir():
        if each.is_file():
            shutil.copy2(each, var / each.name)
    return var


def brought_forward(prepared_folder: Path) -> Path:
    """Return a prepared folder of today's version: this one, or a copy made once and kept in /tmp.

    A store of an earlier version would be brought forward anew by each program that is started.
    """
    file = prepared_folder / "ioc.sqlite"
    script = ScriptDirectory.from_config(alembic_config())
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as store:
        version = store.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        columns = {row[1] for row in store.execute("PRAGMA table_info(revision)")}
        rules = "reckoning" in columns and store.execute("SELECT reckoning FROM revision")
        reckoning = rules.fetchone()[0] if rules else 1
    head = script.get_current_head()
    revisions = {each.revision for each in script.walk_revisions()}
    if (version, reckoning) == (head, RECKONING) or version not in revisions:
        return prepared_folder
    of = hashlib.sha256(f"{file.resolve()} {file.stat().st_mtime_ns}".encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"ioc-prepared-{of}-{head}-{RECKONING}"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            waiting = folder.with_suffix(".new")
            shutil.rmtree(waiting, ignore_errors=True)
            engine = open_engine(
                f"sqlite:///{copy_of_var(prepared_folder, waiting) / 'ioc.sqlite'}"
            )
            upgrade(engine)
            # What a new column of the catalogue has to say, as the next start would load it.
            with writing(engine) as connection:
                load_catalogue(connection)
                raise_revision(connection, "catalogue", {})
            engine.dispose()
            waiting.rename(folder)
    return folder


def _second_name(source: str, target: str) -> None:
    if Path(source).name == "manifest.json":
        shutil.copy2(source, target)
        return
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    # The store of the tests, prepared in the folder that is named.
    print(ServedApp(Path(sys.argv[1]), free_port()).run("prepare"))
