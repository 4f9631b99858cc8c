"""Small charts of a view: its series for each area inside, or each indicator of its group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from callbacks.frame.context import Context
from callbacks.lines.series import area_name, read_area_series
from data.queries.areas import Area
from data.queries.catalogue import find_target_in_force
from data.queries.former import read_former_districts
from data.queries.periods import last_within
from data.queries.reach import mark_apart
from data.queries.screens.pivots import pivot_area
from data.queries.screens.view_table import read_shown_cells
from data.queries.view import View
from ioc.answers import ChartOrder
from ioc.area import AreaKey, Level
from ioc.card import Cell, TargetValue, judge_cell
from ioc.indicator import Indicator
from ioc.name_order import name_order
from ioc.period import parse_period
from ioc.sentences.values import cell_text, demo_word, number, shown_text
from ioc.status import WORST_FIRST, Status
from ioc.words.catalogue import Words
from layouts.analysis.multiples import Multiple, multiples_grid
from layouts.components.html_text import to_html
from layouts.figures.series import axis_range

# More small charts are no longer read beside each other.
MOST_CHARTS = 63
KINDS = ("many", "group")


def read_multiples_chart(
    context: Context, connection: Connection, view: View, language: str
) -> ChartOrder:
    """Return the small charts of a view as HTML (`panels`), with title and note.

    The state's `chart` "many": the indicator for each former district of a province that has no
    districts, else for each area of the first level inside; the furthest behind first. "group": the
    indicators of the shown one's group for the picked area, else the area shown.
    """
    words = Words("multiple", language)
    of_group = view.state.chart == "group"
    if of_group:
        area = pivot_area(connection, view)
        multiples = _of_group(context, connection, view, area, language)
        title = words("title-group", area=area_name(area, Words("analysis", language)))
    else:
        multiples = _of_places(context, connection, view, language)
        title = view.indicator.name(language)
    multiples = [each for each in multiples if any(cell.value is not None for cell in each.cells)]
    more = len(multiples) - MOST_CHARTS
    multiples = multiples[:MOST_CHARTS]
    order: ChartOrder = {
        "title": title,
        "empty": "" if multiples else Words("analysis", language)["series_empty"],
        "figure": {"data": [], "layout": {}},
        "note": "",
        "panels": "",
    }
    if not multiples:
        return order
    periods = sorted({cell.period for each in multiples for cell in each.cells},
                     key=lambda period: parse_period(period).end)  # fmt: skip
    first, last = parse_period(periods[0]), parse_period(periods[-1])
    day = parse_period(view.period).end if view.period else None
    grid = multiples_grid(multiples, (first.end, last.end), day, language)
    order["panels"] = to_html(grid)
    if of_group:
        order["codes"] = group_codes(view)
    span = {"first": first.label_inside(language), "last": last.label_inside(language)}
    if of_group:
        order["note"] = words("scale-group", **span)
    else:
        indicator = view.indicator
        decimals = 0 if indicator.is_share else None
        low, high = (
            shown_text(indicator, each, language, decimals) for each in multiples[0].bounds
        )
        order["note"] = words("scale", low=low, high=high, **span)
    if any(cell.demo for each in multiples for cell in each.cells):
        order["note"] = f"{demo_word(language)}. {order['note']}"
    if more > 0:
        order["note"] += " " + words("more", count=number(more, 0, language))
    return order


def group_codes(view: View) -> list[str]:
    """Return the codes of the indicators of the shown one's group."""
    group = view.indicator.group_code
    return [each.code for each in view.indicators if each.group_code == group]


def _of_places(
    context: Context, connection: Connection, view: View, language: str
) -> list[Multiple]:
    indicator, series = view.indicator, _places(context, connection, view)
    bounds = _bounds([cells for _, _, cells in series], indicator)
    charts = [
        _chart(context, connection, indicator, area, cells, view.period, language)
        for _, area, cells in series
    ]
    multiples = [
        replace(chart, pick=pick, code=area.key.code, name=area.name, bounds=bounds,
                breaks=view.breaks)
        for chart, (pick, area, _) in zip(charts, series, strict=True)
    ]  # fmt: skip
    rank = {each: at for at, each in enumerate(WORST_FIRST)}
    return sorted(multiples, key=lambda each: (rank[each.verdict.status], name_order(each.name)))


def _places(
    context: Context, connection: Connection, view: View
) -> list[tuple[str, Area, list[Cell]]]:
    """Return the areas with charts: the field that picks one, the area, and its series."""
    vintage, directories = view.state.vintage, context.directories
    if view.area.level is Level.PROVINCE and Level.DISTRICT not in view.present:
        rows: Any = directories.remember(
            connection,
            ("former districts", vintage, view.area.key.code),
            lambda: read_former_districts(connection, vintage, view.area.key.code),
        )
        places = []
        for row in rows.itertuples():
            district = directories.area(connection, AreaKey(row.vintage, row.code))
            own = replace(view, former=district)
            places.append(("former", district, read_shown_cells(connection, directories, own)))
        if places:
            return places
    level = view.levels[0]
    codes = directories.get(connection, vintage, level, view.area.key.code).areas["code"].tolist()
    pick = "selected" if level is view.level else "area"
    areas = [directories.area(connection, AreaKey(vintage, code)) for code in codes]
    return [
        (pick, area, read_area_series(context, connection, view.indicator, area)) for area in areas
    ]


def _of_group(
    context: Context, connection: Connection, view: View, area: Area, language: str
) -> list[Multiple]:
    indicators = [
        each
        for each in view.indicators
        if each.group_code == view.indicator.group_code
        and each.lowest_level.depth >= area.level.depth
    ]
    breaks = context.directories.breaks(connection)
    multiples = []
    for each in indicators:
        if area is view.former:
            own = replace(view, indicator=each)
            cells = read_shown_cells(connection, context.directories, own)
        else:
            cells = read_area_series(context, connection, each, area)
        cells = mark_apart(connection, context.directories, area, each, cells)
        # An indicator of other periods stands at its last one that is over by then, and says it.
        periods = context.directories.periods(connection, each, view.directory)
        at = last_within(view.period, periods) if view.period else ""
        chart = _chart(context, connection, each, area, cells, at, language)
        name = each.short_name(language)
        if at and at != view.period:
            name += f", {parse_period(at).label_inside(language)}"
        bounds, scale = (0.0, 100.0), ""
        if not each.is_share:
            bounds = _bounds([cells], each)
            scale = " – ".join(shown_text(each, edge, language) for edge in bounds)
        multiples.append(
            replace(chart, pick="indicator", code=each.code, bounds=bounds, scale=scale,
                    title=f"{each.code} – {each.name(language)}",
                    name=name, breaks=breaks.get(each.code, ()))
        )  # fmt: skip
    return multiples


def _chart(
    context: Context,
    connection: Connection,
    indicator: Indicator,
    area: Area,
    cells: Sequence[Cell],
    at: str,
    language: str,
) -> Multiple:
    """Return the chart of a series with its number and verdict at a period, and at no other."""
    cell = next((each for each in cells if each.period == at), None)
    target = None
    if at:
        target = find_target_in_force(
            context.directories.targets(connection, indicator.code),
            indicator.code, area.level, area.row_key, at,
        )  # fmt: skip
    value = TargetValue(target.value, "", "", "", "") if target else None
    text = cell_text(indicator, cell, language) if cell else Status.NO_DATA.label(language)
    return Multiple(
        "", "", "", cells, text,
        judge_cell(indicator, cell, value), (0.0, 1.0), target.value if target else None,
    )  # fmt: skip


def _bounds(series: Sequence[Sequence[Cell]], indicator: Indicator) -> tuple[float, float]:
    """Return the ends of the axis that all series share."""
    values = [cell.value for cells in series for cell in cells if cell.value is not None]
    ends = axis_range(values, indicator)
    if ends is None:
        return min(values, default=0.0), max(values, default=1.0)
    return ends[0], min(ends[1], 100.0) if indicator.is_share else ends[1]
