"""Access tokens: who may write, or show a wall, without being a person.

A token is 256 random bits, shown once. The store has its SHA-256 only: so many random bits cannot
be guessed from a hash, and need no slow hash as passwords do.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, bindparam, insert, select, update

from data.store.engine import raise_signal
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import access_token
from ioc.errors import IocError, NotFoundError
from ioc.local_time import iso_moment
from ioc.words.phrase import Phrase

_MARK = "ioc_"  # tells people and secret scanners what such a text is
# "Last used" is for finding forgotten tokens, not for counting requests.
_USED_STEP = timedelta(minutes=1)


class Scope(StrEnum):
    """What a token allows."""

    WRITE = "write"  # numbers and messages
    WALL = "wall"  # show one wall
    REMOTE = "remote"  # steer walls and say that an alert was seen
    ADMIN = "admin"  # all of the administration, the remote included


@dataclass(frozen=True)
class Token:
    """A token without its secret; times are ISO, UTC."""

    id: int
    name: str
    scope: Scope
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None

    def holds(self, now: datetime) -> bool:
        """Tell whether the token is neither revoked nor expired."""
        expired = self.expires_at is not None and self.expires_at <= iso_moment(now)
        return self.revoked_at is None and not expired


_COLUMNS = tuple(
    access_token.c[name]
    for name in ("id", "name", "scope", "created_at", "expires_at", "revoked_at", "last_used_at")
)
_BY_HASH = PreparedQuery(select(*_COLUMNS).where(access_token.c.hash == bindparam("hash")))
_BY_NUMBER = PreparedQuery(select(*_COLUMNS).where(access_token.c.id == bindparam("number")))
_ALL = PreparedQuery(select(*_COLUMNS).order_by(access_token.c.id))


def create_token(
    connection: Connection, name: str, scope: Scope, days: int | None, now: datetime
) -> tuple[Token, str]:
    """Store a new token; return it and its secret, which cannot be read again.

    Raises:
        IocError: no name, or no day to live.
    """
    if not name.strip():
        raise IocError(Phrase("access-name-missing"))
    if days is not None and not 1 <= days <= 3650:
        raise IocError(Phrase("access-days-out", days=str(days)))
    secret = _MARK + secrets.token_urlsafe(32)
    expires = None if days is None else iso_moment(now + timedelta(days=days))
    number = connection.execute(
        insert(access_token)
        .values(
            name=name.strip(),
            scope=scope.value,
            hash=hash_of(secret),
            created_at=iso_moment(now),
            expires_at=expires,
        )
        .returning(access_token.c.id)
    ).scalar_one()
    return Token(int(number), name.strip(), scope, iso_moment(now), expires, None, None), secret


def read_tokens(connection: Connection) -> list[Token]:
    """Return all tokens, the oldest first, invalid ones included."""
    return [_token(row) for row in fetch_tuples(connection, _ALL)]


def find_token(connection: Connection, secret: str, now: datetime) -> Token | None:
    """Return the token with this secret, if it is valid."""
    for row in fetch_tuples(connection, _BY_HASH, {"hash": hash_of(secret)}):
        token = _token(row)
        return token if token.holds(now) else None
    return None


def find_token_by_number(connection: Connection, number: int, now: datetime) -> Token | None:
    """Return the token of this number, if it is valid."""
    for row in fetch_tuples(connection, _BY_NUMBER, {"number": number}):
        token = _token(row)
        return token if token.holds(now) else None
    return None


def read_holding(connection: Connection, numbers: Collection[int], now: datetime) -> set[int]:
    """Return which of these tokens are neither revoked nor expired, as the store says now."""
    return {each.id for each in read_tokens(connection) if each.id in numbers and each.holds(now)}


def revoke_token(connection: Connection, number: int, now: datetime) -> Token:
    """Revoke a token, at once and for good; one that is revoked stays as it is.

    A signal lets open pages that signed in with it check who they are.

    Raises:
        NotFoundError: there is no token of this number.
    """
    token = next((each for each in read_tokens(connection) if each.id == number), None)
    if token is None:
        raise NotFoundError(Phrase("access-token-unknown-list", number=str(number)))
    connection.execute(
        update(access_token)
        .where(access_token.c.id == number, access_token.c.revoked_at.is_(None))
        .values(revoked_at=iso_moment(now))
    )
    raise_signal(connection, "token", str(number), {"what": "revoked"})
    return token


def note_use(connection: Connection, token: Token, now: datetime) -> None:
    """Store when the token was last used, to the minute; in a write transaction."""
    if token.last_used_at is None or token.last_used_at < iso_moment(now - _USED_STEP):
        connection.execute(
            update(access_token)
            .where(access_token.c.id == token.id)
            .values(last_used_at=iso_moment(now))
        )  # fmt: skip


def _token(row: tuple[object, ...]) -> Token:
    number, name, scope, *times = row
    return Token(int(str(number)), str(name), Scope(str(scope)), *times)  # type: ignore[arg-type]


def hash_of(secret: str) -> str:
    """Return the hash that stands for a secret in the store."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
