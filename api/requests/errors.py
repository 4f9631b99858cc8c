"""Answers to wrong parameters and forms: every fault, and what is allowed or to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from api.gate.refusals import turned_away
from api.requests.body import SlowBodyError
from data.store.faults import StoreUnavailableError
from ioc.errors import IocError, NotFoundError, Problem
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

# Numbers in paths are all that the framework reads.
_KINDS = {
    "int_parsing": "request-no-whole-number",
    "int_parsing_size": "request-number-large",
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
    """Every fault in the parameters of one request."""

    def __init__(self, faults: Sequence[Fault], language: str = "vi") -> None:
        self.faults = tuple(faults)
        self.language = language
        super().__init__(Phrase("request-refused"))

    def __str__(self) -> str:
        return self.text(self.language)


def refusal_answer(error: IocError) -> JSONResponse:
    """Return the answer to one of our own errors, with its text.

    404 for what is not in the store, 503 where the store itself fails just now, else 400.
    """
    if isinstance(error, StoreUnavailableError):
        return JSONResponse({"error": str(error)}, 503, {"Retry-After": "5"})
    if isinstance(error, SlowBodyError):
        return turned_away(408)
    status = 404 if isinstance(error, NotFoundError) else 400
    return JSONResponse({"error": str(error)}, status_code=status)


async def bad_parameters(_: Request, error: Exception) -> JSONResponse:
    """Answer a request that `Query` refused, with all faults at once."""
    refusal = error if isinstance(error, BadParametersError) else BadParametersError(())
    problems = [
        {
            "parameter": fault.parameter,
            "value": fault.value,
            "message": fault.message,
            "allowed": None if fault.allowed is None else list(fault.allowed),
            "see": fault.see,
        }
        for fault in refusal.faults
    ]
    message = refusal.text(refusal.language)
    return JSONResponse({"error": message, "problems": problems}, status_code=400)


async def bad_request(_: Request, error: Exception) -> JSONResponse:
    """Answer a request with a path that the framework cannot read."""
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    return JSONResponse(
        {"error": say("request-refused"), "problems": [_problem(fault) for fault in faults]},
        status_code=400,
    )


def problem_item(problem: Problem, language: str) -> dict[str, Any]:
    """Return a fault of a form's field, with what to do."""
    return {
        "field": problem.column,
        "value": problem.value,
        "message": problem.message(language),
        "fix": problem.fix(language),
    }


def _problem(fault: dict[str, Any]) -> dict[str, Any]:
    """Return a fault of the framework in our words and shape."""
    value = fault.get("input")
    return {
        "parameter": str(fault["loc"][-1]),
        "value": None if value is None else str(value)[:400],
        "message": say(_KINDS[fault["type"]]) if fault["type"] in _KINDS else fault["msg"],
        "allowed": None,
        "see": None,
    }
