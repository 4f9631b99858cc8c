"""The chart of the analysis page in numbers: one area over time, alone or beside others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from sqlalchemy import Connection

from callbacks.context import Context
from callbacks.series_line import read_line
from data.queries.areas import Area, find_area
from data.queries.cards import cells_of
from data.queries.comparison.cards import SameAreas
from data.queries.maps import read_slice
from data.queries.periods import read_periods
from data.queries.series import read_series_columns
from data.queries.view import View
from ioc.area import AreaKey, Level, Vintage
from ioc.card import Cell, TargetValue
from ioc.errors import NotFoundError
from ioc.indicator import Indicator
from ioc.land_gap import find_gaps
from ioc.period import Period, parse_period
from ioc.shown import shown_numbers
from layouts.analysis_message import trend
from layouts.analysis_words import WORDS
from layouts.components.same_areas import period_text
from layouts.figures.comparison import Spread, quartiles
from layouts.figures.series import BREAK_WORDS, Line, stroke_keys
from layouts.origin import origin_code, rule_words
from layouts.text import Words, level_word

_CHANGED = {"vi": "{day}: đổi địa giới", "en": "{day}: new boundaries"}


def read_chart(
    context: Context,
    connection: Connection,
    view: View,
    shown: Sequence[Cell],
    target: TargetValue | None,
    language: str,
    shown_same: SameAreas,
    awaited: Period | None = None,
) -> dict[str, Any]:
    """Return what assets/ioc-analysis-chart.js draws: of the picked area, or of the one shown.

    Args:
        context: the page's context.
        connection: open connection.
        view: what is shown.
        shown: the series of the area shown, or of the former district.
        target: the target in force for it.
        language: "vi" or "en".
        shown_same: compares numbers of the area shown.
        awaited: the later period that areas beside the one shown have.
    """
    words = Words(WORDS, language)
    subject, above = _subject(connection, view)
    # A former district has no place in the tree of today: the province holds it.
    gathered = view.former is not None and not view.state.selected
    compared = view.state.compare.split(",")
    same = shown_same
    if not gathered and subject is not view.area:
        same = SameAreas(connection, context.directories, subject, view.indicator)

    def line(each: SameAreas, name: str, cells: Sequence[Cell]) -> Line:
        return read_line(
            connection, context.directories, each, view.vintages, name, cells, language, view.breaks
        )

    name, cells = _name(subject, words), shown
    if gathered and view.former is not None:
        name = f"{view.former.name} ({words['was']})"
    elif subject is not view.area:
        cells = _series(connection, view, subject)
    drawn = [(subject.key.code, line(same, name, cells))]
    for each in _compared(connection, view, compared, above, subject):
        beside = SameAreas(connection, context.directories, each, view.indicator)
        told = line(beside, _name(each, words), _series(connection, view, each))
        drawn.append((each.key.code, told))
    # What is not over yet is compared with nothing.
    closed = bool(view.closed and view.period and view.period <= view.closed)
    said = (
        trend(view.indicator, cells, view.period, language, view.breaks, same.compare)
        if closed
        else ""
    )
    told_cells = [cell for _, each in drawn for cell in each.cells]
    name = f"{name}{_earlier(view, awaited, language)}"
    chart: dict[str, Any] = {
        "title": f"{name}: {said or _nothing_compared(view, words, language)}",
        "empty": "" if told_cells else words["series_empty"],
        "lines": [
            {"code": code, "name": each.label} | numbers_of(each, view.periods, view.indicator)
            for code, each in drawn
            if each.cells
        ],
        "target": [target.value, target.year] if target else None,
        "ratio": view.indicator.is_ratio,
        "demo": any(cell.demo for cell in told_cells),
    }
    codes = {_origin(cell) for cell in told_cells}
    if any(codes):
        chart["key"] = stroke_keys(told_cells, language)
        chart["rules"] = {code: rule_words(code, language) for code in sorted(codes) if code}
        chart["changes"] = changes_of(view.vintages, cells, language)
    if view.breaks:
        chart["breaks"] = [
            [each.period, BREAK_WORDS[language], each.reason(language)] for each in view.breaks
        ]
    if "siblings" in compared and above is not None and not gathered:
        spread = read_spread(context, connection, view, subject, above)
        five = shown_numbers(view.indicator, quartiles(spread.values))
        held = [(period, row) for period, row in zip(spread.periods, five.tolist(), strict=True)
                if row[2] == row[2]]  # fmt: skip
        if held:
            chart["spread"] = {
                "label": spread.label,
                "periods": [period for period, _ in held],
                "five": [row for _, row in held],
            }
    return chart


def _earlier(view: View, awaited: Period | None, language: str) -> str:
    """Return which period is meant, where it is not the one that one looks for."""
    if awaited is None or not view.period:
        return ""
    said = period_text(parse_period(view.period), awaited, language)
    return f", {said if language == 'en' else said[:1].lower() + said[1:]}"


def numbers_of(line: Line, known: Sequence[str], indicator: Indicator) -> dict[str, Any]:
    """Return a line's numbers, without what the script has already or can reckon.

    `known` are the periods of the view. `gaps` are the places before which it is parted; `partly`
    holds [place, words] of unfinished numbers, `open` value, words and condition of what the last
    one would come to.
    """
    told: dict[str, Any] = {}
    cells = line.cells
    periods = [cell.period for cell in cells]
    if periods != list(known):
        told["periods"] = periods
    told["over"] = [_plain(cell.numerator) for cell in cells]
    if any(cell.denominator is not None for cell in cells):
        told["under"] = [_plain(cell.denominator) for cell in cells]
    if any(cell.value != _reckoned(cell, indicator.factor) for cell in cells):
        told["value"] = [_plain(cell.value) for cell in cells]
    runs = _runs([_origin(cell) for cell in cells])
    if any(code for _, code in runs):
        told["origin"] = runs
    if gaps := find_gaps(cells):
        told["gaps"] = [at for at, each in enumerate(periods) if each in gaps]
    if line.partly:
        told["partly"] = [[at, line.partly[each]] for at, each in enumerate(periods)
                          if each in line.partly]  # fmt: skip
    if line.come_to is not None and line.open_period:
        told["open"] = [line.come_to.value, line.come_to.short, line.come_to.rule]
    return told


def _nothing_compared(view: View, words: Words, language: str) -> str:
    """Say why there is no trend: a break, or too few numbers."""
    before = [each.period for each in view.breaks if view.period and each.period <= view.period]
    if not before:
        return words["series_none"]
    label = parse_period(before[-1]).label(language)
    return words["series_parted"].format(period=label[:1].lower() + label[1:])


def _origin(cell: Cell) -> int:
    return origin_code(cell.converted, cell.estimated, cell.basis)


def _runs(codes: Sequence[int]) -> list[list[int]]:
    """Return [place, code] wherever another code begins."""
    return [[at, code] for at, code in enumerate(codes) if not at or codes[at - 1] != code]


def changes_of(
    vintages: Sequence[Vintage], cells: Sequence[Cell], language: str
) -> list[list[str]]:
    """Return [day, words] of every change of boundaries that a series was brought over."""
    held = [cell for cell in cells if cell.value is not None]
    found: dict[str, str] = {}
    for one, two in pairwise(held):
        if bool(one.converted) == bool(two.converted):
            continue
        first, last = parse_period(one.period).start, parse_period(two.period).end
        for each in vintages[1:]:
            if first < date.fromisoformat(each.valid_from) <= last:
                found[each.valid_from] = _CHANGED[language].format(day=day_words(each.valid_from))
    return [list(each) for each in sorted(found.items())]


def day_words(iso: str) -> str:
    """Return a day as officials write it.

    >>> day_words("2025-07-01")
    '01/07/2025'
    """
    return "/".join(reversed(iso.split("-")))


def _reckoned(cell: Cell, factor: float) -> float | None:
    """Return the value as the script reckons it."""
    if cell.numerator is None or cell.denominator is None:
        return cell.numerator
    return cell.numerator / cell.denominator * factor if cell.denominator else None


def _plain(number: float | None) -> float | int | None:
    return number if number is None or number % 1 else int(number)


def _series(connection: Connection, view: View, area: Area) -> list[Cell]:
    return cells_of(read_series_columns(connection, view.indicator, area.id))


def _subject(connection: Connection, view: View) -> tuple[Area, Area | None]:
    """Return the area drawn and the one it lies in."""
    if view.former is not None and not view.state.selected:
        return view.area, view.area
    if not view.state.selected:
        return view.area, view.path[-2] if len(view.path) > 1 else None
    found = find_area(connection, AreaKey(view.state.vintage, view.state.selected))
    if found.parent_code is None:
        return found, None
    return found, find_area(connection, AreaKey(view.state.vintage, found.parent_code))


def _compared(
    connection: Connection, view: View, asked: Sequence[str], above: Area | None, subject: Area
) -> list[Area]:
    """Return the areas drawn beside the subject, each once."""
    found: list[Area] = []
    if "parent" in asked and above is not None:
        found.append(above)
    taken = {subject.key.code, *(each.key.code for each in found)}
    for code in asked:
        if code in ("", "parent", "siblings") or code in taken:
            continue
        taken.add(code)
        try:
            found.append(find_area(connection, AreaKey(view.state.vintage, code)))
        except NotFoundError:
            continue
    return found


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
