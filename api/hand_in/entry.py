"""`/nop-so/viec/nhap`: the form that people type on a page: its numbers, drafts, hand-in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy.exc import OperationalError

from api.doors.session import find_reporter
from api.gate.proxies import client_address
from api.hand_in.entry_items import problem_items
from api.hand_in.entry_work import ChangedMeanwhileError, EntryWork
from api.requests.body import fresh_json, object_in, read_body
from api.requests.parameters import LANGUAGE, Parameter, Query, read_language
from data.access.keyed_answers import SameKeyError
from data.access.sessions import Sessions
from data.hand_in.entry.store_entry import EntryFaultsError, MissingCountError
from ioc.cookies import HAND_IN_PAGE
from ioc.errors import IocError, NotFoundError
from ioc.words.catalogue import say

PATH = f"{HAND_IN_PAGE}/viec/nhap"
_MOST_BODY = 500_000
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
        language, content = read_language(request), await _content(request)
        return await run_in_threadpool(_answer, language, partial(work.save, account, content))

    @router.post(PATH + "/nop")
    async def hand_in(request: Request) -> Response:
        """Store the draft as one submission; the same key twice is answered again."""
        caller, account = await run_in_threadpool(find_reporter, request, sessions)
        language, content = read_language(request), await _content(request)
        key = str(content.get("key") or "")
        if not 8 <= len(key) <= 200 or not key.isprintable():
            return fresh_json({"error": say("handin-decision", language, field="key")}, 422)
        sha256 = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        address = client_address(request.scope)
        store = partial(work.hand_in, caller, account, content, key, sha256, address, language)
        return await run_in_threadpool(_answer, language, store)

    return router


def _answer(language: str, do: Callable[[], dict[str, Any]]) -> Response:
    """Do something and return its answer, or every fault in words."""
    try:
        return fresh_json(do())
    except EntryFaultsError as error:
        problems = problem_items(error.problems, language)
        return fresh_json({"error": error.text(language), "problems": problems}, 422)
    except NotFoundError as error:
        return fresh_json({"error": error.text(language)}, 404)
    except (ChangedMeanwhileError, MissingCountError, SameKeyError) as error:
        return fresh_json({"error": error.text(language)}, 409)
    except IocError as error:
        return fresh_json({"error": error.text(language)}, 422)
    except OperationalError:
        return fresh_json({"error": say("submission-busy", language)}, 503, {"Retry-After": "5"})


async def _content(request: Request) -> Mapping[str, Any]:
    body = await read_body(request, _MOST_BODY)
    return {} if body is None else object_in(body)
