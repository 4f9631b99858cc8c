"""`/quan-tri/dia-ban` and `/dieu-khien/dia-ban`: areas by name, for a field that chooses one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.body import fresh_json
from api.session import find_caller
from data.queries.areas import read_vintages
from data.queries.search import find_areas_by_name
from data.sessions import Sessions
from data.tokens import Scope

_MOST = 8


def places_router(sessions: Sessions, home_province: str) -> APIRouter:
    """Return the two routes: a text names areas, the likeliest first."""
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get("/quan-tri/dia-ban")
    @router.get("/dieu-khien/dia-ban")
    async def places(request: Request, q: str = "") -> JSONResponse:
        return await run_in_threadpool(_places, request, q[:100])

    def _places(request: Request, text: str) -> JSONResponse:
        find_caller(request, sessions, Scope.ADMIN, Scope.REMOTE)
        with engine.connect() as connection:
            newest = read_vintages(connection)[-1].code
            found = find_areas_by_name(connection, text, _MOST, home_province)
        said = [
            {
                "code": each.key.code,
                "vintage": each.key.vintage,
                "is_newest": each.key.vintage == newest,
                "name": each.full_name,
                "within": each.within,
                "until": "/".join(reversed(each.until.split("-"))),
                "successors": list(each.successors[:3]),
            }
            for each in found
        ]
        return fresh_json(said)

    return router
