"""Refusals on the trail: each kind once a minute for an address, with its number of repeats.

The trail keeps its rows for ever, so a day has room for a thousand of them; after that, one row an
hour says how many there were.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import Request
from sqlalchemy import Engine

from api.gate.proxies import client_address
from data.access.trail import Act, note_apart
from ioc.text import harmless
from ioc.words.catalogue import say

_log = logging.getLogger("ioc.doors")
_STEP_SECONDS, _MOST_A_STEP, _MOST_KNOWN = 60.0, 30, 2_000
_DAY_SECONDS, _MOST_A_DAY, _HOUR_SECONDS = 86_400.0, 1_000, 3_600.0


@dataclass
class _Record:
    at: float
    silent: int = 0


class Refusals:
    """Writes refusals to the trail; a flood of them costs neither disk nor writers.

    Each process counts for itself and writes at most thirty a minute and a thousand a day, for all
    clients together; then one an hour.
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._records: OrderedDict[tuple[str, int, str], _Record] = OrderedDict()
        self._step, self._count = 0.0, 0
        self._day, self._day_count = clock(), 0
        self._hour, self._unwritten = 0.0, 0

    def note(self, request: Request, status: int, who: str = "", about: str = "") -> None:
        """Write a refusal to the trail, unless the same one was written within the minute.

        Args:
            request: the refused request.
            status: 401, 403, 421 or 429.
            who: name of its token; "": none that is valid.
            about: details of the refusal.
        """
        now, address = self._clock(), client_address(request.scope)
        path = harmless(request.url.path)[:80]
        key = (address, status, path)
        record = self._records.get(key)
        if record is not None and now - record.at < _STEP_SECONDS:
            record.silent += 1
            return
        if now - self._step >= _STEP_SECONDS:
            self._step, self._count = now, 0
        if self._count >= _MOST_A_STEP:
            return
        if now - self._day >= _DAY_SECONDS:
            self._day, self._day_count = now, 0
            self._write_count(request, status, now)
        if self._day_count >= _MOST_A_DAY:
            self._note_hourly(request, status, now)
            return
        self._count += 1
        self._day_count += 1
        silent = record.silent if record is not None else 0
        self._records[key] = _Record(now)
        self._records.move_to_end(key)
        if len(self._records) > _MOST_KNOWN:
            self._records.popitem(last=False)
        more = say("trail-again", count=str(silent)) if silent else ""
        subject = f"{status} {request.method} {path}{f': {about}' if about else ''}{more}"
        self._write(who, subject, address)

    def _note_hourly(self, request: Request, status: int, now: float) -> None:
        """Count a refusal of a day that has had too many; write the count once an hour."""
        self._unwritten += 1
        if now - self._hour >= _HOUR_SECONDS:
            self._write_count(request, status, now)

    def _write_count(self, request: Request, status: int, now: float) -> None:
        """Write how many refusals were only counted, where there are any."""
        if not self._unwritten:
            return
        count, self._hour, self._unwritten = self._unwritten, now, 0
        subject = f"{status} {request.method}; {say('trail-flood', count=str(count))}"
        self._write("", subject, client_address(request.scope))

    def _write(self, who: str, subject: str, address: str) -> None:
        _log.warning("refused: %s by %r from %s", subject, who, address)
        note_apart(self._engine, Act.REFUSAL, who, subject, address, datetime.now(UTC))
