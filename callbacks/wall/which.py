"""The wall of a page and its scenes: by its token, by its name, or the default one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from data.access.tokens import Scope, find_token
from data.walls.walls import (
    DEFAULT,
    Scene,
    Wall,
    find_playlist,
    find_wall,
    find_wall_of_token,
    read_scenes,
)
from ioc.errors import NotFoundError
from ioc.words.catalogue import LANGUAGES


@dataclass(frozen=True)
class WallSetup:
    """A wall, its scenes in their order, and until when it may show them.

    `until` is ISO, UTC; None: without limit.
    """

    wall: Wall
    scenes: tuple[Scene, ...]
    until: str | None = None

    @property
    def digest(self) -> str:
        """A text that changes with any part of the setup."""
        whole = json.dumps([asdict(self.wall), [asdict(each) for each in self.scenes], self.until])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


def find_setup(
    connection: Connection, query: Mapping[str, Any], secret: str, now: datetime | None = None
) -> WallSetup | None:
    """Return the wall that a page shows; None where its token is no longer valid.

    The address has priority (`man-hinh`), then the token of the browser's cookie, then the default
    wall. `dia-ban`, `ky-dia-gioi`, `lang` and `nen` of the address replace the settings of the
    wall.

    Args:
        connection: to read by.
        query: the address's parameters.
        secret: of the wall's token; "" = the browser has none.
        now: for tests.
    """
    until = None
    if wall_code := str(query.get("man-hinh") or ""):
        try:
            wall = find_wall(connection, wall_code)
        except NotFoundError:
            return None
    elif secret:
        token = find_token(connection, secret, now or datetime.now(UTC))
        own = None
        if token is not None and token.scope is Scope.WALL:
            own = find_wall_of_token(connection, token.id)
            until = token.expires_at
        if own is None:
            return None
        wall = own
    else:
        wall = find_wall(connection, DEFAULT)
    by_code = {each.code: each for each in read_scenes(connection)}
    codes = find_playlist(connection, wall.playlist).scenes
    scenes = tuple(by_code[code] for code in codes if code in by_code)
    return WallSetup(_as_asked(wall, query), scenes, until)


def _as_asked(wall: Wall, query: Mapping[str, Any]) -> Wall:
    """Return the wall with the settings that the address replaces."""
    changes: dict[str, Any] = {}
    if query.get("dia-ban") or query.get("ky-dia-gioi"):
        changes |= {
            "area_code": str(query.get("dia-ban") or ""),
            "vintage": str(query.get("ky-dia-gioi") or ""),
        }
    if query.get("lang") in LANGUAGES:
        changes["language"] = str(query["lang"])
    if query.get("nen") in ("sang", "toi"):
        changes["theme"] = "light" if query["nen"] == "sang" else "dark"
    return replace(wall, **changes) if changes else wall
