"""Requests as nobody's library would send them, to the whole application, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI
from starlette.types import Message, Scope

_STREAMS = b"text/event-stream"


@dataclass(frozen=True)
class Answer:
    """What came back: of a stream the head alone."""

    status: int
    headers: dict[str, str]
    body: bytes


class RawClient:
    """Speaks ASGI by itself, so that addresses and bodies may hold any bytes.

    An answer of 500 that the server would send after an exception is an answer here, too.
    """

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._runner = asyncio.Runner()

    def close(self) -> None:
        """Close the loop."""
        self._runner.close()

    def ask(
        self,
        method: str,
        path: str,
        query: bytes = b"",
        headers: Mapping[str, str] | None = None,
        body: Iterable[bytes] = (),
        client: str = "10.0.0.1",
    ) -> Answer:
        """Return the answer; `path` as it stands in the address, with its percents."""
        return self._runner.run(self.tell(method, path, query, headers, body, client))

    def together(self, *work: Any) -> list[Any]:
        """Run coroutines at the same time and return what they return."""

        async def all_of_them() -> list[Any]:
            return await asyncio.gather(*work)

        return self._runner.run(all_of_them())

    async def tell(
        self,
        method: str,
        path: str,
        query: bytes = b"",
        headers: Mapping[str, str] | None = None,
        body: Iterable[bytes] | AsyncIterator[bytes] = (),
        client: str = "10.0.0.1",
    ) -> Answer:
        """Return the answer; a body that yields no more while `more` is awaited is a slow one."""
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "server": ("ioc.test", 80),
            "client": (client, 50000),
            "scheme": "http",
            "root_path": "",
            "method": method,
            "path": unquote(path),
            "raw_path": path.encode("latin-1"),
            "query_string": query,
            "headers": [(b"host", b"ioc.test"), *_raw(headers or {})],
            "state": {},
        }
        pieces = body if isinstance(body, AsyncIterator) else _each(body)
        came: list[Message] = []
        began, is_answered = asyncio.Event(), asyncio.Event()

        async def receive() -> Message:
            try:
                piece = await anext(pieces)
            except StopAsyncIteration:
                if not is_answered.is_set():
                    is_answered.set()
                    return {"type": "http.request", "body": b"", "more_body": False}
                await asyncio.sleep(3600)  # the client stays until it has its answer
                raise AssertionError("nobody waits for so long") from None
            return {"type": "http.request", "body": piece, "more_body": True}

        async def send(message: Message) -> None:
            came.append(message)
            if message["type"] == "http.response.start":
                began.set()

        running = asyncio.ensure_future(self._app(scope, receive, send))
        waiting = asyncio.ensure_future(began.wait())
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        streams = came and dict(came[0]["headers"]).get(b"content-type", b"").startswith(_STREAMS)
        if streams:
            running.cancel()
        try:
            await running
        except asyncio.CancelledError:
            pass
        except Exception:
            if not came:
                return Answer(500, {}, b"")
        head = {name.decode(): value.decode("latin-1") for name, value in came[0]["headers"]}
        return Answer(came[0]["status"], head, b"".join(each.get("body", b"") for each in came[1:]))


async def _each(pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
