"""`/api/v1/rollups`: the numbers of every level, with their completeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Engine

from api.requests.parameters import FREQUENCY, MOST, QUERY_FREQUENCIES, Parameter, Query
from api.v1.answers import Answering
from api.v1.cells import CELL_PARAMETERS, CellQuery, cell_query_of, named_by_vintage, plain_items
from api.v1.models import RollupItem, RollupPage, answers_of, columns_of
from api.v1.paging import cursor_of, cut_page
from data.queries.cell_pages import read_cell_area_ids
from data.queries.comparison.cards import SameAreas
from data.queries.directories import Directories
from data.queries.over_time import can_gather, longer_filter, most_periods, read_rollup_page_by
from data.queries.rollup_pages import read_rollup_page
from data.queries.series_breaks import read_series_breaks
from data.store.engine import read_revision
from ioc.area import AreaKey, Level
from ioc.card import Cell
from ioc.indicator import Indicator
from ioc.period import Frequency
from ioc.sentences.origin import origin_code, origin_of_code, weight_of_code
from ioc.words.phrase import Phrase

_PARAMETERS = (
    *CELL_PARAMETERS,
    FREQUENCY,
    Parameter(
        "provisional",
        "Also what unfinished numbers above the communes would come to; pages are then short. Not "
        "with `frequency`.",
        "true",
        {"type": "boolean", "default": False},
    ),
)
# Each may have to be computed from the reports of all communes in its area.
_MOST_PROVISIONAL = 100
_KEY = ("area_id", "indicator_id", "period")
_COLUMNS = columns_of(RollupItem)
_OWN_KEYS = ("conversion", "weight", "provisional")
_NAMES = {name: name for name in _COLUMNS if name not in _OWN_KEYS} | {"area": "code"}


def rollups_router(engine: Engine, directories: Directories) -> APIRouter:
    """Return the route `/rollups`; `directories` keeps computed values."""
    router = APIRouter(tags=["numbers"])

    @router.get(
        "/rollups",
        response_class=Response,
        responses=answers_of(RollupPage),
        openapi_extra={"parameters": [each.described() for each in _PARAMETERS]},
    )
    def rollups(request: Request) -> Response:
        """Return the cells that hold a number, at any level; those without one are left out.

        With `frequency` by longer periods: the last month of a stock, the sum of what adds up.
        Pages may then be shorter than `limit`.
        """
        query = Query(request, _PARAMETERS)
        with engine.connect() as connection:
            cells = cell_query_of(query, connection)
            frequency = query.frequency("frequency")
            if frequency is not None:
                cells = _by(query, cells, frequency)
            limit, provisional = query.limit(), query.flag("provisional")
            if provisional:
                limit = min(limit, _MOST_PROVISIONAL)
            after = cursor_of(query, (int, int, str))
            answer = Answering(request, query)
            query.settle()
            revision = read_revision(connection)
            if unchanged := answer.not_modified(revision):
                return unchanged
            since = after[0] if after else 0
            area_ids = read_cell_area_ids(connection, cells.areas, cells.cells, since)
            if frequency is None:
                frame = read_rollup_page(connection, area_ids, cells.cells, after, limit + 1)
                frame = frame.assign(periods=1, periods_expected=1)
            else:
                limit = max(1, min(limit, MOST // most_periods(cells.cells, frequency)))
                frame = read_rollup_page_by(
                    connection, area_ids, cells.cells, frequency, after, limit + 1
                )
            frame = frame.assign(reported=frame["reported"] - frame["from_above"])
            page, next_key = cut_page(named_by_vintage(frame, cells.areas), limit, _KEY)
            come_to: list[float | None] = [None] * len(page)
            if provisional and frequency is None:
                come_to = _come_to(connection, directories, page, cells.cells.indicators)
        items = plain_items(page, _NAMES, ("summed",))
        for item, basis, value in zip(items, page["basis"].tolist(), come_to, strict=True):
            item["provisional"] = value
            code = origin_code(item["converted"], item["estimated"], basis)
            item["conversion"] = origin_of_code(code).value
            item["weight"] = weight_of_code(code) or None
        demo = any(item["demo"] for item in items)
        return answer.page(items, _COLUMNS, revision, next_key, demo=demo)

    return router


def _come_to(
    connection: Connection,
    directories: Directories,
    page: pd.DataFrame,
    indicators: Sequence[Indicator],
) -> list[float | None]:
    """Return the provisional value of each number of a page; None where there is none."""
    by_code = {each.code: each for each in indicators}
    breaks = read_series_breaks(connection)
    values: list[float | None] = []
    row: Any
    for row in page.itertuples(index=False):
        level, answering = Level(row.level), int(row.reported + row.from_above)
        if level.depth >= Level.COMMUNE.depth or answering >= row.expected:
            values.append(None)
            continue
        area = directories.path(connection, AreaKey(row.vintage, row.code))[-1]
        cell = Cell(row.period, float(row.value), reported=answering, expected=int(row.expected),
                    converted=int(row.converted))  # fmt: skip
        same = SameAreas(connection, directories, area, by_code[row.indicator])
        come_to = same.fill(cell, breaks.get(row.indicator, ()))
        values.append(None if come_to is None else come_to.value)
    return values


def _by(query: Query, cells: CellQuery, frequency: Frequency) -> CellQuery:
    """Return the cells of longer periods; an indicator that the query names must have them."""
    codes = query.several("indicator")
    for each in cells.cells.indicators:
        if each.code in codes and not can_gather(each, frequency):
            query.refuse(
                "frequency",
                frequency.value,
                Phrase("request-frequency-impossible", code=each.code),
                [other.value for other in QUERY_FREQUENCIES if can_gather(each, other)],
                see="/api/v1/indicators",
            )
    return replace(cells, cells=longer_filter(cells.cells, frequency))
