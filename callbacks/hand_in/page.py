"""The pages /nop-so and /nop-so/tien-do: who may see them."""

from __future__ import annotations

from collections.abc import Callable

import dash
from dash import ClientsideFunction, Dash, Input, Output, html

from callbacks.admin.access import find_signed_in
from callbacks.admin.sign_in import ask_to_sign_in
from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from data.load.office.book import MAX_BYTES
from data.queries.areas import find_area_name
from ioc.words.catalogue import say
from layouts.hand_in import lateness, page


def register(app: Dash, context: Context) -> None:
    """Register the pages; `api.hand_in` answers what their scripts ask."""
    dash.register_page(
        "hand_in",
        path=page.PATH,
        title=say("shell-title-hand-in"),
        layout=lambda **query: open_page(context, query.get("lang")),
    )
    app.clientside_callback(
        ClientsideFunction("handin", "start"),
        Output(page.HandInIds.OUTPUT, "data"),
        Input(page.HandInIds.DATA, "data"),
    )
    dash.register_page(
        "lateness",
        path=lateness.PATH,
        title=say("shell-title-lateness"),
        layout=lambda **query: open_lateness(context, query.get("lang")),
    )
    app.clientside_callback(
        ClientsideFunction("lateness", "start"),
        Output(lateness.LatenessIds.OUTPUT, "data"),
        Input(lateness.LatenessIds.DATA, "data"),
    )


def open_page(context: Context, asked_language: str | None) -> html.Div:
    """Return the page for an account that hands in, a refusal for others, else the sign-in."""
    language = language_of(context.settings, asked_language)
    return _for_reporters(
        context,
        page.PATH,
        language,
        lambda name, area: page.layout(name, area, language, most_bytes=MAX_BYTES),
    )


def open_lateness(context: Context, asked_language: str | None) -> html.Div:
    """Return the list of who is late, for the same people."""
    language = language_of(context.settings, asked_language)
    return _for_reporters(
        context, lateness.PATH, language, lambda _, area: lateness.layout(area, language)
    )


def _for_reporters(
    context: Context, path: str, language: str, draw: Callable[[str, str], html.Div]
) -> html.Div:
    """Return what is drawn of the name and the area ("": every one) of an account that hands in."""
    caller = find_signed_in(context)
    if caller is None or caller.must_change:
        return ask_to_sign_in(context, None, path, caller, language)
    if not caller.may_hand_in or caller.account is None:
        role = say(f"account-role-{caller.kind}" if caller.account else "drop-token", language)
        return page.refusal(caller.name, role, language)
    area, key = "", caller.account.terms.area
    if key is not None:
        with context.engine.connect() as connection:
            area = find_area_name(connection, key)
    return draw(caller.account.terms.name, area)
