"""Sessions: somebody signed in, until they sign out, are idle, or it is too long ago.

A browser has the session's secret and never the token's or a password; the store has its hash only.
While the store cannot be written to, a session is sealed with a key of the running server instead,
and lasts an hour at most: a full disk keeps nobody out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import OperationalError

from data.access.accounts import find_account
from data.access.callers import Caller, caller_of_account, caller_of_token
from data.access.tokens import find_token_by_number, hash_of
from data.store.engine import raise_signal, writing
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import session
from ioc.local_time import iso_moment

_SEEN_STEP = timedelta(minutes=1)
_SEALED_FOR = timedelta(hours=1)
_SEAL_PREFIX = "ioc_sealed"
_SEAL_OF_ACCOUNT = "account-"
_MOST_ENDED = 10_000
_BY_HASH = PreparedQuery(
    select(
        session.c.id,
        session.c.token_id,
        session.c.account_id,
        session.c.created_at,
        session.c.seen_at,
    ).where(session.c.hash == bindparam("hash"), session.c.ended_at.is_(None))
)


@dataclass(frozen=True)
class SessionLimits:
    """After how long without a request a session ends, and after how long at the latest."""

    idle: timedelta
    longest: timedelta


class Sessions:
    """Opens, finds and ends sessions of a store.

    Args:
        engine: of the store.
        limits: when sessions end by themselves.
        key: the same in every process of a server; seals sessions while nothing can be written.
    """

    def __init__(self, engine: Engine, limits: SessionLimits, key: str) -> None:
        self.engine, self.limits, self._key = engine, limits, key.encode()
        # Signed out while the store could not be written to; this process alone knows.
        self._signed_out: OrderedDict[str, None] = OrderedDict()

    def open(self, caller: Caller, now: datetime) -> str:
        """Return the secret of a new session."""
        secret = secrets.token_urlsafe(32)
        try:
            with writing(self.engine) as connection:
                self._sweep(connection, now)
                connection.execute(
                    insert(session).values(
                        hash=hash_of(secret),
                        token_id=caller.token.id if caller.token else None,
                        account_id=caller.account.id if caller.account else None,
                        created_at=iso_moment(now),
                        seen_at=iso_moment(now),
                    )
                )
        except OperationalError:
            return self._seal(caller, now)
        return secret

    def find(self, secret: str, now: datetime, *, is_active: bool = False) -> Caller | None:
        """Return who opened a session that is open; `is_active`: somebody is at work."""
        if not secret or hash_of(secret) in self._signed_out:
            return None
        with self.engine.connect() as connection:
            if secret.startswith(_SEAL_PREFIX):
                return self._unseal(connection, secret, now)
            rows = fetch_tuples(connection, _BY_HASH, {"hash": hash_of(secret)})
            if not rows:
                return None
            number, token_id, account_id, created_at, seen_at = rows[0]
            oldest, quiet = now - self.limits.longest, now - self.limits.idle
            if created_at <= iso_moment(oldest) or seen_at <= iso_moment(quiet):
                return None
            caller = _caller(connection, token_id, account_id, now)
        step = max(_SEEN_STEP, self.limits.idle / 20)
        if caller is not None and is_active and seen_at < iso_moment(now - step):
            self._note(number, now)
        return caller

    def end(self, secret: str, now: datetime) -> None:
        """End a session for good, wherever a copy of its secret is, and signal it to open pages."""
        if not secret:
            return
        try:
            with writing(self.engine) as connection:
                row = connection.execute(
                    update(session)
                    .where(session.c.hash == hash_of(secret), session.c.ended_at.is_(None))
                    .values(ended_at=iso_moment(now))
                    .returning(session.c.token_id, session.c.account_id)
                ).one_or_none()
                if row is not None:
                    about = "account" if row.token_id is None else "token"
                    key = str(row.token_id or row.account_id)
                    raise_signal(connection, about, key, {"what": "signed-out"})
                    return
        except OperationalError:
            pass
        self._signed_out[hash_of(secret)] = None
        if len(self._signed_out) > _MOST_ENDED:
            self._signed_out.popitem(last=False)

    def _note(self, number: int, now: datetime) -> None:
        """Store when somebody was last at work, where that can be written."""
        try:
            with writing(self.engine) as connection:
                connection.execute(
                    update(session).where(session.c.id == number).values(seen_at=iso_moment(now))
                )
        except OperationalError:
            pass

    def _sweep(self, connection: Connection, now: datetime) -> None:
        """Forget sessions that are over, so that the table does not grow."""
        oldest, quiet = iso_moment(now - self.limits.longest), iso_moment(now - self.limits.idle)
        connection.execute(
            delete(session).where(
                or_(
                    session.c.ended_at.is_not(None),
                    session.c.created_at <= oldest,
                    session.c.seen_at <= quiet,
                )
            )
        )

    def _seal(self, caller: Caller, now: datetime) -> str:
        number = str(caller.token.id) if caller.token else ""
        if caller.account:
            number = f"{_SEAL_OF_ACCOUNT}{caller.account.id}"
        content = f"{_SEAL_PREFIX}.{number}.{int(now.timestamp())}.{secrets.token_urlsafe(12)}"
        return f"{content}.{self._mark(content)}"

    def _unseal(self, connection: Connection, secret: str, now: datetime) -> Caller | None:
        """Return who opened a sealed session, while it lasts and was not ended for all browsers."""
        content, _, mark = secret.rpartition(".")
        if not hmac.compare_digest(mark.encode(), self._mark(content).encode()):
            return None
        _, number, seconds, _ = content.split(".")
        at = datetime.fromtimestamp(int(seconds), UTC)
        if now - at >= min(_SEALED_FOR, self.limits.idle, self.limits.longest):
            return None
        if not number.startswith(_SEAL_OF_ACCOUNT):
            return _caller(connection, int(number), None, now)
        caller = _caller(connection, None, int(number.removeprefix(_SEAL_OF_ACCOUNT)), now)
        ends = caller.account.sessions_ended_at if caller and caller.account else None
        return None if ends is not None and iso_moment(at) <= ends else caller

    def _mark(self, content: str) -> str:
        return hmac.new(self._key, content.encode(), hashlib.sha256).hexdigest()


def _caller(
    connection: Connection, token_id: int | None, account_id: int | None, now: datetime
) -> Caller | None:
    """Return who has this token or account, as the store says now, if it is valid."""
    if account_id is not None:
        account = find_account(connection, account_id)
        return caller_of_account(account) if account is not None else None
    token = find_token_by_number(connection, token_id or 0, now)
    return caller_of_token(token) if token is not None else None
