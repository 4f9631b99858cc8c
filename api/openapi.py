"""The OpenAPI document, and the answer to an address under /api that does not exist."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from api.alert_models import MessageBody
from api.models import Failed, ProblemItem, Refused
from api.submission_models import WithdrawBody
from api.write_models import WriteBody

_ABOUT = """The numbers of this operations center for machines: areas, indicators, what was reported
and every level ready to read.

An area's key is (vintage, code): codes were reused when areas changed, so a code without its
vintage is refused. Missing is null, never 0. Made-up data is marked by item (`demo`) and by page
(`notice`). Parameters that do not fit are answered with 400 and everything that is wrong at once.
Pages are followed by `next`. Send the ETag of an answer back as If-None-Match: 304 says, at little
cost, that nothing changed. Writing needs a token: `python app.py token create`."""


def describe_api(app: FastAPI) -> None:
    """Let the application describe itself as it really answers: faults are 400, not 422."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=app.routes)
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for model in (Refused, Failed):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        schemas.setdefault(model.__name__, schema)
    problem = ProblemItem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.setdefault(ProblemItem.__name__, problem)
    for model in (WriteBody, MessageBody, WithdrawBody):
        body = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(body.pop("$defs", {}))
        schemas[model.__name__] = body
    made["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "Token of scope `write`; of scope `admin` for hand-ins",
        }
    }
    for methods in made["paths"].values():
        for operation in methods.values():
            if "HTTPValidationError" in str(operation["responses"].get("422")):
                del operation["responses"]["422"]
                operation["responses"]["400"] = _failure("Refused", "Parameters do not fit")
            operation["responses"].setdefault(
                "500", _failure("Failed", "An unforeseen fault, kept in the log")
            )
    return made


def _failure(schema: str, about: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": about, "content": {"application/json": {"schema": reference}}}


def unknown_router() -> APIRouter:
    """Return the route that answers every other address under /api; it must come last.

    Without it the pages would answer a mistyped address with "200 OK" and HTML.
    """
    router = APIRouter()

    @router.get("/api/{rest:path}", include_in_schema=False)
    def unknown(request: Request, rest: str) -> JSONResponse:
        known = sorted(request.app.openapi()["paths"])
        return JSONResponse(
            {"error": f"Không có địa chỉ /api/{rest}.", "allowed": known}, status_code=404
        )

    return router
