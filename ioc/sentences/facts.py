"""A share of one single thing as the fact that it is: "Chưa có sóng, ít nhất từ tháng 01/2022"."""

from __future__ import annotations

from collections.abc import Sequence

from ioc.card import Cell
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.run import run_of, until_break
from ioc.sentences.values import fact_text
from ioc.series_break import SeriesBreak
from ioc.shown import is_yes_no
from ioc.words.catalogue import say


def fact_phrase(
    indicator: Indicator,
    cell: Cell | None,
    language: str = "vi",
    cells: Sequence[Cell] = (),
    breaks: Sequence[SeriesBreak] = (),
) -> str:
    """Return what a cell says, and since when, if it is a yes or a no; else an empty text.

    `cells` are its series, ascending, with its `breaks`; without them nothing is said of since
    when. Where it may have begun earlier (`ioc.run`): "ít nhất từ".
    """
    if cell is None:
        return ""
    text = fact_text(indicator, cell.numerator, cell.denominator, language)
    if not text:
        return ""
    series = ((each.period, each) for each in reversed(cells) if each.period <= cell.period)
    run = run_of((period, _is_same(indicator, cell, each))
                 for period, each in until_break(series, breaks))  # fmt: skip
    return since_text(text, run.since, run.is_whole, language) if run.since else text


def since_text(fact: str, since: str, is_whole: bool, language: str) -> str:
    """Return a fact with the first period of its run: "Chưa có sóng từ tháng 03/2024"."""
    period = parse_period(since).label_inside(language)
    return say(f"fact-{'whole' if is_whole else 'since'}", language, fact=fact, period=period)


def _is_same(indicator: Indicator, cell: Cell, other: Cell) -> bool | None:
    """Tell whether another cell says the same; None: it has no number."""
    if other.value is None:
        return None
    return is_yes_no(indicator, other.numerator, other.denominator) and bool(
        other.numerator
    ) == bool(cell.numerator)
