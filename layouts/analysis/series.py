"""The panel of the analysis page with its chart, and the choice of the kind of chart."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from ioc.view_state import CHARTS
from ioc.words.catalogue import Words
from layouts.analysis.content import AnalysisContent
from layouts.analysis.ids import AnalysisIds
from layouts.components.filters import ALL, labelled_select, option
from layouts.figures.config import GRAPH_CONFIG

# Until the script draws the chart, no axes flash up.
_NO_FIGURE: dict[str, Any] = {
    "data": [],
    "layout": {
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    },
}


def series_panel(page: AnalysisContent) -> html.Section:
    """Return the panel with the chart of the page's state."""
    words = Words("analysis", page.language)
    chart = page.order["chart"]
    return html.Section(
        [
            html.Div(
                [
                    html.H2(chart["title"], id=AnalysisIds.SERIES_TITLE, className="ana-title"),
                    large_button(words),
                    _kinds(page, words),
                    _compare(page, words),
                ],
                className="ana-panel-head",
            ),
            html.Div(id=AnalysisIds.PINS, className="ana-pinned"),
            html.Div(
                [
                    dcc.Graph(
                        id=AnalysisIds.SERIES,
                        figure=_NO_FIGURE,
                        config=GRAPH_CONFIG,
                        className="ana-graph",
                        responsive=True,
                    ),
                    html.Div(id=AnalysisIds.MULTIPLES, className="ana-multiples", hidden=True),
                    html.P(
                        chart["empty"],
                        id=AnalysisIds.SERIES_EMPTY,
                        className="ana-empty",
                        hidden=not chart["empty"],
                    ),
                ],
                className="ana-graph-frame",
            ),
            html.P(chart.get("note", ""), id=AnalysisIds.CHART_NOTE, className="ana-chart-note"),
        ],
        className="ana-panel ana-series",
        **{"aria-label": words["series"]},
    )


def _kinds(page: AnalysisContent, words: Words) -> html.Div:
    """Return the choice of the kind of chart, and of a second indicator where one is drawn."""
    kinds = [option(each or ALL, words[f"chart_{each or 'time'}"]) for each in CHARTS]
    seconds = page.order["chart"].get("seconds", [])
    return html.Div(
        [
            labelled_select(AnalysisIds.CHART, words["chart"], kinds, page.state.chart or ALL),
            labelled_select(
                AnalysisIds.SECOND, words["second"], seconds, page.state.second,
                hidden=page.state.chart != "two",
            ),
        ],
        className="ana-kinds",
    )  # fmt: skip


def _compare(page: AnalysisContent, words: Words) -> html.Fieldset:
    compared = [part for part in page.state.compare.split(",") if part in ("parent", "siblings")]
    return html.Fieldset(
        [
            html.Legend(words["compare"]),
            dbc.Checklist(
                id=AnalysisIds.COMPARE,
                options=[option(each, words[f"compare_{each}"]) for each in ("parent", "siblings")],
                value=compared,
                inline=True,
                label_class_name="ana-check",
            ),
        ],
        className="ana-compare",
    )


def large_button(words: Words) -> html.Button:
    """Return the button that makes its panel as large as the page, and small again."""
    return html.Button(
        words["large"],
        className="ana-chip ana-enlarge",
        type="button",
        **{"data-large": words["large"], "data-small": words["small"], "aria-expanded": "false"},
    )
