"""What was published of an indicator that has no numbers in the area shown."""

from __future__ import annotations

from sqlalchemy import Connection

from data.queries.catalogue import PublishedFigure
from data.queries.published_search import find_published_of
from data.queries.screens.published import places_around
from data.queries.view import View
from ioc.area import AreaKey, Level
from ioc.local_time import day_text
from ioc.period import parse_period
from ioc.sentences.values import value_with_unit
from ioc.shown import digits_of
from ioc.words.catalogue import Words
from layouts.analysis.content import PublishedNote
from layouts.area.ids import published_address

_MOST = 3


def read_published_notes(
    connection: Connection, view: View, language: str
) -> tuple[PublishedNote, ...]:
    """Return the published figures to show instead of numbers; empty where there are numbers.

    Those of the area shown and of former areas with its land, else those of other provinces.
    """
    if view.periods:
        return ()
    figures = find_published_of(connection).get(view.indicator.code, [])
    if figures and view.area.level is not Level.COUNTRY:
        around = {place.row_key for place in places_around(connection, view.area)}
        figures = [each for each in figures if _place_of(each[0]) in around] or figures
    return tuple(_note(figure, name, language) for figure, name in figures[:_MOST])


def _place_of(figure: PublishedFigure) -> AreaKey:
    return AreaKey(figure.vintage, figure.area_code)


def _note(figure: PublishedFigure, name: str, language: str) -> PublishedNote:
    value = value_with_unit(figure.value, figure.unit, digits_of(figure.value), language)
    if figure.is_target:
        value = f"{value} {Words('area', language)['goal']}"
    about = (figure.source_title, figure.publisher, day_text(figure.source_date))
    return PublishedNote(
        text=Words("analysis", language)(
            "published_figure",
            area=name,
            period=parse_period(figure.period).label_inside(language),
            value=value,
        ),
        address=published_address(_place_of(figure), figure.id),
        source=" · ".join(each for each in about if each),
        source_address=figure.source_address,
    )
