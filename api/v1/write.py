"""`POST /api/v1/observations`: machines submit numbers and learn when they are on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NoReturn

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as ASGIScope

from api.doors.refusals import Refusals
from api.requests.body import fresh_json, parse_json, read_body
from api.requests.errors import BadParametersError, refusal_answer
from api.requests.parameters import LANGUAGE, Query, message_language
from api.v1.keyed import (
    answers_to,
    described,
    is_key,
    key_of,
    keyed_answer,
    parse_object,
    refuse_key,
)
from api.v1.models import Failed
from api.v1.write_models import WriteRefused, Written
from data.access.token_bounds import OutOfBoundsError
from data.access.token_memory import TokenMemory
from data.access.tokens import Scope, Token
from data.load.machines.group_commit import (
    GroupWriter,
    KeyReusedError,
    Posting,
    StoreBusyError,
    TokenGoneError,
)
from data.load.machines.posted_rows import MAX_ROWS
from ioc.errors import IocError, LoadRefusedError, NotFoundError, Problem
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

MAX_BYTES = 16 * 2**20
_SMALL_BYTES = 64_000
_ANSWERS = answers_to(
    201,
    Written,
    "Written, summed up, and on disk",
    "written",
    {
        403: (
            Failed | WriteRefused,
            "The token is not one of scope `write`, or is bound to other "
            "areas, indicators or kinds of message: each row out of its bounds is named",
        ),
        422: (WriteRefused, "Rows are wrong: all faults at once; nothing was written"),
    },
)


class _RefusedError(Exception):
    """An answer that ends the request."""

    def __init__(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        super().__init__(status)
        self.response = fresh_json(body, status, headers)


class Intake:
    """Accepts submissions, and answers each when it is on disk or refused."""

    def __init__(self, engine: Engine, writer: GroupWriter, refusals: Refusals) -> None:
        self._tokens = TokenMemory(engine)
        self._refusals = refusals
        self._writer = writer

    async def answer(self, request: Request) -> Response:
        """Return the answer to a submission."""
        try:
            posting = await self._read(request)
            receipt = await self._writer.write(posting)
        except _RefusedError as refused:
            if refused.response.status_code in (401, 403):
                await self._note(request, refused.response.status_code)
            return refused.response
        except OutOfBoundsError as error:
            await self._note(request, 403, posting.token.name, error.problems[0].message())
            return fresh_json(_faults(error, message_language(request), "write-out-of-bounds"), 403)
        except (LoadRefusedError, NotFoundError) as error:
            return fresh_json(_faults(error, message_language(request)), 422)
        except KeyReusedError as error:
            return fresh_json({"error": error.text(message_language(request))}, 409)
        except TokenGoneError:
            return _stranger(request).response
        except StoreBusyError as error:
            return fresh_json(
                {"error": error.text(message_language(request))}, 503, {"Retry-After": "5"}
            )
        answer = receipt.answer
        headers = {"X-IOC-Revision": str(answer["revision"])}
        return keyed_answer(answer, 201, headers, is_replay=receipt.is_repeat)

    async def _note(self, request: Request, status: int, who: str = "", about: str = "") -> None:
        await run_in_threadpool(self._refusals.note, request, status, who, about)

    async def _read(self, request: Request) -> Posting:
        """Return the submission, or refuse it; a body without a valid token is not read."""
        token = await self._token(request)
        key = key_of(request)
        body = await _body(request)
        # A thread costs more than a small body; a large one would keep all other requests waiting.
        if len(body) <= _SMALL_BYTES:
            vintage, rows = _hand_in(request, key, body)
        else:
            vintage, rows = await run_in_threadpool(_hand_in, request, key, body)
        return Posting(token, key, hashlib.sha256(body).hexdigest(), vintage, rows)

    async def _token(self, request: Request) -> Token:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        secret = secret.strip()
        token = None
        if scheme.lower() == "bearer" and secret:
            token = self._tokens.recall(secret)
            if token is None:
                token = await run_in_threadpool(self._tokens.find, secret)
        if token is None:
            raise _stranger(request)
        if token.scope is not Scope.WRITE:
            _refuse(403, say("write-scope", message_language(request), scope=token.scope))
        return token


class WriteRoute:
    """ASGI: answers submissions before the layers of pages, and passes on everything else.

    For machines that send value by value, every layer of the application costs time.
    """

    def __init__(self, app: ASGIApp, path: str, intake: Intake) -> None:
        self._app = app
        self._path = path
        self._intake = intake

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            answer = await self._intake.answer(Request(scope, receive))
        except ClientDisconnect:
            return  # the client left before its body was complete: nothing was written
        except IocError as error:
            answer = refusal_answer(error)
        await answer(scope, receive, send)


def write_router(intake: Intake) -> APIRouter:
    """Return the route that writes observations, for the document and without `WriteRoute`."""
    router = APIRouter(tags=["numbers"])

    @router.post(
        "/observations",
        response_class=Response,
        responses=_ANSWERS,
        openapi_extra=described("WriteBody", "hand-in", "writes"),
    )
    async def write_observations(request: Request) -> Response:
        """Write numbers with a token of scope `write`: all rows or, where one is wrong, none."""
        return await intake.answer(request)

    return router


def _hand_in(request: Request, key: str, body: bytes) -> tuple[str, list[Any]]:
    """Return vintage and rows, or refuse the request with all its faults."""
    if not request.scope["query_string"] and is_key(key):
        usual = _usual(body)
        if usual is not None:
            return usual
    query = Query(request, (LANGUAGE,))
    refuse_key(key, query)
    content = _read_content(body, query)
    try:
        query.settle()
    except BadParametersError as error:
        problems = [
            {"parameter": each.parameter, "value": each.value, "message": each.message,
             "allowed": None if each.allowed is None else list(each.allowed), "see": each.see}
            for each in error.faults
        ]  # fmt: skip
        raise _RefusedError(400, {"error": str(error), "problems": problems}, {}) from None
    return content["vintage"], content["rows"]


def _usual(body: bytes) -> tuple[str, list[Any]] | None:
    """Return vintage and rows of a body without faults; None: it needs a closer look."""
    try:
        content = parse_json(body)
    except ValueError:
        return None
    if type(content) is not dict or len(content) != 2:
        return None
    vintage, rows = content.get("vintage"), content.get("rows")
    if type(vintage) is not str or not vintage or type(rows) is not list:
        return None
    return (vintage, rows) if 1 <= len(rows) <= MAX_ROWS else None


async def _body(request: Request) -> bytes:
    body = await read_body(request, MAX_BYTES)
    if body is None:
        size = f"{MAX_BYTES // 2**20} MB"
        _refuse(413, say("write-larger", message_language(request), size=size))
    return body


def _stranger(request: Request) -> _RefusedError:
    content = {"error": say("write-no-token", message_language(request))}
    return _RefusedError(401, content, {"WWW-Authenticate": 'Bearer realm="IOC"'})


def _read_content(body: bytes, query: Query) -> dict[str, Any]:
    """Return vintage and rows of a body; note the faults of the body as a whole."""
    empty: dict[str, Any] = {"vintage": "", "rows": []}
    content = parse_object(body, query)
    if content is None:
        return empty
    for name in content:
        if name not in empty:
            query.refuse(str(name)[:50], None, Phrase("request-field-unknown"), allowed=list(empty))
    vintage, rows = content.get("vintage"), content.get("rows")
    if not isinstance(vintage, str) or not vintage:
        query.refuse("vintage", None, Phrase("request-vintage-unnamed"))
    if not isinstance(rows, list) or not 1 <= len(rows) <= MAX_ROWS:
        query.refuse("rows", None, Phrase("request-rows", most=str(MAX_ROWS)))
    return {"vintage": vintage, "rows": rows}


def _refuse(status: int, error: str, headers: Mapping[str, str] | None = None) -> NoReturn:
    raise _RefusedError(status, {"error": error}, headers or {})


def _faults(error: IocError, language: str, heading: str = "write-refused") -> dict[str, Any]:
    if isinstance(error, LoadRefusedError):
        problems = error.problems
    else:
        problems = (Problem(error.phrase, column="vintage"),)
    items = [
        {"row": each.row, "field": each.column or None, "value": each.value or None,
         **each.texts()}
        for each in problems
    ]  # fmt: skip
    return {"error": say(heading, language), "problems": items}
