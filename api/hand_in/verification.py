"""`/nop-so/viec/xac-nhan`: a verifier's list, and what is done with it: verify, return, lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy import Connection

from api.doors.session import find_verifier
from api.gate.proxies import client_address
from api.hand_in.answers import OddRequestError, answer_in_words, read_content
from api.hand_in.verification_items import RowWords, lock_item, row_item, term_item
from api.requests.body import fresh_json
from api.requests.parameters import LANGUAGE, Parameter, Query, read_language
from data.access.accounts import Account
from data.access.sessions import Sessions
from data.queries.catalogue import all_indicators
from data.store.engine import writing
from data.verification.listing import WaitingTerm, read_rows, read_waiting_terms
from data.verification.locks import allow_correction, find_lock, lock_period, read_permits
from data.verification.steps import MOST_AT_ONCE, return_hand_in, verify
from data.verification.verifier import Verifier, read_verifier
from ioc.cookies import HAND_IN_PAGE
from ioc.errors import IocError, NotFoundError
from ioc.period import parse_period
from ioc.sentences.values import number
from ioc.verification import VerificationState
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

PATH = f"{HAND_IN_PAGE}/viec/xac-nhan"
_MOST_BODY = 100_000
_OF_LIST = (
    Parameter("bieu", "Code of the form; without it the first that waits.", may_be_empty=True),
    Parameter("ky", "Period, ISO.", may_be_empty=True),
    LANGUAGE,
)
_Body = Mapping[str, Any]
_Step = Callable[[Connection, Verifier, _Body, str, datetime], dict[str, Any]]


def verification_router(sessions: Sessions, home: str) -> APIRouter:
    """Return the routes, for people who verify; `home` is the code of the home province."""
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(PATH)
    def as_list(request: Request) -> Response:
        """Return the submissions of a form for a period, with what to choose from."""
        _, account = find_verifier(request, sessions)
        query = Query(request, _OF_LIST)
        query.settle()
        with engine.connect() as connection:
            try:
                answer = _list(connection, account, query, home)
            except NotFoundError as error:
                return fresh_json({"error": error.text(query.language)}, 404)
        return fresh_json(answer)

    def _add(path: str, step: _Step) -> None:
        """Add a route that takes a step in a transaction of its own, or answers why not."""

        @router.post(PATH + path)
        async def take(request: Request) -> Response:
            _, account = await run_in_threadpool(find_verifier, request, sessions)
            language = read_language(request)
            content = await read_content(request, _MOST_BODY)
            address = client_address(request.scope)
            return await run_in_threadpool(_take, account, content, address, language, step)

    def _take(
        account: Account, content: _Body, address: str, language: str, step: _Step
    ) -> Response:
        def do() -> dict[str, Any]:
            with writing(engine) as connection:
                verifier = read_verifier(connection, account, home)
                answer = step(connection, verifier, content, address, datetime.now(UTC))
            for each in answer.get("refusals", []):
                each["reason"] = each["reason"].text(language)
            return answer

        return answer_in_words(language, do)

    for path, step in _STEPS.items():
        _add(path, step)
    return router


def _list(connection: Connection, account: Account, query: Query, home: str) -> dict[str, Any]:
    """Return the list of a form and a period.

    Raises:
        NotFoundError: nothing of them was handed in, or the account does not verify the form.
    """
    language = query.language
    verifier = read_verifier(connection, account, home)
    terms = read_waiting_terms(connection, verifier)
    answer: dict[str, Any] = {
        "terms": [term_item(each, verifier, language) for each in terms],
        "is_administrator": verifier.is_administrator,
        "form": "",
        "period": "",
        "before": "",
        "summary": "",
        "lock": "",
        "permits": [],
        "rows": [],
    }
    if not terms and query.one("bieu") is None:
        return answer
    term = _among(terms, query.one("bieu"), query.one("ky"))
    period = parse_period(term.period)
    rows = read_rows(connection, verifier, term.form, period)
    names = RowWords({each.code: each for each in all_indicators(connection)}, language)
    counts = {
        "all": number(len(rows), 0, language),
        "waiting": number(sum(each.waits for each in rows), 0, language),
        "ready": number(sum(each.passes for each in rows), 0, language),
    }
    return {
        **answer,
        "form": term.form,
        "period": term.period,
        "before": period.previous().label(language),
        "summary": say("verification-summary", language, **counts),
        "lock": lock_item(find_lock(connection, term.form, term.period), language),
        "permits": [
            say("verification-may-correct", language, by=each.allowed_by, reason=each.reason)
            for each in read_permits(connection, term.form, term.period)
        ],
        "rows": [row_item(each, names) for each in rows],
    }


def _among(terms: Sequence[WaitingTerm], form: str | None, period: str | None) -> WaitingTerm:
    for each in terms:
        if form in (None, each.form) and period in (None, each.period):
            return each
    raise NotFoundError(Phrase("verification-nothing"))


def _verify(
    connection: Connection, verifier: Verifier, content: _Body, address: str, now: datetime
) -> dict[str, Any]:
    numbers = content.get("numbers")
    if not isinstance(numbers, list) or not 0 < len(numbers) <= MOST_AT_ONCE:
        raise OddRequestError("numbers")
    if not all(type(each) is int for each in numbers):
        raise OddRequestError("numbers")
    report = verify(connection, numbers, verifier, address, now)
    return {
        "numbers": list(report.numbers),
        "refusals": [{"number": each, "reason": phrase} for each, phrase in report.refusals],
        "revision": report.revision,
    }


def _return(
    connection: Connection, verifier: Verifier, content: _Body, address: str, now: datetime
) -> dict[str, Any]:
    entry, state = content.get("number"), _text(content, "state")
    if type(entry) is not int or state not in set(VerificationState):
        raise OddRequestError("number")
    reason = _text(content, "reason")
    revision = return_hand_in(
        connection, entry, reason, VerificationState(state), verifier, address, now
    )
    return {"revision": revision}


def _lock(
    connection: Connection, verifier: Verifier, content: _Body, address: str, now: datetime
) -> dict[str, Any]:
    form, period = _text(content, "form"), _period(content)
    return {"revision": lock_period(connection, form, period, verifier, address, now)}


def _allow(
    connection: Connection, verifier: Verifier, content: _Body, address: str, now: datetime
) -> dict[str, Any]:
    form, period, login = _text(content, "form"), _period(content), _text(content, "login")
    reason = _text(content, "reason")
    allow_correction(connection, form, period, login, reason, verifier, address, now)
    return {}


_STEPS: dict[str, _Step] = {
    "/dat": _verify, "/tra-lai": _return, "/khoa": _lock, "/cho-sua": _allow,
}  # fmt: skip


def _period(content: _Body) -> str:
    text = _text(content, "period")
    try:
        return parse_period(text).iso
    except IocError:
        raise OddRequestError("period") from None


def _text(content: _Body, name: str) -> str:
    text = content.get(name) or ""
    if not isinstance(text, str):
        raise OddRequestError(name)
    return text
