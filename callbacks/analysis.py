"""The page /phan-tich: what it reads and how it reacts."""

from __future__ import annotations

from typing import Any

import dash
from dash import ClientsideFunction, Dash, Input, Output, html
from sqlalchemy import Connection

from callbacks.analysis_series import make_series
from callbacks.analysis_view import make_page
from callbacks.context import Context
from callbacks.language import language_of
from data.queries.view import View, resolve_view
from ioc.view_state import ViewState
from layouts import analysis as page
from layouts.analysis import Ids
from layouts.shell import Ids as ShellIds


def register(app: Dash, context: Context) -> None:
    """Register the page and its callbacks."""
    dash.register_page(
        "analysis",
        path=page.PATH,
        title="Phân tích",
        layout=lambda **query: open_page(context, query),
    )

    @app.callback(
        Output(Ids.VIEW, "data"),
        Output(Ids.VINTAGE, "options"),
        Output(Ids.PROVINCE, "options"),
        Output(Ids.DISTRICT, "options"),
        Output(f"{Ids.DISTRICT}-label", "children"),
        Output(f"{Ids.DISTRICT}-frame", "hidden"),
        Output(Ids.COMMUNE, "options"),
        Output(f"{Ids.COMMUNE}-frame", "hidden"),
        Output(Ids.LEVEL, "options"),
        Output(Ids.INDICATOR, "options"),
        Output(Ids.PERIOD, "options"),
        Output(Ids.PATH, "children"),
        Output(Ids.HEADLINE, "children"),
        Output(Ids.FACTS, "children"),
        Output(Ids.DEMO, "children"),
        Output(Ids.NOTE, "children"),
        Output(Ids.DEFINITION, "children"),
        Input(Ids.VIEW_STATE, "data"),
        prevent_initial_call=True,
    )
    def _view(asked: dict[str, Any]) -> tuple[Any, ...]:
        return answer_view(context, asked)

    @app.callback(
        Output(Ids.SERIES, "figure"),
        Output(Ids.SERIES_TITLE, "children"),
        Output(Ids.SERIES_EMPTY, "children"),
        Output(Ids.SERIES_EMPTY, "hidden"),
        Input(Ids.SERIES_STATE, "data"),
        prevent_initial_call=True,
    )
    def _series(asked: dict[str, Any]) -> tuple[Any, ...]:
        with context.engine.connect() as connection:
            view = _resolve(context, connection, asked)
            made = make_series(context, connection, view, _language(context, view.state))
        return made.figure, made.title, made.empty, not made.empty

    app.clientside_callback(
        ClientsideFunction("analysis", "adopt"),
        Output(Ids.ADOPTED, "data"),
        Input(Ids.VIEW, "data"),
    )
    for name, ident, prop in (
        ("drawn", Ids.SERIES, "figure"),
        ("clicked", Ids.SERIES, "clickData"),
        ("live", ShellIds.LIVE, "data"),
    ):
        app.clientside_callback(ClientsideFunction("analysis", name), Input(ident, prop))


def open_page(context: Context, query: dict[str, Any]) -> html.Div:
    """Return the page of an address; what the address does not say takes its default."""
    asked = ViewState.from_query(query, area=context.settings.province)
    with context.engine.connect() as connection:
        view = _resolve(context, connection, asked.to_dict())
        language = _language(context, view.state)
        made = make_page(context, connection, view, language)
        series = make_series(context, connection, view, language)
    return page.layout(made, series)


def answer_view(context: Context, asked: dict[str, Any]) -> tuple[Any, ...]:
    """Return what changes on the page for a state that the browser asks for.

    `asked` holds the fields of the state, `serial` (handed back, so that the browser knows an
    outdated answer), `carried`, the vintage that the area belongs to where it was changed, and
    `same_place`, true where the choices of areas stay as they are and need not travel again.
    """
    same_place = bool(asked.get("same_place"))
    with context.engine.connect() as connection:
        view = _resolve(context, connection, asked)
        language = _language(context, view.state)
        made = make_page(context, connection, view, language, same_place=same_place)
    choices = made.choices
    places = (
        choices.vintages,
        choices.provinces,
        choices.districts,
        choices.district_label,
        len(choices.districts) < 2,
        choices.communes,
        len(choices.communes) < 2,
    )
    return (
        made.view | {"serial": asked.get("serial", 0), "chosen": vars(made.chosen)},
        *((dash.no_update,) * len(places) if same_place else places),
        choices.levels,
        choices.indicators,
        choices.periods,
        page.path_links(made.path),
        made.headline,
        made.facts,
        made.demo,
        page.note_parts(made),
        page.definition_list(made.definition),
    )


def _resolve(context: Context, connection: Connection, asked: dict[str, Any]) -> View:
    return resolve_view(
        connection,
        context.directories,
        ViewState.from_dict(asked),
        context.today(),
        context.settings.province,
        str(asked.get("carried", "")),
    )


def _language(context: Context, state: ViewState) -> str:
    return language_of(context.settings, state.language)
