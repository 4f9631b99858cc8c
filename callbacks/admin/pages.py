"""The page /quan-tri: who may see it, and which section."""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Dash, Input, Output, html
from flask import redirect

from callbacks.admin.access import find_signed_in
from callbacks.admin.sign_in import ask_to_sign_in
from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from callbacks.frame.page_path import path_variables
from data.access.tokens import Scope
from ioc.words.catalogue import say
from layouts.admin import page
from layouts.frame import not_found


def register(app: Dash, context: Context, home: str) -> None:
    """Register the page; `api.admin.admin` answers what its scripts ask."""
    template = f"{page.PATH}/<section>"

    def layout(**query: str) -> html.Div:
        section = path_variables(template).get("section", "")
        return open_page(context, section, query.get("ma") or "", query.get("lang"), home)

    dash.register_page(
        "admin", path_template=template, title=say("shell-title-admin"), layout=layout
    )
    app.server.add_url_rule(
        page.PATH, "admin_home", lambda: redirect(f"{page.PATH}/{page.SECTIONS[0]}")
    )
    app.clientside_callback(
        ClientsideFunction("admin", "start"),
        Output(page.AdminIds.OUTPUT, "data"),
        Input(page.AdminIds.DATA, "data"),
    )


def open_page(
    context: Context, section: str, item: str, asked_language: str | None, home: str
) -> html.Div:
    """Return a section for an administrator, else the form to sign in."""
    language = language_of(context.settings, asked_language)
    if section not in page.SECTIONS:
        return not_found.layout(home, language)
    caller = find_signed_in(context)
    if caller is None or caller.scope is not Scope.ADMIN:
        return ask_to_sign_in(context, Scope.ADMIN, f"{page.PATH}/{section}", caller, language)
    has_account = caller.account is not None
    return page.layout(section, item[:32], caller.name, language, has_account=has_account)
