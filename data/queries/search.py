"""Search for areas by the text that a user types: present or former name, with or without marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, literal, select

from data.queries.area_in import read_newest_showing
from data.queries.areas import find_area, read_vintages
from data.queries.land import FORTH, read_land_areas, read_parts, read_ties, successors_among
from data.store.fetch import fetch_tuples
from data.store.schema import area
from ioc.area import COUNTRY_CODE, AreaKey, Level, clean_name, search_name
from ioc.text import harmless
from ioc.word_search import NEAREST, Nearness, is_short, nearness, typed_words

_PARENT, _PROVINCE = area.alias("above"), area.alias("province")
_AREAS = (
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
# A space before each name, so that words match only at the beginning of words.
_OWN_NAME = literal(" ").concat(area.c.search_name)
_ALL_NAMES = (
    _OWN_NAME.concat(" ")
    .concat(func.coalesce(_PARENT.c.search_name, ""))
    .concat(" ")
    .concat(func.coalesce(_PROVINCE.c.search_name, ""))
)


# The longest name, with the names of all areas above.
_MOST_LETTERS, _MOST_WORDS = 150, 20
_FARTHEST = Nearness(True, True, _MOST_WORDS)


@dataclass(frozen=True)
class SearchMatch:
    """An area that matches a search.

    `key` has the newest vintage that shows it. `within` names the areas above, the narrowest first.
    `nearness` is that of the typed words to its name and those of the areas above.
    For a former area, `until` is the first day (ISO) without it, and `successors` are the full
    names of the areas in the newest vintage that its land belongs to.
    """

    key: AreaKey
    level: Level
    full_name: str
    within: str
    until: str = ""
    successors: tuple[str, ...] = ()
    nearness: Nearness = NEAREST


class _SearchRow(NamedTuple):
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
) -> list[SearchMatch]:
    """Return the areas of all vintages that match a text, the likeliest first.

    Every word must begin a word of the names of the area and of the areas above it ("vinh nghe
    an"), at least one a word of its own name. The order: names with the same diacritics, if any
    were typed; then the same name, its beginning, a whole word of it; then the home province, wider
    levels, areas of today. An area that is unchanged in several vintages is returned once.

    Args:
        connection: open connection.
        text: as typed; fewer than two letters match nothing.
        limit: the largest number of areas.
        home_province: code of the province whose areas go first among equals.
    """
    text = harmless(text[:_MOST_LETTERS])
    words = typed_words(text)
    query = " ".join(words)
    if is_short(text):
        return []
    words = words[:_MOST_WORDS]
    names = _OWN_NAME if len(words) == 1 else _ALL_NAMES
    statement = _AREAS
    for word in words:
        statement = statement.where(has_word(names, word))
    clean = clean_name(text).lower()
    accented = clean if search_name(clean) != _unmarked(clean) else ""
    newest = read_newest_showing(connection)
    rows = [
        row
        for row in map(_SearchRow._make, fetch_tuples(connection, statement))
        if any(f" {word}" in f" {row.search_name}" for word in words)
    ]

    def rank(row: _SearchRow) -> tuple[object, ...]:
        return (
            bool(accented) and accented not in row.full_name.lower(),
            _nearness(query, words, search_name(row.name), row.search_name),
            row.province_code != home_province,
            Level(row.level).depth,
            row.full_name,
        )

    rows.sort(key=lambda row: _shown_in(newest, row), reverse=True)
    rows.sort(key=rank)
    best = _once_each(rows)[:limit]
    matches = [(row, _match_of(row, _shown_in(newest, row), text)) for row in best]
    return _with_fate(connection, matches)


def _shown_in(newest: Mapping[tuple[str, str], str], row: _SearchRow) -> str:
    """Return the newest vintage that shows a row; its own without an entry in the scope."""
    return newest.get((row.vintage, row.province_code or COUNTRY_CODE), row.vintage)


def _once_each(rows: Sequence[_SearchRow]) -> list[_SearchRow]:
    """Return the first (newest) row of each unit and full name."""
    units: set[tuple[object, ...]] = set()
    first_rows = []
    for row in rows:
        unit = (row.unit_id, row.full_name)
        if unit not in units:
            units.add(unit)
            first_rows.append(row)
    return first_rows


def _match_of(row: _SearchRow, shown_in: str, text: str) -> SearchMatch:
    within = [each for each in (row.above, row.province) if each and each != row.full_name]
    line = ", ".join(dict.fromkeys(within))
    near = nearness(text, f"{row.full_name} {line}") or _FARTHEST
    key = AreaKey(shown_in, row.code)
    return SearchMatch(key, Level(row.level), row.full_name, line, nearness=near)


def _with_fate(
    connection: Connection, matches: Sequence[tuple[_SearchRow, SearchMatch]]
) -> list[SearchMatch]:
    """Return the matches; former areas with their last day and their successors of today."""
    dates = {each.code: each.valid_from for each in read_vintages(connection)}
    order = list(dates)
    former_rows = [row for row, each in matches if order and each.key.vintage != order[-1]]
    successors = _successors(connection, former_rows) if former_rows else {}
    results = []
    for row, each in matches:
        if row in successors:
            after = order[order.index(each.key.vintage) + 1]
            each = replace(each, until=dates[after], successors=successors[row])
        results.append(each)
    return results


def _successors(
    connection: Connection, former_rows: Sequence[_SearchRow]
) -> dict[_SearchRow, tuple[str, ...]]:
    """Return the full names of the areas that the land of former areas belongs to today.

    Provinces for a province, communes for a district, a commune or a village.
    """
    parts = {}
    for row in former_rows:
        here = find_area(connection, AreaKey(row.vintage, row.code))
        parts[row] = read_parts(connection, here)
    ties = read_ties(connection, {key for keys in parts.values() for key in keys}, FORTH)
    ends = {tie.target for tie in ties} - {tie.source for tie in ties}
    successors_of = {row: successors_among(ties, keys, ends) for row, keys in parts.items()}
    areas = read_land_areas(connection, {key for keys in successors_of.values() for key in keys})
    above = {
        key: AreaKey(key.vintage, str(
            each.parent_code if each.level is Level.VILLAGE else each.province_code))
        for key, each in areas.items()
    }  # fmt: skip
    areas |= read_land_areas(connection, above.values())
    names_of = {}
    for row, keys in successors_of.items():
        successor_keys = [key for key in keys if key in areas]
        if row.level in (Level.PROVINCE, Level.VILLAGE):
            successor_keys = [above[key] for key in successor_keys]
        names = [areas[key].full_name for key in dict.fromkeys(successor_keys) if key in areas]
        names_of[row] = tuple(names)
    return names_of


def _unmarked(text: str) -> str:
    """Return the text as `search_name` returns one without diacritics."""
    return " ".join(unicodedata.normalize("NFD", text).split())


def has_word(names: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Return the condition for names with a word that begins so; a space stands before each."""
    return names.like(f"% {_escape(word)}%", escape="\\")


def _escape(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


def _nearness(query: str, words: list[str], bare: str, full: str) -> int:
    if query in (bare, full):
        return 0
    if bare.startswith(query) or full.startswith(query):
        return 1
    if f" {query} " in f" {full} ":
        return 2
    return 3 + sum(word not in bare.split() for word in words)
