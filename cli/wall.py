"""Commands for walls: list them, give one a token, take it back."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from cli.prepare import prepare
from cli.who import who_commands
from data.store import open_engine, writing
from data.tokens import Token, read_tokens
from data.trail import Act, note_step
from data.walls import find_wall, give_wall_token, read_playlists, read_walls, take_wall_token
from ioc.settings import Settings


def list_all(settings: Settings, _: argparse.Namespace) -> None:
    """Show all walls with what they show and the state of their tokens."""
    prepare(settings)
    with open_engine(settings.url).connect() as connection:
        walls, tokens = read_walls(connection), {each.id: each for each in read_tokens(connection)}
        names = {each.code: each.name for each in read_playlists(connection)}
    for wall in walls:
        token = _state(tokens.get(wall.token_id or 0))
        area = wall.area_code or "tỉnh nhà"
        print(f"{wall.code}\t{wall.name}\t{names[wall.playlist]}\t{area}\t{token}")


def give(settings: Settings, options: argparse.Namespace) -> None:
    """Give a wall a token and show the address that its screen starts with, once."""
    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        now = datetime.now(UTC)
        secret = give_wall_token(connection, options.code, options.days, now)
        name = find_wall(connection, options.code).name
        note_step(connection, Act.TOKEN_CREATED, who_commands(), f"Màn hình {name}", "", now)
    until = f"{options.days} ngày" if options.days else "không thời hạn"
    print(f"Khoá của màn hình “{name}”, hiệu lực {until}. Khoá trước đó, nếu có, đã bị thu hồi.")
    print("Hãy chép ngay: khoá chỉ hiện một lần. Địa chỉ khởi động của màn hình:")
    print(f"http://{settings.host}:{settings.port}/wall?khoa={secret}")


def take(settings: Settings, options: argparse.Namespace) -> None:
    """Take a wall's token back."""
    with writing(open_engine(settings.url)) as connection:
        now = datetime.now(UTC)
        had = take_wall_token(connection, options.code, now)
        name = find_wall(connection, options.code).name
        if had:
            note_step(connection, Act.TOKEN_REVOKED, who_commands(), f"Màn hình {name}", "", now)
    print(f"Đã thu hồi khoá của “{name}”." if had else f"“{name}” chưa có khoá nào.")


def _state(token: Token | None) -> str:
    if token is None:
        return "chưa có khoá"
    if not token.holds(datetime.now(UTC)):
        return "khoá hết hiệu lực"
    return f"có khoá, đến {token.expires_at[:10]}" if token.expires_at else "có khoá"
