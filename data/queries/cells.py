"""Questions about numbers: a map, a series, one area's cells, which periods there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    case,
    literal_column,
    select,
    union_all,
)

from data.fetch import Prepared, columns_of, fetch_tuples, make_frame
from data.pack import Pack, pack_root, shown_values
from data.queries.areas import read_areas
from data.queries.completeness import count_lowest_areas, has_areas_below
from data.schema import area, observation, pack, rollup, submission
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator
from ioc.period import Frequency, Period, parse_period, period_of

_CELL_TYPES = {
    "numerator": "float64",
    "denominator": "float64",
    "value": "float64",
    "reported": "int64",
    "expected": "int64",
    "demo": "int64",
    "converted": "int64",
    "estimated": "int64",
    "basis": "int64",
}
_PACKS = select(pack.c.root_code, pack.c.payload).where(
    pack.c.indicator_id == bindparam("indicator_id"),
    pack.c.vintage == bindparam("vintage"),
    pack.c.level == bindparam("level"),
    pack.c.period == bindparam("period"),
)
_ALL_PACKS = Prepared(_PACKS)
_PACKS_OF_ROOT = Prepared(_PACKS.where(pack.c.root_code == bindparam("root_code")))


@dataclass(frozen=True)
class Directory:
    """The areas of one map in the order of its cells, and where each stands in the packs."""

    vintage: str
    level: Level
    parent_code: str
    former_code: str | None
    areas: pd.DataFrame  # columns of data.queries.areas.AREA_TYPES
    parent_names: list[str]
    ordinal: NDArray[np.int64]
    root: NDArray[np.object_]
    only_root: str | None  # the root, where there is just one

    @cached_property
    def places(self) -> dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """For each root: the rows of its areas, and their places in its packs."""
        found = {}
        for code in dict.fromkeys(self.root.tolist()):
            here = np.flatnonzero(self.root == code)
            found[str(code)] = (here, self.ordinal[here])
        return found


def read_directory(
    connection: Connection,
    vintage_code: str,
    level: Level,
    parent_code: str = COUNTRY_CODE,
    former_code: str | None = None,
) -> Directory:
    """Return the areas of this level under a parent, ordered by code."""
    areas = read_areas(connection, vintage_code, level, parent_code, former_code)
    statement = select(area.c.code, area.c.ordinal).where(
        area.c.vintage == vintage_code, area.c.level == level.value
    )
    ordinals = dict(fetch_tuples(connection, statement))
    parents = dict(
        fetch_tuples(
            connection,
            select(area.c.code, area.c.full_name).where(
                area.c.vintage == vintage_code, area.c.level != Level.VILLAGE
            ),
        )
    )
    roots = np.array(
        [pack_root(level, province) for province in areas["province_code"]], dtype=object
    )
    return Directory(
        vintage=vintage_code,
        level=level,
        parent_code=parent_code,
        former_code=former_code,
        areas=areas,
        parent_names=[parents.get(code, "") for code in areas["parent_code"]],
        ordinal=np.array([ordinals[code] for code in areas["code"]], dtype=np.int64),
        root=roots,
        only_root=str(roots[0]) if len(set(roots)) == 1 else None,
    )


def read_slice(
    connection: Connection, indicator: Indicator, directory: Directory, period: str
) -> Pack:
    """Return the cells of one map, in the order of the directory (NaN: not reported)."""
    values = {
        "indicator_id": indicator.id,
        "vintage": directory.vintage,
        "level": directory.level.value,
        "period": period,
    }
    if directory.only_root is not None:
        rows = fetch_tuples(connection, _PACKS_OF_ROOT, values | {"root_code": directory.only_root})
        if rows:
            return _taken(Pack.decode(rows[0][1]), directory.ordinal)
        return Pack.empty(len(directory.ordinal))
    made = Pack.empty(len(directory.ordinal))
    for root_code, payload in fetch_tuples(connection, _ALL_PACKS, values):
        if root_code not in directory.places:
            continue
        here, ordinals = directory.places[root_code]
        part = _taken(Pack.decode(payload), ordinals)
        for mine, theirs in zip(made.columns(), part.columns(), strict=True):
            mine[here] = theirs
    return made


def _taken(stored: Pack, ordinal: NDArray[np.int64]) -> Pack:
    if not ordinal.size or int(ordinal.max()) < stored.count:
        return Pack(*(column[ordinal] for column in stored.columns()))
    made = Pack.empty(len(ordinal))
    known = ordinal < stored.count
    for mine, theirs in zip(made.columns(), stored.columns(), strict=True):
        mine[known] = theirs[ordinal[known]]
    return made


def read_map(
    connection: Connection, indicator: Indicator, directory: Directory, period: str
) -> pd.DataFrame:
    """Return one map as a frame: one row per area of the directory, in its order.

    code         str
    numerator    float64  NaN = not reported
    denominator  float64  NaN = not reported, or the indicator has none
    value        float64  in the indicator's unit, not rounded; NaN = not reported
    reported     int32    areas of the lowest level that reported
    expected     int32    areas of the lowest level that should
    demo         int32    how many of `reported` are demo data
    converted    int32    how many of `reported` come from another vintage
    estimated    int32    how many of those were weighed
    basis        int32    by what (ioc.crosswalk.BASIS_CODES; 0: nothing was weighed)
    """
    cells = read_slice(connection, indicator, directory, period)
    return make_frame(
        {
            "code": directory.areas["code"].array,
            "numerator": cells.numerator,
            "denominator": cells.denominator,
            "value": cells.values(indicator.factor),
            "reported": cells.reported,
            "expected": cells.expected,
            "demo": cells.demo,
            "converted": cells.converted,
            "estimated": cells.estimated,
            "basis": cells.basis,
        }
    )


_ROLLED = select(
    rollup.c.indicator_id,
    rollup.c.period,
    literal_column("1").label("rolled"),
    rollup.c.numerator,
    rollup.c.denominator,
    rollup.c.value,
    rollup.c.reported,
    rollup.c.expected,
    rollup.c.demo,
    rollup.c.converted,
    rollup.c.estimated,
    rollup.c.basis,
    literal_column("0").label("submission_id"),
).where(rollup.c.area_id == bindparam("area_id"))


def _reported(rank: str, converted: str) -> Select[Any]:
    return (
        select(
            observation.c.indicator_id,
            observation.c.period,
            literal_column(rank).label("rolled"),
            observation.c.numerator,
            observation.c.denominator,
            observation.c.value,
            literal_column("1").label("reported"),
            literal_column("1").label("expected"),
            case((submission.c.kind == "demo", 1), else_=0).label("demo"),
            literal_column(converted).label("converted"),
            literal_column("0").label("estimated"),
            literal_column("0").label("basis"),
            observation.c.submission_id,
        )
        .join(submission, submission.c.id == observation.c.submission_id)
        .where(submission.c.state != "withdrawn")
    )


_REPORTED = _reported("0", "0").where(observation.c.area_id == bindparam("area_id"))
_HERE, _TWIN = area.alias("here"), area.alias("twin")
# What the same village reported in another vintage; other areas have it among the rollups.
_REPORTED_ELSEWHERE = (
    _reported("-1", "1")
    .join(_TWIN, _TWIN.c.id == observation.c.area_id)
    .join(_HERE, _HERE.c.unit_id == _TWIN.c.unit_id)
    .where(
        _HERE.c.id == bindparam("area_id"),
        _HERE.c.level == Level.VILLAGE.value,
        _TWIN.c.id != _HERE.c.id,
    )
)
_ORDER = ("indicator_id", "period", "rolled", "submission_id")
_SERIES = Prepared(
    union_all(
        _REPORTED_ELSEWHERE.where(observation.c.indicator_id == bindparam("indicator_id")),
        _REPORTED.where(observation.c.indicator_id == bindparam("indicator_id")),
        _ROLLED.where(rollup.c.indicator_id == bindparam("indicator_id")),
    ).order_by(*_ORDER)
)
_AREA_CELLS = Prepared(
    union_all(
        *(
            reported.where(
                observation.c.indicator_id.in_(bindparam("indicator_ids", expanding=True)),
                observation.c.period >= bindparam("since"),
            )
            for reported in (_REPORTED_ELSEWHERE, _REPORTED)
        ),
        _ROLLED.where(
            rollup.c.indicator_id.in_(bindparam("indicator_ids", expanding=True)),
            rollup.c.period >= bindparam("since"),
        ),
    ).order_by(*_ORDER)
)
_ROW_TYPES = {
    "indicator_id": "int64",
    "period": "str",
    "rolled": "int64",
    **_CELL_TYPES,
    # Only for the order of the rows.
    "submission_id": "",
}


def _newest(
    connection: Connection,
    rows: list[tuple[Any, ...]],
    indicators: Sequence[Indicator],
    area_id: int,
) -> dict[str, Any]:
    """Keep the last row of each cell (a rollup, else the newest report); compute the value.

    Rows come in `_ORDER`; a cell that comes again keeps its place.
    """
    latest = {(row[0], row[1]): row for row in rows}
    columns = columns_of(latest.values() if len(latest) < len(rows) else rows, _ROW_TYPES)
    factor: Any = indicators[0].factor if indicators else 1.0
    if len(indicators) > 1:
        factors = {each.id: each.factor for each in indicators}
        factor = np.array([factors[ident] for ident in columns["indicator_id"].tolist()])
    columns["value"] = shown_values(
        columns["numerator"], columns["denominator"], columns["value"], factor
    )
    own = columns.pop("rolled") == 0
    if own.any() and has_areas_below(connection, area_id):
        _complete(connection, columns, own, indicators, area_id)
    return columns


def _complete(
    connection: Connection,
    columns: dict[str, Any],
    own: NDArray[np.bool_],
    indicators: Sequence[Indicator],
    area_id: int,
) -> None:
    """Let own reports of an area that has areas below it count for all of them."""
    adding: dict[Level, list[int]] = {}
    for each in indicators:
        if each.space_rule.adds_up:
            adding.setdefault(each.lowest_level, []).append(each.id)
    for lowest, ids in adding.items():
        here = own & np.isin(columns["indicator_id"], ids)
        if here.any():
            count = count_lowest_areas(connection, [area_id], lowest)[area_id]
            for name in ("reported", "expected", "demo"):
                columns[name][here] *= count


def read_series(connection: Connection, indicator: Indicator, area_id: int) -> pd.DataFrame:
    """Return one indicator in one area, all periods.

    One row per period, ascending; empty when nothing was ever reported.

        period       str      ISO period
        numerator    float64  NaN = not reported
        denominator  float64  NaN = not reported, or the indicator has none
        value        float64  in the indicator's unit, not rounded
        reported     int64    areas of the lowest level that reported
        expected     int64    areas of the lowest level that should
        demo         int64    how many of `reported` are demo data
    """
    return make_frame(read_series_columns(connection, indicator, area_id))


def read_series_columns(
    connection: Connection, indicator: Indicator, area_id: int
) -> dict[str, Any]:
    """Return the columns of `read_series` as arrays: a frame costs more than their query."""
    values = {"indicator_id": indicator.id, "area_id": area_id}
    rows = fetch_tuples(connection, _SERIES, values)
    columns = _newest(connection, rows, [indicator], area_id)
    del columns["indicator_id"]
    return columns


def read_area_cells(
    connection: Connection, indicators: Sequence[Indicator], area_id: int, since: str
) -> pd.DataFrame:
    """Return the cells of one area for many indicators, from a period (ISO text) on.

    Columns indicator_id (int64) and those of `read_series`; ordered by indicator and period.
    """
    values = {
        "indicator_ids": [each.id for each in indicators],
        "area_id": area_id,
        "since": since,
    }
    rows = fetch_tuples(connection, _AREA_CELLS, values)
    return make_frame(_newest(connection, rows, indicators, area_id))


_ANY_PERIODS = (
    select(pack.c.period)
    .where(
        pack.c.indicator_id == bindparam("indicator_id"),
        pack.c.vintage == bindparam("vintage"),
        pack.c.level == bindparam("level"),
    )
    .distinct()
    .order_by(pack.c.period)
)
_PERIODS = Prepared(_ANY_PERIODS)
_PERIODS_OF_ROOT = Prepared(_ANY_PERIODS.where(pack.c.root_code == bindparam("root_code")))


def read_periods(
    connection: Connection,
    indicator: Indicator,
    vintage_code: str,
    level: Level,
    root_code: str | None = None,
) -> list[str]:
    """Return the periods that hold a number at this level, ascending."""
    values = {"indicator_id": indicator.id, "vintage": vintage_code, "level": level.value}
    if root_code is not None:
        rows = fetch_tuples(connection, _PERIODS_OF_ROOT, values | {"root_code": root_code})
    else:
        rows = fetch_tuples(connection, _PERIODS, values)
    return [row[0] for row in rows]


def nearest_period(wanted: str | None, periods: Sequence[str]) -> str | None:
    """Return the period of a list that answers for the wanted one.

    The same, else the one that holds its last day (a month asked of a quarterly indicator), else
    the latest before it, else the earliest. None wanted: the latest.

    >>> nearest_period("2024-05", ["2024-Q1", "2024-Q2", "2024-Q3"])
    '2024-Q2'
    >>> nearest_period("2024-Q2", ["2024-05", "2024-06", "2024-07"])
    '2024-06'
    """
    if not periods:
        return None
    if wanted is None:
        return periods[-1]
    if wanted in periods:
        return wanted
    day = parse_period(wanted).end
    held: list[Period] = [parse_period(text) for text in periods]
    for each in held:
        if each == period_of(day, Frequency(each.frequency)):
            return each.iso
    before = [each for each in held if each.end <= day]
    return (before[-1] if before else held[0]).iso
