"""The real application, started as users start it, on a store of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from urllib.error import URLError
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).resolve().parents[1]
_START_SECONDS = 120


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass
class AppServer:
    """`with AppServer(var) as server:` runs the server; `run` calls the command line on its store.

    Another `command` (the baseline) is run as it is.
    """

    var: Path
    workers: int = 2
    command: tuple[str, ...] = ("app.py", "serve")
    probe: str = "/healthz"
    port: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        others = {name: text for name, text in os.environ.items() if not name.startswith("IOC_")}
        own = {
            "IOC_VAR": str(self.var),
            "IOC_PORT": str(self.port),
            "IOC_WORKERS": str(self.workers),
            "IOC_POLL_SECONDS": "0.5",
        }
        return others | own | self.extra

    def run(self, *arguments: str | Path) -> None:
        """Run `python app.py ARGUMENTS…`; raise with its output when it failed."""
        process = subprocess.run(
            [sys.executable, "app.py", *map(str, arguments)],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if process.returncode:
            raise RuntimeError(f"app.py {arguments} failed:\n{process.stdout}\n{process.stderr}")

    def __enter__(self) -> AppServer:
        log = self.var.parent / f"{self.var.name}-{self.port}.log"
        with log.open("wb") as sink:
            self.process = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=ROOT, env=self.environment, stdout=sink, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.__exit__(None, None, None)
                raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.1)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        family = self.family(process.pid)
        process.terminate()
        _, left = psutil.wait_procs(family, timeout=15)
        for each in left:
            each.kill()
        process.wait(15)

    @staticmethod
    def family(pid: int) -> list[psutil.Process]:
        """Return a process and all its descendants."""
        try:
            first = psutil.Process(pid)
            return [first, *first.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def _answers(self) -> bool:
        try:
            with urlopen(self.url + self.probe, timeout=5) as answer:
                return int(answer.status) == 200
        except (URLError, OSError):
            return False
