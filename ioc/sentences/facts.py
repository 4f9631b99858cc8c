"""A share of one single thing as the fact that it is: "Chưa có sóng, ít nhất từ tháng 01/2022"."""

from __future__ import annotations

from collections.abc import Sequence

from ioc.card import Cell
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.sentences.values import fact_text
from ioc.shown import is_yes_no
from ioc.words.catalogue import say


def fact_phrase(
    indicator: Indicator, cell: Cell | None, language: str = "vi", cells: Sequence[Cell] = ()
) -> str:
    """Return what a cell says, and since when, if it is a yes or a no; else an empty text.

    `cells` are its series, ascending; without them nothing is said of since when. Where all of them
    say the same, it may have begun earlier: "ít nhất từ".
    """
    if cell is None:
        return ""
    text = fact_text(indicator, cell.numerator, cell.denominator, language)
    if not text:
        return ""
    since, is_whole = _run(indicator, cell, cells)
    if not since:
        return text
    period = parse_period(since).label_inside(language)
    return say(f"fact-{'whole' if is_whole else 'since'}", language, fact=text, period=period)


def _run(indicator: Indicator, cell: Cell, cells: Sequence[Cell]) -> tuple[str, bool]:
    """Return the first period of the same fact without a break, and whether it is the first at all.

    A period without a number ends nothing.
    """
    since, is_whole = "", True
    for each in reversed([each for each in cells if each.period <= cell.period]):
        if each.value is None:
            continue
        is_same = is_yes_no(indicator, each.numerator, each.denominator) and bool(
            each.numerator
        ) == bool(cell.numerator)
        if not is_same:
            is_whole = False
            break
        since = each.period
    return since, is_whole
