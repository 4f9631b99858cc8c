"""The trend of a scene as numbers and words, which the browser draws at its true size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ioc.answers import PlotRun, PlotTick, TrendPlot
from ioc.card import Card, Cell
from ioc.period import Frequency, Period, parse_period
from ioc.sentences.values import fact_text, shown_text, target_text
from ioc.words.catalogue import Words
from layouts.components.runs import stretches_of
from layouts.wall.pictures import axis_of

__all__ = ["TrendPlot", "trend_plot"]


def trend_plot(card: Card, language: str, changes: Sequence[date] = ()) -> TrendPlot | None:
    """Return the picture of a card's history; None where there are fewer than two numbers.

    Places count the periods of the history from 0. `changes` are days on which areas changed,
    marked where the history crosses them.
    """
    cells = [cell for cell in card.history if cell.value is not None]
    values = [cell.value for cell in cells if cell.value is not None]
    if len(values) < 2:
        return None
    indicator, history = card.indicator, card.history
    target = card.target.value if card.target else None
    axis = axis_of(values, target, ratio=indicator.is_ratio)
    words = Words("wall", language)
    marks = sorted({axis.low, axis.high} - {target})
    runs: list[PlotRun] = [
        {"points": run.points, "converted": run.converted}
        for run in stretches_of(history, card.breaks)
    ]
    last = cells[-1]
    # A yes or a no has no scale between: its axis stays without numbers.
    is_fact = bool(fact_text(indicator, last.numerator, last.denominator, language))
    decimals = _few(card, axis.high - axis.low)
    ticks: list[PlotTick] = [
        {"at": value, "text": shown_text(indicator, value, language, decimals)} for value in marks
    ]
    return {
        "count": len(history),
        "low": axis.low,
        "high": axis.high,
        "runs": runs,
        "ticks": [] if is_fact else ticks,
        "periods": _periods(history, language),
        "target": target if axis.has_target else None,
        "target_text": ""
        if target is None or not axis.has_target or is_fact
        else f"{words['target']} {target_text(indicator, target, language)}",
        "whole": last.is_whole,
        "ground": axis.low == 0 and not indicator.is_ratio,
        "changes": _crossings(history, changes),
    }


def _few(card: Card, span: float) -> int:
    """Return the decimals of the axis: only as many as tell its ends apart."""
    return min(card.indicator.decimals, 0 if span >= 2 else 1 if span >= 0.2 else 2)


def _periods(history: Sequence[Cell], language: str) -> list[PlotTick]:
    """Return the labels of the time axis: its first and last period, and each new year between."""
    spans = [parse_period(cell.period) for cell in history]
    ends = {0, len(spans) - 1}
    years = {
        at
        for at, span in enumerate(spans)
        if at and span.start.year != spans[at - 1].start.year
        and span.frequency is not Frequency.YEAR
    }  # fmt: skip
    return [
        {
            "at": float(at),
            "text": _end(spans[at], language) if at in ends else str(spans[at].start.year),
        }
        for at in sorted(ends | years)
    ]


def _end(period: Period, language: str) -> str:
    # On an axis a month is read without its word: "10/2026".
    is_month = period.frequency is Frequency.MONTH
    return f"{period.start:%m/%Y}" if is_month else period.label_inside(language)


def _crossings(history: Sequence[Cell], changes: Sequence[date]) -> list[float]:
    """Return the places in a history at which areas changed: between two cells."""
    spans = [parse_period(cell.period) for cell in history]
    places = []
    for day in changes:
        after = next((at for at, span in enumerate(spans) if span.end >= day), None)
        if after:
            places.append(after - 0.5)
    return places
