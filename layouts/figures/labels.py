"""Labels of a chart: the names at the ends of its lines, marks at the foot of upright lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.sentences.values import digits_text, fact_text
from ioc.shown import show
from layouts.figures.line import ChartLine
from layouts.figures.traces import last_day


def end_labels(
    indicator: Indicator,
    lines: Sequence[ChartLine],
    colours: Sequence[str],
    language: str,
    size: int,
    bounds: Sequence[float] | None,
    rows: int,
) -> list[dict[str, Any]]:
    """Return the labels at the right ends of lines, apart from one another.

    Args:
        indicator: the definition.
        lines: those drawn; one without a number has no end.
        colours: of the lines, used in turn.
        language: "vi" or "en".
        size: of the text in px.
        bounds: of the axis; None: those of the ends.
        rows: how many lines of text fit one above the other.
    """
    ends = [
        (line.end.value, place, line.end)
        for place, line in enumerate(lines)
        if line.end is not None and line.end.value is not None
    ]
    ends.sort(key=lambda end: end[:2])
    # Lines that end in different periods name them.
    apart = len({cell.period for _, _, cell in ends}) > 1
    values = [value for value, _, _ in ends]
    low, high = bounds or (min(values, default=0.0), max(values, default=1.0))
    below = [_words_below(lines[place]) for _, place, _ in ends]
    places = _spaced(values, below, ((high - low) or 1.0) / rows, high)
    labels = []
    for y, words, (value, place, cell) in zip(places, below, ends, strict=True):
        unit = indicator.unit(language)
        amount = digits_text(show(indicator, value), language) + ("%" if unit == "%" else "")
        amount = fact_text(indicator, cell.numerator, cell.denominator, language) or amount
        period = f" ({parse_period(cell.period).short_label(language)})" if apart else ""
        labels.append({
            "name": "end", "x": last_day(cell.period), "y": y, "xanchor": "left",
            "xshift": size / 2, "showarrow": False, "align": "left",
            "text": f"{lines[place].label} <b>{amount}</b>{period}{words and f'<br>{words}'}",
            "font": {"size": size, "color": colours[place % len(colours)]},
        })  # fmt: skip
    return labels


def day_mark(day: str, words: str, size: int, is_at_head: bool = False) -> dict[str, Any]:
    """Return words at the foot of an upright line, or at its head: the day above what it is."""
    words = words.replace(": ", ":<br>")
    return {
        "name": "mark", "x": day, "y": int(is_at_head), "yref": "paper", "text": words,
        "showarrow": False, "xanchor": "right", "yanchor": "top" if is_at_head else "bottom",
        "xshift": -3, "align": "right",
        "font": {"size": size - 1, "color": "#6e7d8c"},
    }  # fmt: skip


def headline(name: str, words: str, size: int, shift: float = 0) -> dict[str, Any]:
    """Return words above the plot, at its left, `shift` px up; `name` tells its kind."""
    place: dict[str, Any] = {
        "name": name, "text": words, "xref": "paper", "yref": "paper", "x": 0, "y": 1,
        "xanchor": "left", "yanchor": "bottom", "showarrow": False, "font": {"size": size},
    }  # fmt: skip
    return place | {"yshift": shift} if shift else place


def _spaced(
    values: Sequence[float], below: Sequence[str], least: float, high: float
) -> list[float]:
    """Return the places of the labels of ascending values, `least` apart and not above `high`."""
    # Half the height of each label: those of incomplete lines have two lines of text.
    halves = [least * 1.3 if words else least / 2 for words in below]
    places: list[float] = []
    for at, value in enumerate(values):
        lowest = places[-1] + halves[at - 1] + halves[at] if places else value
        places.append(max(value, lowest))
    # Plotly omits labels beyond the axis: from its end they go down again.
    top = high
    for at in reversed(range(len(places))):
        places[at] = min(places[at], top)
        top = places[at] - halves[at] - (halves[at - 1] if at else 0)
    return places


def _words_below(line: ChartLine) -> str:
    """Return the text below the end of an incomplete line; empty: it is complete."""
    if line.come_to is not None and line.open_period:
        return line.come_to.short
    return line.partly.get(line.open_period, "")
