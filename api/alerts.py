"""`/api/v1/alerts`: what comes forward on the walls, messages to them, and who has seen it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from api.alert_list import AlertLists, alert_item, as_json
from api.alert_models import AlertItem, AlertList, MessageRefused, MessageSent
from api.body import read_body
from api.doors.proxies import client_address
from api.keyed import described, json_answer, key_of, parse_object, refuse_key, replayed
from api.models import Failed, Refused
from api.parameters import LANGUAGE, Asked, Parameter
from api.session import AccessError, find_caller, find_reader
from api.write_words import in_english
from data.alert_message import (
    MessageRefusedError,
    check_bounds,
    check_message,
    send_message_once,
)
from data.alerts import acknowledge
from data.keyed_answers import SameKeyError
from data.queries.wall import read_short_names
from data.sessions import Sessions
from data.store import writing
from data.token_bounds import OutOfBoundsError
from data.tokens import Scope, Token, note_use
from data.trail import Act, note_step
from ioc.local_time import local_date

MAX_BYTES = 16_384
# Who sent what and who has seen what is the office's own business.
_READS_NAMES = (Scope.REMOTE, Scope.ADMIN)
_WALL = Parameter("wall", "Only alerts that this wall shows, by its code.", "mac-dinh")
_REFUSED = {
    "vi": "Thông báo bị từ chối, chưa gửi gì.",
    "en": "The message was refused; nothing was sent.",
}


_OUT_OF_BOUNDS = (
    "Khoá truy cập này không được gửi thông báo đó; chưa gửi gì.",
    "This token may not send that message; nothing was sent.",
)


def alerts_router(sessions: Sessions, seconds: int) -> APIRouter:
    """Return the routes of alerts; walls show each for so many seconds at first."""
    router, engine = APIRouter(tags=["alerts"]), sessions.engine
    names = read_short_names()
    lists = AlertLists(engine, names, seconds)

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
        asked = Asked(request, (_WALL, LANGUAGE))
        asked.settle()
        reader = find_reader(request, sessions)
        named = reader is not None and reader.scope in _READS_NAMES
        return json_answer(lists.get(asked.one("wall") or "", asked.language, named=named), 200)

    @router.post(
        "/alerts",
        response_class=Response,
        responses=_answers(),
        openapi_extra=described("MessageBody", "message", "sends"),
    )
    async def send(request: Request) -> Response:
        """Send a message to the walls with a token of scope `write` or `admin`."""
        token = await run_in_threadpool(find_caller, request, sessions, Scope.WRITE, Scope.ADMIN)
        asked = Asked(request, (LANGUAGE,))
        key = key_of(request)
        refuse_key(key, asked)
        body = await read_body(request, MAX_BYTES)
        if body is None:
            return _json({"error": f"Nội dung lớn hơn {MAX_BYTES // 1024} KB."}, 413)
        content = parse_object(body, asked) or {}
        asked.settle()
        sha256 = hashlib.sha256(body).hexdigest()
        address = client_address(request.scope)
        return await run_in_threadpool(
            _send, engine, token, key, sha256, content, asked.language, address
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
        token = find_caller(request, sessions, Scope.REMOTE, Scope.ADMIN)
        asked = Asked(request, (LANGUAGE,))
        asked.settle()
        now = datetime.now(UTC)
        with writing(engine) as connection:
            held = acknowledge(connection, number, token.name, now)
            address = client_address(request.scope)
            said = f"cảnh báo {number}"
            note_step(connection, Act.ACKNOWLEDGEMENT, token.name, said, address, now)
            note_use(connection, token, now)
        return _json(alert_item(held, names, asked.language, local_date(now)), 200)

    return router


def _send(
    engine: Engine,
    token: Token,
    key: str,
    sha256: str,
    content: Mapping[str, Any],
    language: str,
    address: str,
) -> Response:
    now = datetime.now(UTC)
    try:
        with engine.connect() as connection:
            checked = check_message(connection, content, now)
        with writing(engine) as connection:
            check_bounds(connection, checked.message, token.id)
            answer, repeated = send_message_once(connection, checked, token, key, sha256, now)
            if not repeated:
                said = f"thông báo {answer['id']}: {checked.message.title_vi}"
                note_step(connection, Act.MESSAGE, token.name, said, address, now)
    except OutOfBoundsError as error:
        problems = [
            {"field": each.column or None, "value": each.value or None,
             "message_vi": each.message, "message_en": in_english(each.message),
             "mend_vi": each.mend, "mend_en": in_english(each.mend)}
            for each in error.problems
        ]  # fmt: skip
        raise AccessError(403, _OUT_OF_BOUNDS, who=token.name, problems=problems) from None
    except MessageRefusedError as error:
        problems = [
            {"field": each.field, "value": each.value or None,
             "message_vi": each.message_vi, "message_en": each.message_en,
             "mend_vi": each.mend_vi, "mend_en": each.mend_en}
            for each in error.faults
        ]  # fmt: skip
        return _json({"error": _REFUSED[language], "problems": problems}, 422)
    except SameKeyError as error:
        return _json({"error": str(error)}, 409)
    except OperationalError:
        said = "Kho dữ liệu đang bận hoặc không ghi được; chưa gửi gì."
        return _json({"error": said}, 503, {"Retry-After": "5"})
    return _json(answer, 201, {"Idempotency-Replayed": "true"} if repeated else None)


def _json(
    body: Mapping[str, Any], status: int, headers: Mapping[str, str] | None = None
) -> Response:
    return json_answer(as_json(body), status, headers)


def _answers() -> dict[int | str, dict[str, Any]]:
    return {
        201: {
            "model": MessageSent,
            "description": "On disk; open walls are told",
            "headers": replayed("sent"),
        },
        400: {"model": Refused, "description": "A header or the body as a whole does not fit"},
        401: {"model": Failed, "description": "No token, or one that does not hold"},
        403: {
            "model": Failed,
            "description": "The token is neither of scope `write` nor `admin`, "
            "or is bound to other areas, indicators or kinds of message",
        },
        409: {"model": Failed, "description": "The key came before with another body"},
        413: {"model": Failed, "description": "The body is too large"},
        422: {"model": MessageRefused, "description": "All faults at once; nothing was sent"},
        503: {"model": Failed, "description": "The store cannot be written to just now"},
    }
