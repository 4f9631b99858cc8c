"""`/api/v1/submissions`: submissions and their withdrawal; needs scope `admin`."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from api.doors.session import find_caller
from api.gate.proxies import client_address
from api.requests.body import fresh_json
from api.requests.parameters import PAGED, Query
from api.v1.keyed import answers_to, described, keyed_answer, read_keyed_request
from api.v1.models import Failed, Refused
from api.v1.paging import cursor_of, next_address
from api.v1.submission_models import SubmissionPage, WithdrawnAnswer
from api.v1.withdrawal_words import name_of
from data.access.callers import Caller
from data.access.keyed_answers import SameKeyError, answer_once
from data.access.sessions import Sessions
from data.access.tokens import Scope
from data.load.withdrawals import WithdrawalRefusedError, WithdrawalReport, withdraw_hand_in
from data.queries.hand_ins import HandIn, count_standing, read_contents, read_hand_ins
from data.store.engine import read_revision, writing
from ioc.errors import NotFoundError
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

MAX_BYTES = 8_192
_FIELDS = ("reason", "standing")
_MOST = 200
# Without `format`: there is no CSV of submissions.
_PAGED = tuple(each for each in PAGED if each.name != "format")
_SECURED: dict[str, Any] = {"security": [{"token": []}]}
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refused, "description": "A parameter does not fit"},
    401: {"model": Failed, "description": "No token or session, or one that does not hold"},
    403: {"model": Failed, "description": "Not of scope `admin`"},
}
_ANSWERS = answers_to(
    200,
    WithdrawnAnswer,
    "Taken back, summed up anew, and on disk",
    "taken back",
    {
        403: (Failed, "Not of scope `admin`"),
        404: (Failed, "There is no such hand-in"),
        409: (
            Failed,
            "It was taken back before or is demo data, another number of its cells "
            "counts than was seen, or the key came before with another body",
        ),
        422: (Failed, "The reason is empty or too long"),
    },
)


def submissions_router(sessions: Sessions) -> APIRouter:
    """Return the routes of submissions. They name people, so they need scope `admin`."""
    router, engine = APIRouter(tags=["numbers"]), sessions.engine

    @router.get(
        "/submissions",
        response_class=Response,
        responses={200: {"model": SubmissionPage, "description": "Hand-ins"}, **_REFUSALS},
        openapi_extra={
            "parameters": [each.described() for each in _PAGED], **_SECURED,
        },
    )  # fmt: skip
    def read_submissions(request: Request) -> Response:
        """Return hand-ins, the newest first, with how many of their numbers still count."""
        find_caller(request, sessions, Scope.ADMIN)
        query = Query(request, _PAGED)
        limit, after = min(query.limit(), _MOST), cursor_of(query, (int,))
        query.settle()
        with engine.connect() as connection:
            hand_ins = read_hand_ins(connection, limit + 1, after[0] if after else None)
            items = hand_in_items(connection, hand_ins[:limit])
            revision = read_revision(connection)
        more = [hand_ins[limit - 1].number] if len(hand_ins) > limit else None
        page = {"items": items, "revision": revision, "next": next_address(request, more)}
        return fresh_json(page, 200)

    @router.post(
        "/submissions/{number}/withdraw",
        response_class=Response,
        responses=_ANSWERS,
        openapi_extra=described("WithdrawBody", "withdrawal", "takes back"),
    )
    async def withdraw(request: Request, number: int) -> Response:
        """Take a hand-in back with a token of scope `admin`, as `app.py withdraw` does."""
        caller = await run_in_threadpool(find_caller, request, sessions, Scope.ADMIN)
        posting = await read_keyed_request(request, MAX_BYTES)
        if isinstance(posting, Response):
            return posting
        query = posting.query
        reason, standing = _content(posting.content, query)
        query.settle()
        # The same key and body for another hand-in is another withdrawal.
        sha256 = hashlib.sha256(f"{number}\n".encode() + posting.body).hexdigest()
        address = client_address(request.scope)
        return await run_in_threadpool(
            _withdraw, caller, number, reason, standing, posting.key, sha256, address,
            query.language,
        )  # fmt: skip

    def _withdraw(
        caller: Caller,
        number: int,
        reason: str,
        standing: int | None,
        key: str,
        sha256: str,
        address: str,
        language: str,
    ) -> Response:
        try:
            with writing(engine) as connection:
                answer, is_replay = answer_once(
                    connection, caller, key, sha256, datetime.now(UTC),
                    lambda: _withdrawn_item(
                        withdraw_hand_in(connection, number, caller.name, reason, address, standing)
                    ),
                )  # fmt: skip
        except NotFoundError as error:
            return fresh_json({"error": error.text(language)}, 404)
        except WithdrawalRefusedError as error:
            return fresh_json({"error": error.text(language)}, 422 if error.field else 409)
        except SameKeyError as error:
            return fresh_json({"error": error.text(language)}, 409)
        except OperationalError:
            message = say("submission-busy", language)
            return fresh_json({"error": message}, 503, {"Retry-After": "5"})
        return keyed_answer(answer, 200, is_replay=is_replay)

    return router


def hand_in_items(connection: Connection, hand_ins: list[HandIn]) -> list[dict[str, Any]]:
    """Return submissions as JSON items, with their indicators, periods and cells that count."""
    numbers = [each.number for each in hand_ins]
    contents, standing = read_contents(connection, numbers), count_standing(connection, numbers)
    return [
        {
            "number": each.number,
            "kind": each.kind,
            "name": name_of(each),
            "sender": each.sender or None,
            "received_at": each.received_at,
            "indicators": list(contents[each.number][0]),
            "periods": list(contents[each.number][1]),
            "cells": each.cells,
            "standing": standing[each.number],
            "withdrawn": {
                "at": each.withdrawn_at or None,
                "by": each.withdrawn_by or None,
                "reason": each.reason or None,
            }
            if each.is_withdrawn
            else None,
        }
        for each in hand_ins
    ]


def _withdrawn_item(withdrawal: WithdrawalReport) -> dict[str, Any]:
    return {
        "submission": withdrawal.hand_in.number,
        "cells": withdrawal.cells,
        "indicators": list(withdrawal.indicators),
        "periods": list(withdrawal.periods),
        "revision": withdrawal.revision,
    }


def _content(content: dict[str, Any] | None, query: Query) -> tuple[str, int | None]:
    """Return the reason, and the number of cells that the caller saw; note their faults."""
    if content is None:
        return "", None
    for name in content:
        if name not in _FIELDS:
            query.refuse(
                str(name)[:50], None, Phrase("request-field-unknown"), allowed=list(_FIELDS)
            )
    reason, standing = content.get("reason"), content.get("standing")
    if not isinstance(reason, str):
        query.refuse("reason", None, Phrase("request-reason-missing"))
        reason = ""
    if standing is not None and type(standing) is not int:
        query.refuse("standing", str(standing)[:50], Phrase("request-no-whole-number"))
        standing = None
    return reason, standing
