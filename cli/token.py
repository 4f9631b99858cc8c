"""Commands for access tokens: create, list, revoke."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from cli.prepare import prepare
from cli.refusals import faults_text
from cli.who import who_commands
from data.access.token_bounds import (
    FREE,
    bounds_in_words,
    bounds_of,
    keep_bounds,
    read_bounds,
    require_write,
)
from data.access.tokens import Scope, Token, create_token, read_tokens, revoke_token
from data.access.trail import Act, note_step
from data.queries.catalogue import all_indicators
from data.store.engine import open_engine, writing
from ioc.errors import IocError, LoadRefusedError
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


def create(settings: Settings, options: argparse.Namespace) -> None:
    """Create a token and print its secret, once."""
    try:
        _create(settings, options)
    except LoadRefusedError as error:
        raise IocError(Phrase("command-no-token-made", faults=faults_text(error))) from None


def _create(settings: Settings, options: argparse.Namespace) -> None:
    bounds = bounds_of(options.area, options.indicator, options.sending)
    require_write(options.scope, bounds)
    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        now = datetime.now(UTC)
        token, secret = create_token(
            connection, options.name, Scope(options.scope), options.days, now
        )
        keep_bounds(
            connection, token.id, bounds, {each.code for each in all_indicators(connection)}
        )
        terms = say(
            "command-token-terms",
            number=str(token.id),
            scope=token.scope,
            bounds=bounds_in_words(bounds, token.scope),
        )
        note_step(connection, Act.TOKEN_CREATED, who_commands(), f"{token.name} ({terms})", "", now)
    until = (
        say("command-until", day=token.expires_at[:10])
        if token.expires_at
        else say("command-without-end")
    )
    print(
        say(
            "command-token-made",
            number=str(token.id),
            name=token.name,
            scope=token.scope,
            until=until,
        )
    )
    if token.scope is Scope.WRITE:
        print(say("command-token-bounds", bounds=bounds_in_words(bounds, token.scope)))
    print(say("command-copy-token"))
    print(secret)


def list_all(settings: Settings, _: argparse.Namespace) -> None:
    """Print all tokens, without their secrets."""
    with open_engine(settings.url).connect() as connection:
        tokens, bounds = read_tokens(connection), read_bounds(connection)
    if not tokens:
        print(say("command-no-token"))
    for token in tokens:
        use = (
            say("command-token-used", time=token.last_used_at)
            if token.last_used_at
            else say("command-token-unused")
        )
        limits = bounds_in_words(bounds.get(token.id, FREE), token.scope)
        print(f"{token.id}\t{token.name}\t{token.scope}\t{_state(token)}\t{use}\t{limits}")


def revoke(settings: Settings, options: argparse.Namespace) -> None:
    """Revoke a token."""
    with writing(open_engine(settings.url)) as connection:
        now = datetime.now(UTC)
        token = revoke_token(connection, options.number, now)
        subject = say("command-token-numbered", name=token.name, number=str(token.id))
        note_step(connection, Act.TOKEN_REVOKED, who_commands(), subject, "", now)
    print(say("command-token-revoked", number=str(token.id), name=token.name))


def _state(token: Token) -> str:
    if token.revoked_at:
        return say("command-state-revoked", time=token.revoked_at)
    if not token.holds(datetime.now(UTC)):
        return say("command-state-ended", time=token.expires_at or "")
    return (
        say("command-state-until", time=token.expires_at)
        if token.expires_at
        else say("command-state-valid")
    )
