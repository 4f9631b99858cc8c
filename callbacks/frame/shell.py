"""Search, on every page."""

from __future__ import annotations

from dash import Dash
from flask import redirect
from sqlalchemy import Connection

from callbacks.frame.context import Context
from data.queries.catalogue import all_indicators, read_groups
from data.queries.search import find_areas_by_name
from data.store.engine import reading
from ioc.area import search_name
from ioc.local_time import day_text
from ioc.sentences.values import level_word
from ioc.words.catalogue import LANGUAGES
from layouts.components.html_text import to_html
from layouts.frame.search import MOST, Hit, search_results

_MOST_LETTERS = 150


def register(app: Dash, home: str) -> None:
    """Let `/dia-ban` lead home; assets/src/shell/frame.js does the rest of the frame."""

    @app.server.route("/dia-ban")
    def _home() -> object:
        return redirect(home)


def answer_search(context: Context, query: str, language: str) -> str:
    """Return the list below the search field as HTML."""
    text = query[:_MOST_LETTERS]
    language = language or context.settings.language
    with reading(context.engine) as connection:
        areas = find_area_hits(connection, text, context.settings.province, language)
        indicators = find_indicator_hits(connection, text, language)
    return to_html(search_results(text, areas, indicators, language))


def find_area_hits(
    connection: Connection, text: str, home_province: str, language: str
) -> list[Hit]:
    """Return the areas that a text names, each with its parent; one more than are listed.

    A former area also has its last day, and the areas that have its land today.
    """
    return [
        Hit(
            title=each.full_name,
            about=each.within or level_word(each.level, language),
            address=f"/dia-ban/{each.key.vintage}/{each.key.code}",
            until=day_text(each.until),
            successors=each.successors,
        )
        for each in find_areas_by_name(connection, text, MOST["areas"] + 1, home_province)
    ]


def find_indicator_hits(connection: Connection, text: str, language: str) -> list[Hit]:
    """Return the indicators whose code or name (in any language) holds every word of a text."""
    words = search_name(text).split()
    if len("".join(words)) < 2:
        return []
    groups = {each.code: each.name(language) for each in read_groups(connection)}
    hits = []
    for each in all_indicators(connection):
        names = " ".join([each.code, *map(each.name, LANGUAGES)])
        searchable = f" {search_name(names)}"
        if all(f" {word}" in searchable for word in words):
            about = f"{each.code} · {groups.get(each.group_code, '')}"
            address = f"/phan-tich?chi-so={each.code}"
            hits.append(Hit(each.name(language), about, address))
    return hits
