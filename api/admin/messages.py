"""`/dieu-khien/tin`: a message to the walls by a form; scopes `remote` and `admin`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.admin.admin import read_form
from api.doors.session import find_caller
from api.gate.proxies import client_address
from api.requests.body import fresh_json
from api.requests.errors import problem_item
from api.requests.parameters import read_language
from data.access.callers import Caller
from data.access.keyed_answers import SameKeyError, find_answer
from data.access.sessions import Sessions
from data.access.tokens import Scope
from data.alerts.message import MessageRefusedError, check_message, send_message_once
from data.store.engine import writing
from ioc.errors import Problem
from ioc.local_time import time_text
from ioc.message_form import end_of, message_of
from ioc.words.phrase import Phrase

MESSAGE_PATH = "/dieu-khien/tin"
_LONGEST_KEY = 60


def message_router(sessions: Sessions) -> APIRouter:
    """Return the route; it answers {"id", "until"}, or 422 with every fault by its field.

    The form names a `key` that is new for each message: sent twice, it is one message.
    """
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.post(MESSAGE_PATH)
    async def send(request: Request) -> Response:
        who = await run_in_threadpool(find_caller, request, sessions, Scope.REMOTE, Scope.ADMIN)
        lang = read_language(request)
        form = await read_form(request)
        return await run_in_threadpool(_send, who, form, lang, client_address(request.scope))

    def _send(who: Caller, form: Mapping[str, Any], lang: str, address: str) -> Response:
        now, key = datetime.now(UTC), str(form.get("key") or "")[:_LONGEST_KEY]
        # As Python writes it: the form may still have numbers that JSON cannot say.
        sha256 = hashlib.sha256(json.dumps(dict(form)).encode()).hexdigest()
        until = end_of(form, now)
        faults = [] if until else [Problem(Phrase("message-no-day"), column="until")]
        if not key:
            faults.append(Problem(Phrase("message-no-key"), column="key"))
        try:
            with engine.connect() as connection:
                if (before := find_answer(connection, who, key, sha256)) is not None:
                    return _answer(before)
                try:
                    draft = check_message(connection, message_of(form, until), now)
                except MessageRefusedError as error:
                    faults = [*error.problems, *faults]
            if faults:
                return fresh_json({"problems": [problem_item(each, lang) for each in faults]}, 422)
            with writing(engine) as connection:
                answer, _ = send_message_once(connection, draft, who, key, sha256, now, address)
        except SameKeyError as error:
            return fresh_json({"error": error.text(lang), "problems": []}, 409)
        return _answer(answer)

    return router


def _answer(content: Mapping[str, Any]) -> Response:
    return fresh_json({"id": content["id"], "until": time_text(content["until"])})
