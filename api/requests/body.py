"""Bodies of requests, and answers that are not to be cached."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from ioc.compact_json import compact_json
from ioc.errors import IocError
from ioc.text import harmless
from ioc.words.phrase import Phrase

# A submission of 16 MB over a slow line takes two minutes.
MOST_SECONDS = 300.0


class SlowBodyError(IocError):
    """A body that did not arrive in time."""


async def read_body(request: Request, most_bytes: int) -> bytes | None:
    """Return the body; None for one of more than `most_bytes`, which is not read to its end.

    Raises:
        SlowBodyError: it has not arrived within `MOST_SECONDS`.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(MOST_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > most_bytes:
                    return None
    except TimeoutError:
        raise SlowBodyError(Phrase("request-turned-408")) from None
    return bytes(body)


# Of nested lists and objects; pages and machines send five levels.
MOST_DEPTH = 32


class RepeatedKeyError(ValueError):
    """A JSON object with a key twice: nobody knows which value is meant."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = harmless(key)[:50]


def parse_json(body: bytes) -> Any:
    """Return the content of a JSON body.

    Raises:
        RepeatedKeyError: an object in it has a key twice.
        ValueError: it is not JSON, or nested too deeply.

    >>> parse_json(b'{"a": [1, null]}')
    {'a': [1, None]}
    """
    try:
        return json.loads(body, object_pairs_hook=_unique)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def harmless_json(content: Any, depth: int = MOST_DEPTH) -> Any:
    r"""Return the content of a body, its texts without harmful characters.

    Raises:
        ValueError: nested more than `depth` levels.

    >>> harmless_json({"a": ["b\x00"]})
    {'a': ['b�']}
    """
    if isinstance(content, str):
        return harmless(content, lines=True)
    if not isinstance(content, dict | list):
        return content
    if not depth:
        raise ValueError("nested too deeply")
    if isinstance(content, list):
        return [harmless_json(each, depth - 1) for each in content]
    return {harmless(key): harmless_json(each, depth - 1) for key, each in content.items()}


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys: set[str] = set()
        for key, _ in pairs:
            if key in keys:
                raise RepeatedKeyError(key)
            keys.add(key)
    return content


def json_in(body: bytes) -> Any:
    """Return the content of a body without harmful characters; None: not JSON, or too deep."""
    try:
        return harmless_json(parse_json(body))
    except ValueError:
        return None


def object_in(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a body; an empty one for anything else."""
    content = json_in(body)
    return content if isinstance(content, dict) else {}


def fresh_json(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a JSON answer that is valid for this moment and this person alone."""
    return fresh_text(compact_json(body), status, headers)


def fresh_text(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return JSON text as an answer that is not to be cached."""
    return Response(
        text, status, {"Cache-Control": "no-store", **(headers or {})}, "application/json"
    )
