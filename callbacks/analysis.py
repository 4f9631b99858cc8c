"""The page /phan-tich: its first rendering, and what its scripts are told by Dash."""

from __future__ import annotations

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, html

from callbacks.analysis_view import make_page
from callbacks.context import Context
from callbacks.language import language_of
from data.queries.view import resolve_view
from ioc.view_state import ViewState
from layouts import analysis as page
from layouts.analysis import Ids


def register(app: Dash, context: Context) -> None:
    """Register the page; what a choice changes is answered by callbacks.analysis_answer."""
    dash.register_page(
        "analysis",
        path=page.PATH,
        title="Phân tích",
        layout=lambda **query: open_page(context, query),
    )
    app.clientside_callback(
        ClientsideFunction("analysis", "open"),
        Output(Ids.ADOPTED, "data"),
        Input(Ids.VIEW, "data"),
    )
    for name, ident, prop in (
        ("drawn", Ids.SERIES, "figure"),
        ("clicked", Ids.SERIES, "clickData"),
    ):
        app.clientside_callback(ClientsideFunction("analysis", name), Input(ident, prop))


def open_page(context: Context, query: dict[str, Any]) -> html.Div:
    """Return the page of an address; what the address does not say takes its default."""
    asked = ViewState.from_query(query, area=context.settings.province)
    with context.engine.connect() as connection:
        view = resolve_view(
            connection, context.directories, asked, context.today(), context.settings.province
        )
        language = language_of(context.settings, view.state.language)
        made = make_page(context, connection, view, language)
    return page.layout(made)
