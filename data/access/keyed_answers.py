"""Answers to machines, stored by the key of the request, so that nothing is done twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from data.access.callers import Caller, note_caller
from data.store.schema import account_answer, idempotency
from ioc.errors import IocError
from ioc.local_time import iso_moment
from ioc.words.phrase import Phrase

# No sender repeats a key that is older.
KEY_LIFETIME = timedelta(days=7)


class SameKeyError(IocError):
    """The key was used before with another body; nothing was done."""


def answer_once(
    connection: Connection,
    caller: Caller,
    key: str,
    body_sha256: str,
    now: datetime,
    do: Callable[[], dict[str, Any]],
) -> tuple[dict[str, Any], bool]:
    """Do something once and store the answer by its key; return it and whether it was there before.

    Args:
        connection: in a write transaction.
        caller: the sender; each token and each account has keys of its own.
        key: new for each thing that is done.
        body_sha256: of the request; a repeated key must come with the same.
        now: when.
        do: does it and returns the answer, which must be JSON.

    Raises:
        SameKeyError: the key was used before with another body; nothing was done.
    """
    before = find_answer(connection, caller, key, body_sha256)
    if before is not None:
        return before, True
    answer = do()
    content = {
        "key": key,
        "body_sha256": body_sha256,
        "answer": json.dumps(answer, ensure_ascii=False),
        "created_at": iso_moment(now),
    }
    if caller.account is not None:
        oldest = iso_moment(now - KEY_LIFETIME)
        connection.execute(delete(account_answer).where(account_answer.c.created_at < oldest))
        connection.execute(insert(account_answer).values(account_id=caller.account.id, **content))
    elif caller.token is not None:
        connection.execute(insert(idempotency).values(token_id=caller.token.id, **content))
    note_caller(connection, caller, now)
    return answer, False


def find_answer(
    connection: Connection, caller: Caller, key: str, body_sha256: str
) -> dict[str, Any] | None:
    """Return the stored answer of a key; None: nothing was done by it yet.

    Who asks again gets it before anything is checked: what was right then may have passed since.

    Raises:
        SameKeyError: the key was used before with another body.
    """
    table, of_caller = idempotency, idempotency.c.token_id == (caller.token and caller.token.id)
    if caller.account is not None:
        table, of_caller = account_answer, account_answer.c.account_id == caller.account.id
    statement = select(table.c.body_sha256, table.c.answer).where(of_caller, table.c.key == key)
    before = connection.execute(statement).first()
    if before is None:
        return None
    if before[0] != body_sha256:
        raise SameKeyError(Phrase("store-key-used", key=key[:60]))
    answer: dict[str, Any] = json.loads(before[1])
    return answer
