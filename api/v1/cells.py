"""The parameters that routes of numbers share: areas, indicators and periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from api.requests.parameters import AREA, FROM, INDICATOR, LEVEL, PAGED, PARENT, TO, VINTAGE, Query
from data.queries.area_pages import AreaFilter, read_missing_codes
from data.queries.areas import read_vintages
from data.queries.catalogue import all_indicators
from data.queries.cell_pages import CellFilter
from ioc.area import Level
from ioc.words.phrase import Phrase

CELL_PARAMETERS = (INDICATOR, VINTAGE, AREA, LEVEL, PARENT, FROM, TO, *PAGED)
_AREAS = "/api/v1/areas"


@dataclass(frozen=True)
class CellQuery:
    """The areas of a request, and which of their cells."""

    areas: AreaFilter
    cells: CellFilter


def area_filter_of(query: Query, connection: Connection) -> AreaFilter:
    """Return the filter of areas in a query; faults are noted there."""
    vintages = [each.code for each in read_vintages(connection)]
    vintage = query.choice("vintage", vintages)
    levels = query.choices("level", [level.value for level in Level])
    codes, parent = query.several("area"), query.one("parent")
    if vintage is not None:
        parents = [] if parent is None else [parent]
        for name, codes_of_name in (("area", codes), ("parent", parents)):
            for code in read_missing_codes(connection, vintage, codes_of_name):
                refuse_area(query, name, code, vintage)
    elif codes or parent is not None:
        refuse_bare_code(query, vintages)
    return AreaFilter(vintage, tuple(Level(each) for each in levels), tuple(codes), parent)


def refuse_area(query: Query, name: str, code: str, vintage: str) -> None:
    """Note that a vintage has no area with a code."""
    query.refuse(
        name,
        code,
        Phrase("request-area-unknown", vintage=vintage),
        see=f"{_AREAS}?vintage={vintage}",
    )


def refuse_bare_code(query: Query, vintages: Sequence[str]) -> None:
    """Note, once, that a code of an area came without its vintage."""
    if query.one("vintage") is None and not query.has_refused("vintage"):
        query.refuse(
            "vintage",
            None,
            Phrase("request-vintage-missing"),
            vintages,
        )


def cell_query_of(query: Query, connection: Connection) -> CellQuery:
    """Return the areas and cells of a query; faults are noted there."""
    areas = area_filter_of(query, connection)
    catalogue = all_indicators(connection)
    codes = query.choices("indicator", [each.code for each in catalogue], see="/api/v1/indicators")
    first, last = query.period("from"), query.period("to")
    if first is not None and last is not None and first.start > last.end:
        query.refuse("from", query.one("from"), Phrase("request-periods-turned", last=last.iso))
    indicators = [each for each in catalogue if not codes or each.code in codes]
    return CellQuery(areas, CellFilter(indicators, first, last))


def named_by_vintage(cells: pd.DataFrame, areas: AreaFilter) -> pd.DataFrame:
    """Return cells with the vintage of the query; with their own where it names none.

    A vintage contains areas that it took over from an earlier one.
    """
    return cells if areas.vintage is None else cells.assign(vintage=areas.vintage)


def plain_items(
    frame: pd.DataFrame,
    names: Mapping[str, str],
    flags: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Return rows as plain values: None for missing ones, whole numbers without a point.

    Args:
        frame: any rows.
        names: key of the item → column of the frame.
        flags: keys whose 0 and 1 mean false and true.
    """
    columns = [_plain(frame[column], key in flags) for key, column in names.items()]
    keys = list(names)
    return [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(column: pd.Series[Any], is_flag: bool) -> list[Any]:
    if is_flag:
        return [bool(each) for each in column.tolist()]
    if column.dtype != np.float64:
        # A text column may have NaN for missing texts.
        return [None if each != each else each for each in column.tolist()]
    return [plain_number(each) for each in column.tolist()]


def plain_number(number: float) -> float | int | None:
    """Return None for NaN, a whole number without a point.

    >>> plain_number(85.0), plain_number(0.5), plain_number(float("nan"))
    (85, 0.5, None)
    """
    if number != number:
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
