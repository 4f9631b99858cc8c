"""A thread that looks after the alerts while the server runs, in one process of all."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from data.alerts.lease import hold_lease
from data.alerts.watch import AlertPlan, look, read_wall_numbers, write_plan
from data.queries.directories import Directories
from data.queries.signals import read_counters, read_signals, read_touched_since
from data.store.engine import EVERYTHING, writing
from ioc.local_time import iso_moment, local_date

_log = logging.getLogger("ioc.alerts")
# Seconds by a monotonic clock. Numbers grow old without any change of the store.
_LOOK_ANYWAY = 600.0
# However fast machines write: reading takes some ten milliseconds of this process.
_BETWEEN_LOOKS = 1.0
# An alert need not follow each move of a red number that moves all the time.
_BETWEEN_CHANGES = 15.0
# Signals that bear on alerts: about what walls show, and about messages, which end.
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
        self._directories = Directories(4)
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
        self._counters = (_NONE, _NONE)
        self._indicator_codes: frozenset[str] = frozenset()
        self._looked_at = self._changed_at = -math.inf
        self._next_end: str | None = None
        self._is_due = True

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with hold_lease(self._engine) as connection:
                    if connection is not None:
                        self._forget()
                        self._serve(connection)
            except Exception as error:  # a server without alerts still serves
                if not self._failing:
                    message = " ".join(str(error).split())[:300]
                    _log.warning(
                        "alerts are not looked after: %s: %s", type(error).__name__, message
                    )
                self._failing = True
            self._stopped.wait(self._retry_seconds)

    def _serve(self, connection: Connection) -> None:
        while not self._stopped.is_set():
            now = self._clock()
            with connection.begin():
                plan = self._look(connection, now)
            if plan:
                with writing(self._engine) as write_connection:
                    write_plan(write_connection, plan, now)
            if self._failing:
                self._failing = False
                _log.warning("alerts are looked after again")
            self._stopped.wait(self._poll_seconds)

    def _look(self, connection: Connection, now: datetime) -> AlertPlan:
        moment = time.monotonic()
        self._is_due |= self._has_moved(connection) or moment - self._looked_at >= _LOOK_ANYWAY
        self._is_due |= self._next_end is not None and self._next_end <= iso_moment(now)
        if not self._is_due or moment - self._looked_at < _BETWEEN_LOOKS:
            return AlertPlan()
        self._is_due = False
        self._looked_at = moment
        numbers = read_wall_numbers(connection, self._home)
        self._indicator_codes = frozenset(each.indicator_code for each in numbers)
        plan = look(connection, self._directories, numbers, local_date(now), now)
        self._next_end = plan.next_end
        if plan.to_change and not (plan.to_raise or plan.to_end):
            if moment - self._changed_at < _BETWEEN_CHANGES:
                plan.to_change, self._is_due = [], True
            else:
                self._changed_at = moment
        return plan

    def _has_moved(self, connection: Connection) -> bool:
        """Tell whether something was committed that alerts may depend on."""
        revision, signal = self._counters
        current, last = read_counters(connection)
        self._counters = current, last
        # A store restored from a copy counts from further back.
        if current < revision or last < signal or revision == _NONE:
            return True
        if current > revision:
            touched = read_touched_since(connection, revision).keys()
            if EVERYTHING in touched or self._indicator_codes & touched:
                return True
        if last > signal:
            news = read_signals(connection, signal, 200)
            return len(news) == 200 or any(each.about in _ABOUT for each in news)
        return False
