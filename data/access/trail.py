"""The trail: who made and revoked tokens, signed in, was refused, changed or removed what.

A log of limited length: the newest of each kind stay, so that no flood of refusals pushes out the
rest.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import OperationalError

from data.store.engine import writing
from data.store.fetch import fetch_tuples
from data.store.schema import trail
from ioc.text import harmless

_log = logging.getLogger("ioc.trail")
MOST_OF_A_KIND = 20_000
_SWEPT_EACH = 100  # rows
_MOST_LETTERS = 300


class Act(StrEnum):
    """What was done."""

    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    REFUSAL = "refusal"
    TOKEN_CREATED = "token-created"  # noqa: S105
    TOKEN_REVOKED = "token-revoked"  # noqa: S105
    SETTING = "setting"  # of a wall, a scene, a playlist, an owner
    REMOVAL = "removal"  # of one of these, of numbers or of areas
    ORDER = "order"  # to a wall
    MESSAGE = "message"  # to walls
    ACKNOWLEDGEMENT = "acknowledgement"
    BOUNDARIES = "boundaries"  # loaded, or a load undone


@dataclass(frozen=True)
class TrailStep:
    """One thing that somebody did; `at` is ISO, UTC."""

    number: int
    at: str
    act: Act
    actor: str
    subject: str
    address: str


def note_step(
    connection: Connection, act: Act, actor: str, subject: str, address: str, now: datetime
) -> None:
    """Write what somebody did, in the transaction that does it.

    Args:
        connection: in a write transaction.
        act: the kind of step.
        actor: the name of a token, or of who gave a command.
        subject: what the step is about, as text.
        address: of who asked; "" = a command on the server.
        now: when.
    """
    number = connection.execute(
        insert(trail)
        .values(
            at=now.astimezone(UTC).isoformat(timespec="seconds"),
            act=act.value,
            actor=harmless(actor)[:_MOST_LETTERS],
            subject=harmless(subject)[:_MOST_LETTERS],
            address=address[:64],
        )
        .returning(trail.c.id)
    ).scalar_one()
    if number % _SWEPT_EACH == 0:
        _sweep(connection, act)


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
    columns = (trail.c.id, trail.c.at, trail.c.act, trail.c.actor, trail.c.subject, trail.c.address)
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
        TrailStep(number, at, Act(act), *rest)
        for number, at, act, *rest in fetch_tuples(connection, statement)
    ]


def _sweep(connection: Connection, act: Act) -> None:
    """Remove the oldest of a kind, where there are too many."""
    newest = select(trail.c.id).where(trail.c.act == act.value).order_by(trail.c.id.desc())
    last = connection.scalar(newest.offset(MOST_OF_A_KIND).limit(1))
    if last is not None:
        connection.execute(delete(trail).where(trail.c.act == act.value, trail.c.id <= last))
