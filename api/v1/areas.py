"""`/api/v1/areas` and `/api/v1/relations`: the areas of each vintage, and their successors."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Engine

from api.requests.parameters import AREA, LEVEL, PAGED, PARENT, VINTAGE, Parameter, Query
from api.v1.answers import Answering
from api.v1.cells import area_filter_of, plain_items, refuse_area, refuse_bare_code
from api.v1.models import (
    AreaItem,
    AreaPage,
    RelationItem,
    RelationPage,
    answers_of,
    columns_of,
)
from api.v1.paging import cursor_of, cut_page
from data.queries.area_pages import (
    AreaFilter,
    read_area_page,
    read_missing_codes,
    read_relation_page,
)
from data.queries.areas import read_vintages
from data.queries.former import find_former_vintage
from data.store.engine import read_revision
from ioc.area import AreaKey
from ioc.word_search import typed_words
from ioc.words.phrase import Phrase

_PARAMETERS = (
    VINTAGE,
    AREA,
    LEVEL,
    PARENT,
    Parameter(
        "search",
        "Only areas whose name has words that begin so, with or without diacritics.",
        "dien",
    ),
    Parameter(
        "former",
        "Only communes and villages of `vintage` that hold land of this earlier province, "
        "district or commune.",
        "412",
    ),
    Parameter(
        "former_vintage",
        "Vintage that `former` belongs to; without it the last before `vintage` that brought an "
        "area with this code.",
        "2025-03-01",
    ),
    *PAGED,
)
_RELATION_PARAMETERS = (
    VINTAGE,
    Parameter(
        "area",
        "Only relations, in either direction, of these areas and of all that lies in them. "
        "Needs `vintage`.",
        "40",
        several=True,
    ),
    *PAGED,
)
_COLUMNS = columns_of(AreaItem)
_NAMES = {name: name for name in _COLUMNS if name != "relations"} | {"demo": "is_demo"}
_RELATION_COLUMNS = columns_of(RelationItem)
_RELATION_KEY = ("from_vintage", "from_code", "to_vintage", "to_code")


def areas_router(engine: Engine) -> APIRouter:
    """Return the routes `/areas` and `/relations`."""
    router = APIRouter(tags=["areas"])

    @router.get(
        "/areas",
        response_class=Response,
        responses=answers_of(AreaPage),
        openapi_extra={"parameters": [each.described() for each in _PARAMETERS]},
    )
    def areas(request: Request) -> Response:
        """Return areas, of all vintages or one, with where they lie and what became of them."""
        query = Query(request, _PARAMETERS)
        with engine.connect() as connection:
            areas = _area_filter(query, connection)
            limit, after = query.limit(), cursor_of(query, (str, str))
            answer = Answering(request, query)
            query.settle()
            revision = read_revision(connection)
            if unchanged := answer.not_modified(revision):
                return unchanged
            frame = read_area_page(connection, areas, after, limit + 1)
        page, next_key = cut_page(frame, limit, ("vintage", "code"))
        items = plain_items(page, _NAMES, ("demo",))
        for item in items:
            key = {"vintage": item["vintage"], "area": item["code"]}
            item["former_basis"] = item["former_basis"] or None
            item["relations"] = f"/api/v1/relations?{urlencode(key)}"
        demo = any(item["demo"] for item in items)
        return answer.page(items, _COLUMNS, revision, next_key, demo=demo)

    @router.get(
        "/relations",
        response_class=Response,
        responses=answers_of(RelationPage),
        openapi_extra={"parameters": [each.described() for each in _RELATION_PARAMETERS]},
    )
    def relations(request: Request) -> Response:
        """Return which earlier area went into which later one, whole or in part."""
        query = Query(request, _RELATION_PARAMETERS)
        with engine.connect() as connection:
            areas = area_filter_of(query, connection)
            limit, after = query.limit(), cursor_of(query, (str, str, str, str))
            answer = Answering(request, query)
            query.settle()
            revision = read_revision(connection)
            if unchanged := answer.not_modified(revision):
                return unchanged
            frame = read_relation_page(connection, areas, after, limit + 1)
        page, next_key = cut_page(frame, limit, _RELATION_KEY)
        items = plain_items(page, {name: name for name in _RELATION_COLUMNS})
        for item in items:
            item["note"] = item["note"] or None
        return answer.page(items, _RELATION_COLUMNS, revision, next_key)

    return router


def _area_filter(query: Query, connection: Connection) -> AreaFilter:
    areas = area_filter_of(query, connection)
    search = query.one("search")
    if search is not None and not typed_words(search):
        query.refuse("search", search, Phrase("request-search-empty"))
    return replace(areas, search=search or "", former=_former(query, connection, areas.vintage))


def _former(query: Query, connection: Connection, vintage: str | None) -> AreaKey | None:
    """Return the earlier area in the query; faults are noted there."""
    code = query.one("former")
    vintages = [each.code for each in read_vintages(connection)]
    if code is None:
        query.choice("former_vintage", vintages)
        return None
    if vintage is None:
        refuse_bare_code(query, vintages)
    earlier = vintages if vintage is None else vintages[: vintages.index(vintage)]
    former_vintage = query.choice("former_vintage", earlier)
    if vintage is None or (former_vintage is None and query.one("former_vintage") is not None):
        return None
    if not earlier:
        query.refuse("former", code, Phrase("request-no-vintage-before", vintage=vintage))
        return None
    vintage_of_former = (
        former_vintage or find_former_vintage(connection, vintage, code) or earlier[-1]
    )
    former = AreaKey(vintage_of_former, code)
    if read_missing_codes(connection, former.vintage, [code]):
        refuse_area(query, "former", code, former.vintage)
        return None
    return former
