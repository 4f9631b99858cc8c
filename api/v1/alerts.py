"""`/api/v1/alerts`: the alerts on walls, messages to walls, and acknowledgements."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from api.doors.session import AccessError, find_caller, find_reader
from api.gate.proxies import client_address
from api.requests.body import fresh_json, fresh_text
from api.requests.parameters import LANGUAGE, Parameter, Query
from api.v1.alert_list import AlertLists, alert_item
from api.v1.alert_models import AlertItem, AlertList, MessageRefused, MessageSent
from api.v1.keyed import answers_to, described, keyed_answer, read_keyed_request
from api.v1.models import Failed, Refused
from data.access.callers import Caller, note_caller
from data.access.keyed_answers import SameKeyError, find_answer
from data.access.sessions import Sessions
from data.access.token_bounds import OutOfBoundsError
from data.access.tokens import Scope
from data.access.trail import Act, note_step
from data.alerts.alerts import acknowledge
from data.alerts.message import (
    MessageRefusedError,
    check_bounds,
    check_message,
    send_message_once,
)
from data.store.engine import writing
from ioc.local_time import local_date
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

MAX_BYTES = 16_384
# Senders, and who has seen an alert, are for the office alone.
_READS_NAMES = (Scope.REMOTE, Scope.ADMIN)
_WALL = Parameter("wall", "Only alerts that this wall shows, by its code.", "mac-dinh")
_ANSWERS = answers_to(
    201,
    MessageSent,
    "On disk; open walls are told",
    "sent",
    {
        403: (
            Failed,
            "The token is neither of scope `write` nor `admin`, "
            "or is bound to other areas, indicators or kinds of message",
        ),
        422: (MessageRefused, "All faults at once; nothing was sent"),
    },
)


def alerts_router(sessions: Sessions, seconds: int) -> APIRouter:
    """Return the routes of alerts; walls show a new one for so many seconds."""
    router, engine = APIRouter(tags=["alerts"]), sessions.engine
    lists = AlertLists(engine, seconds)

    @router.get(
        "/alerts",
        response_class=Response,
        responses={200: {"model": AlertList, "description": "The open alerts"},
                   400: {"model": Refused, "description": "A parameter does not fit"}},
        openapi_extra={"parameters": [_WALL.described(), LANGUAGE.described()]},
    )  # fmt: skip
    def read_alerts(request: Request) -> Response:
        """Return the alerts that have not ended, those that were seen among them, with words.

        Who sent a message and who has seen an alert is told to tokens and sessions of scope
        `remote` and `admin` alone.
        """
        query = Query(request, (_WALL, LANGUAGE))
        query.settle()
        reader = find_reader(request, sessions)
        with_names = reader is not None and reader.scope in _READS_NAMES
        return fresh_text(
            lists.get(query.one("wall") or "", query.language, with_names=with_names), 200
        )

    @router.post(
        "/alerts",
        response_class=Response,
        responses=_ANSWERS,
        openapi_extra=described("MessageBody", "message", "sends"),
    )
    async def send(request: Request) -> Response:
        """Send a message to the walls with a token of scope `write` or `admin`."""
        caller = await run_in_threadpool(find_caller, request, sessions, Scope.WRITE, Scope.ADMIN)
        posting = await read_keyed_request(request, MAX_BYTES)
        if isinstance(posting, Response):
            return posting
        posting.query.settle()
        sha256 = hashlib.sha256(posting.body).hexdigest()
        address = client_address(request.scope)
        return await run_in_threadpool(
            _send,
            engine,
            caller,
            posting.key,
            sha256,
            posting.content or {},
            posting.query.language,
            address,
        )

    @router.post(
        "/alerts/{number}/acknowledge",
        response_class=Response,
        responses={
            200: {"model": AlertItem, "description": "Who has seen it first, and when"},
            400: {"model": Refused, "description": "A parameter does not fit"},
            401: {"model": Failed, "description": "No token or session, or one that does not hold"},
            403: {"model": Failed, "description": "Neither of scope `remote` nor `admin`"},
            404: {"model": Failed, "description": "There is no such alert"},
        },
        openapi_extra={"parameters": [LANGUAGE.described()], "security": [{"token": []}]},
    )
    def seen(request: Request, number: int) -> Response:
        """Say that an alert was seen, as the token's name: walls show it no more."""
        caller = find_caller(request, sessions, Scope.REMOTE, Scope.ADMIN)
        query = Query(request, (LANGUAGE,))
        query.settle()
        now = datetime.now(UTC)
        with writing(engine) as connection:
            alert = acknowledge(connection, number, caller.name, now)
            address = client_address(request.scope)
            subject = say("trail-alert", number=str(number))
            note_step(connection, Act.ACKNOWLEDGEMENT, caller.name, subject, address, now)
            note_caller(connection, caller, now)
        return fresh_json(alert_item(alert, query.language, local_date(now)), 200)

    return router


def _send(
    engine: Engine,
    caller: Caller,
    key: str,
    sha256: str,
    content: Mapping[str, Any],
    language: str,
    address: str,
) -> Response:
    now = datetime.now(UTC)
    try:
        with engine.connect() as connection:
            if (before := find_answer(connection, caller, key, sha256)) is not None:
                return keyed_answer(before, 201, is_replay=True)
            draft = check_message(connection, content, now)
        with writing(engine) as connection:
            if caller.token is not None:
                check_bounds(connection, draft.message, caller.token.id)
            answer, is_replay = send_message_once(
                connection, draft, caller, key, sha256, now, address
            )
    except OutOfBoundsError as error:
        problems = [
            {"field": each.column or None, "value": each.value or None,
             **each.texts()}
            for each in error.problems
        ]  # fmt: skip
        raise AccessError(
            403, Phrase("message-out-of-bounds"), who=caller.name, problems=problems
        ) from None
    except MessageRefusedError as error:
        problems = [
            {"field": each.column, "value": each.value or None, **each.texts()}
            for each in error.problems
        ]  # fmt: skip
        return fresh_json({"error": say("message-refused", language), "problems": problems}, 422)
    except SameKeyError as error:
        return fresh_json({"error": error.text(language)}, 409)
    except OperationalError:
        subject = say("message-busy", language)
        return fresh_json({"error": subject}, 503, {"Retry-After": "5"})
    return keyed_answer(answer, 201, is_replay=is_replay)
