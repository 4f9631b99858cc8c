"""Files of the libraries, kept in memory as they were sent first, compressed."""

from __future__ import annotations

from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.requests.packing import coding_of
from data.store.memory import Memory

_MOST_BYTES = 8_000_000


class KeptFiles:
    """ASGI: answers files under a folder whose address names their version; passes on the rest.

    Only complete answers with status 200 that browsers may cache for ever are kept.
    """

    def __init__(self, app: ASGIApp, folder: str) -> None:
        self._app = app
        self._folder = folder
        self._answers = Memory[list[Message]](_MOST_BYTES, size_of=_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on and keep its answer."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or not scope["path"].startswith(self._folder)
            or scope["query_string"]
        ):
            await self._app(scope, receive, send)
            return
        accept_encoding = next(
            (text for name, text in scope["headers"] if name == b"accept-encoding"), b""
        )
        key = scope["path"], coding_of(accept_encoding.decode("latin-1"))
        answer = self._answers.get(key)
        if answer is not None:
            for message in answer:
                await send(dict(message))
            return
        messages: list[Message] = []

        async def send_on(message: Message) -> None:
            messages.append(dict(message))
            await send(message)

        await self._app(scope, receive, send_on)
        if _lasting(messages):
            self._answers.put(key, messages)


def _bytes(messages: list[Message]) -> int:
    return sum(len(message.get("body", b"")) for message in messages)


def _lasting(messages: list[Message]) -> bool:
    """Return whether an answer is complete and may be cached for ever."""
    if not messages or messages[0].get("status") != 200 or messages[-1].get("more_body"):
        return False
    headers: dict[bytes, Any] = {name.lower(): text for name, text in messages[0]["headers"]}
    return (
        b"max-age=31536000" in headers.get(b"cache-control", b"") and b"set-cookie" not in headers
    )
