"""What a map needs, small: which areas (directory) and their numbers (slice)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Depends, Query, Request, Response
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from api.errors import BadParametersError, Fault
from api.packing import coding_of, compressed
from data.columns import origin_codes, own_columns, thin_cells
from data.directories import DirectoryCache
from data.pack import Pack
from data.queries.catalogue import find_indicator
from data.queries.comparison.tables import (
    TableChanges,
    read_table_changes,
    read_table_provisional,
)
from data.queries.directory import Directory, plain_parents
from data.queries.maps import read_slice, read_slices
from data.queries.series_breaks import read_series_breaks
from data.store import read_areas_revision
from geo.spots import Places
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator
from ioc.shown import half_up, read_as_none, shown_numbers, shown_whole

_NO_COUNT = -(2**31)
MEDIA_TYPE = "application/vnd.ioc.slice"
REPORTED, DEMO, INCOMPLETE, CONVERTED = 1, 2, 4, 8
ESTIMATED, YES_NO, TOO_FEW, BELOW_ONE = 16, 32, 64, 128
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


def slices_router(
    engine: Engine,
    directories: DirectoryCache,
    places_of: Callable[[Connection, Directory], Places],
) -> APIRouter:
    """Return the routes `/slice` and `/directory`; `places_of` says where villages are drawn."""
    router = APIRouter(tags=["map"], dependencies=[Depends(refuse_unknown)])

    @router.get("/slice", response_class=Response, responses=_answers(MEDIA_TYPE))
    def slice_(
        indicator: str,
        vintage: str,
        level: Level,
        period: str,
        parent: str = COUNTRY_CODE,
        former: str | None = None,
        rev: Annotated[int | None, Query(description="Revision that the client knows")] = None,
        parts: bool = False,
        before: Annotated[
            str | None, Query(description="Period that the numbers are compared with")
        ] = None,
    ) -> Response:
        """One indicator, one period, all areas of a level under a parent; see `encode_slice`."""
        with engine.connect() as connection:
            measure = find_indicator(connection, indicator)
            directory = directories.get(connection, vintage, level, parent, former)
            revision = directories.touched(connection, indicator)
            # Nothing touched it since: what a later revision says is the same.
            lasts = rev is not None and revision <= rev <= directories.reached(connection)
            moved = None
            if before is None:
                cells = read_slice(connection, measure, directory, period)
            else:
                cells, then = read_slices(connection, measure, directory, [period, before])
                moved = (
                    before,
                    read_table_changes(
                        connection, directories, measure, directory, (period, cells), (before, then)
                    ),
                )
            provisional = None
            if parts:
                breaks = directories.remember(
                    connection, ("series breaks",), lambda: read_series_breaks(connection)
                )
                provisional = read_table_provisional(
                    connection, directories, measure, directory, (period, cells),
                    breaks.get(measure.code, ()),
                )  # fmt: skip
        body = encode_slice(
            cells, measure, directory, period, revision, parts=parts, moved=moved,
            provisional=provisional,
        )  # fmt: skip
        cache = _FOR_EVER if lasts else _ASK_AGAIN
        return Response(body, media_type=MEDIA_TYPE, headers={"Cache-Control": cache})

    @router.get("/directory", response_class=Response, responses=_answers("application/json"))
    def directory_(
        request: Request,
        vintage: str,
        level: Level,
        parent: str = COUNTRY_CODE,
        former: str | None = None,
        rev: int | None = None,
    ) -> Response:
        """Codes, names, parents and points of the areas of a level under a parent, by code.

        Points are where a map draws them; `moved` lists the rows that the store has elsewhere.
        """
        coding = coding_of(request.headers.get("accept-encoding", ""))
        parent = plain_parents(parent)
        with engine.connect() as connection:
            revision = read_areas_revision(connection)

            def make() -> tuple[str, bytes]:
                directory = directories.get(connection, vintage, level, parent, former)
                body = encode_directory(directory, places_of(connection, directory))
                return hashlib.sha256(body).hexdigest()[:20], compressed(body, coding)

            # Written out and compressed it costs more than to be read; it changes with areas only.
            key = ("directory", vintage, level, parent, former, coding)
            digest, packed = directories.remember(connection, key, make) if coding else make()
        tag = f'"{digest}"'
        headers = {"ETag": tag, "Cache-Control": _FOR_EVER if rev == revision else _ASK_AGAIN,
                   "Vary": "Accept-Encoding"}  # fmt: skip
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        if coding:
            headers["Content-Encoding"] = coding
        return Response(packed, media_type="application/json", headers=headers)

    return router


def refuse_unknown(request: Request) -> None:
    """Refuse names that the route does not know: a mistyped one would be passed over in silence."""
    known = [each.alias for each in request.scope["route"].dependant.query_params]
    message = "Không có tham số này."
    faults = [
        Fault(name, value, message, tuple(known))
        for name, value in request.query_params.items()
        if name not in known
    ]
    if faults:
        raise BadParametersError(faults)


def _answers(media_type: str) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of the answers."""
    return {
        200: {"content": {media_type: {}}},
        404: {"description": "The store holds no such area, vintage or indicator"},
    }


def encode_directory(directory: Directory, places: Places) -> bytes:
    """Return the directory as JSON: equally long lists, one entry per area.

    `lon` and `lat` are where a map draws the area, `moved` the rows that do not stand there.
    """
    areas = directory.areas

    def points(column: NDArray[np.float64]) -> list[float | None]:
        return [None if np.isnan(each) else round(float(each), 5) for each in column]

    content = {
        "vintage": directory.vintage,
        "level": directory.level.value,
        "parent": directory.parent_code,
        "codes": areas["code"].tolist(),
        "names": areas["name"].tolist(),
        "full_names": areas["full_name"].tolist(),
        "parents": areas["parent_code"].tolist(),
        "parent_names": directory.parent_names,
        "lon": points(places.lon),
        "lat": points(places.lat),
    }
    if places.moved.any():
        content["moved"] = np.flatnonzero(places.moved).tolist()
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def encode_slice(
    cells: Pack,
    indicator: Indicator,
    directory: Directory,
    period: str,
    revision: int,
    *,
    parts: bool = False,
    moved: tuple[str, TableChanges] | None = None,
    provisional: NDArray[np.float64] | None = None,
) -> bytes:
    """Return the bytes of a slice, in the order of the directory.

    "IOC1", uint32 length of a JSON header (padded so that the body starts at a multiple of 8),
    then the columns, each padded to 8 bytes. `value` is `ioc.shown.shown_whole` as uint16, or int32
    where that does not fit, with a sentinel for "not reported"; where it does not fit either, the
    value itself as float64 with NaN; `flags` holds bits 1 reported,
    2 contains demo data, 4 incomplete, 8 brought over from another vintage, 16 by a weight or as
    a mean, 32 a yes or a no (`ioc.shown.is_yes_no`), 64 less than half of what should be in it
    was brought over, 128 something is there that would read as 0 (`ioc.shown.reads_as_none`);
    `origin` (`data.columns.origin_codes`) says by what, where any was. With `parts`:
    numerator and denominator (int32 with a sentinel, or float64 with NaN where they are no whole
    numbers), reported and expected (int32); where areas answered for those below them also above,
    voice, beside and beside_reported (`data.columns.shown_columns`); with `provisional`, what the
    unfinished would come to (float64 as shown, NaN: none), where any would. With `moved`, the
    period compared with and the changes: `change` (int32, scaled) over the areas inside that have a
    number in both periods, of which `same` of `same_of` are compared where some are missing (0:
    nobody is, or nothing is compared).
    """
    values = cells.values(indicator.factor)
    columns: list[tuple[dict[str, Any], bytes]] = [_quantised(values, indicator)]
    origin = origin_codes(cells)
    columns.append(({"name": "flags", "type": "u8"}, flags_of(cells, origin, indicator).tobytes()))
    if origin.any():
        columns.append(({"name": "origin", "type": "u8"}, origin.astype("u1").tobytes()))
    if parts:
        columns += [
            _part("numerator", cells.numerator),
            _part("denominator", cells.denominator),
            ({"name": "reported", "type": "i32"}, cells.reported.astype("<i4").tobytes()),
            ({"name": "expected", "type": "i32"}, cells.expected.astype("<i4").tobytes()),
        ]
        columns += [_part(*each) for each in own_columns(cells, indicator.factor).items()]
    if provisional is not None and not np.isnan(provisional).all():
        shown = shown_numbers(indicator, provisional)
        columns.append(({"name": "provisional", "type": "f64"}, shown.astype("<f8").tobytes()))
    about_moved: dict[str, Any] = {}
    if moved is not None:
        about_moved = {"before": moved[0], "same_level": moved[1].level.value}
        columns += _moved(moved[1], indicator)
    body, described = b"", []
    for about, content in columns:
        described.append(about | {"offset": len(body)})
        body += content + b"\0" * (-len(content) % 8)
    header = {
        "n": cells.count,
        "indicator": indicator.code,
        "vintage": directory.vintage,
        "level": directory.level.value,
        "parent": directory.parent_code,
        "period": period,
        "revision": revision,
        "factor": indicator.factor,
        "decimals": indicator.decimals,
        "columns": described,
        **about_moved,
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-(8 + len(text)) % 8)
    return b"IOC1" + len(text).to_bytes(4, "little") + text + body


def _moved(moved: TableChanges, indicator: Indicator) -> list[tuple[dict[str, Any], bytes]]:
    scale = 10**indicator.decimals
    held = ~np.isnan(moved.change)
    whole = half_up(np.where(held, moved.change, 0.0) * scale)
    held &= np.abs(whole) < -_NO_COUNT
    about = {"name": "change", "type": "i32", "scale": scale, "missing": _NO_COUNT}
    change = np.where(held, whole, _NO_COUNT).astype("<i4").tobytes()
    columns: list[tuple[dict[str, Any], bytes]] = [(about, change)]
    if moved.expected.any():
        columns += [
            ({"name": "same", "type": "i32"}, moved.count.astype("<i4").tobytes()),
            ({"name": "same_of", "type": "i32"}, moved.expected.astype("<i4").tobytes()),
        ]
    return columns


def flags_of(cells: Pack, origin: NDArray[np.int32], indicator: Indicator) -> NDArray[np.uint8]:
    """Return what there is to say of each cell, as bits; `origin` as `origin_codes` gives it."""
    yes_no = indicator.is_fact_of_one & (cells.denominator == 1) & np.isin(cells.numerator, (0, 1))
    values = cells.values(indicator.factor)
    below = read_as_none(values, shown_whole(indicator, values, 10**indicator.decimals))
    bits: NDArray[np.uint8] = (
        np.where(cells.reported > 0, REPORTED, 0)
        | np.where(cells.demo > 0, DEMO, 0)
        | np.where((cells.reported > 0) & (cells.reported < cells.expected), INCOMPLETE, 0)
        | np.where(origin > 0, CONVERTED, 0)
        | np.where(origin > 1, ESTIMATED, 0)
        | np.where(yes_no, YES_NO, 0)
        | np.where(thin_cells(cells), TOO_FEW, 0)
        | np.where(below, BELOW_ONE, 0)
    ).astype("u1")
    return bits


def _part(name: str, numbers: NDArray[np.float64]) -> tuple[dict[str, Any], bytes]:
    """Counts are whole and take half the bytes that way."""
    held = ~np.isnan(numbers)
    some = numbers[held]
    if np.all(some % 1 == 0) and np.all(np.abs(some) < -_NO_COUNT):
        about = {"name": name, "type": "i32", "scale": 1, "missing": _NO_COUNT}
        return about, np.where(held, numbers, _NO_COUNT).astype("<i4").tobytes()
    return {"name": name, "type": "f64"}, numbers.astype("<f8").tobytes()


def _quantised(values: NDArray[np.float64], indicator: Indicator) -> tuple[dict[str, Any], bytes]:
    scale = 10**indicator.decimals
    held = ~np.isnan(values)
    whole = shown_whole(indicator, np.where(held, values, 0.0), scale)
    if np.any(np.abs(whole) >= -_NO_COUNT):
        # Money in đồng: a float holds it to the last one, four bytes would call it missing.
        return {"name": "value", "type": "f64"}, np.where(held, whole / scale, np.nan).tobytes()
    small = bool(np.all((whole >= 0) & (whole < 65535)))
    kind, missing = ("u2", 65535) if small else ("i4", _NO_COUNT)
    about = {"name": "value", "type": "u16" if small else "i32", "scale": scale,
             "missing": missing}  # fmt: skip
    return about, np.where(held, whole, missing).astype(f"<{kind}").tobytes()
