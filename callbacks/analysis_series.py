"""The chart of the analysis page: one area over time, alone or beside others."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection

from callbacks.analysis_view import target_in_force
from callbacks.context import Context
from data.queries.areas import Area, find_area
from data.queries.cards import cells_of
from data.queries.cells import read_periods, read_series, read_slice
from data.queries.view import View
from data.queries.view_table import read_shown_series
from ioc.area import AreaKey, Level
from ioc.errors import NotFoundError
from layouts.analysis import SeriesPart
from layouts.analysis_message import trend
from layouts.analysis_words import WORDS
from layouts.figures.comparison import Spread, add_spread, fit_time, name_marker
from layouts.figures.series import Line, series_figure
from layouts.text import Words, level_word


def make_series(context: Context, connection: Connection, view: View, language: str) -> SeriesPart:
    """Return the chart of the picked area, or of the one whose inside is shown."""
    words = Words(WORDS, language)
    subject = _subject(connection, view)
    compared = view.state.compare.split(",")
    areas = [subject]
    # A former district has no place in the tree of today: the province holds it.
    gathered = view.former is not None and not view.state.selected
    above = view.area if gathered else _parent(connection, subject)
    if "parent" in compared and above is not None:
        areas.append(above)
    for code in compared:
        if code in ("", "parent", "siblings") or code in [each.key.code for each in areas]:
            continue
        try:
            areas.append(find_area(connection, AreaKey(view.state.vintage, code)))
        except NotFoundError:
            continue
    lines = [
        Line(
            _name(each, words) if place or not gathered else _former_name(view, words),
            cells_of(
                read_series(connection, view.indicator, each.id)
                if place or not gathered
                else read_shown_series(connection, view)
            ),
        )
        for place, each in enumerate(areas)
    ]
    figure = series_figure(
        view.indicator,
        [line for line in lines if line.cells],
        target_in_force(connection, view),
        language,
        view.period or None,
        size=12,
    )
    for trace, area in zip(
        figure.data, [a for a, line in zip(areas, lines, strict=True) if line.cells], strict=False
    ):
        trace.meta = area.key.code
    name_marker(figure, bool(view.period))
    if "siblings" in compared and above is not None and not gathered:
        add_spread(figure, read_spread(context, connection, view, subject, above), view.indicator,
                   language)  # fmt: skip
    fit_time(figure)
    empty = "" if any(line.cells for line in lines) else words["series_empty"]
    said = trend(view.indicator, lines[0].cells, view.period, language)
    return SeriesPart(figure, f"{lines[0].label}: {said or words['series_none']}", empty)


def _subject(connection: Connection, view: View) -> Area:
    if not view.state.selected:
        return view.area
    return find_area(connection, AreaKey(view.state.vintage, view.state.selected))


def _parent(connection: Connection, area: Area) -> Area | None:
    if area.parent_code is None:
        return None
    return find_area(connection, AreaKey(area.key.vintage, area.parent_code))


def _former_name(view: View, words: Words) -> str:
    return f"{view.former.name} ({words['was']})" if view.former else ""


def _name(area: Area, words: Words) -> str:
    return words["country"] if area.level is Level.COUNTRY else area.name


def read_spread(
    context: Context, connection: Connection, view: View, subject: Area, above: Area
) -> Spread:
    """Return how the areas beside the subject are spread in each period (it is one of them)."""
    directory = context.directories.get(
        connection, view.state.vintage, subject.level, above.key.code
    )
    periods = read_periods(
        connection, view.indicator, view.state.vintage, subject.level, directory.only_root
    )
    values = np.full((len(periods), len(directory.areas)), np.nan)
    for row, period in enumerate(periods):
        cells = read_slice(connection, view.indicator, directory, period)
        values[row] = cells.values(view.indicator.factor)
    language = view.state.language or "vi"
    return Spread(periods, values, f"{len(directory.areas)} {level_word(subject.level, language)}")
