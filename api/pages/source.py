"""`/nguon-so`: where one number comes from, as its reader may know it."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from api.doors.session import find_reader
from api.requests.body import fresh_json
from api.requests.parameters import LANGUAGE, Parameter, Query
from data.access.callers import Caller
from data.access.sessions import Sessions
from data.queries.areas import Area, find_area, read_vintages
from data.queries.catalogue import all_indicators
from data.store.engine import reading
from ioc.area import AreaKey
from ioc.errors import NotFoundError
from ioc.indicator import Indicator
from ioc.period import Period
from ioc.source_answer import NumberSource

PATH = "/nguon-so"
PARAMETERS = (
    Parameter("vintage", "Set of areas, by its code.", is_required=True),
    Parameter("area", "Code of the area.", is_required=True),
    Parameter("indicator", "Code of the indicator.", is_required=True),
    Parameter("period", "Period of the number.", is_required=True),
    LANGUAGE,
)
# Answers with an area's number of an indicator and a period, in a language, for who asks.
SourceAnswer = Callable[[Connection, Indicator, Area, Period, str, Caller | None], NumberSource]


def source_router(sessions: Sessions, answer: SourceAnswer) -> APIRouter:
    """Return the route. It depends on who asks, and is never cached."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    def source(request: Request) -> Response:
        """Return the formula, submissions, missing areas and conversion of a number."""
        query = Query(request, PARAMETERS)
        period = query.period("period")
        reader = find_reader(request, sessions)
        with reading(sessions.engine) as connection:
            by_code = {each.code: each for each in all_indicators(connection)}
            code = query.choice("indicator", list(by_code))
            vintage = query.choice("vintage", [each.code for each in read_vintages(connection)])
            area = None
            if vintage is not None:
                try:
                    area = find_area(connection, AreaKey(vintage, query.one("area") or ""))
                except NotFoundError as error:
                    query.refuse("area", query.one("area"), error.phrase)
            query.settle()
            assert code and area and period  # noqa: S101
            body = answer(connection, by_code[code], area, period, query.language, reader)
        return fresh_json(body)

    return router
