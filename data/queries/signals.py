"""Queries for the live feed: counters of the store, changes, signals (orders and alerts)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import change, revision, signal, touched

# One query for both counters; nothing else is read while they stay the same.
_COUNTERS = PreparedQuery(
    select(
        select(func.max(revision.c.number)).scalar_subquery(),
        select(func.max(signal.c.number)).scalar_subquery(),
    )
)
_CHANGES = PreparedQuery(
    select(change.c.revision, change.c.changed_at, change.c.kind, change.c.summary)
    .where(change.c.revision > bindparam("since"))
    .order_by(change.c.revision.desc())
    .limit(bindparam("most"))
)
_TOUCHED = PreparedQuery(
    select(touched.c.what, touched.c.revision).where(touched.c.revision > bindparam("since"))
)
_SIGNALS = PreparedQuery(
    select(signal.c.number, signal.c.at, signal.c.about, signal.c.key, signal.c.body)
    .where(signal.c.number > bindparam("after"))
    .order_by(signal.c.number.desc())
    .limit(bindparam("most"))
)
_ORDER = PreparedQuery(
    select(signal.c.number, signal.c.at, signal.c.about, signal.c.key, signal.c.body)
    .where(signal.c.about == "order", signal.c.key == bindparam("key"))
    .order_by(signal.c.number.desc())
    .limit(1)
)


@dataclass(frozen=True)
class StoreChange:
    """One revision: its time, its kind, and the summary of its writer."""

    revision: int
    at: str
    kind: str
    summary: dict[str, Any]


@dataclass(frozen=True)
class StoreSignal:
    """One message to open pages besides numbers; see `data.store.engine.raise_signal`."""

    number: int
    at: datetime
    about: str
    key: str
    body: dict[str, Any]


def read_counters(connection: Connection) -> tuple[int, int]:
    """Return the store's revision and the number of its last signal; 0: there is none."""
    latest, last = fetch_tuples(connection, _COUNTERS)[0]
    return int(latest or 0), int(last or 0)


def read_changes(connection: Connection, since: int, most: int) -> list[StoreChange]:
    """Return the latest changes after a revision, ascending."""
    rows = fetch_tuples(connection, _CHANGES, {"since": since, "most": most})
    return [
        StoreChange(at, when, kind, json.loads(summary)) for at, when, kind, summary in rows[::-1]
    ]


def read_touched_since(connection: Connection, since: int) -> dict[str, int]:
    """Return the indicators touched after a revision, and at which; "" stands for all of them."""
    return dict(fetch_tuples(connection, _TOUCHED, {"since": since}))


def find_last_order(connection: Connection, wall_code: str) -> StoreSignal | None:
    """Return the last order to a wall; None where the store has none."""
    for number, at, about, key, body in fetch_tuples(connection, _ORDER, {"key": wall_code}):
        return StoreSignal(number, datetime.fromisoformat(at), about, key, json.loads(body))
    return None


def read_signals(connection: Connection, after: int, most: int) -> list[StoreSignal]:
    """Return the latest signals after a number, ascending."""
    rows = fetch_tuples(connection, _SIGNALS, {"after": after, "most": most})
    return [
        StoreSignal(number, datetime.fromisoformat(at), about, key, json.loads(body))
        for number, at, about, key, body in rows[::-1]
    ]
