"""The page /dang-nhap: name and password of an account, or an access token."""

from __future__ import annotations

from enum import StrEnum, unique

import dash_bootstrap_components as dbc
from dash import dcc, html

from ioc.cookies import ACCOUNT_PATH, SESSION_PATH
from ioc.words.catalogue import Words


@unique
class SignInIds(StrEnum):
    """Ids of the page."""

    ROOT = "sign-in"
    ACCOUNT_FORM = "sign-in-account"
    LOGIN = "sign-in-login"
    PASSWORD = "sign-in-password"  # noqa: S105
    ACCOUNT_FAULT = "sign-in-account-fault"
    FORM = "sign-in-form"
    SECRET = "sign-in-secret"  # noqa: S105 - the id of a field
    FAULT = "sign-in-fault"
    DATA = "sign-in-data"
    OUTPUT = "sign-in-started"


_COMMAND = 'python app.py token create --scope {scope} --name "{name}"'


def layout(
    language: str,
    *,
    scope: str = "",
    to: str = "",
    holder: str = "",
    back: str = "",
    must_sign_in: bool = False,
) -> html.Div:
    """Return the form.

    Args:
        language: "vi" or "en".
        scope: that the page requires, "admin" or "remote"; "report": an account that hands in;
            empty: any.
        to: address to open then; empty: what the token is for.
        holder: name of the token or account that is signed in with and does not suffice.
        back: address to open then, whoever signs in; empty: what it is for.
        must_sign_in: viewing needs a sign-in.
    """
    words = Words("enter", language)
    about = words("not_enough", name=holder) if holder else words[scope or "any"]
    if must_sign_in and not holder and not scope:
        about = words["view"]
    person = words["example"]
    command = _COMMAND.format(scope="remote" if scope == "remote" else "admin", name=person)
    return html.Div(
        [
            html.H1(words["title"]),
            html.P(about, className="ioc-sign-in-about"),
            html.Div([_account_form(words), _token_form(words)], className="ioc-sign-in-ways"),
            html.Details(
                [
                    html.Summary(words["none"]),
                    html.P(words["ask"]),
                    html.Code(command),
                ],
                className="ioc-sign-in-none",
            ),
            dcc.Store(
                id=SignInIds.DATA,
                data={
                    "path": SESSION_PATH,
                    "account": ACCOUNT_PATH,
                    "to": to,
                    "back": back,
                    "language": language,
                    **{
                        key: words[key]
                        for key in ("enter", "entering", "empty", "empty_account", "unreached")
                    },
                },
            ),
            dcc.Store(id=SignInIds.OUTPUT),
        ],
        id=SignInIds.ROOT,
        className="ioc-sign-in",
        lang=language,
    )


def _account_form(words: Words) -> html.Form:
    return html.Form(
        [
            html.H2(words["by_account"]),
            html.Label(words["login"], htmlFor=SignInIds.LOGIN),
            dbc.Input(
                id=SignInIds.LOGIN,
                type="text",
                autocomplete="username",
                maxlength=64,
            ),
            html.Label(words["password"], htmlFor=SignInIds.PASSWORD),
            dbc.Input(
                id=SignInIds.PASSWORD,
                type="password",
                autocomplete="current-password",
                maxlength=200,
            ),
            html.P("", id=SignInIds.ACCOUNT_FAULT, className="ioc-sign-in-fault", role="alert"),
            html.Button(words["enter"], className="btn btn-primary", type="submit"),
        ],
        id=SignInIds.ACCOUNT_FORM,
        noValidate=True,
    )


def _token_form(words: Words) -> html.Form:
    return html.Form(
        [
            html.H2(words["by_token"]),
            # For password managers: they keep nothing without a name.
            dbc.Input(type="text", value="ioc", autocomplete="username", style={"display": "none"}),
            html.Label(words["secret"], htmlFor=SignInIds.SECRET),
            dbc.Input(
                id=SignInIds.SECRET,
                type="password",
                autocomplete="current-password",
                maxlength=200,
            ),
            html.Small(words["hint"], className="ioc-sign-in-hint"),
            html.P("", id=SignInIds.FAULT, className="ioc-sign-in-fault", role="alert"),
            html.Button(words["enter"], className="btn btn-outline-primary", type="submit"),
        ],
        id=SignInIds.FORM,
    )
