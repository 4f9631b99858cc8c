"""The store's last changes in memory, and which of them a client has not heard of."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from data.queries.signals import StoreChange, StoreSignal
from ioc.answers import LiveAnswer, SignalsAnswer

MOST_CHANGES, MOST_SIGNALS = 20, 500
# A late order would override one that somebody gave since.
_ORDERS_HOLD = timedelta(seconds=60)
UNKNOWN = -1


@dataclass(frozen=True)
class StoreNews:
    """Changes of the store since the last poll; `whole`: everything, from the start."""

    revision: int
    signal: int
    changes: Sequence[StoreChange] = ()
    touched: dict[str, int] = field(default_factory=dict)
    signals: Sequence[StoreSignal] = ()
    whole: bool = False


class LiveState:
    """The last changes and signals, and the last revision that touched each indicator."""

    def __init__(self) -> None:
        self.revision = UNKNOWN
        self.signal = UNKNOWN
        self._went_back = False
        self._touched: dict[str, int] = {}
        self._changes: deque[StoreChange] = deque(maxlen=MOST_CHANGES)
        self._signals: deque[StoreSignal] = deque(maxlen=MOST_SIGNALS)

    def take(self, news: StoreNews) -> None:
        """Add the changes of a poll."""
        if news.whole:
            self._went_back = news.revision < self.revision or news.signal < self.signal
            self._touched.clear()
            self._changes.clear()
            self._signals.clear()
        self.revision, self.signal = news.revision, news.signal
        self._touched |= news.touched
        self._changes.extend(news.changes)
        self._signals.extend(news.signals)

    def position_after(self, position: tuple[int, int]) -> tuple[int, int]:
        """Return the revision and signal of a client after it has got the changes it lacks.

        A client may be ahead, told by another process that polled earlier. It stays ahead: taken
        back, it would hear of the same changes once more.
        """
        if self._went_back:
            return self.revision, self.signal
        return max(position[0], self.revision), max(position[1], self.signal)

    def change_since(self, revision: int) -> LiveAnswer:
        """Return the changes after a client's revision; `UNKNOWN`: all.

        A client ahead of this process heard from one that polls more often, and lacks nothing;
        unless this process saw the store go back to an earlier state.

        `touched` has the last revision of each indicator that changed since ("": all of them),
        however long ago the client was here; `changes` are the last changes, at most 20. `whole`:
        `touched` replaces what the client knew.
        """
        whole = revision < 0 or (self._went_back and revision > self.revision)
        after = UNKNOWN if whole else revision
        changes = () if whole else self._changes
        return {
            "revision": self.revision,
            "changes": [_change_item(each) for each in changes if each.revision > after],
            "touched": {code: at for code, at in self._touched.items() if at > after},
            "whole": whole,
        }

    def signals_since(self, number: int, now: datetime | None = None) -> SignalsAnswer:
        """Return the signals after a number; `UNKNOWN` or a future one: none.

        Orders older than a minute are left out. `missed`: some are no longer in memory.
        """
        if not 0 <= number <= self.signal:
            return {"number": self.signal, "items": [], "missed": False}
        still = (now or datetime.now(UTC)) - _ORDERS_HOLD
        items = [each for each in self._signals if each.number > number]
        oldest = self._signals[0].number if self._signals else self.signal + 1
        return {
            "number": self.signal,
            "items": [
                {
                    "number": each.number,
                    "about": each.about,
                    "key": each.key,
                    "body": _without_names(each.body),
                }
                for each in items
                if each.about != "order" or each.at > still
            ],
            "missed": number + 1 < oldest and number < self.signal,
        }


def _without_names(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the public part of a signal: not who gave an order or changed a setting."""
    return {name: value for name, value in body.items() if name != "by"}


def _change_item(each: StoreChange) -> dict[str, Any]:
    return {
        "revision": each.revision,
        "at": each.at,
        "kind": each.kind,
        "summary": each.summary,
    }
