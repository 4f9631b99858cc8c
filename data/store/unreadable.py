"""Values in a store that cannot be read: written by an earlier version, or by other programs.

One such row once kept every page of its area from opening. Readers leave it out and report it once
in the log; it stays in the store until its submission is withdrawn.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ioc.bounds import is_readable, unreadable
from ioc.period import is_stored_period
from ioc.text import harmless

_log = logging.getLogger("ioc.store")
_MOST_REPORTS = 500
_messages: set[str] = set()
_lock = threading.Lock()


def report_unreadable(what: str, value: Any) -> None:
    """Log, once in a process, that something in the store cannot be read."""
    message = f"{what} {harmless(str(value))[:60]!r}"
    with _lock:
        if message in _messages or len(_messages) >= _MOST_REPORTS:
            return
        _messages.add(message)
    _log.warning("left out: %s in the store cannot be read", message)


@lru_cache(maxsize=8192)
def is_period(text: str) -> bool:
    """Tell whether a stored text is a period, and report one that is none."""
    good = is_stored_period(text)
    if not good:
        report_unreadable("the period", text)
    return good


def with_periods(rows: Sequence[Any], place: int) -> Sequence[Any]:
    """Return the rows whose period, at this place, can be read."""
    if all(is_period(row[place]) for row in rows):
        return rows
    return [row for row in rows if is_period(row[place])]


def periods_among(texts: Iterable[str]) -> list[str]:
    """Return the texts that are periods, in their order."""
    return [text for text in texts if is_period(text)]


def plain_numbers(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return stored numbers; NaN for those that are infinite or beyond any sum of reports."""
    wrong = unreadable(numbers)
    if not wrong.any():
        return numbers
    report_unreadable("the number", numbers[wrong][0])
    return np.where(wrong, np.nan, numbers)


def is_number(number: float) -> bool:
    """Tell whether a stored number can be read, and report one that cannot."""
    good = is_readable(number)
    if not good:
        report_unreadable("the number", number)
    return good
