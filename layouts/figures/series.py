"""The time series: a message for a title, direct labels, target, gaps, illustrative data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from ioc.card import Cell, TargetValue
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.series_break import SeriesBreak
from ioc.shown import shown_number
from layouts.components.same_areas import no_number_text
from layouts.figures.strokes import Stroke, stroke_style, strokes_of
from layouts.origin import origin_code, rule_words, stroke_words
from layouts.text import DEMO, cell_text, fact_text, number, parts_text, target_text

# Colours are CSS variables' stand-ins: assets/charts.css paints over them in both themes.
SERIES_COLOURS = ("#1f6feb", "#8250df", "#bf5700", "#0a7d6c", "#b02a5b", "#57606a")


@dataclass(frozen=True)
class Line:
    """One line of the chart.

    `partly` says by period who has reported so far, where not all have: "mới 98/130 xã". `come_to`
    is what the last number would come to, with the words beside it and those of its hover.
    """

    label: str
    cells: Sequence[Cell]
    emphasised: bool = True
    partly: Mapping[str, str] = field(default_factory=dict)
    come_to: ComeTo | None = None

    @property
    def last_period(self) -> str:
        """The last period with a number; empty without any."""
        return next((cell.period for cell in reversed(self.cells) if cell.value is not None), "")

    @property
    def open_period(self) -> str:
        """The last period with a number, where not all have reported it; else empty."""
        return self.last_period if self.last_period in self.partly else ""


@dataclass(frozen=True)
class ComeTo:
    """What the unfinished end of a line would come to: "tạm tính 98,6%", and on what condition."""

    value: float
    short: str
    rule: str


# On the mark of a break; the reason stands in its hover and in the definition.
BREAK_WORDS = {"vi": "≠ đổi cách đo", "en": "≠ measured anew"}

_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")

GRAPH_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "locale": "vi",
    "locales": {
        "vi": {
            "dictionary": {},
            "format": {
                "decimal": ",",
                "thousands": ".",
                "date": "%d/%m/%Y",
                "days": ["Chủ nhật", *(f"Thứ {day}" for day in _WEEKDAYS)],
                "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
                "months": [f"Tháng {month}" for month in range(1, 13)],
                "shortMonths": [f"T{month}" for month in range(1, 13)],
            },
        }
    },
}  # fmt: skip


def series_figure(
    indicator: Indicator,
    lines: Sequence[Line],
    target: TargetValue | None = None,
    language: str = "vi",
    shown_period: str | None = None,
    size: int = 13,
    breaks: Sequence[SeriesBreak] = (),
    rows: int = 14,
    changes: Sequence[tuple[str, str]] = (),
) -> go.Figure:
    """Return the series of one or more areas.

    Args:
        indicator: the definition; a share gets an axis that ends at 100 where it comes near.
        lines: the first is the subject, the others are compared with it.
        target: drawn as a dashed line with its label.
        language: "vi" or "en".
        shown_period: marked with a thin upright line.
        size: font size in px (the wall's is larger).
        breaks: where the series breaks: a gap in each line, with the reason on a mark.
        rows: how many lines of text fit one above the other; fewer for a low chart.
        changes: days (ISO) on which boundaries changed within the series, with words.
    """
    unit = indicator.unit(language)
    traces: list[dict[str, Any]] = []
    latest = max((line.last_period for line in lines), default="")
    for place, line in enumerate(lines):
        colour = SERIES_COLOURS[place % len(SERIES_COLOURS)]
        width = (size / 5) if place == 0 else (size / 9)
        strength = 1.0 if line.emphasised else 0.55
        for stroke in strokes_of(line.cells, breaks, line.open_period):
            style = stroke_style(stroke, colour, width, size / 1.6)
            style["opacity"] *= strength
            traces.append(_trace(line, stroke, indicator, language, latest) | style)
        if line.come_to is not None and line.open_period:
            traces.append(_come_to(line, line.come_to, colour, size, language, strength))
    held = [cell.value for line in lines for cell in line.cells if cell.value is not None]
    held += [line.come_to.value for line in lines if line.come_to is not None]
    bounds = _range(held + ([target.value] if target else []), indicator)
    annotations = _label_ends(indicator, lines, language, size, bounds, rows)
    shapes: list[dict[str, Any]] = []
    if target is not None:
        shapes.append({
            "type": "line", "xref": "x domain", "x0": 0, "x1": 1,
            "y0": target.value, "y1": target.value,
            "line": {"dash": "dash", "width": 1.5, "color": "#57606a"},
        })  # fmt: skip
        words = "Chỉ tiêu" if language == "vi" else "Target"
        annotations.append({
            "x": 0, "xref": "paper", "y": target.value, "yanchor": "bottom", "xanchor": "left",
            "showarrow": False, "font": {"size": size},
            "text": f"{words} {target.year}".rstrip()
            + f": {target_text(indicator, target.value, language)}",
        })  # fmt: skip
    for day, words in changes:
        shapes.append(_upright(day, {"dash": "dash", "width": 1, "color": "#8c959f"}))
        annotations.append(_mark(day, words, size))
    for each in breaks:
        day = parse_period(each.period).start.isoformat()
        shapes.append(_upright(day, {"dash": "dot", "width": 1, "color": "#8c959f"}))
        mark = _mark(day, BREAK_WORDS[language], size)
        annotations.append(mark | {"hovertext": each.reason(language)})
    if shown_period:
        day = parse_period(shown_period).end.isoformat()
        shapes.append(_upright(day, {"width": 1, "color": "#8c959f"}))
    key = stroke_keys([cell for line in lines for cell in line.cells], language)
    for place, words in enumerate(key):
        annotations.append({
            "text": words, "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left",
            "yanchor": "bottom", "yshift": (place + 1) * size * 1.2, "showarrow": False,
            "name": "origin", "font": {"size": size - 1},
        })  # fmt: skip
    if any(cell.demo for line in lines for cell in line.cells):
        annotations.append({
            "text": DEMO[language], "xref": "paper", "yref": "paper", "x": 0, "y": 1,
            "yanchor": "bottom", "xanchor": "left", "showarrow": False, "name": "demo",
            "font": {"size": size},
        })  # fmt: skip
    layout = {
        "template": "none",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": size, "family": "inherit"},
        "margin": {
            "l": size * 4,
            "r": size * 11,
            "t": size * (1.5 + 1.2 * len(key)),
            "b": size * 2.6,
        },
        "hovermode": "closest",
        "xaxis": {"type": "date", "showgrid": False, "tickformat": "%m/%Y", "nticks": 8},
        "yaxis": {
            "range": bounds,
            "zeroline": False,
            "ticksuffix": "%" if unit == "%" else "",
            "nticks": 6,
            "separatethousands": True,
        },
        "separators": ",." if language == "vi" else ".,",
        "uirevision": indicator.code,
        "annotations": annotations,
        "shapes": shapes,
    }
    # At once: a figure that grows part by part is checked anew with each of them.
    return go.Figure(traces, layout)


def _trace(
    line: Line, stroke: Stroke, indicator: Indicator, language: str, latest: str
) -> dict[str, Any]:
    days: list[str | None] = []
    said: list[str | None] = []
    for cell in stroke.cells:
        period = parse_period(cell.period) if cell else None
        # A gap has no place of its own: without one plotly would leave its point out.
        days.append(period.end.isoformat() if period else days[-1])
        words = (
            _said(cell, period.label(language), indicator, language, line, latest)
            if cell and period
            else ""
        )
        said.append(words or None)
    return {
        "type": "scatter",
        "x": days,
        "y": [cell.value if cell else None for cell in stroke.cells],
        "customdata": said,
        "hovertemplate": f"<b>{line.label}</b><br>%{{customdata}}<extra></extra>",
        "connectgaps": False,
        "name": line.label,
        "showlegend": False,
    }


def _come_to(
    line: Line, come_to: ComeTo, colour: str, size: int, language: str, strength: float
) -> dict[str, Any]:
    """Return the mark of what the line's end would come to: a short level stroke."""
    period = parse_period(line.open_period)
    return {
        "type": "scatter",
        "x": [period.end.isoformat()],
        "y": [come_to.value],
        "customdata": [f"{period.label(language)}: {come_to.rule}"],
        "hovertemplate": f"<b>{line.label}</b><br>%{{customdata}}<extra></extra>",
        "name": line.label,
        "showlegend": False,
        "mode": "markers",
        "marker": {
            "symbol": "line-ew-open", "size": size, "color": colour,
            "line": {"width": size / 6, "color": colour},
        },
        "opacity": strength,
        "cliponaxis": False,
    }  # fmt: skip


def stroke_keys(cells: Sequence[Cell], language: str) -> list[str]:
    """Return the lines of the key that say by what rules numbers were brought over."""
    codes = {origin_code(each.converted, each.estimated, each.basis) for each in cells
             if each.value is not None}  # fmt: skip
    return [stroke_words(code, language) for code in sorted(codes) if code]


def _mark(day: str, words: str, size: int) -> dict[str, Any]:
    return {"x": day, "y": 0, "yref": "paper", "text": words, "showarrow": False,
            "xanchor": "right", "yanchor": "bottom", "xshift": -3, "name": "mark",
            "font": {"size": size - 1, "color": "#6e7d8c"}}  # fmt: skip


def _upright(day: str, line: dict[str, Any]) -> dict[str, Any]:
    return {"type": "line", "x0": day, "x1": day, "yref": "y domain", "y0": 0, "y1": 1,
            "line": line}  # fmt: skip


def _said(
    cell: Cell, period: str, indicator: Indicator, language: str, line: Line, latest: str
) -> str:
    text = _amount(cell, period, indicator, language)
    parts = [line.partly.get(cell.period, "")]
    if line.come_to is not None and cell.period == line.open_period:
        parts.append(line.come_to.short)
    # A line that ends before the others says what it has no number for.
    ends = cell.period == line.last_period and cell.period < latest
    lacking = no_number_text(parse_period(latest), language) if ends else ""
    told = (text, "; ".join(part for part in parts if part), lacking)
    return "<br>".join(each for each in told if each)


def _amount(cell: Cell, period: str, indicator: Indicator, language: str) -> str:
    if cell.value is None:
        return f"{period}: –"
    text = f"{period}: {cell_text(indicator, cell, language)}"
    if fact_text(indicator, cell.numerator, cell.denominator, language):
        return text
    if cell.numerator is not None and cell.denominator is not None:
        text += f" ({parts_text(cell.numerator, cell.denominator, language)})"
    rule = rule_words(origin_code(cell.converted, cell.estimated, cell.basis), language)
    return f"{text}<br>{rule}" if rule else text


def _label_ends(
    indicator: Indicator,
    lines: Sequence[Line],
    language: str,
    size: int,
    bounds: Sequence[float] | None,
    rows: int,
) -> list[dict[str, Any]]:
    """Name each line at its right end, pushed apart where they would lie on one another."""
    ends = []
    for place, line in enumerate(lines):
        held = [cell for cell in line.cells if cell.value is not None]
        if held and held[-1].value is not None:
            ends.append((held[-1].value, place, held[-1]))
    # Where one ends before the others, its end is no level of today.
    last = {cell.period for _, _, cell in ends}
    values = [value for value, _, _ in ends]
    low, high = bounds or (min(values, default=0.0), max(values, default=1.0))
    least = ((high - low) or 1.0) / rows
    ends.sort(key=lambda end: end[:2])
    below = [_end_words(lines[place]) for _, place, _ in ends]
    # Half the height of each label: those of unfinished lines have two lines of text.
    halves = [least * 1.3 if words else least / 2 for words in below]
    places: list[float] = []
    for at, (value, _, _) in enumerate(ends):
        lowest = places[-1] + halves[at - 1] + halves[at] if places else value
        places.append(max(value, lowest))
    # Plotly leaves out what stands beyond the axis: from its end the labels go down again.
    top = high
    for at in reversed(range(len(places))):
        places[at] = min(places[at], top)
        top = places[at] - halves[at] - (halves[at - 1] if at else 0)
    labels = []
    for y, words, (value, place, cell) in zip(places, below, ends, strict=True):
        colour = SERIES_COLOURS[place % len(SERIES_COLOURS)]
        unit = indicator.unit(language)
        shown = shown_number(indicator, value)
        amount = number(shown, indicator.decimals, language) + ("%" if unit == "%" else "")
        amount = fact_text(indicator, cell.numerator, cell.denominator, language) or amount
        end = f" ({parse_period(cell.period).short_label(language)})" if len(last) > 1 else ""
        labels.append({
            "x": parse_period(cell.period).end.isoformat(), "y": y, "xanchor": "left",
            "xshift": size / 2, "showarrow": False, "align": "left",
            "text": f"{lines[place].label} <b>{amount}</b>{end}{words and f'<br>{words}'}",
            "font": {"size": size, "color": colour},
        })  # fmt: skip
    return labels


def _end_words(line: Line) -> str:
    """Return what stands below the end of an unfinished line; empty: it is finished."""
    if line.come_to is not None and line.open_period:
        return line.come_to.short
    return line.partly.get(line.open_period, "")


def _range(values: Sequence[float], indicator: Indicator) -> list[float] | None:
    """Start counts at zero; give shares a range that does not exaggerate small changes."""
    if not values:
        return None
    low, high = min(values), max(values)
    if not indicator.is_ratio:
        return [0, high * 1.1 or 1] if low >= 0 else None
    low = 0.0 if low < 40 else max(0.0, 10 * ((low - 10) // 10))
    return [low, 101.0 if high > 80 else min(100.0, high * 1.15 + 1)]
