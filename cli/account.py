"""Commands for accounts of people, and the first administrator."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from cli.prepare import prepare
from cli.refusals import faults_text
from cli.who import who_commands
from data.access.accounts import (
    Account,
    AccountRole,
    AccountTerms,
    account_fields,
    change_account,
    create_account,
    disable_account,
    find_login,
    has_administrator,
    read_accounts,
    reset_password,
)
from data.access.token_bounds import bounds_of
from data.access.tokens import read_tokens
from data.access.trail import Act, note_step
from data.store.engine import open_engine, writing
from ioc.cookies import sign_in_address
from ioc.errors import IocError, LoadRefusedError, NotFoundError
from ioc.local_time import day_text, local_date
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

_FIRST_LOGIN = "quan-tri"


def create(settings: Settings, options: argparse.Namespace) -> None:
    """Make an account and print its password, once."""
    prepare(settings)
    try:
        keys = bounds_of([options.area] if options.area else [], (), ()).areas
        terms = AccountTerms(
            options.login, options.name, options.unit, options.role, keys[0] if keys else None
        )
        with writing(open_engine(settings.url)) as connection:
            now = datetime.now(UTC)
            account, password = create_account(connection, terms, now)
            _note(connection, Act.ACCOUNT_CREATED, None, account, now)
    except LoadRefusedError as error:
        raise IocError(Phrase("command-no-account", faults=faults_text(error))) from None
    role = say(f"account-role-{account.role}")
    print(say("command-account-made", login=account.terms.login, role=role))
    _print_password(password, account)


def list_all(settings: Settings, _: argparse.Namespace) -> None:
    """Print all accounts, without their passwords."""
    with open_engine(settings.url).connect() as connection:
        accounts = read_accounts(connection)
    if not accounts:
        print(say("command-no-accounts"))
    for each in accounts:
        terms = each.terms
        area = f"{terms.area.vintage}/{terms.area.code}" if terms.area else say("access-every-area")
        fields = (
            terms.login,
            terms.name,
            terms.unit or "–",
            say(f"account-role-{each.role}"),
            area,
        )
        print("\t".join((*fields, _state(each))))


def reset(settings: Settings, options: argparse.Namespace) -> None:
    """Give an account a new password and print it, once; its sessions end."""
    with writing(open_engine(settings.url)) as connection:
        now = datetime.now(UTC)
        before = _find(connection, options.login)
        account, password = reset_password(connection, before.id, now)
        _note(connection, Act.ACCOUNT_CHANGED, before, account, now)
    print(say("command-account-reset", login=account.terms.login))
    _print_password(password, account)


def disable(settings: Settings, options: argparse.Namespace) -> None:
    """Disable an account, or enable it with --undo."""
    try:
        with writing(open_engine(settings.url)) as connection:
            now = datetime.now(UTC)
            number = _find(connection, options.login).id
            before, after = disable_account(connection, number, now, is_disabled=not options.undo)
            _note(connection, Act.ACCOUNT_CHANGED, before, after, now)
    except LoadRefusedError as error:
        raise IocError(Phrase("command-no-account", faults=faults_text(error))) from None
    login = after.terms.login
    if options.undo:
        print(say("command-account-enabled", login=login))
    else:
        print(say("command-account-disabled", login=login))


def offer_first(settings: Settings, home: str) -> None:
    """Print an address that signs in the first administrator, where nobody may administer yet.

    It is printed on a terminal alone: the output of a service ends in a log, which is told the
    command instead. Each start makes a new address, until its password was replaced.

    Args:
        settings: of the server.
        home: address of the program, as people open it.
    """
    now = datetime.now(UTC)
    engine = open_engine(settings.url)
    try:
        with engine.connect() as connection:
            if has_administrator(read_tokens(connection), read_accounts(connection), now):
                return
        if sys.stdout is None or not sys.stdout.isatty():
            print(say("command-first-by-command"), flush=True)
            return
        with writing(engine) as connection:
            password = _first_password(connection, now)
    finally:
        engine.dispose()
    address = home + sign_in_address(password, _FIRST_LOGIN)
    print(say("command-first-address", address=address), flush=True)


def _first_password(connection: Connection, now: datetime) -> str:
    former = find_login(connection, _FIRST_LOGIN)
    if former is None:
        terms = AccountTerms(
            _FIRST_LOGIN, say("account-role-administrator"), "", AccountRole.ADMINISTRATOR
        )
        account, password = create_account(connection, terms, now)
        _note(connection, Act.ACCOUNT_CREATED, None, account, now)
    else:
        number, terms = former[0].id, replace(former[0].terms, role=AccountRole.ADMINISTRATOR)
        change_account(connection, number, terms, now)
        disable_account(connection, number, now, is_disabled=False)
        account, password = reset_password(connection, number, now)
        _note(connection, Act.ACCOUNT_CHANGED, former[0], account, now)
    return password


def _find(connection: Connection, login: str) -> Account:
    pair = find_login(connection, login)
    if pair is None:
        raise NotFoundError(Phrase("command-account-unknown", login=login[:64]))
    return pair[0]


def _note(
    connection: Connection, act: Act, before: Account | None, after: Account, now: datetime
) -> None:
    note_step(
        connection, act, who_commands(), after.full_name, "", now,
        account_fields(before) if before else None, account_fields(after),
    )  # fmt: skip


def _print_password(password: str, account: Account) -> None:
    until = datetime.fromisoformat(account.one_time_until or account.created_at)
    print(say("command-copy-password", day=day_text(local_date(until))))
    print(password)


def _state(account: Account) -> str:
    if account.disabled_at:
        return say("command-account-off", time=account.disabled_at)
    if account.must_change:
        return say("command-account-waits")
    return say("command-account-signed-in", time=account.last_sign_in_at or "–")
