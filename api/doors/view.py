"""Who may view: where `IOC_VIEW` says so, pages, answers, files and the API need a sign-in.

What the sign-in itself needs stays open: its page, its routes, scripts and styles. Walls show their
token, programs theirs.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.doors.kiosk import query_with_secret
from api.doors.session import AccessError, access_answer, find_reader
from data.access.sessions import Sessions
from data.access.tokens import find_token
from ioc.cookies import OPEN_PAGES, SESSION_PATH, SIGN_IN_PAGE, STRANGER_HEADER, WALL_COOKIE
from ioc.words.phrase import Phrase

_OPEN = OPEN_PAGES | {
    "/healthz", SESSION_PATH, "/_dash-layout", "/_dash-dependencies", "/_favicon.ico",
    "/favicon.ico",
}  # fmt: skip
_OPEN_FOLDERS = ("/assets/", "/bundle/", "/_dash-component-suites/", f"{SESSION_PATH}/")
# Pages are drawn by one address; `callbacks.admin.access` tells which of them is asked for. Scripts
# of the open ones must know that nothing else would be answered.
_WITH_MARK = OPEN_PAGES | {"/_dash-update-component"}
_MOST_LETTERS = 2_000


class ViewDoor:
    """ASGI: sends a browser that has not signed in to `/dang-nhap`, refuses other strangers."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app, self._sessions = app, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request of a viewer on, or refuse it."""
        if scope["type"] != "http" or _is_same_for_all(scope["path"]) or query_with_secret(scope):
            await self._app(scope, receive, send)
            return
        if await run_in_threadpool(self._may_view, Request(scope)):
            await self._app(scope, receive, _privately(send))
        elif scope["path"] in _WITH_MARK:
            mark = (STRANGER_HEADER.encode(), b"1")
            await self._app({**scope, "headers": [*scope["headers"], mark]}, receive, send)
        elif _is_page(scope):
            query = scope["query_string"].decode("latin-1")
            back = scope["path"] + (f"?{query}" if query else "")
            address = f"{SIGN_IN_PAGE}?{urlencode({'den': back[:_MOST_LETTERS]})}"
            answer = RedirectResponse(address, 303, {"Cache-Control": "no-store"})
            await answer(scope, receive, send)
        else:
            refusal = AccessError(401, Phrase("access-sign-in"))
            await access_answer(refusal)(scope, receive, send)

    def _may_view(self, request: Request) -> bool:
        """Tell whether a request comes with a valid token or session, or from a wall."""
        caller = find_reader(request, self._sessions)
        if caller is not None:
            return not caller.must_change
        secret = request.cookies.get(WALL_COOKIE, "")
        if not secret:
            return False
        with self._sessions.engine.connect() as connection:
            return find_token(connection, secret, datetime.now(UTC)) is not None


def is_open(path: str) -> bool:
    """Tell whether an address is open to strangers.

    >>> is_open("/dang-nhap"), is_open("/phien/tai-khoan"), is_open("/phan-tich")
    (True, True, False)
    """
    return path in _OPEN or path.startswith(_OPEN_FOLDERS)


def _is_same_for_all(path: str) -> bool:
    return is_open(path) and path not in OPEN_PAGES


def _is_page(scope: Scope) -> bool:
    """Tell whether a browser asks for a page, and no script for an answer."""
    accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return scope["method"] in ("GET", "HEAD") and b"text/html" in accept


def _privately(send: Send) -> Send:
    """Return a sender whose answers no cache shares with strangers."""

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [
                (name, value.replace(b"public", b"private"))
                if name.lower() == b"cache-control"
                else (name, value)
                for name, value in message["headers"]
            ]
            message = {**message, "headers": headers}
        await send(message)

    return send_on
