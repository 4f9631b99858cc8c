"""Finding an area by what a user types: present or former name, with or without diacritics."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, literal, select

from data.area_in import read_newest_showing
from data.fetch import fetch_tuples
from data.queries.areas import find_area, read_vintages
from data.queries.land import FORTH, heirs, read_land_areas, read_parts, read_ties
from data.schema import area
from ioc.area import COUNTRY_CODE, AreaKey, Level, clean_name, search_name
from ioc.text import harmless

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
        area.c.unit_id,
        _PARENT.c.full_name,
        _PROVINCE.c.full_name,
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


# The longest name, with all that it lies in.
_MOST_LETTERS, _MOST_WORDS = 150, 20


@dataclass(frozen=True)
class FoundArea:
    """An area that answers a search.

    `key` names the newest vintage that shows it. `within` names what it lies in, the narrowest
    first. Of an area that is no more, `until` is the day (ISO) from which it was not, and
    `successors` are the full names of what its land belongs to since, in the newest vintage.
    """

    key: AreaKey
    level: Level
    full_name: str
    within: str
    until: str = ""
    successors: tuple[str, ...] = ()


class _Row(NamedTuple):
    vintage: str
    code: str
    level: str
    name: str
    full_name: str
    search_name: str
    province_code: str | None
    unit_id: int
    above: str | None
    province: str | None


def find_areas_by_name(
    connection: Connection, text: str, limit: int = 8, home_province: str = ""
) -> list[FoundArea]:
    """Return the areas of all vintages that a text names, the likeliest first.

    Every word must begin a word of the area's name or of what it lies in ("vinh nghe an"), at
    least one of its own. First come names written with the same diacritics, when any were
    typed; then the same name, its beginning, a whole word of it; then the home province, wider
    levels, areas of today. An area that several vintages have unchanged comes once.

    Args:
        connection: open connection.
        text: as typed; fewer than two letters find nothing.
        limit: how many at most.
        home_province: code of the province whose areas go first among equals.
    """
    text = harmless(text[:_MOST_LETTERS])
    wanted = search_name(text.replace(",", " "))
    if len(wanted.replace(" ", "")) < 2:
        return []
    words = wanted.split()[:_MOST_WORDS]
    names = _OWN_NAME if len(words) == 1 else _ALL_NAMES
    statement = _FOUND
    for word in words:
        statement = statement.where(names.like(f"% {_escaped(word)}%", escape="\\"))
    typed = clean_name(text).lower()
    marked = typed if search_name(typed) != _unmarked(typed) else ""
    newest = read_newest_showing(connection)
    rows = [
        row
        for row in map(_Row._make, fetch_tuples(connection, statement))
        if any(f" {word}" in f" {row.search_name}" for word in words)
    ]

    def rank(row: _Row) -> tuple[object, ...]:
        return (
            bool(marked) and marked not in row.full_name.lower(),
            _nearness(wanted, words, search_name(row.name), row.search_name),
            row.province_code != home_province,
            Level(row.level).depth,
            row.full_name,
        )

    rows.sort(key=lambda row: _shown_in(newest, row), reverse=True)
    rows.sort(key=rank)
    chosen = _once_each(rows)[:limit]
    return _with_fate(connection, [(row, _found(row, _shown_in(newest, row))) for row in chosen])


def _shown_in(newest: Mapping[tuple[str, str], str], row: _Row) -> str:
    """Return the newest vintage that shows a row; its own where the scope is silent."""
    return newest.get((row.vintage, row.province_code or COUNTRY_CODE), row.vintage)


def _once_each(rows: Sequence[_Row]) -> list[_Row]:
    """Keep of one and the same unit under one name in one place the first (the newest)."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for row in rows:
        unit = (row.unit_id, row.full_name)
        if unit not in seen:
            seen.add(unit)
            kept.append(row)
    return kept


def _found(row: _Row, shown_in: str) -> FoundArea:
    within = [each for each in (row.above, row.province) if each and each != row.full_name]
    line = ", ".join(dict.fromkeys(within))
    return FoundArea(AreaKey(shown_in, row.code), Level(row.level), row.full_name, line)


def _with_fate(connection: Connection, found: Sequence[tuple[_Row, FoundArea]]) -> list[FoundArea]:
    """Say of areas that are no more until when they were, and whose their land is today."""
    dates = {each.code: each.valid_from for each in read_vintages(connection)}
    order = list(dates)
    gone = [row for row, each in found if order and each.key.vintage != order[-1]]
    successors = _successors(connection, gone) if gone else {}
    told = []
    for row, each in found:
        if row in successors:
            after = order[order.index(each.key.vintage) + 1]
            each = replace(each, until=dates[after], successors=successors[row])
        told.append(each)
    return told


def _successors(connection: Connection, gone: Sequence[_Row]) -> dict[_Row, tuple[str, ...]]:
    """Return what the land of areas belongs to today.

    Provinces for a province, communes for a district, a commune or a village.
    """
    parts = {}
    for row in gone:
        here = find_area(connection, AreaKey(row.vintage, row.code))
        parts[row] = read_parts(connection, here)
    ties = read_ties(connection, {key for keys in parts.values() for key in keys}, FORTH)
    ends = {tie.target for tie in ties} - {tie.source for tie in ties}
    reached = {row: heirs(ties, keys, ends) for row, keys in parts.items()}
    areas = read_land_areas(connection, {key for keys in reached.values() for key in keys})
    above = {
        key: AreaKey(key.vintage, str(
            each.parent_code if each.level is Level.VILLAGE else each.province_code))
        for key, each in areas.items()
    }  # fmt: skip
    areas |= read_land_areas(connection, above.values())
    told = {}
    for row, keys in reached.items():
        known = [key for key in keys if key in areas]
        if row.level in (Level.PROVINCE, Level.VILLAGE):
            known = [above[key] for key in known]
        named = [areas[key].full_name for key in dict.fromkeys(known) if key in areas]
        told[row] = tuple(named)
    return told


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
