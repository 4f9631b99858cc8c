"""`/api/v1/rollups`: every level ready to read, with how much of it was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Engine

from api.answers import Answering
from api.cells import CELL_PARAMETERS, AskedCells, as_asked, asked_cells, plain_items
from api.models import RollupItem, RollupPage, answers_of, columns_of
from api.paging import asked_cursor, cut_page
from api.parameters import ASKED_FREQUENCIES, FREQUENCY, MOST, Asked, Parameter
from data.directories import DirectoryCache
from data.queries.cell_pages import read_cell_area_ids
from data.queries.comparison.cards import SameAreas
from data.queries.over_time import can_gather, longer_filter, most_periods, read_rollup_page_by
from data.queries.rollup_pages import read_rollup_page
from data.queries.series_breaks import read_series_breaks
from data.store import read_revision
from ioc.area import AreaKey, Level
from ioc.card import Cell
from ioc.indicator import Indicator
from ioc.period import Frequency
from layouts.origin import origin_code, origin_of_code, weight_of_code

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
# Each may have to be reckoned from the reports of all communes in it.
_MOST_PROVISIONAL = 100
_KEY = ("area_id", "indicator_id", "period")
_COLUMNS = columns_of(RollupItem)
_ADDED = ("conversion", "weight", "provisional")
_NAMES = {name: name for name in _COLUMNS if name not in _ADDED} | {"area": "code"}


def rollups_router(engine: Engine, directories: DirectoryCache) -> APIRouter:
    """Return the route `/rollups`; `directories` remembers what was reckoned."""
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
        asked = Asked(request, _PARAMETERS)
        with engine.connect() as connection:
            wanted = asked_cells(asked, connection)
            frequency = asked.frequency("frequency")
            if frequency is not None:
                wanted = _by(asked, wanted, frequency)
            limit, provisional = asked.limit(), asked.flag("provisional")
            if provisional:
                limit = min(limit, _MOST_PROVISIONAL)
            after = asked_cursor(asked, (int, int, str))
            answer = Answering(request, asked)
            asked.settle()
            revision = read_revision(connection)
            if known := answer.known(revision):
                return known
            since = after[0] if after else 0
            area_ids = read_cell_area_ids(connection, wanted.areas, wanted.cells, since)
            if frequency is None:
                frame = read_rollup_page(connection, area_ids, wanted.cells, after, limit + 1)
                frame = frame.assign(periods=1, periods_expected=1)
            else:
                limit = max(1, min(limit, MOST // most_periods(wanted.cells, frequency)))
                frame = read_rollup_page_by(
                    connection, area_ids, wanted.cells, frequency, after, limit + 1
                )
            frame = frame.assign(reported=frame["reported"] - frame["from_above"])
            page, next_key = cut_page(as_asked(frame, wanted.areas), limit, _KEY)
            come_to: list[float | None] = [None] * len(page)
            if provisional and frequency is None:
                come_to = _come_to(connection, directories, page, wanted.cells.indicators)
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
    directories: DirectoryCache,
    page: pd.DataFrame,
    indicators: Sequence[Indicator],
) -> list[float | None]:
    """Return what the unfinished numbers of a page would come to; None: nothing to say."""
    by_code = {each.code: each for each in indicators}
    breaks = read_series_breaks(connection)
    found: list[float | None] = []
    for row in page.itertuples(index=False):
        level, reported = Level(row.level), int(row.reported + row.from_above)
        if level.depth >= Level.COMMUNE.depth or reported >= row.expected:
            found.append(None)
            continue
        area = directories.path(connection, AreaKey(row.vintage, row.code))[-1]
        cell = Cell(row.period, float(row.value), reported=reported, expected=int(row.expected),
                    converted=int(row.converted))  # fmt: skip
        same = SameAreas(connection, directories, area, by_code[row.indicator])
        come_to = same.fill(cell, breaks.get(row.indicator, ()))
        found.append(None if come_to is None else come_to.value)
    return found


def _by(asked: Asked, wanted: AskedCells, frequency: Frequency) -> AskedCells:
    """Return which cells make the longer periods; indicators that were named must have them."""
    named = asked.several("indicator")
    for each in wanted.cells.indicators:
        if each.code in named and not can_gather(each, frequency):
            asked.refuse(
                "frequency",
                frequency.value,
                f"{each.code} không tính được theo kỳ này: báo cáo theo kỳ dài hơn, hoặc là trung "
                "vị, cần mẫu gốc.",
                f"{each.code} cannot be told so: it is reported by longer periods, or is a median, "
                "which needs its samples.",
                [other.value for other in ASKED_FREQUENCIES if can_gather(each, other)],
                see="/api/v1/indicators",
            )
    return replace(wanted, cells=longer_filter(wanted.cells, frequency))
