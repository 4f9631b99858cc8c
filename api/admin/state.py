"""The state of the administration as one answer: a province has few walls and scenes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from api.admin.account_acts import account_items, role_items
from api.admin.form_acts import form_choices, form_items
from api.admin.owner_acts import owner_items
from data.access.accounts import read_accounts
from data.access.callers import Caller, is_last_administrator
from data.access.token_bounds import FREE, Bounds, read_bounds
from data.access.tokens import Token, read_tokens
from data.queries.areas import find_area_name, read_vintages
from data.queries.catalogue import IndicatorGroup, all_indicators, read_groups
from data.walls.walls import DEFAULT, read_playlists, read_scenes, read_walls
from ioc.area import AreaKey, Level
from ioc.local_time import local_date
from ioc.words.catalogue import LANGUAGES


def admin_state(
    connection: Connection, who: Caller, language: str, now: datetime
) -> dict[str, Any]:
    """Return the state for the person who is signed in, names in this language.

    Keys: who, scenes, playlists, walls, tokens, owners, accounts, forms; and the choices of their
    editors: roles, frequencies, levels, indicators, groups, vintages, areas (names by
    "vintage/code", of the areas in scenes, walls, owners and accounts).
    """
    tokens, accounts = read_tokens(connection), read_accounts(connection)
    walls, playlists, scenes = (
        read_walls(connection), read_playlists(connection), read_scenes(connection),
    )  # fmt: skip
    of_wall = {each.token_id: each.name for each in walls if each.token_id is not None}
    bounds = read_bounds(connection)
    items = {each.id: token_item(each, of_wall, now) for each in tokens}
    for number, item in items.items():
        item["bounds"] = _bounds_item(connection, bounds.get(number, FREE))
    vintages, groups = read_vintages(connection), read_groups(connection)
    places = [(each.vintage, each.area) for each in scenes]
    places += [(each.vintage, each.area_code) for each in walls]
    owners, people = owner_items(connection), account_items(accounts)
    places += [(each["vintage"], each["area_code"]) for each in people]
    names = {f"{each['vintage']}/{each['area_code']}": each["area_name"] for each in owners}
    return {
        "who": {
            "id": who.token.id if who.token else 0,
            "account": str(who.account.id) if who.account else "",
            "name": who.name,
            "is_last": is_last_administrator(who, tokens, accounts, now),
        },
        "scenes": [
            asdict(each)
            | {"used_by": [playlist.name for playlist in playlists if each.code in playlist.scenes]}
            for each in scenes
        ],
        "playlists": [
            asdict(each)
            | {
                "stays": each.code == DEFAULT,
                "used_by": [wall.name for wall in walls if wall.playlist == each.code],
            }
            for each in playlists
        ],
        "walls": [
            asdict(each)
            | {
                "stays": each.code == DEFAULT,
                "token": None if each.token_id is None else items.get(each.token_id),
            }
            for each in walls
        ],
        "tokens": list(items.values()),
        "owners": owners,
        "accounts": people,
        "forms": form_items(connection, language, local_date()),
        **form_choices(language),
        "roles": role_items(language),
        "indicators": _indicators(connection, groups, language),
        "groups": [
            {"code": each.code, "name": each.name(language)} for each in groups
        ],
        "vintages": [
            {"code": each.code, "name": each.name(language)}
            for each in vintages
        ],
        "areas": names | {
            f"{vintage}/{code}": name
            for vintage, code in places
            if code and vintages
            and (name := find_area_name(connection, AreaKey(vintage or vintages[-1].code, code)))
        },
    }  # fmt: skip


def token_item(token: Token, of_wall: Mapping[int, str], now: datetime) -> dict[str, Any]:
    """Return a token without its secret: name, scope, times, and whether it is valid."""
    return {
        "id": token.id,
        "name": token.name,
        "scope": token.scope.value,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
        "last_used_at": token.last_used_at,
        "holds": token.holds(now),
        "wall": of_wall.get(token.id, ""),
    }


def _bounds_item(connection: Connection, bounds: Bounds) -> dict[str, Any]:
    """Return the bounds of a token; empty lists bound nothing."""
    return {
        "areas": [
            {"key": f"{key.vintage}/{key.code}", "name": find_area_name(connection, key)}
            for key in bounds.areas
        ],
        "indicators": list(bounds.indicators),
        "sendings": [each.value for each in bounds.sendings],
    }


def _indicators(
    connection: Connection, groups: Sequence[IndicatorGroup], language: str
) -> list[dict[str, Any]]:
    group_names = {each.code: each.name(language) for each in groups}
    return [
        {
            "code": each.code,
            "name": each.name(language),
            "other": " ".join(each.name(other) for other in LANGUAGES if other != language),
            "group": group_names.get(each.group_code, ""),
            # Only indicators of communes or villages can be drawn.
            "on_map": each.lowest_level.depth >= Level.COMMUNE.depth,
            # A form asks for those of its frequency, and not below their lowest level.
            "frequency": each.frequency.value,
            "lowest_level": each.lowest_level.value,
            "is_ratio": each.is_ratio,
        }
        for each in all_indicators(connection)
    ]
