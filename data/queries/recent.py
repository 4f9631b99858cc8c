"""The last changes of the store: when, of what kind, which indicators, how many numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import change, submission
from ioc.local_time import iso_moment
from ioc.sentences.values import public_sender

# json.loads also looks for an encoding and for blanks, which takes as long as the decoding.
_decode = json.JSONDecoder().raw_decode
_RECENT = PreparedQuery(
    select(
        change.c.revision, change.c.changed_at, change.c.kind, change.c.summary,
        submission.c.kind.label("way"), submission.c.sender,
    )
    .outerjoin(submission, submission.c.id == change.c.submission_id)
    .order_by(change.c.revision.desc())
    .limit(bindparam("most"))
)  # fmt: skip


_SINCE = PreparedQuery(
    select(change.c.summary).where(
        change.c.kind == bindparam("kind"), change.c.changed_at >= bindparam("since")
    )
)  # fmt: skip


@dataclass(frozen=True)
class RecentChange:
    """One change: its time (with offset), kind, indicators, number of numbers, and public sender.

    `periods` are the first and the last one, `areas` counts the areas with numbers by level, both
    empty where the log does not say it. `counts` are its other numbers ("areas", "villages",
    "owners").
    """

    revision: int
    at: datetime
    kind: str
    indicators: tuple[str, ...]
    cells: int
    sender: str
    periods: tuple[str, ...] = ()
    areas: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    is_demo: bool = False


def read_recent_changes(connection: Connection, most: int) -> list[RecentChange]:
    """Return the last changes of the store, the latest first; at most `most`."""
    changes = []
    for revision, at, kind, text, way, sender in fetch_tuples(connection, _RECENT, {"most": most}):
        summary, _ = _decode(text)
        changes.append(
            RecentChange(
                revision,
                datetime.fromisoformat(at),
                kind,
                tuple(summary.get("indicators", ())),
                int(summary.get("observations", 0)),
                public_sender(way or "", sender or ""),
                tuple(summary.get("periods", ())),
                summary["areas"] if isinstance(summary.get("areas"), dict) else {},
                {name: value for name, value in summary.items() if type(value) is int},
                bool(summary.get("demo")),
            )
        )
    return changes


def read_fresh_indicators(connection: Connection, since: datetime) -> set[str]:
    """Return the codes of the indicators of which numbers came at a moment or later."""
    moment = iso_moment(since)
    codes: set[str] = set()
    for (text,) in fetch_tuples(connection, _SINCE, {"kind": "observations", "since": moment}):
        codes.update(_decode(text)[0].get("indicators", ()))
    return codes


def find_last_change(connection: Connection) -> RecentChange | None:
    """Return the last change of the store; None for an empty store."""
    return next(iter(read_recent_changes(connection, 1)), None)
