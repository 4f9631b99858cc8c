"""A supervisor that is killed alone leaves nobody behind who holds the port.

And a worker that is killed is back at once: what it needs was imported before it was made.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing
from socket import create_connection
from typing import Any

import psutil
import pytest

from cli.parent import CAN_FORK
from tests.serving import ServedApp


@pytest.fixture
def killed(app_of_its_own: ServedApp) -> list[psutil.Process]:
    process = app_of_its_own.process
    assert process is not None
    family: list[Any] = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 2
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    app_of_its_own.process = None
    return family


def test_its_workers_end_and_the_next_start_has_the_port(
    app_of_its_own: ServedApp, killed: list[psutil.Process]
) -> None:
    _, left = psutil.wait_procs(killed, timeout=30)
    assert left == []
    deadline = time.monotonic() + 10
    while True:
        try:
            with closing(create_connection(("127.0.0.1", app_of_its_own.port), timeout=1)):
                pass
        except OSError:
            break
        assert time.monotonic() < deadline, "somebody still answers"
        time.sleep(0.05)
    app_of_its_own.start()
    assert app_of_its_own.process is not None


@pytest.mark.skipif(not CAN_FORK, reason="where there is no fork each worker imports everything")
def test_a_worker_begins_with_what_the_supervisor_imported(app_of_its_own: ServedApp) -> None:
    supervisor = psutil.Process(app_of_its_own.process.pid)  # type: ignore[union-attr]
    first = app_of_its_own.workers()
    first[0].kill()
    deadline = time.monotonic() + 30
    while len(fresh := [each for each in app_of_its_own.workers() if each not in first]) != 1:
        assert time.monotonic() < deadline, "no other took its place"
        time.sleep(0.05)
    app_of_its_own.wait_for_line("ended by itself")
    imported = supervisor.cpu_times().user
    for each in (first[1], *fresh):
        assert each.cpu_times().user < imported / 2
    assert "forking beside threads" not in app_of_its_own.log.read_text(encoding="utf-8")
