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

_Open = Callable[[Context, Mapping[str, str]], html.Div]
_Draw = Callable[[Caller, str, str], html.Div]


def register(app: Dash, context: Context) -> None:
    """Register the pages; `api.hand_in` answers what their scripts ask."""
    for name, script, path, ids, open_it in (
        ("hand_in", "handin", page.PATH, page.HandInIds, open_page),
        ("lateness", "lateness", lateness.PATH, lateness.LatenessIds, open_lateness),
        (
            "verification", "verification", verification.PATH, verification.VerificationIds,
            open_verification,
        ),
        ("phone", "phone", phone.PATH, phone.PhoneIds, open_phone),
    ):  # fmt: skip
        dash.register_page(
            name,
            path=path,
            title=say(f"shell-title-{name.replace('_', '-')}"),
            layout=_layout(context, open_it),
        )
        app.clientside_callback(
            ClientsideFunction(script, "start"), Output(ids["OUTPUT"], "data"),
            Input(ids["DATA"], "data"),
        )  # fmt: skip


def _layout(context: Context, open_it: _Open) -> Callable[..., html.Div]:
    return lambda **query: open_it(context, query)


def open_page(context: Context, query: Mapping[str, str]) -> html.Div:
    """Return the page for an account that hands in, a refusal for others, else the sign-in."""
    language = language_of(context.settings, query.get("lang"))
    return _for_reporters(
        context,
        page.PATH,
        language,
        lambda caller, name, area: page.layout(
            name, area, language, most_bytes=MAX_BYTES, may_verify=caller.may_verify
        ),
    )


def open_lateness(context: Context, query: Mapping[str, str]) -> html.Div:
    """Return the list of who is late, for the same people."""
    language = language_of(context.settings, query.get("lang"))
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


def open_verification(context: Context, query: Mapping[str, str]) -> html.Div:
    """Return the list of an account that verifies, a refusal for others, else the sign-in."""
    language = language_of(context.settings, query.get("lang"))
    return _for_account(
        context,
        verification.PATH,
        language,
        lambda caller: caller.may_verify,
        verification.refusal,
        lambda caller, name, area: verification.layout(
            name, area, language, may_hand_in=caller.may_hand_in
        ),
    )


def _for_reporters(context: Context, path: str, language: str, draw: _Draw) -> html.Div:
    """Return what is drawn of an account that hands in."""
    return _for_account(
        context, path, language, lambda caller: caller.may_hand_in, page.refusal, draw
    )


def _for_account(
    context: Context,
    path: str,
    language: str,
    may: Callable[[Caller], bool],
    refuse: Callable[[str, str, str], html.Div],
    draw: _Draw,
) -> html.Div:
    """Return what is drawn of an account that may see a page, its name and area ("": every one)."""
    caller = find_signed_in(context)
    if caller is None or caller.must_change:
        return ask_to_sign_in(context, None, path, caller, language)
    if not may(caller) or caller.account is None:
        role = say(f"account-role-{caller.kind}" if caller.account else "drop-token", language)
        return refuse(caller.name, role, language)
    return draw(caller, caller.account.terms.name, _area_name(context, caller.account))


def _area_name(context: Context, account: Account) -> str:
    """Return the name of the area of an account; empty: it is for every area."""
    key = account.terms.area
    if key is not None:
        with context.engine.connect() as connection:
            return find_area_name(connection, key)
    return ""
