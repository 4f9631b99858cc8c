"""How often somebody tried a wrong secret, and how long to wait before the next try."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class _Tries:
    times: int
    last: float


class WrongTries:
    """Counts wrong tries by key within ten minutes of each other; too many wait a minute.

    Each process counts for itself, and only the newest ten thousand keys.
    """

    WITHIN, WAIT = 600.0, 60.0
    MOST_KEYS = 10_000

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: dict[Hashable, _Tries] = {}

    def __len__(self) -> int:
        return len(self._tries)

    def seconds_to_wait(self, key: Hashable, most: int) -> int:
        """Return the seconds that a key with `most` wrong tries still waits; 0: none."""
        tries = self._tries.get(key)
        if tries is None:
            return 0
        ago = self._clock() - tries.last
        if ago > self.WITHIN:
            del self._tries[key]
        elif tries.times >= most and ago < self.WAIT:
            return int(self.WAIT - ago) + 1
        return 0

    def count(self, key: Hashable) -> None:
        """Count one wrong try."""
        # The newest are last, so that the oldest go first.
        times = self._tries.pop(key, _Tries(0, 0.0)).times + 1
        self._tries[key] = _Tries(times, self._clock())
        if len(self._tries) > self.MOST_KEYS:
            del self._tries[next(iter(self._tries))]

    def forget(self, key: Hashable) -> None:
        """Forget the wrong tries of a key after a right one."""
        self._tries.pop(key, None)
