"""Scenes, playlists and walls: read, saved once they are right, removed where nothing needs them.

Each change raises a signal, so that open walls take it up by themselves. All functions that write
need a connection in a write transaction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from data.access.tokens import Scope, create_token, revoke_token
from data.store.engine import raise_signal
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import access_token, playlist, scene, wall
from data.walls.checks import MOST_LETTERS, check_order, check_playlist, check_scene, check_wall
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.local_time import iso_moment
from ioc.short_code import name_copy, number_copy
from ioc.wall import DEFAULT, Action, Playlist, Scene, Wall
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

__all__ = [
    "DEFAULT", "Action", "Playlist", "Scene", "Wall", "copy_scene", "find_playlist", "find_scene",
    "find_wall", "find_wall_of_token", "give_wall_token", "read_playlists", "read_scenes",
    "read_walls", "remove_playlist", "remove_scene", "remove_wall", "save_playlist", "save_scene",
    "save_wall", "send_order", "take_wall_token", "write_scene",
]  # fmt: skip

_Thing = TypeVar("_Thing", Scene, Playlist, Wall)
_CONTENT = ("seconds", "map", "cards", "trend", "area", "vintage", "from_time", "to_time", "days",
            "play")  # fmt: skip
_WALL = (
    "code", "name", "playlist", "area_code", "vintage", "language", "theme", "night_from",
    "night_to", "diagonal_inch", "distance_m", "token_id",
)  # fmt: skip
_SCENES = PreparedQuery(
    select(scene.c.code, scene.c.name_vi, scene.c.name_en, scene.c.content, scene.c.is_shipped)
    .order_by(scene.c.is_shipped.desc(), scene.c.code)
)  # fmt: skip
_PLAYLISTS = PreparedQuery(
    select(playlist.c.code, playlist.c.name, playlist.c.scenes).order_by(playlist.c.code)
)
_WALLS = PreparedQuery(select(*(wall.c[name] for name in _WALL)).order_by(wall.c.code))
_WALL_OF_TOKEN = PreparedQuery(
    select(*(wall.c[name] for name in _WALL)).where(wall.c.token_id == bindparam("token"))
)


def read_scenes(connection: Connection) -> list[Scene]:
    """Return all scenes, those that came with the program first, else by code."""
    return [_scene(row) for row in fetch_tuples(connection, _SCENES)]


def find_scene(connection: Connection, code: str) -> Scene:
    """Return the scene with this code.

    Raises:
        NotFoundError: there is none.
    """
    return _find(read_scenes(connection), code, Phrase("walls-no-scene", code=code))


def read_playlists(connection: Connection) -> list[Playlist]:
    """Return all playlists, by code."""
    return [
        Playlist(code, name, tuple(json.loads(scenes)))
        for code, name, scenes in fetch_tuples(connection, _PLAYLISTS)
    ]


def find_playlist(connection: Connection, code: str) -> Playlist:
    """Return the playlist with this code.

    Raises:
        NotFoundError: there is none.
    """
    return _find(read_playlists(connection), code, Phrase("walls-no-playlist", code=code))


def read_walls(connection: Connection) -> list[Wall]:
    """Return all walls, by code."""
    return [Wall(*row) for row in fetch_tuples(connection, _WALLS)]


def find_wall(connection: Connection, code: str) -> Wall:
    """Return the wall with this code.

    Raises:
        NotFoundError: there is none; names those that there are.
    """
    walls = read_walls(connection)
    codes = tuple(each.code for each in walls) or Phrase("area-none-yet")
    return _find(walls, code, Phrase("walls-no-wall", code=code, known=codes))


def _find(things: Sequence[_Thing], code: str, missing: Phrase) -> _Thing:
    for each in things:
        if each.code == code:
            return each
    raise NotFoundError(missing)


def find_wall_of_token(connection: Connection, token_id: int) -> Wall | None:
    """Return the wall that a token shows; None where it shows none (any more)."""
    rows = fetch_tuples(connection, _WALL_OF_TOKEN, {"token": token_id})
    return Wall(*rows[0]) if rows else None


def save_scene(connection: Connection, thing: Scene, by: str) -> None:
    """Store a scene, new or changed.

    Raises:
        LoadRefusedError: has every fault, each with its field (`Problem.column`).
    """
    problems = check_scene(connection, thing)
    present = next((each for each in read_scenes(connection) if each.code == thing.code), None)
    if present is not None and present.is_shipped:
        problems.append(Problem(Phrase("walls-scene-shipped"), column="code", value=thing.code))
    if problems:
        raise LoadRefusedError(problems)
    write_scene(connection, replace(thing, is_shipped=False), by)
    raise_signal(connection, "scene", thing.code, {"what": "scene", "by": by})


def write_scene(connection: Connection, thing: Scene, by: str) -> None:
    """Write a checked scene; the loader of shipped scenes calls it, too."""
    content = {name: getattr(thing, name) for name in _CONTENT}
    _write(
        connection,
        scene,
        {
            "code": thing.code,
            "name_vi": thing.name_vi.strip(),
            "name_en": thing.name_en.strip(),
            "content": json.dumps(content, ensure_ascii=False),
            "is_shipped": thing.is_shipped,
        },
        by,
    )


def copy_scene(connection: Connection, code: str, by: str) -> Scene:
    """Store a copy of a scene that may be changed; return it.

    Raises:
        NotFoundError: there is no such scene.
    """
    original = find_scene(connection, code)
    codes = {each.code for each in read_scenes(connection)}
    fresh, number = number_copy(code, codes)
    copy = replace(
        original,
        code=fresh,
        name_vi=name_copy(original.name_vi, number, MOST_LETTERS),
        name_en=name_copy(original.name_en, number, MOST_LETTERS),
        is_shipped=False,
    )
    write_scene(connection, copy, by)
    raise_signal(connection, "scene", fresh, {"what": "scene", "by": by})
    return copy


def remove_scene(connection: Connection, code: str, by: str) -> None:
    """Remove a scene.

    Raises:
        NotFoundError: there is none.
        LoadRefusedError: it came with the program, or playlists show it; they are named.
    """
    if find_scene(connection, code).is_shipped:
        raise LoadRefusedError(
            [Problem(Phrase("walls-scene-shipped-stays"), column="code", value=code)]
        )
    users = [each.name for each in read_playlists(connection) if code in each.scenes]
    _refuse_used("walls-scene-used", code, users)
    connection.execute(delete(scene).where(scene.c.code == code))
    raise_signal(connection, "scene", code, {"what": "removed", "by": by})


def save_playlist(connection: Connection, thing: Playlist, by: str) -> None:
    """Store a playlist, new or changed.

    Raises:
        LoadRefusedError: has every fault, each with its field.
    """
    scene_codes = {each.code for each in read_scenes(connection)}
    if problems := check_playlist(thing, scene_codes):
        raise LoadRefusedError(problems)
    values = {"code": thing.code, "name": thing.name.strip(), "scenes": json.dumps(thing.scenes)}
    _write(connection, playlist, values, by)
    raise_signal(connection, "scene", thing.code, {"what": "playlist", "by": by})


def remove_playlist(connection: Connection, code: str, by: str) -> None:
    """Remove a playlist.

    Raises:
        NotFoundError: there is none.
        LoadRefusedError: walls show it, which are named; or it is the one that always stays.
    """
    find_playlist(connection, code)
    _refuse_default("walls-playlist-stays", code)
    users = [each.name for each in read_walls(connection) if each.playlist == code]
    _refuse_used("walls-playlist-used", code, users)
    connection.execute(delete(playlist).where(playlist.c.code == code))
    raise_signal(connection, "scene", code, {"what": "removed", "by": by})


def save_wall(connection: Connection, thing: Wall, by: str) -> None:
    """Store a wall, new or changed; its token is given and taken by functions of their own.

    Raises:
        LoadRefusedError: has every fault, each with its field.
    """
    playlist_codes = {each.code for each in read_playlists(connection)}
    if problems := check_wall(connection, thing, playlist_codes):
        raise LoadRefusedError(problems)
    values = {name: getattr(thing, name) for name in _WALL if name != "token_id"}
    _write(connection, wall, values | {"name": thing.name.strip()}, by)
    raise_signal(connection, "wall", thing.code, {"what": "wall", "by": by})


def remove_wall(connection: Connection, code: str, by: str) -> None:
    """Remove a wall and revoke its token.

    Raises:
        NotFoundError: there is none.
        LoadRefusedError: it is the one that always stays.
    """
    present = find_wall(connection, code)
    _refuse_default("walls-stays", code)
    connection.execute(delete(wall).where(wall.c.code == code))
    if present.token_id is not None:
        revoke_token(connection, present.token_id, datetime.now(UTC))
    raise_signal(connection, "wall", code, {"what": "removed", "by": by})


def give_wall_token(connection: Connection, wall_code: str, days: int | None, now: datetime) -> str:
    """Give a wall a token and return its secret, which cannot be read again.

    The former token is revoked; a screen that shows the wall by it is told at once.

    Raises:
        NotFoundError: there is no such wall.
        IocError: `days` is no number of days to live.
    """
    present = find_wall(connection, wall_code)
    token, secret = create_token(
        connection, say("walls-token-name", name=present.name), Scope.WALL, days, now
    )
    _set_token(connection, present, token.id, now)
    return secret


def take_wall_token(connection: Connection, wall_code: str, now: datetime) -> bool:
    """Take a wall's token back, at once and for good; return whether it had one.

    Raises:
        NotFoundError: there is no such wall.
    """
    present = find_wall(connection, wall_code)
    if present.token_id is None:
        return False
    _set_token(connection, present, None, now)
    return True


def send_order(
    connection: Connection, wall_code: str, action: str, argument: str = "", by: str = ""
) -> int:
    """Send an order to an open wall; return the number of the signal.

    Args:
        connection: in a write transaction.
        wall_code: the wall.
        action: one of `Action`.
        argument: code of a scene in the wall's playlist, or of an area in the wall's vintage.
        by: who orders.

    Raises:
        NotFoundError: there is no such wall.
        LoadRefusedError: no such action, scene or area.
    """
    present = find_wall(connection, wall_code)
    scenes = find_playlist(connection, present.playlist).scenes
    if problems := check_order(connection, present, scenes, action, argument):
        raise LoadRefusedError(problems)
    body = {"action": action, "argument": argument, "by": by}
    return raise_signal(connection, "order", wall_code, body)


def _set_token(connection: Connection, present: Wall, number: int | None, now: datetime) -> None:
    connection.execute(update(wall).where(wall.c.code == present.code).values(token_id=number))
    statement = select(access_token.c.id).where(access_token.c.id == present.token_id)
    if present.token_id is not None and connection.scalar(statement) is not None:
        revoke_token(connection, present.token_id, now)
    raise_signal(connection, "wall", present.code, {"what": "token"})


def _write(connection: Connection, table: Table, values: dict[str, Any], by: str) -> None:
    now = iso_moment(datetime.now(UTC))
    values = values | {"updated_at": now, "updated_by": by}
    count = connection.execute(
        update(table).where(table.c.code == values["code"]).values(values)
    ).rowcount
    if not count:
        connection.execute(insert(table).values(values))


def _refuse_used(id: str, code: str, users: list[str]) -> None:
    if users:
        names = ", ".join(f"“{each}”" for each in users)
        raise LoadRefusedError([Problem(Phrase(id, names=names), column="code", value=code)])


def _refuse_default(id: str, code: str) -> None:
    if code == DEFAULT:
        raise LoadRefusedError([Problem(Phrase(id), column="code", value=code)])


def _scene(row: tuple[Any, ...]) -> Scene:
    code, name_vi, name_en, content, is_shipped = row
    fields = json.loads(content)
    for name in ("cards", "days"):
        fields[name] = tuple(fields.get(name, ()))
    return Scene(code, name_vi, name_en, **fields, is_shipped=bool(is_shipped))
