"""`/view`: what a choice on the analysis page changes, in one answer, as lightly as can be.

It stands before everything else in the application: an answer that is ready costs no thread, no
database and no compressor, and one that is not costs little more than its questions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import inf
from typing import Protocol

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import BadParametersError, bad_parameters, refused
from api.parameters import LANGUAGES, Asked, Parameter, whole_number
from api.ready import Ready, ReadyAnswers, best_coding, make_ready
from ioc.area import Level
from ioc.errors import IocError
from ioc.view_state import ViewState

_FOR_EVER = b"public, max-age=31536000, immutable"
_ASK_AGAIN = b"no-cache"
_PARTS = ("chart", "definition", "beside", "missing")
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
    Parameter("since", "Revision that the page shows: what changed after it is wanted."),
    Parameter("day", "Day that the page knows."),
)


class Made(Protocol):
    """An answer, with what it was made from.

    `revision` is the last one that touched what it shows, `reached` the store's own.
    """

    body: bytes
    media_type: str
    revision: int
    reached: int
    day: str


class ViewRoute:
    """ASGI: answers `path` and hands on everything else.

    An address that names the revision and the day of its answer may be kept for ever, by browsers
    and, up to `most_bytes`, here.
    """

    def __init__(
        self,
        app: ASGIApp,
        path: str,
        answer: Callable[[ViewState, dict[str, str]], Made],
        home: str,
        most_bytes: int = 6_000_000,
    ) -> None:
        self._app = app
        self._path = path
        self._answer = answer
        self._home = home
        self._ready = ReadyAnswers(most_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        coding = best_coding(scope)
        request = Request(scope, receive)
        try:
            ready = await self._ready.get(
                (scope["query_string"], coding), lambda: self._make(request, coding)
            )
        except BadParametersError as error:
            await (await bad_parameters(request, error))(scope, receive, send)
            return
        except IocError as error:
            await refused(error)(scope, receive, send)
            return
        await ready.send(send)

    def _make(self, request: Request, coding: str) -> Ready:
        """Make an answer; its address may keep it for ever if it names what it was made from."""
        state, own = _read(request, self._home)
        made = self._answer(state, own)
        # Nothing touched it since: what a later revision says is the same.
        known = made.revision <= int(own.get("rev", -1)) <= made.reached
        lasting = known and own.get("day") == made.day
        return make_ready(
            made.body,
            made.media_type,
            _FOR_EVER if lasting else _ASK_AGAIN,
            coding,
            inf if lasting else 0.0,
        )


def _read(request: Request, home: str) -> tuple[ViewState, dict[str, str]]:
    """Return the state and the route's own parameters.

    Raises:
        BadParametersError: one that is unknown, empty or of another kind.
    """
    asked = Asked(request, (*_FIELDS, *_OWN))
    own = {each.name: value for each in _OWN if (value := asked.one(each.name)) is not None}
    asked.choice("held", [level.value for level in Level])
    asked.choice("part", _PARTS)
    asked.choice("say", LANGUAGES)
    for name in ("rev", "since"):
        if whole_number(own.get(name, "0")) is None:
            asked.refuse(name, own[name], "Phải là số nguyên.", "Must be a whole number.")
    if "day" in own and not _is_day(own["day"]):
        asked.refuse("day", own["day"], "Phải là ngày YYYY-MM-DD.", "Must be a day YYYY-MM-DD.")
    asked.settle()
    return ViewState.from_query(request.query_params, area=home), own


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
