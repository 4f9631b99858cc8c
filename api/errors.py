"""Wrong parameters: 400, with everything that is wrong and what is allowed instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from api.body import SlowBodyError
from api.gate.refusals import turned_away
from data.store_faults import StoreUnavailableError
from ioc.errors import IocError, NotFoundError

_REFUSED = {"vi": "Tham số không hợp lệ.", "en": "Parameters are not valid."}
_KINDS = {
    "missing": "Thiếu tham số này.",
    "enum": "Giá trị này không thuộc danh sách cho phép.",
    "literal_error": "Giá trị này không thuộc danh sách cho phép.",
    "int_parsing": "Phải là số nguyên.",
    "int_parsing_size": "Số quá lớn.",
    "bool_parsing": "Phải là true hoặc false.",
}


@dataclass(frozen=True)
class Fault:
    """One parameter that does not fit; `allowed` lists the values that do, where they are few."""

    parameter: str
    value: str | None
    message: str
    allowed: tuple[str, ...] | None = None
    see: str | None = None  # where the allowed values are listed, where they are many


class BadParametersError(IocError):
    """All that is wrong with the parameters of one request."""

    def __init__(self, faults: Sequence[Fault], language: str = "vi") -> None:
        self.faults = tuple(faults)
        self.language = language
        super().__init__(_REFUSED[language])


def refused(error: IocError) -> JSONResponse:
    """Answer with what the known error says.

    404 for what is not there, 503 where the store itself fails just now, else 400.
    """
    if isinstance(error, StoreUnavailableError):
        return JSONResponse({"error": str(error)}, 503, {"Retry-After": "5"})
    if isinstance(error, SlowBodyError):
        return turned_away(408)
    status = 404 if isinstance(error, NotFoundError) else 400
    return JSONResponse({"error": str(error)}, status_code=status)


async def bad_parameters(_: Request, error: Exception) -> JSONResponse:
    """Answer a request whose parameters our own reading refused, all faults at once."""
    faults = error.faults if isinstance(error, BadParametersError) else ()
    problems = [
        {
            "parameter": fault.parameter,
            "value": fault.value,
            "message": fault.message,
            "allowed": None if fault.allowed is None else list(fault.allowed),
            "see": fault.see,
        }
        for fault in faults
    ]
    return JSONResponse({"error": str(error), "problems": problems}, status_code=400)


async def bad_request(_: Request, error: Exception) -> JSONResponse:
    """Answer a request whose parameters do not fit the route's signature, all faults at once."""
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    return JSONResponse(
        {"error": _REFUSED["vi"], "problems": [_said(fault) for fault in faults]}, status_code=400
    )


def _said(fault: dict[str, Any]) -> dict[str, Any]:
    """Return the fault in our words and shape; the framework lists choices as one sentence."""
    choices = re.findall(r"'([^']*)'", str(fault.get("ctx", {}).get("expected", "")))
    given = fault.get("input") if fault["type"] != "missing" else None
    return {
        "parameter": str(fault["loc"][-1]),
        "value": None if given is None else str(given)[:400],
        "message": _KINDS.get(fault["type"], fault["msg"]),
        "allowed": choices or None,
        "see": None,
    }
