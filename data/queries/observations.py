"""Pages of observations: who reported them, in which state, and whether they count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, case, literal_column, select, tuple_

from data.queries.cell_pages import CellFilter, cell_frame, gather_rows, newest_submission
from data.store.fetch import fetch_tuples
from data.store.schema import observation, submission
from data.store.unreadable import is_number, with_periods

_KEY = ("area_id", "indicator_id", "period", "submission_id")
_TYPES = {
    "area_id": "int64",
    "indicator_id": "int64",
    "period": "str",
    "submission_id": "int64",
    "numerator": "float64",
    "denominator": "float64",
    "given": "float64",
    "counts": "int64",
    "state": "str",
    "kind": "str",
    "received_at": "str",
}


def read_observation_page(
    connection: Connection,
    area_ids: Sequence[int],
    cell_filter: CellFilter,
    after: tuple[int, int, str, int] | None,
    limit: int,
    *,
    every: bool = False,
) -> pd.DataFrame:
    """Return the first observations after a key, ordered by it; empty at the end.

    Unreadable rows (`data.store.unreadable`) are left out.

    Args:
        connection: open connection.
        area_ids: the areas, ascending (`read_cell_area_ids`, `read_area_ids`).
        cell_filter: the filter of their cells.
        after: area_id, indicator_id, period, submission_id of the last row of the page before.
        limit: the largest number of rows.
        every: also replaced and withdrawn observations.

        area_id, indicator_id, submission_id  int64
        period                                str
        numerator, denominator, given         float64  as reported; NaN = not reported
        counts                                int64    1: the cell's number today
        state                                 str      of the submission
        received_at                           str      ISO, UTC
        demo                                  int64    1: made up
        vintage, code, name, level            str      of the area
        indicator                             str      code
        value                                 float64  in the unit, not rounded; NaN = none
    """
    newest = observation.c.submission_id == newest_submission()
    key = [observation.c[name] for name in _KEY]
    statement = select(
        *key, observation.c.numerator, observation.c.denominator, observation.c.value,
        case((newest, 1), else_=0) if every else literal_column("1"),
    ).order_by(*key)  # fmt: skip
    if not every:
        statement = statement.where(newest)

    def ask(
        some: Sequence[int], behind: tuple[Any, ...] | None, most: int
    ) -> list[tuple[Any, ...]]:
        selection = statement.where(
            observation.c.area_id.in_(some), cell_filter.condition(observation)
        )
        if behind is not None:
            selection = selection.where(tuple_(*key[1:]) > tuple_(*behind))
        readable: list[tuple[Any, ...]] = []
        query = selection
        while True:
            rows = fetch_tuples(connection, query.limit(most - len(readable)))
            full = len(rows) == most - len(readable)
            readable += [row for row in with_periods(rows, 2) if _is_plain(row)]
            if not full or len(readable) == most:
                return readable
            # Unreadable rows were left out: read as many rows that follow.
            query = selection.where(tuple_(*key) > tuple_(*rows[-1][:4]))

    rows = gather_rows(ask, area_ids, after, limit)
    submissions = {
        row[0]: row[1:]
        for row in fetch_tuples(
            connection,
            select(
                submission.c.id, submission.c.state, submission.c.kind, submission.c.received_at
            ).where(submission.c.id.in_({row[3] for row in rows})),
        )
    }
    full = [(*row, *submissions[row[3]]) for row in rows]
    frame = cell_frame(connection, full, _TYPES, cell_filter.indicators)
    frame["demo"] = (frame.pop("kind") == "demo").astype("int64")
    return frame


def _is_plain(row: tuple[Any, ...]) -> bool:
    """Tell whether numerator, denominator and value of a row can be read."""
    return all(number is None or is_number(number) for number in row[4:7])
