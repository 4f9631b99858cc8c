"""The page /phan-tich: filters, finding, map, series and ranked table of one view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from ioc.area import Level
from ioc.comparison import Movement
from ioc.sentences.values import level_word
from ioc.status import Status
from ioc.view_state import PIVOTS, ViewState
from ioc.words.catalogue import Words, say
from layouts.analysis.content import AnalysisContent, Note, PublishedNote
from layouts.analysis.ids import AnalysisIds
from layouts.analysis.series import large_button, series_panel
from layouts.components.card import status_word
from layouts.components.filters import ALL, choice_bar, labelled_select, option

PATH = "/phan-tich"
TABLE_FILE, SHEET_FILE, SERIES_FILE = "so-lieu.csv", "so-lieu.xlsx", "chuoi.csv"
PIVOT_FILES = ("bang-cheo.csv", "bang-cheo.xlsx")
EXPORT_ROOT = "/xuat"


# The script asks here for the changes of a choice.
VIEW_PATH = "/view"


def layout(page: AnalysisContent) -> html.Div:
    """Return the page, before the browser draws map, table and chart."""
    words = Words("analysis", page.language)
    # For the script's addresses: the name of each field, and its default.
    address_terms: dict[str, Any] = {"names": ViewState.names(), "defaults": ViewState().to_dict()}
    address_terms["levels"] = {
        each.value: first_upper(level_word(each, page.language)) for each in Level
    }
    address_terms["home"] = page.home
    return html.Div(
        [
            dcc.Store(id=AnalysisIds.VIEW, data=page.order | {"known": address_terms}),
            dcc.Store(id=AnalysisIds.OUTPUT),
            _filters(page, words),
            html.Div(
                [
                    html.Div(
                        [
                            html.Nav(
                                path_links(page.path),
                                id=AnalysisIds.PATH,
                                className="ana-path",
                                **{"aria-label": words["province"]},
                            ),
                            html.Span(
                                words["updated"],
                                id=AnalysisIds.UPDATED,
                                className="ana-updated",
                                role="status",
                                hidden=True,
                            ),
                        ],
                        className="ana-top",
                    ),
                    html.H1(page.headline, id=AnalysisIds.HEADLINE, className="ana-headline"),
                    html.Div(
                        [
                            html.Span(page.facts, id=AnalysisIds.FACTS),
                            html.Span(page.demo, id=AnalysisIds.DEMO, className="ioc-demo"),
                            html.Button(
                                say("source-open", page.language),
                                className="ana-source-open",
                                type="button",
                                **{"data-source": "area", "aria-haspopup": "dialog"},
                            ),
                        ],
                        className="ana-facts",
                    ),
                    html.P(
                        note_parts(page.note, page.language),
                        id=AnalysisIds.NOTE,
                        className="ana-note",
                        role="status",
                    ),
                    # Fetched when somebody opens it.
                    html.Details(
                        [
                            html.Summary(words["definition"]),
                            html.Dl(id=AnalysisIds.DEFINITION, className="ana-definition"),
                        ],
                        className="ana-details",
                    ),
                ],
                className="ana-head",
            ),
            html.Section(
                [
                    html.Div(id=AnalysisIds.MAP, className="ana-map"),
                    html.Div(id=AnalysisIds.SLIDER, className="ana-slider"),
                ],
                className="ana-middle",
                **{"aria-label": words["map"]},
            ),
            html.Div([series_panel(page), _table(page, words)], className="ana-side"),
        ],
        id=AnalysisIds.PAGE,
        className="ana",
        lang=page.language,
        **{
            "data-chart": page.state.chart or None,
            "data-pivot": page.state.pivot or None,
            "data-path": PATH,
            "data-view": VIEW_PATH,
            "data-export": EXPORT_ROOT,
            "data-print-source": page.order["source"],
        },
    )


def _filters(page: AnalysisContent, words: Words) -> html.Details:
    choices, places, state = page.choices, page.place_choice, page.state
    return html.Details(
        [
            html.Summary(words["filters"], className="ana-filters-summary"),
            html.Div(
                [
                    labelled_select(
                        AnalysisIds.VINTAGE, words["vintage"], choices.vintages, state.vintage
                    ),
                    labelled_select(
                        AnalysisIds.PROVINCE, words["province"], choices.provinces, places.province
                    ),
                    labelled_select(
                        AnalysisIds.DISTRICT,
                        choices.district_label,
                        choices.districts,
                        places.district,
                        hidden=len(choices.districts) < 2,
                    ),
                    labelled_select(
                        AnalysisIds.COMMUNE,
                        words["commune"],
                        choices.communes,
                        places.commune,
                        hidden=len(choices.communes) < 2,
                    ),
                    labelled_select(AnalysisIds.LEVEL, words["level"], choices.levels, state.level),
                    html.Hr(),
                    labelled_select(
                        AnalysisIds.GROUP, words["group"], choices.groups, state.group or ALL
                    ),
                    labelled_select(
                        AnalysisIds.INDICATOR,
                        words["indicator"],
                        choices.indicators,
                        state.indicator,
                    ),
                    labelled_select(
                        AnalysisIds.PERIOD, words["period"], choices.periods, state.period
                    ),
                    labelled_select(
                        AnalysisIds.BASE, words["base"], choices.bases, state.base or ALL
                    ),
                    choice_bar(
                        AnalysisIds.MODE,
                        words["mode"],
                        [
                            option(mode, words[f"mode_{mode}"])
                            for mode in ("value", "status", "target", "change")
                        ],
                        page.mode,
                    ),
                    html.P(words["no_target"], className="ana-mode-hint", role="status"),
                    html.P(words["no_base"], className="ana-base-hint", role="status"),
                    html.Div(
                        choice_bar(
                            AnalysisIds.BESIDE,
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
        id=AnalysisIds.FILTERS,
        className="ana-filters",
        open=True,
    )


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

    pivot = words["export_pivot"]
    # Shown while there is such a table, or such a chart.
    special = {pivot: "ana-export-pivot", words["export_chart"]: "ana-export-chart"}
    rows = [
        (words["export_table"], [link(TABLE_FILE, words["export_table"]),
                                 link(SHEET_FILE, words["export_table"])]),
        (pivot, [link(each, pivot) for each in PIVOT_FILES]),
        (words["export_report"], [link(f"bao-cao.{kind}", words["export_report"])
                                  for kind in ("pdf", "docx")]),
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
                className=f"ana-export-row {special.get(label, '')}".strip(),
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


def _table(page: AnalysisContent, words: Words) -> html.Section:
    statuses = [option(ALL, words["all_status"])] + [
        option(each.value, status_word(each, page.language)) for each in Status
    ]
    pivots = [option(each or ALL, words[f"pivot_{each or 'ranking'}"]) for each in PIVOTS]
    moves = [option(ALL, words["all_moves"])] + [
        option(each.value, words[f"move_{each.value}"]) for each in Movement
    ]
    return html.Section(
        [
            html.Div(id=AnalysisIds.PICK, className="ana-picked", role="status"),
            html.Div(
                [
                    html.Label(
                        words["pivot"], htmlFor=AnalysisIds.PIVOT, className="visually-hidden"
                    ),
                    dbc.Select(id=AnalysisIds.PIVOT, options=pivots, value=page.state.pivot or ALL),
                    html.Label(
                        words["search"], htmlFor=AnalysisIds.SEARCH, className="visually-hidden"
                    ),
                    dbc.Input(
                        id=AnalysisIds.SEARCH,
                        type="search",
                        value=page.state.search,
                        placeholder=words["search"],
                        autocomplete="off",
                    ),
                    html.Label(
                        words["status"], htmlFor=AnalysisIds.STATUS, className="visually-hidden"
                    ),
                    dbc.Select(
                        id=AnalysisIds.STATUS, options=statuses, value=page.state.status or ALL
                    ),
                    html.Label(
                        words["move"], htmlFor=AnalysisIds.MOVE, className="visually-hidden"
                    ),
                    dbc.Select(id=AnalysisIds.MOVE, options=moves, value=page.state.move or ALL),
                    large_button(words),
                ],
                className="ana-table-tools",
            ),
            html.Div(id=AnalysisIds.TABLE, className="ana-table"),
            html.Div(id=AnalysisIds.PIVOT_TABLE, className="ana-table ana-pivot", hidden=True),
        ],
        className="ana-panel ana-ranking",
        **{"aria-label": words["table"]},
    )


def path_links(path: Sequence[tuple[str, str, str]]) -> list[Any]:
    """Return the path from the country down to the area shown, which is the last step."""
    links: list[Any] = []
    for place, (code, name, address) in enumerate(path):
        if place:
            links.append(html.Span("›", **{"aria-hidden": "true"}))
        if place == len(path) - 1:
            links.append(html.Span(name, **{"aria-current": "page"}))
        else:
            links.append(html.A(name, href=address, **{"data-area": code}))
    return links


def note_parts(note: Note, language: str) -> list[Any]:
    """Return the note and links that help; an empty list where there is neither."""
    parts: list[Any] = [note.text] if note.text else []
    if note.way_out:
        code, name, address = note.way_out
        parts.append(html.A(name, href=address, **{"data-area": code}))
    if note.published:
        parts.append(html.Strong(Words("analysis", language)["published"]))
        parts += [_published_line(each) for each in note.published]
    return parts


def _published_line(figure: PublishedNote) -> html.Span:
    source: Any = html.Span(figure.source, lang="vi")
    if figure.source_address:
        source = html.A(
            figure.source, href=figure.source_address, lang="vi", target="_blank",
            rel="noopener noreferrer",
        )  # fmt: skip
    return html.Span(
        [html.A(figure.text, href=figure.address), " – ", source], className="ana-published"
    )


def definition_list(definition: Sequence[tuple[str, str]]) -> list[Any]:
    """Return terms and texts as the children of a definition list."""
    return [html.Div([html.Dt(term), html.Dd(text)]) for term, text in definition]


def first_upper(text: str) -> str:
    """Return the text with a capital letter in front.

    >>> first_upper("xã")
    'Xã'
    """
    return text[:1].upper() + text[1:]
