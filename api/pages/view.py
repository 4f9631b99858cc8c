"""`/view` and `/view/area`: the parts of a page that a choice or new numbers change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import Protocol

from api.pages.router import PageAnswer, Question
from api.requests.parameters import Parameter, Query
from data.wire.columns import FORMAT
from ioc.area import Level
from ioc.caching import ASK_AGAIN, FOR_EVER
from ioc.view_state import ViewState
from ioc.words.catalogue import LANGUAGES

_PARTS = ("chart", "definition", "beside", "missing", "pivot")
_FIELDS = tuple(
    Parameter(name, f"Field `{field}` of the page's own address.")
    for field, name in ViewState.names().items()
)
_OWN = (
    Parameter("held", "Level whose land and choices the page holds already."),
    Parameter("carried", "Vintage that the area belongs to, where the vintage was changed."),
    Parameter("part", "Only this part."),
    Parameter("say", "Language of the words, where the address names none."),
    Parameter("rev", "Revision of the store that the page knows."),
    Parameter("wire", "Format of the bytes that the page reads."),
    Parameter("since", "Revision that the page shows: what changed after it is wanted."),
    Parameter("day", "Day that the page knows."),
    Parameter("cards", "Period of the cards that the page shows.", may_be_empty=True),
)


class DatedAnswer(Protocol):
    """An answer, with the revisions and the day of its numbers.

    `revision` is the last one that touched them, `store_revision` the store's own.
    """

    body: bytes
    media_type: str
    revision: int
    store_revision: int
    day: str


def view_question(
    path: str,
    answer: Callable[[ViewState, Mapping[str, str]], DatedAnswer],
    home: str,
    most_bytes: int = 6_000_000,
) -> Question:
    """Return a question about the state of a page.

    An answer whose address names its revision, format and day may be cached for ever, by browsers
    and, up to `most_bytes`, here.

    Args:
        path: of the address.
        answer: returns the answer to a state and to the route's other parameters.
        home: area of a state that names none.
        most_bytes: of cached answers.
    """

    def make(query: Query, _: Mapping[str, str]) -> PageAnswer:
        own = _read(query)
        view = answer(ViewState.from_query(query.values(), area=home), own)
        # Nothing touched it since, so that the answer of a later revision is the same.
        is_lasting = view.revision <= int(own.get("rev", -1)) <= view.store_revision
        is_read = own.get("wire") == str(FORMAT)
        if is_lasting and is_read and own.get("day") == view.day:
            return PageAnswer(view.body, view.media_type, FOR_EVER.encode(), inf)
        return PageAnswer(view.body, view.media_type, ASK_AGAIN.encode())

    return Question(path, (*_FIELDS, *_OWN), make, most_bytes=most_bytes)


def _read(query: Query) -> dict[str, str]:
    """Return the parameters of the route beside the page's state.

    Raises:
        BadParametersError: a parameter that is unknown, empty or of another kind.
    """
    query.choice("held", [level.value for level in Level])
    query.choice("part", _PARTS)
    query.choice("say", LANGUAGES)
    for name in ("rev", "wire", "since"):
        query.whole(name)
    query.day("day")
    query.settle()
    values = query.values()
    return {each.name: values[each.name] for each in _OWN if each.name in values}
