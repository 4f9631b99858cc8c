"""A worker process that ends with the process that started it."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading

_log = logging.getLogger("ioc.server")
_GOODBYE_SECONDS = 10.0


def end_with_parent() -> None:
    """Let this process stop in order, then for good, once its parent has died.

    A supervisor that was killed cannot tell its workers; they would hold the port, and serve a
    store that the next start thinks its own. Does nothing in a process that nobody started.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        _log.warning("the supervisor has gone: worker process %s ends", os.getpid())
        threading.Timer(_GOODBYE_SECONDS, lambda: os._exit(1)).start()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="ioc-parent", daemon=True).start()
