"""Answers to machines, stored by the key of the request, so that nothing is done twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from data.access.tokens import Token, note_use
from data.store.schema import idempotency
from ioc.errors import IocError
from ioc.words.phrase import Phrase


class SameKeyError(IocError):
    """The key was used before with another body; nothing was done."""


def answer_once(
    connection: Connection,
    token: Token,
    key: str,
    body_sha256: str,
    now: datetime,
    do: Callable[[], dict[str, Any]],
) -> tuple[dict[str, Any], bool]:
    """Do something once and store the answer by its key; return it and whether it was there before.

    Args:
        connection: in a write transaction.
        token: of the sender; each token has keys of its own.
        key: new for each thing that is done.
        body_sha256: of the request; a repeated key must come with the same.
        now: when.
        do: does it and returns the answer, which must be JSON.

    Raises:
        SameKeyError: the key was used before with another body; nothing was done.
    """
    before = find_answer(connection, token, key, body_sha256)
    if before is not None:
        return before, True
    answer = do()
    connection.execute(
        insert(idempotency).values(
            token_id=token.id,
            key=key,
            body_sha256=body_sha256,
            answer=json.dumps(answer, ensure_ascii=False),
            created_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        )
    )
    note_use(connection, token, now)
    return answer, False


def find_answer(
    connection: Connection, token: Token, key: str, body_sha256: str
) -> dict[str, Any] | None:
    """Return the stored answer of a key; None: nothing was done by it yet.

    Who asks again gets it before anything is checked: what was right then may have passed since.

    Raises:
        SameKeyError: the key was used before with another body.
    """
    statement = select(idempotency.c.body_sha256, idempotency.c.answer).where(
        idempotency.c.token_id == token.id, idempotency.c.key == key
    )
    before = connection.execute(statement).first()
    if before is None:
        return None
    if before[0] != body_sha256:
        raise SameKeyError(Phrase("store-key-used", key=key[:60]))
    answer: dict[str, Any] = json.loads(before[1])
    return answer
