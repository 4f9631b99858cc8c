"""The access log: a line for each answer, where a setting turns it on."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gate.proxies import client_address

_log = logging.getLogger("ioc.access")
_MOST_LETTERS = 200


class AccessLog:
    """ASGI: logs address, method, path, status, bytes and milliseconds of each answer.

    The query is left out: it may hold a search of a person, or a secret put there by mistake.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, size = time.monotonic(), 0, 0

        async def send_on(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            took = (time.monotonic() - began) * 1000
            path = scope["path"][:_MOST_LETTERS].replace(" ", "%20")
            _log.info(
                "%s %s %s %s %s %.0f", client_address(scope), scope["method"], path, status or "-",
                size, took,
            )  # fmt: skip
