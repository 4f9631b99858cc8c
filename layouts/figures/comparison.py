"""One area against all areas beside it: the band of the middle half and the two ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ioc.indicator import Indicator
from ioc.period import parse_period
from layouts.text import value_with_unit

MARKER = "shown-period"
SPREAD_NOTE = "spread-note"
_TAGS = re.compile(r"<[^>]*>")
_GREY = "rgba(110, 125, 140, {})"


@dataclass(frozen=True)
class Spread:
    """Values of many areas: one row per period, one column per area, NaN: not reported."""

    periods: Sequence[str]
    values: NDArray[np.float64]
    label: str  # "130 xã"


def quartiles(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return lowest, lower quartile, median, upper quartile and highest of each row.

    Rows without a value give NaN.

    >>> quartiles(np.array([[1.0, 2.0, 3.0, 4.0, 5.0], [np.nan] * 5])).tolist()[0]
    [1.0, 2.0, 3.0, 4.0, 5.0]
    """
    made = np.full((len(values), 5), np.nan)
    for row, each in enumerate(values):
        held = each[~np.isnan(each)]
        if held.size:
            made[row] = np.quantile(held, [0, 0.25, 0.5, 0.75, 1])
    return made


def add_spread(
    figure: go.Figure, spread: Spread, indicator: Indicator, language: str = "vi"
) -> None:
    """Draw the spread behind the lines: ends light, middle half darker, the median thin."""
    five = quartiles(spread.values)
    kept = ~np.isnan(five[:, 2])
    if not kept.any():
        return
    days = [parse_period(each) for each, keep in zip(spread.periods, kept, strict=True) if keep]
    x = [each.end.isoformat() for each in days]
    five = five[kept].round(indicator.decimals)
    middle = "median" if language == "en" else "trung vị"
    said = []
    for day, row in zip(days, five, strict=True):
        low, _, half, _, high = (
            value_with_unit(float(each), indicator.unit(language), indicator.decimals, language)
            for each in row
        )
        said.append(f"{day.label(language)}: {middle} {half} ({low} – {high})")
    bands = [
        go.Scatter(x=x, y=five[:, 0].tolist(), line={"width": 0}),
        go.Scatter(x=x, y=five[:, 4].tolist(), line={"width": 0}, fill="tonexty",
                   fillcolor=_GREY.format(0.14)),
        go.Scatter(x=x, y=five[:, 1].tolist(), line={"width": 0}),
        go.Scatter(x=x, y=five[:, 3].tolist(), line={"width": 0}, fill="tonexty",
                   fillcolor=_GREY.format(0.24)),
    ]  # fmt: skip
    for band in bands:
        band.update(mode="lines", hoverinfo="skip", showlegend=False)
    median = go.Scatter(
        x=x, y=five[:, 2].tolist(), mode="lines" if len(x) > 1 else "markers",
        line={"color": _GREY.format(0.9), "width": 1.5, "dash": "dot"}, customdata=said,
        hovertemplate=f"<b>{spread.label}</b><br>%{{customdata}}<extra></extra>",
        showlegend=False,
    )  # fmt: skip
    lines = list(figure.data)
    figure.data = []
    figure.add_traces([*bands, median, *lines])
    held = figure.layout.yaxis.range
    if held is not None:
        low, high = float(np.nanmin(five)), float(np.nanmax(five))
        figure.layout.yaxis.range = [min(held[0], low), max(held[1], high)]
    said_of = (
        f"Grey: {spread.label}; dots: median"
        if language == "en"
        else f"Xám: {spread.label}; chấm: trung vị"
    )
    figure.add_annotation(
        text=said_of, name=SPREAD_NOTE, xref="paper", yref="paper", x=0, y=1, yanchor="bottom",
        xanchor="left", yshift=14, showarrow=False, font={"size": 11},
    )  # fmt: skip


def name_marker(figure: go.Figure, drawn: bool) -> None:
    """Name the upright line of the period shown, so that the browser can move it."""
    if drawn and figure.layout.shapes:
        figure.layout.shapes[-1].name = MARKER


def fit_time(figure: go.Figure) -> None:
    """Let the time axis end with the data, so that the names of lines stand beside the plot.

    Plotly stretches an axis to hold its annotations, which squeezes the lines of a narrow chart.
    What is said of the whole chart is stacked above the plot.
    """
    days = sorted({day for trace in figure.data for day in (trace.x or ())})
    if len(days) > 1:
        first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
        first -= (last - first) / 40
        figure.layout.xaxis.range = [first.isoformat(), last.isoformat()]
    names = [each.name for each in figure.layout.annotations]
    spread = SPREAD_NOTE in names
    # Unseen ticks keep the first date clear of the lowest value.
    below = {"ticks": "outside", "ticklen": 6, "tickcolor": "rgba(0,0,0,0)"}
    ends = [
        len(_TAGS.sub("", each.text or "")) for each in figure.layout.annotations if each.xshift
    ]
    figure.update_layout(
        margin={"t": 48 if spread else 34, "r": min(170, max(90, 18 + 7 * max(ends, default=0)))},
        xaxis={"nticks": 5, "tickangle": 0, **below},
    )
    for each in figure.layout.annotations:
        if each.name == "demo":
            each.update(yshift=28 if spread else 14)
