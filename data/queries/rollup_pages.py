"""Every level ready to read, a page at a time: sums of children, else an area's own report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import (
    Connection,
    Float,
    Select,
    case,
    cast,
    literal_column,
    null,
    select,
    tuple_,
    union_all,
)

from data.fetch import fetch_tuples
from data.queries.cell_pages import CellFilter, cell_frame, gather_rows, newest_submission
from data.queries.completeness import count_lowest_areas
from data.schema import observation, rollup, submission
from ioc.area import Level
from ioc.indicator import Indicator

_KEY = ("area_id", "indicator_id", "period")
_TYPES = {
    "area_id": "int64",
    "indicator_id": "int64",
    "period": "str",
    "numerator": "float64",
    "denominator": "float64",
    "given": "float64",
    "reported": "int64",
    "expected": "int64",
    "demo": "int64",
    "summed": "int64",
}


def read_rollup_page(
    connection: Connection,
    area_ids: Sequence[int],
    wanted: CellFilter,
    after: tuple[int, int, str] | None,
    limit: int,
) -> pd.DataFrame:
    """Return the first cells that hold a number after a key, ordered by it; empty at the end.

    A parent's cell is the sum of its children where any of them reported, otherwise its own
    report; so the numbers are those of the packs that maps are drawn from.

    Args:
        connection: open connection.
        area_ids: which areas, ascending (`read_cell_area_ids`, `read_area_ids`).
        wanted: which cells of them.
        after: area_id, indicator_id, period of the last row that is known.
        limit: at most so many rows.

        area_id, indicator_id       int64
        period                      str
        numerator, denominator      float64  NaN = unknown, or the indicator has none
        reported                    int64    areas of the lowest level that reported
        expected                    int64    areas of the lowest level that should
        demo                        int64    how many of `reported` are made up
        summed                      int64    1: from children; 0: the area's own report
        vintage, code, name, level  str      of the area
        indicator                   str      code
        value                       float64  in the unit, not rounded; NaN = none
    """
    sources = ((rollup, _summed()), (observation, _own_reports()))

    def ask(
        some: Sequence[int], behind: tuple[Any, ...] | None, most: int
    ) -> list[tuple[Any, ...]]:
        parts = []
        for table, statement in sources:
            chosen = statement.where(table.c.area_id.in_(some), wanted.condition(table))
            if behind is not None:
                chosen = chosen.where(tuple_(table.c.indicator_id, table.c.period)
                                      > tuple_(*behind))  # fmt: skip
            parts.append(chosen)
        # Ordered as a whole, not wrapped: so both sides are merged by key and never sorted.
        merged = union_all(*parts).order_by(*_KEY).limit(most)
        return fetch_tuples(connection, merged)

    rows = gather_rows(ask, area_ids, after, limit)
    frame = cell_frame(connection, rows, _TYPES, wanted.indicators).drop(columns="given")
    return _with_expected(connection, frame, wanted.indicators)


def _summed() -> Select[Any]:
    return select(
        rollup.c.area_id, rollup.c.indicator_id, rollup.c.period, rollup.c.numerator,
        rollup.c.denominator, cast(null(), Float).label("given"), rollup.c.reported,
        rollup.c.expected, rollup.c.demo, literal_column("1").label("summed"),
    )  # fmt: skip


def _own_reports() -> Select[Any]:
    # A scalar subquery for the reason that `newest_submission` gives.
    summed = (
        select(rollup.c.reported)
        .where(
            rollup.c.area_id == observation.c.area_id,
            rollup.c.indicator_id == observation.c.indicator_id,
            rollup.c.period == observation.c.period,
        )
        .correlate(observation)
        .scalar_subquery()
    )
    return (
        select(
            observation.c.area_id, observation.c.indicator_id, observation.c.period,
            observation.c.numerator, observation.c.denominator, observation.c.value.label("given"),
            literal_column("1").label("reported"), literal_column("1").label("expected"),
            case((submission.c.kind == "demo", 1), else_=0).label("demo"),
            literal_column("0").label("summed"),
        )
        .join(submission, submission.c.id == observation.c.submission_id)
        .where(observation.c.submission_id == newest_submission(), summed.is_(None))
    )  # fmt: skip


def _with_expected(
    connection: Connection, frame: pd.DataFrame, indicators: Sequence[Indicator]
) -> pd.DataFrame:
    """Let an area that answers for all areas below it count as many as it answers for."""
    for each in indicators:
        if not each.space_rule.adds_up:
            continue
        wider = {level.value for level in Level if level.depth < each.lowest_level.depth}
        own = (
            (frame["indicator_id"] == each.id) & (frame["summed"] == 0) & frame["level"].isin(wider)
        ).to_numpy()
        if not own.any():
            continue
        ids = [int(ident) for ident in frame.loc[own, "area_id"].unique()]
        counts = count_lowest_areas(connection, ids, each.lowest_level)
        expected = np.array([counts[ident] for ident in frame.loc[own, "area_id"]])
        frame.loc[own, "demo"] *= expected
        frame.loc[own, "reported"] = frame.loc[own, "expected"] = expected
    return frame
