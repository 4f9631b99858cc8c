"""Commands for access tokens: create, list, revoke."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from cli.prepare import prepare
from data.store import open_engine, writing
from data.tokens import Scope, Token, create_token, read_tokens, revoke_token
from ioc.settings import Settings


def create(settings: Settings, options: argparse.Namespace) -> None:
    """Make a token and show its secret, once."""
    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        token, secret = create_token(
            connection, options.name, Scope(options.scope), options.days, datetime.now(UTC)
        )
    until = f"đến {token.expires_at[:10]}" if token.expires_at else "không thời hạn"
    print(f"Khoá truy cập số {token.id} cho “{token.name}”, quyền {token.scope}, {until}.")
    print("Hãy chép ngay: khoá chỉ hiện một lần, kho chỉ giữ mã băm.")
    print(secret)


def list_all(settings: Settings, _: argparse.Namespace) -> None:
    """Show all tokens, without their secrets."""
    with open_engine(settings.url).connect() as connection:
        tokens = read_tokens(connection)
    if not tokens:
        print('Chưa có khoá truy cập nào. Tạo: python app.py token create --name "Tên đơn vị"')
    for token in tokens:
        used = f"dùng lần cuối {token.last_used_at}" if token.last_used_at else "chưa dùng"
        print(f"{token.id}\t{token.name}\t{token.scope}\t{_state(token)}\t{used}")


def revoke(settings: Settings, options: argparse.Namespace) -> None:
    """Take a token back."""
    with writing(open_engine(settings.url)) as connection:
        token = revoke_token(connection, options.number, datetime.now(UTC))
    print(f"Đã thu hồi khoá truy cập số {token.id} (“{token.name}”).")


def _state(token: Token) -> str:
    if token.revoked_at:
        return f"thu hồi {token.revoked_at}"
    if not token.holds(datetime.now(UTC)):
        return f"hết hạn {token.expires_at}"
    return f"hiệu lực đến {token.expires_at}" if token.expires_at else "hiệu lực"
