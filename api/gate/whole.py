"""Requests to the pages: the whole body is read before, and the answer sent after, a thread works.

The pages run in few threads. A client that sends its body or reads its answer byte by byte holds a
coroutine, and no thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gate.refusals import turned_away

# A page sends a few hundred bytes; its largest request holds the state of an area page.
MOST_BYTES, MOST_SECONDS = 256_000, 15.0
# Bodies read at the same time in this process: together never more than 64 MB.
MOST_AT_ONCE = 250

# Returns the body as the pages expect it; None where it is none of their requests.
Check = Callable[[bytes], bytes | None]


class WholeRequests:
    """ASGI: passes on whole requests, and frees the thread before the answer is sent.

    Args:
        app: the pages, in threads.
        path: the one address that accepts a body.
        check: of such a body.
    """

    def __init__(self, app: ASGIApp, path: str, check: Check) -> None:
        self.app = app
        self._path = path
        self._check = check
        self._reading = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body: bytes | None = b""
        if scope["method"] == "POST" and scope["path"] == self._path:
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
        await self.app(scope, _receive_body(body or b""), _append_to(answer))
        for message in answer:
            await send(message)

    async def _read(self, receive: Receive) -> tuple[int, bytes | None]:
        """Return the body; else None and the status of the refusal, 0 for a closed connection."""
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
    """Return the headers with the body's new length; None: there is no body."""
    of_body = (b"content-length", b"transfer-encoding", b"expect")
    headers = [(name, value) for name, value in scope["headers"] if name not in of_body]
    return headers if length is None else [*headers, (b"content-length", str(length).encode())]


def _receive_body(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _append_to(answer: list[Message]) -> Send:
    async def send(message: Message) -> None:
        answer.append(message)

    return send
