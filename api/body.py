"""What comes with a request, and answers that nobody keeps."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse

from ioc.errors import IocError
from ioc.text import harmless

# A hand-in of 16 MB over a slow line takes two minutes.
MOST_SECONDS = 300.0


class SlowBodyError(IocError):
    """A body that did not come to its end in time."""


async def read_body(request: Request, most_bytes: int) -> bytes | None:
    """Return the body; None for a larger one, of which no more is read.

    Raises:
        SlowBodyError: it has not come within `MOST_SECONDS`.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(MOST_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > most_bytes:
                    return None
    except TimeoutError:
        raise SlowBodyError("Nội dung gửi lên quá chậm. Hãy gửi lại.") from None
    return bytes(body)


# Of lists and objects in one another: what pages and machines send has five.
MOST_DEPTH = 32


class RepeatedKeyError(ValueError):
    """A JSON object that says one thing twice: which of them is meant, nobody knows."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = harmless(key)[:50]


def parse_json(body: bytes) -> Any:
    """Return what a body says.

    Raises:
        RepeatedKeyError: an object in it has a key twice.
        ValueError: it is no JSON, or nested too deeply to be any of ours.

    >>> parse_json(b'{"a": [1, null]}')
    {'a': [1, None]}
    """
    try:
        return json.loads(body, object_pairs_hook=_unique)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def harmless_json(content: Any, depth: int = MOST_DEPTH) -> Any:
    r"""Return what a body says, its texts without characters that harm.

    Raises:
        ValueError: nested too deeply to be any of ours.

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
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise RepeatedKeyError(next(key for key, _ in pairs if key in seen or seen.add(key)))
    return found


def json_in(body: bytes) -> Any:
    """Return what a body says, its texts without characters that harm; None: no JSON of ours."""
    try:
        return harmless_json(parse_json(body))
    except ValueError:
        return None


def object_in(body: bytes) -> dict[str, Any]:
    """Return the JSON object that a body is; an empty one for anything else."""
    content = json_in(body)
    return content if isinstance(content, dict) else {}


def fresh_json(body: Any, status: int = 200) -> JSONResponse:
    """Return an answer that holds for this moment and this person alone."""
    return JSONResponse(body, status, {"Cache-Control": "no-store"})
