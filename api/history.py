"""`/api/v1/history`: all periods of one map in one answer: letting time run asks nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Depends, Query, Request, Response
from numpy.typing import NDArray
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from api.kept import Kept
from api.packing import coding_of, compressed
from api.slices import flags_of, refuse_unknown
from data.columns import encode_columns, origin_codes
from data.directories import DirectoryCache
from data.pack import Pack
from data.queries.catalogue import find_indicator
from data.queries.directory import Directory
from data.queries.history import read_history
from data.store import read_revision
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator
from ioc.shown import shown_whole

MAGIC = b"IOC2"
MEDIA_TYPE = "application/vnd.ioc.history"
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_MOST_BYTES = 6_000_000

_Ready = tuple[bool, bytes]  # whether the address says for ever the same, and the body


def history_router(engine: Engine, directories: DirectoryCache) -> APIRouter:
    """Return the route `/history`."""
    router = APIRouter(tags=["map"], dependencies=[Depends(refuse_unknown)])
    kept = Kept[_Ready](_MOST_BYTES)
    # One at a time: it takes tens of times longer than an answer to somebody who clicks, and
    # nobody waits for it before they touch the time control.
    turn = asyncio.Lock()

    @router.get("/history", response_class=Response, responses={200: {"content": {MEDIA_TYPE: {}}}})
    async def history(
        request: Request,
        indicator: str,
        vintage: str,
        level: Level,
        parent: str = COUNTRY_CODE,
        former: str | None = None,
        rev: Annotated[int | None, Query(description="Revision that the client knows")] = None,
    ) -> Response:
        """One indicator, all areas of a level under a parent, all periods; see `encode_history`."""

        def make() -> _Ready:
            with engine.connect() as connection:
                measure = find_indicator(connection, indicator)
                directory = directories.get(connection, vintage, level, parent, former)
                revision = directories.touched(connection, indicator)
                # Nothing touched it since: what a later revision says is the same.
                lasts = rev is not None and revision <= rev <= read_revision(connection)
                cells = read_history(connection, measure, directory)
                body = encode_history(cells, measure, directory, revision)
            return lasts, compressed(body, coding)

        coding = coding_of(request.headers.get("accept-encoding", ""))
        key = (indicator, vintage, level.value, parent, former or "", str(rev), coding)
        ready = kept.get(key)
        if ready is None:
            async with turn:
                ready = kept.get(key)
                if ready is None:
                    ready = await run_in_threadpool(make)
                    if ready[0]:
                        kept.put(key, ready, len(ready[1]))
        lasts, body = ready
        headers = {
            "Cache-Control": _FOR_EVER if lasts else _ASK_AGAIN,
            "Vary": "Accept-Encoding",
        }
        if coding:
            headers["Content-Encoding"] = coding
        return Response(body, media_type=MEDIA_TYPE, headers=headers)

    return router


def encode_history(
    cells: Iterable[tuple[str, Pack]], indicator: Indicator, directory: Directory, revision: int
) -> bytes:
    """Return the bytes of a history.

    "IOC2", uint32 length of a JSON header, the header, then columns as `data.columns` writes
    them: `periods` × `n` numbers each, period by period, areas in the order of the directory.

    step     how far `ioc.shown.shown_whole` is from that of the last period in which the area
             had a value, at first from 0; missing where it has none
    flags    as in a slice (`api.slices.encode_slice`)
    origin   as in a slice; only where something was brought over
    """
    scale = 10**indicator.decimals
    count = len(directory.ordinal)
    last = np.zeros(count)
    periods: list[str] = []
    columns: dict[str, list[NDArray[Any]]] = {"step": [], "flags": [], "origin": []}
    for period, found in cells:
        values = shown_whole(indicator, found.values(indicator.factor), scale)
        origin = origin_codes(found)
        periods.append(period)
        columns["step"].append(values - last)
        columns["flags"].append(flags_of(found, origin, indicator).astype("i4"))
        columns["origin"].append(origin.astype("i4"))
        last = np.where(np.isnan(values), last, values)
    joined = {
        name: np.concatenate(parts) if parts else np.zeros(0) for name, parts in columns.items()
    }
    if not joined["origin"].any():
        del joined["origin"]
    described, content = encode_columns(joined)
    header = {
        "n": count,
        "periods": periods,
        "rows": count * len(periods),
        "indicator": indicator.code,
        "vintage": directory.vintage,
        "level": directory.level.value,
        "parent": directory.parent_code,
        "revision": revision,
        "factor": indicator.factor,
        "decimals": indicator.decimals,
        "columns": described,
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    return MAGIC + len(text).to_bytes(4, "little") + text + content
