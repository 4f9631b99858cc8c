"""The outermost layer of the application: every answer passes it, also those to errors."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.doors.access_log import AccessLog
from api.doors.cookies import host_cookie, plain_cookies
from api.doors.policy import Policy
from api.gate.proxies import Proxies, host_of
from ioc.caching import ASK_AGAIN
from ioc.cookies import SESSION_COOKIE, WALL_COOKIE
from ioc.words.catalogue import LANGUAGES, say

_HEALTH_PATH = "/healthz"  # monitors use the address of the machine
_PRIVATE = (SESSION_COOKIE.encode(), WALL_COOKIE.encode())
_CACHE = b"cache-control"
_FOREIGN_HOST = "".join(say("request-foreign-host", each) + "\n" for each in LANGUAGES)


class Doors:
    """ASGI: finds the real client, refuses foreign hosts, and adds the policy to each answer.

    Args:
        app: the layers behind, with the handlers of errors.
        proxies: trusted proxies.
        hosts: names that the program answers to, in small letters; empty: any.
        policy: the headers of answers.
    """

    def __init__(
        self, app: ASGIApp, proxies: Proxies, hosts: frozenset[str], policy: Policy
    ) -> None:
        self._app, self._proxies, self._hosts, self._policy = app, proxies, hosts, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer with the policy's headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._proxies.believe(scope)
        scheme, private = scope["scheme"], _comes_with_a_secret(scope)
        scope["headers"] = [
            (name, plain_cookies(value, scheme == "https") if name == b"cookie" else value)
            for name, value in scope["headers"]
        ]

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._guard_headers(message, scheme, private)}
            await send(message)

        if self._answers_to(scope):
            await self._app(scope, receive, send_guarded)
        else:
            await PlainTextResponse(_FOREIGN_HOST, 421)(scope, receive, send_guarded)

    def _answers_to(self, scope: Scope) -> bool:
        if not self._hosts or scope["path"] == _HEALTH_PATH:
            return True
        host = host_of(scope["headers"])
        return host in self._hosts or host.rsplit(":", 1)[0] in self._hosts

    def _guard_headers(
        self, message: Message, scheme: str, private: bool
    ) -> list[tuple[bytes, bytes]]:
        """Return the headers of an answer; answers to a request with a secret are not cached."""
        headers = [
            (
                name.lower(),
                host_cookie(value, scheme == "https") if name.lower() == b"set-cookie" else value,
            )
            for name, value in message["headers"]
        ]
        by_name = dict(headers)
        cache = by_name.get(_CACHE, b"")
        kind = by_name.get(b"content-type", b"")
        cache_control = ""
        if b"public" not in cache:
            if private or b"set-cookie" in by_name or message["status"] in (401, 403):
                cache_control = "no-store"
            elif not cache and kind.startswith(b"text/html"):
                cache_control = ASK_AGAIN
        if cache_control:
            headers = [each for each in headers if each[0] != _CACHE]
            headers.append((_CACHE, cache_control.encode()))
        policy = self._policy.headers(kind, scheme)
        # A route may have a stricter Referrer-Policy.
        return [*headers, *(each for each in policy if each[0] not in by_name)]


class Application(FastAPI):
    """The application behind its doors."""

    def __init__(
        self, proxies: Proxies, hosts: frozenset[str], access_log: bool, **options: Any
    ) -> None:
        super().__init__(**options)
        self._proxies, self._hosts, self._access_log = proxies, hosts, access_log
        self.policy = Policy((), 0)

    def build_middleware_stack(self) -> ASGIApp:
        """Return the layers; the doors come before the one that answers errors."""
        layers = super().build_middleware_stack()
        if self._access_log:
            layers = AccessLog(layers)
        return Doors(layers, self._proxies, self._hosts, self.policy)


def _comes_with_a_secret(scope: Scope) -> bool:
    """Return whether a request comes with a token or a session, valid or not."""
    for name, value in scope["headers"]:
        if name == b"authorization":
            return True
        if name == b"cookie" and any(each in value for each in _PRIVATE):
            return True
    return False
