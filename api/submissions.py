"""`/api/v1/submissions`: what was handed in and by whom, and taking one back; needs `admin`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from api.body import read_body
from api.doors.proxies import client_address
from api.keyed import described, json_answer, key_of, parse_object, refuse_key, replayed
from api.models import Failed, Refused
from api.paging import asked_cursor, next_address
from api.parameters import LANGUAGE, PAGED, Asked
from api.session import find_caller
from api.submission_models import SubmissionPage, WithdrawnAnswer
from api.withdrawal_words import name_of
from data.keyed_answers import SameKeyError, answer_once
from data.load.withdrawals import WithdrawalRefusedError, Withdrawn, withdraw_hand_in
from data.queries.hand_ins import HandIn, count_standing, read_contents, read_hand_ins
from data.sessions import Sessions
from data.store import read_revision, writing
from data.tokens import Scope, Token
from ioc.errors import NotFoundError

MAX_BYTES = 8_192
_FIELDS = ("reason", "standing")
_MOST = 200
# No form to choose: there is no CSV of it.
_PAGED = tuple(each for each in PAGED if each.name != "format")
_SECURED = {"security": [{"token": []}]}
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refused, "description": "A parameter, a header or the body does not fit"},
    401: {"model": Failed, "description": "No token or session, or one that does not hold"},
    403: {"model": Failed, "description": "Not of scope `admin`"},
}


def submissions_router(sessions: Sessions) -> APIRouter:
    """Return the routes of hand-ins. They name people, so they need scope `admin`."""
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
        asked = Asked(request, _PAGED)
        limit, after = min(asked.limit(), _MOST), asked_cursor(asked, (int,))
        asked.settle()
        with engine.connect() as connection:
            found = read_hand_ins(connection, limit + 1, after[0] if after else None)
            items = hand_in_items(connection, found[:limit])
            revision = read_revision(connection)
        more = [found[limit - 1].number] if len(found) > limit else None
        page = {"items": items, "revision": revision, "next": next_address(request, more)}
        return json_answer(json.dumps(page, ensure_ascii=False), 200)

    @router.post(
        "/submissions/{number}/withdraw",
        response_class=Response,
        responses=_answers(),
        openapi_extra=described("WithdrawBody", "withdrawal", "takes back"),
    )
    async def withdraw(request: Request, number: int) -> Response:
        """Take a hand-in back with a token of scope `admin`, as `app.py withdraw` does."""
        token = await run_in_threadpool(find_caller, request, sessions, Scope.ADMIN)
        asked = Asked(request, (LANGUAGE,))
        key = key_of(request)
        refuse_key(key, asked)
        body = await read_body(request, MAX_BYTES)
        if body is None:
            return _json({"error": f"Nội dung lớn hơn {MAX_BYTES // 1024} KB."}, 413)
        reason, standing = _content(parse_object(body, asked), asked)
        asked.settle()
        # The same key and body for another hand-in is another withdrawal.
        sha256 = hashlib.sha256(f"{number}\n".encode() + body).hexdigest()
        address = client_address(request.scope)
        return await run_in_threadpool(
            _withdraw, token, number, reason, standing, key, sha256, address
        )

    def _withdraw(
        token: Token,
        number: int,
        reason: str,
        standing: int | None,
        key: str,
        sha256: str,
        address: str,
    ) -> Response:
        try:
            with writing(engine) as connection:
                answer, repeated = answer_once(
                    connection, token, key, sha256, datetime.now(UTC),
                    lambda: _told(
                        withdraw_hand_in(connection, number, token.name, reason, address, standing)
                    ),
                )  # fmt: skip
        except NotFoundError as error:
            return _json({"error": str(error)}, 404)
        except WithdrawalRefusedError as error:
            return _json({"error": str(error)}, 422 if error.field else 409)
        except SameKeyError as error:
            return _json({"error": str(error)}, 409)
        except OperationalError:
            said = "Kho dữ liệu đang bận hoặc không ghi được; chưa rút gì."
            return _json({"error": said}, 503, {"Retry-After": "5"})
        return _json(answer, 200, {"Idempotency-Replayed": "true"} if repeated else None)

    return router


def hand_in_items(connection: Connection, found: list[HandIn]) -> list[dict[str, Any]]:
    """Return hand-ins as they are told, with what they speak of and what of them counts."""
    numbers = [each.number for each in found]
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
        for each in found
    ]


def _told(done: Withdrawn) -> dict[str, Any]:
    return {
        "submission": done.hand_in.number,
        "cells": done.cells,
        "indicators": list(done.indicators),
        "periods": list(done.periods),
        "revision": done.revision,
    }


def _content(content: dict[str, Any] | None, asked: Asked) -> tuple[str, int | None]:
    """Return the reason and what was seen; note what is wrong with them."""
    if content is None:
        return "", None
    for name in content:
        if name not in _FIELDS:
            asked.refuse(str(name)[:50], None, "Không có trường này.", "There is no such field.",
                         allowed=list(_FIELDS))  # fmt: skip
    reason, standing = content.get("reason"), content.get("standing")
    if not isinstance(reason, str):
        asked.refuse("reason", None, "Phải nêu lý do, là văn bản.", "Give the reason, as a text.")
        reason = ""
    if standing is not None and type(standing) is not int:
        asked.refuse("standing", str(standing)[:50], "Phải là số nguyên.", "Must be an integer.")
        standing = None
    return reason, standing


def _json(
    body: Mapping[str, Any], status: int, headers: Mapping[str, str] | None = None
) -> Response:
    return json_answer(json.dumps(body, ensure_ascii=False), status, headers)


def _answers() -> dict[int | str, dict[str, Any]]:
    return {
        200: {
            "model": WithdrawnAnswer,
            "description": "Taken back, summed up anew, and on disk",
            "headers": replayed("taken back"),
        },
        **_REFUSALS,
        404: {"model": Failed, "description": "There is no such hand-in"},
        409: {
            "model": Failed,
            "description": "It was taken back before or is demo data, another number of its cells "
            "counts than was seen, or the key came before with another body",
        },
        413: {"model": Failed, "description": "The body is too large"},
        422: {"model": Failed, "description": "The reason is empty or too long"},
        503: {"model": Failed, "description": "The store cannot be written to just now"},
    }
