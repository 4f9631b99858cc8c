"""The page /nop-so/tien-do: who handed in a form and who is late; assets/src/handin draws it."""

from __future__ import annotations

from enum import StrEnum, unique

from dash import html

from ioc.words.catalogue import Words
from layouts.hand_in.frame import room_page
from layouts.hand_in.page import LATENESS_PATH as PATH
from layouts.hand_in.page import PATH as HAND_IN_PATH

__all__ = ["PATH", "LatenessIds", "layout"]


@unique
class LatenessIds(StrEnum):
    """Ids of the page."""

    ROOT = "lateness"
    ROOM = "lateness-room"
    DATA = "lateness-data"
    OUTPUT = "lateness-started"


def layout(area: str, language: str) -> html.Div:
    """Return the page with an empty place for its list.

    Args:
        area: name of the area that the account reports of; empty: every area.
        language: "vi" or "en".
    """
    words = Words("late", language)
    return room_page(
        LatenessIds,
        words["title"],
        [html.Span(area), html.A(words["back"], href=HAND_IN_PATH)],
        language,
        class_name="ioc-handin ioc-lateness",
    )
