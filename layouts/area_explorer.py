"""The explorer of an area's page: one indicator on the map, in a list and over time."""

from __future__ import annotations

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts.area_ids import Ids, definition_id
from layouts.area_view import Explorer
from layouts.area_words import DEFINITION_ROWS, WORDS
from layouts.figures.series import GRAPH_CONFIG
from layouts.text import DEMO, Words

ALL = "all"
HIDDEN = {"display": "none"}
SHOWN: dict[str, str] = {}


def explorer_section(explorer: Explorer, language: str) -> html.Section:
    """Return the section; the map and the list are drawn into it by assets/ioc-area.js."""
    words = Words(WORDS, language)
    return html.Section(
        [
            html.H2(explorer.finding, id=Ids.FINDING, className="ioc-area-finding"),
            html.Div(
                [
                    html.Span(explorer.facts, id=Ids.FACTS),
                    html.Span(
                        DEMO[language],
                        id=Ids.DEMO,
                        className="ioc-demo",
                        style=SHOWN if explorer.demo else HIDDEN,
                    ),
                    _definition(explorer, words, language),
                ],
                className="ioc-area-facts-line",
            ),
            _controls(explorer, words),
            html.Div(
                [_map(explorer), _list(explorer, words)],
                className="ioc-area-map-row",
            ),
            _trend(explorer, words),
        ],
        className="ioc-area-explorer",
        **{"aria-label": words["explorer"]},
    )


def _controls(explorer: Explorer, words: Words) -> html.Div:
    return html.Div(
        [
            html.Div(
                dbc.RadioItems(
                    id=Ids.LEVEL,
                    options=[
                        {"label": each.label, "value": each.value} for each in explorer.levels
                    ],
                    value=explorer.level,
                    inline=True,
                    className="ioc-area-levels",
                ),
                id=Ids.LEVEL_PLACE,
                role="group",
                style=SHOWN if len(explorer.levels) > 1 else HIDDEN,
                **{"aria-label": words["level"]},
            ),
            html.Div(
                [
                    html.Label(words["former"], htmlFor=Ids.FORMER, className="visually-hidden"),
                    dbc.Select(
                        id=Ids.FORMER,
                        options=[{"label": words["former_all"], "value": ALL}]
                        + [{"label": each.label, "value": each.value} for each in explorer.formers],
                        value=explorer.state.former or ALL,
                    ),
                ],
                id=Ids.FORMER_PLACE,
                style=SHOWN if explorer.formers else HIDDEN,
            ),
            html.Div(
                [
                    html.Button(
                        "‹",
                        id=Ids.PERIOD_BEFORE,
                        className="ioc-area-step",
                        title=words["before"],
                        **{"aria-label": words["before"]},
                    ),
                    html.Label(words["period"], htmlFor=Ids.PERIOD, className="visually-hidden"),
                    dbc.Select(
                        id=Ids.PERIOD,
                        options=[
                            {"label": each.label, "value": each.value} for each in explorer.periods
                        ],
                        value=explorer.period,
                    ),
                    html.Button(
                        "›",
                        id=Ids.PERIOD_AFTER,
                        className="ioc-area-step",
                        title=words["after"],
                        **{"aria-label": words["after"]},
                    ),
                ],
                id=Ids.PERIOD_PLACE,
                className="ioc-area-period",
                style=SHOWN if explorer.periods else HIDDEN,
            ),
            html.A(
                f"{words['analysis']} →",
                id=Ids.ANALYSIS,
                href=explorer.analysis,
                className="ioc-area-analysis",
            ),
        ],
        className="ioc-area-controls",
    )


def _map(explorer: Explorer) -> html.Div:
    return html.Div(
        [
            html.H3(explorer.map_finding, id=Ids.MAP_FINDING, className="ioc-area-sub"),
            html.Div(id=Ids.MAP, className="ioc-area-map"),
            html.Div(id=Ids.SLIDER, className="ana-slider ioc-area-slider", hidden=True),
            html.Div(id=Ids.PICKED, className="ioc-area-picked", role="status"),
            html.P(explorer.map_note, id=Ids.MAP_NOTE, className="ioc-area-note"),
        ],
        className="ioc-area-map-column",
    )


def _list(explorer: Explorer, words: Words) -> html.Div:
    return html.Div(
        [
            html.H3(explorer.list_title, id=Ids.LIST_TITLE, className="ioc-area-sub"),
            html.Div(
                [
                    html.Label(
                        words["filter"], htmlFor=Ids.LIST_FILTER, className="visually-hidden"
                    ),
                    dbc.Input(
                        id=Ids.LIST_FILTER,
                        type="search",
                        placeholder=words["filter"],
                        autocomplete="off",
                        debounce=False,
                    ),
                    html.Label(words["order"], htmlFor=Ids.LIST_ORDER, className="visually-hidden"),
                    dbc.Select(
                        id=Ids.LIST_ORDER,
                        options=[
                            {"label": words[f"order_{order}"], "value": order}
                            for order in ("worst", "best", "name")
                        ],
                        value="worst",
                    ),
                ],
                className="ioc-area-list-tools",
            ),
            html.Div(
                id=Ids.LIST,
                className="ioc-area-list",
                role="region",
                tabIndex=0,
                **{"aria-labelledby": Ids.LIST_TITLE, "data-nobody": words["nobody"]},
            ),
        ],
        className="ioc-area-list-column",
    )


def _trend(explorer: Explorer, words: Words) -> html.Div:
    return html.Div(
        [
            html.H3(explorer.trend_finding, id=Ids.TREND_FINDING, className="ioc-area-sub"),
            html.Div(
                [
                    dcc.Graph(
                        id=Ids.TREND,
                        figure=explorer.figure,
                        config=GRAPH_CONFIG,
                        style={"height": "190px"},
                    ),
                    html.Div(
                        [
                            html.Strong(explorer.trend_empty[0], id=Ids.TREND_WHY),
                            html.Span(explorer.trend_empty[1], id=Ids.TREND_NEXT),
                        ],
                        id=Ids.TREND_EMPTY,
                        className="ioc-area-empty",
                        hidden=not explorer.trend_empty[0],
                    ),
                ],
                className="ioc-area-trend-frame",
            ),
        ],
        className="ioc-area-trend-row",
        role="group",
        **{"aria-label": words["trend"]},
    )


def _definition(explorer: Explorer, words: Words, language: str) -> html.Details:
    place = 1 if language == "en" else 0
    rows: list[html.Dt | html.Dd] = []
    for name, labels in DEFINITION_ROWS.items():
        rows.append(html.Dt(labels[place]))
        rows.append(html.Dd(explorer.definition[name], id=definition_id(name)))
    return html.Details(
        [html.Summary(words["definition"]), html.Dl(rows)], className="ioc-area-definition"
    )
