"""Search, on every page."""

from __future__ import annotations

from dash import Dash
from flask import redirect
from sqlalchemy import Connection

from callbacks.frame.context import Context
from data.queries.catalogue import all_indicators, read_groups
from data.queries.periods import read_numbered
from data.queries.published_search import (
    PublishedMatch,
    find_published,
    find_published_of,
)
from data.queries.search import find_areas_by_name
from data.store.engine import reading
from ioc.area import AreaKey
from ioc.local_time import day_text
from ioc.period import parse_period
from ioc.sentences.values import level_word
from ioc.word_search import is_short, nearness
from ioc.words.catalogue import LANGUAGES, say
from layouts.area.ids import published_address
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
        indicators = find_indicator_hits(connection, text, language, context.settings.province)
        figures = find_published_hits(connection, text, context.settings.province, language)
    return to_html(search_results(text, areas, indicators, figures, language))


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
            nearness=each.nearness,
        )
        for each in find_areas_by_name(connection, text, MOST["areas"] + 1, home_province)
    ]


def find_indicator_hits(
    connection: Connection, text: str, language: str, home_province: str = ""
) -> list[Hit]:
    """Return the indicators whose code or name (in any language) has every word of a text.

    The nearest first. One that has published figures and no number leads to the likeliest of
    these, for its analysis would be empty.
    """
    if is_short(text):
        return []
    matches = [
        (each, near)
        for each in all_indicators(connection)
        if (near := nearness(text, " ".join([each.code, *map(each.name, LANGUAGES)]))) is not None
    ]
    if not matches:
        return []
    groups = {each.code: each.name(language) for each in read_groups(connection)}
    numbered = read_numbered(connection)
    has_others = any(each.id not in numbered for each, _ in matches)
    figures = find_published_of(connection, home_province) if has_others else {}
    hits = []
    for each, near in matches:
        about = f"{each.code} · {groups.get(each.group_code, '')}"
        address = f"/phan-tich?chi-so={each.code}"
        if each.id not in numbered and each.code in figures:
            figure, place = figures[each.code][0]
            area = AreaKey(figure.vintage, figure.area_code)
            period = parse_period(figure.period).label_inside(language)
            only = say("search-published_only", language, area=place, period=period)
            about, address = f"{about} · {only}", published_address(area, figure.id)
        hits.append(Hit(each.name(language), about, address, nearness=near))
    return sorted(hits, key=lambda hit: hit.nearness)


def find_published_hits(
    connection: Connection, text: str, home_province: str, language: str
) -> list[Hit]:
    """Return the published figures that a text names, each with its area, period and source."""
    if is_short(text):
        return []
    return [
        _published_hit(each, language) for each in find_published(connection, text, home_province)
    ]


def _published_hit(match: PublishedMatch, language: str) -> Hit:
    figure = match.figure
    source = figure.publisher or figure.source_title
    about = (
        match.area_name,
        parse_period(figure.period).label(language),
        f"{source} ({day_text(figure.source_date)})",
    )
    return Hit(
        title=figure.as_published,
        about=" · ".join(each for each in about if each),
        address=published_address(AreaKey(figure.vintage, figure.area_code), figure.id),
        nearness=match.nearness,
    )
