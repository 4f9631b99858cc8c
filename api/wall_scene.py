"""`/wall/scene`: what a scene of a wall says now, as lightly as can be.

All walls that show a scene ask for it in the same tenth of a second, as soon as one of its numbers
changes: it is made once, and stands before everything else in the application.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import refused
from api.ready import Ready, ReadyAnswers, best_coding, header_of, make_ready
from ioc.errors import IocError

# An answer is named by the revision that was asked for. What is no revision - a token that was
# taken, a wall that was set otherwise - may show for as long.
_HOLDS_SECONDS = 2.0
# Not kept: it costs little, and there are as many as one can think of.
_NOTHING = Ready([(b"cache-control", b"no-store")], b"", 0.0, 204)
# What a scene depends on; by `rev` and `screen` a page says which answer it means.
_FIELDS = frozenset(
    {"scene", "area", "rev", "screen", "man-hinh", "dia-ban", "ky-dia-gioi", "lang"}
)
_MOST_LETTERS = 200

Answer = Callable[[Mapping[str, str], Mapping[str, str]], bytes | None]


def _fields_of(query: bytes) -> dict[str, str] | None:
    """Return the fields of an address that an answer depends on; None: none of ours is so long."""
    fields = {name: value for name, value in parse_qsl(query.decode("latin-1")) if name in _FIELDS}
    return None if any(len(value) > _MOST_LETTERS for value in fields.values()) else fields


class SceneRoute:
    """ASGI: answers `path` and hands on everything else.

    Args:
        app: what comes behind.
        path: of the route.
        answer: of the address's parameters and the browser's cookies the answer, JSON; None: no
            such scene, or the wall may show nothing.
        cookies: the names of those that count.
        most_bytes: kept.
    """

    def __init__(
        self,
        app: ASGIApp,
        path: str,
        answer: Answer,
        cookies: tuple[str, ...],
        most_bytes: int = 4_000_000,
    ) -> None:
        self._app = app
        self._path = path
        self._answer = answer
        self._cookies = cookies
        self._ready = ReadyAnswers(most_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        held = cookie_parser(header_of(scope, b"cookie"))
        cookies = {name: held[name] for name in self._cookies if name in held}
        coding = best_coding(scope)
        fields = _fields_of(scope["query_string"])
        if fields is None or any(len(value) > _MOST_LETTERS for value in cookies.values()):
            await _NOTHING.send(send)
            return
        key = tuple(sorted(fields.items())), tuple(cookies.items()), coding
        try:
            ready = await self._ready.get(key, lambda: self._make(fields, cookies, coding))
        except IocError as error:
            await refused(error)(scope, receive, send)
            return
        await ready.send(send)

    def _make(self, fields: Mapping[str, str], cookies: Mapping[str, str], coding: str) -> Ready:
        body = self._answer(fields, cookies)
        if body is None:
            return _NOTHING
        return make_ready(body, "application/json", b"no-store", coding, _HOLDS_SECONDS)
