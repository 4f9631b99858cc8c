"""Tokens that were looked up a moment ago: who sends many requests is not asked for each anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from data.tokens import Token, find_token, hash_of

_SECONDS = 1.0
_MOST = 1_000


class TokenMemory:
    """Finds tokens by their secret; one that was found is believed for a second.

    Only hashes are kept. Who must not act on a token that was revoked within that second looks it
    up in the transaction that acts (`data.tokens.read_holding`).
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._known: dict[str, tuple[Token, float]] = {}

    def known(self, secret: str) -> Token | None:
        """Return the token if it was found within the last second; asks no database."""
        found = self._known.get(hash_of(secret))
        if found is None or self._clock() - found[1] > _SECONDS:
            return None
        return found[0] if found[0].holds(datetime.now(UTC)) else None

    def find(self, secret: str) -> Token | None:
        """Look the token up and return it, if it holds."""
        asked_at = self._clock()
        with self._engine.connect() as connection:
            token = find_token(connection, secret, datetime.now(UTC))
        if len(self._known) >= _MOST:
            self._known.clear()
        if token is None:
            self._known.pop(hash_of(secret), None)
        else:
            self._known[hash_of(secret)] = (token, asked_at)
        return token
