"""Tokens that were looked up within the last second: many requests of one sender need one look."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from data.access.tokens import Token, find_token, hash_of
from data.store.memory import Memory

_SECONDS = 1.0
_MOST, _MOST_BYTES = 1_000, 2_000_000


class TokenMemory:
    """Finds tokens by their secret and trusts each for a second.

    It has hashes only. Code that must not act on a token revoked within that second looks it up in
    the transaction that acts (`data.access.tokens.read_holding`).
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine, self._clock = engine, clock
        self._tokens = Memory[Token](_MOST_BYTES, _MOST, seconds_of=lambda _: _SECONDS, clock=clock)

    def recall(self, secret: str) -> Token | None:
        """Return the token if it was looked up within the last second; without the database."""
        token = self._tokens.get(hash_of(secret))
        return token if token is not None and token.holds(datetime.now(UTC)) else None

    def find(self, secret: str) -> Token | None:
        """Look the token up and return it, if it is valid."""
        began = self._clock()
        with self._engine.connect() as connection:
            token = find_token(connection, secret, datetime.now(UTC))
        if token is None:
            self._tokens.drop(hash_of(secret))
        else:
            self._tokens.put(hash_of(secret), token, since=began)
        return token
