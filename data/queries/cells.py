"""Questions about numbers: a map, a series, one area's cells, which periods there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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

from data.area_in import area_below, area_in
from data.fetch import Prepared, columns_of, fetch_tuples, make_frame, text_array
from data.pack import Pack, pack_root, shown_values
from data.queries.areas import read_areas
from data.queries.completeness import count_lowest_areas, has_areas_below
from data.schema import area, observation, pack, rollup, submission, vintage_scope
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
_PACKS = select(pack.c.vintage, pack.c.root_code, pack.c.payload).where(
    pack.c.indicator_id == bindparam("indicator_id"),
    pack.c.vintage.in_(
        select(vintage_scope.c.area_vintage)
        .where(vintage_scope.c.vintage == bindparam("vintage"))
        .distinct()
    ),
    pack.c.level == bindparam("level"),
    pack.c.period == bindparam("period"),
)
_ALL_PACKS = Prepared(_PACKS)
_ONE_PACK = Prepared(
    select(pack.c.payload).where(
        pack.c.indicator_id == bindparam("indicator_id"),
        pack.c.vintage == bindparam("row_vintage"),
        pack.c.level == bindparam("level"),
        pack.c.period == bindparam("period"),
        pack.c.root_code == bindparam("root_code"),
    )
)
Place = tuple[str, str]  # vintage and root of a pack


@dataclass(frozen=True)
class Directory:
    """The areas of one map in the order of its cells, and where each stands in the packs.

    A vintage that takes provinces over from an earlier one has its areas in packs of both.
    """

    vintage: str
    level: Level
    parent_code: str
    former_code: str | None
    areas: pd.DataFrame  # columns of data.queries.areas.AREA_TYPES
    parent_names: list[str]
    ordinal: NDArray[np.int64]
    row_vintage: NDArray[np.object_]
    root: NDArray[np.object_]

    @cached_property
    def places(self) -> dict[Place, tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """For each pack: the rows of its areas, and their places in it."""
        rows: dict[Place, list[int]] = {}
        pairs = zip(self.row_vintage.tolist(), self.root.tolist(), strict=True)
        for row, place in enumerate(pairs):
            rows.setdefault(place, []).append(row)
        found = {place: np.array(here, dtype=np.int64) for place, here in rows.items()}
        return {place: (here, self.ordinal[here]) for place, here in found.items()}

    @cached_property
    def only_place(self) -> Place | None:
        """The pack that holds them all, where there is just one."""
        return next(iter(self.places)) if len(self.places) == 1 else None

    @property
    def only_root(self) -> str | None:
        """Its root."""
        return self.only_place[1] if self.only_place else None


_PLACES = select(area_below.c.code, area_below.c.ordinal, area_below.c.row_vintage).where(
    area_below.c.vintage == bindparam("vintage"), area_below.c.level == bindparam("level")
)
_PLACES_OF_COUNTRY = Prepared(_PLACES)
_PLACES_OF_PROVINCE = Prepared(_PLACES.where(area_below.c.province_code == bindparam("province")))
_PLACE_OF_COUNTRY_ITSELF = Prepared(
    select(area_in.c.code, area_in.c.ordinal, area_in.c.row_vintage).where(
        area_in.c.vintage == bindparam("vintage"), area_in.c.level == bindparam("level")
    )
)
# One commune of a province: its own rows are found faster than they are picked from all.
_FEW = 200
_PLACES_OF_SOME = Prepared(
    select(area.c.code, area.c.ordinal, area.c.vintage).where(
        area.c.id.in_(bindparam("ids", expanding=True))
    )
)
_ABOVE = area.alias("above")
_PARENT_NAMES_OF_SOME = Prepared(
    select(_ABOVE.c.code, _ABOVE.c.full_name)
    .join(area, area.c.parent_id == _ABOVE.c.id)
    .where(area.c.id.in_(bindparam("ids", expanding=True)))
    .distinct()
)
_PARENT_NAMES = Prepared(
    select(area_in.c.code, area_in.c.full_name).where(
        area_in.c.vintage == bindparam("vintage"), area_in.c.level == bindparam("level")
    )
)
_PARENT_NAMES_OF_PROVINCE = Prepared(
    select(area_below.c.code, area_below.c.full_name).where(
        area_below.c.vintage == bindparam("vintage"),
        area_below.c.province_code == bindparam("province"),
        area_below.c.level != bindparam("village"),
    )
)


def read_directory(
    connection: Connection,
    vintage_code: str,
    level: Level,
    parent_code: str = COUNTRY_CODE,
    former_code: str | None = None,
) -> Directory:
    """Return the areas of this level under a parent, ordered by code.

    `parent_code` may name several provinces with commas between: those that became one.
    """
    parts = [
        read_areas(connection, vintage_code, level, each, former_code)
        for each in parent_code.split(",")
    ]
    areas = parts[0]
    if len(parts) > 1:
        areas = pd.concat(parts).sort_values("code", kind="stable", ignore_index=True)
    provinces = areas["province_code"].unique().tolist()
    values = {"vintage": vintage_code, "level": level.value}
    statement = _PLACE_OF_COUNTRY_ITSELF if level is Level.COUNTRY else _PLACES_OF_COUNTRY
    if len(provinces) == 1 and level.depth > Level.PROVINCE.depth:
        statement, values["province"] = _PLACES_OF_PROVINCE, provinces[0]
    if len(areas) <= _FEW:
        ids = {"ids": areas["id"].tolist()}
        places = {row[0]: row[1:] for row in fetch_tuples(connection, _PLACES_OF_SOME, ids)}
        parents = dict(fetch_tuples(connection, _PARENT_NAMES_OF_SOME, ids))
    else:
        places = {row[0]: row[1:] for row in fetch_tuples(connection, statement, values)}
        parents = _parent_names(connection, vintage_code, level, provinces)
    found = [places[code] for code in areas["code"]]
    return Directory(
        vintage=vintage_code,
        level=level,
        parent_code=parent_code,
        former_code=former_code,
        areas=areas,
        parent_names=[parents.get(code, "") for code in areas["parent_code"]],
        ordinal=np.array([each[0] for each in found], dtype=np.int64),
        row_vintage=np.array([each[1] for each in found], dtype=object),
        root=np.array(
            [pack_root(level, province) for province in areas["province_code"]], dtype=object
        ),
    )


def _parent_names(
    connection: Connection, vintage_code: str, level: Level, provinces: list[str]
) -> dict[str, str]:
    if len(provinces) == 1 and level.depth > Level.PROVINCE.depth:
        values = {"vintage": vintage_code, "province": provinces[0],
                  "village": Level.VILLAGE.value}  # fmt: skip
        return dict(fetch_tuples(connection, _PARENT_NAMES_OF_PROVINCE, values))
    names: dict[str, str] = {}
    for above in Level:
        if above.depth < level.depth:
            values = {"vintage": vintage_code, "level": above.value}
            names.update(
                (row[0], row[1]) for row in fetch_tuples(connection, _PARENT_NAMES, values)
            )
    return names


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
    if directory.only_place is not None:
        stored, root_code = directory.only_place
        values |= {"row_vintage": stored, "root_code": root_code}
        rows = fetch_tuples(connection, _ONE_PACK, values)
        if rows:
            return _taken(Pack.decode(rows[0][0]), directory.ordinal)
        return Pack.empty(len(directory.ordinal))
    return gather_packs(directory, fetch_tuples(connection, _ALL_PACKS, values))


def gather_packs(directory: Directory, rows: Iterable[Sequence[Any]]) -> Pack:
    """Return the cells of one map from its packs (vintage, root, blob), in the directory's order.

    Packs in which the directory has no area are passed over.
    """
    if directory.only_place is not None:
        for stored, root_code, payload in rows:
            if (stored, root_code) == directory.only_place:
                return _taken(Pack.decode(payload), directory.ordinal)
        return Pack.empty(len(directory.ordinal))
    made = Pack.empty(len(directory.ordinal))
    for stored, root_code, payload in rows:
        if (stored, root_code) not in directory.places:
            continue
        here, ordinals = directory.places[stored, root_code]
        part = _taken(Pack.decode(payload), ordinals)
        for mine, theirs in zip(made.columns(), part.columns(), strict=True):
            mine[here] = theirs
    return made


def read_values(
    connection: Connection, indicator: Indicator, directory: Directory, period: str
) -> NDArray[np.float64]:
    """Return the values of one map, in the order of the directory (NaN: not reported)."""
    if directory.only_place is None:
        return read_slice(connection, indicator, directory, period).values(indicator.factor)
    stored, root_code = directory.only_place
    values = {
        "indicator_id": indicator.id,
        "vintage": directory.vintage,
        "level": directory.level.value,
        "period": period,
        "row_vintage": stored,
        "root_code": root_code,
    }
    found = np.full(len(directory.ordinal), np.nan)
    for (payload,) in fetch_tuples(connection, _ONE_PACK, values):
        held = Pack.decode_values(payload, indicator.factor)
        known = directory.ordinal < len(held)
        found[known] = held[directory.ordinal[known]]
    return found


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
    text: Callable[[Sequence[Any]], Any] = text_array,
) -> dict[str, Any]:
    """Keep the last row of each cell (a rollup, else the newest report); compute the value.

    Rows come in `_ORDER`; a cell that comes again keeps its place. `text` makes the column of
    periods.
    """
    latest = {(row[0], row[1]): row for row in rows}
    columns = columns_of(latest.values() if len(latest) < len(rows) else rows, _ROW_TYPES, text)
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
    columns = read_series_columns(connection, indicator, area_id)
    return make_frame(columns | {"period": text_array(columns["period"])})


def read_series_columns(
    connection: Connection, indicator: Indicator, area_id: int
) -> dict[str, Any]:
    """Return the columns of `read_series`: a frame costs more than their query.

    Periods are a list, numbers arrays.
    """
    values = {"indicator_id": indicator.id, "area_id": area_id}
    rows = fetch_tuples(connection, _SERIES, values)
    columns = _newest(connection, rows, [indicator], area_id, list)
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


_ROW_VINTAGES = select(vintage_scope.c.area_vintage).where(
    vintage_scope.c.vintage == bindparam("vintage")
)
_ANY_PERIODS = (
    select(pack.c.period)
    .where(
        pack.c.indicator_id == bindparam("indicator_id"),
        pack.c.level == bindparam("level"),
    )
    .distinct()
    .order_by(pack.c.period)
)
_PERIODS = Prepared(_ANY_PERIODS.where(pack.c.vintage.in_(_ROW_VINTAGES.distinct())))
_PERIODS_OF_TOP = Prepared(
    _ANY_PERIODS.where(
        pack.c.vintage.in_(_ROW_VINTAGES.distinct()), pack.c.root_code == COUNTRY_CODE
    )
)
_PERIODS_OF_PROVINCE = Prepared(
    _ANY_PERIODS.where(
        pack.c.vintage
        == _ROW_VINTAGES.where(
            vintage_scope.c.province_code == bindparam("root_code")
        ).scalar_subquery(),
        pack.c.root_code == bindparam("root_code"),
    )
)


def read_periods(
    connection: Connection,
    indicator: Indicator,
    vintage_code: str,
    level: Level,
    root_code: str | None = None,
) -> list[str]:
    """Return the periods that hold a number at this level, ascending."""
    values = {"indicator_id": indicator.id, "vintage": vintage_code, "level": level.value}
    if root_code is None:
        rows = fetch_tuples(connection, _PERIODS, values)
    elif root_code == COUNTRY_CODE:
        rows = fetch_tuples(connection, _PERIODS_OF_TOP, values)
    else:
        rows = fetch_tuples(connection, _PERIODS_OF_PROVINCE, values | {"root_code": root_code})
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
