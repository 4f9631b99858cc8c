"""Scenes, playlists and walls: read, saved once they are right, removed where nothing needs them.

Each change raises a signal, so that open walls take it up by themselves. All functions that write
want a connection in a write transaction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from data.fetch import Prepared, fetch_tuples
from data.schema import access_token, playlist, scene, wall
from data.store import raise_signal
from data.tokens import Scope, create_token, revoke_token
from data.wall_checks import check_order, check_playlist, check_scene, check_wall
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.wall import DEFAULT, Action, Playlist, Scene, Wall

__all__ = [
    "DEFAULT", "Action", "Playlist", "Scene", "Wall", "copy_scene", "find_playlist", "find_scene",
    "find_wall", "find_wall_of_token", "give_wall_token", "read_playlists", "read_scenes",
    "read_walls", "remove_playlist", "remove_scene", "remove_wall", "save_playlist", "save_scene",
    "save_wall", "send_order", "take_wall_token", "write_scene",
]  # fmt: skip

_Thing = TypeVar("_Thing", Scene, Playlist, Wall)
_CONTENT = ("seconds", "map", "cards", "trend", "area", "vintage", "from_time", "to_time", "days")
_WALL = (
    "code", "name", "playlist", "area_code", "vintage", "language", "theme", "night_from",
    "night_to", "diagonal_inch", "distance_m", "token_id",
)  # fmt: skip
_SCENES = Prepared(
    select(scene.c.code, scene.c.name_vi, scene.c.name_en, scene.c.content, scene.c.is_shipped)
    .order_by(scene.c.is_shipped.desc(), scene.c.code)
)  # fmt: skip
_PLAYLISTS = Prepared(
    select(playlist.c.code, playlist.c.name, playlist.c.scenes).order_by(playlist.c.code)
)
_WALLS = Prepared(select(*(wall.c[name] for name in _WALL)).order_by(wall.c.code))
_WALL_OF_TOKEN = Prepared(
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
    return _found(read_scenes(connection), code, f"Không có cảnh “{code}”.")


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
    return _found(read_playlists(connection), code, f"Không có danh sách phát “{code}”.")


def read_walls(connection: Connection) -> list[Wall]:
    """Return all walls, by code."""
    return [Wall(*row) for row in fetch_tuples(connection, _WALLS)]


def find_wall(connection: Connection, code: str) -> Wall:
    """Return the wall with this code.

    Raises:
        NotFoundError: there is none; names those that there are.
    """
    walls = read_walls(connection)
    known = ", ".join(each.code for each in walls) or "chưa có"
    return _found(walls, code, f"Không có màn hình “{code}”. Các màn hình: {known}.")


def _found(things: Sequence[_Thing], code: str, missing: str) -> _Thing:
    for each in things:
        if each.code == code:
            return each
    raise NotFoundError(missing)


def find_wall_of_token(connection: Connection, token_id: int) -> Wall | None:
    """Return the wall that a token shows; None where it shows none (any more)."""
    rows = fetch_tuples(connection, _WALL_OF_TOKEN, {"token": token_id})
    return Wall(*rows[0]) if rows else None


def save_scene(connection: Connection, thing: Scene, by: str) -> None:
    """Keep a scene, new or changed.

    Raises:
        LoadRefusedError: holds every fault, each with the field it is about (`Problem.column`).
    """
    problems = check_scene(connection, thing)
    held = next((each for each in read_scenes(connection) if each.code == thing.code), None)
    if held is not None and held.is_shipped:
        problems.append(
            Problem("cảnh đi kèm chương trình không sửa được", "tạo bản sao rồi sửa bản sao",
                    column="code", value=thing.code)
        )  # fmt: skip
    if problems:
        raise LoadRefusedError(problems)
    write_scene(connection, replace(thing, is_shipped=False), by)
    raise_signal(connection, "scene", thing.code, {"what": "scene", "by": by})


def write_scene(connection: Connection, thing: Scene, by: str) -> None:
    """Write a scene that was checked; the loader of the shipped ones does it, too."""
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
    """Keep a copy of a scene that may be changed; return it.

    Raises:
        NotFoundError: there is no such scene.
    """
    original = find_scene(connection, code)
    taken = {each.code for each in read_scenes(connection)}
    number = 2
    while (fresh := f"{code[:28]}-{number}") in taken:
        number += 1
    copy = replace(
        original,
        code=fresh,
        name_vi=f"{original.name_vi} ({number})",
        name_en=f"{original.name_en} ({number})" if original.name_en else "",
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
            [Problem("cảnh đi kèm chương trình không xoá được", "bỏ cảnh khỏi danh sách phát",
                     column="code", value=code)]
        )  # fmt: skip
    users = [each.name for each in read_playlists(connection) if code in each.scenes]
    _refuse_used("cảnh", "danh sách phát", code, users)
    connection.execute(delete(scene).where(scene.c.code == code))
    raise_signal(connection, "scene", code, {"what": "removed", "by": by})


def save_playlist(connection: Connection, thing: Playlist, by: str) -> None:
    """Keep a playlist, new or changed.

    Raises:
        LoadRefusedError: holds every fault, each with the field it is about.
    """
    known = {each.code for each in read_scenes(connection)}
    if problems := check_playlist(thing, known):
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
    _refuse_default("danh sách phát", code)
    users = [each.name for each in read_walls(connection) if each.playlist == code]
    _refuse_used("danh sách phát", "màn hình", code, users)
    connection.execute(delete(playlist).where(playlist.c.code == code))
    raise_signal(connection, "scene", code, {"what": "removed", "by": by})


def save_wall(connection: Connection, thing: Wall, by: str) -> None:
    """Keep a wall, new or changed; its token is given and taken by functions of their own.

    Raises:
        LoadRefusedError: holds every fault, each with the field it is about.
    """
    known = {each.code for each in read_playlists(connection)}
    if problems := check_wall(connection, thing, known):
        raise LoadRefusedError(problems)
    values = {name: getattr(thing, name) for name in _WALL if name != "token_id"}
    _write(connection, wall, values | {"name": thing.name.strip()}, by)
    raise_signal(connection, "wall", thing.code, {"what": "wall", "by": by})


def remove_wall(connection: Connection, code: str, by: str) -> None:
    """Remove a wall; its token holds no more.

    Raises:
        NotFoundError: there is none.
        LoadRefusedError: it is the one that always stays.
    """
    found = find_wall(connection, code)
    _refuse_default("màn hình", code)
    connection.execute(delete(wall).where(wall.c.code == code))
    if found.token_id is not None:
        revoke_token(connection, found.token_id, datetime.now(UTC))
    raise_signal(connection, "wall", code, {"what": "removed", "by": by})


def give_wall_token(connection: Connection, wall_code: str, days: int | None, now: datetime) -> str:
    """Give a wall a token and return its secret, which cannot be had again.

    The former token holds no more: who shows the wall by it is told at once.

    Raises:
        NotFoundError: there is no such wall.
        IocError: `days` is no number of days to live.
    """
    found = find_wall(connection, wall_code)
    token, secret = create_token(connection, f"Màn hình {found.name}", Scope.WALL, days, now)
    _set_token(connection, found, token.id, now)
    return secret


def take_wall_token(connection: Connection, wall_code: str, now: datetime) -> bool:
    """Take a wall's token back, at once and for good; return whether it had one.

    Raises:
        NotFoundError: there is no such wall.
    """
    found = find_wall(connection, wall_code)
    if found.token_id is None:
        return False
    _set_token(connection, found, None, now)
    return True


def send_order(
    connection: Connection, wall_code: str, action: str, argument: str = "", by: str = ""
) -> int:
    """Tell an open wall what to do; return the number of the signal.

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
    found = find_wall(connection, wall_code)
    shown = find_playlist(connection, found.playlist).scenes
    if problems := check_order(connection, found, shown, action, argument):
        raise LoadRefusedError(problems)
    body = {"action": action, "argument": argument, "by": by}
    return raise_signal(connection, "order", wall_code, body)


def _set_token(connection: Connection, found: Wall, number: int | None, now: datetime) -> None:
    connection.execute(update(wall).where(wall.c.code == found.code).values(token_id=number))
    held = select(access_token.c.id).where(access_token.c.id == found.token_id)
    if found.token_id is not None and connection.scalar(held) is not None:
        revoke_token(connection, found.token_id, now)
    raise_signal(connection, "wall", found.code, {"what": "token"})


def _write(connection: Connection, table: Table, values: dict[str, Any], by: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    values = values | {"updated_at": now, "updated_by": by}
    changed = connection.execute(
        update(table).where(table.c.code == values["code"]).values(values)
    ).rowcount
    if not changed:
        connection.execute(insert(table).values(values))


def _refuse_used(what: str, by_what: str, code: str, users: list[str]) -> None:
    if users:
        named = ", ".join(f"“{each}”" for each in users)
        raise LoadRefusedError(
            [Problem(f"{what} đang được dùng trong {by_what} {named}", f"sửa {by_what} trước",
                     column="code", value=code)]
        )  # fmt: skip


def _refuse_default(what: str, code: str) -> None:
    if code == DEFAULT:
        raise LoadRefusedError(
            [Problem(f"{what} mặc định luôn được giữ lại", "đổi nội dung thay vì xoá",
                     column="code", value=code)]
        )  # fmt: skip


def _scene(row: tuple[Any, ...]) -> Scene:
    code, name_vi, name_en, content, is_shipped = row
    held = json.loads(content)
    for name in ("cards", "days"):
        held[name] = tuple(held.get(name, ()))
    return Scene(code, name_vi, name_en, **held, is_shipped=bool(is_shipped))
