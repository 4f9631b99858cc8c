"""Run a function in a child process that cannot take the machine with it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NoReturn, Protocol, TypeVar

from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import FixedNumber, Phrase
from sandbox.limits import Limits
from sandbox.messages import Job, MessageKind, TooLargeError, receive, send

_log = logging.getLogger("ioc.sandbox")
_ROOT = Path(__file__).resolve().parents[1]
# One thread and one arena: each more reserves memory that a small limit does not have.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "PYTHONIOENCODING": "utf-8",
}
_LINES_OF_LOG = 40
Result = TypeVar("Result")


class Child(Protocol):
    """A running `sandbox.worker`, as `subprocess.Popen` has it."""

    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def kill(self) -> None:
        """End it; nothing happens where it has ended."""

    def wait(self) -> int:
        """Return its status as soon as it has ended."""


def start_child(noise: IO[bytes]) -> Child:
    """Start the process that waits for its first job; what libraries print there goes to `noise`.

    The tests start one that has imported its readers (`tests.warm_readers`).
    """
    return subprocess.Popen(
        [sys.executable, "-m", "sandbox.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=noise,
        cwd=os.getcwd(),
        env={**os.environ, **ENVIRONMENT, "PYTHONPATH": _search_path()},
    )


def run_bounded(
    function: Callable[..., Result],
    *arguments: Any,
    file_name: str,
    limits: Limits | None = None,
    progress: Callable[..., None] | None = None,
    **options: Any,
) -> Result:
    """Run a function in a child process with bounds and return its result.

    Args:
        function: of a module's top level; it gets `progress` as a keyword when it is given here.
        *arguments: what it is called with; these and its result must pickle.
        file_name: the file that it reads, as the user knows it: named when it is refused.
        limits: of memory, time and answer; None: the usual ones.
        progress: called here with what the function reports from there.
        **options: more keywords of the function.

    Raises:
        IocError: the function refused the file.
        LoadRefusedError: the file took too much memory or time, or broke its reader. What went
            wrong there stands in the log, never before the user.
    """
    with Session(file_name, limits, progress) as session:
        return session.call(function, *arguments, **options)


class Session:
    """A child process with bounds that does several jobs and keeps its state between them.

    It ends with `close`, with the end of a `with`, with the object, with this process, when a job
    fails, and when its time is over: the bounds hold for all its jobs together.
    """

    def __init__(
        self,
        file_name: str,
        limits: Limits | None = None,
        progress: Callable[..., None] | None = None,
    ) -> None:
        self._file_name = file_name
        self._limits = limits or Limits()
        self._progress = progress
        self._noise = tempfile.TemporaryFile()
        self._child = start_child(self._noise)
        self._late = threading.Event()
        self._clock = threading.Timer(self._limits.seconds, _end_late, (self._late, self._child))
        self._clock.daemon = True
        self._clock.start()
        self.close = weakref.finalize(self, _end, self._clock, self._child, self._noise)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, function: Callable[..., Result], *arguments: Any, **options: Any) -> Result:
        """Run a function there and return its result; see `run_bounded`.

        Raises:
            RuntimeError: the session is over.
        """
        if not self.close.alive:
            raise RuntimeError("the session is over")
        job = Job(function, arguments, options, self._limits, self._progress is not None)
        try:
            kind, answer = _talk(self._child, job, self._limits, self._progress)
        except EOFError:
            kind, answer = MessageKind.FAILURE, "the process ended without an answer"
        except TooLargeError:
            kind, answer = MessageKind.MEMORY, None
        except BaseException:
            self.close()
            raise
        if kind is MessageKind.RESULT:
            result: Result = answer
            return result
        try:
            self._refuse(kind, answer)
        finally:
            self.close()

    def _refuse(self, kind: MessageKind, answer: Any) -> NoReturn:
        """Say in words why there is no result."""
        if kind is MessageKind.REFUSAL:
            raise answer
        self._child.kill()
        status = self._child.wait()
        if self._late.is_set():
            _refuse(
                Phrase("load-reader-slow", seconds=FixedNumber(self._limits.seconds, 0)),
                self._file_name,
            )
        self._noise.seek(0)
        _log.warning(
            "reading %s failed (exit %s): %s %s",
            self._file_name,
            status,
            answer or "",
            " | ".join(self._noise.read().decode("utf-8", "replace").splitlines()[-_LINES_OF_LOG:]),
        )
        if kind is MessageKind.MEMORY:
            _refuse(
                Phrase("load-reader-memory", size=self._limits.memory // (1024 * 1024)),
                self._file_name,
            )
        _refuse(
            Phrase("load-reader-broken"),
            self._file_name,
        )


def _end_late(late: threading.Event, child: Child) -> None:
    late.set()
    child.kill()


def _end(clock: threading.Timer, child: Child, noise: Any) -> None:
    clock.cancel()
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            _close(stream)
    noise.close()


def _talk(
    child: Child,
    job: Job,
    limits: Limits,
    progress: Callable[..., None] | None,
) -> tuple[MessageKind, Any]:
    """Send a child its job and receive its progress; return kind and body of its answer."""
    if child.stdin is None or child.stdout is None:
        raise EOFError
    try:
        send(child.stdin, job)  # type: ignore[arg-type]
    except BrokenPipeError as error:
        raise EOFError from error
    while True:
        kind, body = receive(child.stdout, limits.answer)  # type: ignore[arg-type]
        if kind is not MessageKind.PROGRESS:
            return kind, body
        if progress is not None:
            progress(*body)


def _search_path() -> str:
    before = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(_ROOT), *([before] if before else [])])


def _close(stream: Any) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        return


def _refuse(fault: Phrase, file_name: str) -> NoReturn:
    raise LoadRefusedError([Problem(fault, file_name)])
