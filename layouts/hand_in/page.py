"""The page /nop-so: a sheet is dropped, looked through, handed in; assets/src/handin draws it."""

from __future__ import annotations

from enum import StrEnum, unique

from dash import html

from ioc.cookies import ACCOUNT_PAGE, HAND_IN_PAGE, VERIFY_PAGE
from ioc.words.catalogue import Words
from layouts.hand_in import frame
from layouts.hand_in.frame import room_page

PATH = HAND_IN_PAGE
LATENESS_PATH = f"{PATH}/tien-do"
PHONE_PATH = f"{PATH}/nhap"


@unique
class HandInIds(StrEnum):
    """Ids of the page."""

    ROOT = "handin"
    ROOM = "handin-room"
    DATA = "handin-data"
    OUTPUT = "handin-started"


def layout(who: str, area: str, language: str, *, most_bytes: int, may_verify: bool) -> html.Div:
    """Return the page with an empty place for its steps.

    Args:
        who: name of the account.
        area: name of the area that the account reports of; empty: every area.
        language: "vi" or "en".
        most_bytes: size of the largest file that is taken.
        may_verify: whether the account also verifies what was handed in.
    """
    words = Words("drop", language)
    links = [html.A(words["verify"], href=VERIFY_PAGE)] if may_verify else []
    return room_page(
        HandInIds,
        words["title"],
        [
            html.A(who, href=ACCOUNT_PAGE),
            html.Span(area or words["every_area"]),
            html.A(words["who_is_late"], href=LATENESS_PATH),
            *links,
        ],
        language,
        data={"most_bytes": most_bytes, "has_area": bool(area)},
    )


def refusal(who: str, role: str, language: str) -> html.Div:
    """Return the page for somebody whose account does not hand in.

    Args:
        who: name of the account, or of the token.
        role: in words.
        language: "vi" or "en".
    """
    words = Words("drop", language)
    own = html.P(html.A(words["own"], href=ACCOUNT_PAGE))
    return frame.refusal(words, who, role, language, own)
