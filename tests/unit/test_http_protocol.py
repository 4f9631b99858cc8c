"""Connections that never say what they want, say too much, or do not take their answer, end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

from cli import http_protocol
from cli.http_protocol import BoundedProtocol

_LARGE = b"x" * 8_000_000


async def _app(scope: Any, receive: Any, send: Any) -> None:
    body = _LARGE if scope["path"] == "/large" else b"said"
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter, int], Awaitable[bytes]]


def answer_to(talk: Talk) -> bytes:
    """Return what a conversation with a server came to."""

    async def serve() -> bytes:
        config = Config(_app, log_level="critical", ws="none", lifespan="off")
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: BoundedProtocol(config, state, {}), "127.0.0.1", 0
        )
        port = server.sockets[0].getsockname()[1]
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            answer = await asyncio.wait_for(talk(reader, writer, port), 20)
            writer.close()
        finally:
            server.close()
        return answer

    return asyncio.run(serve())


def test_a_usual_request_is_answered_twice_on_one_connection() -> None:
    async def talk(reader: Any, writer: Any, _: int) -> bytes:
        for _ in range(2):
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            first = await reader.readuntil(b"said")
        return bytes(first)

    assert b"200 OK" in answer_to(talk)


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "])
def test_a_head_that_does_not_come_ends_the_connection(
    start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_SECONDS", 0.05)

    async def talk(reader: Any, writer: Any, _: int) -> bytes:
        writer.write(start)
        return bytes(await reader.read())

    assert answer_to(talk) == b""


@pytest.mark.parametrize("piece", [b"x" * 10_000, b"a: b\r\n" * 1_000])
def test_a_head_without_end_is_refused(piece: bytes) -> None:
    async def talk(reader: Any, writer: Any, _: int) -> bytes:
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
        size = 0
        while http_protocol._open and size < 10_000_000:
            with suppress(ConnectionError):
                writer.write(piece)
            size += len(piece)
            await asyncio.sleep(0.001)
        return b"ended" if size < 1_000_000 else b"read on"

    assert answer_to(talk) == b"ended"


def test_who_does_not_take_the_answer_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "TAKING_SECONDS", 0.05)

    async def talk(reader: Any, writer: Any, _: int) -> bytes:
        writer.transport.pause_reading()
        writer.write(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        while http_protocol._open:
            await asyncio.sleep(0.01)
        return b"let go"

    assert answer_to(talk) == b"let go"


def test_one_peer_opens_so_many_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "MOST_OF_A_PEER", 1)

    async def talk(_: Any, __: Any, port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            return bytes(await reader.read())
        except ConnectionResetError:
            return b""
        finally:
            writer.close()

    assert answer_to(talk) == b""
