"""From which file, sheet and cell the numbers of a submission come."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from data.store.fetch import fetch_tuples
from data.store.schema import area, indicator, submission_cell


@dataclass(frozen=True)
class CellOrigin:
    """One number of a submission: what it is, and the cell as the file shows it.

    A number that was typed on a page has neither sheet nor cell, and its text as typed;
    `is_unchanged`: its sender said that it is the number of the period before.
    """

    indicator: str
    area: str
    area_name: str
    period: str
    part: str
    sheet: str
    cell: str
    text: str
    is_unchanged: bool = False


def read_cell_origins(
    connection: Connection, submission: int, limit: int, skip: int = 0
) -> list[CellOrigin]:
    """Return numbers of a submission by indicator, area and period; empty: it has no sheet."""
    cells = submission_cell.c
    statement = (
        select(
            indicator.c.code, area.c.code, area.c.full_name, cells.period, cells.part,
            cells.sheet, cells.cell, cells.text, cells.is_unchanged,
        )
        .join(indicator, indicator.c.id == cells.indicator_id)
        .join(area, area.c.id == cells.area_id)
        .where(cells.submission_id == submission)
        .order_by(indicator.c.code, area.c.code, cells.period, cells.part)
        .offset(skip)
        .limit(limit)
    )  # fmt: skip
    return [CellOrigin(*row) for row in fetch_tuples(connection, statement)]
