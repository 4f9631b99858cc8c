"""Commands for walls: list them, give one a token, revoke it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from cli.prepare import prepare
from cli.who import who_commands
from data.access.tokens import Token, read_tokens
from data.access.trail import Act, note_step
from data.store.engine import open_engine, writing
from data.walls.walls import find_wall, give_wall_token, read_playlists, read_walls, take_wall_token
from ioc.settings import Settings
from ioc.words.catalogue import say


def list_all(settings: Settings, _: argparse.Namespace) -> None:
    """Show all walls with what they show and the state of their tokens."""
    prepare(settings)
    with open_engine(settings.url).connect() as connection:
        walls, tokens = read_walls(connection), {each.id: each for each in read_tokens(connection)}
        names = {each.code: each.name for each in read_playlists(connection)}
    for wall in walls:
        token = _state(tokens.get(wall.token_id or 0))
        area = wall.area_code or say("command-home-province")
        print(f"{wall.code}\t{wall.name}\t{names[wall.playlist]}\t{area}\t{token}")


def give(settings: Settings, options: argparse.Namespace) -> None:
    """Give a wall a token and print the address that its screen starts with, once."""
    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        now = datetime.now(UTC)
        secret = give_wall_token(connection, options.code, options.days, now)
        name = find_wall(connection, options.code).name
        note_step(
            connection, Act.TOKEN_CREATED, who_commands(), say("command-wall", name=name), "", now
        )
    until = say("command-days", days=options.days) if options.days else say("command-without-end")
    print(say("command-wall-token", name=name, until=until))
    print(say("command-copy-wall"))
    print(f"http://{settings.host}:{settings.port}/wall?khoa={secret}")


def take(settings: Settings, options: argparse.Namespace) -> None:
    """Revoke a wall's token."""
    with writing(open_engine(settings.url)) as connection:
        now = datetime.now(UTC)
        had = take_wall_token(connection, options.code, now)
        name = find_wall(connection, options.code).name
        if had:
            note_step(
                connection,
                Act.TOKEN_REVOKED,
                who_commands(),
                say("command-wall", name=name),
                "",
                now,
            )
    print(say("command-wall-revoked", name=name) if had else say("command-wall-without", name=name))


def _state(token: Token | None) -> str:
    if token is None:
        return say("command-wall-no-token")
    if not token.holds(datetime.now(UTC)):
        return say("command-wall-token-ended")
    return (
        say("command-wall-token-until", day=token.expires_at[:10])
        if token.expires_at
        else say("command-wall-has-token")
    )
