"""Search, language, theme and live state: what reacts on every page."""

from __future__ import annotations

from dash import Dash, Input, Output, html
from flask import redirect
from sqlalchemy import Engine

from callbacks.context import Context
from data.queries.areas import search_areas
from data.queries.catalogue import all_indicators
from ioc.area import Level, search_name
from layouts.shell import Ids


def register(app: Dash, context: Context, home: str) -> None:
    """Wire the frame: search on the server, the rest in the browser (assets/ioc-shell.js)."""

    @app.callback(
        Output(Ids.SEARCH_RESULTS, "children"),
        Input(Ids.SEARCH, "value"),
        prevent_initial_call=True,
    )
    def _search(text: str | None) -> list[html.A]:
        return search_results(context.engine, text or "")

    @app.server.route("/")
    def _home() -> object:
        return redirect(home)


def search_results(engine: Engine, text: str) -> list[html.A]:
    """Return links to areas and indicators whose name holds the text; empty for a short text."""
    wanted = search_name(text)
    if len(wanted) < 2:
        return []
    with engine.connect() as connection:
        areas = search_areas(connection, text, limit=10)
        indicators = [
            each
            for each in all_indicators(connection)
            if wanted in search_name(f"{each.code} {each.name_vi} {each.name_en}")
        ][:5]
    links = [
        html.A(
            [html.B(row.full_name), html.Small(f" {row.parent or ''} · {row.vintage}")],
            href=f"/dia-ban/{row.vintage}/{row.code}",
            className="ioc-search-hit",
        )
        for row in areas.itertuples()
        if row.level != Level.VILLAGE or len(areas) < 5
    ]
    links += [
        html.A(
            [html.B(each.code), f" {each.name_vi}"],
            href=f"/phan-tich?chi-so={each.code}",
            className="ioc-search-hit",
        )
        for each in indicators
    ]
    return links or [html.Span("Không tìm thấy", className="ioc-search-none")]
