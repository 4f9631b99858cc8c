"""What the routes for numbers share: the parameters that choose areas, indicators and periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from api.parameters import AREA, FROM, INDICATOR, LEVEL, PAGED, PARENT, TO, VINTAGE, Asked
from data.queries.area_pages import AreaFilter, read_missing_codes
from data.queries.areas import read_vintages
from data.queries.catalogue import all_indicators
from data.queries.cell_pages import CellFilter
from ioc.area import Level

CELL_PARAMETERS = (INDICATOR, VINTAGE, AREA, LEVEL, PARENT, FROM, TO, *PAGED)
_AREAS = "/api/v1/areas"


@dataclass(frozen=True)
class AskedCells:
    """The areas and the cells of them that a request means."""

    areas: AreaFilter
    cells: CellFilter


def asked_areas(asked: Asked, connection: Connection) -> AreaFilter:
    """Return which areas a request means; faults are noted with it."""
    vintages = [each.code for each in read_vintages(connection)]
    vintage = asked.choice("vintage", vintages)
    levels = asked.choices("level", [level.value for level in Level])
    codes, parent = asked.several("area"), asked.one("parent")
    if vintage is not None:
        parents = [] if parent is None else [parent]
        for name, wanted in (("area", codes), ("parent", parents)):
            for code in read_missing_codes(connection, vintage, wanted):
                refuse_area(asked, name, code, vintage)
    elif codes or parent is not None:
        refuse_bare_code(asked, vintages)
    return AreaFilter(vintage, tuple(Level(each) for each in levels), tuple(codes), parent)


def refuse_area(asked: Asked, name: str, code: str, vintage: str) -> None:
    """Note that a vintage does not hold a code."""
    asked.refuse(
        name,
        code,
        f"Không có địa bàn mã này trong kỳ địa giới {vintage}.",
        f"No area has this code in vintage {vintage}.",
        see=f"{_AREAS}?vintage={vintage}",
    )


def refuse_bare_code(asked: Asked, vintages: Sequence[str]) -> None:
    """Note, once, that a code of an area came without its vintage."""
    if asked.one("vintage") is None and not asked.has_refused("vintage"):
        asked.refuse(
            "vintage",
            None,
            "Thiếu kỳ địa giới: mã địa bàn được dùng lại sau mỗi lần sắp xếp, nên riêng mã không "
            "chỉ rõ địa bàn nào.",
            "Missing: codes were reused when areas changed, so a code alone names no area.",
            vintages,
        )


def asked_cells(asked: Asked, connection: Connection) -> AskedCells:
    """Return which cells a request means; faults are noted with it."""
    areas = asked_areas(asked, connection)
    known = all_indicators(connection)
    wanted = asked.choices("indicator", [each.code for each in known], see="/api/v1/indicators")
    first, last = asked.period("from"), asked.period("to")
    if first is not None and last is not None and first.start > last.end:
        asked.refuse("from", asked.one("from"), f"Kỳ đầu đứng sau kỳ cuối ({last.iso}).",
                     f"The first period lies after the last one ({last.iso}).")  # fmt: skip
    indicators = [each for each in known if not wanted or each.code in wanted]
    return AskedCells(areas, CellFilter(indicators, first, last))


def as_asked(cells: pd.DataFrame, areas: AreaFilter) -> pd.DataFrame:
    """Return cells with their areas named by the vintage that was asked for.

    A vintage shows areas that it took over from an earlier one; asked for all vintages, each area
    is named by its own.
    """
    return cells if areas.vintage is None else cells.assign(vintage=areas.vintage)


def plain_items(
    frame: pd.DataFrame,
    names: Mapping[str, str],
    flags: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Return rows as plain values: None for missing, whole numbers without a point.

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
        # A text column with gaps may hold NaN for them.
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
