"""The chart of the analysis page: one area over time, alone or beside others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.lines.line import read_line
from data.queries.areas import Area, find_area
from data.queries.base_period import base_period
from data.queries.comparison.cards import SameAreas
from data.queries.maps import read_slice
from data.queries.periods import read_periods
from data.queries.screens.cards import cells_of
from data.queries.series import read_series_columns
from data.queries.view import View
from ioc.answers import ChartOrder
from ioc.area import AreaKey, Level, Vintage
from ioc.card import Cell, TargetValue, of_one_village
from ioc.indicator import Indicator
from ioc.local_time import day_text
from ioc.period import Period, parse_period
from ioc.sentences.same_areas import period_text
from ioc.sentences.values import level_word
from ioc.words.catalogue import Words, say
from layouts.analysis.chart import analysis_figure
from layouts.analysis.message import trend
from layouts.figures.comparison import Spread, make_spread
from layouts.figures.series import Chart, with_period_mark


def read_chart(
    context: Context,
    connection: Connection,
    view: View,
    own_cells: Sequence[Cell],
    target: TargetValue | None,
    language: str,
    own_same: SameAreas,
    awaited: Period | None = None,
) -> ChartOrder:
    """Return title and figure of the picked area, or of the one shown, beside others to compare.

    `empty` is a message where there is no number at all; else it is empty.

    Args:
        context: the page's context.
        connection: open connection.
        view: of the page.
        own_cells: the series of the area shown, or of the former district.
        target: the target in force for it.
        language: "vi" or "en".
        own_same: compares numbers of the area shown.
        awaited: a later period that areas beside the one shown have.
    """
    words = Words("analysis", language)
    subject, above = _subject(connection, view)
    # A former district is not in the tree of today: its province stands in for it.
    is_former = view.former is not None and not view.state.selected
    choices = view.state.compare.split(",")
    same = own_same
    if not is_former and subject is not view.area:
        same = SameAreas(connection, context.directories, subject, view.indicator)

    name, cells = area_name(subject, words), own_cells
    if is_former and view.former is not None:
        name = f"{view.former.name} ({words['was']})"
    elif subject is not view.area:
        cells = read_area_series(context, connection, view.indicator, subject)
    beside = _areas_beside(connection, view, choices, above, subject)
    around = above if "siblings" in choices and not is_former else None

    def draw() -> tuple[tuple[Chart, bool], int]:
        lines = [(subject.key.code, same, name, cells)]
        for each in beside:
            same_beside = SameAreas(connection, context.directories, each, view.indicator)
            series = read_area_series(context, connection, view.indicator, each)
            lines.append((each.key.code, same_beside, area_name(each, words), series))
        chart = _draw(context, connection, view, lines, target, language, around)
        points = sum(len(each[-1]) for each in lines)
        return (chart, points > 0), points

    # Whichever period is shown, the chart is the same.
    key = (
        "chart", view.state.vintage, subject.key, is_former and view.state.former,
        tuple(each.key for each in beside), around and around.key, view.indicator.code,
        target, language,
    )  # fmt: skip
    figure, is_drawn = context.directories.remember_series(
        connection, key, draw, view.indicator.code
    )
    # A period that is not over is not compared.
    is_closed = bool(view.last_closed and view.period and view.period <= view.last_closed)
    summary = (
        trend(
            view.indicator,
            cells,
            view.period,
            language,
            view.breaks,
            same.compare,
            base_period(view) or "" if view.state.base else "",
        )
        if is_closed
        else ""
    )
    name = f"{name}{_earlier(view, awaited, language)}"
    return {
        "title": f"{name}: {summary or _nothing_compared(view, words, language)}",
        "empty": "" if is_drawn else words["series_empty"],
        "figure": with_period_mark(figure, view.period),
    }


def _draw(
    context: Context,
    connection: Connection,
    view: View,
    series: Sequence[tuple[str, SameAreas, str, Sequence[Cell]]],
    target: TargetValue | None,
    language: str,
    around: Area | None,
) -> Chart:
    """Return the chart of some series (code, comparisons, name, cells), the subject's first.

    `around`: the area whose areas inside are drawn as a spread; None: no spread.
    """
    lines = [
        replace(
            read_line(
                connection, context.directories, same, view.vintages, name, cells, language,
                view.breaks,
            ),
            code=code,
        )
        for code, same, name, cells in series
    ]  # fmt: skip
    _code, subject, _text, cells = series[0]
    spread = (
        read_spread(context, connection, view, subject.area, around, language) if around else None
    )
    return analysis_figure(
        view.indicator, [each for each in lines if each.cells], target, language, view.breaks,
        changes_of(view.vintages, cells, language), spread,
    )  # fmt: skip


def _earlier(view: View, awaited: Period | None, language: str) -> str:
    """Return which period is shown, where it is not the awaited one."""
    if awaited is None or not view.period:
        return ""
    text = period_text(parse_period(view.period), awaited, language, inside=True)
    return f", {text}"


def _nothing_compared(view: View, words: Words, language: str) -> str:
    """Return why there is no trend: a break, or too few numbers."""
    before = [each.period for each in view.breaks if view.period and each.period <= view.period]
    if not before:
        return words["series_none"]
    return words("series_parted", period=parse_period(before[-1]).label_inside(language))


def changes_of(
    vintages: Sequence[Vintage], cells: Sequence[Cell], language: str
) -> list[tuple[str, str]]:
    """Return (day, words) of every change of boundaries over which a series was converted."""
    reports = [cell for cell in cells if cell.value is not None]
    by_day: dict[str, str] = {}
    for one, two in pairwise(reports):
        if bool(one.converted) == bool(two.converted):
            continue
        first, last = parse_period(one.period).start, parse_period(two.period).end
        for each in vintages[1:]:
            if first < date.fromisoformat(each.valid_from) <= last:
                by_day[each.valid_from] = say(
                    "chart-boundaries-changed", language, day=day_text(each.valid_from)
                )
    return sorted(by_day.items())


def read_area_series(
    context: Context, connection: Connection, indicator: Indicator, area: Area
) -> list[Cell]:
    """Return the series of an area of today's tree, which stays the same while its numbers do."""

    def make() -> tuple[list[Cell], int]:
        columns = read_series_columns(connection, indicator, area.id, context.directories)
        cells = list(of_one_village(indicator, area.level, cells_of(columns)))
        return cells, len(cells)

    key = ("cells of", area.id, indicator.code)
    return context.directories.remember_series(connection, key, make, indicator.code)


def _subject(connection: Connection, view: View) -> tuple[Area, Area | None]:
    """Return the area drawn and its parent."""
    if view.former is not None and not view.state.selected:
        return view.area, view.area
    if not view.state.selected:
        return view.area, view.path[-2] if len(view.path) > 1 else None
    area = find_area(connection, AreaKey(view.state.vintage, view.state.selected))
    if area.parent_code is None:
        return area, None
    return area, find_area(connection, AreaKey(view.state.vintage, area.parent_code))


def _areas_beside(
    connection: Connection, view: View, choices: Sequence[str], above: Area | None, subject: Area
) -> list[Area]:
    """Return the areas drawn beside the subject, each once."""
    areas: list[Area] = []
    if "parent" in choices and above is not None:
        areas.append(above)
    codes = {subject.key.code, *(each.key.code for each in areas)}
    keys = (AreaKey(view.state.vintage, code) for code in view.compared_codes if code not in codes)
    return [*areas, *(find_area(connection, key) for key in keys)]


def area_name(area: Area, words: Words) -> str:
    """Return the name of an area as charts write it."""
    return words["country"] if area.level is Level.COUNTRY else area.name


def read_spread(
    context: Context,
    connection: Connection,
    view: View,
    subject: Area,
    above: Area,
    language: str,
) -> Spread:
    """Return the spread of the areas beside the subject in each period (it is one of them)."""
    directory = context.directories.get(
        connection, view.state.vintage, subject.level, above.key.code
    )

    def make() -> Spread:
        periods = read_periods(
            connection, view.indicator, view.state.vintage, subject.level, directory.only_root
        )
        values = np.full((len(periods), len(directory.areas)), np.nan)
        for row, period in enumerate(periods):
            cells = read_slice(connection, view.indicator, directory, period)
            values[row] = cells.values(view.indicator.factor)
        label = f"{len(directory.areas)} {level_word(subject.level, language)}"
        return make_spread(periods, values, label, view.indicator, language)

    key = (
        "spread", view.indicator.code, directory.vintage, subject.level, above.key.code, language
    )  # fmt: skip
    return context.directories.remember(connection, key, make, view.indicator.code)
