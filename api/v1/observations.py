"""`/api/v1/observations`: the reported cells, their submissions, and whether they count."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlalchemy import Engine

from api.requests.parameters import Parameter, Query
from api.v1.answers import Answering
from api.v1.cells import CELL_PARAMETERS, cell_query_of, named_by_vintage, plain_items
from api.v1.models import ObservationItem, ObservationPage, answers_of, columns_of
from api.v1.paging import cursor_of, cut_page
from data.queries.area_pages import read_area_ids
from data.queries.cell_pages import read_cell_area_ids
from data.queries.observations import read_observation_page
from data.store.engine import read_revision

_PARAMETERS = (
    *CELL_PARAMETERS,
    Parameter(
        "all",
        "Also what was replaced by a newer report or withdrawn.",
        "true",
        {"type": "boolean", "default": False},
    ),
)
_KEY = ("area_id", "indicator_id", "period", "submission_id")
_COLUMNS = columns_of(ObservationItem)
_NAMES = {name: name for name in _COLUMNS} | {"area": "code", "submission": "submission_id"}


def observations_router(engine: Engine) -> APIRouter:
    """Return the route `/observations`."""
    router = APIRouter(tags=["numbers"])

    @router.get(
        "/observations",
        response_class=Response,
        responses=answers_of(ObservationPage),
        openapi_extra={"parameters": [each.described() for each in _PARAMETERS]},
    )
    def observations(request: Request) -> Response:
        """Return reported cells, as they were handed in; by default those that count today."""
        query = Query(request, _PARAMETERS)
        with engine.connect() as connection:
            cells = cell_query_of(query, connection)
            every, limit = query.flag("all"), query.limit()
            after = cursor_of(query, (int, int, str, int))
            answer = Answering(request, query)
            query.settle()
            revision = read_revision(connection)
            if unchanged := answer.not_modified(revision):
                return unchanged
            since = after[0] if after else 0
            if every:
                area_ids = read_area_ids(connection, cells.areas, since=since)
            else:
                area_ids = read_cell_area_ids(connection, cells.areas, cells.cells, since)
            frame = read_observation_page(
                connection,
                area_ids,
                cells.cells,
                after,
                limit + 1,
                every=every,
            )
        page, next_key = cut_page(named_by_vintage(frame, cells.areas), limit, _KEY)
        items = plain_items(page, _NAMES, ("demo", "counts"))
        demo = any(item["demo"] for item in items)
        return answer.page(items, _COLUMNS, revision, next_key, demo=demo)

    return router
