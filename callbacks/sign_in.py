"""The page /dang-nhap."""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Dash, Input, Output, html

from callbacks.context import Context
from callbacks.language import language_of
from data.tokens import Scope, Token
from layouts import sign_in as page


def register(app: Dash, context: Context) -> None:
    """Register the page; `/phien` answers what it sends."""
    dash.register_page(
        "sign_in",
        path=page.PATH,
        title="Đăng nhập · IOC",
        layout=lambda **query: page.layout(language_of(context.settings, query.get("lang"))),
    )
    app.clientside_callback(
        ClientsideFunction("sign_in", "start"),
        Output(page.Ids.STARTED, "data"),
        Input(page.Ids.DATA, "data"),
    )


def ask_to_sign_in(wanted: Scope, to: str, held: Token | None, language: str) -> html.Div:
    """Return the form in place of a page that the asker may not see."""
    return page.layout(
        language, wanted=wanted.value, to=to, held=held.name if held is not None else ""
    )
