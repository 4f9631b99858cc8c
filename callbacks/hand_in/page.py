"""The pages /nop-so, /nop-so/nhap, /nop-so/tien-do and /nop-so/xac-nhan: who may see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import dash
from dash import ClientsideFunction, Dash, Input, Output, html

from callbacks.admin.access import find_signed_in
from callbacks.admin.sign_in import ask_to_sign_in
from callbacks.frame.context import Context
from callbacks.frame.language import language_of
from data.access.accounts import Account
from data.access.callers import Caller
from data.load.office.book import MAX_BYTES
from data.queries.areas import find_area_name
from ioc.words.catalogue import say
from layouts.hand_in import lateness, page, phone, verification


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
    dash.register_page(
        "verification",
        path=verification.PATH,
        title=say("shell-title-verification"),
        layout=lambda **query: open_verification(context, query.get("lang")),
    )
    app.clientside_callback(
        ClientsideFunction("verification", "start"),
        Output(verification.VerificationIds.OUTPUT, "data"),
        Input(verification.VerificationIds.DATA, "data"),
    )
    dash.register_page(
        "phone",
        path=phone.PATH,
        title=say("shell-title-phone"),
        layout=lambda **query: open_phone(context, query),
    )
    app.clientside_callback(
        ClientsideFunction("phone", "start"),
        Output(phone.PhoneIds.OUTPUT, "data"),
        Input(phone.PhoneIds.DATA, "data"),
    )


def open_page(context: Context, asked_language: str | None) -> html.Div:
    """Return the page for an account that hands in, a refusal for others, else the sign-in."""
    language = language_of(context.settings, asked_language)
    return _for_reporters(
        context,
        page.PATH,
        language,
        lambda caller, name, area: page.layout(
            name, area, language, most_bytes=MAX_BYTES, may_verify=caller.may_verify
        ),
    )


def open_lateness(context: Context, asked_language: str | None) -> html.Div:
    """Return the list of who is late, for the same people."""
    language = language_of(context.settings, asked_language)
    return _for_reporters(
        context, lateness.PATH, language, lambda _, __, area: lateness.layout(area, language)
    )


def open_phone(context: Context, query: Mapping[str, str]) -> html.Div:
    """Return the page on which numbers are typed, for the same people."""
    language = language_of(context.settings, query.get("lang"))
    form, period = query.get("bieu") or "", query.get("ky") or ""
    return _for_reporters(
        context,
        phone.PATH,
        language,
        lambda caller, _, area: phone.layout(
            caller.account.id if caller.account else 0, area, form, period, language
        ),
    )


def _for_reporters(
    context: Context, path: str, language: str, draw: Callable[[Caller, str, str], html.Div]
) -> html.Div:
    """Return what is drawn of an account that hands in, its name and area ("": every one)."""
    caller = find_signed_in(context)
    if caller is None or caller.must_change:
        return ask_to_sign_in(context, None, path, caller, language)
    if not caller.may_hand_in or caller.account is None:
        role = say(f"account-role-{caller.kind}" if caller.account else "drop-token", language)
        return page.refusal(caller.name, role, language)
    return draw(caller, caller.account.terms.name, _area_name(context, caller.account))


def open_verification(context: Context, asked_language: str | None) -> html.Div:
    """Return the list of an account that verifies, a refusal for others, else the sign-in."""
    language = language_of(context.settings, asked_language)
    caller = find_signed_in(context)
    if caller is None or caller.must_change:
        return ask_to_sign_in(context, None, verification.PATH, caller, language)
    if not caller.may_verify or caller.account is None:
        role = say(f"account-role-{caller.kind}" if caller.account else "drop-token", language)
        return verification.refusal(caller.name, role, language)
    name, area = caller.account.terms.name, _area_name(context, caller.account)
    return verification.layout(name, area, language, may_hand_in=caller.may_hand_in)


def _area_name(context: Context, account: Account) -> str:
    """Return the name of the area of an account; empty: it is for every area."""
    key = account.terms.area
    if key is not None:
        with context.engine.connect() as connection:
            return find_area_name(connection, key)
    return ""
