"""The chart of two indicators: the areas of a view as points, picked ones with their tracks."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.lines.series import area_name, read_area_series
from data.queries.areas import Area
from data.queries.pairs import read_pair
from data.queries.reach import mark_apart
from data.queries.view import View, seconds_of
from ioc.answers import ChartOrder
from ioc.area import AreaKey
from ioc.indicator import Indicator
from ioc.pair import Pair
from ioc.period import parse_period
from ioc.sentences.values import goal_text, level_word, number, shown_text
from ioc.shown import shown_number
from ioc.track import TrackPoint, track_points
from ioc.words.catalogue import Words
from layouts.components.filters import option
from layouts.figures.pairs import Track, pairs_figure


def second_of(view: View) -> Indicator | None:
    """Return the second indicator of a view; None where it shows none."""
    code = view.state.second if view.state.chart == "two" else ""
    return next((each for each in view.indicators if each.code == code), None)


def read_pairs_chart(
    context: Context, connection: Connection, view: View, language: str
) -> ChartOrder:
    """Return the chart of the areas of a view by two indicators, with its words."""
    words = Words("pair", language)
    choices = seconds_of(view.indicators, view.indicator, view.level)
    order: ChartOrder = {
        "title": words["title-none"],
        "empty": words["no-second"],
        "figure": {"data": [], "layout": {}},
        "note": "",
        "seconds": [option(each.code, f"{each.code} – {each.name(language)}") for each in choices],
    }
    second = second_of(view)
    if second is None:
        return order
    order["title"] = words(
        "title", x=view.indicator.short_name(language), y=second.short_name(language)
    )
    pair = read_pair(connection, context.directories, view, second)
    order["empty"] = "" if pair.rows.size else words["empty"]
    order["note"] = pair_note(pair, view, language)
    areas = view.directory.areas
    order["figure"] = pairs_figure(
        pair,
        areas["code"].tolist(),
        areas["name"].tolist(),
        areas["full_name"].tolist(),
        _read_tracks(context, connection, view, second, language),
        language,
    )
    return order


def pair_note(pair: Pair, view: View, language: str) -> str:
    """Return how many areas are drawn, how many are missing and why, and what parts them."""
    words = Words("pair", language)
    areas = level_word(view.level, language)

    def count(some: int) -> str:
        return number(some, 0, language)

    everything = pair.rows.size + pair.missing + pair.thin
    parts = [words("drawn", some=count(pair.rows.size), all=count(everything), areas=areas)]
    if pair.missing:
        parts.append(words("missing", count=count(pair.missing), areas=areas))
    if pair.thin:
        parts.append(words("thin", count=count(pair.thin), areas=areas))
    sides = (pair.x, pair.y)
    if pair.divides is not None:
        write = goal_text if pair.by_targets else shown_text
        goals = [f"{side.indicator.short_name(language)} {write(side.indicator, value, language)}"
                 for side, value in zip(sides, pair.divides, strict=True)]  # fmt: skip
        kind = "by-targets" if pair.by_targets else "by-medians"
        parts.append(words(kind, x=goals[0], y=goals[1], count=count(pair.rows.size), areas=areas))
    if pair.y.period and pair.x.period != pair.y.period:
        x, y = (parse_period(side.period).label_inside(language) for side in sides)
        parts.append(words("periods", x=x, y=y))
    return " ".join(parts)


def _read_tracks(
    context: Context, connection: Connection, view: View, second: Indicator, language: str
) -> list[Track]:
    if not view.period:
        return []
    breaks = context.directories.breaks(connection)
    parting = (*view.breaks, *breaks.get(second.code, ()))
    tracks = []
    for area in _picked_areas(context, connection, view):
        x, y = (
            mark_apart(connection, context.directories, area, each,
                       read_area_series(context, connection, each, area))
            for each in (view.indicator, second)
        )  # fmt: skip
        points = [
            TrackPoint(replace(each.cell, value=shown_number(view.indicator, each.cell.value)), up)
            for each in track_points(x, y, view.period, parting)
            if (up := shown_number(second, each.up)) is not None
        ]
        label = area_name(area, Words("analysis", language))
        tracks.append(Track(area.key.code, label, points))
    return tracks


def _picked_areas(context: Context, connection: Connection, view: View) -> list[Area]:
    """Return the picked area and those that it is compared with."""
    codes = dict.fromkeys([view.state.selected, *view.compared_codes])
    return [
        context.directories.area(connection, AreaKey(view.state.vintage, code))
        for code in codes
        if code
    ]
