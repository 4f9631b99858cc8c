"""The page /dang-nhap."""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Dash, Input, Output, html

from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from data.access.tokens import Scope, Token
from ioc.words.catalogue import say
from layouts.admin import sign_in as page


def register(app: Dash, context: Context) -> None:
    """Register the page; `/phien` answers what it sends."""
    dash.register_page(
        "sign_in",
        path=page.PATH,
        title=say("shell-title-sign-in"),
        layout=lambda **query: page.layout(language_of(context.settings, query.get("lang"))),
    )
    app.clientside_callback(
        ClientsideFunction("sign_in", "start"),
        Output(page.SignInIds.OUTPUT, "data"),
        Input(page.SignInIds.DATA, "data"),
    )


def ask_to_sign_in(scope: Scope, to: str, token: Token | None, language: str) -> html.Div:
    """Return the form in place of a page that requires another scope."""
    return page.layout(
        language, scope=scope.value, to=to, holder=token.name if token is not None else ""
    )
