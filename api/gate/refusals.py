"""Answers to requests that are refused before their parameters are read."""

from __future__ import annotations

from starlette.responses import JSONResponse

from ioc.words.catalogue import say

_RETRY_SECONDS = {408: 1, 429: 10, 503: 5}
# The rest of the body is not read, so that the connection has to close.
_CLOSES = {408, 413}


def turned_away(status: int) -> JSONResponse:
    """Return the refusal with this status, in both languages, and when to try again."""
    headers = {"Cache-Control": "no-store"}
    if status in _RETRY_SECONDS:
        headers["Retry-After"] = str(_RETRY_SECONDS[status])
    if status in _CLOSES:
        headers["Connection"] = "close"
    content = {
        "error": say(f"request-turned-{status}"),
        "error_en": say(f"request-turned-{status}", "en"),
        "problems": [],
    }
    return JSONResponse(content, status, headers)
