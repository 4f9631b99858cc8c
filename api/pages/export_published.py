"""Published figures in files: each with its words, its source, and the store's number beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Engine

from api.pages.export_parameters import CSV, OF_TABLE, described, file_answer, read_file_query
from api.v1.spreadsheet import csv_text
from data.queries.areas import Area
from data.queries.directories import Directories
from data.queries.screens.published import PublishedComparison, read_published_around
from data.queries.view import resolve_view
from ioc.area import COUNTRY_CODE, Level
from ioc.local_time import day_text, local_date
from ioc.sentences.values import level_word, number, shown_text
from ioc.shown import ShownNumber, as_decimal, digits_of
from ioc.words.catalogue import Words, known_language

COLUMNS = (
    "area", "code", "vintage", "level", "period", "indicator", "measure", "quote", "value", "unit",
    "goal", "computed", "verdict", "others", "title", "publisher", "date", "address",
)  # fmt: skip
Lines = Sequence[tuple[Area, PublishedComparison]]


def published_file_router(
    engine: Engine, directories: Directories, home: str = COUNTRY_CODE
) -> APIRouter:
    """Return the route `/xuat/so-cong-bo.csv`; an unknown name is refused."""
    router = APIRouter(prefix="/xuat", tags=["files"])

    @router.get("/so-cong-bo.csv", **described(CSV, OF_TABLE))
    def published_csv(request: Request) -> Response:
        """Return the published figures about an area as CSV, whatever the indicator.

        Of the country all; else those of the area's province and of the provinces that had its
        land. The query is a page's own; a value that does not hold falls back as it does there.
        """
        state, _ = read_file_query(request, OF_TABLE, home)
        language = known_language(state.language)
        with engine.connect() as connection:
            view = resolve_view(connection, directories, state, local_date(), home)
            lines = read_published_around(connection, view.area)
        text = csv_text(headings(language), rows_of(lines, language), language)
        name = f"so-cong-bo_{view.area.key.code}.csv"
        return file_answer(text.encode("utf-8-sig"), CSV, name)

    return router


def headings(language: str) -> list[str]:
    """Return the headings of the columns."""
    words = Words("export", language)
    return [words[f"published-{name}"] for name in COLUMNS]


def rows_of(lines: Lines, language: str) -> list[tuple[Any, ...]]:
    """Return a row per figure, in the order of `COLUMNS`: texts, `Decimal` numbers, or None."""
    return [_row(place, line, language) for place, line in lines]


def _row(place: Area, line: PublishedComparison, language: str) -> tuple[Any, ...]:
    words, figure, indicator = Words("export", language), line.figure, line.indicator
    computed = None
    if indicator is not None and line.computed is not None:
        computed = shown_text(indicator, line.computed, language)
    return (
        place.full_name,
        place.key.code,
        place.key.vintage,
        level_word(Level(figure.level), language),
        figure.period,
        figure.indicator_code,
        indicator.name(language) if indicator else None,
        figure.as_published,
        as_decimal(ShownNumber(figure.value, digits_of(figure.value))),
        indicator.unit(language) if indicator and line.is_comparable else figure.unit,
        words["published-is_goal"] if figure.is_target else None,
        computed,
        words[f"published-{_verdict_of(line)}"],
        "; ".join(number(each, digits_of(each), language) for each in line.others) or None,
        figure.source_title,
        figure.publisher or None,
        day_text(figure.source_date),
        figure.source_address or None,
    )


def _verdict_of(line: PublishedComparison) -> str:
    if line.differs is None:
        return line.why_not
    return "differs" if line.differs else "agrees"
