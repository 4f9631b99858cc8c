"""Children made by fork: they end with their parent, and hear signals from their first moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from cli.parent import CAN_FORK

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this machine cannot fork")
_PARENT = """
import os, signal, sys, time
from cli.parent import Children, end_with_parent

def work():
    end_with_parent()
    # One write: `print` makes two, and a brother's number would come between.
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(120)

# The parent hears signals in its own way, as the server's supervisor does.
signal.signal(signal.SIGTERM, lambda *_: None)
children = Children()
processes = [children.process(work) for _ in range(3)]
for each in processes:
    children.start(each)
    if "--at-once" in sys.argv:
        os.kill(each.pid, signal.SIGTERM)
for each in processes:
    each.join()
print("all ended", flush=True)
"""


def _parent(*options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _PARENT, *options],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_children_end_when_their_parent_is_killed() -> None:
    parent = _parent()
    assert parent.stdout is not None
    children = [psutil.Process(int(parent.stdout.readline())) for _ in range(3)]
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait(10)
    _, left = psutil.wait_procs(children, timeout=8)
    for each in left:
        each.kill()
    parent.communicate()
    assert left == [], "a brother kept the line to their parent open"


def test_a_child_ends_by_a_signal_in_its_first_moment() -> None:
    began = time.monotonic()
    parent = _parent("--at-once")
    output, faults = parent.communicate(timeout=60)
    assert output.splitlines()[-1] == "all ended" and faults == ""
    assert time.monotonic() - began < 60
