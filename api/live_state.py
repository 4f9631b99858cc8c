"""What a process knows of the store's last changes, and what each client still lacks of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from data.queries.signals import Signal, StoreChange

MOST_CHANGES, MOST_SIGNALS = 20, 500
# An order that comes late would turn a wall that somebody has turned since.
_ORDERS_HOLD = timedelta(seconds=60)
UNKNOWN = -1


@dataclass(frozen=True)
class News:
    """What a look at the store found since the last one; `whole`: everything, from the start."""

    revision: int
    signal: int
    changes: Sequence[StoreChange] = ()
    touched: dict[str, int] = field(default_factory=dict)
    signals: Sequence[Signal] = ()
    whole: bool = False


class LiveState:
    """The last changes and signals, and the revision at which each indicator was touched last."""

    def __init__(self) -> None:
        self.revision = UNKNOWN
        self.signal = UNKNOWN
        self._went_back = False
        self._touched: dict[str, int] = {}
        self._changes: deque[StoreChange] = deque(maxlen=MOST_CHANGES)
        self._signals: deque[Signal] = deque(maxlen=MOST_SIGNALS)

    def take(self, news: News) -> None:
        """Add what a look found."""
        if news.whole:
            self._went_back = news.revision < self.revision or news.signal < self.signal
            self._touched.clear()
            self._changes.clear()
            self._signals.clear()
        self.revision, self.signal = news.revision, news.signal
        self._touched |= news.touched
        self._changes.extend(news.changes)
        self._signals.extend(news.signals)

    def known_after(self, known: tuple[int, int]) -> tuple[int, int]:
        """Return the revision and signal that a client knows once it was told what it lacks.

        It keeps what another process, that looked earlier, told it: taken back to what is known
        here, it would be told the same once more.
        """
        if self._went_back:
            return self.revision, self.signal
        return max(known[0], self.revision), max(known[1], self.signal)

    def change_since(self, known: int) -> dict[str, Any]:
        """Return what a client lacks that knows this revision; `UNKNOWN`: all.

        Who knows more than this process was told by one that looks more often, and lacks nothing;
        unless this one saw the store go back to an earlier state.

        `touched` says of each indicator that changed since ("": all of them) at which revision it
        did so last, however long ago the client was here; `changes` are the last of them, at most
        20. `whole`: `touched` replaces what the client knew.
        """
        whole = known < 0 or (self._went_back and known > self.revision)
        after = UNKNOWN if whole else known
        held = () if whole else self._changes
        return {
            "revision": self.revision,
            "changes": [_told(each) for each in held if each.revision > after],
            "touched": {code: at for code, at in self._touched.items() if at > after},
            "whole": whole,
        }

    def signals_since(self, known: int, now: datetime | None = None) -> dict[str, Any]:
        """Return the signals after a number; `UNKNOWN` or one to come: none.

        Orders older than a minute are left out. `missed`: some are held here no more.
        """
        if not 0 <= known <= self.signal:
            return {"number": self.signal, "items": [], "missed": False}
        still = (now or datetime.now(UTC)) - _ORDERS_HOLD
        items = [each for each in self._signals if each.number > known]
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
            "missed": known + 1 < oldest and known < self.signal,
        }


def _without_names(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what everybody may hear of a signal: not who gave an order or changed a setting."""
    return {name: value for name, value in body.items() if name != "by"}


def _told(each: StoreChange) -> dict[str, Any]:
    return {
        "revision": each.revision,
        "at": each.at,
        "kind": each.kind,
        "summary": each.summary,
    }
