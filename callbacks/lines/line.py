"""One line of a chart: its cells, who has reported so far, and its provisional end."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from callbacks.lines.former import side_from
from data.queries.areas import Area
from data.queries.comparison.cards import SameAreas
from data.queries.directories import Directories
from data.queries.reach import mark_apart
from ioc.area import Vintage
from ioc.card import Cell
from ioc.sentences.same_areas import provisional_text
from ioc.sentences.whose import partly_words
from ioc.series_break import SeriesBreak
from ioc.shown import shown_number
from layouts.figures.line import ChartLine, ComeTo


def read_line(
    connection: Connection,
    directories: Directories,
    same: SameAreas,
    vintages: Sequence[Vintage],
    label: str,
    cells: Sequence[Cell],
    language: str,
    breaks: Sequence[SeriesBreak] = (),
    emphasised: bool = True,
) -> ChartLine:
    """Return the line of an area's series.

    Args:
        connection: open connection.
        directories: remember which level reports.
        same: computes provisional values of the area's incomplete numbers.
        vintages: all that are loaded, ascending.
        label: name of the line.
        cells: the series, ascending.
        language: "vi" or "en".
        breaks: where the series breaks.
        emphasised: false for a line to compare with.
    """
    area, indicator = same.area, same.indicator
    cells = mark_apart(connection, directories, area, indicator, cells)
    unfinished = [cell for cell in cells if cell.value is not None and not cell.is_whole]
    if not unfinished or not indicator.space_rule.adds_up:
        return ChartLine(label, cells, emphasised)
    lowest = directories.reporting_level(connection, area, indicator.lowest_level)
    partly = {
        cell.period: partly_words(cell, lowest, _side(area, cell, vintages), language)
        for cell in unfinished
    }
    last = next(cell for cell in reversed(cells) if cell.value is not None)
    provisional = same.fill(last, breaks)
    number = None if provisional is None else shown_number(indicator, provisional.value)
    if provisional is None or number is None:
        return ChartLine(label, cells, emphasised, partly)
    come_to = ComeTo(
        number,
        provisional_text(provisional, indicator, language),
        provisional_text(provisional, indicator, language, "provisional_if"),
    )
    return ChartLine(label, cells, emphasised, partly, come_to)


def _side(area: Area, cell: Cell, vintages: Sequence[Vintage]) -> str:
    if not cell.converted or cell.converted != cell.reported:
        return ""
    return side_from(area.row_vintage, vintages, cell.period)
