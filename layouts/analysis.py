"""The page /phan-tich: filters, finding, map, series and ranked table of one view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from ioc.area import Level
from ioc.status import Status
from ioc.view_state import ViewState
from layouts.analysis_words import WORDS
from layouts.components.card import status_word
from layouts.components.filters import ALL, Option, choice_bar, labelled_select, option
from layouts.figures.series import GRAPH_CONFIG
from layouts.text import Words, level_word

PATH = "/phan-tich"
TABLE_FILE, SHEET_FILE, SERIES_FILE = "so-lieu.csv", "so-lieu.xlsx", "chuoi.csv"
EXPORT_ROOT = "/xuat"


@unique
class Ids(StrEnum):
    """Ids of the page; assets/ioc-analysis.js knows them by these names."""

    PAGE = "analysis-page"
    VIEW = "analysis-view"  # Store: the order that the page was opened with
    ADOPTED = "analysis-adopted"  # Store: a callback without an output is not called at first
    FILTERS = "analysis-filters"
    VINTAGE = "analysis-vintage"
    PROVINCE = "analysis-province"
    DISTRICT = "analysis-district"
    COMMUNE = "analysis-commune"
    LEVEL = "analysis-level"
    GROUP = "analysis-group"
    INDICATOR = "analysis-indicator"
    PERIOD = "analysis-period"
    MODE = "analysis-mode"
    BESIDE = "analysis-beside"
    COMPARE = "analysis-compare"
    PINNED = "analysis-pinned"
    PATH = "analysis-path"
    HEADLINE = "analysis-headline"
    FACTS = "analysis-facts"
    DEMO = "analysis-demo"
    UPDATED = "analysis-updated"
    NOTE = "analysis-note"
    DEFINITION = "analysis-definition"
    MAP = "analysis-map"
    SLIDER = "analysis-slider"
    SERIES = "analysis-series"
    SERIES_TITLE = "analysis-series-title"
    SERIES_EMPTY = "analysis-series-empty"
    PICKED = "analysis-picked"
    SEARCH = "analysis-search"
    STATUS = "analysis-status"
    TABLE = "analysis-table"


# The script asks here for everything that a choice changes.
VIEW_PATH = "/view"


# Until the script draws the chart: no axes that would flash.
_NO_FIGURE: dict[str, Any] = {
    "data": [],
    "layout": {
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    },
}


@dataclass(frozen=True)
class Choices:
    """What each select offers; `districts` are those of the vintage, or former ones."""

    vintages: Sequence[Option]
    provinces: Sequence[Option]
    districts: Sequence[Option]
    district_label: str
    communes: Sequence[Option]
    levels: Sequence[Option]
    groups: Sequence[Option]
    indicators: Sequence[Option]
    periods: Sequence[Option]


@dataclass(frozen=True)
class Chosen:
    """The value of each select that is not plainly a field of the state."""

    province: str
    district: str
    commune: str


@dataclass(frozen=True)
class Page:
    """Everything that the page holds when it is opened.

    `order` is what assets/ioc-analysis.js draws map, table, chart and time control from; a later
    order comes from `VIEW_PATH`.
    """

    state: ViewState
    language: str
    choices: Choices
    chosen: Chosen
    path: Sequence[tuple[str, str, str]]  # code, name, address
    headline: str
    facts: str
    demo: str
    note: str
    way_out: tuple[str, str, str] | None  # code, name, address of an area that has more to show
    order: dict[str, Any]
    home: str  # code of the area that an address without one shows


def layout(page: Page) -> html.Div:
    """Return the page as it stands before the browser has drawn map, table and chart."""
    words = Words(WORDS, page.language)
    # How the script writes addresses: the name of each field, and what goes without saying.
    known: dict[str, Any] = {"names": ViewState.names(), "defaults": ViewState().to_dict()}
    known["levels"] = {each.value: first_upper(level_word(each, page.language)) for each in Level}
    known["home"] = page.home
    return html.Div(
        [
            dcc.Store(id=Ids.VIEW, data=page.order | {"known": known}),
            dcc.Store(id=Ids.ADOPTED),
            _filters(page, words),
            html.Div(
                [
                    html.Nav(
                        path_links(page.path),
                        id=Ids.PATH,
                        className="ana-path",
                        **{"aria-label": words["province"]},
                    ),
                    html.H1(page.headline, id=Ids.HEADLINE, className="ana-headline"),
                    html.Div(
                        [
                            html.Span(page.facts, id=Ids.FACTS),
                            html.Span(page.demo, id=Ids.DEMO, className="ioc-demo"),
                            html.Span(
                                words["updated"],
                                id=Ids.UPDATED,
                                className="ana-updated",
                                role="status",
                                hidden=True,
                            ),
                        ],
                        className="ana-facts",
                    ),
                    html.P(
                        note_parts(page.note, page.way_out),
                        id=Ids.NOTE,
                        className="ana-note",
                        role="status",
                    ),
                    # Its words are fetched once somebody opens it.
                    html.Details(
                        [
                            html.Summary(words["definition"]),
                            html.Dl(id=Ids.DEFINITION, className="ana-definition"),
                        ],
                        className="ana-details",
                    ),
                ],
                className="ana-head",
            ),
            html.Section(
                [
                    html.Div(id=Ids.MAP, className="ana-map"),
                    html.Div(id=Ids.SLIDER, className="ana-slider"),
                ],
                className="ana-middle",
                **{"aria-label": words["map"]},
            ),
            html.Div([_series(page, words), _table(page, words)], className="ana-side"),
        ],
        id=Ids.PAGE,
        className="ana",
        lang=page.language,
        **{"data-path": PATH, "data-view": VIEW_PATH, "data-export": EXPORT_ROOT},
    )


def _filters(page: Page, words: Words) -> html.Details:
    choices, chosen, state = page.choices, page.chosen, page.state
    return html.Details(
        [
            html.Summary(words["filters"], className="ana-filters-summary"),
            html.Div(
                [
                    labelled_select(
                        Ids.VINTAGE, words["vintage"], choices.vintages, state.vintage
                    ),
                    labelled_select(
                        Ids.PROVINCE, words["province"], choices.provinces, chosen.province
                    ),
                    labelled_select(
                        Ids.DISTRICT, choices.district_label, choices.districts, chosen.district,
                        hidden=len(choices.districts) < 2,
                    ),
                    labelled_select(
                        Ids.COMMUNE, words["commune"], choices.communes, chosen.commune,
                        hidden=len(choices.communes) < 2,
                    ),
                    labelled_select(Ids.LEVEL, words["level"], choices.levels, state.level),
                    html.Hr(),
                    labelled_select(Ids.GROUP, words["group"], choices.groups, state.group or ALL),
                    labelled_select(
                        Ids.INDICATOR, words["indicator"], choices.indicators, state.indicator
                    ),
                    labelled_select(Ids.PERIOD, words["period"], choices.periods, state.period),
                    choice_bar(
                        Ids.MODE,
                        words["mode"],
                        [
                            option(mode, words[f"mode_{mode}"])
                            for mode in ("value", "status", "target")
                        ],
                        state.mode,
                    ),
                    html.P(words["no_target"], className="ana-mode-hint", role="status"),
                    html.Div(
                        choice_bar(
                            Ids.BESIDE,
                            words["beside"],
                            [
                                option(how or ALL, words[f"beside_{how or 'off'}"])
                                for how in ("", "lines", "swipe")
                            ],
                            state.beside or ALL,
                        ),
                        hidden=len(choices.vintages) < 2,
                    ),
                    html.Hr(),
                    _export(words),
                ],
                className="ana-fields",
            ),
        ],
        id=Ids.FILTERS,
        className="ana-filters",
        open=True,
    )  # fmt: skip


def _export(words: Words) -> html.Div:
    """Return links to files (plain downloads) and buttons for pictures (made in the browser)."""

    def link(file: str, label: str) -> html.A:
        kind = file.rsplit(".", 1)[1].upper()
        return html.A(
            kind,
            href=f"{EXPORT_ROOT}/{file}",
            className="ana-button",
            download="",
            **{"data-file": file, "aria-label": f"{words['export']} {label}, {kind}"},
        )

    def picture(what: str, kind: str, label: str) -> html.Button:
        return html.Button(
            kind.upper(),
            className="ana-button",
            type="button",
            **{
                "data-picture": what,
                "data-kind": kind,
                "aria-label": f"{words['export']} {label}, {kind.upper()}",
            },
        )

    rows = [
        (words["export_table"], [link(TABLE_FILE, words["export_table"]),
                                 link(SHEET_FILE, words["export_table"])]),
        (words["export_series"], [link(SERIES_FILE, words["export_series"])]),
        (words["export_map"], [picture("map", each, words["export_map"])
                               for each in ("png", "svg")]),
        (words["export_chart"], [picture("chart", each, words["export_chart"])
                                 for each in ("png", "svg")]),
    ]  # fmt: skip
    return html.Div(
        [
            html.Div(
                [html.Span(label), html.Span(parts, className="ana-export-kinds")],
                className="ana-export-row",
            )
            for label, parts in rows
        ]
        + [
            html.Button(
                words["link"],
                className="ana-button ana-link",
                type="button",
                **{"data-copy": "link", "data-done": words["linked"]},
            )
        ],
        className="ana-export",
    )


def _series(page: Page, words: Words) -> html.Section:
    chart = page.order["chart"]
    compared = [part for part in page.state.compare.split(",") if part in ("parent", "siblings")]
    return html.Section(
        [
            html.Div(
                [
                    html.H2(chart["title"], id=Ids.SERIES_TITLE, className="ana-title"),
                    html.Fieldset(
                        [
                            html.Legend(words["compare"]),
                            dbc.Checklist(
                                id=Ids.COMPARE,
                                options=[
                                    option(each, words[f"compare_{each}"])
                                    for each in ("parent", "siblings")
                                ],
                                value=compared,
                                inline=True,
                                label_class_name="ana-check",
                            ),
                        ],
                        className="ana-compare",
                    ),
                ],
                className="ana-panel-head",
            ),
            html.Div(id=Ids.PINNED, className="ana-pinned"),
            html.Div(
                [
                    dcc.Graph(
                        id=Ids.SERIES,
                        figure=_NO_FIGURE,
                        config=GRAPH_CONFIG,
                        className="ana-graph",
                        responsive=True,
                    ),
                    html.P(
                        chart["empty"],
                        id=Ids.SERIES_EMPTY,
                        className="ana-empty",
                        hidden=not chart["empty"],
                    ),
                ],
                className="ana-graph-frame",
            ),
        ],
        className="ana-panel ana-series",
        **{"aria-label": words["series"]},
    )


def _table(page: Page, words: Words) -> html.Section:
    statuses = [option(ALL, words["all_status"])] + [
        option(each.value, status_word(each, page.language)) for each in Status
    ]
    return html.Section(
        [
            html.Div(id=Ids.PICKED, className="ana-picked", role="status"),
            html.Div(
                [
                    html.Label(words["search"], htmlFor=Ids.SEARCH, className="visually-hidden"),
                    dbc.Input(
                        id=Ids.SEARCH,
                        type="search",
                        value=page.state.search,
                        placeholder=words["search"],
                        autocomplete="off",
                    ),
                    html.Label(words["status"], htmlFor=Ids.STATUS, className="visually-hidden"),
                    dbc.Select(id=Ids.STATUS, options=statuses, value=page.state.status or ALL),
                ],
                className="ana-table-tools",
            ),
            html.Div(id=Ids.TABLE, className="ana-table"),
        ],
        className="ana-panel ana-ranking",
        **{"aria-label": words["table"]},
    )


def path_links(path: Sequence[tuple[str, str, str]]) -> list[Any]:
    """Return the way from the country down to the area shown; the last one is where we are."""
    links: list[Any] = []
    for place, (code, name, address) in enumerate(path):
        if place:
            links.append(html.Span("›", **{"aria-hidden": "true"}))
        if place == len(path) - 1:
            links.append(html.Span(name, **{"aria-current": "page"}))
        else:
            links.append(html.A(name, href=address, **{"data-area": code}))
    return links


def note_parts(note: str, way_out: tuple[str, str, str] | None) -> list[Any]:
    """Return what is amiss and the way out of it; an empty list where nothing is.

    Args:
        note: words, or none.
        way_out: code, name and address of an area that has more to show.
    """
    parts: list[Any] = [note] if note else []
    if way_out:
        code, name, address = way_out
        parts.append(html.A(name, href=address, **{"data-area": code}))
    return parts


def definition_list(definition: Sequence[tuple[str, str]]) -> list[Any]:
    """Return terms and words as the children of a definition list."""
    return [html.Div([html.Dt(term), html.Dd(said)]) for term, said in definition]


def first_upper(text: str) -> str:
    """Return the text with a capital letter in front.

    >>> first_upper("xã")
    'Xã'
    """
    return text[:1].upper() + text[1:]
