"""`/api/v1/areas` and `/api/v1/relations`: the areas of each vintage and what became of them."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Engine

from api.answers import Answering
from api.cells import asked_areas, plain_items, refuse_area, refuse_bare_code
from api.models import (
    AreaItem,
    AreaPage,
    RelationItem,
    RelationPage,
    answers_of,
    columns_of,
)
from api.paging import asked_cursor, cut_page
from api.parameters import AREA, LEVEL, PAGED, PARENT, VINTAGE, Asked, Parameter
from data.queries.area_pages import (
    AreaFilter,
    read_area_page,
    read_missing_codes,
    read_relation_page,
)
from data.queries.areas import read_vintages
from data.queries.former import find_former_vintage
from data.store import read_revision
from ioc.area import AreaKey, search_name

_PARAMETERS = (
    VINTAGE,
    AREA,
    LEVEL,
    PARENT,
    Parameter("search", "Only areas whose name holds this, with or without diacritics.", "dien"),
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
        asked = Asked(request, _PARAMETERS)
        with engine.connect() as connection:
            wanted = _asked(asked, connection)
            limit, after = asked.limit(), asked_cursor(asked, (str, str))
            answer = Answering(request, asked)
            asked.settle()
            revision = read_revision(connection)
            if known := answer.known(revision):
                return known
            frame = read_area_page(connection, wanted, after, limit + 1)
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
        asked = Asked(request, _RELATION_PARAMETERS)
        with engine.connect() as connection:
            wanted = asked_areas(asked, connection)
            limit, after = asked.limit(), asked_cursor(asked, (str, str, str, str))
            answer = Answering(request, asked)
            asked.settle()
            revision = read_revision(connection)
            if known := answer.known(revision):
                return known
            frame = read_relation_page(connection, wanted, after, limit + 1)
        page, next_key = cut_page(frame, limit, _RELATION_KEY)
        items = plain_items(page, {name: name for name in _RELATION_COLUMNS})
        for item in items:
            item["note"] = item["note"] or None
        return answer.page(items, _RELATION_COLUMNS, revision, next_key)

    return router


def _asked(asked: Asked, connection: Connection) -> AreaFilter:
    wanted = asked_areas(asked, connection)
    search = asked.one("search")
    if search is not None and not search_name(search):
        asked.refuse("search", search, "Không có chữ nào để tìm.", "Nothing to search for.")
    return replace(wanted, search=search or "", former=_former(asked, connection, wanted.vintage))


def _former(asked: Asked, connection: Connection, vintage: str | None) -> AreaKey | None:
    """Return the earlier area asked for; faults are noted."""
    code = asked.one("former")
    known = [each.code for each in read_vintages(connection)]
    if code is None:
        asked.choice("former_vintage", known)
        return None
    if vintage is None:
        refuse_bare_code(asked, known)
    earlier = known if vintage is None else known[: known.index(vintage)]
    given = asked.choice("former_vintage", earlier)
    if vintage is None or (given is None and asked.one("former_vintage") is not None):
        return None
    if not earlier:
        asked.refuse("former", code, f"Trước kỳ địa giới {vintage} không có kỳ nào.",
                     f"No vintage comes before {vintage}.")  # fmt: skip
        return None
    age = given or find_former_vintage(connection, vintage, code) or earlier[-1]
    former = AreaKey(age, code)
    if read_missing_codes(connection, former.vintage, [code]):
        refuse_area(asked, "former", code, former.vintage)
        return None
    return former
