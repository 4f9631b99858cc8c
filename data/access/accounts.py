"""Accounts of people: login, name, unit, role, area; made and changed by administrators.

Whoever makes an account or resets its password gets a password to hand over. It signs in within a
week, and the first thing done with it is to choose another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from data.access.passwords import hash_password, one_time_password
from data.access.tokens import Scope, Token, read_tokens
from data.queries.areas import find_area
from data.store.engine import raise_signal
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import account, session
from ioc.area import AreaKey
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.local_time import iso_moment
from ioc.text import plain_name
from ioc.words.phrase import Phrase

ONE_TIME_FOR = timedelta(days=7)
MOST_NAME = 160
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


class AccountRole(StrEnum):
    """What an account allows, in all of its area."""

    VIEWER = "viewer"
    REPORTER = "reporter"
    VERIFIER = "verifier"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    @property
    def scope(self) -> Scope | None:
        """The scope of a token that allows the same; None: none does."""
        return Scope.ADMIN if self is AccountRole.ADMINISTRATOR else None


@dataclass(frozen=True)
class AccountTerms:
    """What an administrator sets of an account; `area` None: every area."""

    login: str
    name: str
    unit: str
    role: str
    area: AreaKey | None = None


@dataclass(frozen=True)
class Account:
    """An account without its password; times are ISO, UTC."""

    id: int
    terms: AccountTerms
    must_change: bool
    one_time_until: str | None
    created_at: str
    last_sign_in_at: str | None
    sessions_ended_at: str | None
    disabled_at: str | None

    @property
    def full_name(self) -> str:
        """Name and login; the login tells two people of one name apart."""
        return f"{self.terms.name} ({self.terms.login})"

    @property
    def role(self) -> AccountRole:
        """The role."""
        return AccountRole(self.terms.role)

    @property
    def state(self) -> str:
        """Whether it is used: "off" = disabled, "waits" = with a one-time password, else "on"."""
        if self.disabled_at is not None:
            return "off"
        return "waits" if self.must_change else "on"

    def may_sign_in(self, now: datetime) -> bool:
        """Tell whether it is not disabled, and its password not a one-time one that is too old."""
        in_time = self.one_time_until is None or self.one_time_until > iso_moment(now)
        return in_time and self.disabled_at is None


_COLUMNS = tuple(
    account.c[name]
    for name in (
        *("id", "login", "name", "unit", "role", "vintage", "area_code", "must_change"),
        *("one_time_until", "created_at", "last_sign_in_at", "sessions_ended_at", "disabled_at"),
    )
)
_ALL = PreparedQuery(select(*_COLUMNS).order_by(account.c.login))
_BY_NUMBER = PreparedQuery(select(*_COLUMNS).where(account.c.id == bindparam("number")))
_BY_LOGIN = PreparedQuery(
    select(*_COLUMNS, account.c.hash).where(account.c.login == bindparam("login"))
)


def login_of(text: str) -> str:
    """Return a login as it is stored, from what somebody typed.

    >>> login_of(" An.Nguyen ")
    'an.nguyen'
    """
    return plain_name(text).lower()


def read_accounts(connection: Connection) -> list[Account]:
    """Return all accounts by login, disabled ones included."""
    return [_account(row) for row in fetch_tuples(connection, _ALL)]


def find_account(connection: Connection, number: int) -> Account | None:
    """Return the account of this number, unless it is disabled."""
    for row in fetch_tuples(connection, _BY_NUMBER, {"number": number}):
        found_account = _account(row)
        return found_account if found_account.disabled_at is None else None
    return None


def find_login(connection: Connection, login: str) -> tuple[Account, str] | None:
    """Return the account of a login with its hash, disabled or not; None: there is none."""
    for row in fetch_tuples(connection, _BY_LOGIN, {"login": login_of(login)}):
        return _account(row[:-1]), str(row[-1])
    return None


def create_account(
    connection: Connection, terms: AccountTerms, now: datetime
) -> tuple[Account, str]:
    """Store a new account; return it and its password, which cannot be read again.

    Raises:
        LoadRefusedError: every fault by its field.
    """
    terms = _plain(terms)
    problems = _faults(connection, terms)
    if not problems and find_login(connection, terms.login) is not None:
        problems.append(Problem(Phrase("account-login-exists"), column="login", value=terms.login))
    if problems:
        raise LoadRefusedError(problems)
    password = one_time_password()
    until = iso_moment(now + ONE_TIME_FOR)
    number = connection.execute(
        insert(account)
        .values(
            **_row(terms), login=terms.login, hash=hash_password(password), must_change=True,
            one_time_until=until, created_at=iso_moment(now),
        )
        .returning(account.c.id)
    ).scalar_one()  # fmt: skip
    _tell(connection, number, "created")
    return Account(number, terms, True, until, iso_moment(now), None, None, None), password


def change_account(
    connection: Connection, number: int, terms: AccountTerms, now: datetime
) -> Account:
    """Change name, unit, role and area of an account, and return it.

    Its sessions go on with the new role from their next request. The login stays.

    Raises:
        LoadRefusedError: every fault by its field.
        NotFoundError: there is no account of this number.
    """
    before = _any(connection, number)
    terms = replace(_plain(terms), login=before.terms.login)
    problems = _faults(connection, terms)
    if (
        not problems
        and before.role is AccountRole.ADMINISTRATOR
        and terms.role != before.terms.role
    ):
        problems = _last_administrator_faults(connection, number, now, "role")
    if problems:
        raise LoadRefusedError(problems)
    connection.execute(update(account).where(account.c.id == number).values(**_row(terms)))
    _tell(connection, number, "changed")
    return replace(before, terms=terms)


def reset_password(connection: Connection, number: int, now: datetime) -> tuple[Account, str]:
    """Give an account a new password to hand over, and end its sessions; return both.

    Raises:
        NotFoundError: there is no account of this number.
    """
    found_account = _any(connection, number)
    password = one_time_password()
    until = iso_moment(now + ONE_TIME_FOR)
    connection.execute(
        update(account)
        .where(account.c.id == number)
        .values(hash=hash_password(password), must_change=True, one_time_until=until)
    )
    end_sessions(connection, number, now)
    return replace(found_account, must_change=True, one_time_until=until), password


def choose_password(connection: Connection, number: int, password: str, now: datetime) -> None:
    """Store the password that the person chose, and end the account's sessions.

    Args:
        connection: in a write transaction.
        number: of the account.
        password: without faults (`data.access.passwords.password_faults`).
        now: when.
    """
    connection.execute(
        update(account)
        .where(account.c.id == number)
        .values(hash=hash_password(password), must_change=False, one_time_until=None)
    )
    end_sessions(connection, number, now)


def disable_account(
    connection: Connection, number: int, now: datetime, *, is_disabled: bool = True
) -> tuple[Account, Account]:
    """Disable an account and end its sessions, or enable it; return it before and after.

    Raises:
        LoadRefusedError: it is the last that may administer.
        NotFoundError: there is no account of this number.
    """
    before = _any(connection, number)
    if is_disabled and before.role is AccountRole.ADMINISTRATOR and before.disabled_at is None:
        if problems := _last_administrator_faults(connection, number, now, "confirmed"):
            raise LoadRefusedError(problems)
    at = (before.disabled_at or iso_moment(now)) if is_disabled else None
    connection.execute(update(account).where(account.c.id == number).values(disabled_at=at))
    if is_disabled:
        end_sessions(connection, number, now)
    else:
        _tell(connection, number, "changed")
    return before, replace(before, disabled_at=at)


def end_sessions(connection: Connection, number: int, now: datetime) -> None:
    """End all sessions of an account, in every process and browser."""
    connection.execute(
        update(session)
        .where(session.c.account_id == number, session.c.ended_at.is_(None))
        .values(ended_at=iso_moment(now))
    )
    connection.execute(
        update(account).where(account.c.id == number).values(sessions_ended_at=iso_moment(now))
    )
    _tell(connection, number, "signed-out")


def note_sign_in(connection: Connection, number: int, now: datetime) -> None:
    """Store when an account signed in last."""
    connection.execute(
        update(account).where(account.c.id == number).values(last_sign_in_at=iso_moment(now))
    )


def account_fields(entry: Account) -> dict[str, Any]:
    """Return an account as the trail notes it; never its password."""
    return {"login": entry.terms.login, **_row(entry.terms), "state": entry.state}


def has_administrator(
    tokens: Iterable[Token],
    accounts: Iterable[Account],
    now: datetime,
    *,
    without_account: int | None = None,
    without_token: int | None = None,
) -> bool:
    """Tell whether somebody may administer: an account that is used, or a token.

    Args:
        tokens: all tokens.
        accounts: all accounts.
        now: when.
        without_account: number of an account that does not count.
        without_token: number of a token that does not count.
    """
    by_token = any(
        each.scope is Scope.ADMIN and each.holds(now) and each.id != without_token
        for each in tokens
    )
    return by_token or any(
        each.role is AccountRole.ADMINISTRATOR
        and each.disabled_at is None
        and not each.must_change
        and each.id != without_account
        for each in accounts
    )


def _last_administrator_faults(
    connection: Connection, number: int, now: datetime, column: str
) -> list[Problem]:
    """Return the fault of an account's field without which nobody may administer; or none."""
    tokens, accounts = read_tokens(connection), read_accounts(connection)
    if has_administrator(tokens, accounts, now, without_account=number):
        return []
    return [Problem(Phrase("account-last-administrator"), column=column)]


def _any(connection: Connection, number: int) -> Account:
    for row in fetch_tuples(connection, _BY_NUMBER, {"number": number}):
        return _account(row)
    raise NotFoundError(Phrase("account-unknown"))


def _plain(terms: AccountTerms) -> AccountTerms:
    return AccountTerms(
        login_of(terms.login), plain_name(terms.name), plain_name(terms.unit), terms.role,
        terms.area,
    )  # fmt: skip


def _faults(connection: Connection, terms: AccountTerms) -> list[Problem]:
    problems = []
    if not _LOGIN.fullmatch(terms.login):
        problems.append(
            Problem(Phrase("account-login-wrong"), column="login", value=terms.login[:64])
        )
    if not terms.name:
        problems.append(Problem(Phrase("account-name-missing"), column="name"))
    for column, text in (("name", terms.name), ("unit", terms.unit)):
        if len(text) > MOST_NAME:
            problems.append(Problem(Phrase("account-text-long", most=MOST_NAME), column=column))
    if terms.role not in set(AccountRole):
        problems.append(Problem(Phrase("account-role-missing"), column="role", value=terms.role))
    if terms.area is not None:
        try:
            find_area(connection, terms.area)
        except NotFoundError as error:
            advice = Phrase("account-choose-area")
            value = f"{terms.area.vintage}/{terms.area.code}"[:60]
            problems.append(
                Problem(error.phrase, column="area_code", value=value, advice=advice)
            )  # fmt: skip
    return problems


def _row(terms: AccountTerms) -> dict[str, str]:
    """Return the fields that may change, as they are stored; no area: empty texts."""
    return {
        "name": terms.name,
        "unit": terms.unit,
        "role": str(terms.role),
        "vintage": terms.area.vintage if terms.area else "",
        "area_code": terms.area.code if terms.area else "",
    }


def _account(row: Sequence[Any]) -> Account:
    number, login, name, unit, role, vintage, code, must_change, *times = row
    area = AreaKey(vintage, code) if code else None
    terms = AccountTerms(login, name, unit, role, area)
    return Account(int(number), terms, bool(must_change), *times)


def _tell(connection: Connection, number: int, what: str) -> None:
    """Let open pages check who they are, and other administrators see the list change."""
    raise_signal(connection, "account", str(number), {"what": what})
