"""`POST /api/v1/observations`: machines hand in numbers, and know when they are on disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as ASGIScope

from api.body import parse_json, read_body
from api.doors.refusals import Refusals
from api.errors import BadParametersError, refused
from api.keyed import described, is_key, json_answer, key_of, parse_object, refuse_key, replayed
from api.models import Failed, Refused
from api.parameters import LANGUAGE, Asked
from api.write_models import WriteRefused, Written
from api.write_words import in_english
from data.load.group_commit import (
    GroupWriter,
    KeyReusedError,
    Posting,
    StoreBusyError,
    TokenGoneError,
)
from data.load.posted_rows import MAX_ROWS
from data.token_bounds import OutOfBoundsError
from data.token_memory import TokenMemory
from data.tokens import Scope, Token
from ioc.errors import IocError, LoadRefusedError, NotFoundError

MAX_BYTES = 16 * 2**20
_SMALL_BYTES = 64_000
_REFUSED = {
    "vi": "Số liệu bị từ chối, chưa ghi gì.",
    "en": "The numbers were refused; nothing was written.",
}

_OUT_OF_BOUNDS = {
    "vi": "Khoá truy cập này không được gửi những dòng dưới đây; chưa ghi gì.",
    "en": "This token may not send the rows below; nothing was written.",
}


class _RefusedError(Exception):
    """An answer that ends the request."""

    def __init__(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        super().__init__(status)
        self.response = _json(body, status, headers)


class Intake:
    """Takes hand-ins, and answers each when it is on disk or refused."""

    def __init__(self, engine: Engine, writer: GroupWriter, refusals: Refusals) -> None:
        self._tokens = TokenMemory(engine)
        self._refusals = refusals
        self._writer = writer

    async def answer(self, request: Request) -> Response:
        """Return the answer to a hand-in."""
        try:
            posting = await self._read(request)
            receipt = await self._writer.write(posting)
        except _RefusedError as refused:
            if refused.response.status_code in (401, 403):
                await self._note(request, refused.response.status_code)
            return refused.response
        except OutOfBoundsError as error:
            await self._note(request, 403, posting.token.name, str(error.problems[0].message))
            return _json(_faults(error, _language(request), _OUT_OF_BOUNDS), 403)
        except (LoadRefusedError, NotFoundError) as error:
            return _json(_faults(error, _language(request)), 422)
        except KeyReusedError as error:
            return _json({"error": str(error)}, 409)
        except TokenGoneError:
            return _stranger().response
        except StoreBusyError as error:
            return _json({"error": str(error)}, 503, {"Retry-After": "5"})
        answer = receipt.answer
        said = {**answer, "warnings": [_remark(each) for each in answer["warnings"]]}
        headers = {"X-IOC-Revision": str(answer["revision"])}
        if receipt.repeated:
            headers["Idempotency-Replayed"] = "true"
        return _json(said, 201, headers)

    async def _note(self, request: Request, status: int, who: str = "", about: str = "") -> None:
        await run_in_threadpool(self._refusals.note, request, status, who, about)

    async def _read(self, request: Request) -> Posting:
        """Return what was sent, or refuse it; a stranger's body is not even read."""
        token = await self._token(request)
        key = key_of(request)
        body = await _body(request)
        # A thread costs more than a small body, and a large one would keep all others waiting.
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
            token = self._tokens.known(secret)
            if token is None:
                token = await run_in_threadpool(self._tokens.find, secret)
        if token is None:
            raise _stranger()
        if token.scope is not Scope.WRITE:
            _refuse(403, f"Khoá truy cập này có quyền {token.scope}, không có quyền write.")
        return token


class WriteRoute:
    """ASGI: answers hand-ins before all that pages need, and hands on everything else.

    Machines that send value by value pay for every layer that a request passes.
    """

    def __init__(self, app: ASGIApp, path: str, intake: Intake) -> None:
        self._app = app
        self._path = path
        self._intake = intake

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            answer = await self._intake.answer(Request(scope, receive))
        except ClientDisconnect:
            return  # gone before all was said: nothing was written, nobody waits
        except IocError as error:
            answer = refused(error)
        await answer(scope, receive, send)


def write_router(intake: Intake) -> APIRouter:
    """Return the route that writes observations, for the document and where `WriteRoute` is not."""
    router = APIRouter(tags=["numbers"])

    @router.post(
        "/observations",
        response_class=Response,
        responses=_answers(),
        openapi_extra=described("WriteBody", "hand-in", "writes"),
    )
    async def write_observations(request: Request) -> Response:
        """Write numbers with a token of scope `write`: all rows or, where one is wrong, none."""
        return await intake.answer(request)

    return router


def _hand_in(request: Request, key: str, body: bytes) -> tuple[str, list[Any]]:
    """Return vintage and rows, or refuse the request with all that is wrong with it."""
    if not request.scope["query_string"] and is_key(key):
        found = _usual(body)
        if found is not None:
            return found
    asked = Asked(request, (LANGUAGE,))
    refuse_key(key, asked)
    content = _parsed(body, asked)
    try:
        asked.settle()
    except BadParametersError as error:
        problems = [
            {"parameter": each.parameter, "value": each.value, "message": each.message,
             "allowed": None if each.allowed is None else list(each.allowed), "see": each.see}
            for each in error.faults
        ]  # fmt: skip
        raise _RefusedError(400, {"error": str(error), "problems": problems}, {}) from None
    return content["vintage"], content["rows"]


def _usual(body: bytes) -> tuple[str, list[Any]] | None:
    """Return vintage and rows of a body in which nothing is amiss; None: look closer."""
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
        _refuse(413, f"Nội dung lớn hơn {MAX_BYTES // 2**20} MB; hãy chia nhỏ.")
    return body


def _stranger() -> _RefusedError:
    said = {"error": "Cần khoá truy cập còn hiệu lực: Authorization: Bearer …"}
    return _RefusedError(401, said, {"WWW-Authenticate": 'Bearer realm="IOC"'})


def _parsed(body: bytes, asked: Asked) -> dict[str, Any]:
    """Return the body with vintage and rows; note what is wrong with it as a whole."""
    empty: dict[str, Any] = {"vintage": "", "rows": []}
    content = parse_object(body, asked)
    if content is None:
        return empty
    for name in content:
        if name not in empty:
            asked.refuse(str(name)[:50], None, "Không có trường này.", "There is no such field.",
                         allowed=list(empty))  # fmt: skip
    vintage, rows = content.get("vintage"), content.get("rows")
    if not isinstance(vintage, str) or not vintage:
        asked.refuse("vintage", None, "Phải nêu kỳ địa giới của mã địa bàn: mã đã được dùng lại.",
                     "Name the vintage of the area codes: codes were reused.")  # fmt: skip
    if not isinstance(rows, list) or not 1 <= len(rows) <= MAX_ROWS:
        asked.refuse("rows", None, f"Phải là danh sách từ 1 đến {MAX_ROWS} dòng.",
                     f"Must be a list of 1 to {MAX_ROWS} rows.")  # fmt: skip
    return {"vintage": vintage, "rows": rows}


def _refuse(status: int, error: str, headers: Mapping[str, str] | None = None) -> NoReturn:
    raise _RefusedError(status, {"error": error}, headers or {})


def _language(request: Request) -> str:
    return "en" if request.query_params.get("lang") == "en" else "vi"


def _faults(
    error: IocError, language: str, heading: Mapping[str, str] = _REFUSED
) -> dict[str, Any]:
    if isinstance(error, LoadRefusedError):
        found = [
            {"row": each.row, "field": each.column or None, "value": each.value or None,
             "message": each.message, "mend": each.mend}
            for each in error.problems
        ]  # fmt: skip
    else:
        found = [{"row": None, "field": "vintage", "value": None, "message": str(error),
                  "mend": "nêu đúng `vintage`, hoặc sửa mã và tên"}]  # fmt: skip
    return {"error": heading[language], "problems": [_remark(each) for each in found]}


def _remark(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a remark of the checks in both languages."""
    return {
        "row": said["row"],
        "field": said["field"],
        "value": said["value"],
        "message_vi": said["message"],
        "message_en": in_english(said["message"]),
        "mend_vi": said["mend"],
        "mend_en": in_english(said["mend"]),
    }


def _json(
    body: Mapping[str, Any], status: int, headers: Mapping[str, str] | None = None
) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return json_answer(text, status, headers)


def _answers() -> dict[int | str, dict[str, Any]]:
    said: Sequence[tuple[int, Any, str]] = [
        (400, Refused, "A header, a parameter or the body as a whole does not fit"),
        (401, Failed, "No token, or one that does not hold"),
        (
            403,
            Failed | WriteRefused,
            "The token is not one of scope `write`, or is bound to other "
            "areas, indicators or kinds of message: each row out of its bounds is named",
        ),
        (409, Failed, "The key came before with another body"),
        (413, Failed, "The body is too large"),
        (422, WriteRefused, "Rows are wrong: all faults at once; nothing was written"),
        (503, Failed, "The store cannot be written to just now; nothing was written: try again"),
    ]
    found: dict[int | str, dict[str, Any]] = {
        status: {"model": model, "description": about} for status, model, about in said
    }
    found[201] = {
        "model": Written,
        "description": "Written, summed up, and on disk",
        "headers": replayed("written"),
    }
    return found
