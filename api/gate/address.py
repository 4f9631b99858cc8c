"""Checks of a request's address: its length, its number of parameters, its characters."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from api.gate.refusals import turned_away
from ioc.text import is_harmless

MOST_PATH_BYTES, MOST_QUERY_BYTES, MOST_PARAMETERS = 2_000, 16_000, 1_000
# Nearly all addresses have none of these and need no closer look.
_SUSPECT = re.compile(rb"%(?:[01]|7[fF]|[89a-fA-F])|[^\x21-\x7e]")


class AddressGate:
    """ASGI: refuses requests with an address that no page or program of ours would use."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on."""
        status = fault_of(scope) if scope["type"] == "http" else 0
        if status:
            await turned_away(status)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def fault_of(scope: Scope) -> int:
    """Return the status with which an address is refused; 0 for a good one.

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
