"""A preview of what was read of a table, for the user who confirms that it is stored."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.load.areas.keys import AreaReading
from data.load.checks.observations import KeyLists
from data.load.checks.records import Records
from data.load.files.headings import Role
from data.load.files.recognise import Layout
from data.load.files.sheets.sheet import column_letters
from ioc.words.phrase import Phrase


@dataclass(frozen=True)
class ReadCell:
    """One cell as it would be stored, and its row in the sheet."""

    row: int
    indicator: str
    area_code: str
    area: str
    period: str  # in words: "Tháng 6/2026"
    numerator: float | None
    denominator: float | None
    value: float | None


@dataclass(frozen=True)
class KeyOrigin:
    """Where the period and the indicator of a file come from."""

    period: Phrase
    indicator: Phrase


def first_cells(
    records: Records, lists: KeyLists, areas: AreaReading, first_row: int, count: int
) -> tuple[ReadCell, ...]:
    """Return the first cells in the order of the sheet."""
    order = np.argsort(np.asarray(records.position), kind="stable")[:count]
    return tuple(
        ReadCell(
            row=first_row + int(records.position[at]) + 1,
            indicator=lists.indicators[int(records.indicator[at])].code,
            area_code=areas.rows[int(records.area[at])].code,
            area=areas.rows[int(records.area[at])].full_name,
            period=lists.periods[int(records.period[at])].label(),
            numerator=_number_or_none(records.numerator[at]),
            denominator=_number_or_none(records.denominator[at]),
            value=_number_or_none(records.value[at]),
        )
        for at in order
    )


def _number_or_none(number: float) -> float | None:
    return None if math.isnan(number) else float(number)


def read_origin(layout: Layout, period: str | None, indicator: str | None) -> KeyOrigin:
    """Return where period and indicator come from.

    Args:
        layout: what the columns hold.
        period: the period that the user names.
        indicator: the indicator that the user names.
    """
    return KeyOrigin(
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
    layout: Layout, role: Role, by_heading: Sequence[str | None], option: str, value: str | None
) -> Phrase:
    if all(by_heading):
        return Phrase("load-origin-headings")
    column = layout.keys.get(role)
    if column is not None:
        name = layout.headings[column] or column_letters(column)
        return Phrase("load-origin-column", name=name)
    if value is None:
        return Phrase("load-origin-title")
    return Phrase("load-origin-option", option=option)
