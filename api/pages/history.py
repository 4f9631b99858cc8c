"""`/api/v1/history`: all periods of one map in one answer, so that playing them asks nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

import numpy as np
from fastapi import APIRouter, Request, Response
from numpy.typing import NDArray
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from api.pages.map_parameters import OF_HISTORY, described, read_map_query
from api.pages.slices import about_map
from api.requests.packing import coding_of, compressed
from data.numbers.pack import Pack
from data.queries.catalogue import Target, find_indicator
from data.queries.directories import Directories
from data.queries.directory import Directory
from data.queries.history import read_history
from data.queries.own_targets import targets_in_force
from data.store.engine import read_revision
from data.store.memory import Memory
from data.wire.cells import history_numbers
from data.wire.columns import encode_answer
from ioc.caching import ASK_AGAIN, FOR_EVER
from ioc.indicator import Indicator
from ioc.period import parse_period
from ioc.series_break import SeriesBreak, is_parted

MEDIA_TYPE = "application/vnd.ioc.history"
_MOST_BYTES = 6_000_000

_Ready = tuple[bool, bytes]  # whether the answer may be cached for ever, and the body


def _seconds(ready: _Ready) -> float:
    return inf if ready[0] else 0.0


def history_router(engine: Engine, directories: Directories) -> APIRouter:
    """Return the route `/history`."""
    router = APIRouter(tags=["map"])
    ready = Memory[_Ready](_MOST_BYTES, seconds_of=_seconds)
    turn = asyncio.Lock()

    async def in_turn(make: Callable[[], _Ready]) -> _Ready:
        # One at a time: it takes tens of times longer than the answer to a click, and nobody needs
        # it before they use the time control.
        async with turn:
            return await run_in_threadpool(make)

    @router.get("/history", **described(MEDIA_TYPE, OF_HISTORY))
    async def history(request: Request) -> Response:
        """One indicator, all areas of a level under a parent, all periods, as packed bytes."""
        query = read_map_query(request, OF_HISTORY)

        def make() -> _Ready:
            with engine.connect() as connection:
                measure = find_indicator(connection, query.indicator)
                directory = directories.get(
                    connection, query.vintage, query.level, query.parent, query.former
                )
                revision = directories.touched(connection, query.indicator)
                # Nothing touched it since, so that the answer of a later revision is the same.
                asking = query.lasting_revision
                lasts = asking is not None and revision <= asking <= read_revision(connection)
                cells = read_history(connection, measure, directory)
                targets = directories.targets(connection, query.indicator)
                breaks = directories.breaks(connection).get(measure.code, ())
                body = encode_history(cells, targets, measure, directory, revision, breaks)
            return lasts, compressed(body, coding)

        coding = coding_of(request.headers.get("accept-encoding", ""))
        lasts, body = await ready.await_or_make((query, coding), make, in_turn)
        headers = {
            "Cache-Control": FOR_EVER if lasts else ASK_AGAIN,
            "Vary": "Accept-Encoding",
        }
        if coding:
            headers["Content-Encoding"] = coding
        return Response(body, media_type=MEDIA_TYPE, headers=headers)

    return router


def encode_history(
    cells: Iterable[tuple[str, Pack]],
    targets: Sequence[Target],
    indicator: Indicator,
    directory: Directory,
    revision: int,
    breaks: Sequence[SeriesBreak] = (),
) -> bytes:
    """Return the bytes of a history (`data.wire`): the rows of a slice for each period.

    Args:
        cells: of each period, ascending.
        targets: all of the indicator.
        indicator: of the numbers.
        directory: of the areas, in their order.
        revision: the last one that touched the numbers.
        breaks: of the indicator's series; `parted` has the periods that one parts from the period
            before.
    """
    periods: list[str] = []
    # A target applies to a year.
    in_force: dict[int, NDArray[np.float64]] = {}

    def each() -> Iterator[tuple[Pack, NDArray[np.float64]]]:
        for period, pack in cells:
            periods.append(period)
            year = parse_period(period).start.year
            if year not in in_force:
                in_force[year] = targets_in_force(targets, indicator.code, directory, period)
            yield pack, in_force[year]

    count = len(directory.ordinal)
    about, content = history_numbers(each(), indicator, directory.level, count).encode()
    header = about_map(indicator, directory, revision) | {"n": count, "periods": periods} | about
    if parted := [after for before, after in pairwise(periods) if is_parted(breaks, before, after)]:
        header["parted"] = parted
    return encode_answer(header, content)
