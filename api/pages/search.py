"""`/view/search`: the list under the search field of every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from api.pages.router import PageAnswer, Question
from api.requests.parameters import Parameter, Query
from ioc.words.catalogue import LANGUAGES

_PARAMETERS = (
    Parameter("q", "What was typed."),
    Parameter("say", "Language of the words."),
)


def search_question(path: str, answer: Callable[[str, str], str]) -> Question:
    """Return the question; `answer` returns HTML for a text and a language ("" for none)."""

    def make_answer(query: Query, _: Mapping[str, str]) -> PageAnswer:
        language = query.choice("say", LANGUAGES) or ""
        query.settle()
        text = answer(query.values().get("q", ""), language)
        return PageAnswer(text.encode(), "text/html; charset=utf-8", b"no-store")

    return Question(path, _PARAMETERS, make_answer)
