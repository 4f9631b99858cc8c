"""The chain of the trail: each row's digest contains that of the row before it.

Whoever changes, removes or inserts a row must compute all later digests anew; who noted a later
digest elsewhere sees it. Rows that were cut off at the end are seen by a noted digest alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from data.store.engine import is_sqlite
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import trail

_COLUMNS = tuple(
    trail.c[name]
    for name in (
        *("id", "at", "act", "actor", "subject", "address"),
        *("content_before", "content_after", "digest"),
    )
)
_ROWS = 2_000
_LOCK = 20_260_112  # of PostgreSQL: any number that nothing else of ours locks
_AFTER = PreparedQuery(
    select(*_COLUMNS).where(trail.c.id > bindparam("last")).order_by(trail.c.id).limit(_ROWS)
)
_LAST = PreparedQuery(select(trail.c.id, trail.c.digest).order_by(trail.c.id.desc()).limit(1))


@dataclass(frozen=True)
class ChainReading:
    """The state of the chain: `count` rows, the digest of the last one is `head`.

    `breaks` are the numbers of the rows that do not agree with themselves or the row before.
    `has_mark`: the digest that was asked for is among those that agree.
    """

    count: int
    head: str
    breaks: tuple[int, ...] = ()
    has_mark: bool = False


def digest_of(before: str, fields: Sequence[object]) -> str:
    """Return the digest of a row: of the digest before it, and its fields as JSON.

    >>> digest_of("", [1, "2026-11-29T03:00:00+00:00", "order", "An", "x", "", "", ""])[:12]
    'a419843b91e5'
    """
    content = json.dumps(list(fields), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{content}".encode()).hexdigest()


def find_last(connection: Connection) -> tuple[int, str]:
    """Return number and digest of the last row; 0 and "" where there is none."""
    rows = fetch_tuples(connection, _LAST)
    return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")


def lock_last(connection: Connection) -> tuple[int, str]:
    """Return the same in a write transaction; nobody else adds a row until its end."""
    if not is_sqlite(connection):
        # The turns of `writing` begin with the first revision of a store.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    return find_last(connection)


def read_chain(connection: Connection, mark: str = "") -> ChainReading:
    """Compute all digests anew and return which do not agree with the stored ones.

    After a break it goes on from the stored digest: a later one is found all the same.

    Args:
        connection: to read by.
        mark: a digest that was noted before; "": none.
    """
    head, count, has_mark = "", 0, False
    breaks: list[int] = []
    for number, *fields, digest in _rows(connection):
        if digest_of(head, [number, *fields]) != digest:
            breaks.append(number)
        else:
            has_mark |= digest == mark
        head, count = digest, count + 1
    return ChainReading(count, head, tuple(breaks), has_mark)


def _rows(connection: Connection) -> Iterator[tuple[Any, ...]]:
    last = 0
    while rows := fetch_tuples(connection, _AFTER, {"last": last}):
        yield from rows
        last = rows[-1][0]
