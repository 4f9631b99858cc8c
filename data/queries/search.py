"""Finding an area by what a user types: present or former name, with or without diacritics."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, literal, select

from data.fetch import fetch_tuples
from data.schema import area
from ioc.area import AreaKey, Level, clean_name, search_name

_PARENT, _PROVINCE = area.alias("above"), area.alias("province")
_FOUND = (
    select(
        area.c.vintage,
        area.c.code,
        area.c.level,
        area.c.name,
        area.c.full_name,
        area.c.search_name,
        area.c.province_code,
        _PARENT.c.full_name,
        _PROVINCE.c.full_name,
        _PROVINCE.c.code,
    )
    .outerjoin(_PARENT, _PARENT.c.id == area.c.parent_id)
    .outerjoin(
        _PROVINCE,
        and_(
            _PROVINCE.c.vintage == area.c.vintage,
            _PROVINCE.c.code == area.c.province_code,
            _PROVINCE.c.level == Level.PROVINCE,
        ),
    )
)
# Each name after a space, so that a word is sought at the beginning of words only.
_OWN_NAME = literal(" ").concat(area.c.search_name)
_ALL_NAMES = (
    _OWN_NAME.concat(" ")
    .concat(func.coalesce(_PARENT.c.search_name, ""))
    .concat(" ")
    .concat(func.coalesce(_PROVINCE.c.search_name, ""))
)


@dataclass(frozen=True)
class FoundArea:
    """An area that answers a search. `within` names what it lies in, the narrowest first."""

    key: AreaKey
    level: Level
    full_name: str
    within: str


def find_areas_by_name(
    connection: Connection, text: str, limit: int = 8, home_province: str = ""
) -> list[FoundArea]:
    """Return the areas of all vintages that a text names, the likeliest first.

    Every word must begin a word of the area's name or of what it lies in ("vinh nghe an"), at
    least one of its own. First come names written with the same diacritics, when any were
    typed; then the same name, its beginning, a whole word of it; then the home province, wider
    levels, later vintages.

    Args:
        connection: open connection.
        text: as typed; fewer than two letters find nothing.
        limit: how many at most.
        home_province: code of the province whose areas go first among equals.
    """
    wanted = search_name(text.replace(",", " "))
    if len(wanted.replace(" ", "")) < 2:
        return []
    words = wanted.split()
    names = _OWN_NAME if len(words) == 1 else _ALL_NAMES
    statement = _FOUND
    for word in words:
        statement = statement.where(names.like(f"% {_escaped(word)}%", escape="\\"))
    typed = clean_name(text).lower()
    marked = typed if search_name(typed) != _unmarked(typed) else ""
    found = []
    for row in fetch_tuples(connection, statement):
        vintage, code, level, name, full_name, searched, province_code, above, province, _ = row
        if not any(f" {word}" in f" {searched}" for word in words):
            continue
        rank = (
            bool(marked) and marked not in full_name.lower(),
            _nearness(wanted, words, search_name(name), searched),
            province_code != home_province,
            Level(level).depth,
        )
        within = [each for each in (above, province) if each and each != full_name]
        line = ", ".join(dict.fromkeys(within))
        place = FoundArea(AreaKey(vintage, code), Level(level), full_name, line)
        found.append((rank, vintage, place))
    found.sort(key=lambda each: each[1], reverse=True)
    found.sort(key=lambda each: (each[0], each[2].full_name))
    return [place for _, _, place in found[:limit]]


def _unmarked(text: str) -> str:
    """Return the text as `search_name` would leave one that was typed without diacritics."""
    return " ".join(unicodedata.normalize("NFD", text).split())


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _nearness(wanted: str, words: list[str], bare: str, full: str) -> int:
    if wanted in (bare, full):
        return 0
    if bare.startswith(wanted) or full.startswith(wanted):
        return 1
    if f" {wanted} " in f" {full} ":
        return 2
    return 3 + sum(word not in bare.split() for word in words)
