"""The explorer of an area's page: one indicator on the map, in a list and over time."""

from __future__ import annotations

import dash_bootstrap_components as dbc
from dash import dcc, html

from ioc.sentences.values import demo_word
from ioc.words.catalogue import Words
from layouts.area.ids import AreaIds, definition_id
from layouts.area.view import Explorer
from layouts.area.words import DEFINITION_ROWS
from layouts.figures.config import GRAPH_CONFIG

ALL = "all"
HIDDEN = {"display": "none"}
_TREND_HEIGHT = "190px"
VISIBLE: dict[str, str] = {}


def explorer_section(explorer: Explorer, language: str) -> html.Section:
    """Return the section; assets/src/area/area.js draws the map and the list into it."""
    words = Words("area", language)
    return html.Section(
        [
            html.H2(explorer.finding, id=AreaIds.FINDING, className="ioc-area-finding"),
            html.Div(
                [
                    html.Span(explorer.facts, id=AreaIds.FACTS),
                    html.Span(
                        demo_word(language),
                        id=AreaIds.DEMO,
                        className="ioc-demo",
                        style=VISIBLE if explorer.demo else HIDDEN,
                    ),
                    _definition(explorer, words, language),
                ],
                className="ioc-area-facts-line",
            ),
            _controls(explorer, words),
            html.Div(
                [_map(explorer), _trend(explorer, words), _list(explorer, words)],
                className="ioc-area-map-row",
            ),
        ],
        className="ioc-area-explorer",
        **{"aria-label": words["explorer"]},
    )


def _controls(explorer: Explorer, words: Words) -> html.Div:
    return html.Div(
        [
            html.Div(
                dbc.RadioItems(
                    id=AreaIds.LEVEL,
                    options=[
                        {"label": each.label, "value": each.value} for each in explorer.levels
                    ],
                    value=explorer.level,
                    inline=True,
                    className="ioc-area-levels",
                ),
                id=AreaIds.LEVEL_PLACE,
                role="group",
                style=VISIBLE if len(explorer.levels) > 1 else HIDDEN,
                **{"aria-label": words["level"]},
            ),
            html.Div(
                [
                    html.Label(
                        words["former"], htmlFor=AreaIds.FORMER, className="visually-hidden"
                    ),
                    dbc.Select(
                        id=AreaIds.FORMER,
                        options=[{"label": words["former_all"], "value": ALL}]
                        + [{"label": each.label, "value": each.value} for each in explorer.formers],
                        value=explorer.state.former or ALL,
                    ),
                ],
                id=AreaIds.FORMER_PLACE,
                style=VISIBLE if explorer.formers else HIDDEN,
            ),
            html.Div(
                [
                    html.Button(
                        "‹",
                        id=AreaIds.PERIOD_BEFORE,
                        className="ioc-area-step",
                        title=words["before"],
                        **{"aria-label": words["before"]},
                    ),
                    html.Label(
                        words["period"], htmlFor=AreaIds.PERIOD, className="visually-hidden"
                    ),
                    dbc.Select(
                        id=AreaIds.PERIOD,
                        options=[
                            {"label": each.label, "value": each.value} for each in explorer.periods
                        ],
                        value=explorer.period,
                    ),
                    html.Button(
                        "›",
                        id=AreaIds.PERIOD_AFTER,
                        className="ioc-area-step",
                        title=words["after"],
                        **{"aria-label": words["after"]},
                    ),
                ],
                id=AreaIds.PERIOD_PLACE,
                className="ioc-area-period",
                style=VISIBLE if explorer.periods else HIDDEN,
            ),
            html.Div(
                [
                    html.A(f"{words['analysis']} →", id=AreaIds.ANALYSIS, href=explorer.analysis),
                    html.A(
                        words["report"],
                        id=AreaIds.REPORT,
                        href=report_address(explorer),
                        download="",
                    ),
                ],
                className="ioc-area-ways",
            ),
        ],
        className="ioc-area-controls",
    )


def report_address(explorer: Explorer) -> str:
    """Return the address of the report of what an explorer shows."""
    state = explorer.state.but(period=explorer.period, selected="")
    return f"/xuat/bao-cao.pdf?{state.to_query()}"


def _map(explorer: Explorer) -> html.Div:
    return html.Div(
        [
            html.H3(explorer.map_finding, id=AreaIds.MAP_FINDING, className="ioc-area-sub"),
            html.Div(id=AreaIds.MAP, className="ioc-area-map"),
            html.Div(
                id=AreaIds.SLIDER,
                className="ana-slider ioc-area-slider",
                hidden=len(explorer.periods) < 2,
            ),
            html.Div(id=AreaIds.PICK, className="ioc-area-picked", role="status"),
            html.P(explorer.map_note, id=AreaIds.MAP_NOTE, className="ioc-area-note"),
        ],
        className="ioc-area-map-column",
    )


def _list(explorer: Explorer, words: Words) -> html.Div:
    return html.Div(
        [
            html.H3(explorer.list_title, id=AreaIds.LIST_TITLE, className="ioc-area-sub"),
            html.Div(
                [
                    html.Label(
                        words["filter"], htmlFor=AreaIds.LIST_FILTER, className="visually-hidden"
                    ),
                    dbc.Input(
                        id=AreaIds.LIST_FILTER,
                        type="search",
                        placeholder=words["filter"],
                        autocomplete="off",
                        debounce=False,
                    ),
                    html.Label(
                        words["order"], htmlFor=AreaIds.LIST_ORDER, className="visually-hidden"
                    ),
                    dbc.Select(
                        id=AreaIds.LIST_ORDER,
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
                id=AreaIds.LIST,
                className="ioc-area-list",
                role="region",
                **{"aria-labelledby": AreaIds.LIST_TITLE, "data-nobody": words["nobody"]},
            ),
        ],
        className="ioc-area-list-column",
    )


def _trend(explorer: Explorer, words: Words) -> html.Div:
    return html.Div(
        [
            html.H3(explorer.trend_heading, id=AreaIds.TREND_FINDING, className="ioc-area-sub"),
            html.Div(
                [
                    dcc.Graph(
                        id=AreaIds.TREND,
                        figure=explorer.figure,
                        config=GRAPH_CONFIG,
                        style={"height": _TREND_HEIGHT},
                    ),
                    html.Div(
                        [
                            html.Strong(explorer.trend_empty[0], id=AreaIds.TREND_WHY),
                            html.Span(explorer.trend_empty[1], id=AreaIds.TREND_NEXT),
                        ],
                        id=AreaIds.TREND_EMPTY,
                        className="ioc-area-empty",
                        hidden=not explorer.trend_empty[0],
                    ),
                ],
                className="ioc-area-trend-frame",
                # There before the library of charts is: what stands below must not move.
                style={"minHeight": _TREND_HEIGHT},
            ),
        ],
        className="ioc-area-trend-row",
        role="group",
        **{"aria-label": words["trend"]},
    )


def _definition(explorer: Explorer, words: Words, language: str) -> html.Details:
    rows: list[html.Dt | html.Dd] = []
    for name in DEFINITION_ROWS:
        rows.append(html.Dt(words[f"definition-{name}"]))
        rows.append(html.Dd(explorer.definition[name], id=definition_id(name)))
    return html.Details(
        [html.Summary(words["definition"]), html.Dl(rows)], className="ioc-area-definition"
    )
