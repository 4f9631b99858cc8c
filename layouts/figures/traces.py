"""The traces of a line: its strokes, and the mark of its provisional end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ioc.card import Cell
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.sentences.origin import origin_code, rule_words
from ioc.sentences.same_areas import no_number_text
from ioc.sentences.values import cell_text, fact_text, parts_text
from ioc.series_break import SeriesBreak
from ioc.shown import round_half_up
from layouts.figures.line import ChartLine, ComeTo
from layouts.figures.strokes import Stroke, stroke_style, strokes_of

# Points are exact to a hundredth of the smallest step that is written.
_FINER = 2


@dataclass(frozen=True)
class Look:
    """The look of a line: colour, width in px, size of the text in px, opacity."""

    colour: str
    width: float
    size: int
    opacity: float


def line_traces(
    line: ChartLine,
    indicator: Indicator,
    language: str,
    latest: str,
    breaks: Sequence[SeriesBreak],
    look: Look,
) -> list[dict[str, Any]]:
    """Return the traces of a line, the reported numbers first.

    Args:
        line: its cells and words.
        indicator: the definition.
        language: "vi" or "en".
        latest: the last period with a number among all lines.
        breaks: where the series breaks.
        look: of the line.
    """
    words = {
        cell.period: _point_words(cell, line, indicator, language, latest) for cell in line.cells
    }
    traces = []
    for stroke in strokes_of(line.cells, breaks, line.open_period):
        style = stroke_style(stroke, look.colour, look.width, look.size / 1.6)
        style["opacity"] *= look.opacity
        traces.append(_trace(line, stroke, indicator, words) | style)
    if line.come_to is not None and line.open_period:
        traces.append(_come_to(line, line.come_to, indicator, language, look))
    return traces


def _trace(
    line: ChartLine, stroke: Stroke, indicator: Indicator, words: Mapping[str, str]
) -> dict[str, Any]:
    days: list[str] = []
    for cell in stroke.cells:
        # A gap has no date of its own: without one plotly would omit its point.
        days.append(last_day(cell.period) if cell else days[-1])
    return _trace_base(line) | {
        "x": days,
        "y": [axis_value(cell.value, indicator) if cell else None for cell in stroke.cells],
        "customdata": [words[cell.period] if cell else None for cell in stroke.cells],
    }


def _come_to(
    line: ChartLine, come_to: ComeTo, indicator: Indicator, language: str, look: Look
) -> dict[str, Any]:
    """Return the mark of the line's provisional end: a short level stroke."""
    label = parse_period(line.open_period).label(language)
    return _trace_base(line) | {
        "x": [last_day(line.open_period)],
        "y": [axis_value(come_to.value, indicator)],
        "customdata": [f"{label}: {come_to.rule}"],
        "mode": "markers",
        "marker": {
            "symbol": "line-ew-open", "size": look.size, "color": look.colour,
            "line": {"width": look.size / 6, "color": look.colour},
        },
        "opacity": look.opacity,
        "cliponaxis": False,
    }  # fmt: skip


def _trace_base(line: ChartLine) -> dict[str, Any]:
    trace = {
        "type": "scatter",
        "name": line.label,
        "hovertemplate": f"<b>{line.label}</b><br>%{{customdata}}<extra></extra>",
        "showlegend": False,
    }
    return trace | {"meta": line.code} if line.code else trace


def last_day(period: str) -> str:
    """Return the day at which a period's number stands on the axis, ISO."""
    return parse_period(period).end.isoformat()


def axis_value(value: float | None, indicator: Indicator) -> float | None:
    """Return the place of a value on the axis, in few digits."""
    if value is None:
        return None
    return value if value % 1 == 0 else round_half_up(value, indicator.decimals + _FINER)


def _point_words(
    cell: Cell, line: ChartLine, indicator: Indicator, language: str, latest: str
) -> str:
    """Return the hover text of a point: period and number, rule, missing reports."""
    parts = [line.partly.get(cell.period, "")]
    if line.come_to is not None and cell.period == line.open_period:
        parts.append(line.come_to.short)
    # A line that ends before the others names the period without a number.
    ends = cell.period == line.last_period and cell.period < latest
    lacking = no_number_text(parse_period(latest), language) if ends else ""
    lines = (_amount(cell, indicator, language), "; ".join(filter(None, parts)), lacking)
    return "<br>".join(filter(None, lines))


# A chart has some hundred points; those of the parent return with each area.
@lru_cache(maxsize=8192)
def _amount(cell: Cell, indicator: Indicator, language: str) -> str:
    label = parse_period(cell.period).label(language)
    if cell.value is None:
        return f"{label}: –"
    text = f"{label}: {cell_text(indicator, cell, language)}"
    if fact_text(indicator, cell.numerator, cell.denominator, language):
        return text
    if cell.numerator is not None and cell.denominator is not None:
        text += f" ({parts_text(cell.numerator, cell.denominator, language)})"
    if not cell.converted:
        return text
    rule = rule_words(origin_code(cell.converted, cell.estimated, cell.basis), language)
    return f"{text}<br>{rule}"
