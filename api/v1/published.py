"""`/api/v1/published`: figures that offices and the press published, each with its source."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy import Connection, Engine

from api.requests.parameters import AREA, INDICATOR, PAGED, VINTAGE, Parameter, Query
from api.v1.answers import Answering
from api.v1.cells import area_filter_of, plain_number
from api.v1.models import ItemsPage, StrictModel, answers_of, columns_of
from api.v1.paging import cursor_of, cut_items
from data.queries.area_pages import AreaFilter
from data.queries.areas import Area, find_area
from data.queries.catalogue import all_indicators, read_published_figures
from data.queries.published_search import find_published, read_published_places
from data.queries.screens.published import PublishedComparison, read_published_lines
from data.store.engine import read_revision
from ioc.area import AreaKey, Level
from ioc.errors import NotFoundError
from ioc.word_search import typed_words
from ioc.words.phrase import Phrase

_SEARCH = Parameter(
    "search",
    "Only figures whose quotation, source, indicator or area has words that begin so, with or "
    "without diacritics.",
    "ke hoach 586",
)
_PARAMETERS = (INDICATOR, VINTAGE, AREA, _SEARCH, *PAGED)


class PublishedItem(StrictModel):
    """A figure as it was published. It is quoted, never added up, and no observation."""

    id: int
    vintage: str
    area: str = Field(description="Code of the province in its vintage")
    name: str = Field(description="Of that province, in full")
    level: Level = Field(description="Level that the figure speaks of: of villages, of communes …")
    period: str
    indicator: str = Field(description="Code of the measure; it may be outside the catalogue")
    in_catalogue: bool = Field(description="Whether an indicator has that code")
    is_target: bool = Field(description="Announced as a goal")
    numerator: float | None = Field(description="null: not published")
    denominator: float | None = Field(description="null: not published, or a count")
    value: float
    unit: str
    as_published: str = Field(description="The words of the source")
    title: str = Field(description="Of the source")
    publisher: str | None = Field(description="null: not known")
    published_on: str = Field(description="A day; of some sources the month or the year alone")
    address: str | None = Field(description="Of a page with the source; null: not known")
    approximate: bool = Field(description="The source names a bound or a guess")
    computed: float | None = Field(
        description="The store's number of the same measure, area and period; null: there is none"
    )
    comparison: Literal["agrees", "differs"] | None = Field(
        description="Whether the two agree at the published decimals; null: not compared"
    )
    why_not: Literal["other_measure", "no_number", "demo", "approximate"] | None = Field(
        description="Why they are not compared: the figure is of another measure than an indicator "
        "(a goal, another unit or level, outside the catalogue); the store has no number; that "
        "number is made up, in whole or in part; the source names a bound or a guess"
    )
    others: list[float] = Field(
        description="Values that contradict it: of the same measure, area and period"
    )
    demo: bool = Field(description="`computed` is made up, in whole or in part")


class PublishedPage(ItemsPage):
    """A page of published figures, by area, then period and indicator."""

    items: list[PublishedItem]


_COLUMNS = columns_of(PublishedItem)


def published_figures_router(engine: Engine) -> APIRouter:
    """Return the route `/published`."""
    router = APIRouter(tags=["catalogue"])

    @router.get(
        "/published",
        response_class=Response,
        responses=answers_of(PublishedPage),
        openapi_extra={"parameters": [each.described() for each in _PARAMETERS]},
    )
    def published(request: Request) -> Response:
        """Return published figures with publisher, date and address of their sources.

        Each has the store's number beside it where both are of the same measure.
        """
        query = Query(request, _PARAMETERS)
        with engine.connect() as connection:
            area_filter = area_filter_of(query, connection)
            codes = query.choices("indicator", _codes(connection), see="/api/v1/indicators")
            text = _search_of(query)
            limit, after = query.limit(), cursor_of(query, (int,))
            answer = Answering(request, query)
            query.settle()
            revision = read_revision(connection)
            if unchanged := answer.not_modified(revision):
                return unchanged
            areas = _areas_of(connection, area_filter)
            items = [item for each in areas for item in _items(connection, each)]
            numbers = (
                None
                if text is None
                else {each.figure.id for each in find_published(connection, text)}
            )
        page, next_key = cut_items(
            items,
            lambda item: (
                (not codes or item["indicator"] in codes)
                and (numbers is None or item["id"] in numbers)
            ),
            limit,
            after,
        )
        demo = any(item["demo"] for item in page)
        return answer.page(page, _COLUMNS, revision, next_key, demo=demo)

    return router


def _areas_of(connection: Connection, area_filter: AreaFilter) -> list[Area]:
    """Return the areas with published figures; of a vintage also those that it takes over."""
    areas = []
    for key in sorted(read_published_places(connection)):
        if area_filter.codes and key.code not in area_filter.codes:
            continue
        try:
            here = find_area(connection, AreaKey(area_filter.vintage or key.vintage, key.code))
        except NotFoundError:
            continue
        if here.row_key == key:
            areas.append(here)
    return areas


def _search_of(query: Query) -> str | None:
    """Return the words that are searched for; refuse a search without any."""
    text = query.one("search")
    if text is not None and not typed_words(text):
        query.refuse("search", text, Phrase("request-search-empty"))
    return text


def _codes(connection: Connection) -> list[str]:
    """Return the measures of figures, and all indicators: one without figures has none."""
    figures = (each.indicator_code for each in read_published_figures(connection))
    return [*{*(each.code for each in all_indicators(connection)), *figures}]


def _items(connection: Connection, here: Area) -> list[dict[str, Any]]:
    return [_item(here, line) for line in read_published_lines(connection, here)]


def _item(here: Area, line: PublishedComparison) -> dict[str, Any]:
    figure = line.figure
    is_compared = line.differs is not None
    return {
        "id": figure.id,
        "vintage": here.key.vintage,
        "area": here.key.code,
        "name": here.full_name,
        "level": figure.level,
        "period": figure.period,
        "indicator": figure.indicator_code,
        "in_catalogue": line.indicator is not None,
        "is_target": figure.is_target,
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "value": _number(figure.value),
        "unit": figure.unit,
        "as_published": figure.as_published,
        "title": figure.source_title,
        "publisher": figure.publisher or None,
        "published_on": figure.source_date,
        "address": figure.source_address or None,
        "approximate": line.is_rough,
        "computed": _number(line.computed),
        "comparison": ("differs" if line.differs else "agrees") if is_compared else None,
        "why_not": line.why_not or None,
        "others": [_number(each) for each in line.others],
        "demo": line.is_demo,
    }


def _number(number: float | None) -> float | int | None:
    return None if number is None else plain_number(number)
