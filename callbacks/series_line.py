"""One line of a chart: its cells, who has reported so far, and what its end would come to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from callbacks.analysis_former import side_from
from data.directories import DirectoryCache
from data.queries.areas import Area
from data.queries.comparison.cards import SameAreas
from data.queries.reach import mark_apart
from ioc.area import Vintage
from ioc.card import Cell
from ioc.series_break import SeriesBreak
from ioc.shown import shown_number
from layouts.components.same_areas import provisional_text
from layouts.figures.series import ComeTo, Line
from layouts.whose import partly_words


def read_line(
    connection: Connection,
    directories: DirectoryCache,
    same: SameAreas,
    vintages: Sequence[Vintage],
    label: str,
    cells: Sequence[Cell],
    language: str,
    breaks: Sequence[SeriesBreak] = (),
    emphasised: bool = True,
) -> Line:
    """Return the line of an area's series.

    Args:
        connection: open connection.
        directories: what remembers which level reports.
        same: reckons what the area's unfinished numbers would come to.
        vintages: all that are loaded, ascending.
        label: what the line is called.
        cells: the series, ascending.
        language: "vi" or "en".
        breaks: where the series breaks.
        emphasised: false for what is only compared with.
    """
    area, indicator = same.area, same.indicator
    cells = mark_apart(connection, directories, area, indicator, cells)
    unfinished = [cell for cell in cells if cell.value is not None and not cell.is_whole]
    if not unfinished or not indicator.space_rule.adds_up:
        return Line(label, cells, emphasised)
    lowest = directories.reporting_level(connection, area, indicator.lowest_level)
    partly = {
        cell.period: partly_words(cell, lowest, _side(area, cell, vintages), language)
        for cell in unfinished
    }
    last = next(cell for cell in reversed(cells) if cell.value is not None)
    found = same.fill(last, breaks)
    shown = None if found is None else shown_number(indicator, found.value)
    if found is None or shown is None:
        return Line(label, cells, emphasised, partly)
    come_to = ComeTo(
        shown,
        provisional_text(found, indicator, language),
        provisional_text(found, indicator, language, "provisional_if"),
    )
    return Line(label, cells, emphasised, partly, come_to)


def _side(area: Area, cell: Cell, vintages: Sequence[Vintage]) -> str:
    if not cell.converted or cell.converted != cell.reported:
        return ""
    return side_from(area.row_vintage, vintages, cell.period)
