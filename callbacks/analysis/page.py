"""The page /phan-tich: its first rendering, and its clientside callbacks."""

from __future__ import annotations

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, html

from callbacks.analysis.view import make_page
from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from callbacks.frame.window_title import keep_title, title_of_view
from data.queries.view import resolve_view
from ioc.view_state import ViewState
from ioc.words.catalogue import say
from layouts.analysis import page
from layouts.analysis.ids import AnalysisIds


def register(app: Dash, context: Context) -> None:
    """Register the page; callbacks.analysis.answer answers a choice."""
    dash.register_page(
        "analysis",
        path=page.PATH,
        title=lambda: title_of_view(lambda: say("shell-title-analysis")),
        layout=lambda **query: open_page(context, query),
    )
    app.clientside_callback(
        ClientsideFunction("analysis", "open"),
        Output(AnalysisIds.OUTPUT, "data"),
        Input(AnalysisIds.VIEW, "data"),
    )
    for name, ident, prop in (
        ("drawn", AnalysisIds.SERIES, "figure"),
        ("clicked", AnalysisIds.SERIES, "clickData"),
    ):
        app.clientside_callback(ClientsideFunction("analysis", name), Input(ident, prop))


def open_page(context: Context, query: dict[str, Any]) -> html.Div:
    """Return the page of an address; fields that it does not name have their defaults."""
    state = ViewState.from_query(query, area=context.settings.province)
    with context.engine.connect() as connection:
        view = resolve_view(
            connection, context.directories, state, context.today(), context.settings.province
        )
        language = language_of(context.settings, view.state.language)
        content = make_page(context, connection, view, language)
    keep_title(content.order["title"])
    return page.layout(content)
