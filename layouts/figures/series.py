"""The time series: direct labels, target, breaks, gaps, illustrative data.

Charts are built here alone: the browser draws them and moves the mark of the period.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from ioc.card import Cell, TargetValue
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.sentences.origin import origin_code, stroke_words
from ioc.sentences.values import demo_word, target_line
from ioc.series_break import SeriesBreak
from ioc.words.catalogue import Words
from ioc.words.numbers import separators
from layouts.figures.labels import day_mark, end_labels, headline
from layouts.figures.line import ChartLine
from layouts.figures.traces import Look, last_day, line_traces

# Stand-ins for CSS variables: assets/src/shell/app.css overrides them in both themes.
SERIES_COLOURS = ("#1f6feb", "#8250df", "#bf5700", "#0a7d6c", "#b02a5b", "#57606a")
# The upright line at the period shown; assets/src/time/scrub.js moves it.
PERIOD_MARK = "shown-period"
_LINE = "#8c959f"


class Chart(TypedDict):
    """A chart for plotly.js: traces, and the layout around them."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]


def series_figure(
    indicator: Indicator,
    lines: Sequence[ChartLine],
    target: TargetValue | None = None,
    language: str = "vi",
    size: int = 13,
    breaks: Sequence[SeriesBreak] = (),
    rows: int = 14,
    changes: Sequence[tuple[str, str]] = (),
) -> Chart:
    """Return the series of one or more areas.

    Args:
        indicator: the definition; a share gets an axis that ends at 100 where it comes near.
        lines: the first is the subject, the others are compared with it.
        target: drawn as a dashed line with its label.
        language: "vi" or "en".
        size: font size in px.
        breaks: where the series breaks: a gap in each line, with the reason on a mark.
        rows: how many lines of text fit one above the other; fewer for a low chart.
        changes: days (ISO) on which boundaries changed within the series, with words.
    """
    words = Words("chart", language)
    latest = max((line.last_period for line in lines), default="")
    cells = [cell for line in lines for cell in line.cells]
    values = [cell.value for cell in cells if cell.value is not None]
    values += [line.come_to.value for line in lines if line.come_to is not None]
    bounds = axis_range([*values, target.value] if target else values, indicator)
    traces: list[dict[str, Any]] = []
    for place, line in enumerate(lines):
        look = Look(
            SERIES_COLOURS[place % len(SERIES_COLOURS)],
            size / 5 if place == 0 else size / 9,
            size,
            1.0 if line.emphasised else 0.55,
        )
        traces += line_traces(line, indicator, language, latest, breaks, look)
    annotations = end_labels(indicator, lines, SERIES_COLOURS, language, size, bounds, rows)
    shapes: list[dict[str, Any]] = []
    if target is not None:
        shapes.append({
            "type": "line", "xref": "x domain", "x0": 0, "x1": 1,
            "y0": target.value, "y1": target.value,
            "line": {"dash": "dash", "width": 1.5, "color": "#57606a"},
        })  # fmt: skip
        annotations.append({
            "name": "target", "x": 0, "xref": "paper", "y": target.value, "yanchor": "bottom",
            "xanchor": "left", "showarrow": False, "font": {"size": size},
            "text": target_line(indicator, target, language),
        })  # fmt: skip
    # The words of a target have the foot where its line is low.
    is_low = bool(target and bounds and target.value < bounds[0] + (bounds[1] - bounds[0]) / 4)
    for day, change in changes:
        shapes.append(_upright(day, dash="dash"))
        annotations.append(day_mark(day, change, size, is_low))
    for each in breaks:
        day = parse_period(each.period).start.isoformat()
        shapes.append(_upright(day, dash="dot"))
        mark = day_mark(day, words["break"], size, is_low)
        annotations.append(mark | {"hovertext": each.reason(language)})
    key = stroke_keys(cells, language)
    for place, each_key in enumerate(key):
        annotations.append(headline("origin", each_key, size - 1, (place + 1) * size * 1.2))
    if any(cell.demo for cell in cells):
        annotations.append(headline("demo", demo_word(language), size))
    layout: dict[str, Any] = {
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
            "zeroline": False,
            "ticksuffix": "%" if indicator.unit(language) == "%" else "",
            "nticks": 6,
            "separatethousands": True,
        },
        "separators": separators(language),
        "uirevision": indicator.code,
        "annotations": annotations,
        "shapes": shapes,
    }
    if bounds:
        layout["yaxis"]["range"] = bounds
    return {"data": traces, "layout": layout}


def with_period_mark(chart: Chart, shown_period: str | None) -> Chart:
    """Return the chart with a thin upright line at the period shown; the chart given stays."""
    if not shown_period:
        return chart
    mark = _upright(last_day(shown_period)) | {"name": PERIOD_MARK}
    layout = chart["layout"]
    return {"data": chart["data"], "layout": layout | {"shapes": [*layout["shapes"], mark]}}


def stroke_keys(cells: Sequence[Cell], language: str) -> list[str]:
    """Return the lines of the legend with the rules by which numbers were converted."""
    codes = {origin_code(each.converted, each.estimated, each.basis) for each in cells
             if each.value is not None}  # fmt: skip
    return [stroke_words(code, language) for code in sorted(codes) if code]


def _upright(day: str, dash: str = "") -> dict[str, Any]:
    line = {"width": 1, "color": _LINE} | ({"dash": dash} if dash else {})
    return {"type": "line", "x0": day, "x1": day, "yref": "y domain", "y0": 0, "y1": 1,
            "line": line}  # fmt: skip


def axis_range(values: Sequence[float], indicator: Indicator) -> list[float] | None:
    """Return the axis' range: counts begin at zero, shares do not exaggerate small changes."""
    if not values:
        return None
    low, high = min(values), max(values)
    if not indicator.is_ratio:
        return [0, high * 1.1 or 1] if low >= 0 else None
    low = 0.0 if low < 40 else max(0.0, 10 * ((low - 10) // 10))
    return [low, 101.0 if high > 80 else min(100.0, high * 1.15 + 1)]
