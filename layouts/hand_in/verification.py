"""The page /nop-so/xac-nhan: a verifier's list of submissions; assets/src/handin draws it."""

from __future__ import annotations

from enum import StrEnum, unique

from dash import html

from ioc.cookies import ACCOUNT_PAGE, HAND_IN_PAGE
from ioc.cookies import VERIFY_PAGE as PATH
from ioc.words.catalogue import Words
from layouts.hand_in import frame
from layouts.hand_in.frame import room_page

__all__ = ["PATH", "VerificationIds", "layout", "refusal"]


@unique
class VerificationIds(StrEnum):
    """Ids of the page."""

    ROOT = "verification"
    ROOM = "verification-room"
    DATA = "verification-data"
    OUTPUT = "verification-started"


def layout(who: str, area: str, language: str, *, may_hand_in: bool) -> html.Div:
    """Return the page with an empty place for its list.

    Args:
        who: name of the account.
        area: name of the area that the account verifies; empty: every area.
        language: "vi" or "en".
        may_hand_in: whether the account also hands in sheets.
    """
    words = Words("verify", language)
    links = [html.A(words["back"], href=HAND_IN_PAGE)] if may_hand_in else []
    return room_page(
        VerificationIds,
        words["title"],
        [html.A(who, href=ACCOUNT_PAGE), html.Span(area or words["every_area"]), *links],
        language,
        class_name="ioc-handin ioc-verify",
    )


def refusal(who: str, role: str, language: str) -> html.Div:
    """Return the page for somebody whose account does not verify.

    Args:
        who: name of the account, or of the token.
        role: in words.
        language: "vi" or "en".
    """
    return frame.refusal(Words("verify", language), who, role, language)
