"""A secret in an address becomes a cookie or nothing; the browser is sent on without it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from sqlalchemy import Engine
from starlette.types import ASGIApp, Receive, Scope, Send

from api.doors.session import AccessError, Attempts, access_answer, try_secret
from api.gate.proxies import client_address
from data.access.tokens import Scope as TokenScope
from ioc.cookies import WALL_COOKIE

_WALL_PATH = "/wall"
_NAME = "khoa"
_WALL_SECONDS = 400 * 86400  # what browsers allow at most
# In the cookie of a kiosk with a token that was never valid, so that the wall says so.
_NO_TOKEN = "khong-co"  # noqa: S105


class KioskDoor:
    """ASGI: `/wall?khoa=SECRET` becomes a cookie and an address without the secret.

    A secret in the address of any other page leaves the address bar, too.
    """

    def __init__(self, app: ASGIApp, engine: Engine, attempts: Attempts) -> None:
        self._app, self._engine, self._attempts = app, engine, attempts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the start of a kiosk, or pass the request on."""
        query = query_with_secret(scope)
        if not query:
            await self._app(scope, receive, send)
            return
        rest = urlencode([(name, value) for name, value in query if name.lower() != _NAME])
        is_wall = scope["path"].rstrip("/") == _WALL_PATH
        path = _WALL_PATH if is_wall else "/" + scope["path"].lstrip("/\\")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        if is_wall:
            request = Request(scope, receive)
            secret = next(value for name, value in query if name.lower() == _NAME)
            try:
                token = await run_in_threadpool(
                    try_secret, self._engine, self._attempts, client_address(scope), secret.strip()
                )
                cookie = secret.strip() if token.scope is TokenScope.WALL else _NO_TOKEN
            except AccessError as error:
                if error.status == 429:
                    await access_answer(error)(scope, receive, send)
                    return
                cookie = _NO_TOKEN
            answer.set_cookie(
                WALL_COOKIE, cookie, max_age=_WALL_SECONDS, httponly=True, samesite="lax",
                secure=request.url.scheme == "https",
            )  # fmt: skip
        await answer(scope, receive, send)


def query_with_secret(scope: Scope) -> list[tuple[str, str]]:
    """Return the query of a page's address with a secret; empty for every other request."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return []
    if b"kho" not in scope["query_string"].lower() and b"%" not in scope["query_string"]:
        return []
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return query if any(name.lower() == _NAME for name, _ in query) else []
