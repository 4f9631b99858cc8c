"""Worker processes that are replaced as soon as they have died, and when they hang."""

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
    """uvicorn's own, but for how it makes its workers and looks after them.

    That one asks one after the other whether it is well and waits for each answer, up to
    `timeout_worker_healthcheck`, also for that of a worker that died meanwhile: with two killed at
    once nobody answered for half a minute. Here the dead are found every half second, and a worker
    hangs only when it has not answered for that long.

    Args:
        children: makes the workers, where the machine can fork; what they need is imported.
    """

    _heard: dict[int, float]

    def __init__(self, config: Config, sockets: list[socket], children: Children) -> None:
        super().__init__(config, sockets)
        self._children = children

    def init_processes(self) -> None:
        """Start the workers."""
        self._heard = {}
        for _ in range(self.processes_num):
            self.processes.append(self._started(self.processes))

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
            siblings = [each for each in self.processes if each is not process]
            self.processes[place] = self._started(siblings)

    def _started(self, siblings: list[Process]) -> Process:
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
        if process.ping(timeout=_PING_SECONDS) or pid not in self._heard:
            self._heard[pid] = now
        return now - self._heard[pid] < self.config.timeout_worker_healthcheck
