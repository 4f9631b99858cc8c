"""Waiting for what another thread or process brings about."""

from __future__ import annotations

import time
from collections.abc import Callable

_PATIENCE_SECONDS = 30


def until(holds: Callable[[], bool]) -> None:
    """Return as soon as something holds; fail when it never does."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)
