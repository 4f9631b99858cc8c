"""Worker processes that are replaced as soon as they have died, and when they hang."""

from __future__ import annotations

import logging
import time

from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess, Process

_log = logging.getLogger("ioc.server")
_PING_SECONDS = 0.05


class Supervisor(Multiprocess):
    """uvicorn's own, but for how it looks after its workers.

    That one asks one after the other whether it is well and waits for each answer, up to
    `timeout_worker_healthcheck`, also for that of a worker that died meanwhile: with two killed at
    once nobody answered for half a minute. Here the dead are found every half second, and a worker
    hangs only when it has not answered for that long.
    """

    _heard: dict[int, float]

    def init_processes(self) -> None:
        """Start the workers."""
        self._heard = {}
        super().init_processes()

    def keep_subprocess_alive(self) -> None:
        """Put a new worker in the place of each that has died or hangs; called every 0.5 s."""
        for place, process in enumerate(self.processes):
            if self.should_exit.is_set():
                return
            if process.process.is_alive() and self._is_well(process):
                continue
            hung = process.process.is_alive()
            process.kill()
            process.join()
            if process.exitcode == STARTUP_FAILURE:
                _log.error("worker process %s could not start: the server ends", process.pid)
                self.should_exit.set()
                return
            words = "hung and was ended" if hung else "ended by itself"
            _log.warning("worker process %s %s, another takes its place", process.pid, words)
            self._heard.pop(process.pid or 0, None)
            self.processes[place] = fresh = Process(self.config, self.sockets)
            fresh.start()

    def _is_well(self, process: Process) -> bool:
        """Tell whether a live worker has answered in time; a busy one answers an earlier call."""
        now = time.monotonic()
        pid = process.pid or 0
        if process.ping(timeout=_PING_SECONDS) or pid not in self._heard:
            self._heard[pid] = now
        return now - self._heard[pid] < self.config.timeout_worker_healthcheck
