"""`/phien/tai-khoan`: signing in with an account, choosing a password, signing out everywhere.

A wrong name, a wrong password, an account that is disabled and a one-time password that is too old
get the same answer after the same time. Who guesses waits by name and address; nobody else does.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy.exc import OperationalError

from api.doors.session import AccessError, check_origin, find_person, keep_session, signed_out
from api.doors.wrong_tries import WrongTries
from api.gate.proxies import client_address
from api.requests.body import fresh_json, object_in, read_body
from api.requests.errors import problem_item
from api.requests.parameters import read_language
from data.access.accounts import (
    Account,
    AccountRole,
    choose_password,
    end_sessions,
    find_login,
    login_of,
    note_sign_in,
)
from data.access.callers import caller_of_account
from data.access.passwords import BusyError, is_password, password_faults
from data.access.sessions import Sessions
from data.access.trail import Act, note_apart, note_step
from data.store.engine import writing
from ioc.cookies import (
    ACCOUNT_PAGE,
    ACCOUNT_PATH,
    ADMIN_PAGE,
    EVERYWHERE_PATH,
    HAND_IN_PAGE,
    PASSWORD_PATH,
    SESSION_COOKIE,
    VERIFY_PAGE,
)
from ioc.errors import Problem
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

_log = logging.getLogger("ioc.session")
_MOST_BYTES, _MOST_LETTERS = 4096, 400
_BUSY_SECONDS = 5
_FIRST_PAGES = {
    AccountRole.ADMINISTRATOR: ADMIN_PAGE,
    AccountRole.REPORTER: HAND_IN_PAGE,
    AccountRole.VERIFIER: VERIFY_PAGE,
}


class NameAttempts:
    """Counts wrong passwords by name and address, and by address over all names.

    After five for a name within ten minutes this address waits a minute with this name; after fifty
    it waits with every name under which nobody has signed in from it. So nobody elsewhere is kept
    out by guesses, and colleagues behind the same address go on.
    """

    MOST_OF_NAME, MOST_OF_ADDRESS = 5, 50
    _MOST_KNOWN = WrongTries.MOST_KEYS

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._wrong = WrongTries(clock)
        self._familiar: dict[tuple[str, str], None] = {}

    def check(self, login: str, address: str) -> None:
        """Raise AccessError (429) while this name has to wait at this address."""
        self._check((login, address), self.MOST_OF_NAME)
        if (login, address) not in self._familiar:
            self._check(("", address), self.MOST_OF_ADDRESS)

    def count_wrong(self, login: str, address: str) -> None:
        """Count one wrong password."""
        self._wrong.count((login, address))
        self._wrong.count(("", address))

    def note_right(self, login: str, address: str) -> None:
        """Forget the wrong ones of a name at an address; know both together from now on."""
        self._wrong.forget((login, address))
        self._familiar.pop((login, address), None)
        self._familiar[login, address] = None
        if len(self._familiar) > self._MOST_KNOWN:
            del self._familiar[next(iter(self._familiar))]

    def _check(self, key: tuple[str, str], most: int) -> None:
        if wait := self._wrong.seconds_to_wait(key, most):
            raise AccessError(429, Phrase("access-password-too-often", seconds=wait), wait)


def account_router(sessions: Sessions, attempts: NameAttempts) -> APIRouter:
    """Return the routes: sign in, choose a password, sign out in every browser."""
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.post(ACCOUNT_PATH)
    async def sign_in(request: Request) -> Response:
        check_origin(request)
        form = await _form(request)
        account, secret = await run_in_threadpool(_sign_in, form, request)
        answer = fresh_json(
            {
                "name": account.terms.name,
                "scope": account.role.value,
                "to": _first_page(account),
                "must_change": account.must_change,
            }
        )
        keep_session(answer, request, sessions, secret)
        return answer

    @router.post(PASSWORD_PATH)
    async def choose(request: Request) -> Response:
        _, account = await run_in_threadpool(find_person, request, sessions)
        form, language = await _form(request), read_language(request)
        problems = await run_in_threadpool(_choose, account, form, request)
        if problems:
            return fresh_json(
                {"problems": [problem_item(each, language) for each in problems]}, 422
            )
        answer = fresh_json({"to": _first_page(account, is_settled=True)})
        secret = await run_in_threadpool(_reopen, account)
        keep_session(answer, request, sessions, secret)
        return answer

    @router.delete(EVERYWHERE_PATH)
    async def leave(request: Request) -> Response:
        caller, account = await run_in_threadpool(find_person, request, sessions)
        await run_in_threadpool(_leave, account, caller.name, request)
        return signed_out(request)

    def _sign_in(form: Mapping[str, str], request: Request) -> tuple[Account, str]:
        now, address = datetime.now(UTC), client_address(request.scope)
        login = login_of(form["ten"])[:64]
        account, stored_hash = _account_of(login, form["mat_khau"], address, now)
        caller = caller_of_account(account)
        sessions.end(request.cookies.get(SESSION_COOKIE, ""), now)
        secret = sessions.open(caller, now)
        with engine.connect() as connection:
            now_stored = find_login(connection, login)
        if (
            now_stored is None
            or now_stored[1] != stored_hash
            or now_stored[0].disabled_at is not None
        ):
            # Reset or disabled after the password was checked: its end missed the new session.
            sessions.end(secret, now)
            raise AccessError(401, Phrase("access-password-wrong"))
        role = say(f"account-role-{account.role}")
        note_apart(engine, Act.SIGN_IN, caller.name, role, address, now)
        # Signing in must work on a full disk, too.
        with suppress(OperationalError), writing(engine) as connection:
            note_sign_in(connection, account.id, now)
        return account, secret

    def _account_of(login: str, password: str, address: str, now: datetime) -> tuple[Account, str]:
        """Return the account with this name and password, with its hash.

        Raises:
            AccessError: 401 for every reason why it cannot sign in; 429 while one has to wait.
        """
        attempts.check(login, address)
        with engine.connect() as connection:
            pair = find_login(connection, login)
        is_right = _check_password(pair[1] if pair else None, password)
        if pair is None or not is_right or not pair[0].may_sign_in(now):
            attempts.count_wrong(login, address)
            _log.warning("a wrong name or password was tried from %s", address)
            raise AccessError(401, Phrase("access-password-wrong"))
        attempts.note_right(login, address)
        return pair

    def _choose(account: Account, form: Mapping[str, str], request: Request) -> list[Problem]:
        """Store the password of a form, or return its faults."""
        now, address = datetime.now(UTC), client_address(request.scope)
        terms, problems = account.terms, []
        with engine.connect() as connection:
            pair = find_login(connection, terms.login)
        stored_hash = pair[1] if pair else None
        # Who just signed in with a one-time password need not type it again.
        if not account.must_change:
            attempts.check(terms.login, address)
            if not _check_password(stored_hash, form["cu"]):
                attempts.count_wrong(terms.login, address)
                problems.append(Problem(Phrase("account-password-wrong"), column="cu"))
        problems += password_faults(form["moi"], terms.login, terms.name, "moi")
        if not problems and _check_password(stored_hash, form["moi"]):
            problems.append(Problem(Phrase("account-password-same"), column="moi"))
        if problems:
            return problems
        with writing(engine) as connection:
            choose_password(connection, account.id, form["moi"], now)
            name = account.full_name
            subject = say("trail-password", name=name)
            note_step(connection, Act.ACCOUNT_CHANGED, name, subject, address, now)
        return []

    def _reopen(account: Account) -> str:
        return sessions.open(caller_of_account(account), datetime.now(UTC))

    def _leave(account: Account, name: str, request: Request) -> None:
        now, address = datetime.now(UTC), client_address(request.scope)
        with writing(engine) as connection:
            end_sessions(connection, account.id, now)
            note_step(connection, Act.SIGN_OUT, name, say("trail-everywhere"), address, now)

    return router


def _check_password(stored_hash: str | None, password: str) -> bool:
    try:
        return is_password(stored_hash, password)
    except BusyError as error:
        raise AccessError(429, error.phrase, _BUSY_SECONDS) from None


def _first_page(account: Account, *, is_settled: bool = False) -> str:
    """Return the address to open after signing in."""
    if account.must_change and not is_settled:
        return ACCOUNT_PAGE
    return _FIRST_PAGES.get(account.role, "/")


async def _form(request: Request) -> dict[str, str]:
    """Return the texts of a form; "" for every one that is missing or is no text."""
    body = await read_body(request, _MOST_BYTES)
    content: Mapping[str, Any] = object_in(body) if body is not None else {}
    texts = {name: content.get(name) for name in ("ten", "mat_khau", "cu", "moi")}
    return {
        name: text[:_MOST_LETTERS] if isinstance(text, str) else "" for name, text in texts.items()
    }
