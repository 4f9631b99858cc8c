"""Which wall a page is, and what that wall shows: by its token, by its name, or the default one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from data.tokens import Scope, find_token
from data.walls import (
    DEFAULT,
    Scene,
    Wall,
    find_playlist,
    find_wall,
    find_wall_of_token,
    read_scenes,
)
from ioc.errors import NotFoundError


@dataclass(frozen=True)
class Shown:
    """A wall, its scenes in the order in which they take turns, and until when it may show them.

    `until` is ISO, UTC; None: for good.
    """

    wall: Wall
    scenes: tuple[Scene, ...]
    until: str | None = None

    @property
    def digest(self) -> str:
        """A text that is another one as soon as anything of it is."""
        whole = json.dumps([asdict(self.wall), [asdict(each) for each in self.scenes], self.until])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


def find_shown(
    connection: Connection, query: Mapping[str, Any], secret: str, now: datetime | None = None
) -> Shown | None:
    """Return the wall that a page shows; None where its token holds no more.

    The address goes first (`man-hinh`), then the token of the browser's cookie, else the default
    wall. Of the address also count `dia-ban`, `ky-dia-gioi`, `lang` and `nen`: they stand in place
    of what is set for the wall.

    Args:
        connection: to read by.
        query: the address's parameters.
        secret: of the wall's token; "" = the browser has none.
        now: for tests.
    """
    until = None
    if named := str(query.get("man-hinh") or ""):
        try:
            wall = find_wall(connection, named)
        except NotFoundError:
            return None
    elif secret:
        token = find_token(connection, secret, now or datetime.now(UTC))
        found = None
        if token is not None and token.scope is Scope.WALL:
            found = find_wall_of_token(connection, token.id)
            until = token.expires_at
        if found is None:
            return None
        wall = found
    else:
        wall = find_wall(connection, DEFAULT)
    held = {each.code: each for each in read_scenes(connection)}
    codes = find_playlist(connection, wall.playlist).scenes
    scenes = tuple(held[code] for code in codes if code in held)
    return Shown(_as_asked(wall, query), scenes, until)


def _as_asked(wall: Wall, query: Mapping[str, Any]) -> Wall:
    """Return the wall with what the address names in place of what is set for it."""
    changes: dict[str, str] = {}
    if query.get("dia-ban") or query.get("ky-dia-gioi"):
        changes |= {
            "area_code": str(query.get("dia-ban") or ""),
            "vintage": str(query.get("ky-dia-gioi") or ""),
        }
    if query.get("lang") in ("vi", "en"):
        changes["language"] = str(query["lang"])
    if query.get("nen") in ("sang", "toi"):
        changes["theme"] = "light" if query["nen"] == "sang" else "dark"
    return replace(wall, **changes) if changes else wall
