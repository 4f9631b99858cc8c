"""The scenes that come with the program, into the store: as they are in the file, never edited."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.queries.catalogue import CATALOGUE
from data.schema import playlist, wall
from data.walls import read_scenes, write_scene
from ioc.errors import LoadRefusedError, Problem
from ioc.wall import DEFAULT, MOST_CARDS, Scene

SCENE_FILE = CATALOGUE / "scenes.toml"
# The hour of the program: what it wrote itself it may bring up to date.
_NEVER = "1970-01-01T00:00:00+00:00"


def load_scenes(connection: Connection, language: str = "vi", file: Path = SCENE_FILE) -> int:
    """Write the shipped scenes, and a playlist and a wall where the store has none; count changes.

    The default playlist goes along with the file until somebody saves it. A scene that the file
    holds no more stays, because playlists may show it. `language` is that of a new wall.

    Raises:
        LoadRefusedError: nothing was written; holds every fault of the file.
    """
    scenes = read_scene_file(file)
    held = {each.code: each for each in read_scenes(connection)}
    changed = [each for each in scenes if held.get(each.code) != each]
    for each in changed:
        write_scene(connection, each, "")
    codes = json.dumps([each.code for each in scenes])
    count = len(changed)
    kept = connection.execute(
        select(playlist.c.scenes, playlist.c.updated_by).where(playlist.c.code == DEFAULT)
    ).first()
    if kept is None:
        connection.execute(
            insert(playlist).values(
                code=DEFAULT, name="Mặc định", scenes=codes, updated_at=_NEVER, updated_by=""
            )
        )
        count += 1
    elif not kept.updated_by and kept.scenes != codes:
        connection.execute(update(playlist).where(playlist.c.code == DEFAULT).values(scenes=codes))
        count += 1
    if connection.scalar(select(wall.c.code).where(wall.c.code == DEFAULT)) is None:
        connection.execute(
            insert(wall).values(
                code=DEFAULT, name="Màn hình chính", playlist=DEFAULT, area_code="", vintage="",
                language=language, theme="dark", night_from="", night_to="", diagonal_inch=55.0,
                distance_m=5.0, updated_at=_NEVER, updated_by="",
            )
        )  # fmt: skip
        count += 1
    return count


def read_scene_file(file: Path = SCENE_FILE) -> tuple[Scene, ...]:
    """Return the shipped scenes in the order in which they take turns.

    Raises:
        LoadRefusedError: the file is no TOML, or a scene lacks a part; every fault is named.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("scene", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = Problem(f"không đọc được: {error}", "sửa theo cú pháp TOML, UTF-8", file.name)
        raise LoadRefusedError([problem]) from error
    if not (isinstance(tables, list) and tables and all(isinstance(each, dict) for each in tables)):
        problem = Problem("chưa có cảnh nào", "thêm ít nhất một [[scene]]", file.name)
        raise LoadRefusedError([problem])
    problems: list[Problem] = []
    scenes: list[Scene] = []
    for number, table in enumerate(tables, start=1):
        faults = _scene_faults(table, {scene.code for scene in scenes})
        problems += [
            Problem(f"cảnh thứ {number}: {fault}", mend, file.name, column=column)
            for column, fault, mend in faults
        ]
        if not faults:
            scenes.append(Scene(**table | {"cards": tuple(table["cards"]), "is_shipped": True}))
    if problems:
        raise LoadRefusedError(problems)
    return tuple(scenes)


def _scene_faults(table: dict[str, Any], taken: set[str]) -> list[tuple[str, str, str]]:
    texts = ("code", "name_vi", "name_en", "map", "trend")
    faults = [
        (key, "thiếu hoặc không phải là chữ", "ghi một chuỗi chữ trong ngoặc kép")
        for key in texts
        if not isinstance(table.get(key), str) or not table[key].strip()
    ]
    if table.get("code") in taken:
        faults.append(("code", "mã cảnh bị lặp", "mỗi cảnh một mã"))
    seconds = table.get("seconds")
    if type(seconds) is not int or not 5 <= seconds <= 600:
        faults.append(("seconds", "không phải số giây từ 5 đến 600", "ghi số nguyên, ví dụ 30"))
    cards = table.get("cards")
    if not (
        isinstance(cards, list)
        and 1 <= len(cards) <= MOST_CARDS
        and all(isinstance(card, str) and card for card in cards)
        and len(set(cards)) == len(cards)
    ):
        mend = f"ghi từ 1 đến {MOST_CARDS} mã chỉ số khác nhau"
        faults.append(("cards", "danh sách thẻ không dùng được", mend))
    faults += [
        (key, "không thuộc về một cảnh", "xoá hoặc sửa tên khoá")
        for key in table.keys() - {*texts, "seconds", "cards"}
    ]
    return faults
