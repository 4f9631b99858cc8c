"""The OpenAPI document, and the answer to an address under /api that does not exist."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from api.v1.alert_models import MessageBody
from api.v1.models import Failed, ProblemItem, Refused
from api.v1.submission_models import WithdrawBody
from api.v1.write_models import WriteBody
from ioc.words.catalogue import say

_ABOUT = """The numbers of the operations center for other programs: areas, indicators, observations
as they were reported, and rollups at every level.

The key of an area is (vintage, code): codes were reused when areas changed, so a code without its
vintage is refused. A missing number is null, never 0. `demo` marks an illustrative item, `notice` a
page with such items. A request with wrong parameters gets 400, which lists every fault at once.
`next` is the address of the next page. Send the ETag of an answer as If-None-Match: 304 means that
nothing changed. Writing needs a token: `python app.py token create`."""
# FastAPI would take the names of functions.
_SUMMARIES = {
    "get /healthz": "Database, revision and version",
    "get /api/v1/slice": "One map: numbers of one period",
    "get /api/v1/directory": "One map: its areas",
    "get /api/v1/history": "One map: numbers of all periods",
    "get /xuat/so-lieu.csv": "Table of the analysis page, CSV",
    "get /xuat/so-lieu.xlsx": "Workbook of the analysis page",
    "get /xuat/so-cong-bo.csv": "Published figures of an area, CSV",
    "get /xuat/bang-cheo.csv": "Areas by indicators or periods, CSV",
    "get /xuat/bang-cheo.xlsx": "Areas by indicators or periods, workbook",
    "get /xuat/bao-cao.pdf": "Report of an area and period, PDF",
    "get /xuat/bao-cao.docx": "Report of an area and period, DOCX",
    "get /xuat/chuoi.csv": "Series of the analysis page, CSV",
    "get /api/v1/areas": "List areas",
    "get /api/v1/relations": "List earlier areas with their later ones",
    "get /api/v1/indicators": "List indicators",
    "get /api/v1/published": "List published figures",
    "get /api/v1/owners": "List who answers for indicators",
    "get /api/v1/observations": "List observations",
    "post /api/v1/observations": "Write observations",
    "get /api/v1/rollups": "List rollups",
    "get /api/v1/alerts": "List open alerts",
    "post /api/v1/alerts": "Send a message to walls",
    "post /api/v1/alerts/{number}/acknowledge": "Acknowledge an alert",
    "get /api/v1/submissions": "List submissions",
    "post /api/v1/submissions/{number}/withdraw": "Withdraw a submission",
}


def describe_api(app: FastAPI) -> None:
    """Let the OpenAPI document say what the application really answers: 400 and not 422."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title, version=app.version, description=_ABOUT, routes=app.routes
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for model in (Refused, Failed):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        schemas.setdefault(model.__name__, schema)
    problem = ProblemItem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.setdefault(ProblemItem.__name__, problem)
    for body_model in (WriteBody, MessageBody, WithdrawBody):
        body = body_model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(body.pop("$defs", {}))
        schemas[body_model.__name__] = body
    document["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "Token of scope `write`; of scope `admin` for hand-ins",
        }
    }
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            operation["summary"] = _SUMMARIES[f"{method} {path}"]
            if "HTTPValidationError" in str(operation["responses"].get("422")):
                del operation["responses"]["422"]
                operation["responses"]["400"] = _failure("Refused", "Parameters do not fit")
            operation["responses"].setdefault(
                "500", _failure("Failed", "An unforeseen fault, kept in the log")
            )
    return document


def _failure(schema: str, about: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": about, "content": {"application/json": {"schema": reference}}}


def unknown_router() -> APIRouter:
    """Return the route of every other address under /api: 404; it must come last.

    Without it the pages would answer a mistyped address with "200 OK" and HTML.
    """
    router = APIRouter()

    @router.get("/api/{rest:path}", include_in_schema=False)
    def unknown(request: Request, rest: str) -> JSONResponse:
        paths = sorted(request.app.openapi()["paths"])
        return JSONResponse(
            {"error": say("request-no-address", address=f"/api/{rest}"), "allowed": paths},
            status_code=404,
        )

    return router
