"""The page /dang-nhap: one field for an access token; persons come later."""

from __future__ import annotations

from enum import StrEnum, unique

import dash_bootstrap_components as dbc
from dash import dcc, html

from ioc.cookies import SESSION_PATH
from ioc.words.catalogue import Words

PATH = "/dang-nhap"


@unique
class SignInIds(StrEnum):
    """Ids of the page."""

    ROOT = "sign-in"
    FORM = "sign-in-form"
    SECRET = "sign-in-secret"  # noqa: S105 - the id of a field
    FAULT = "sign-in-fault"
    DATA = "sign-in-data"
    OUTPUT = "sign-in-started"


_COMMAND = 'python app.py token create --scope {scope} --name "{name}"'


def layout(language: str, *, scope: str = "", to: str = "", holder: str = "") -> html.Div:
    """Return the form.

    Args:
        language: "vi" or "en".
        scope: that the page requires, "admin" or "remote"; empty: either.
        to: address to open then; empty: what the token is for.
        holder: name of the token that is signed in with, where its scope does not suffice.
    """
    words = Words("enter", language)
    about = words("not_enough", name=holder) if holder else words[scope or "any"]
    person = words["example"]
    command = _COMMAND.format(scope=scope or "admin", name=person)
    return html.Div(
        [
            html.H1(words["title"]),
            html.P(about, className="ioc-sign-in-about"),
            html.Form(
                [
                    # For password managers: they keep nothing without a name.
                    dbc.Input(
                        type="text",
                        value="ioc",
                        autocomplete="username",
                        style={"display": "none"},
                    ),
                    html.Label(words["secret"], htmlFor=SignInIds.SECRET),
                    dbc.Input(
                        id=SignInIds.SECRET,
                        type="password",
                        autocomplete="current-password",
                        maxlength=200,
                    ),
                    html.Small(words["hint"], className="ioc-sign-in-hint"),
                    html.P("", id=SignInIds.FAULT, className="ioc-sign-in-fault", role="alert"),
                    html.Button(words["enter"], className="btn btn-primary", type="submit"),
                ],
                id=SignInIds.FORM,
            ),
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
                    "to": to,
                    "language": language,
                    **{key: words[key] for key in ("enter", "entering", "empty", "unreached")},
                },
            ),
            dcc.Store(id=SignInIds.OUTPUT),
        ],
        id=SignInIds.ROOT,
        className="ioc-sign-in",
        lang=language,
    )
