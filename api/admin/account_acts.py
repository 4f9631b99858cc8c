"""Accounts in the administration: their list, making, changing, resetting and disabling one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from api.admin.form_fields import number_of, text_of
from data.access.accounts import (
    Account,
    AccountRole,
    AccountTerms,
    account_fields,
    change_account,
    create_account,
    disable_account,
    read_accounts,
    reset_password,
)
from data.access.callers import Caller
from data.queries.areas import read_vintages
from ioc.area import AreaKey
from ioc.cookies import sign_in_address
from ioc.errors import LoadRefusedError, Problem
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

_UNKNOWN = Phrase("account-unknown")


def account_items(accounts: Iterable[Account]) -> list[dict[str, Any]]:
    """Return accounts for an administrator, without their passwords."""
    return [
        {
            "code": str(each.id),
            **account_fields(each),
            "created_at": each.created_at,
            "last_sign_in_at": each.last_sign_in_at,
        }
        for each in accounts
    ]


def role_items(language: str) -> list[dict[str, str]]:
    """Return all roles with their names, the smallest first."""
    return [
        {"code": each.value, "name": say(f"account-role-{each}", language)} for each in AccountRole
    ]


def find_account_fields(connection: Connection, code: str) -> dict[str, Any]:
    """Return the fields of an account for the trail; empty where there is none."""
    matches = (each for each in read_accounts(connection) if str(each.id) == code)
    return next((account_fields(each) for each in matches), {})


def create_account_act(
    connection: Connection, form: Mapping[str, Any], _: Caller, now: datetime
) -> dict[str, Any]:
    """Store the account of a form; return its password, which is shown once.

    Raises:
        LoadRefusedError: every fault by its field.
    """
    return _with_password(*create_account(connection, _terms(connection, form), now))


def save_account_act(
    connection: Connection, form: Mapping[str, Any], _: Caller, now: datetime
) -> dict[str, Any]:
    """Change the account with a form's number; its login stays.

    Raises:
        LoadRefusedError: every fault by its field.
        NotFoundError: there is none.
    """
    number, terms = number_of(form, _UNKNOWN), _terms(connection, form)
    return _result(change_account(connection, number, terms, now))


def reset_account_act(
    connection: Connection, form: Mapping[str, Any], who: Caller, now: datetime
) -> dict[str, Any]:
    """Give the account with a form's number a new password, which is shown once.

    Raises:
        LoadRefusedError: it is the own account, whose page ends before the password can be read.
        NotFoundError: there is none.
    """
    number = number_of(form, _UNKNOWN)
    if who.account is not None and who.account.id == number:
        raise LoadRefusedError([Problem(Phrase("account-reset-own"), column="confirmed")])
    return _with_password(*reset_password(connection, number, now))


def disable_account_act(
    connection: Connection, form: Mapping[str, Any], _: Caller, now: datetime
) -> dict[str, Any]:
    """Disable the account with a form's number.

    Raises:
        LoadRefusedError: nobody else may administer.
        NotFoundError: there is none.
    """
    return _result(disable_account(connection, number_of(form, _UNKNOWN), now)[1])


def enable_account_act(
    connection: Connection, form: Mapping[str, Any], _: Caller, now: datetime
) -> dict[str, Any]:
    """Enable the account with a form's number again.

    Raises:
        NotFoundError: there is none.
    """
    return _result(
        disable_account(connection, number_of(form, _UNKNOWN), now, is_disabled=False)[1]
    )


def _result(account: Account) -> dict[str, Any]:
    return {"code": str(account.id), "subject": account.full_name}


def _with_password(account: Account, password: str) -> dict[str, Any]:
    address = sign_in_address(password, account.terms.login)
    return {**_result(account), "secret": password, "address": address}


def _terms(connection: Connection, form: Mapping[str, Any]) -> AccountTerms:
    """Return what a form sets; an area without its vintage is one of the newest."""
    code, area = text_of(form, "area_code"), None
    if code:
        newest = read_vintages(connection)[-1].code
        area = AreaKey(text_of(form, "vintage") or newest, code)
    login, name, unit, role = (text_of(form, each) for each in ("login", "name", "unit", "role"))
    return AccountTerms(login, name, unit, role, area)
