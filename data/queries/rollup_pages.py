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
    and_,
    case,
    cast,
    func,
    literal_column,
    null,
    select,
    tuple_,
    union_all,
)

from data.fetch import fetch_tuples
from data.pack import shown_values
from data.queries.cell_pages import CellFilter, cell_frame, gather_rows, newest_submission
from data.queries.completeness import count_lowest_areas, find_areas_with_reporters
from data.schema import area, observation, rollup, submission
from ioc.area import Level
from ioc.indicator import Indicator
from ioc.rollup import Voice

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
    "converted": "int64",
    "estimated": "int64",
    "basis": "int64",
    "summed": "int64",
    "from_above": "int64",
    "voice": "int64",
    "beside_reported": "int64",
    "beside_demo": "int64",
    "beside_numerator": "float64",
    "beside_denominator": "float64",
    "beside_given": "float64",
}
_HERE, _TWIN = area.alias("here"), area.alias("twin")


def read_rollup_page(
    connection: Connection,
    area_ids: Sequence[int],
    wanted: CellFilter,
    after: tuple[int, int, str] | None,
    limit: int,
) -> pd.DataFrame:
    """Return the first cells that hold a number after a key, ordered by it; empty at the end.

    A parent's cell is its own report until its children are complete, otherwise their sum,
    otherwise what was brought over from another vintage; so the numbers are those of the packs
    that maps are drawn from.

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
        converted                   int64    how many of `reported` come from another vintage
        estimated                   int64    how many of those were weighed
        basis                       int64    by what (ioc.crosswalk.BASIS_CODES; 0: not weighed)
        summed                      int64    1: from children or another vintage; 0: own report
        from_above                  int64    for how many of `reported` an area above answered
        voice                       int64    whose number it is (ioc.rollup.Voice)
        beside_numerator, beside_denominator, beside_value  float64  the other one that is kept
        beside_reported, beside_demo                        int64    likewise
        vintage, code, name, level  str      of the area
        indicator                   str      code
        value                       float64  in the unit, not rounded; NaN = none
    """
    sources = ((rollup, _summed), (observation, _own_reports), (observation, _reports_elsewhere))

    def ask(
        some: Sequence[int], behind: tuple[Any, ...] | None, most: int
    ) -> list[tuple[Any, ...]]:
        parts = []
        for table, cells_of in sources:
            chosen = cells_of(some).where(wanted.condition(table))
            if behind is not None:
                chosen = chosen.where(tuple_(table.c.indicator_id, table.c.period)
                                      > tuple_(*behind))  # fmt: skip
            parts.append(chosen)
        # Ordered as a whole, not wrapped: a wrapped union would be written down before it is cut.
        merged = union_all(*parts).order_by(*_KEY).limit(most)
        return fetch_tuples(connection, merged)

    rows = gather_rows(ask, area_ids, after, limit)
    frame = cell_frame(connection, rows, _TYPES, wanted.indicators).drop(columns="given")
    frame = _with_expected(connection, frame, wanted.indicators)
    return _with_beside(frame, wanted.indicators)


def _summed(area_ids: Sequence[int]) -> Select[Any]:
    return select(
        rollup.c.area_id, rollup.c.indicator_id, rollup.c.period, rollup.c.numerator,
        rollup.c.denominator, rollup.c.value.label("given"), rollup.c.reported,
        rollup.c.expected, rollup.c.demo, rollup.c.converted, rollup.c.estimated, rollup.c.basis,
        case((rollup.c.voice == Voice.OWN.value, 0), else_=1).label("summed"),
        rollup.c.own, rollup.c.voice, rollup.c.beside_reported, rollup.c.beside_demo,
        rollup.c.beside_numerator, rollup.c.beside_denominator, rollup.c.beside_value,
    ).where(rollup.c.area_id.in_(area_ids))  # fmt: skip


def _nothing_beside() -> list[Any]:
    """Return the columns of a report by which no other number is kept, the last seven."""
    nothing: list[Any] = [literal_column("0").label(name) for name in list(_TYPES)[-7:-3]]
    return [*nothing, *(cast(null(), Float).label(name) for name in list(_TYPES)[-3:])]


def _own_reports(area_ids: Sequence[int]) -> Select[Any]:
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
            literal_column("0").label("converted"), literal_column("0").label("estimated"),
            literal_column("0").label("basis"), literal_column("0").label("summed"),
            *_nothing_beside(),
        )
        .join(submission, submission.c.id == observation.c.submission_id)
        .where(
            observation.c.area_id.in_(area_ids),
            observation.c.submission_id == newest_submission(),
            summed.is_(None),
        )
    )  # fmt: skip


def _reports_elsewhere(area_ids: Sequence[int]) -> Select[Any]:
    """What villages reported in another vintage, where they did not report in this one.

    Subqueries tell both databases what to begin with, which is the areas: they take an indicator
    for a good beginning, and it is millions of rows.
    """
    other, twin, sent = observation.alias("other"), area.alias("other_twin"), submission.alias()
    from_here, to_there = area.alias("from_here"), area.alias("to_there")
    there = (
        select(to_there.c.id)
        .join(from_here, from_here.c.unit_id == to_there.c.unit_id)
        .where(
            from_here.c.id.in_(area_ids), from_here.c.level == Level.VILLAGE.value,
            to_there.c.id != from_here.c.id,
        )
    )  # fmt: skip
    same_cell = and_(
        other.c.indicator_id == observation.c.indicator_id, other.c.period == observation.c.period
    )
    own = (
        select(func.max(other.c.submission_id))
        .join(sent, sent.c.id == other.c.submission_id)
        .where(other.c.area_id == _HERE.c.id, same_cell, sent.c.state != "withdrawn")
        .correlate(observation, _HERE)
        .scalar_subquery()
    )
    newest_there = (
        select(func.max(other.c.submission_id))
        .join(sent, sent.c.id == other.c.submission_id)
        .where(other.c.area_id == twin.c.id, same_cell, sent.c.state != "withdrawn")
        .correlate(observation, twin)
        .scalar_subquery()
    )
    newest = (
        select(func.max(newest_there))
        .where(twin.c.unit_id == _HERE.c.unit_id, twin.c.id != _HERE.c.id)
        .correlate(observation, _HERE)
        .scalar_subquery()
    )
    return (
        select(
            _HERE.c.id.label("area_id"), observation.c.indicator_id, observation.c.period,
            observation.c.numerator, observation.c.denominator, observation.c.value.label("given"),
            literal_column("1").label("reported"), literal_column("1").label("expected"),
            case((submission.c.kind == "demo", 1), else_=0).label("demo"),
            literal_column("1").label("converted"), literal_column("0").label("estimated"),
            literal_column("0").label("basis"), literal_column("1").label("summed"),
            *_nothing_beside(),
        )
        .select_from(_HERE)
        .join(_TWIN, and_(_TWIN.c.unit_id == _HERE.c.unit_id, _TWIN.c.id != _HERE.c.id))
        .join(observation, observation.c.area_id == _TWIN.c.id)
        .join(submission, submission.c.id == observation.c.submission_id)
        .where(
            observation.c.area_id.in_(there),
            _HERE.c.id.in_(area_ids),
            observation.c.submission_id == newest,
            own.is_(None),
        )
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
            (frame["indicator_id"] == each.id)
            & (frame["summed"] == 0)
            & (frame["voice"] == Voice.PARTS.value)
            & frame["level"].isin(wider)
        ).to_numpy()
        if not own.any():
            continue
        ids = [int(ident) for ident in frame.loc[own, "area_id"].unique()]
        counts = count_lowest_areas(connection, ids, each.lowest_level)
        expected = np.array([counts[ident] for ident in frame.loc[own, "area_id"]])
        frame.loc[own, "demo"] *= expected
        frame.loc[own, "reported"] = frame.loc[own, "expected"] = expected
        above = own & frame["area_id"].isin(
            find_areas_with_reporters(connection, ids, each.lowest_level)
        ).to_numpy()  # fmt: skip
        frame.loc[above, "from_above"] = frame.loc[above, "expected"]
        frame.loc[above, "voice"] = Voice.OWN.value
    return frame


def _with_beside(frame: pd.DataFrame, indicators: Sequence[Indicator]) -> pd.DataFrame:
    """Add the value of the other number that is kept, in the indicator's unit."""
    factors = {each.id: each.factor for each in indicators}
    return frame.assign(
        beside_value=shown_values(
            frame["beside_numerator"].to_numpy(),
            frame["beside_denominator"].to_numpy(),
            frame["beside_given"].to_numpy(),
            np.array([factors[each] for each in frame["indicator_id"]], dtype=np.float64),
        )
    ).drop(columns="beside_given")
