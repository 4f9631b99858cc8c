"""The page /dang-nhap."""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Dash, Input, Output, html

from callbacks.admin.access import find_signed_in
from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from data.access.accounts import Account
from data.access.callers import Caller
from data.access.tokens import Scope
from data.queries.areas import find_area_name
from ioc.cookies import ACCOUNT_PAGE, SIGN_IN_PAGE
from ioc.settings import SIGNED_IN
from ioc.words.catalogue import say
from layouts.admin import account as account_page
from layouts.admin import sign_in as page


def register(app: Dash, context: Context) -> None:
    """Register it and the page of one's own account; routes of `/phien` answer what they send."""
    dash.register_page(
        "sign_in",
        path=SIGN_IN_PAGE,
        title=say("shell-title-sign-in"),
        layout=lambda **query: sign_in_page(context, query.get("lang"), query.get("den") or ""),
    )
    app.clientside_callback(
        ClientsideFunction("sign_in", "start"),
        Output(page.SignInIds.OUTPUT, "data"),
        Input(page.SignInIds.DATA, "data"),
    )
    dash.register_page(
        "own_account",
        path=ACCOUNT_PAGE,
        title=say("shell-title-account"),
        layout=lambda **query: own_account(context, query.get("lang")),
    )
    app.clientside_callback(
        ClientsideFunction("account", "start"),
        Output(account_page.AccountIds.OUTPUT, "data"),
        Input(account_page.AccountIds.DATA, "data"),
    )


def sign_in_page(context: Context, asked_language: str | None, back: str) -> html.Div:
    """Return the form; `back`: address to open then, of this site alone."""
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    return page.layout(
        language_of(context.settings, asked_language),
        back=back if is_ours else "",
        must_sign_in=context.settings.view == SIGNED_IN,
    )


def own_account(context: Context, asked_language: str | None) -> html.Div:
    """Return the page of the account that is signed in, else the form to sign in."""
    language = language_of(context.settings, asked_language)
    caller = find_signed_in(context)
    if caller is None or caller.account is None:
        return page.layout(language, to=ACCOUNT_PAGE)
    return _account_page(context, caller.account, language)


def ask_to_sign_in(
    context: Context, scope: Scope | None, to: str, caller: Caller | None, language: str
) -> html.Div:
    """Return the form in place of a page that requires another scope (None: another role).

    Who must choose a password first gets the page for that.
    """
    if caller is not None and caller.must_change and caller.account is not None:
        return _account_page(context, caller.account, language)
    return page.layout(
        language,
        scope=scope.value if scope is not None else "report",
        to=to,
        holder=caller.name if caller is not None else "",
    )


def _account_page(context: Context, account: Account, language: str) -> html.Div:
    terms, area = account.terms, ""
    if terms.area is not None:
        with context.engine.connect() as connection:
            area = find_area_name(connection, terms.area)
    return account_page.layout(
        language,
        login=terms.login,
        name=terms.name,
        unit=terms.unit,
        role=say(f"account-role-{account.role}", language),
        area=area,
        must_change=account.must_change,
    )
