"""The analysis page as files: CSV and XLSX with source and period inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Engine

from api.pages.export_parameters import (
    CSV,
    OF_SERIES,
    OF_TABLE,
    XLSX,
    described,
    file_answer,
    page_link,
    read_file_query,
)
from api.pages.export_published import COLUMNS as PUBLISHED
from api.pages.export_published import Lines, headings, rows_of
from api.pages.export_table import (
    SERIES,
    SERIES_BY,
    TABLE,
    file_frame,
    looks_of,
    place_columns,
)
from api.pages.export_words import (
    base_words,
    order_words,
    provisional_term,
    rounding_words,
)
from api.v1.spreadsheet import Book, CellLook, csv_text
from data.queries.base_period import base_period
from data.queries.catalogue import Target
from data.queries.directories import Directories
from data.queries.over_time import gather_periods
from data.queries.preliminary import mark_preliminary
from data.queries.screens.published import read_published_around
from data.queries.screens.view_table import (
    read_awaited_period,
    read_view_series,
    read_view_table,
    sort_of,
    target_in_force,
)
from data.queries.view import View, resolve_view
from data.store.engine import read_revision
from data.store.memory import Memory
from ioc.area import COUNTRY_CODE
from ioc.local_time import local_date, local_now, time_text
from ioc.period import Frequency, Period, parse_period, period_of
from ioc.sentences.definition import definition
from ioc.sentences.same_areas import period_text
from ioc.sentences.values import demo_word, level_word
from ioc.view_state import ViewState
from ioc.words.catalogue import Words, known_language

_MOST_BYTES = 12_000_000


def export_router(engine: Engine, directories: Directories, home: str = COUNTRY_CODE) -> APIRouter:
    """Return the routes `/xuat/so-lieu.csv`, `/xuat/so-lieu.xlsx` and `/xuat/chuoi.csv`.

    The query is the page's own; an invalid value falls back as it does there. An unknown name is
    refused.
    """
    router = APIRouter(prefix="/xuat", tags=["files"])
    # A workbook of the country takes seconds, and many people may download the same one.
    workbooks = Memory[bytes](_MOST_BYTES, most_entries=32)

    def view_of(connection: Connection, state: ViewState) -> View:
        return resolve_view(connection, directories, state, local_date(), home)

    @router.get("/so-lieu.csv", **described(CSV, OF_TABLE))
    def table_csv(request: Request) -> Response:
        """Return the table of the analysis page as it filters and sorts it, as CSV.

        The query is the page's own; a value that does not hold falls back as it does there.
        """
        state, _ = read_file_query(request, OF_TABLE, home)
        with engine.connect() as connection:
            view = view_of(connection, state)
            frame = _read_table(connection, view, directories)
        return file_answer(csv_bytes(file_frame(frame, view, TABLE), view), CSV, _name(view, "csv"))

    @router.get("/so-lieu.xlsx", **described(XLSX, OF_TABLE))
    def table_xlsx(request: Request) -> Response:
        """Return a workbook: the table, the series, published figures, and where all come from.

        The query is the page's own; a value that does not hold falls back as it does there.
        """
        state, _ = read_file_query(request, OF_TABLE, home)
        with engine.connect() as connection:
            view = view_of(connection, state)
            revision, link = read_revision(connection), page_link(request, view.state)

            def make() -> bytes:
                table = file_frame(_read_table(connection, view, directories), view, TABLE)
                series = file_frame(_read_series(connection, view, directories), view, SERIES)
                awaited = read_awaited_period(connection, directories, view, local_date())
                sort = sort_of(connection, view, directories)
                about = provenance(view, revision, link, sort, awaited, len(table))
                targets = directories.targets(connection, view.indicator.code)
                meaning = definition_terms(view, targets)
                figures = read_published_around(connection, view.area, view.indicator.code)
                return workbook_bytes(table, series, meaning, about, view, figures)

            body = workbooks.get_or_make(link, make, (revision, local_date()))
        return file_answer(body, XLSX, _name(view, "xlsx"))

    @router.get("/chuoi.csv", **described(CSV, OF_SERIES))
    def series_csv(request: Request) -> Response:
        """Return the series of the analysis page and those compared with it, as CSV.

        The query is the page's own; a value that does not hold falls back as it does there.
        """
        state, frequency = read_file_query(request, OF_SERIES, home)
        with engine.connect() as connection:
            view = view_of(connection, state)
            frame = _read_series(connection, view, directories)
        if frequency is None:
            table, what = file_frame(frame, view, SERIES), "chuoi"
        else:
            frame = _by_time(frame, view, frequency)
            table = file_frame(frame, view, SERIES_BY, frequency)
            what = f"chuoi_{frequency.value}"
        return file_answer(csv_bytes(table, view), CSV, _name(view, "csv", what))

    return router


def _read_table(connection: Connection, view: View, directories: Directories) -> pd.DataFrame:
    """Return `read_view_table` with the places of its areas, and which numbers are preliminary."""
    frame = read_view_table(connection, view, directories)
    frame = mark_preliminary(connection, directories, view.indicator, frame)
    return frame.join(place_columns(connection, directories, view), on="area_id")


def _read_series(connection: Connection, view: View, directories: Directories) -> pd.DataFrame:
    """Return `read_view_series` with which of its numbers are preliminary."""
    frame = read_view_series(connection, directories, view)
    return mark_preliminary(connection, directories, view.indicator, frame)


def _by_time(frame: pd.DataFrame, view: View, frequency: Frequency) -> pd.DataFrame:
    """Return the series of each area gathered into longer periods."""
    parts = [
        gather_periods(rows, view.indicator, frequency)
        for _, rows in frame.groupby(["code", "level"], sort=False)
    ]
    rows = pd.concat(parts or [gather_periods(frame, view.indicator, frequency)])
    waiting = {
        (each.code, each.level, period_of(parse_period(each.period).start, frequency).iso)
        for each in frame[frame["is_preliminary"]].itertuples()
    }
    keys = zip(rows["code"], rows["level"], rows["period"], strict=True)
    return rows.assign(is_preliminary=[each in waiting for each in keys])


def _language(view: View) -> str:
    return known_language(view.state.language)


def _name(view: View, kind: str, what: str = "so-lieu") -> str:
    parts = [what, view.indicator.code, view.area.key.code, view.level.value, view.period]
    return f"{'_'.join(part for part in parts if part)}.{kind}"


def csv_bytes(frame: pd.DataFrame, view: View) -> bytes:
    """Return a frame as CSV in UTF-8 with byte order mark, so that Excel reads the diacritics."""
    text = csv_text(list(frame.columns), _rows(frame), _language(view))
    return text.encode("utf-8-sig")


def _rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return the rows as plain values, None for missing ones."""
    plain = frame.astype(object).where(frame.notna(), None)
    return list(plain.itertuples(index=False, name=None))


def provenance(
    view: View,
    revision: int,
    link: str,
    sort: str,
    awaited: Period | None = None,
    rows: int = 0,
) -> list[tuple[str, str]]:
    """Return the description of a file's numbers, term by term.

    `sort`: of its table; `rows`: areas in it, after the filter.
    """
    language = _language(view)
    words, indicator = Words("export", language), view.indicator
    vintage = next(each for each in view.vintages if each.code == view.state.vintage)
    period = period_text(parse_period(view.period), awaited, language) if view.period else "–"
    terms = [
        (words["term_indicator"], f"{indicator.code} – {indicator.name(language)}"),
        (words["term_unit"], indicator.unit(language)),
        (words["term_area"], (view.former or view.area).full_name),
        (words["term_level"], level_word(view.level, language)),
        (words["term_vintage"], f"{vintage.name(language)} ({vintage.code})"),
        (words["term_period"], f"{period} ({view.period})"),
    ]
    terms += base_words(base_period(view), language)
    terms += [
        *order_words(view.state, sort, language, rows, len(view.directory.areas)),
        *definition(indicator, None, language),
    ]
    terms.append(provisional_term(language))
    terms.append((words["term_rounding"], rounding_words(indicator, language)))
    terms += [
        (words["term_retrieved"], f"{time_text(local_now())} (UTC+7)"),
        (words["term_revision"], str(revision)),
        (words["term_link"], link),
    ]
    return terms


def definition_terms(view: View, targets: Sequence[Target]) -> list[tuple[str, str]]:
    """Return what the numbers of an indicator mean and how they are judged, term by term."""
    language, indicator = _language(view), view.indicator
    words = Words("export", language)
    return [
        (words["term_indicator"], f"{indicator.code} – {indicator.name(language)}"),
        (words["term_unit"], indicator.unit(language)),
        *definition(indicator, target_in_force(targets, view), language),
        (words["term_rounding"], rounding_words(indicator, language)),
        provisional_term(language),
    ]


def workbook_bytes(
    table: pd.DataFrame,
    series: pd.DataFrame,
    meaning: Sequence[tuple[str, str]],
    about: Sequence[tuple[str, str]],
    view: View,
    figures: Lines = (),
) -> bytes:
    """Return a workbook: the table, the series, and what they mean and where they come from.

    `figures` about the area have a sheet of their own, where there are any.
    """
    language = _language(view)
    words = Words("export", language)
    notes = [*table.iloc[:, TABLE.index("note")], *series.iloc[:, SERIES.index("note")]]
    demo = any(each.startswith(demo_word(language)) for each in notes)
    terms = [*about]
    if demo:
        terms.insert(0, (demo_word(language), words["demo"]))
    book = Book()
    for name, frame, columns in (
        (words["sheet_figures"], table, TABLE), (words["sheet_series"], series, SERIES),
    ):  # fmt: skip
        looks = looks_of(columns, view.indicator, language)
        book.add_table(name, list(frame.columns), _rows(frame), looks)
    if figures:
        looks = {PUBLISHED.index("value"): CellLook()}
        rows = rows_of(figures, language)
        book.add_table(words["sheet_published"], headings(language), rows, looks)
    book.add_terms(words["sheet_definition"], meaning)
    book.add_terms(words["sheet_source"], terms)
    return book.to_bytes()
