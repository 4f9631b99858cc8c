"""The tables that stand in place of the ranked one: their cells in words, with their verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection

from callbacks.frame.context import Context
from data.queries.screens.pivots import (
    MOST_AREAS_WITH_ALL,
    Pivot,
    PivotColumn,
    pivot_area,
    pivot_indicators,
    read_area_pivot,
    read_pivot,
)
from data.queries.view import View
from data.wire.columns import encode_answer, encode_columns
from ioc.answers import PivotHead, PivotOrder
from ioc.card import Card
from ioc.period import parse_period
from ioc.sentences.pivot import CARD_COLUMNS, card_texts, column_detail, column_title, silent_text
from ioc.sentences.values import digits_text, fact_text, shown_digits
from ioc.shown import ShownNumber
from ioc.status import STATUSES
from ioc.words.catalogue import Words

# A cell that is no number has no verdict.
_NO_VERDICT = -1


def pivot_codes(view: View) -> list[str]:
    """Return the codes of the indicators whose numbers the view's table has."""
    if view.state.pivot == "periods":
        return [view.indicator.code]
    if view.state.pivot == "indicators":
        return list({view.indicator.code, *(each.code for each in pivot_indicators(view))})
    return [each.code for each in view.indicators]


def read_pivot_answer(context: Context, connection: Connection, view: View, language: str) -> bytes:
    """Return the table of the state's `pivot`: `ioc.answers.PivotOrder`, and its columns.

    `text` is the place of a cell's text among `texts`, `status` the place of its verdict in
    `ioc.status.STATUSES`, missing where it has none; cells go row by row. `origin` is the
    `origin_code` of a table of areas, where any number was converted.
    """
    directories, origins = context.directories, np.zeros(0, np.int32)
    if view.state.pivot == "area":
        cards = read_area_pivot(connection, directories, view, context.today())
        order, cells, verdicts = _of_cards(cards, pivot_area(connection, view).full_name, language)
    else:
        pivot = read_pivot(connection, directories, view)
        order, cells, verdicts = _of_areas(pivot, view, language)
        origins = pivot.origins(pivot.order).ravel()
    places: dict[str, int] = {}
    indexes = np.array([places.setdefault(each, len(places)) for each in cells], np.int64)
    order["texts"] = list(places)
    status = np.where(verdicts == _NO_VERDICT, np.nan, verdicts.astype(float))
    columns: dict[str, np.ndarray[Any, Any]] = {"text": indexes, "status": status}
    if origins.any():
        columns["origin"] = origins
    heads, content = encode_columns(columns)
    return encode_answer({"pivot": order, "rows": len(indexes), "columns": heads}, content)


def _of_cards(
    cards: Sequence[Card], area: str, language: str
) -> tuple[PivotOrder, list[str], np.ndarray[Any, Any]]:
    words = Words("pivot", language)
    columns: list[PivotHead] = [
        {
            "key": "",
            "label": words[f"column-{each}"],
            "detail": "",
            "title": words[f"column-{each}"],
        }
        for each in CARD_COLUMNS
    ]
    order: PivotOrder = {
        "kind": "area",
        "indicators": [card.indicator.code for card in cards],
        "caption": words("caption-area", area=area),
        "corner": words["indicator"],
        "columns": columns,
        "codes": [card.indicator.code for card in cards],
        "names": [f"{card.indicator.code} – {card.indicator.name(language)}" for card in cards],
        "parents": [],
        "texts": [],
        "note": "",
    }
    cells = [text for card in cards for text in card_texts(card, language)]
    verdicts = np.full((len(cards), len(CARD_COLUMNS)), _NO_VERDICT)
    verdicts[:, CARD_COLUMNS.index("status")] = [
        STATUSES.index(card.verdict.status) for card in cards
    ]
    return order, cells, verdicts.ravel()


def _of_areas(
    pivot: Pivot, view: View, language: str
) -> tuple[PivotOrder, list[str], np.ndarray[Any, Any]]:
    words = Words("pivot", language)
    areas = view.directory.areas
    of_periods = view.state.pivot == "periods"
    columns: list[PivotHead] = [
        {
            "key": each.key,
            "label": parse_period(each.period).short_label(language)
            if of_periods
            else each.indicator.short_name(language),
            "detail": ""
            if of_periods
            else column_detail(each.indicator, each.period, view.period, language),
            "title": column_title(each.indicator, each.period, language),
        }
        for each in pivot.columns
    ]
    order: PivotOrder = {
        "kind": view.state.pivot,
        "indicators": pivot_codes(view),
        "caption": caption(view, language),
        "corner": words["area"],
        "columns": columns,
        "codes": areas["code"].to_numpy()[pivot.order].tolist(),
        "names": areas["full_name"].to_numpy()[pivot.order].tolist(),
        "parents": [view.directory.parent_names[row] for row in pivot.order.tolist()],
        "texts": [],
        "note": pivot_note(pivot, view, language),
    }
    ready: dict[tuple[float, int], str] = {}
    texts = [_texts(column, pivot, language, ready) for column in pivot.columns]
    cells = [text for row in zip(*texts, strict=True) for text in row]
    codes = [column.standings.codes[pivot.order] for column in pivot.columns]
    verdicts = np.column_stack(codes).ravel() if codes else np.zeros(0, np.int8)
    return order, cells, verdicts


def caption(view: View, language: str) -> str:
    """Return what a table of areas shows."""
    words = Words("pivot", language)
    if view.state.pivot == "periods":
        indicator = view.indicator
        name = f"{indicator.code} – {indicator.name(language)} ({indicator.unit(language)})"
        return words("caption-periods", indicator=name)
    label = parse_period(view.period).label_inside(language) if view.period else "–"
    return words("caption-indicators", period=label)


def pivot_note(pivot: Pivot, view: View, language: str) -> str:
    """Return what stands behind the numbers of a table of areas, what it leaves out, and why."""
    words, parts = Words("pivot", language), []
    if pivot.is_demo:
        parts.append(words["demo"])
    if view.state.pivot == "indicators" and len(view.directory.areas) > MOST_AREAS_WITH_ALL:
        parts.append(words("one-group", most=str(MOST_AREAS_WITH_ALL)))
    parts.append(silent_text(pivot.silent, language))
    return " ".join(part for part in parts if part)


def _texts(
    column: PivotColumn, pivot: Pivot, language: str, ready: dict[tuple[float, int], str]
) -> list[str]:
    """Return the cells of a column, without its unit.

    `ready` has texts by number and decimals, which are the same in every column.
    """
    indicator, cells, standing = column.indicator, column.cells, column.standings
    texts = []
    columns = (column.values, cells.numerator, cells.denominator, standing.numbers,
               standing.decimals, standing.below)  # fmt: skip
    for value, over, under, figure, decimals, is_below in zip(
        *(each[pivot.order].tolist() for each in columns), strict=True
    ):
        if figure != figure:
            texts.append("–")
            continue
        # Only a yes or a no depends on its parts.
        fact = fact_text(indicator, over, under, language) if under == 1 else ""
        if fact or is_below:
            texts.append(fact or shown_digits(indicator, value, language))
            continue
        key = (figure, decimals)
        if key not in ready:
            ready[key] = digits_text(ShownNumber(figure, decimals), language)
        texts.append(ready[key])
    return texts
