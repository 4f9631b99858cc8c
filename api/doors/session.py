"""Who sends a request: its token or session, and the guard of routes that change something.

A cookie, out of reach of scripts, holds the session's secret, which is compared with the store at
every request: revoking a token ends its sessions at once, and so does signing out. People with an
account sign in by `api.doors.account_session`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from api.doors.refusals import Refusals
from api.doors.wrong_tries import WrongTries
from api.gate.proxies import client_address, origin_of
from api.requests.body import fresh_json, object_in, read_body
from data.access.accounts import Account
from data.access.callers import Caller, caller_of_token
from data.access.sessions import Sessions
from data.access.tokens import Scope, Token, find_token, note_use
from data.access.trail import Act, note_apart
from data.store.engine import writing
from ioc.cookies import ADMIN_PAGE, REMOTE_PAGE, SESSION_COOKIE, SESSION_PATH
from ioc.errors import IocError
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

_log = logging.getLogger("ioc.session")
_SAFE = {"GET", "HEAD", "OPTIONS"}
_MOST_BYTES = 2048
_OPENS = {Scope.ADMIN: ADMIN_PAGE, Scope.REMOTE: REMOTE_PAGE}
_WRONG = Phrase("access-token-wrong")


class AccessError(IocError):
    """A refused request: `status` is 401, 403, 413 or 429, `phrase` the reason."""

    def __init__(
        self,
        status: int,
        phrase: Phrase,
        wait: int = 0,
        who: str = "",
        problems: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(phrase)
        self.status, self.wait, self.who = status, wait, who
        self.problems = problems


class Attempts:
    """Counts wrong tokens by address; after ten within ten minutes the address waits a minute.

    Nobody guesses 256 random bits: this only keeps the log short.
    """

    MOST = 10

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._wrong = WrongTries(clock)

    def check(self, address: str) -> None:
        """Raise AccessError (429) while an address has to wait."""
        if wait := self._wrong.seconds_to_wait(address, self.MOST):
            raise AccessError(429, Phrase("access-too-often", seconds=wait), wait)

    def count_wrong(self, address: str) -> None:
        """Count one wrong token."""
        self._wrong.count(address)

    def forget(self, address: str) -> None:
        """Forget the wrong tokens of an address after a right one."""
        self._wrong.forget(address)


def find_reader(request: Request, sessions: Sessions) -> Caller | None:
    """Return who sends a request that only reads; None where there is no valid token or session."""
    return _find(request, sessions, is_active=False)


def _find(request: Request, sessions: Sessions, *, is_active: bool) -> Caller | None:
    secret, is_bearer = _secret_of(request)
    now = datetime.now(UTC)
    if not secret:
        return None
    if not is_bearer:
        return sessions.find(secret, now, is_active=is_active)
    with sessions.engine.connect() as connection:
        token = find_token(connection, secret, now)
    return caller_of_token(token) if token is not None else None


def _secret_of(request: Request) -> tuple[str, bool]:
    """Return the secret of a request, and whether it is a token's own (else a session's)."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return bearer.strip(), True
    return request.cookies.get(SESSION_COOKIE, ""), False


def find_caller(request: Request, sessions: Sessions, *scopes: Scope) -> Caller:
    """Return who sends a request: by a bearer's token, else by a session.

    A request with a session that changes something must come from our own pages.

    Raises:
        AccessError: 401 without a valid token or session; 403 where its scope is none of `scopes`,
            another password must be chosen first, or the request comes from another site.
    """
    caller = know_caller(request, sessions)
    check_scope(caller, scopes)
    return caller


def check_scope(caller: Caller, scopes: Collection[Scope]) -> None:
    """Raise AccessError (403) for a scope that is none of these, or a password to be changed."""
    if caller.must_change:
        raise AccessError(403, Phrase("access-must-change"), who=caller.name)
    if caller.scope in scopes:
        return
    if caller.account is not None:
        role = Phrase(f"account-role-{caller.account.role}")
        raise AccessError(403, Phrase("access-role", name=caller.name, role=role), who=caller.name)
    allowed_scopes = ", ".join(scopes)
    fault = Phrase("access-scope", name=caller.name, scope=caller.kind, wanted=allowed_scopes)
    raise AccessError(403, fault, who=caller.name)


def find_person(request: Request, sessions: Sessions) -> tuple[Caller, Account]:
    """Return who sends a request with an account, also one that must choose a password first.

    Raises:
        AccessError: 401 without a valid session; 403 for a token, or from another site.
    """
    caller = know_caller(request, sessions)
    if caller.account is None:
        raise AccessError(403, Phrase("access-account-only"), who=caller.name)
    return caller, caller.account


def find_reporter(request: Request, sessions: Sessions) -> tuple[Caller, Account]:
    """Return who sends a request with an account that may hand in sheets.

    Raises:
        AccessError: 401 without a valid session; 403 for a token, another role, before another
            password is chosen, or from another site.
    """
    caller, account = find_person(request, sessions)
    _check_role(caller, account, may=caller.may_hand_in)
    return caller, account


def find_verifier(request: Request, sessions: Sessions) -> tuple[Caller, Account]:
    """Return who sends a request with an account that may verify what was handed in.

    Raises:
        AccessError: as of `find_reporter`.
    """
    caller, account = find_person(request, sessions)
    _check_role(caller, account, may=caller.may_verify)
    return caller, account


def _check_role(caller: Caller, account: Account, *, may: bool) -> None:
    if caller.must_change:
        raise AccessError(403, Phrase("access-must-change"), who=caller.name)
    if not may:
        role = Phrase(f"account-role-{account.role}")
        raise AccessError(403, Phrase("access-role", name=caller.name, role=role), who=caller.name)


def know_caller(request: Request, sessions: Sessions) -> Caller:
    """Return who sends a request, whatever it may do.

    Raises:
        AccessError: 401 without a valid token or session; 403 from another site.
    """
    secret, is_bearer = _secret_of(request)
    # Without a cookie a browser sends nothing along for another site.
    if secret and not is_bearer and request.method not in _SAFE:
        check_origin(request)
    caller = _find(request, sessions, is_active=True)
    if caller is None:
        raise AccessError(401, Phrase("access-sign-in"))
    return caller


def check_origin(request: Request) -> None:
    """Raise AccessError (403) for a request that another site makes a browser send.

    Another scheme is another site, too: anyone on the way can change a page of port 80.
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
        raise AccessError(403, Phrase("access-foreign"))


def guard_faults(app: FastAPI, refusals: Refusals) -> None:
    """Answer AccessError with its status and texts in both languages; note it on the trail."""

    @app.exception_handler(AccessError)
    async def answer_refusal(request: Request, error: AccessError) -> JSONResponse:
        # Reading a page without signing in is no refusal.
        if error.status != 401 or any(_secret_of(request)) or request.method not in _SAFE:
            await run_in_threadpool(refusals.note, request, error.status, error.who)
        return access_answer(error)


def keep_session(answer: Response, request: Request, sessions: Sessions, secret: str) -> None:
    """Give an answer the cookie with the secret of a session."""
    answer.set_cookie(
        SESSION_COOKIE, secret, max_age=int(sessions.limits.longest.total_seconds()),
        httponly=True, samesite="strict", secure=request.url.scheme == "https",
    )  # fmt: skip


def signed_out(request: Request) -> Response:
    """Return the answer to signing out: it removes the cookie."""
    answer = Response(status_code=204, headers={"Cache-Control": "no-store"})
    answer.delete_cookie(
        SESSION_COOKIE, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return answer


def access_answer(error: AccessError) -> JSONResponse:
    """Return the answer to a refused request."""
    headers = {"Cache-Control": "no-store"}
    if error.wait:
        headers["Retry-After"] = str(error.wait)
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="IOC"'
    content: dict[str, Any] = {"error": error.text(), "error_en": error.text("en")}
    if error.problems:
        content["problems"] = list(error.problems)
    return JSONResponse(content, error.status, headers)


def session_router(sessions: Sessions, attempts: Attempts) -> APIRouter:
    """Return the routes of `/phien`: POST signs in, GET says who is signed in, DELETE signs out."""
    router = APIRouter(include_in_schema=False)

    @router.post(SESSION_PATH)
    async def sign_in(request: Request) -> Response:
        check_origin(request)
        secret = await _secret(request)
        address = client_address(request.scope)
        token = await run_in_threadpool(try_secret, sessions.engine, attempts, address, secret)
        if token.scope not in _OPENS:
            raise AccessError(403, _WRONG_SCOPES[token.scope], who=token.name)
        secret_of_session = await run_in_threadpool(_open, token, address, request.cookies)
        answer = JSONResponse(
            {"name": token.name, "scope": token.scope, "to": _OPENS[token.scope]},
            headers={"Cache-Control": "no-store"},
        )
        keep_session(answer, request, sessions, secret_of_session)
        return answer

    @router.get(SESSION_PATH)
    async def who(request: Request) -> Response:
        caller = await run_in_threadpool(_who, request)
        return fresh_json({"name": caller.name, "scope": caller.kind})

    @router.delete(SESSION_PATH)
    async def sign_out(request: Request) -> Response:
        check_origin(request)
        await run_in_threadpool(_end, request.cookies, client_address(request.scope))
        return signed_out(request)

    def _who(request: Request) -> Caller:
        caller = know_caller(request, sessions)
        if not caller.account:
            check_scope(caller, _OPENS)
        return caller

    def _open(token: Token, address: str, cookies: Mapping[str, str]) -> str:
        now = datetime.now(UTC)
        # A new sign-in ends the browser's earlier session.
        sessions.end(cookies.get(SESSION_COOKIE, ""), now)
        note_apart(
            sessions.engine,
            Act.SIGN_IN,
            token.name,
            say("trail-scope", scope=token.scope),
            address,
            now,
        )
        return sessions.open(caller_of_token(token), now)

    def _end(cookies: Mapping[str, str], address: str) -> None:
        now, secret = datetime.now(UTC), cookies.get(SESSION_COOKIE, "")
        caller = sessions.find(secret, now)
        sessions.end(secret, now)
        if caller is not None:
            note_apart(sessions.engine, Act.SIGN_OUT, caller.name, "", address, now)

    return router


_WRONG_SCOPES = {
    Scope.WRITE: Phrase("access-token-of-machine"),
    Scope.WALL: Phrase("access-token-of-wall"),
}


def try_secret(engine: Engine, attempts: Attempts, address: str, secret: str) -> Token:
    """Return the token of a secret that somebody typed; count a wrong one."""
    attempts.check(address)
    now = datetime.now(UTC)
    with engine.connect() as connection:
        token = find_token(connection, secret, now) if secret else None
    if token is None:
        attempts.count_wrong(address)
        _log.warning("an invalid token was tried from %s", address)
        raise AccessError(401, _WRONG)
    attempts.forget(address)
    # Signing in must work on a full disk, too.
    with suppress(OperationalError), writing(engine) as connection:
        note_use(connection, token, now)
    return token


async def _secret(request: Request) -> str:
    body = await read_body(request, _MOST_BYTES)
    if body is None:
        raise AccessError(401, _WRONG)
    secret = object_in(body).get("khoa")
    return secret.strip() if isinstance(secret, str) else ""
