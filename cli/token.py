"""Commands for access tokens: create, list, revoke."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from cli.prepare import prepare
from cli.who import who_commands
from data.queries.catalogue import all_indicators
from data.store import open_engine, writing
from data.token_bounds import (
    FREE,
    bounds_in_words,
    bounds_of,
    keep_bounds,
    read_bounds,
    require_write,
)
from data.tokens import Scope, Token, create_token, read_tokens, revoke_token
from data.trail import Act, note_step
from ioc.errors import IocError, LoadRefusedError
from ioc.settings import Settings


def create(settings: Settings, options: argparse.Namespace) -> None:
    """Make a token and show its secret, once."""
    try:
        _create(settings, options)
    except LoadRefusedError as error:
        faults = "; ".join(
            f"“{each.value}”: {each.message} ({each.mend})" for each in error.problems
        )
        raise IocError(f"Chưa tạo khoá. {faults}.") from None


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
        said = f"số {token.id}, quyền {token.scope}, {bounds_in_words(bounds, token.scope)}"
        note_step(connection, Act.TOKEN_CREATED, who_commands(), f"{token.name} ({said})", "", now)
    until = f"đến {token.expires_at[:10]}" if token.expires_at else "không thời hạn"
    print(f"Khoá truy cập số {token.id} cho “{token.name}”, quyền {token.scope}, {until}.")
    if token.scope is Scope.WRITE:
        print(f"Phạm vi: {bounds_in_words(bounds, token.scope)}.")
    print("Hãy chép ngay: khoá chỉ hiện một lần, kho chỉ giữ mã băm.")
    print(secret)


def list_all(settings: Settings, _: argparse.Namespace) -> None:
    """Show all tokens, without their secrets."""
    with open_engine(settings.url).connect() as connection:
        tokens, bounds = read_tokens(connection), read_bounds(connection)
    if not tokens:
        print('Chưa có khoá truy cập nào. Tạo: python app.py token create --name "Tên đơn vị"')
    for token in tokens:
        used = f"dùng lần cuối {token.last_used_at}" if token.last_used_at else "chưa dùng"
        limits = bounds_in_words(bounds.get(token.id, FREE), token.scope)
        print(f"{token.id}\t{token.name}\t{token.scope}\t{_state(token)}\t{used}\t{limits}")


def revoke(settings: Settings, options: argparse.Namespace) -> None:
    """Take a token back."""
    with writing(open_engine(settings.url)) as connection:
        now = datetime.now(UTC)
        token = revoke_token(connection, options.number, now)
        said = f"{token.name} (số {token.id})"
        note_step(connection, Act.TOKEN_REVOKED, who_commands(), said, "", now)
    print(f"Đã thu hồi khoá truy cập số {token.id} (“{token.name}”).")


def _state(token: Token) -> str:
    if token.revoked_at:
        return f"thu hồi {token.revoked_at}"
    if not token.holds(datetime.now(UTC)):
        return f"hết hạn {token.expires_at}"
    return f"hiệu lực đến {token.expires_at}" if token.expires_at else "hiệu lực"
