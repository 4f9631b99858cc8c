"""The page /nop-so/nhap: the numbers of a form are typed; assets/src/phone draws it."""

from __future__ import annotations

from enum import StrEnum, unique

from dash import dcc, html

from ioc.words.catalogue import Words
from layouts.hand_in.page import PATH as HAND_IN_PATH
from layouts.hand_in.page import PHONE_PATH as PATH

__all__ = ["PATH", "PhoneIds", "layout"]


@unique
class PhoneIds(StrEnum):
    """Ids of the page."""

    ROOT = "phone"
    ROOM = "phone-room"
    DATA = "phone-data"
    OUTPUT = "phone-started"


def layout(account: int, area: str, form: str, period: str, language: str) -> html.Div:
    """Return the page with an empty place for its steps.

    Args:
        account: number of the account, whose numbers the browser remembers apart from others'.
        area: name of the area that it reports of; empty: every area, for which nobody types.
        form: code of the form; empty: the page lists the forms.
        period: ISO.
        language: "vi" or "en".
    """
    words = Words("phone", language)
    data = {"language": language, "account": account, "form": form, "period": period}
    return html.Div(
        [
            html.Header(
                [
                    html.H1(words["title"]),
                    html.P([html.Span(area), html.A(words["back"], href=HAND_IN_PATH)]),
                ],
                className="ioc-phone-head",
            ),
            html.Div(id=PhoneIds.ROOM, className="ioc-phone-room")
            if area
            else html.P(words["no_area"], className="ioc-phone-quiet"),
            dcc.Store(id=PhoneIds.DATA, data=data),
            dcc.Store(id=PhoneIds.OUTPUT),
        ],
        id=PhoneIds.ROOT,
        className="ioc-handin ioc-phone",
        lang=language,
    )
