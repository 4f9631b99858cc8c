"""What was read of a table, for whoever is asked whether it may be stored."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.load.area_keys import AreaReading
from data.load.check_observations import Known
from data.load.headings import Role
from data.load.recognise import Layout
from data.load.records import Records
from data.load.sheets.sheet import column_letters


@dataclass(frozen=True)
class ReadCell:
    """One cell as it would be stored, and the row of the sheet in which it stands."""

    row: int
    indicator: str
    area_code: str
    area: str
    period: str  # as one says it: "Tháng 6/2026"
    numerator: float | None
    denominator: float | None
    value: float | None


@dataclass(frozen=True)
class Origin:
    """Where the file says its period and its indicator, in Vietnamese."""

    period: str
    indicator: str


def first_cells(
    records: Records, known: Known, areas: AreaReading, first_row: int, count: int
) -> tuple[ReadCell, ...]:
    """Return the first cells in the order of the sheet."""
    order = np.argsort(np.asarray(records.position), kind="stable")[:count]
    return tuple(
        ReadCell(
            row=first_row + int(records.position[at]) + 1,
            indicator=known.indicators[int(records.indicator[at])].code,
            area_code=areas.rows[int(records.area[at])].code,
            area=areas.rows[int(records.area[at])].full_name,
            period=known.periods[int(records.period[at])].label(),
            numerator=_given(records.numerator[at]),
            denominator=_given(records.denominator[at]),
            value=_given(records.value[at]),
        )
        for at in order
    )


def _given(number: float) -> float | None:
    return None if math.isnan(number) else float(number)


def read_origin(layout: Layout, period: str | None, indicator: str | None) -> Origin:
    """Return where period and indicator come from.

    Args:
        layout: what the columns hold.
        period: the period that the user names.
        indicator: the indicator that the user names.
    """
    return Origin(
        _origin(layout, Role.PERIOD, [group.period for group in layout.groups], "--period", period),
        _origin(
            layout,
            Role.INDICATOR,
            [group.indicator for group in layout.groups],
            "--indicator",
            indicator,
        ),
    )


def _origin(
    layout: Layout, role: Role, by_heading: Sequence[str | None], option: str, given: str | None
) -> str:
    if all(by_heading):
        return "tiêu đề các cột"
    column = layout.keys.get(role)
    if column is not None:
        return f"cột “{layout.headings[column] or column_letters(column)}”"
    return f"tuỳ chọn {option}" if given is not None else "dòng tiêu đề phía trên bảng"
