"""A thread that looks after the alerts while the server runs, in one process of all."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from data.alert_lease import held_lease
from data.alert_watch import Plan, look, read_watched, write_plan
from data.alerts import time_text
from data.directories import DirectoryCache
from data.queries.signals import read_counters, read_signals, read_touched_since
from data.store import EVERYTHING, writing
from ioc.local_time import local_date

_log = logging.getLogger("ioc.alerts")
# Seconds by a clock that never jumps. Numbers grow old without any change of the store.
_LOOK_ANYWAY = 600.0
# However fast machines write: a look takes some ten milliseconds of this process.
_BETWEEN_LOOKS = 1.0
# A red number that moves all the time need not move on the walls' alerts as fast.
_BETWEEN_CHANGES = 15.0
# What is told beside numbers and bears on alerts: what walls watch, and messages, which end.
_ABOUT = {"wall", "scene", "alert"}
_NONE = -1


class AlertWatcher:
    """Looks after each change of a watched number, of the walls, and every ten minutes.

    Args:
        engine: of the store.
        home: code of the home province.
        poll_seconds: between two looks at the store's counters.
        retry_seconds: before asking again for the lease, and after a fault.
        clock: the present time, with its offset.
    """

    def __init__(
        self,
        engine: Engine,
        home: str,
        *,
        poll_seconds: float = 0.4,
        retry_seconds: float = 5.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._home = home
        self._poll_seconds = poll_seconds
        self._retry_seconds = retry_seconds
        self._clock = clock
        self._directories = DirectoryCache(4)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ioc-alerts", daemon=True)
        self._failing = False
        self._forget()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; waits for the thread, and gives the lease back."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def _forget(self) -> None:
        self._known = (_NONE, _NONE)
        self._watched: frozenset[str] = frozenset()
        self._looked_at = self._changed_at = -math.inf
        self._next_end: str | None = None
        self._wanted = True

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with held_lease(self._engine) as connection:
                    if connection is not None:
                        self._forget()
                        self._serve(connection)
            except Exception as error:  # a server without alerts still serves
                if not self._failing:
                    said = " ".join(str(error).split())[:300]
                    _log.warning("alerts are not looked after: %s: %s", type(error).__name__, said)
                self._failing = True
            self._stopped.wait(self._retry_seconds)

    def _serve(self, connection: Connection) -> None:
        while not self._stopped.is_set():
            now = self._clock()
            with connection.begin():
                plan = self._look(connection, now)
            if plan:
                with writing(self._engine) as written:
                    write_plan(written, plan, now)
            if self._failing:
                self._failing = False
                _log.warning("alerts are looked after again")
            self._stopped.wait(self._poll_seconds)

    def _look(self, connection: Connection, now: datetime) -> Plan:
        moment = time.monotonic()
        self._wanted |= self._has_moved(connection) or moment - self._looked_at >= _LOOK_ANYWAY
        self._wanted |= self._next_end is not None and self._next_end <= time_text(now)
        if not self._wanted or moment - self._looked_at < _BETWEEN_LOOKS:
            return Plan()
        self._wanted = False
        self._looked_at = moment
        watched = read_watched(connection, self._home)
        self._watched = frozenset(each.indicator_code for each in watched)
        plan = look(connection, self._directories, watched, local_date(now), now)
        self._next_end = plan.next_end
        if plan.changed and not (plan.raised or plan.ended):
            if moment - self._changed_at < _BETWEEN_CHANGES:
                plan.changed, self._wanted = [], True
            else:
                self._changed_at = moment
        return plan

    def _has_moved(self, connection: Connection) -> bool:
        """Tell whether something was committed that alerts may hang on."""
        revision, signal = self._known
        reached, last = read_counters(connection)
        self._known = reached, last
        # A store restored from a copy counts from further back.
        if reached < revision or last < signal or revision == _NONE:
            return True
        if reached > revision:
            touched = read_touched_since(connection, revision).keys()
            if EVERYTHING in touched or self._watched & touched:
                return True
        if last > signal:
            news = read_signals(connection, signal, 200)
            return len(news) == 200 or any(each.about in _ABOUT for each in news)
        return False
