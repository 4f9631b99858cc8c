"""The outermost layer of the application: every answer passes it, those to faults among them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.doors.access_log import AccessLog
from api.doors.cookies import as_known, as_sent
from api.doors.policy import Policy
from api.doors.proxies import Proxies, host_of
from layouts.sign_in import SESSION_COOKIE, WALL_COOKIE

_WATCHED = "/healthz"  # who watches the program asks by its address
_PRIVATE = (SESSION_COOKIE.encode(), WALL_COOKIE.encode())
_CACHE = b"cache-control"
_FOREIGN_HOST = (
    "Máy chủ này không phục vụ tên miền trong yêu cầu (IOC_HOSTS).\n"
    "This server does not answer to the name in the request (IOC_HOSTS).\n"
)


class Doors:
    """ASGI: says who really asks, refuses foreign names, and puts the policy on each answer.

    Args:
        app: what comes behind, its handlers of faults included.
        proxies: who is believed what it forwards.
        hosts: names that the program answers to, in small letters; empty: any.
        policy: the headers of answers.
    """

    def __init__(
        self, app: ASGIApp, proxies: Proxies, hosts: frozenset[str], policy: Policy
    ) -> None:
        self._app, self._proxies, self._hosts, self._policy = app, proxies, hosts, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and answer with the policy's headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._proxies.believe(scope)
        scheme, private = scope["scheme"], _comes_with_a_secret(scope)
        scope["headers"] = [
            (name, as_known(value, scheme == "https") if name == b"cookie" else value)
            for name, value in scope["headers"]
        ]

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._guarded(message, scheme, private)}
            await send(message)

        if self._answers_to(scope):
            await self._app(scope, receive, guarded)
        else:
            await PlainTextResponse(_FOREIGN_HOST, 421)(scope, receive, guarded)

    def _answers_to(self, scope: Scope) -> bool:
        if not self._hosts or scope["path"] == _WATCHED:
            return True
        host = host_of(scope["headers"])
        return host in self._hosts or host.rsplit(":", 1)[0] in self._hosts

    def _guarded(self, message: Message, scheme: str, private: bool) -> list[tuple[bytes, bytes]]:
        """Return the headers of an answer; who came with a secret leaves no copy of it behind."""
        headers = [
            (
                name.lower(),
                as_sent(value, scheme == "https") if name.lower() == b"set-cookie" else value,
            )
            for name, value in message["headers"]
        ]
        named = dict(headers)
        cache = named.get(_CACHE, b"")
        kind = named.get(b"content-type", b"")
        kept = ""
        if b"public" not in cache:
            if private or b"set-cookie" in named or message["status"] in (401, 403):
                kept = "no-store"
            elif not cache and kind.startswith(b"text/html"):
                kept = "no-cache"
        if kept:
            headers = [each for each in headers if each[0] != _CACHE]
            headers.append((_CACHE, kept.encode()))
        added = self._policy.headers(kind, scheme)
        # A route may say more strictly what a Referrer may tell.
        return [*headers, *(each for each in added if each[0] not in named)]


class Application(FastAPI):
    """The application behind its doors."""

    def __init__(
        self, proxies: Proxies, hosts: frozenset[str], access_log: bool, **options: Any
    ) -> None:
        super().__init__(**options)
        self._proxies, self._hosts, self._access_log = proxies, hosts, access_log
        self.policy = Policy((), 0)

    def build_middleware_stack(self) -> ASGIApp:
        """Return the layers; the doors stand before the one that answers faults, too."""
        layers = super().build_middleware_stack()
        if self._access_log:
            layers = AccessLog(layers)
        return Doors(layers, self._proxies, self._hosts, self.policy)


def _comes_with_a_secret(scope: Scope) -> bool:
    """Tell whether a request names a token or a session, whether it is valid or not."""
    for name, value in scope["headers"]:
        if name == b"authorization":
            return True
        if name == b"cookie" and any(each in value for each in _PRIVATE):
            return True
    return False
