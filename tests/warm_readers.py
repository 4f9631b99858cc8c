"""A process that has imported the readers of files, and forks a child for each file.

Importing them takes a child of the sandbox twenty times as long as to read a table of a test. The
child itself is the real one, with its bounds; tests/unit and the commands that tests run as
processes start it as the program does.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NoReturn

import psutil
import pytest

from sandbox.run import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[1]
_IMPORTED = (
    "sandbox.worker",
    "data.load.files.reading",
    "data.hand_in.bounded_reading",
    "geo.boundaries",
    "pyogrio",
    "python_calamine",
)
_LARGEST_QUESTION = 1 << 17
_ONE_AT_A_TIME = threading.Lock()


@pytest.fixture(scope="module", autouse=True)
def warm_readers() -> Iterator[None]:
    """Files of others are read in children of the process that is warm already."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.platform == "linux":
            patch.setattr("sandbox.run.start_child", _fork)
        yield


class _Forked:
    """A child's child, with what `sandbox.run.Child` asks of it; its status is not known."""

    def __init__(self, pid: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self.stdin: IO[bytes] | None = stdin
        self.stdout: IO[bytes] | None = stdout
        try:
            self._process: psutil.Process | None = psutil.Process(pid)
        except psutil.NoSuchProcess:
            self._process = None

    def kill(self) -> None:
        if self._process is not None and self._process.is_running():
            self._process.kill()

    def wait(self) -> int:
        if self._process is not None:
            self._process.wait()
        return -1


def _fork(noise: IO[bytes]) -> _Forked:
    to_read, job = os.pipe()
    answer, to_write = os.pipe()
    question = {"folder": os.getcwd(), "environment": dict(os.environ)}
    try:
        with _ONE_AT_A_TIME:
            channel, _ = _warm()
            ends = [to_read, to_write, noise.fileno()]
            socket.send_fds(channel, [json.dumps(question).encode()], ends)
            pid = int(channel.recv(32))
    finally:
        os.close(to_read)
        os.close(to_write)
    return _Forked(pid, os.fdopen(job, "wb"), os.fdopen(answer, "rb"))


@cache
def _warm() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with there:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm_readers", str(there.fileno())],
            cwd=ROOT,
            env={**os.environ, **ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            pass_fds=[there.fileno()],
        )
    return here, process


def _main(number: int) -> None:
    """Fork for each question, and say the number of the new process; end with who asks."""
    for module in _IMPORTED:
        import_module(module)
    gc.collect()
    gc.freeze()
    # Who has ended is gone at once: a handler would wait until the next question wakes us.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Ctrl+C at the terminal is for who started us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = socket.socket(fileno=number)
    while True:
        question, ends, _, _ = socket.recv_fds(channel, _LARGEST_QUESTION, 3)
        if not question:
            return
        child = os.fork()
        if not child:
            channel.close()
            _become(json.loads(question), ends)
        for end in ends:
            os.close(end)
        channel.send(str(child).encode())


def _become(question: dict[str, Any], ends: list[int]) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    status = 1
    try:
        for number, end in enumerate(ends):
            os.dup2(end, number)
            os.close(end)
        os.environ.clear()
        os.environ.update(question["environment"])
        os.chdir(question["folder"])
        import_module("sandbox.worker").main()
        status = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    _main(int(sys.argv[1]))
