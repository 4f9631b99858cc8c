"""A process that has imported the program and starts it by fork, in a thirtieth of the time.

What a start is made of shows where a user's own way is taken (tests/test_frame_app.py,
tests/faults): tests of pages begin with one that is imported already.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
_IMPORTED = (
    *("app", "server", "cli.commands", "cli.prepare", "cli.serve", "uvicorn", "data.demo.load"),
    *("geo.published_files", "pyarrow.pandas_compat", "plotly.offline", "pydantic.v1"),
)


@dataclass
class Forked:
    """A running program, with what `subprocess.Popen` offers of it."""

    pid: int

    def __post_init__(self) -> None:
        self._process = psutil.Process(self.pid)

    def poll(self) -> int | None:
        """Return None while it runs."""
        return None if self._process.is_running() else 0

    def wait(self, timeout: float | None = None) -> None:
        """Wait for its end."""
        try:
            self._process.wait(timeout)
        except psutil.TimeoutExpired as error:
            raise subprocess.TimeoutExpired("app.py", timeout or 0) from error

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()


def start_by_fork(arguments: list[str], environment: dict[str, str], log: Path) -> Forked:
    """Start `app.py ARGUMENTS…` as the first of a new session; what it says goes to the log."""
    warm = _warm()
    assert warm.stdin is not None and warm.stdout is not None
    question = {"arguments": arguments, "environment": environment, "log": str(log)}
    warm.stdin.write(json.dumps(question).encode() + b"\n")
    warm.stdin.flush()
    return Forked(int(warm.stdout.readline()))


@cache
def _warm() -> subprocess.Popen[bytes]:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("IOC_")}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.warm"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _main() -> None:
    """Fork for each line of the input, and say the number of the new process."""
    for module in _IMPORTED:
        import_module(module)
    import_module("server").make_shared()
    # Who has ended is gone at once: a handler would wait until the next question wakes us.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Ctrl+C at the terminal is for who started us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin:
        question = json.loads(line)
        child = os.fork()
        if not child:
            _become(question)
            return
        print(child, flush=True)


def _become(question: dict[str, object]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(str(question["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for end, number in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(end, number)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(write_through=True)  # type: ignore[union-attr]
    os.environ.clear()
    os.environ.update(question["environment"])  # type: ignore[call-overload]
    sys.argv = ["app.py", *question["arguments"]]  # type: ignore[misc]
    import_module("app").main()


if __name__ == "__main__":
    _main()
