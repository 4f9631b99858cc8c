"""The numbers of one area: one indicator over time, or many indicators in some periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

from data.numbers.pack import shown_values
from data.queries.completeness import (
    count_lowest_of,
    find_areas_with_reporters,
    has_areas_below,
)
from data.queries.directories import Directories
from data.store.counting import counts
from data.store.fetch import PreparedQuery, columns_of, fetch_tuples, make_frame, text_array
from data.store.schema import area, observation, rollup, submission
from data.store.unreadable import plain_numbers, with_periods
from ioc.area import Level
from ioc.indicator import Indicator
from ioc.rollup import Voice

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
    "from_above": "int64",
    "voice": "int64",
}
_BESIDE_TYPES = {
    "beside_reported": "int64",
    "beside_demo": "int64",
    "beside_numerator": "float64",
    "beside_denominator": "float64",
    "beside_value": "float64",
}
_ROLLUPS = select(
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
    rollup.c.own,
    rollup.c.voice,
    literal_column("0").label("submission_id"),
).where(rollup.c.area_id == bindparam("area_id"))


def _reports(rank: str, converted: str) -> Select[Any]:
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
            literal_column("0").label("own"),
            literal_column("0").label("voice"),
            observation.c.submission_id,
        )
        .join(submission, submission.c.id == observation.c.submission_id)
        .where(counts())
    )


_REPORTS = _reports("0", "0").where(observation.c.area_id == bindparam("area_id"))
_HERE, _TWIN = area.alias("here"), area.alias("twin")
# Reports of the same village in another vintage; other areas have them among the rollups. With a
# join SQLite would begin with the indicator, which has millions of rows.
_REPORTS_ELSEWHERE = _reports("-1", "1").where(
    observation.c.area_id.in_(
        select(_TWIN.c.id)
        .join(_HERE, _HERE.c.unit_id == _TWIN.c.unit_id)
        .where(
            _HERE.c.id == bindparam("area_id"),
            _HERE.c.level == Level.VILLAGE.value,
            _TWIN.c.id != _HERE.c.id,
        )
    )
)
_ORDER = ("indicator_id", "period", "rolled", "submission_id")
_SERIES = PreparedQuery(
    union_all(
        _REPORTS_ELSEWHERE.where(observation.c.indicator_id == bindparam("indicator_id")),
        _REPORTS.where(observation.c.indicator_id == bindparam("indicator_id")),
        _ROLLUPS.where(rollup.c.indicator_id == bindparam("indicator_id")),
    ).order_by(*_ORDER)
)
_AREA_CELLS = PreparedQuery(
    union_all(
        *(
            reports.where(
                observation.c.indicator_id.in_(bindparam("indicator_ids", expanding=True)),
                observation.c.period >= bindparam("since"),
            )
            for reports in (_REPORTS_ELSEWHERE, _REPORTS)
        ),
        _ROLLUPS.where(
            rollup.c.indicator_id.in_(bindparam("indicator_ids", expanding=True)),
            rollup.c.period >= bindparam("since"),
        ),
    ).order_by(*_ORDER)
)
_CELLS_AT = PreparedQuery(
    union_all(
        *(
            reports.where(
                observation.c.indicator_id.in_(bindparam("indicator_ids", expanding=True)),
                observation.c.period.in_(bindparam("periods", expanding=True)),
            )
            for reports in (_REPORTS_ELSEWHERE, _REPORTS)
        ),
        _ROLLUPS.where(
            rollup.c.indicator_id.in_(bindparam("indicator_ids", expanding=True)),
            rollup.c.period.in_(bindparam("periods", expanding=True)),
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
    text: Callable[[Sequence[Any]], Any] = text_array,
    directories: Directories | None = None,
) -> dict[str, Any]:
    """Return the last row of each cell (a rollup, else the newest report), with the value.

    Rows are in `_ORDER`; a repeated cell keeps its first place. `text` makes the column of periods.
    """
    rows = list(with_periods(rows, 1))
    latest = {(row[0], row[1]): row for row in rows}
    columns = columns_of(latest.values() if len(latest) < len(rows) else rows, _ROW_TYPES, text)
    for name in ("numerator", "denominator", "value"):
        columns[name] = plain_numbers(columns[name])
    factor: Any = indicators[0].factor if indicators else 1.0
    if len(indicators) > 1:
        factors = {each.id: each.factor for each in indicators}
        factor = np.array([factors[ident] for ident in columns["indicator_id"].tolist()])
    columns["value"] = shown_values(
        columns["numerator"], columns["denominator"], columns["value"], factor
    )
    own = columns.pop("rolled") == 0
    if own.any() and has_areas_below(connection, area_id):
        _cover(connection, directories, columns, own, indicators, area_id)
    _set_beside(connection, columns, area_id, factor)
    return columns


_BESIDE = PreparedQuery(
    select(
        rollup.c.indicator_id, rollup.c.period, *(rollup.c[name] for name in _BESIDE_TYPES)
    ).where(
        rollup.c.area_id == bindparam("area_id"),
        rollup.c.indicator_id.in_(bindparam("indicator_ids", expanding=True)),
        rollup.c.voice != Voice.PARTS.value,
    )
)  # fmt: skip


def _set_beside(
    connection: Connection, columns: dict[str, Any], area_id: int, factor: float | NDArray[Any]
) -> None:
    """Add the numbers kept beside those shown; most areas never have any."""
    count = len(columns["voice"])
    for name, kind in _BESIDE_TYPES.items():
        columns[name] = np.full(count, np.nan if kind == "float64" else 0, dtype=kind)
    if not columns["voice"].any():
        return
    idents = columns["indicator_id"].tolist()
    values = {"area_id": area_id, "indicator_ids": sorted({*idents})}
    places = {key: place for place, key in enumerate(zip(idents, columns["period"], strict=True))}
    for ident, period, *numbers in fetch_tuples(connection, _BESIDE, values):
        place = places.get((ident, period))
        if place is None:
            continue
        for name, number in zip(_BESIDE_TYPES, numbers, strict=True):
            columns[name][place] = np.nan if number is None else number
    columns["beside_value"] = shown_values(
        columns["beside_numerator"], columns["beside_denominator"], columns["beside_value"], factor
    )


def _cover(
    connection: Connection,
    directories: Directories | None,
    columns: dict[str, Any],
    own: NDArray[np.bool_],
    indicators: Sequence[Indicator],
    area_id: int,
) -> None:
    """Count the own reports of an area with areas below it for all of them."""
    adding: dict[Level, list[int]] = {}
    for each in indicators:
        if each.space_rule.adds_up:
            adding.setdefault(each.lowest_level, []).append(each.id)
    for lowest, ids in adding.items():
        here = own & np.isin(columns["indicator_id"], ids)
        if here.any():
            count = count_lowest_of(connection, directories, area_id, lowest)
            for name in ("reported", "expected", "demo"):
                columns[name][here] *= count
            if find_areas_with_reporters(connection, [area_id], lowest):
                columns["from_above"][here] = count
                columns["voice"][here] = Voice.OWN.value


def read_series(connection: Connection, indicator: Indicator, area_id: int) -> pd.DataFrame:
    """Return one indicator in one area, all periods.

    One row per period, ascending; empty without any report.

        period       str      ISO period
        numerator    float64  NaN = not reported
        denominator  float64  NaN = not reported, or the indicator has none
        value        float64  in the indicator's unit, not rounded
        reported     int64    areas of the lowest level that reported
        expected     int64    areas of the lowest level that should
        demo         int64    how many of `reported` are demo data
        converted, estimated, basis  int64    how it was converted from another vintage
        from_above   int64    how many of `reported` are covered by the report of an area above
        voice        int64    whose number it is (ioc.rollup.Voice)
        beside_numerator, beside_denominator, beside_value  float64  the other number kept beside
        beside_reported, beside_demo                        int64    likewise
    """
    columns = read_series_columns(connection, indicator, area_id)
    return make_frame(columns | {"period": text_array(columns["period"])})


def read_series_columns(
    connection: Connection,
    indicator: Indicator,
    area_id: int,
    directories: Directories | None = None,
) -> dict[str, Any]:
    """Return the columns of `read_series`, because a frame costs more than the query.

    Periods are a list, numbers arrays.
    """
    values = {"indicator_id": indicator.id, "area_id": area_id}
    rows = fetch_tuples(connection, _SERIES, values)
    columns = _newest(connection, rows, [indicator], area_id, list, directories)
    del columns["indicator_id"]
    return columns


def read_area_cells(
    connection: Connection,
    indicators: Sequence[Indicator],
    area_id: int,
    since: str,
    directories: Directories | None = None,
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
    return make_frame(_newest(connection, rows, indicators, area_id, directories=directories))


def read_cell_columns(
    connection: Connection,
    indicators: Sequence[Indicator],
    area_id: int,
    periods: Sequence[str],
) -> dict[str, Any]:
    """Return the cells of one area for many indicators in some periods, as columns.

    The columns of `read_area_cells`, periods as a list; ordered by indicator and period.
    """
    values = {
        "indicator_ids": [each.id for each in indicators],
        "area_id": area_id,
        "periods": list(periods),
    }
    rows = fetch_tuples(connection, _CELLS_AT, values)
    return _newest(connection, rows, indicators, area_id, list)
