"""A token that was found is believed for a second; who writes is looked up again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from data.access.token_memory import TokenMemory
from data.access.tokens import Scope, Token, create_token, read_holding, revoke_token
from data.load.machines.group_commit import GroupWriter, Posting, TokenGoneError
from data.store.engine import writing

NOW = datetime.now(UTC)


def _token(engine: Engine, days: int | None = 1, now: datetime = NOW) -> tuple[Token, str]:
    with writing(engine) as connection:
        return create_token(connection, "Sở", Scope.WRITE, days, now)


def test_a_token_is_looked_up_once_a_second(sqlite_engine: Engine) -> None:
    token, secret = _token(sqlite_engine)
    clock = [100.0]
    memory = TokenMemory(sqlite_engine, lambda: clock[0])
    assert memory.recall(secret) is None
    assert memory.find(secret) == token
    with writing(sqlite_engine) as connection:
        revoke_token(connection, token.id, NOW)
    clock[0] += 1.0
    assert memory.recall(secret) == token
    assert memory.recall(f"{secret}x") is None
    clock[0] += 0.1
    assert memory.recall(secret) is None
    assert memory.find(secret) is None
    assert memory.recall(secret) is None


def test_tokens_that_hold_are_read_from_the_store(engine: Engine) -> None:
    first, _ = _token(engine)
    second, _ = _token(engine)
    old, _ = _token(engine, 1, NOW - timedelta(days=2))
    other, _ = _token(engine)
    with writing(engine) as connection:
        revoke_token(connection, second.id, NOW)
        numbers = {first.id, second.id, old.id}
        assert read_holding(connection, numbers, NOW) == {first.id}
        assert read_holding(connection, {other.id}, NOW) == {other.id}


def test_a_posting_of_a_token_that_was_revoked_meanwhile_is_not_written(
    sqlite_engine: Engine,
) -> None:
    token, _ = _token(sqlite_engine)
    with writing(sqlite_engine) as connection:
        revoke_token(connection, token.id, NOW)
    writer = GroupWriter(sqlite_engine)
    try:
        with pytest.raises(TokenGoneError):
            asyncio.run(writer.write(Posting(token, "k", "0" * 64, "2025-07-01", [{}])))
    finally:
        writer.close()
