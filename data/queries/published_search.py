"""Search for published figures by their words: the quotation, its source, its measure, its area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from data.queries.catalogue import PublishedFigure, all_indicators, read_published_figures
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import area, published_figure
from ioc.area import AreaKey
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.text import harmless
from ioc.word_search import Nearness, nearness
from ioc.words.catalogue import LANGUAGES

_MOST_LETTERS = 150
_PLACES = PreparedQuery(
    select(area.c.vintage, area.c.code, area.c.full_name).join(
        published_figure,
        (published_figure.c.vintage == area.c.vintage)
        & (published_figure.c.area_code == area.c.code),
    )
)


@dataclass(frozen=True)
class PublishedMatch:
    """A published figure that matches a search; `indicator` is None outside the catalogue."""

    figure: PublishedFigure
    area_name: str
    indicator: Indicator | None
    nearness: Nearness


def read_published_places(connection: Connection) -> dict[AreaKey, str]:
    """Return the full names of the areas that have published figures."""
    rows = fetch_tuples(connection, _PLACES)
    return {AreaKey(vintage, code): name for vintage, code, name in rows}


def find_published(
    connection: Connection, text: str, home_province: str = ""
) -> list[PublishedMatch]:
    """Return the published figures that match a text, the likeliest first.

    Every word must begin a word of the quotation, its source, its indicator's names or its area;
    at least one, which is none of the area's name, a word of the quotation or of the indicator. The
    order: the nearest words, then the
    home province, then the newest period.

    Args:
        connection: open connection.
        text: as typed.
        home_province: code of the province whose figures go first among equals.
    """
    figures = read_published_figures(connection)
    indicators = {each.code: each for each in all_indicators(connection)}
    matches = match_published(
        harmless(text[:_MOST_LETTERS]), figures, indicators, read_published_places(connection)
    )
    matches.sort(key=lambda each: parse_period(each.figure.period).end, reverse=True)
    matches.sort(key=lambda each: (each.nearness, each.figure.area_code != home_province))
    return matches


def find_published_of(
    connection: Connection, home_province: str = ""
) -> dict[str, list[tuple[PublishedFigure, str]]]:
    """Return the published figures with the names of their areas, by the code of their measure.

    The likeliest first: the home province, then numbers before goals, then the newest period. Only
    of areas that the store has, which have a page.
    """
    places = read_published_places(connection)
    figures: dict[str, list[tuple[PublishedFigure, str]]] = {}
    for figure in read_published_figures(connection):
        name = places.get(AreaKey(figure.vintage, figure.area_code))
        if name is not None:
            figures.setdefault(figure.indicator_code, []).append((figure, name))
    for same in figures.values():
        same.sort(key=lambda each: parse_period(each[0].period).end, reverse=True)
        same.sort(key=lambda each: (each[0].area_code != home_province, each[0].is_target))
    return figures


def match_published(
    text: str,
    figures: Sequence[PublishedFigure],
    indicators: Mapping[str, Indicator],
    places: Mapping[AreaKey, str],
) -> list[PublishedMatch]:
    """Return the figures that match a text, in the order of the figures.

    `indicators` are by code, `places` the names of areas by key; a figure without is matched by the
    rest.
    """
    words = text.replace(",", " ").split()
    matches = []
    for figure in figures:
        indicator = indicators.get(figure.indicator_code)
        name = places.get(AreaKey(figure.vintage, figure.area_code), "")
        about = " ".join([figure.as_published, *_names(indicator)])
        source = " ".join([figure.source_title, figure.publisher, name])
        near = nearness(text, f"{about} {source}")
        if near is not None and any(_is_own(word, about, name) for word in words):
            matches.append(PublishedMatch(figure, name, indicator, near))
    return matches


def _is_own(word: str, about: str, area_name: str) -> bool:
    """Tell whether a word is one of what a figure says, and not of its area's name."""
    return nearness(word, about) is not None and nearness(word, area_name) is None


def _names(indicator: Indicator | None) -> list[str]:
    return [indicator.code, *map(indicator.name, LANGUAGES)] if indicator else []
