"""Waiting for an effect of another thread or process."""

from __future__ import annotations

import time
from collections.abc import Callable

_PATIENCE_SECONDS = 30


def until(is_met: Callable[[], bool]) -> None:
    """Return as soon as a condition is met; fail when it never is."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_met():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)
