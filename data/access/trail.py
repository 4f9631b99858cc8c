"""The trail: who made and revoked tokens, signed in, was refused, changed or removed what.

Rows are added and never changed; each is linked to the one before it (`data.access.trail_chain`).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import OperationalError

from data.access.trail_chain import digest_of, lock_last
from data.store.engine import writing
from data.store.fetch import fetch_tuples
from data.store.schema import trail
from ioc.local_time import iso_moment
from ioc.text import harmless

_log = logging.getLogger("ioc.trail")
_MOST_LETTERS = 300


class Act(StrEnum):
    """What was done."""

    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    REFUSAL = "refusal"
    TOKEN_CREATED = "token-created"  # noqa: S105
    TOKEN_REVOKED = "token-revoked"  # noqa: S105
    ACCOUNT_CREATED = "account-created"
    ACCOUNT_CHANGED = "account-changed"  # also its password, and that it was disabled
    SETTING = "setting"  # of a wall, a scene, a playlist, an owner
    SUBMISSION = "submission"  # a sheet or a typed form handed in by a person
    VERIFICATION = "verification"  # a submission verified, returned, locked, or a period of a form
    REMOVAL = "removal"  # of one of these, of numbers or of areas
    ORDER = "order"  # to a wall
    MESSAGE = "message"  # to walls
    ACKNOWLEDGEMENT = "acknowledgement"
    BOUNDARIES = "boundaries"  # loaded, or a load undone


@dataclass(frozen=True)
class TrailStep:
    """One thing that somebody did; `at` is ISO, UTC.

    `before` and `after` are the fields of the thing; empty where there was none, or none is noted.
    """

    number: int
    at: str
    act: Act
    actor: str
    subject: str
    address: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def note_step(
    connection: Connection,
    act: Act,
    actor: str,
    subject: str,
    address: str,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write what somebody did, in the transaction that does it.

    Args:
        connection: in a write transaction.
        act: the kind of step.
        actor: the name of a token, or of who gave a command.
        subject: what the step is about, as text.
        address: of who asked; "" = a command on the server.
        now: when.
        before: the fields of the thing before; never a secret.
        after: its fields after.
    """
    last, digest = lock_last(connection)
    row: dict[str, Any] = {
        "id": last + 1,
        "at": iso_moment(now),
        "act": act.value,
        "actor": harmless(actor)[:_MOST_LETTERS],
        "subject": harmless(subject)[:_MOST_LETTERS],
        "address": address[:64],
        "content_before": _text(before),
        "content_after": _text(after),
    }
    connection.execute(insert(trail).values(**row, digest=digest_of(digest, [*row.values()])))


def note_apart(
    engine: Engine, act: Act, actor: str, subject: str, address: str, now: datetime
) -> None:
    """Write what somebody did in a transaction of its own; where that fails, write it to the log.

    A full disk keeps nobody from signing in.
    """
    try:
        with writing(engine) as connection:
            note_step(connection, act, actor, subject, address, now)
    except OperationalError:
        _log.warning("not on the trail: %s by %r from %s: %r", act, actor, address, subject)


def read_steps(
    connection: Connection,
    most: int,
    acts: Sequence[Act] = (),
    since: str = "",
    until: str = "",
    before: int | None = None,
) -> list[TrailStep]:
    """Return the newest steps, the newest first.

    Args:
        connection: to read by.
        most: how many at most.
        acts: of these kinds alone; none: of every kind.
        since: ISO day or time, UTC; "": from the beginning.
        until: ISO time, UTC, that they came before; "": to the end.
        before: only those with a smaller number.
    """
    columns = (
        *(trail.c.id, trail.c.at, trail.c.act, trail.c.actor, trail.c.subject, trail.c.address),
        *(trail.c.content_before, trail.c.content_after),
    )
    statement = select(*columns).order_by(trail.c.id.desc()).limit(most)
    if acts:
        statement = statement.where(trail.c.act.in_([each.value for each in acts]))
    if since:
        statement = statement.where(trail.c.at >= since)
    if until:
        statement = statement.where(trail.c.at < until)
    if before is not None:
        statement = statement.where(trail.c.id < before)
    return [
        TrailStep(number, at, Act(act), actor, subject, address, _fields(before), _fields(after))
        for number, at, act, actor, subject, address, before, after in fetch_tuples(
            connection, statement
        )
    ]


def _text(content: Mapping[str, Any] | None) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True) if content else ""


def _fields(text: str) -> dict[str, Any]:
    return dict(json.loads(text)) if text else {}
