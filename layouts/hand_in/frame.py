"""What the pages of those who hand in and verify have in common: head, room, refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from ioc.words.catalogue import Words


def room_page(
    ids: type[StrEnum],
    title: str,
    about: Sequence[Component],
    language: str,
    *,
    class_name: str = "ioc-handin",
    data: Mapping[str, Any] | None = None,
) -> html.Div:
    """Return a page with its head and an empty room, which its script fills.

    Args:
        ids: ROOT, ROOM, DATA and OUTPUT of the page.
        title: its heading.
        about: who it is for, and where else to go.
        language: "vi" or "en".
        class_name: of the whole page.
        data: what the script is told besides the language.
    """
    head = html.Header(
        [html.H1(title), html.P(list(about), className="ioc-handin-who")],
        className="ioc-handin-head",
    )
    room = html.Div(id=ids["ROOM"], className="ioc-handin-room")
    return html.Div(
        [
            head,
            room,
            dcc.Store(id=ids["DATA"], data={"language": language, **(data or {})}),
            dcc.Store(id=ids["OUTPUT"]),
        ],
        id=ids["ROOT"],
        className=class_name,
        lang=language,
    )


def refusal(words: Words, who: str, role: str, language: str, *more: Component) -> html.Div:
    """Return the page for somebody whose account has no business here.

    Args:
        words: with `title` and `not_yours`.
        who: name of the account, or of the token.
        role: in words.
        language: "vi" or "en".
        more: what they can do instead.
    """
    return html.Div(
        [
            html.H1(words["title"]),
            html.P(words("not_yours", name=who, role=role), className="ioc-sign-in-about"),
            *more,
        ],
        className="ioc-sign-in ioc-account",
        lang=language,
    )
