"""Replaces worker processes that have died or hang."""

from __future__ import annotations

import logging
import time
from multiprocessing import Pipe
from socket import socket

from uvicorn.config import STARTUP_FAILURE, Config
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from cli.parent import CAN_FORK, Children

_log = logging.getLogger("ioc.server")
_PING_SECONDS = 0.05


class ForkedProcess(Process):
    """A worker that begins with all that the supervisor has imported (decision 29)."""

    def __init__(
        self, config: Config, sockets: list[socket], children: Children, siblings: list[Process]
    ) -> None:
        self.config, self._server = config, None
        self.parent_conn, self.child_conn = Pipe()
        self._children = children
        self.process = children.process(self._work, sockets, siblings)

    def start(self) -> None:
        """Fork."""
        self._children.start(self.process)

    def _work(self, sockets: list[socket], siblings: list[Process]) -> None:
        for each in siblings:
            each.parent_conn.close()
            each.child_conn.close()
        self.config.configure_logging()
        try:
            self.target(sockets=sockets)
        except KeyboardInterrupt:
            return


class Supervisor(Multiprocess):
    """uvicorn's supervisor, with other ways to make workers and to check them.

    uvicorn's own pings one worker after the other and waits for each answer, up to
    `timeout_worker_healthcheck`, also for that of a dead worker: with two killed at once nobody
    answered for half a minute. Here dead workers are replaced every half second, and a worker
    counts as hanging when it has not answered for that long.

    Args:
        children: makes the workers, where the machine can fork; what they need is imported.
    """

    _answered_at: dict[int, float]

    def __init__(self, config: Config, sockets: list[socket], children: Children) -> None:
        super().__init__(config, sockets)
        self._children = children

    def init_processes(self) -> None:
        """Start the workers."""
        self._answered_at = {}
        for _ in range(self.processes_num):
            self.processes.append(self._start_worker(self.processes))

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
            self._answered_at.pop(process.pid or 0, None)
            siblings = [each for each in self.processes if each is not process]
            self.processes[place] = self._start_worker(siblings)

    def _start_worker(self, siblings: list[Process]) -> Process:
        """Return a new worker that is on its way."""
        process: Process
        if CAN_FORK:
            process = ForkedProcess(self.config, self.sockets, self._children, list(siblings))
        else:
            process = Process(self.config, self.sockets)
        process.start()
        return process

    def _is_well(self, process: Process) -> bool:
        """Tell whether a live worker has answered in time; a busy one answers an earlier call."""
        now = time.monotonic()
        pid = process.pid or 0
        if process.ping(timeout=_PING_SECONDS) or pid not in self._answered_at:
            self._answered_at[pid] = now
        return now - self._answered_at[pid] < self.config.timeout_worker_healthcheck
