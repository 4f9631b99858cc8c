"""The trend of an area's page: its series, and published figures beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.sentences.values import value_with_unit
from ioc.shown import digits_of
from ioc.words.catalogue import Words
from layouts.figures.series import Chart
from layouts.figures.traces import last_day

# Different from the colours of series, and legible on a light and on a dark ground.
PUBLISHED_COLOUR = "#c2650a"
# Letters in one line of a hover box.
_LINE = 56


@dataclass(frozen=True)
class PublishedPoint:
    """A published figure of the trend's indicator and area."""

    period: str
    value: float
    as_published: str
    source_title: str
    source_date: str  # dd/mm/yyyy


def add_published(
    figure: Chart,
    points: Sequence[PublishedPoint],
    indicator: Indicator,
    language: str = "vi",
    size: int = 13,
) -> None:
    """Mark published figures on a trend: hollow diamonds with a label, their source on hover."""
    if not points:
        return
    words = Words("trend", language)
    unit = indicator.unit(language)
    days = [last_day(each.period) for each in points]
    figure["data"].append({
        "type": "scatter",
        "name": words["published"],
        "x": days,
        "y": [each.value for each in points],
        "customdata": [_hover_text(each, unit, words, language) for each in points],
        "hovertemplate": f"<b>{words['published']}</b><br>%{{customdata}}<extra></extra>",
        "mode": "markers",
        "marker": {
            "symbol": "diamond-open",
            "size": size * 0.95,
            "color": PUBLISHED_COLOUR,
            "line": {"width": size / 5, "color": PUBLISHED_COLOUR},
        },
        "cliponaxis": False,
        "showlegend": False,
    })  # fmt: skip
    _widen(figure, [each.value for each in points])
    for place, (day, each) in enumerate(zip(days, points, strict=True)):
        amount = value_with_unit(each.value, unit, digits_of(each.value), language)
        # The label stands once; further points have the same shape.
        text = f"{words['published']} <b>{amount}</b>" if place == 0 else f"<b>{amount}</b>"
        figure["layout"]["annotations"].append({
            "name": "published", "x": day, "y": each.value, "text": text, "showarrow": False,
            "xanchor": "left", "yanchor": "top", "xshift": size * 0.5, "yshift": -size * 0.15,
            "font": {"size": size, "color": PUBLISHED_COLOUR},
        })  # fmt: skip


def fit_time(figure: Chart) -> None:
    """Let the axis of time end with the series: plotly would add room for the labels."""
    days = [
        date.fromisoformat(day)
        for trace in figure["data"]
        for day, value in zip(trace["x"], trace["y"], strict=True)
        if value is not None
    ]
    if len(set(days)) < 2:
        return
    room = (max(days) - min(days)) / 50
    figure["layout"]["xaxis"]["range"] = [
        (min(days) - room).isoformat(),
        (max(days) + room).isoformat(),
    ]


def why_empty(has_points: bool, other_numbers: bool, language: str = "vi") -> tuple[str, str]:
    """Return why there is no trend and what to do next; two empty texts where there is one.

    Args:
        has_points: whether the chart has any number.
        other_numbers: whether another indicator of the area has one.
        language: "vi" or "en".
    """
    if has_points:
        return "", ""
    words = Words("trend", language)
    return words["nobody"], words["choose" if other_numbers else "load"]


def _hover_text(each: PublishedPoint, unit: str, words: Words, language: str) -> str:
    amount = value_with_unit(each.value, unit, digits_of(each.value), language)
    lines = [
        f"{parse_period(each.period).label(language)}: {amount}",
        *wrap(f"“{each.as_published}”", _LINE),
        *wrap(f"{words['source']}: {each.source_title} ({each.source_date})", _LINE),
    ]
    return "<br>".join(lines)


def _widen(figure: Chart, values: Sequence[float]) -> None:
    """Extend the axis to the points: plotly omits points beyond it."""
    axis = figure["layout"]["yaxis"]
    if "range" not in axis:
        return
    low, high = axis["range"]
    room = 0.06 * (high - low)
    axis["range"] = [
        min(low, min(values) - room) if min(values) < low else low,
        max(high, max(values) + room) if max(values) > high else high,
    ]
