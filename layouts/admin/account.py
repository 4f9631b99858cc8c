"""The page /tai-khoan: one's own account, another password, signing out."""

from __future__ import annotations

from enum import StrEnum, unique

import dash_bootstrap_components as dbc
from dash import dcc, html

from ioc.cookies import EVERYWHERE_PATH, PASSWORD_PATH
from ioc.words.catalogue import Words


@unique
class AccountIds(StrEnum):
    """Ids of the page."""

    ROOT = "account"
    FORM = "account-form"
    SAVE = "account-save"
    SIGN_OUT = "account-sign-out"
    EVERYWHERE = "account-everywhere"
    STATUS = "account-status"
    DATA = "account-data"
    OUTPUT = "account-started"


def layout(
    language: str,
    *,
    login: str,
    name: str,
    unit: str,
    role: str,
    area: str,
    must_change: bool,
) -> html.Div:
    """Return the page.

    Args:
        language: "vi" or "en".
        login: of the account.
        name: of the person.
        unit: of the person; empty: none is set.
        role: in words.
        area: name of the area that the account is for; empty: every area.
        must_change: another password must be chosen first.
    """
    words = Words("own", language)
    facts = (
        (words["login"], login),
        (words["role"], role),
        (words["unit"], unit),
        (words["area"], area or words["every_area"]),
    )
    return html.Div(
        [
            html.H1(name),
            html.Dl(
                [html.Div([html.Dt(label), html.Dd(text)]) for label, text in facts if text],
                className="ioc-account-facts",
            ),
            html.Form(
                [
                    html.H2(words["password"]),
                    html.P(words["must_change"] if must_change else words["about"]),
                    # For password managers: whose password it is.
                    dbc.Input(
                        type="text",
                        value=login,
                        autocomplete="username",
                        readonly=True,
                        style={"display": "none"},
                    ),
                    *([] if must_change else [_field("cu", words["present"], "current-password")]),
                    _field("moi", words["new"], "new-password", words["rule"]),
                    _field("lai", words["again"], "new-password"),
                    html.P("", id=AccountIds.STATUS, className="ioc-account-status", role="status"),
                    html.Button(
                        words["save"],
                        id=AccountIds.SAVE,
                        className="btn btn-primary",
                        type="submit",
                    ),
                ],
                id=AccountIds.FORM,
                noValidate=True,
            ),
            html.Div(
                [
                    html.Button(
                        words["sign_out"],
                        id=AccountIds.SIGN_OUT,
                        className="btn btn-outline-secondary",
                        type="button",
                    ),
                    html.Button(
                        words["everywhere"],
                        id=AccountIds.EVERYWHERE,
                        className="btn btn-outline-danger",
                        type="button",
                    ),
                ],
                className="ioc-account-ways",
            ),
            html.Small(words["everywhere_about"], className="ioc-sign-in-hint"),
            dcc.Store(
                id=AccountIds.DATA,
                data={
                    "path": PASSWORD_PATH,
                    "everywhere": EVERYWHERE_PATH,
                    "must_change": must_change,
                    "language": language,
                    **{
                        key: words[key]
                        for key in ("unlike", "empty", "saved", "unreached", "save", "saving")
                    },
                },
            ),
            dcc.Store(id=AccountIds.OUTPUT),
        ],
        id=AccountIds.ROOT,
        className="ioc-sign-in ioc-account",
        lang=language,
    )


def _field(name: str, label: str, autocomplete: str, hint: str = "") -> html.Div:
    """Return a field for a password, with a place for its fault."""
    ident = f"account-{name}"
    return html.Div(
        [
            html.Label(label, htmlFor=ident),
            dbc.Input(id=ident, type="password", autocomplete=autocomplete, maxlength=200),
            *([html.Small(hint, id=f"{ident}-hint", className="ioc-field-hint")] if hint else []),
            html.P("", id=f"{ident}-fault", className="ioc-field-fault"),
        ],
        className="ioc-field",
        **{"data-field": name},
    )
