"""The data of a map: its areas (directory) and their numbers (slice), as few bytes as possible."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
from fastapi import APIRouter, Request, Response
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from api.pages.map_parameters import OF_DIRECTORY, OF_SLICE, described, read_map_query
from api.requests.packing import coding_of, compressed
from data.queries.catalogue import find_indicator
from data.queries.comparison.tables import (
    TableChanges,
    read_table_changes,
    read_table_provisional,
)
from data.queries.directories import Directories
from data.queries.directory import Directory, plain_parents
from data.queries.maps import read_slice, read_slices
from data.queries.own_targets import targets_in_force
from data.store.engine import read_areas_revision
from data.wire.cells import MapNumbers, map_numbers
from data.wire.columns import encode_answer
from geo.spots import VillageSpots
from ioc.answers import DirectoryAnswer, MapHeader
from ioc.caching import ASK_AGAIN, FOR_EVER
from ioc.compact_json import compact_json
from ioc.indicator import Indicator

MEDIA_TYPE = "application/vnd.ioc.slice"
_MISSING = "The store holds no such area, vintage or indicator"


def slices_router(
    engine: Engine,
    directories: Directories,
    places_of: Callable[[Connection, Directory], VillageSpots],
) -> APIRouter:
    """Return the routes `/slice` and `/directory`; `places_of` returns where villages are drawn."""
    router = APIRouter(tags=["map"])

    @router.get("/slice", **described(MEDIA_TYPE, OF_SLICE, _MISSING))
    def slice_(request: Request) -> Response:
        """One indicator, one period, all areas of a level under a parent, as packed bytes."""
        query = read_map_query(request, OF_SLICE)
        indicator, period, before = query.indicator, query.period, query.before
        with engine.connect() as connection:
            measure = find_indicator(connection, indicator)
            directory = directories.get(
                connection, query.vintage, query.level, query.parent, query.former
            )
            revision = directories.touched(connection, indicator)
            # Nothing touched it since, so that the answer of a later revision is the same.
            lasts = (
                query.lasting_revision is not None
                and revision <= query.lasting_revision <= directories.revision(connection)
            )
            changes = None
            if before is None:
                cells = read_slice(connection, measure, directory, period)
            else:
                cells, then = read_slices(connection, measure, directory, [period, before])
                changes = (
                    before,
                    read_table_changes(
                        connection, directories, measure, directory, (period, cells), (before, then)
                    ),
                )
            provisional = None
            if query.parts:
                breaks = directories.breaks(connection)
                provisional = read_table_provisional(
                    connection, directories, measure, directory, (period, cells),
                    breaks.get(measure.code, ()),
                )  # fmt: skip
            targets = targets_in_force(
                directories.targets(connection, indicator), indicator, directory, period
            )
        numbers = map_numbers(
            cells,
            measure,
            directory.level,
            targets,
            parts=query.parts,
            changes=changes and changes[1],
            provisional=provisional,
        )
        body = encode_slice(numbers, measure, directory, period, revision, changes)
        cache = FOR_EVER if lasts else ASK_AGAIN
        return Response(body, media_type=MEDIA_TYPE, headers={"Cache-Control": cache})

    @router.get("/directory", **described("application/json", OF_DIRECTORY, _MISSING))
    def directory_(request: Request) -> Response:
        """Codes, names, parents and points of the areas of a level under a parent, by code.

        Points are where a map draws them; `moved` lists the rows that the store has elsewhere.
        """
        coding = coding_of(request.headers.get("accept-encoding", ""))
        query = read_map_query(request, OF_DIRECTORY)
        vintage, level, former = query.vintage, query.level, query.former
        parent = plain_parents(query.parent)
        with engine.connect() as connection:
            revision = read_areas_revision(connection)

            def make() -> tuple[str, bytes]:
                directory = directories.get(connection, vintage, level, parent, former)
                body = encode_directory(directory, places_of(connection, directory))
                return hashlib.sha256(body).hexdigest()[:20], compressed(body, coding)

            # Encoding and compressing take longer than reading; the result changes with areas only.
            key = ("directory", vintage, level, parent, former, coding)
            digest, packed = directories.remember(connection, key, make) if coding else make()
        tag = f'"{digest}"'
        cache = FOR_EVER if query.revision == revision else ASK_AGAIN
        headers = {"ETag": tag, "Cache-Control": cache, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        if coding:
            headers["Content-Encoding"] = coding
        return Response(packed, media_type="application/json", headers=headers)

    return router


def encode_directory(directory: Directory, places: VillageSpots) -> bytes:
    """Return the directory as JSON: equally long lists, one entry per area.

    `lon` and `lat` are where a map draws the area, `moved` the rows that the store has elsewhere.
    """
    areas = directory.areas

    def points(column: NDArray[np.float64]) -> list[float | None]:
        return [None if np.isnan(each) else round(float(each), 5) for each in column]

    content: DirectoryAnswer = {
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
    if places.is_moved.any():
        content["moved"] = np.flatnonzero(places.is_moved).tolist()
    return compact_json(content).encode()


def encode_slice(
    numbers: MapNumbers,
    indicator: Indicator,
    directory: Directory,
    period: str,
    revision: int,
    changes: tuple[str, TableChanges] | None = None,
) -> bytes:
    """Return the bytes of a slice (`data.wire`), rows in the order of the directory.

    With `changes`, the header names the period compared with, and the level of the areas inside
    that changes are taken over.
    """
    about, content = numbers.encode()
    header = about_map(indicator, directory, revision) | {"period": period} | about
    if changes is not None:
        header |= {"before": changes[0], "same_level": changes[1].level.value}
    return encode_answer(header | {"n": header["rows"]}, content)


def about_map(indicator: Indicator, directory: Directory, revision: int) -> MapHeader:
    """Return the part of an answer's header that describes the map."""
    return {
        "indicator": indicator.code,
        "vintage": directory.vintage,
        "level": directory.level.value,
        "parent": directory.parent_code,
        "revision": revision,
        "factor": indicator.factor,
        "decimals": indicator.decimals,
    }
