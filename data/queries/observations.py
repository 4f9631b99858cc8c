"""What was reported, a page at a time: who said so, in which state, and whether it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, case, literal_column, select, tuple_

from data.fetch import fetch_tuples
from data.queries.cell_pages import CellFilter, cell_frame, gather_rows, newest_submission
from data.schema import observation, submission
from data.unreadable import is_number, with_periods

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
    wanted: CellFilter,
    after: tuple[int, int, str, int] | None,
    limit: int,
    *,
    every: bool = False,
) -> pd.DataFrame:
    """Return the first reported cells after a key, ordered by it; empty at the end.

    What cannot be read (`data.unreadable`) is left out.

    Args:
        connection: open connection.
        area_ids: which areas, ascending (`read_cell_area_ids`, `read_area_ids`).
        wanted: which cells of them.
        after: area_id, indicator_id, period, submission_id of the last row that is known.
        limit: at most so many rows.
        every: also what was replaced or withdrawn.

        area_id, indicator_id, submission_id  int64
        period                                str
        numerator, denominator, given         float64  as handed in; NaN = not given
        counts                                int64    1: this is the cell's number today
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
        chosen = statement.where(observation.c.area_id.in_(some), wanted.condition(observation))
        if behind is not None:
            chosen = chosen.where(tuple_(*key[1:]) > tuple_(*behind))
        found: list[tuple[Any, ...]] = []
        asked = chosen
        while True:
            rows = fetch_tuples(connection, asked.limit(most - len(found)))
            full = len(rows) == most - len(found)
            found += [row for row in with_periods(rows, 2) if _is_plain(row)]
            if not full or len(found) == most:
                return found
            # What cannot be read took the place of rows that follow.
            asked = chosen.where(tuple_(*key) > tuple_(*rows[-1][:4]))

    rows = gather_rows(ask, area_ids, after, limit)
    sent = {
        row[0]: row[1:]
        for row in fetch_tuples(
            connection,
            select(
                submission.c.id, submission.c.state, submission.c.kind, submission.c.received_at
            ).where(submission.c.id.in_({row[3] for row in rows})),
        )
    }
    full = [(*row, *sent[row[3]]) for row in rows]
    frame = cell_frame(connection, full, _TYPES, wanted.indicators)
    frame["demo"] = (frame.pop("kind") == "demo").astype("int64")
    return frame


def _is_plain(row: tuple[Any, ...]) -> bool:
    """Tell whether numerator, denominator and value of a row can be read."""
    return all(number is None or is_number(number) for number in row[4:7])
