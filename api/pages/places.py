"""`/quan-tri/dia-ban` and `/dieu-khien/dia-ban`: areas by name, for a field of a form."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.doors.session import find_caller
from api.requests.body import fresh_json
from api.requests.parameters import Parameter, Query
from data.access.sessions import Sessions
from data.access.tokens import Scope
from data.queries.areas import read_vintages
from data.queries.search import find_areas_by_name
from ioc.cookies import ADMIN_PAGE
from ioc.local_time import day_text

_MOST, _MOST_LETTERS = 8, 100
_PARAMETERS = (Parameter("q", "What was typed.", may_be_empty=True),)


def places_router(sessions: Sessions, home_province: str) -> APIRouter:
    """Return the two routes: the areas that a text may mean, the likeliest first."""
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(f"{ADMIN_PAGE}/dia-ban")
    @router.get("/dieu-khien/dia-ban")
    async def places(request: Request) -> Response:
        return await run_in_threadpool(_places, request)

    def _places(request: Request) -> Response:
        find_caller(request, sessions, Scope.ADMIN, Scope.REMOTE)
        query = Query(request, _PARAMETERS)
        query.settle()
        text = (query.one("q") or "")[:_MOST_LETTERS]
        with engine.connect() as connection:
            newest = read_vintages(connection)[-1].code
            areas = find_areas_by_name(connection, text, _MOST, home_province)
        items = [
            {
                "code": each.key.code,
                "vintage": each.key.vintage,
                "is_newest": each.key.vintage == newest,
                "name": each.full_name,
                "within": each.within,
                "until": day_text(each.until),
                "successors": list(each.successors[:3]),
            }
            for each in areas
        ]
        return fresh_json(items)

    return router
