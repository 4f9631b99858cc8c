"""The table in place of the ranked one as a file: its rows, columns and order of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection, Engine

from api.pages.export_parameters import (
    CSV,
    OF_TABLE,
    XLSX,
    described,
    file_answer,
    page_link,
    read_file_query,
)
from api.pages.export_table import written_numbers
from api.pages.export_words import rank_order
from api.v1.spreadsheet import Book, CellLook, csv_text
from data.queries.directories import Directories
from data.queries.screens.pivots import (
    Pivot,
    PivotColumn,
    pivot_area,
    read_area_pivot,
    read_pivot,
)
from data.queries.view import View, resolve_view
from data.store.engine import read_revision
from data.store.memory import Memory
from ioc.area import COUNTRY_CODE
from ioc.card import Card
from ioc.indicator import Indicator
from ioc.local_time import local_date, local_now, time_text
from ioc.paper import ground_of
from ioc.period import parse_period
from ioc.sentences.origin import rule_words
from ioc.sentences.pivot import CARD_COLUMNS, card_texts, file_heading, silent_text
from ioc.sentences.values import demo_word, level_word
from ioc.standing import VERDICTS
from ioc.status import STATUSES
from ioc.view_state import ViewState
from ioc.word_search import has_words
from ioc.words.catalogue import Words, known_language, say

_MOST_BYTES = 8_000_000
# A table of areas has a kind without one in the address.
_USUAL = "indicators"


@dataclass
class PivotFile:
    """The cells of a file: texts, `Decimal`s and None.

    `looks` are those of cells by row and column, `verdicts` the headings that a table without
    colours needs beside each column: the place of the column, and the words of its rows.
    """

    headings: list[str]
    rows: list[list[Any]]
    looks: dict[tuple[int, int], CellLook] = field(default_factory=dict)
    verdicts: dict[int, list[str]] = field(default_factory=dict)
    is_demo: bool = False
    terms: list[tuple[str, str]] = field(default_factory=list)

    def with_verdicts(self, word: str) -> tuple[list[str], list[list[Any]]]:
        """Return headings and rows with a column of verdicts beside each column that has some."""
        headings: list[str] = []
        rows: list[list[Any]] = [[] for _ in self.rows]
        for place, heading in enumerate(self.headings):
            headings.append(heading)
            for row, cells in zip(rows, self.rows, strict=True):
                row.append(cells[place])
            if place in self.verdicts:
                headings.append(f"{heading} – {word}")
                for row, text in zip(rows, self.verdicts[place], strict=True):
                    row.append(text)
        return headings, rows


def pivot_router(engine: Engine, directories: Directories, home: str = COUNTRY_CODE) -> APIRouter:
    """Return the routes `/xuat/bang-cheo.csv` and `.xlsx`; an unknown name is refused."""
    router = APIRouter(prefix="/xuat", tags=["files"])
    workbooks = Memory[bytes](_MOST_BYTES, most_entries=16)

    def view_of(connection: Connection, state: ViewState) -> View:
        state = state if state.pivot else state.but(pivot=_USUAL)
        return resolve_view(connection, directories, state, local_date(), home)

    @router.get("/bang-cheo.csv", **described(CSV, OF_TABLE))
    def pivot_csv(request: Request) -> Response:
        """Return the table of areas × indicators, areas × periods or an area's indicators as CSV.

        Beside each column of numbers stands one of their verdicts.
        """
        state, _ = read_file_query(request, OF_TABLE, home)
        with engine.connect() as connection:
            view = view_of(connection, state)
            file = read_pivot_file(connection, directories, view, local_date())
        language = known_language(view.state.language)
        headings, rows = file.with_verdicts(say("export-heading-status", language).lower())
        body = csv_text(headings, rows, language).encode("utf-8-sig")
        return file_answer(body, CSV, _name(view, "csv"))

    @router.get("/bang-cheo.xlsx", **described(XLSX, OF_TABLE))
    def pivot_xlsx(request: Request) -> Response:
        """Return the same table as a workbook: verdicts are colours, a sheet says the sources."""
        state, _ = read_file_query(request, OF_TABLE, home)
        with engine.connect() as connection:
            view = view_of(connection, state)
            revision = read_revision(connection)
            link = page_link(request, view.state)

            def make() -> bytes:
                file = read_pivot_file(connection, directories, view, local_date())
                return pivot_workbook(file, view, revision, link)

            body = workbooks.get_or_make(link, make, (revision, local_date()))
        return file_answer(body, XLSX, _name(view, "xlsx"))

    return router


def read_pivot_file(
    connection: Connection, directories: Directories, view: View, today: date
) -> PivotFile:
    """Return the table that the state's `pivot` names, with its search, in its order."""
    if view.state.pivot == "area":
        cards = read_area_pivot(connection, directories, view, today)
        return card_file(cards, view, pivot_area(connection, view).full_name)
    return area_file(read_pivot(connection, directories, view), view)


def area_file(pivot: Pivot, view: View) -> PivotFile:
    """Return a table of areas as a file."""
    language = known_language(view.state.language)
    areas, search = view.directory.areas, view.state.search
    codes, names = areas["code"].tolist(), areas["full_name"].tolist()
    order = np.array(
        [row for row in pivot.order.tolist() if has_words(search, f"{names[row]} {codes[row]}")],
        dtype=np.int64,
    )
    headings = [say(f"export-heading-{name}", language) for name in ("code", "name", "parent")]
    file = PivotFile(headings, [[codes[row], names[row], view.directory.parent_names[row]]
                                for row in order.tolist()], is_demo=pivot.is_demo)  # fmt: skip
    for column, origins in zip(pivot.columns, pivot.origins(order).T, strict=True):
        place = len(headings)
        headings.append(_heading(column, view, language))
        unit = column.indicator.unit(language)
        numbers = written_numbers(column.indicator, column.values[order])
        status = [STATUSES[code] for code in column.standings.codes[order].tolist()]
        file.verdicts[place] = [each.label(language) for each in status]
        for row, (number, verdict) in enumerate(zip(numbers, status, strict=True)):
            file.rows[row].append(number)
            look = CellLook("%" if unit == "%" else "", fill=ground_of(verdict))
            file.looks[row, place] = look
        if origins.any():
            headings.append(f"{headings[place]} – {say('export-heading-origin', language).lower()}")
            for row, origin in enumerate(origins.tolist()):
                file.rows[row].append(rule_words(origin, language))
    if pivot.is_demo:
        headings.append(say("export-heading-note", language))
        made_up = np.column_stack([column.cells.demo[order] for column in pivot.columns])
        for cells, counts in zip(file.rows, made_up.tolist(), strict=True):
            cells.append(demo_word(language) if any(counts) else "")
    indicators = list(
        {column.indicator.code: column.indicator for column in pivot.columns}.values()
    )
    file.terms = [
        *_place_terms(view, (view.former or view.area).full_name, language),
        *_order_terms(pivot, view, len(order), language),
        *_indicator_terms(indicators, language),
    ]
    if text := silent_text(pivot.silent, language):
        file.terms.append((Words("pivot", language)["term-silent"], text))
    return file


def card_file(cards: Sequence[Card], view: View, area: str) -> PivotFile:
    """Return all indicators of an area as a file."""
    language = known_language(view.state.language)
    words, search = Words("pivot", language), view.state.search

    def is_searched(indicator: Indicator) -> bool:
        return has_words(search, f"{indicator.code} – {indicator.name(language)}")

    first, *others = (words[f"column-{name}"] for name in CARD_COLUMNS)
    headings = [
        say("export-heading-indicator", language),
        words["indicator"],
        first,
        say("export-heading-unit", language),
        *others,
    ]
    file = PivotFile(headings, [], is_demo=any(card.is_demo for card in cards))
    matches = [card for card in cards if is_searched(card.indicator)]
    for row, card in enumerate(matches):
        indicator = card.indicator
        value = card.cell.value if card.cell and card.cell.value is not None else np.nan
        texts = ["" if text == "–" else text for text in card_texts(card, language)]
        file.rows.append([
            indicator.code, indicator.name(language),
            written_numbers(indicator, np.array([value]))[0],
            indicator.unit(language), *texts[1:],
        ])  # fmt: skip
        fill = ground_of(card.verdict.status)
        unit = "%" if indicator.unit(language) == "%" else ""
        file.looks[row, 2] = CellLook(unit, fill=fill)
    file.terms = [
        *_place_terms(view, area, language),
        *_indicator_terms([card.indicator for card in matches], language),
    ]
    return file


def pivot_workbook(file: PivotFile, view: View, revision: int, link: str) -> bytes:
    """Return a workbook: the table, and where its numbers come from."""
    language = known_language(view.state.language)
    words, book = Words("export", language), Book()
    book.add_table(words["sheet_figures"], file.headings, file.rows, cell_looks=file.looks)
    terms = [
        *file.terms,
        (Words("pivot", language)["term-colours"], _colours(language)),
        (words["term_retrieved"], f"{time_text(local_now())} (UTC+7)"),
        (words["term_revision"], str(revision)),
        (words["term_link"], link),
    ]
    if file.is_demo:
        terms.insert(0, (demo_word(language), words["demo"]))
    book.add_terms(words["sheet_source"], terms)
    return book.to_bytes()


def _heading(column: PivotColumn, view: View, language: str) -> str:
    if view.state.pivot == "periods":
        return parse_period(column.period).label(language)
    return file_heading(column.indicator, column.period, language)


def _place_terms(view: View, area: str, language: str) -> list[tuple[str, str]]:
    words = Words("export", language)
    vintage = next(each for each in view.vintages if each.code == view.state.vintage)
    terms = [
        (words["term_area"], area),
        (words["term_vintage"], f"{vintage.name(language)} ({vintage.code})"),
    ]
    if view.state.pivot != "area":
        terms.append((words["term_level"], level_word(view.level, language)))
    if view.state.pivot != "periods" and view.period:
        label = parse_period(view.period).label(language)
        terms.append((words["term_period"], f"{label} ({view.period})"))
    return terms


def _order_terms(pivot: Pivot, view: View, rows: int, language: str) -> list[tuple[str, str]]:
    """Return what the rows are sorted by, and what was searched for."""
    words, state = Words("export", language), view.state
    key, is_down = pivot.sort.removeprefix("-"), pivot.sort.startswith("-")
    column = next((each for each in pivot.columns if each.key == key), None)
    if column is not None:
        text = words("down" if is_down else "up", by=_heading(column, view, language))
    elif key == "name":
        text = words("down" if is_down else "up", by=words["by_name"])
    else:
        text = f"{rank_order(is_down, language)} ({view.indicator.short_name(language)})"
    terms = [(words["order"], text)]
    if state.search:
        count = words("rows", some=str(rows), all=str(len(pivot.order)))
        terms.append((words["filter"], f"{words('search', search=state.search)}; {count}"))
    return terms


def _indicator_terms(indicators: Sequence[Indicator], language: str) -> list[tuple[str, str]]:
    """Return name, unit and source of each indicator."""
    return [
        (each.code, f"{each.name(language)} ({each.unit(language)}) – {each.source(language)}")
        for each in indicators
    ]


def _colours(language: str) -> str:
    """Return the verdicts that have a colour, in its order."""
    words = Words("pivot", language)
    return "; ".join(
        f"{words[f'colour-{status}']}: {status.label(language)}" for status in VERDICTS
    )


def _name(view: View, kind: str) -> str:
    state = view.state
    parts = ["bang-cheo", state.pivot, state.area, state.former, view.level.value]
    parts.append(view.indicator.code if state.pivot == "periods" else view.period)
    return f"{'_'.join(part for part in parts if part)}.{kind}"
