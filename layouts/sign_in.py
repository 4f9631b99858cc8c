"""The page /dang-nhap: one field for an access token; persons come later."""

from __future__ import annotations

from enum import StrEnum, unique

import dash_bootstrap_components as dbc
from dash import dcc, html

from layouts.text import Words

PATH = "/dang-nhap"
SESSION_PATH = "/phien"
# Both hold a token's secret, out of reach of scripts.
SESSION_COOKIE = "ioc_session"
WALL_COOKIE = "ioc_wall"


@unique
class Ids(StrEnum):
    """Ids of the page."""

    ROOT = "sign-in"
    FORM = "sign-in-form"
    SECRET = "sign-in-secret"  # noqa: S105 - the id of a field
    FAULT = "sign-in-fault"
    DATA = "sign-in-data"
    STARTED = "sign-in-started"


WORDS = {
    "title": ("Đăng nhập", "Sign in"),
    "admin": ("Trang này dành cho người quản trị.", "This page is for administrators."),
    "remote": (
        "Trang này dành cho người điều khiển màn hình lớn.",
        "This page is for those who steer the wall.",
    ),
    "any": (
        "Dành cho người quản trị và người điều khiển màn hình. Xem số liệu không cần đăng nhập.",
        "For administrators and those who steer the wall. Reading numbers needs no sign-in.",
    ),
    "not_enough": (
        "Bạn đang dùng khoá “{name}”, chỉ điều khiển được màn hình lớn.",
        "You are signed in with “{name}”, which may steer walls and no more.",
    ),
    "secret": ("Khoá truy cập", "Access token"),
    "hint": ("Bắt đầu bằng ioc_, được trao một lần khi tạo.", "Begins with ioc_; shown once."),
    "enter": ("Đăng nhập", "Sign in"),
    "entering": ("Đang kiểm tra…", "Checking…"),
    "empty": ("Hãy dán khoá truy cập vào ô này.", "Paste the access token here."),
    "unreached": (
        "Không tới được máy chủ. Hãy kiểm tra mạng rồi thử lại.",
        "The server cannot be reached. Check the network and try again.",
    ),
    "none": ("Chưa có khoá?", "No token yet?"),
    "ask": (
        "Xin người quản trị, hoặc tạo trên máy chủ:",
        "Ask an administrator, or make one on the server:",
    ),
}
_COMMAND = 'python app.py token create --scope {scope} --name "{name}"'


def layout(language: str, *, wanted: str = "", to: str = "", held: str = "") -> html.Div:
    """Return the form.

    Args:
        language: "vi" or "en".
        wanted: scope that the page asks for, "admin" or "remote"; empty: either.
        to: address to open then; empty: what the token is for.
        held: name of the token that is signed in with, where it does not suffice.
    """
    words = Words(WORDS, language)
    about = words["not_enough"].format(name=held) if held else words[wanted or "any"]
    person = "Nguyễn Văn An" if language == "vi" else "Jane Doe"
    command = _COMMAND.format(scope=wanted or "admin", name=person)
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
                    html.Label(words["secret"], htmlFor=Ids.SECRET),
                    dbc.Input(
                        id=Ids.SECRET,
                        type="password",
                        autocomplete="current-password",
                        maxlength=200,
                    ),
                    html.Small(words["hint"], className="ioc-sign-in-hint"),
                    html.P("", id=Ids.FAULT, className="ioc-sign-in-fault", role="alert"),
                    html.Button(words["enter"], className="btn btn-primary", type="submit"),
                ],
                id=Ids.FORM,
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
                id=Ids.DATA,
                data={
                    "path": SESSION_PATH,
                    "to": to,
                    "language": language,
                    **{key: words[key] for key in ("enter", "entering", "empty", "unreached")},
                },
            ),
            dcc.Store(id=Ids.STARTED),
        ],
        id=Ids.ROOT,
        className="ioc-sign-in",
        lang=language,
    )
