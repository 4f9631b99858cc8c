"""Who sends a request: somebody with an access token, or with an account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from data.access.accounts import Account, AccountRole, has_administrator
from data.access.tokens import Scope, Token, note_use


@dataclass(frozen=True)
class Caller:
    """A token or an account, one of the two, with what it may do.

    `name` is recorded with what it does. `scope` None: nothing but reading.
    """

    name: str
    scope: Scope | None
    token: Token | None = None
    account: Account | None = None

    @property
    def must_change(self) -> bool:
        """Whether nothing may be done before another password is chosen."""
        return self.account is not None and self.account.must_change

    @property
    def may_hand_in(self) -> bool:
        """Whether it may hand in sheets: a person who reports, or administers."""
        roles = (AccountRole.REPORTER, AccountRole.ADMINISTRATOR)
        return self.account is not None and not self.must_change and self.account.role in roles

    @property
    def may_verify(self) -> bool:
        """Whether it may verify what was handed in: a person who verifies, or administers."""
        roles = (AccountRole.VERIFIER, AccountRole.ADMINISTRATOR)
        return self.account is not None and not self.must_change and self.account.role in roles

    @property
    def may_read_persons(self) -> bool:
        """Whether names of persons are for it: the office and its programs."""
        return self.scope in (Scope.ADMIN, Scope.WRITE)

    def may_open_file(self, account_id: int | None) -> bool:
        """Whether it may have a file that an account handed in: its own, or it administers."""
        if self.scope is Scope.ADMIN:
            return True
        return self.may_hand_in and self.account is not None and self.account.id == account_id

    @property
    def kind(self) -> str:
        """What signed in, as pages know it: the scope of a token, the role of an account."""
        if self.account is not None:
            return self.account.role.value
        return self.scope.value if self.scope is not None else ""


def caller_of_token(token: Token) -> Caller:
    """Return the caller with a token."""
    return Caller(token.name, token.scope, token=token)


def caller_of_account(account: Account) -> Caller:
    """Return the caller with an account."""
    scope = None if account.must_change else account.role.scope
    return Caller(account.full_name, scope, account=account)


def is_last_administrator(
    caller: Caller, tokens: Iterable[Token], accounts: Iterable[Account], now: datetime
) -> bool:
    """Tell whether nobody may administer without a caller: no other account that is used, no token.

    Args:
        caller: somebody who may administer.
        tokens: all tokens.
        accounts: all accounts.
        now: when.
    """
    return not has_administrator(
        tokens,
        accounts,
        now,
        without_account=caller.account.id if caller.account else None,
        without_token=caller.token.id if caller.token else None,
    )


def note_caller(connection: Connection, caller: Caller, now: datetime) -> None:
    """Store when a token was last used; an account has its last sign-in."""
    if caller.token is not None:
        note_use(connection, caller.token, now)
