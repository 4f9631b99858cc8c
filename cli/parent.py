"""A child process that ends with the process that started it, and children made by fork."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

_log = logging.getLogger("ioc.server")
_GOODBYE_SECONDS = 10.0
# System libraries of macOS do not survive a fork, and Windows has none.
CAN_FORK = sys.platform == "linux"
_KEPT_FROM_CHILDREN = {signal.SIGINT, signal.SIGTERM}
# Set in a child made by fork: this pipe ends when its parent ends.
_lifeline: int | None = None


class Children:
    """Makes children by fork that end with this process (decision 29).

    They share what it has imported by then. It must have no thread of Python's and no open store
    when it forks: locks and connections would be shared as well.
    """

    def __init__(self) -> None:
        self._read_end, self._write_end = os.pipe()
        self._context: Any = multiprocessing.get_context("fork" if CAN_FORK else "spawn")

    def process(self, work: Callable[..., None], *arguments: Any) -> Any:
        """Return a child that will do the work, not started yet (`start`)."""
        return self._context.Process(target=self._run, args=(work, *arguments))

    def start(self, process: Any) -> None:
        """Start a child; a signal that comes meanwhile meets the child's own handlers."""
        threads = [each.name for each in threading.enumerate()][1:]
        if threads:
            _log.warning("forking beside threads: %s", ", ".join(threads))
        signal.pthread_sigmask(signal.SIG_BLOCK, _KEPT_FROM_CHILDREN)
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _KEPT_FROM_CHILDREN)

    def _run(self, work: Callable[..., None], *arguments: Any) -> None:
        global _lifeline
        os.close(self._write_end)
        _lifeline = self._read_end
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
            if callable(signal.getsignal(number)):
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _KEPT_FROM_CHILDREN)
        work(*arguments)


def end_with_parent() -> None:
    """Let this process stop in order, then for good, once its parent has died.

    A supervisor that was killed cannot tell its workers; they would hold the port, and serve a
    store that the next start thinks its own. Does nothing in a process that nobody started.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        if _lifeline is None:
            parent.join()
        else:
            os.read(_lifeline, 1)
        _log.warning("the supervisor has gone: worker process %s ends", os.getpid())
        threading.Timer(_GOODBYE_SECONDS, lambda: os._exit(1)).start()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="ioc-parent", daemon=True).start()
