"""`/nop-so/viec/nhap`: the form that people type on a page: its numbers, drafts, hand-in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.doors.session import find_reporter
from api.gate.proxies import client_address
from api.hand_in.answers import answer_in_words, fault_body, key_of, read_content
from api.hand_in.entry_items import problem_items
from api.hand_in.entry_work import ChangedMeanwhileError, EntryWork
from api.requests.parameters import LANGUAGE, Parameter, Query, read_language
from data.access.keyed_answers import SameKeyError
from data.access.sessions import Sessions
from data.hand_in.entry.store_entry import EntryFaultsError, MissingCountError
from ioc.cookies import HAND_IN_PAGE
from ioc.errors import IocError

PATH = f"{HAND_IN_PAGE}/viec/nhap"
_MOST_BODY = 500_000
_CONFLICTS = SameKeyError, ChangedMeanwhileError, MissingCountError
_OF_FORM = (
    Parameter("bieu", "Code of the form."), Parameter("ky", "Period, ISO."), LANGUAGE,
)  # fmt: skip


def entry_router(sessions: Sessions, home: str, *, waits: bool = False) -> APIRouter:
    """Return the routes; `home` is the code of the home province.

    What cannot be handed in is answered with 422 and every fault; nothing is stored. `waits`:
    numbers count once they are verified, and not before.
    """
    router = APIRouter(include_in_schema=False)
    work = EntryWork(sessions.engine, home, waits=waits)

    @router.get(PATH)
    def form(request: Request) -> Response:
        """Return the numbers to give, those reported before, and the account's draft."""
        _, account = find_reporter(request, sessions)
        query = Query(request, _OF_FORM)
        code, period, language = query.one("bieu") or "", query.one("ky") or "", query.language
        query.settle()
        return _answer(language, partial(work.form, account, code, period, language))

    @router.post(PATH)
    async def save(request: Request) -> Response:
        """Store changes of a device in the draft; return what came from others meanwhile."""
        _, account = await run_in_threadpool(find_reporter, request, sessions)
        language, content = read_language(request), await read_content(request, _MOST_BODY)
        return await run_in_threadpool(_answer, language, partial(work.save, account, content))

    @router.post(PATH + "/nop")
    async def hand_in(request: Request) -> Response:
        """Store the draft as one submission; the same key twice is answered again."""
        caller, account = await run_in_threadpool(find_reporter, request, sessions)
        language, content = read_language(request), await read_content(request, _MOST_BODY)
        address = client_address(request.scope)

        def store() -> dict[str, Any]:
            key, sha256 = key_of(content)
            return work.hand_in(caller, account, content, key, sha256, address, language)

        return await run_in_threadpool(_answer, language, store)

    return router


def _answer(language: str, do: Callable[[], dict[str, Any]]) -> Response:
    """Do something and return its answer, or every fault in words."""
    return answer_in_words(language, do, _body, _CONFLICTS)


def _body(error: IocError, language: str) -> dict[str, Any]:
    body = fault_body(error, language)
    if isinstance(error, EntryFaultsError):
        body["problems"] = problem_items(error.problems, language)
    return body
