"""What open pages are told: how far the store has come, what changed, orders and alerts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from data.fetch import Prepared, fetch_tuples
from data.schema import change, revision, signal, touched

# One question on the way to each page: the two counters, and nothing where both stand still.
_COUNTERS = Prepared(
    select(
        select(func.max(revision.c.number)).scalar_subquery(),
        select(func.max(signal.c.number)).scalar_subquery(),
    )
)
_CHANGES = Prepared(
    select(change.c.revision, change.c.changed_at, change.c.kind, change.c.summary)
    .where(change.c.revision > bindparam("since"))
    .order_by(change.c.revision.desc())
    .limit(bindparam("most"))
)
_TOUCHED = Prepared(
    select(touched.c.what, touched.c.revision).where(touched.c.revision > bindparam("since"))
)
_SIGNALS = Prepared(
    select(signal.c.number, signal.c.at, signal.c.about, signal.c.key, signal.c.body)
    .where(signal.c.number > bindparam("after"))
    .order_by(signal.c.number.desc())
    .limit(bindparam("most"))
)
_ORDER = Prepared(
    select(signal.c.number, signal.c.at, signal.c.about, signal.c.key, signal.c.body)
    .where(signal.c.about == "order", signal.c.key == bindparam("key"))
    .order_by(signal.c.number.desc())
    .limit(1)
)


@dataclass(frozen=True)
class StoreChange:
    """One revision: when, of which kind, and the summary that its writer left."""

    revision: int
    at: str
    kind: str
    summary: dict[str, Any]


@dataclass(frozen=True)
class Signal:
    """One thing that open pages are told beside numbers; see `data.store.raise_signal`."""

    number: int
    at: datetime
    about: str
    key: str
    body: dict[str, Any]


def read_counters(connection: Connection) -> tuple[int, int]:
    """Return the store's revision and the number of its last signal; 0 where there is none."""
    reached, last = fetch_tuples(connection, _COUNTERS)[0]
    return int(reached or 0), int(last or 0)


def read_changes(connection: Connection, since: int, most: int) -> list[StoreChange]:
    """Return the latest changes after a revision, ascending."""
    rows = fetch_tuples(connection, _CHANGES, {"since": since, "most": most})
    return [StoreChange(at, when, kind, json.loads(said)) for at, when, kind, said in rows[::-1]]


def read_touched_since(connection: Connection, since: int) -> dict[str, int]:
    """Return the indicators that were touched after a revision; "" stands for all of them."""
    return dict(fetch_tuples(connection, _TOUCHED, {"since": since}))


def find_last_order(connection: Connection, wall_code: str) -> Signal | None:
    """Return the last order that a wall was given; None where none is kept any more."""
    for number, at, about, key, body in fetch_tuples(connection, _ORDER, {"key": wall_code}):
        return Signal(number, datetime.fromisoformat(at), about, key, json.loads(body))
    return None


def read_signals(connection: Connection, after: int, most: int) -> list[Signal]:
    """Return the latest signals after a number, ascending."""
    rows = fetch_tuples(connection, _SIGNALS, {"after": after, "most": most})
    return [
        Signal(number, datetime.fromisoformat(at), about, key, json.loads(body))
        for number, at, about, key, body in rows[::-1]
    ]
