"""Requests to the pages: read whole before a thread is taken, answered whole before one waits.

The pages run in few threads. Whoever sends a body byte by byte, or reads an answer so, keeps a
coroutine waiting and none of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gate.refusals import turned_away

# What a page asks is a few hundred bytes; its largest question holds the state of an area page.
MOST_BYTES, MOST_SECONDS = 256_000, 15.0
# Bodies that are being read at once in this process: together never more than 64 MB.
MOST_AT_ONCE = 250

# Returns the body as the pages take it; None where it is none of their questions.
Check = Callable[[bytes], bytes | None]


class WholeRequests:
    """ASGI: hands on whole requests alone, and lets the thread go before the answer is sent.

    Args:
        app: the pages, in threads.
        asked: the one address that takes a body.
        check: of such a body.
    """

    def __init__(self, app: ASGIApp, asked: str, check: Check) -> None:
        self.app = app
        self._asked = asked
        self._check = check
        self._reading = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or turn away."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body: bytes | None = b""
        if scope["method"] == "POST" and scope["path"] == self._asked:
            status, body = await self._read(receive)
            if body is not None:
                body = self._check(body)
                status = 422
            if body is None:
                if status:
                    await turned_away(status)(scope, receive, send)
                return
            scope = {**scope, "headers": _with_length(scope, len(body))}
        elif scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            await turned_away(405)(scope, receive, send)
            return
        else:
            scope = {**scope, "headers": _with_length(scope, None)}
        answer: list[Message] = []
        await self.app(scope, _told(body), _gathering(answer))
        for message in answer:
            await send(message)

    async def _read(self, receive: Receive) -> tuple[int, bytes | None]:
        """Return the body; else None and the status to turn away with, 0 for one who has gone."""
        if self._reading >= MOST_AT_ONCE:
            return 503, None
        self._reading += 1
        body = bytearray()
        try:
            async with asyncio.timeout(MOST_SECONDS):
                while True:
                    message = await receive()
                    if message["type"] != "http.request":
                        return 0, None
                    body += message.get("body", b"")
                    if len(body) > MOST_BYTES:
                        return 413, None
                    if not message.get("more_body", False):
                        return 0, bytes(body)
        except TimeoutError:
            return 408, None
        finally:
            self._reading -= 1


def _with_length(scope: Scope, length: int | None) -> list[tuple[bytes, bytes]]:
    """Return the headers with the length that the body has now; None: there is no body."""
    told = (b"content-length", b"transfer-encoding", b"expect")
    kept = [(name, value) for name, value in scope["headers"] if name not in told]
    return kept if length is None else [*kept, (b"content-length", str(length).encode())]


def _told(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _gathering(answer: list[Message]) -> Send:
    async def send(message: Message) -> None:
        answer.append(message)

    return send
