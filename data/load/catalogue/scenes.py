"""Stores the scenes that come with the program, as they are in their file."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.queries.catalogue import CATALOGUE
from data.store.schema import playlist, wall
from data.walls.walls import read_scenes, write_scene
from ioc.errors import LoadRefusedError, Problem
from ioc.wall import DEFAULT, HALL_INCHES, HALL_METRES, MOST_CARDS, Scene
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

SCENE_FILE = CATALOGUE / "scenes.toml"
# The time of rows that the program wrote itself and may update.
_NEVER = "1970-01-01T00:00:00+00:00"


def load_scenes(connection: Connection, language: str = "vi", file: Path = SCENE_FILE) -> int:
    """Write the shipped scenes, and a playlist and a wall where the store has none; count changes.

    The default playlist follows the file, and the default wall has a hall's panel, until somebody
    saves them. A scene that left the file stays, because playlists may show it. `language` is that
    of a new wall.

    Raises:
        LoadRefusedError: nothing was written; lists every fault of the file.
    """
    scenes = read_scene_file(file)
    stored_scenes = {each.code: each for each in read_scenes(connection)}
    changes = [each for each in scenes if stored_scenes.get(each.code) != each]
    for each in changes:
        write_scene(connection, each, "")
    codes = json.dumps([each.code for each in scenes])
    count = len(changes)
    default_playlist = connection.execute(
        select(playlist.c.scenes, playlist.c.updated_by).where(playlist.c.code == DEFAULT)
    ).first()
    if default_playlist is None:
        connection.execute(
            insert(playlist).values(
                code=DEFAULT,
                name=say("walls-default-playlist"),
                scenes=codes,
                updated_at=_NEVER,
                updated_by="",
            )
        )
        count += 1
    elif not default_playlist.updated_by and default_playlist.scenes != codes:
        connection.execute(update(playlist).where(playlist.c.code == DEFAULT).values(scenes=codes))
        count += 1
    default_wall = connection.execute(
        select(wall.c.diagonal_inch, wall.c.distance_m, wall.c.updated_by).where(
            wall.c.code == DEFAULT
        )
    ).first()
    panel = {"diagonal_inch": HALL_INCHES, "distance_m": HALL_METRES}
    if default_wall is None:
        connection.execute(
            insert(wall).values(
                code=DEFAULT, name=say("walls-default-wall"), playlist=DEFAULT, area_code="",
                vintage="",
                language=language, theme="dark", night_from="", night_to="", updated_at=_NEVER,
                updated_by="", **panel,
            )
        )  # fmt: skip
        count += 1
    elif not default_wall.updated_by and tuple(default_wall[:2]) != tuple(panel.values()):
        # Nobody has said how large it is.
        connection.execute(update(wall).where(wall.c.code == DEFAULT).values(**panel))
        count += 1
    return count


def read_scene_file(file: Path = SCENE_FILE) -> tuple[Scene, ...]:
    """Return the shipped scenes in their order on the wall.

    Raises:
        LoadRefusedError: the file is no TOML, or a scene lacks a part; every fault is listed.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8")).get("scene", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = Problem(Phrase("load-scenes-unreadable", error=str(error)), file.name)
        raise LoadRefusedError([problem]) from error
    if not (isinstance(tables, list) and tables and all(isinstance(each, dict) for each in tables)):
        problem = Problem(Phrase("load-no-scene"), file.name)
        raise LoadRefusedError([problem])
    problems: list[Problem] = []
    scenes: list[Scene] = []
    for number, table in enumerate(tables, start=1):
        faults = _scene_faults(table, {scene.code for scene in scenes})
        problems += [
            Problem(Phrase(id, number=str(number)), file.name, column=column)
            for column, id in faults
        ]
        if not faults:
            scenes.append(Scene(**table | {"cards": tuple(table["cards"]), "is_shipped": True}))
    if problems:
        raise LoadRefusedError(problems)
    return tuple(scenes)


def _scene_faults(table: dict[str, Any], codes: set[str]) -> list[tuple[str, str]]:
    """Return the keys that are wrong, each with the id of its fault."""
    texts = ("code", "name_vi", "name_en", "map", "trend")
    faults = [
        (key, "load-scene-no-text")
        for key in texts
        if not isinstance(table.get(key), str) or not table[key].strip()
    ]
    if table.get("code") in codes:
        faults.append(("code", "load-scene-twice"))
    seconds = table.get("seconds")
    if type(seconds) is not int or not 5 <= seconds <= 600:
        faults.append(("seconds", "load-scene-seconds"))
    cards = table.get("cards")
    if not (
        isinstance(cards, list)
        and 1 <= len(cards) <= MOST_CARDS
        and all(isinstance(card, str) and card for card in cards)
        and len(set(cards)) == len(cards)
    ):
        faults.append(("cards", "load-scene-cards"))
    faults += [(key, "load-scene-key") for key in table.keys() - {*texts, "seconds", "cards"}]
    return faults
