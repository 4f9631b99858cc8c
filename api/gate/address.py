"""The address of a request: not too long, not too many parameters, no character that harms."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from api.gate.refusals import turned_away
from ioc.text import is_harmless

MOST_PATH_BYTES, MOST_QUERY_BYTES, MOST_PARAMETERS = 2_000, 16_000, 1_000
# Nearly all addresses have none of these, and are not looked at more closely.
_SUSPECT = re.compile(rb"%(?:[01]|7[fF]|[89a-fA-F])|[^\x21-\x7e]")


class AddressGate:
    """ASGI: turns away what has an address that no page or program of ours would ask."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn away, or hand on."""
        status = fault_of(scope) if scope["type"] == "http" else 0
        if status:
            await turned_away(status)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def fault_of(scope: Scope) -> int:
    """Return the status with which an address is turned away; 0 for a good one.

    >>> fault_of({"path": "/wall", "query_string": b"canh=a"})
    0
    >>> fault_of({"path": "/wall", "query_string": b"canh=%00"})
    400
    """
    query: bytes = scope["query_string"]
    path: str = scope["path"]
    if len(path) > MOST_PATH_BYTES or len(query) > MOST_QUERY_BYTES:
        return 414
    if query.count(b"&") >= MOST_PARAMETERS:
        return 414
    if not (path.isascii() and path.isprintable()) and not is_harmless(path):
        return 400
    if _SUSPECT.search(query):
        if not query.isascii():
            return 400
        try:
            text = unquote_to_bytes(query).decode()
        except UnicodeDecodeError:
            return 400
        if not is_harmless(text):
            return 400
    return 0
