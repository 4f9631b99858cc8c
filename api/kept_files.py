"""Files of the libraries, kept in memory as they were first sent, compressed."""

from __future__ import annotations

from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.kept import Kept
from api.packing import coding_of

_MOST_BYTES = 8_000_000


class KeptFiles:
    """ASGI: answers files under a folder whose address names their version; hands on the rest.

    Only whole answers with status 200 are kept that every browser may keep too.
    """

    def __init__(self, app: ASGIApp, folder: str) -> None:
        self._app = app
        self._folder = folder
        self._kept = Kept[list[Message]](_MOST_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on and keep what comes."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or not scope["path"].startswith(self._folder)
            or scope["query_string"]
        ):
            await self._app(scope, receive, send)
            return
        accepted = next(
            (text for name, text in scope["headers"] if name == b"accept-encoding"), b""
        )
        key = scope["path"], coding_of(accepted.decode("latin-1"))
        known = self._kept.get(key)
        if known is not None:
            for message in known:
                await send(dict(message))
            return
        came: list[Message] = []

        async def listening(message: Message) -> None:
            came.append(dict(message))
            await send(message)

        await self._app(scope, receive, listening)
        size = sum(len(message.get("body", b"")) for message in came)
        if _lasting(came):
            self._kept.put(key, came, size)


def _lasting(came: list[Message]) -> bool:
    """Tell whether an answer is whole and may be kept as long as its address is asked for."""
    if not came or came[0].get("status") != 200 or came[-1].get("more_body"):
        return False
    headers: dict[bytes, Any] = {name.lower(): text for name, text in came[0]["headers"]}
    return (
        b"max-age=31536000" in headers.get(b"cache-control", b"") and b"set-cookie" not in headers
    )
