"""Who is asking: sessions of access tokens, and the guard of every route that changes something.

A cookie holds the session's secret, out of reach of scripts, and is held against the store at every
request: a token that is revoked ends its sessions at once, and so does signing out.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from api.body import fresh_json, object_in, read_body
from api.doors.proxies import client_address, origin_of
from api.doors.refusals import Refusals
from data.sessions import Sessions
from data.store import writing
from data.tokens import Scope, Token, find_token, note_use
from data.trail import Act, note_apart
from ioc.errors import IocError
from layouts.sign_in import SESSION_COOKIE, SESSION_PATH

_log = logging.getLogger("ioc.session")
_SAFE = {"GET", "HEAD", "OPTIONS"}
_MOST_BYTES = 2048
_OPENS = {Scope.ADMIN: "/quan-tri", Scope.REMOTE: "/dieu-khien"}
_WRONG = (
    "Khoá không đúng, đã hết hạn hoặc đã thu hồi. Hãy chép lại cả khoá, hoặc tạo khoá mới: "
    'python app.py token create --scope admin --name "Tên người dùng".',
    "The token is wrong, has expired or was revoked. Copy all of it again, or make a new one: "
    'python app.py token create --scope admin --name "Name".',
)

_FOREIGN = (
    "Yêu cầu không đến từ trang của hệ thống này nên bị từ chối.",
    "The request does not come from a page of this system.",
)


class AccessError(IocError):
    """The request is refused: `status` is 401, 403, 413 or 429, `said` Vietnamese and English."""

    def __init__(
        self,
        status: int,
        said: tuple[str, str],
        wait: int = 0,
        who: str = "",
        problems: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(said[0])
        self.status, self.said, self.wait, self.who = status, said, wait, who
        self.problems = problems


@dataclass
class _Failed:
    times: int
    last: float


class Attempts:
    """Counts wrong tokens by address; after ten within ten minutes the address waits a minute.

    Each process counts for itself: with 256 random bits to guess this is politeness to the log.
    """

    MOST, WITHIN, WAIT = 10, 600.0, 60.0
    _KEPT = 10_000

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, _Failed] = {}

    def check(self, address: str) -> None:
        """Raise AccessError (429) while the address has to wait."""
        known = self._failed.get(address)
        if known is None:
            return
        ago = self._clock() - known.last
        if ago > self.WITHIN:
            del self._failed[address]
        elif known.times >= self.MOST and ago < self.WAIT:
            wait = int(self.WAIT - ago) + 1
            raise AccessError(
                429,
                (f"Đã thử sai quá nhiều lần từ địa chỉ này. Hãy đợi {wait} giây rồi thử lại.",
                 f"Too many wrong tokens from this address. Wait {wait} seconds and try again."),
                wait,
            )  # fmt: skip

    def failed(self, address: str) -> None:
        """Count one wrong token."""
        if len(self._failed) >= self._KEPT:
            self._failed.pop(next(iter(self._failed)))
        known = self._failed.setdefault(address, _Failed(0, 0.0))
        known.times, known.last = known.times + 1, self._clock()

    def forget(self, address: str) -> None:
        """Begin anew after a right one."""
        self._failed.pop(address, None)


def find_reader(request: Request, sessions: Sessions) -> Token | None:
    """Return the token that a request which only reads comes with, if it holds; None for none."""
    secret, is_bearer = _secret_of(request)
    now = datetime.now(UTC)
    if not secret:
        return None
    if is_bearer:
        with sessions.engine.connect() as connection:
            return find_token(connection, secret, now)
    return sessions.find(secret, now)


def _secret_of(request: Request) -> tuple[str, bool]:
    """Return the secret that a request comes with, and whether it is a token's own."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return bearer.strip(), True
    return request.cookies.get(SESSION_COOKIE, ""), False


def find_caller(request: Request, sessions: Sessions, *scopes: Scope) -> Token:
    """Return the token that a request comes with: a bearer's, else the session's.

    A request that changes something and comes by its cookie must come from our own pages.

    Raises:
        AccessError: 401 without a token that holds; 403 where its scope is none of `scopes`, or
            the request comes from another site.
    """
    secret, is_bearer = _secret_of(request)
    # Without a cookie there is nothing that another site could have a browser send along.
    if secret and not is_bearer and request.method not in _SAFE:
        check_origin(request)
    token, now = None, datetime.now(UTC)
    if secret and is_bearer:
        with sessions.engine.connect() as connection:
            token = find_token(connection, secret, now)
    elif secret:
        token = sessions.find(secret, now, seen=True)
    if token is None:
        raise AccessError(401, ("Cần đăng nhập bằng khoá truy cập còn hiệu lực: mở /dang-nhap.",
                                "Sign in with a token that holds: open /dang-nhap."))  # fmt: skip
    if token.scope not in scopes:
        wanted = ", ".join(scopes)
        raise AccessError(
            403,
            (f"Khoá “{token.name}” có quyền {token.scope}; việc này cần quyền {wanted}.",
             f"Token “{token.name}” is of scope {token.scope}; this needs {wanted}."),
            who=token.name,
        )  # fmt: skip
    return token


def check_origin(request: Request) -> None:
    """Raise AccessError (403) for what another site makes a browser send.

    Another scheme is another site, too: what stands on port 80 is open to whoever is on the way.
    """
    origin = request.headers.get("origin")
    if origin is None:
        ours = request.headers.get("sec-fetch-site") == "same-origin"
    else:
        ours = origin.lower() == origin_of(request.scope)
    if not ours:
        _log.warning(
            "a request from %r was refused; this is %r (behind a proxy: see IOC_PROXIES)",
            (origin or "")[:200], origin_of(request.scope),
        )  # fmt: skip
        raise AccessError(403, _FOREIGN)


def guard_faults(app: FastAPI, refusals: Refusals) -> None:
    """Answer AccessError with its status and its words in both languages; keep a trail of it."""

    @app.exception_handler(AccessError)
    async def _refused(request: Request, error: AccessError) -> JSONResponse:
        # Who merely has not signed in was refused nothing.
        if error.status != 401 or any(_secret_of(request)) or request.method not in _SAFE:
            await run_in_threadpool(refusals.note, request, error.status, error.who)
        return access_refused(error)


def access_refused(error: AccessError) -> JSONResponse:
    """Return the answer to one who may not."""
    headers = {"Cache-Control": "no-store"}
    if error.wait:
        headers["Retry-After"] = str(error.wait)
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="IOC"'
    said: dict[str, Any] = {"error": error.said[0], "error_en": error.said[1]}
    if error.problems:
        said["problems"] = list(error.problems)
    return JSONResponse(said, error.status, headers)


def session_router(sessions: Sessions, attempts: Attempts) -> APIRouter:
    """Return the routes of `/phien`: POST signs in, GET says who one is, DELETE signs out."""
    router = APIRouter(include_in_schema=False)

    @router.post(SESSION_PATH)
    async def sign_in(request: Request) -> Response:
        check_origin(request)
        secret = await _secret(request)
        address = client_address(request.scope)
        token = await run_in_threadpool(try_secret, sessions.engine, attempts, address, secret)
        if token.scope not in _OPENS:
            raise AccessError(403, _WRONG_SCOPE[token.scope], who=token.name)
        opened = await run_in_threadpool(_open, token, address, request.cookies)
        answer = JSONResponse(
            {"name": token.name, "scope": token.scope, "to": _OPENS[token.scope]},
            headers={"Cache-Control": "no-store"},
        )
        answer.set_cookie(
            SESSION_COOKIE, opened, max_age=int(sessions.limits.longest.total_seconds()),
            httponly=True, samesite="strict",
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return answer

    @router.get(SESSION_PATH)
    async def who(request: Request) -> Response:
        token = await run_in_threadpool(find_caller, request, sessions, *_OPENS)
        said = {"name": token.name, "scope": token.scope}
        return fresh_json(said)

    @router.delete(SESSION_PATH)
    async def sign_out(request: Request) -> Response:
        check_origin(request)
        await run_in_threadpool(_end, request.cookies, client_address(request.scope))
        answer = Response(status_code=204, headers={"Cache-Control": "no-store"})
        answer.delete_cookie(SESSION_COOKIE, httponly=True, samesite="strict",
                             secure=request.url.scheme == "https")  # fmt: skip
        return answer

    def _open(token: Token, address: str, cookies: Mapping[str, str]) -> str:
        now = datetime.now(UTC)
        # Whoever signs in anew leaves no session behind that nobody knows of.
        sessions.end(cookies.get(SESSION_COOKIE, ""), now)
        note_apart(sessions.engine, Act.SIGN_IN, token.name, f"quyền {token.scope}", address, now)
        return sessions.open(token, now)

    def _end(cookies: Mapping[str, str], address: str) -> None:
        now, secret = datetime.now(UTC), cookies.get(SESSION_COOKIE, "")
        token = sessions.find(secret, now)
        sessions.end(secret, now)
        if token is not None:
            note_apart(sessions.engine, Act.SIGN_OUT, token.name, "", address, now)

    return router


_WRONG_SCOPE = {
    Scope.WRITE: (
        "Khoá này có quyền write, dành cho máy gửi số liệu, không đăng nhập được. "
        "Hãy dùng khoá quyền admin hoặc remote.",
        "This token is of scope write, for machines; sign in with one of scope admin or remote.",
    ),
    Scope.WALL: (
        "Khoá này của một màn hình lớn: mở /wall?khoa=… trên máy của màn hình đó. "
        "Để đăng nhập, hãy dùng khoá quyền admin hoặc remote.",
        "This token is a wall's: open /wall?khoa=… on its machine. "
        "Sign in with one of scope admin or remote.",
    ),
}


def try_secret(engine: Engine, attempts: Attempts, address: str, secret: str) -> Token:
    """Return the token of a secret that somebody typed; count it where there is none."""
    attempts.check(address)
    now = datetime.now(UTC)
    with engine.connect() as connection:
        token = find_token(connection, secret, now) if secret else None
    if token is None:
        attempts.failed(address)
        _log.warning("a token that does not hold was tried from %s", address)
        raise AccessError(401, _WRONG)
    attempts.forget(address)
    # A full disk keeps nobody out.
    with suppress(OperationalError), writing(engine) as connection:
        note_use(connection, token, now)
    return token


async def _secret(request: Request) -> str:
    body = await read_body(request, _MOST_BYTES)
    if body is None:
        raise AccessError(401, _WRONG)
    secret = object_in(body).get("khoa")
    return secret.strip() if isinstance(secret, str) else ""
