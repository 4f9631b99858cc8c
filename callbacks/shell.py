"""Search, language, theme and live state: what reacts on every page."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output
from flask import redirect
from sqlalchemy import Connection

from callbacks.context import Context
from callbacks.language import language_of
from data.queries.catalogue import all_indicators, read_groups
from data.queries.search import find_areas_by_name
from ioc.area import search_name
from layouts.search import MOST, Hit, search_results
from layouts.shell import Ids
from layouts.text import level_word

_MOST_LETTERS = 150


def register(app: Dash, context: Context, home: str) -> None:
    """Wire the frame: search on the server, the rest in the browser (assets/ioc-shell.js)."""

    @app.callback(
        Output(Ids.SEARCH_RESULTS, "children"),
        Input(Ids.SEARCH, "value"),
        prevent_initial_call=True,
    )
    def _search(typed: Any) -> list[Any]:
        text = typed[:_MOST_LETTERS] if isinstance(typed, str) else ""
        language = language_of(context.settings)
        with context.engine.connect() as connection:
            areas = find_area_hits(connection, text, context.settings.province, language)
            indicators = find_indicator_hits(connection, text, language)
        return search_results(text, areas, indicators, language)

    @app.server.route("/dia-ban")
    def _home() -> object:
        return redirect(home)


def find_area_hits(
    connection: Connection, text: str, home_province: str, language: str
) -> list[Hit]:
    """Return the areas that a text names, each with what it lies in; one more than are listed.

    Of an area that is no more also until when it was, and whose its land is today.
    """
    return [
        Hit(
            title=each.full_name,
            about=each.within or level_word(each.level, language),
            address=f"/dia-ban/{each.key.vintage}/{each.key.code}",
            until="/".join(reversed(each.until.split("-"))),
            successors=each.successors,
        )
        for each in find_areas_by_name(connection, text, MOST["areas"] + 1, home_province)
    ]


def find_indicator_hits(connection: Connection, text: str, language: str) -> list[Hit]:
    """Return the indicators whose code or name (either language) holds every word of a text."""
    words = search_name(text).split()
    if len("".join(words)) < 2:
        return []
    groups = {each.code: each.name(language) for each in read_groups(connection)}
    hits = []
    for each in all_indicators(connection):
        names = f" {search_name(f'{each.code} {each.name_vi} {each.name_en}')}"
        if all(f" {word}" in names for word in words):
            about = f"{each.code} · {groups.get(each.group_code, '')}"
            address = f"/phan-tich?chi-so={each.code}"
            hits.append(Hit(each.name(language), about, address))
    return hits
