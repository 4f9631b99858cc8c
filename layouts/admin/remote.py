"""The page /dieu-khien: a phone that steers walls; assets/src/remote/remote.js draws and sends."""

from __future__ import annotations

from enum import StrEnum, unique

from dash import dcc, html

from ioc.cookies import REMOTE_PAGE
from ioc.message_form import LIMITS
from ioc.words.catalogue import Words

PATH = REMOTE_PAGE


@unique
class RemoteIds(StrEnum):
    """Ids of the page."""

    ROOT = "remote"
    ROOM = "remote-room"
    DATA = "remote-data"
    OUTPUT = "remote-started"


def layout(wall: str, who: str, home: str, language: str) -> html.Div:
    """Return the page with an empty place for its buttons.

    Args:
        wall: code of the first wall; empty: the one steered last.
        who: name of the session's token.
        home: address of the home area's page.
        language: "vi" or "en".
    """
    words = Words("remote", language)
    return html.Div(
        [
            html.Header(
                [
                    html.H1(words["title"]),
                    html.A(words["home"], href=home, className="ioc-remote-home"),
                ],
                className="ioc-remote-head",
            ),
            html.Div(id=RemoteIds.ROOM, className="ioc-remote-room"),
            dcc.Store(
                id=RemoteIds.DATA,
                data={
                    "wall": wall,
                    "who": who,
                    "language": language,
                    "limits": LIMITS,
                },
            ),
            dcc.Store(id=RemoteIds.OUTPUT),
        ],
        id=RemoteIds.ROOT,
        className="ioc-remote",
        lang=language,
    )
