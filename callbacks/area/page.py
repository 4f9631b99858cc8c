"""The page /dia-ban: its first rendering; callbacks.area.answer answers a choice."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import dash
from dash import ClientsideFunction, Dash, Input, Output
from sqlalchemy import Connection

from callbacks.area.reading import find_elsewhere, read_page
from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from callbacks.frame.page_path import path_variables
from callbacks.frame.window_title import keep_title, title_of_view
from data.queries.areas import find_area, find_key
from data.store.engine import latest_of, read_all_touched
from ioc.area import SINCE_2025, AreaKey
from ioc.errors import IocError, NotFoundError
from ioc.view_state import ViewState
from ioc.words.catalogue import say
from layouts.area import page as page_layout
from layouts.area.groups import all_parts
from layouts.area.ids import AreaIds, output_id
from layouts.area.view import AreaContent
from layouts.frame import not_found


def register(app: Dash, context: Context, home: str) -> None:
    """Register the page and its callbacks."""

    def page(**query: Any) -> Any:
        # The variables that Dash reads from a longer path, or from a query, name no area.
        here = path_variables(page_layout.PATH_TEMPLATE)
        if not here.get("code"):
            return not_found.layout(home, language_of(context.settings, query.get("lang")))
        query = {name: text for name, text in query.items() if name not in ("vintage", "code")}
        return area_page(context, here["vintage"], here["code"], query)

    def title(vintage: str = "", code: str = "") -> str:
        return title_of_view(lambda: area_title(context, vintage, code))

    dash.register_page(
        "area",
        path_template=page_layout.PATH_TEMPLATE,
        title=title,
        layout=page,
        name=say("shell-title-area"),
    )

    # Callbacks that run when the page arrives need an output: else they wait for a change.
    for name, inputs in {
        "state": [Input(AreaIds.STATE, "data")],
        "draw": [Input(AreaIds.SPEC, "data")],
        "address": [Input(AreaIds.ADDRESS, "data")],
        "cards": [Input(AreaIds.CARDS, "data")],
    }.items():
        output = Output(output_id(name), "data")
        app.clientside_callback(ClientsideFunction("area", name), output, *inputs)
    for name, inputs in {
        "period": [Input(AreaIds.PERIOD, "value")],
        "level": [Input(AreaIds.LEVEL, "value")],
        "former": [Input(AreaIds.FORMER, "value")],
        "list": [Input(AreaIds.LIST_FILTER, "value"), Input(AreaIds.LIST_ORDER, "value")],
    }.items():
        app.clientside_callback(ClientsideFunction("area", name), *inputs)


def home_key(context: Context) -> AreaKey:
    """Return the key of the home area; the country's where the setting names nothing."""
    key = AreaKey(SINCE_2025.code, context.settings.province)
    with context.engine.connect() as connection:
        try:
            find_area(connection, key)
        except IocError:
            return AreaKey(SINCE_2025.code, "VN")
    return key


def area_page(context: Context, vintage: str, code: str, query: dict[str, Any]) -> Any:
    """Return the page of an area, or the page for an unknown area."""
    language = language_of(context.settings, query.get("lang"))
    home = home_key(context)
    with context.engine.connect() as connection:
        try:
            key = find_key(connection, vintage, code)
            state = ViewState.from_query(query, vintage=key.vintage, area=key.code, indicator="")
            state = state.but(vintage=key.vintage, area=key.code, language=language)
            page, parts, revision = context.directories.share(
                connection,
                ("area page", key, state, context.today()),
                lambda: _read_whole(context, connection, key, state),
            )
        except NotFoundError:
            elsewhere = find_elsewhere(connection, AreaKey(vintage, code))
            address = f"/dia-ban/{home.vintage}/{home.code}"
            return page_layout.not_found(vintage, code, elsewhere, address, language)
    day = context.today().isoformat()
    keep_title(page.explorer.title)
    return page_layout.layout(page, parts, uuid4().hex, revision, day)


def _read_whole(
    context: Context, connection: Connection, key: AreaKey, state: ViewState
) -> tuple[AreaContent, dict[str, str], int]:
    """Return a page, its cards as HTML, and the revision that last touched what it shows."""
    # Read before the numbers, so that a load in between is asked for and not missed.
    touched_at = read_all_touched(connection)
    page = read_page(context, connection, key, state)
    return page, all_parts(page.groups, page.language), latest_of(touched_at, page.codes)


def area_title(context: Context, vintage: str, code: str) -> str:
    """Return the window's title: "Tỉnh Nghệ An · IOC"."""
    try:
        with context.engine.connect() as connection:
            return f"{find_area(connection, find_key(connection, vintage, code)).full_name} · IOC"
    except NotFoundError:
        return say("shell-title-no-area")
