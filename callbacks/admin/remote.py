"""The page /dieu-khien: who may see it."""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Dash, Input, Output, html

from callbacks.admin.access import find_signed_in
from callbacks.admin.sign_in import ask_to_sign_in
from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from data.access.tokens import Scope
from ioc.words.catalogue import say
from layouts.admin import remote as page


def register(app: Dash, context: Context) -> None:
    """Register the page; `api.admin.remote` answers what its script asks."""

    def layout(**query: str) -> html.Div:
        return open_page(context, query.get("man-hinh") or "", query.get("lang"))

    dash.register_page("remote", path=page.PATH, title=say("shell-title-remote"), layout=layout)
    app.clientside_callback(
        ClientsideFunction("remote", "start"),
        Output(page.RemoteIds.OUTPUT, "data"),
        Input(page.RemoteIds.DATA, "data"),
    )


def open_page(context: Context, wall: str, asked_language: str | None) -> html.Div:
    """Return the remote control for who may steer walls, else the form to sign in."""
    language = language_of(context.settings, asked_language)
    caller = find_signed_in(context)
    if caller is None or caller.scope not in (Scope.REMOTE, Scope.ADMIN):
        return ask_to_sign_in(context, Scope.REMOTE, page.PATH, caller, language)
    return page.layout(wall[:32], caller.name, "/", language)
