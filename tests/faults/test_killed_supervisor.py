"""A supervisor that is killed alone leaves nobody behind who holds the port."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing
from socket import create_connection

import psutil
import pytest

from tests.serving import ServedApp


@pytest.fixture
def killed(app_of_its_own: ServedApp) -> list[psutil.Process]:
    process = app_of_its_own.process
    assert process is not None
    family = psutil.Process(process.pid).children(recursive=True)
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
