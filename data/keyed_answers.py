"""What machines were answered under a key of theirs, so that nothing is done twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from data.schema import idempotency
from data.tokens import Token, note_use
from ioc.errors import IocError


class SameKeyError(IocError):
    """The key came before with another body; nothing was done."""


def answer_once(
    connection: Connection,
    token: Token,
    key: str,
    body_sha256: str,
    now: datetime,
    do: Callable[[], dict[str, Any]],
) -> tuple[dict[str, Any], bool]:
    """Do something and keep the answer by its key; return the answer, and whether it was before.

    Args:
        connection: in a write transaction.
        token: of who asks; keys are its own.
        key: new for each thing that is done.
        body_sha256: what a repeated key is held against.
        now: when.
        do: does it and returns what is answered, which must be JSON.

    Raises:
        SameKeyError: the key came before with another body; nothing was done.
    """
    kept = select(idempotency.c.body_sha256, idempotency.c.answer).where(
        idempotency.c.token_id == token.id, idempotency.c.key == key
    )
    before = connection.execute(kept).first()
    if before is not None:
        if before[0] != body_sha256:
            raise SameKeyError(
                f"Khoá “{key[:60]}” đã dùng cho một nội dung khác; hãy dùng khoá mới."
            )
        return json.loads(before[1]), True
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
