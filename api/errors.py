"""Wrong parameters: 400, with what is wrong and what is allowed."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


async def bad_request(_: Request, error: Exception) -> JSONResponse:
    """Answer a request whose parameters do not fit, all faults at once."""
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    return JSONResponse(
        {
            "error": "Tham số không hợp lệ.",
            "problems": [_said(fault) for fault in faults],
        },
        status_code=400,
    )


def _said(fault: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "parameter": str(fault["loc"][-1]),
        "value": fault.get("input"),
        "message": fault["msg"],
    }
    expected = fault.get("ctx", {}).get("expected")
    if expected:
        said["allowed"] = expected
    return said
