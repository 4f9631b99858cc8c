"""The page /dieu-khien: who may see it."""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Dash, Input, Output, html

from callbacks.admin_access import find_signed_in
from callbacks.context import Context
from callbacks.language import language_of
from callbacks.sign_in import ask_to_sign_in
from data.tokens import Scope
from layouts import remote as page


def register(app: Dash, context: Context) -> None:
    """Register the page; `api.remote` answers what its script asks."""

    def layout(**query: str) -> html.Div:
        return open_page(context, query.get("man-hinh") or "", query.get("lang"))

    dash.register_page("remote", path=page.PATH, title="Điều khiển · IOC", layout=layout)
    app.clientside_callback(
        ClientsideFunction("remote", "start"),
        Output(page.Ids.STARTED, "data"),
        Input(page.Ids.DATA, "data"),
    )


def open_page(context: Context, wall: str, asked_language: str | None) -> html.Div:
    """Return the remote for who may steer, else the form to sign in with."""
    language = language_of(context.settings, asked_language)
    token = find_signed_in(context)
    if token is None or token.scope not in (Scope.REMOTE, Scope.ADMIN):
        return ask_to_sign_in(Scope.REMOTE, page.PATH, token, language)
    return page.layout(wall[:32], token.name, "/", language)
