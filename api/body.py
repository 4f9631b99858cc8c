"""What comes with a request, and answers that nobody keeps."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse


async def read_body(request: Request, most_bytes: int) -> bytes | None:
    """Return the body; None for a larger one, of which no more is read."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most_bytes:
            return None
    return bytes(body)


def object_in(body: bytes) -> dict[str, Any]:
    """Return the JSON object that a body is; an empty one for anything else."""
    try:
        content: Any = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def fresh_json(body: Any, status: int = 200) -> JSONResponse:
    """Return an answer that holds for this moment and this person alone."""
    return JSONResponse(body, status, {"Cache-Control": "no-store"})
