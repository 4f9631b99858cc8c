"""`/view`: what a choice on the analysis page changes, in one answer, as lightly as can be.

It stands before everything else in the application: an answer that is ready costs no thread, no
database and no compressor, and one that is not costs little more than its questions.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from typing import Protocol

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import BadParametersError, bad_parameters, refused
from api.packing import coding_of, compressed
from api.parameters import LANGUAGES, Asked, Parameter
from ioc.area import Level
from ioc.errors import IocError
from ioc.view_state import ViewState

_FOR_EVER = b"public, max-age=31536000, immutable"
_ASK_AGAIN = b"no-cache"
# A body that fits one packet with its headers gains nothing from being made smaller.
_WORTH_COMPRESSING, _QUALITY = 700, 4
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


_Key = tuple[bytes, bytes]  # the query, and how the answer is compressed
_Ready = tuple[list[tuple[bytes, bytes]], bytes]  # headers and body


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
        self._kept: OrderedDict[_Key, _Ready] = OrderedDict()
        self._room = most_bytes
        self._making: dict[_Key, asyncio.Task[_Ready]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        key = scope["query_string"], _coding(scope)
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
        else:
            request = Request(scope, receive)
            try:
                known = await self._made_once(key, request)
            except BadParametersError as error:
                await (await bad_parameters(request, error))(scope, receive, send)
                return
            except IocError as error:
                await refused(error)(scope, receive, send)
                return
        headers, body = known
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _made_once(self, key: _Key, request: Request) -> _Ready:
        """Make an answer; who asks for the same meanwhile waits for it instead of making it too."""
        making = self._making.get(key)
        if making is None:
            making = self._making[key] = asyncio.create_task(self._make(key, request))
            making.add_done_callback(lambda done: self._finished(key, done))
        # Who goes away does not take the answer from the others.
        return await asyncio.shield(making)

    def _finished(self, key: _Key, done: asyncio.Task[_Ready]) -> None:
        self._making.pop(key, None)
        # Looked at here, for those who asked may all have gone away.
        if not done.cancelled():
            done.exception()

    async def _make(self, key: _Key, request: Request) -> _Ready:
        state, own = _read(request, self._home)
        ready, lasting = await run_in_threadpool(self._ready, state, own, key[1])
        if lasting:
            self._kept[key] = ready
            self._room -= len(ready[1])
            while self._room < 0 and len(self._kept) > 1:
                _, (_, body) = self._kept.popitem(last=False)
                self._room += len(body)
        return ready

    def _ready(self, state: ViewState, own: dict[str, str], coding: bytes) -> tuple[_Ready, bool]:
        """Make an answer, compressed; tell whether its address may keep it for ever."""
        made = self._answer(state, own)
        # Nothing touched it since: what a later revision says is the same.
        known = made.revision <= int(own.get("rev", -1)) <= made.reached
        lasting = known and own.get("day") == made.day
        return _prepared(made, lasting, coding), lasting


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
        if not own.get(name, "0").isdigit():
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


def _coding(scope: Scope) -> bytes:
    """Return the best coding that the client takes."""
    accepted = next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"")
    return coding_of(accepted.decode("latin-1")).encode()


def _prepared(made: Made, lasting: bool, coding: bytes) -> _Ready:
    body = made.body
    headers = [
        (b"content-type", made.media_type.encode()),
        (b"cache-control", _FOR_EVER if lasting else _ASK_AGAIN),
        (b"vary", b"accept-encoding"),
    ]
    if coding and len(body) > _WORTH_COMPRESSING:
        body = compressed(body, coding.decode(), _QUALITY)
        headers.append((b"content-encoding", coding))
    headers.append((b"content-length", str(len(body)).encode()))
    return headers, body
