"""`/view/start`: the content of the start page, after a way inside the program or new numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import Protocol

from api.pages.router import PageAnswer, Question
from api.requests.parameters import Parameter, Query
from ioc.caching import ASK_AGAIN, FOR_EVER
from ioc.words.catalogue import LANGUAGES

_PARAMETERS = (
    Parameter("say", "Language of the words."),
    Parameter("rev", "Revision of the store that the page knows."),
    Parameter("day", "Day that the page knows."),
)


class DatedPage(Protocol):
    """A page as HTML, with the store's revision and the day of its numbers."""

    @property
    def html(self) -> str:
        """The content, as text."""

    @property
    def revision(self) -> int:
        """The store's, of its numbers."""

    @property
    def day(self) -> str:
        """The day (ISO) that ages are counted from."""


def start_question(
    path: str, answer: Callable[[str], DatedPage], most_bytes: int = 1_000_000
) -> Question:
    """Return the question; an answer whose address names its revision and day is kept.

    Args:
        path: of the address.
        answer: returns the page in a language ("": the setting's).
        most_bytes: of answers in memory.
    """

    def make(query: Query, _: Mapping[str, str]) -> PageAnswer:
        language = query.choice("say", LANGUAGES) or ""
        revision, day = query.whole("rev"), query.day("day")
        query.settle()
        page = answer(language)
        body, kind = page.html.encode(), "text/html; charset=utf-8"
        if revision == page.revision and day is not None and day.isoformat() == page.day:
            return PageAnswer(body, kind, FOR_EVER.encode(), inf)
        return PageAnswer(body, kind, ASK_AGAIN.encode())

    return Question(path, _PARAMETERS, make, most_bytes=most_bytes)
