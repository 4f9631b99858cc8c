"""`/api/v1/observations`: what was reported, by whom, and whether it counts."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlalchemy import Engine

from api.answers import Answering
from api.cells import CELL_PARAMETERS, as_asked, asked_cells, plain_items
from api.models import ObservationItem, ObservationPage, answers_of, columns_of
from api.paging import asked_cursor, cut_page
from api.parameters import Asked, Parameter
from data.queries.area_pages import read_area_ids
from data.queries.cell_pages import read_cell_area_ids
from data.queries.observations import read_observation_page
from data.store import read_revision

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
        asked = Asked(request, _PARAMETERS)
        with engine.connect() as connection:
            wanted = asked_cells(asked, connection)
            every, limit = asked.flag("all"), asked.limit()
            after = asked_cursor(asked, (int, int, str, int))
            answer = Answering(request, asked)
            asked.settle()
            revision = read_revision(connection)
            if known := answer.known(revision):
                return known
            since = after[0] if after else 0
            if every:
                area_ids = read_area_ids(connection, wanted.areas, since=since)
            else:
                area_ids = read_cell_area_ids(connection, wanted.areas, wanted.cells, since)
            frame = read_observation_page(
                connection,
                area_ids,
                wanted.cells,
                after,
                limit + 1,
                every=every,
            )
        page, next_key = cut_page(as_asked(frame, wanted.areas), limit, _KEY)
        items = plain_items(page, _NAMES, ("demo", "counts"))
        demo = any(item["demo"] for item in items)
        return answer.page(items, _COLUMNS, revision, next_key, demo=demo)

    return router
