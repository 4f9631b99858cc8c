"""Refusals on the trail: each kind once a minute for an address, with how often it came."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import Request
from sqlalchemy import Engine

from api.doors.proxies import client_address
from data.trail import Act, note_apart
from ioc.text import harmless

_log = logging.getLogger("ioc.doors")
_STEP_SECONDS, _MOST_A_STEP, _MOST_KNOWN = 60.0, 30, 2_000


@dataclass
class _Told:
    at: float
    silent: int = 0


class Refusals:
    """Notes who was refused what; a flood of them costs neither disk nor writers.

    Each process counts for itself. At most thirty a minute are written, whoever asks.
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._told: OrderedDict[tuple[str, int, str], _Told] = OrderedDict()
        self._step, self._written = 0.0, 0

    def note(self, request: Request, status: int, who: str = "", about: str = "") -> None:
        """Keep that a request was refused, unless the same was kept a moment ago.

        Args:
            request: what was refused.
            status: 401, 403, 421 or 429.
            who: name of the token that it came with; "" = none that is valid.
            about: what in particular was refused.
        """
        now, address = self._clock(), client_address(request.scope)
        path = harmless(request.url.path)[:80]
        key = (address, status, path)
        told = self._told.get(key)
        if told is not None and now - told.at < _STEP_SECONDS:
            told.silent += 1
            return
        if now - self._step >= _STEP_SECONDS:
            self._step, self._written = now, 0
        if self._written >= _MOST_A_STEP:
            return
        self._written += 1
        silent = told.silent if told is not None else 0
        self._told[key] = _Told(now)
        self._told.move_to_end(key)
        if len(self._told) > _MOST_KNOWN:
            self._told.popitem(last=False)
        more = f"; {silent} lần nữa từ lần ghi trước" if silent else ""
        said = f"{status} {request.method} {path}{f': {about}' if about else ''}{more}"
        _log.warning("refused: %s by %r from %s", said, who, address)
        note_apart(self._engine, Act.REFUSAL, who, said, address, datetime.now(UTC))
