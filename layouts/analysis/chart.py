"""The chart of the analysis page: how its series and its labels share the room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any

from ioc.card import TargetValue
from ioc.indicator import Indicator
from ioc.series_break import SeriesBreak
from layouts.figures.comparison import Spread, add_spread
from layouts.figures.line import ChartLine
from layouts.figures.series import Chart, series_figure

_SIZE = 12
_ROW = 14  # px of a line of text above the plot
_TAG = re.compile(r"<[^>]*>")


def analysis_figure(
    indicator: Indicator,
    lines: Sequence[ChartLine],
    target: TargetValue | None,
    language: str,
    breaks: Sequence[SeriesBreak],
    changes: Sequence[tuple[str, str]],
    spread: Spread | None = None,
) -> Chart:
    """Return the page's chart: `series_figure`, with the siblings' spread where there is one."""
    figure = series_figure(indicator, lines, target, language, _SIZE, breaks, changes=changes)
    above = spread is not None and add_spread(figure, spread, indicator, language)
    _fit(figure, _ROW if above else 0)
    return figure


def _fit(figure: Chart, above: int) -> None:
    """Let the time axis end with the data, and stack the headlines above the plot.

    Plotly would stretch the axis for the names of lines, which stand beside the plot. `above`: px
    above the plot that are not free.
    """
    layout = figure["layout"]
    notes: list[dict[str, Any]] = layout["annotations"]
    names = [_width(note["text"]) for note in notes if note["name"] in ("end", "mark")]
    days = set(chain.from_iterable(trace["x"] for trace in figure["data"]))
    if len(days) > 1:
        first, last = (date.fromisoformat(day) for day in (min(days), max(days)))
        room = timedelta((last - first).days // 40)
        layout["xaxis"]["range"] = [(first - room).isoformat(), last.isoformat()]
        for note in notes:
            if note["name"] == "mark":
                _keep_inside(note, (date.fromisoformat(note["x"]) - first) / (last - first))
    keys = [note for note in notes if note["name"] == "origin"]
    for place, note in enumerate(keys):
        note["yshift"] = _ROW + above + _ROW * place
    for note in notes:
        if note["name"] == "demo":
            note["yshift"] = _ROW + above + _ROW * len(keys)
    layout["margin"] |= {
        "t": 34 + above + _ROW * len(keys),
        "r": min(170, max(90, 18 + 7 * max(names, default=0))),
    }
    # Invisible ticks keep the first date away from the lowest value.
    layout["xaxis"] |= {
        "nticks": 5, "tickangle": 0, "ticks": "outside", "ticklen": 6,
        "tickcolor": "rgba(0,0,0,0)",
    }  # fmt: skip


def _keep_inside(mark: dict[str, Any], place: float) -> None:
    """Keep words at the foot of an upright line inside the plot."""
    if place < 0.4:
        mark |= {"xanchor": "left", "xshift": 3}


def _width(text: str) -> int:
    """Return the letters of the longest line."""
    return max(len(_TAG.sub("", line)) for line in text.split("<br>"))
