"""Pages of cells at every level: rollups, else an area's own report."""

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

from data.numbers.pack import shown_values
from data.queries.cell_pages import CellFilter, cell_frame, gather_rows, newest_submission
from data.queries.completeness import count_lowest_areas, find_areas_with_reporters
from data.store.counting import counts
from data.store.fetch import fetch_tuples
from data.store.schema import area, observation, rollup, submission
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
    cell_filter: CellFilter,
    after: tuple[int, int, str] | None,
    limit: int,
) -> pd.DataFrame:
    """Return the first cells with a number after a key, ordered by it; empty at the end.

    A parent's cell is its own report until its children are complete, else their sum, else its
    converted number: the same numbers as in the packs that maps are drawn from.

    Args:
        connection: open connection.
        area_ids: the areas, ascending (`read_cell_area_ids`, `read_area_ids`).
        cell_filter: the filter of their cells.
        after: area_id, indicator_id, period of the last row of the page before.
        limit: the largest number of rows.

        area_id, indicator_id       int64
        period                      str
        numerator, denominator      float64  NaN = unknown, or the indicator has none
        reported                    int64    areas of the lowest level that reported
        expected                    int64    areas of the lowest level that should
        demo                        int64    how many of `reported` are made up
        converted                   int64    how many of `reported` come from another vintage
        estimated                   int64    how many of those were converted by a weight
        basis                       int64    the weight (ioc.crosswalk.BASIS_CODES; 0: none)
        summed                      int64    1: from children or another vintage; 0: own report
        from_above                  int64    how many of `reported` are covered by an area above
        voice                       int64    whose number it is (ioc.rollup.Voice)
        beside_numerator, beside_denominator, beside_value  float64  the other number kept beside
        beside_reported, beside_demo                        int64    likewise
        vintage, code, name, level  str      of the area
        indicator                   str      code
        value                       float64  in the unit, not rounded; NaN = none
    """
    sources = (
        (rollup, _rollup_cells),
        (observation, _own_reports),
        (observation, _reports_elsewhere),
    )

    def ask(
        some: Sequence[int], behind: tuple[Any, ...] | None, most: int
    ) -> list[tuple[Any, ...]]:
        parts = []
        for table, cells_of in sources:
            query = cells_of(some).where(cell_filter.condition(table))
            if behind is not None:
                query = query.where(tuple_(table.c.indicator_id, table.c.period)
                                      > tuple_(*behind))  # fmt: skip
            parts.append(query)
        # Order and limit belong to the union itself: a wrapped one would be written out in full.
        union = union_all(*parts).order_by(*_KEY).limit(most)
        return fetch_tuples(connection, union)

    rows = gather_rows(ask, area_ids, after, limit)
    frame = cell_frame(connection, rows, _TYPES, cell_filter.indicators).drop(columns="given")
    frame = _with_expected(connection, frame, cell_filter.indicators)
    return _with_beside(frame, cell_filter.indicators)


def _rollup_cells(area_ids: Sequence[int]) -> Select[Any]:
    return select(
        rollup.c.area_id, rollup.c.indicator_id, rollup.c.period, rollup.c.numerator,
        rollup.c.denominator, rollup.c.value.label("given"), rollup.c.reported,
        rollup.c.expected, rollup.c.demo, rollup.c.converted, rollup.c.estimated, rollup.c.basis,
        case((rollup.c.voice == Voice.OWN.value, 0), else_=1).label("summed"),
        rollup.c.own, rollup.c.voice, rollup.c.beside_reported, rollup.c.beside_demo,
        rollup.c.beside_numerator, rollup.c.beside_denominator, rollup.c.beside_value,
    ).where(rollup.c.area_id.in_(area_ids))  # fmt: skip


def _nothing_beside() -> list[Any]:
    """Return the last seven columns for a report without another number beside it."""
    nothing: list[Any] = [literal_column("0").label(name) for name in list(_TYPES)[-7:-3]]
    return [*nothing, *(cast(null(), Float).label(name) for name in list(_TYPES)[-3:])]


def _own_reports(area_ids: Sequence[int]) -> Select[Any]:
    # A scalar subquery for the same reason as `newest_submission`.
    rollup_count = (
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
            rollup_count.is_(None),
        )
    )  # fmt: skip


def _reports_elsewhere(area_ids: Sequence[int]) -> Select[Any]:
    """Select what villages reported in another vintage, where they did not report in this one.

    Subqueries make both databases begin with the areas; they would rather begin with the
    indicator, which has millions of rows.
    """
    other, twin, hand_in = observation.alias("other"), area.alias("other_twin"), submission.alias()
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
        .join(hand_in, hand_in.c.id == other.c.submission_id)
        .where(other.c.area_id == _HERE.c.id, same_cell, counts(hand_in))
        .correlate(observation, _HERE)
        .scalar_subquery()
    )
    newest_there = (
        select(func.max(other.c.submission_id))
        .join(hand_in, hand_in.c.id == other.c.submission_id)
        .where(other.c.area_id == twin.c.id, same_cell, counts(hand_in))
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
    """Count the report of an area for all areas below it as many times as there are such areas."""
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
    """Add the value of the other number kept beside, in the indicator's unit."""
    factors = {each.id: each.factor for each in indicators}
    return frame.assign(
        beside_value=shown_values(
            frame["beside_numerator"].to_numpy(),
            frame["beside_denominator"].to_numpy(),
            frame["beside_given"].to_numpy(),
            np.array([factors[each] for each in frame["indicator_id"]], dtype=np.float64),
        )
    ).drop(columns="beside_given")
