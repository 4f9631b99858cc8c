"""What an administrator changed: the thing before and after, and the difference in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from api.admin.account_acts import find_account_fields
from api.admin.owner_acts import owner_items
from data.access.trail import TrailStep
from data.forms.forms import form_snapshot
from data.queries.areas import find_area_name, read_vintages
from data.queries.catalogue import all_indicators, read_groups
from data.walls.walls import (
    find_playlist,
    find_scene,
    find_wall,
    read_playlists,
    read_scenes,
)
from ioc.area import AreaKey
from ioc.errors import NotFoundError
from ioc.words.catalogue import LANGUAGES, WordsError, say

# Fields of things as their forms call them; others (codes, numbers of tokens) say nothing.
_LABELS = {
    **{name: f"admin-{name}" for name in (
        "name_vi", "name_en", "map", "cards", "trend", "play", "vintage", "seconds", "from_time",
        "to_time", "days", "name", "playlist", "language", "theme", "night_from", "night_to",
        "diagonal_inch", "distance_m", "scenes",
    )},
    "area": "admin-area", "area_code": "admin-area", "unit": "admin-owner_unit",
    "person": "admin-owner_person", "phone": "admin-owner_phone",
    "deadline": "admin-owner_deadline", "about": "admin-owner_about",
    **{name: f"admin-form_{name}" for name in (
        "frequency", "level", "former_level", "areas", "reporter", "reporter_level", "verifier",
        "opens_days", "closes_days", "late_days", "reminder_days", "vintage_day", "first_period",
        "is_active", "indicators", "headings", "sections",
    )},
    "login": "admin-account_login", "role": "admin-account_role", "state": "admin-state",
}  # fmt: skip
_NONE = "–"


def take_snapshot(connection: Connection, act: str, code: str) -> dict[str, Any]:
    """Return the fields of the thing that an act is about; empty where there is none."""
    thing = act.rpartition("-")[2]
    if thing == "owner":
        return next((each for each in owner_items(connection) if each["code"] == code), {})
    if thing == "form":
        return form_snapshot(connection, code)
    if thing == "account":
        return find_account_fields(connection, code)
    finders: dict[str, Callable[[Connection, str], Any]] = {
        "scene": find_scene, "playlist": find_playlist, "wall": find_wall,
    }  # fmt: skip
    if thing not in finders:
        return {}
    try:
        return asdict(finders[thing](connection, code))
    except NotFoundError:
        return {}


class ChangeWords:
    """Says what steps of the trail changed, in a language; reads the names once."""

    def __init__(self, connection: Connection, language: str) -> None:
        self._connection, self._language = connection, language
        of_numbers = {each.code: each.name(language) for each in all_indicators(connection)}
        of_numbers |= {f"@{each.code}": each.name(language) for each in read_groups(connection)}
        self._vintages = {each.code: each.name(language) for each in read_vintages(connection)}
        # Each field has codes of its own kind: a wall may have the code of a playlist.
        self._names: dict[str, dict[str, str]] = {
            **dict.fromkeys(("map", "cards", "trend", "about", "indicators"), of_numbers),
            "scenes": {each.code: each.name(language) for each in read_scenes(connection)},
            "playlist": {each.code: each.name for each in read_playlists(connection)},
            "vintage": self._vintages,
            "language": {each: say("shell-own_name", each) for each in LANGUAGES},
        }

    def of(self, step: TrailStep) -> list[list[str]]:
        """Return [field, before, after] of each field that a step changed, in words.

        Of a new thing `before` is empty, of a removed one `after`.
        """
        return [
            [say(label, self._language), before, after]
            for name, label in _LABELS.items()
            if (before := self._text(step.before, name)) != (after := self._text(step.after, name))
            and {before, after} != {"", _NONE}
        ]

    def _text(self, thing: Mapping[str, Any], name: str) -> str:
        if not thing:
            return ""
        value = thing.get(name)
        if value in (None, "", [], (), {}):
            return _NONE
        if isinstance(value, dict):
            return "; ".join(self._headings(*each) for each in value.items())
        values = value if isinstance(value, list) else [value]
        between = "; " if name == "indicators" else ", "
        return between.join(self._one(thing, name, each) for each in values)

    def _one(self, thing: Mapping[str, Any], name: str, value: object) -> str:
        text = str(value)
        if name in ("area", "area_code"):
            return self._area(str(thing.get("vintage") or ""), text)
        if name == "theme":
            return self._word(f"admin-{text}", text)
        if name == "play":
            return self._word(f"admin-play_{text}", text)
        if name == "indicators":
            code, _, parts = text.partition(": ")
            return self._with_parts(code, [self._part(each) for each in parts.split(", ")])
        if name == "areas":
            vintage, _, code = text.partition("/")
            return self._area(vintage, code)
        if name == "frequency":
            return self._word(f"period-frequency-{text}", text)
        if name in ("level", "former_level", "reporter_level"):
            return self._word(f"level-{text}", text)
        if name in ("vintage_day", "is_active"):
            return self._word(f"admin-form_{name}_{text.lower()}", text)
        if name == "role":
            return self._word(f"account-role-{text}", text)
        if name == "state":
            return self._word(f"admin-account_{text}", text)
        if name == "days":
            days = dict(enumerate(say("admin-days_long", self._language).split(","), 1))
            return days.get(int(text), text) if text.isdigit() else text
        return self._names.get(name, {}).get(text, text)

    def _headings(self, code: str, parts: Mapping[str, list[str]]) -> str:
        """Return what sheets call the parts of an indicator of a form."""
        words = [f"{self._part(part)} “{'”, “'.join(texts)}”" for part, texts in parts.items()]
        return self._with_parts(code, words)

    def _with_parts(self, code: str, words: list[str]) -> str:
        return f"{self._names['indicators'].get(code, code)} ({', '.join(words)})"

    def _part(self, part: str) -> str:
        return self._word(f"admin-part_{part}", part)

    def _word(self, message: str, value: str) -> str:
        """Return a value in words; as it stands where the program no longer knows it."""
        try:
            return say(message, self._language)
        except WordsError:
            return value

    def _area(self, vintage: str, code: str) -> str:
        for each in (vintage, *reversed(list(self._vintages))):
            if name := find_area_name(self._connection, AreaKey(each, code)):
                return name
        return code
