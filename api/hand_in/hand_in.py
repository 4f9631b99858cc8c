"""`/nop-so/viec`: reading a sheet for a form, and handing it in; for people who report."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.doors.session import find_reporter
from api.gate.proxies import client_address
from api.gate.refusals import turned_away
from api.gate.turns import AddressTurns, NoTurnError
from api.hand_in.answers import (
    OddRequestError,
    answer_in_words,
    fault_body,
    key_of,
    read_content,
)
from api.hand_in.reading_items import form_item
from api.hand_in.work import LeftOutError, SheetWork, refusal_items
from api.requests.body import fresh_json, read_body
from api.requests.parameters import LANGUAGE, Parameter, Query, read_language
from data.access.callers import Caller
from data.access.keyed_answers import SameKeyError, find_answer
from data.access.sessions import Sessions
from data.hand_in.entry.draft import count_typed
from data.hand_in.files import plain_file_name
from data.hand_in.form_choice import read_choices
from data.load.office.book import MAX_BYTES
from ioc.cookies import HAND_IN_PAGE
from ioc.errors import IocError, LoadRefusedError, NotFoundError
from ioc.local_time import local_date
from ioc.words.catalogue import say

PATH = f"{HAND_IN_PAGE}/viec"
_MOST_BODY = 1_000_000
_AT_ONCE, _WAITING, _PATIENCE = 1, 4, 120.0
_OF_UPLOAD = (
    Parameter("bieu", "Code of the form."),
    Parameter("ky", "Period, ISO."),
    Parameter("ten", "Name of the file.", may_be_empty=True),
    LANGUAGE,
)
_Body = Mapping[str, Any]


def hand_in_router(sessions: Sessions, home: str, *, waits: bool = False) -> APIRouter:
    """Return the routes; `home` is the code of the home province.

    `waits`: numbers count once they are verified, and not before.

    A file that cannot be read, or a sheet that cannot be handed in, is answered with 422 and every
    fault; nothing is stored.
    """
    router, engine = APIRouter(include_in_schema=False), sessions.engine
    work = SheetWork(engine, home, waits=waits)
    # Reading takes a processor and much memory: one sheet at once in each process.
    turns = AddressTurns(_AT_ONCE, _WAITING, _PATIENCE)

    @router.get(PATH + "/bieu")
    def forms(request: Request) -> Response:
        """Return the forms and periods that may be handed in."""
        _, account = find_reporter(request, sessions)
        language = read_language(request)
        today = local_date()
        with engine.connect() as connection:
            choices = read_choices(connection, account, today, home)
            counts = count_typed(connection, account.id)
        return fresh_json(
            {
                "items": [
                    {
                        "code": each.form.code,
                        "name": each.form.name(language),
                        "period": each.term.period.iso,
                        "period_name": each.term.period.label(language),
                        "days_left": each.term.days_left(today),
                        "days_late": each.term.days_late(today),
                        "typed": counts.get((each.form.code, each.term.period.iso), 0),
                    }
                    for each in choices
                ]
            }
        )

    @router.get(PATH + "/bieu/{code}/{period}")
    def form_of(request: Request, code: str, period: str) -> Response:
        """Return what corrections of a form's sheet may name."""
        _, account = find_reporter(request, sessions)
        language = read_language(request)
        try:
            form = work.form(account, code, period)
        except NotFoundError as error:
            return fresh_json({"error": error.text(language)}, 404)
        return fresh_json(form_item(form.reporting, language))

    @router.post(PATH + "/tep")
    async def upload(request: Request) -> Response:
        """Read a file, whose bytes are the body, for a form; it becomes a draft."""
        _, account = await run_in_threadpool(find_reporter, request, sessions)
        query = Query(request, _OF_UPLOAD)
        name = plain_file_name(query.one("ten") or "")
        form, period = query.one("bieu") or "", query.one("ky") or ""
        query.settle()
        language = query.language
        content = await read_body(request, MAX_BYTES)
        if content is None:
            return _too_large(language)
        read = partial(work.upload, account, form, period, name, content, language)
        return await _in_turn(request, language, read)

    @router.post(PATH + "/doc")
    async def read_again(request: Request) -> Response:
        """Read a draft again, with what its sender corrected and confirmed."""
        _, account = await run_in_threadpool(find_reporter, request, sessions)
        language, content = read_language(request), await read_content(request, _MOST_BODY)
        return await _in_turn(
            request, language, partial(work.read_again, account, content, language)
        )

    @router.post(PATH + "/nop")
    async def hand_in(request: Request) -> Response:
        """Store what is ready as one submission; the same key twice is answered again."""
        caller, account = await run_in_threadpool(find_reporter, request, sessions)
        language, content = read_language(request), await read_content(request, _MOST_BODY)
        try:
            key, sha256 = key_of(content)
        except OddRequestError as error:
            return fresh_json(fault_body(error, language), 422)
        before = await run_in_threadpool(_before, caller, key, sha256, language)
        if before is not None:
            return before
        address = client_address(request.scope)
        store = partial(work.hand_in, caller, account, content, key, sha256, address, language)
        return await _in_turn(request, language, store)

    def _before(caller: Caller, key: str, sha256: str, language: str) -> Response | None:
        """Return the answer that a key got before."""
        try:
            with engine.connect() as connection:
                answer = find_answer(connection, caller, key, sha256)
        except SameKeyError as error:
            return fresh_json({"error": error.text(language)}, 409)
        return None if answer is None else fresh_json(answer)

    async def _in_turn(
        request: Request, language: str, do: Callable[[], dict[str, Any]]
    ) -> Response:
        try:
            await turns.take(client_address(request.scope))
        except NoTurnError as error:
            return turned_away(error.status)
        # Whoever leaves meanwhile keeps the turn until the work is over.
        working = asyncio.ensure_future(run_in_threadpool(_answer, language, do))
        working.add_done_callback(lambda _: turns.give_back())
        with suppress(asyncio.CancelledError):
            return await asyncio.shield(working)
        raise asyncio.CancelledError

    return router


def _answer(language: str, do: Callable[[], dict[str, Any]]) -> Response:
    """Do something and return its answer, or every fault in words."""
    return answer_in_words(language, do, _body)


def _body(error: IocError, language: str) -> dict[str, Any]:
    if isinstance(error, LoadRefusedError):
        items = refusal_items(error, language)
        return {"error": say("handin-refused", language), "problems": items}
    body = fault_body(error, language)
    if isinstance(error, LeftOutError):
        body["problems"] = error.cells
    return body


def _too_large(language: str) -> Response:
    most = str(MAX_BYTES // 2**20)
    return fresh_json({"error": say("handin-too-large", language, most=most)}, 413)
