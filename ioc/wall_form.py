"""Scenes, playlists and walls from the fields of a form; they are checked elsewhere.

Nothing here fails: a missing field, or one of another type, becomes empty, and the checks name it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from ioc.area import search_name
from ioc.wall import Playlist, Scene, Wall

# Monday is 1; the checks name other numbers.
_DAY = re.compile(r"[0-9]{1,2}")
_MOST_TEXT, _MOST_ITEMS, _MOST_CODE = 200, 50, 32


def scene_of(form: Mapping[str, Any]) -> Scene:
    """Return the scene that a form describes.

    >>> scene_of({"code": "a", "name_vi": "A", "seconds": "30", "cards": ["HT01", None]}).cards
    ('HT01', '')
    """
    return Scene(
        code=_text(form, "code"),
        name_vi=_text(form, "name_vi"),
        name_en=_text(form, "name_en"),
        seconds=int(_number(form, "seconds")),
        map=_text(form, "map"),
        cards=_texts(form, "cards"),
        trend=_text(form, "trend"),
        area=_text(form, "area"),
        vintage=_text(form, "vintage"),
        from_time=_text(form, "from_time"),
        to_time=_text(form, "to_time"),
        play=_text(form, "play"),
        days=tuple(sorted(int(day) for day in _texts(form, "days") if _DAY.fullmatch(day))),
    )


def playlist_of(form: Mapping[str, Any]) -> Playlist:
    """Return the playlist that a form describes."""
    return Playlist(_text(form, "code"), _text(form, "name"), _texts(form, "scenes"))


def wall_of(form: Mapping[str, Any]) -> Wall:
    """Return the wall that a form describes, without its token.

    >>> wall_of({"code": "a", "diagonal_inch": "65,5"}).diagonal_inch
    65.5
    """
    return Wall(
        code=_text(form, "code"),
        name=_text(form, "name"),
        playlist=_text(form, "playlist"),
        area_code=_text(form, "area_code"),
        vintage=_text(form, "vintage"),
        language=_text(form, "language"),
        theme=_text(form, "theme"),
        night_from=_text(form, "night_from"),
        night_to=_text(form, "night_to"),
        diagonal_inch=_number(form, "diagonal_inch"),
        distance_m=_number(form, "distance_m"),
    )


def new_code(name: str, existing: Collection[str]) -> str:
    """Return a code made from a name, other than the existing ones.

    >>> new_code("Phòng họp A", ()), new_code("Phòng họp A", {"phong-hop-a"}), new_code("…", ())
    ('phong-hop-a', 'phong-hop-a-2', 'moi')
    """
    bare = re.sub(r"[^a-z0-9]+", "-", search_name(name)).strip("-")
    base = bare[: _MOST_CODE - 4].strip("-") or "moi"
    code, number = base, 2
    while code in existing:
        code, number = f"{base}-{number}", number + 1
    return code


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name)
    return str(value).strip()[:_MOST_TEXT] if isinstance(value, str | int | float) else ""


def _texts(form: Mapping[str, Any], name: str) -> tuple[str, ...]:
    items = form.get(name)
    if not isinstance(items, list | tuple):
        return ()
    return tuple(_text({"": each}, "") for each in items[:_MOST_ITEMS])


def _number(form: Mapping[str, Any], name: str) -> float:
    """Return the number of a field; 0, which no check accepts, where there is none."""
    try:
        number = float(_text(form, name).replace(",", "."))
    except ValueError:
        return 0.0
    return number if abs(number) < 1e6 else 0.0
