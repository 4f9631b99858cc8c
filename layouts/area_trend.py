"""The trend of an area's page: its series, and the published figures that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

import plotly.graph_objects as go

from ioc.indicator import Indicator
from ioc.period import parse_period
from layouts.text import Words, digits_of, value_with_unit

WORDS = {
    "published": ("Số đã công bố", "Published figure"),
    "source": ("Nguồn", "Source"),
    "nobody": ("Chưa đơn vị nào báo cáo chỉ số này.", "Nobody has reported this indicator yet."),
    "choose": (
        "Hãy chọn một chỉ số khác trong các thẻ, hoặc chờ số liệu: trang tự cập nhật khi có.",
        "Choose another indicator on the cards, or wait: the page updates when figures arrive.",
    ),
    "load": (
        "Hãy nạp tệp số liệu của đơn vị: trang tự cập nhật, không cần tải lại.",
        "Load a file of figures: the page updates by itself, without a reload.",
    ),
}
# Apart from the colours of series, and read on a light and on a dark ground.
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
    figure: go.Figure,
    points: Sequence[PublishedPoint],
    indicator: Indicator,
    language: str = "vi",
    size: int = 13,
) -> None:
    """Mark published figures on a trend: hollow diamonds with a label, their source on hover."""
    if not points:
        return
    words = Words(WORDS, language)
    unit = indicator.unit(language)
    days = [parse_period(each.period).end.isoformat() for each in points]
    figure.add_trace({
        "type": "scatter",
        "name": words["published"],
        "x": days,
        "y": [each.value for each in points],
        "customdata": [_said(each, unit, words, language) for each in points],
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
        # Said once; further ones are known by their shape.
        text = f"{words['published']} <b>{amount}</b>" if place == 0 else f"<b>{amount}</b>"
        figure.add_annotation({
            "name": "published", "x": day, "y": each.value, "text": text, "showarrow": False,
            "xanchor": "left", "yanchor": "top", "xshift": size * 0.5, "yshift": -size * 0.15,
            "font": {"size": size, "color": PUBLISHED_COLOUR},
        })  # fmt: skip


def fit_time(figure: go.Figure) -> None:
    """Let the axis of time end with the series: plotly would make room for the labels behind it."""
    days = [
        date.fromisoformat(day)
        for trace in figure.data
        for day, value in zip(trace.x or (), trace.y or (), strict=True)
        if day is not None and value is not None
    ]
    if len(set(days)) < 2:
        return
    room = (max(days) - min(days)) / 50
    figure.layout.xaxis.range = [
        (min(days) - room).isoformat(),
        (max(days) + room).isoformat(),
    ]


def why_empty(has_points: bool, other_numbers: bool, language: str = "vi") -> tuple[str, str]:
    """Return why there is no trend and what to do next; two empty texts where there is one.

    Args:
        has_points: whether the chart holds any number.
        other_numbers: whether another indicator of the area has one.
        language: "vi" or "en".
    """
    if has_points:
        return "", ""
    words = Words(WORDS, language)
    return words["nobody"], words["choose" if other_numbers else "load"]


def _said(each: PublishedPoint, unit: str, words: Words, language: str) -> str:
    amount = value_with_unit(each.value, unit, digits_of(each.value), language)
    lines = [
        f"{parse_period(each.period).label(language)}: {amount}",
        *wrap(f"“{each.as_published}”", _LINE),
        *wrap(f"{words['source']}: {each.source_title} ({each.source_date})", _LINE),
    ]
    return "<br>".join(lines)


def _widen(figure: go.Figure, values: Sequence[float]) -> None:
    """Let the axis hold the points too: plotly leaves out what stands beyond it."""
    bounds = figure.layout.yaxis.range
    if bounds is None:
        return
    low, high = bounds
    room = 0.06 * (high - low)
    figure.layout.yaxis.range = [
        min(low, min(values) - room) if min(values) < low else low,
        max(high, max(values) + room) if max(values) > high else high,
    ]
