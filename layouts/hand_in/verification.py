"""The page /nop-so/xac-nhan: a verifier's list of submissions; assets/src/handin draws it."""

from __future__ import annotations

from enum import StrEnum, unique

from dash import dcc, html

from ioc.cookies import ACCOUNT_PAGE, HAND_IN_PAGE
from ioc.cookies import VERIFY_PAGE as PATH
from ioc.words.catalogue import Words

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
    return html.Div(
        [
            html.Header(
                [
                    html.H1(words["title"]),
                    html.P(
                        [
                            html.A(who, href=ACCOUNT_PAGE),
                            html.Span(area or words["every_area"]),
                            *([html.A(words["back"], href=HAND_IN_PAGE)] if may_hand_in else []),
                        ],
                        className="ioc-handin-who",
                    ),
                ],
                className="ioc-handin-head",
            ),
            html.Div(id=VerificationIds.ROOM, className="ioc-handin-room"),
            dcc.Store(id=VerificationIds.DATA, data={"language": language}),
            dcc.Store(id=VerificationIds.OUTPUT),
        ],
        id=VerificationIds.ROOT,
        className="ioc-handin ioc-verify",
        lang=language,
    )


def refusal(who: str, role: str, language: str) -> html.Div:
    """Return the page for somebody whose account does not verify.

    Args:
        who: name of the account, or of the token.
        role: in words.
        language: "vi" or "en".
    """
    words = Words("verify", language)
    return html.Div(
        [
            html.H1(words["title"]),
            html.P(words("not_yours", name=who, role=role), className="ioc-sign-in-about"),
        ],
        className="ioc-sign-in ioc-account",
        lang=language,
    )
