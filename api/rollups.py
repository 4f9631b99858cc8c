"""`/api/v1/rollups`: every level ready to read, with how much of it was reported."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlalchemy import Engine

from api.answers import Answering
from api.cells import CELL_PARAMETERS, asked_cells, plain_items
from api.models import RollupItem, RollupPage, answers_of, columns_of
from api.paging import asked_cursor, cut_page
from api.parameters import Asked
from data.queries.cell_pages import read_cell_area_ids
from data.queries.rollup_pages import read_rollup_page
from data.store import read_revision

_KEY = ("area_id", "indicator_id", "period")
_COLUMNS = columns_of(RollupItem)
_NAMES = {name: name for name in _COLUMNS} | {"area": "code"}


def rollups_router(engine: Engine) -> APIRouter:
    """Return the route `/rollups`."""
    router = APIRouter(tags=["numbers"])

    @router.get(
        "/rollups",
        response_class=Response,
        responses=answers_of(RollupPage),
        openapi_extra={"parameters": [each.described() for each in CELL_PARAMETERS]},
    )
    def rollups(request: Request) -> Response:
        """Return the cells that hold a number, at any level; those without one are left out."""
        asked = Asked(request, CELL_PARAMETERS)
        with engine.connect() as connection:
            wanted = asked_cells(asked, connection)
            limit = asked.limit()
            after = asked_cursor(asked, (int, int, str))
            answer = Answering(request, asked)
            asked.settle()
            revision = read_revision(connection)
            if known := answer.known(revision):
                return known
            since = after[0] if after else 0
            area_ids = read_cell_area_ids(connection, wanted.areas, wanted.cells, since)
            frame = read_rollup_page(
                connection,
                area_ids,
                wanted.cells,
                after,
                limit + 1,
            )
        page, next_key = cut_page(frame, limit, _KEY)
        items = plain_items(page, _NAMES, ("summed",))
        demo = any(item["demo"] for item in items)
        return answer.page(items, _COLUMNS, revision, next_key, demo=demo)

    return router
