"""The numbers of one map: one indicator in one period, in the order of a directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, select

from data.numbers.pack import Pack, is_nothing, nothing
from data.queries.directory import Directory
from data.store.fetch import PreparedQuery, fetch_tuples, make_frame
from data.store.schema import pack, vintage_scope
from ioc.indicator import Indicator

_PACKS = select(pack.c.period, pack.c.vintage, pack.c.root_code, pack.c.payload).where(
    pack.c.indicator_id == bindparam("indicator_id"),
    pack.c.vintage.in_(
        select(vintage_scope.c.area_vintage)
        .where(vintage_scope.c.vintage == bindparam("vintage"))
        .distinct()
    ),
    pack.c.level == bindparam("level"),
    pack.c.period.in_(bindparam("periods", expanding=True)),
)
_ALL_PACKS = PreparedQuery(_PACKS)
_PACKS_OF_ROOT = select(pack.c.period, pack.c.payload).where(
    pack.c.indicator_id == bindparam("indicator_id"),
    pack.c.vintage == bindparam("row_vintage"),
    pack.c.level == bindparam("level"),
    pack.c.root_code == bindparam("root_code"),
)
_ONE_PACK = PreparedQuery(_PACKS_OF_ROOT.where(pack.c.period == bindparam("period")))
_SOME_PACKS = PreparedQuery(
    _PACKS_OF_ROOT.where(pack.c.period.in_(bindparam("periods", expanding=True)))
)


def read_slice(
    connection: Connection, indicator: Indicator, directory: Directory, period: str
) -> Pack:
    """Return the cells of one map, in the order of the directory (NaN: not reported)."""
    return read_slices(connection, indicator, directory, [period])[0]


def read_slices(
    connection: Connection, indicator: Indicator, directory: Directory, periods: Sequence[str]
) -> list[Pack]:
    """Return `read_slice` of several periods, in their order, by one query."""
    if directory.only_place is not None:
        payloads = _read_payloads(connection, indicator, directory, periods)
        return [
            _pick(Pack.decode(payloads[each]), directory.ordinal)
            if each in payloads
            else Pack.empty(len(directory.ordinal))
            for each in periods
        ]
    values = {
        "indicator_id": indicator.id,
        "vintage": directory.vintage,
        "level": directory.level.value,
    }
    rows_of: dict[str, list[Sequence[Any]]] = {each: [] for each in periods}
    for period, *row in fetch_tuples(connection, _ALL_PACKS, values | {"periods": list(periods)}):
        rows_of[period].append(row)
    return [gather_packs(directory, rows_of[each]) for each in periods]


def _read_payloads(
    connection: Connection, indicator: Indicator, directory: Directory, periods: Sequence[str]
) -> dict[str, bytes]:
    """Return the packs of a directory that lies in a single pack, by period."""
    if directory.only_place is None:
        raise ValueError("the directory lies in more than one pack")
    row_vintage, root_code = directory.only_place
    values: dict[str, Any] = {
        "indicator_id": indicator.id,
        "row_vintage": row_vintage,
        "level": directory.level.value,
        "root_code": root_code,
    }
    if len(periods) == 1:
        rows = fetch_tuples(connection, _ONE_PACK, values | {"period": periods[0]})
    else:
        rows = fetch_tuples(connection, _SOME_PACKS, values | {"periods": list(periods)})
    return {period: payload for period, payload in rows}


def gather_packs(directory: Directory, rows: Iterable[Sequence[Any]]) -> Pack:
    """Return the cells of one map from its packs (vintage, root, blob), in the directory's order.

    Packs without areas of the directory are skipped.
    """
    if directory.only_place is not None:
        for row_vintage, root_code, payload in rows:
            if (row_vintage, root_code) == directory.only_place:
                return _pick(Pack.decode(payload), directory.ordinal)
        return Pack.empty(len(directory.ordinal))
    cells = Pack.empty(len(directory.ordinal))
    for row_vintage, root_code, payload in rows:
        if (row_vintage, root_code) not in directory.places:
            continue
        here, ordinals = directory.places[row_vintage, root_code]
        part = _pick(Pack.decode(payload), ordinals)
        for mine, theirs in zip(cells.columns(), part.columns(), strict=True):
            mine[here] = theirs
    return cells


def read_values(
    connection: Connection, indicator: Indicator, directory: Directory, periods: Sequence[str]
) -> list[NDArray[np.float64]]:
    """Return the values of a map in each period, in the directory's order (NaN: not reported)."""
    if directory.only_place is None:
        slices = read_slices(connection, indicator, directory, periods)
        return [each.values(indicator.factor) for each in slices]
    payloads = _read_payloads(connection, indicator, directory, periods)
    columns = []
    for each in periods:
        values = np.full(len(directory.ordinal), np.nan)
        if each in payloads:
            pack_values = Pack.decode_values(payloads[each], indicator.factor)
            in_pack = directory.ordinal < len(pack_values)
            values[in_pack] = pack_values[directory.ordinal[in_pack]]
        columns.append(values)
    return columns


def _pick(cells: Pack, ordinal: NDArray[np.int64]) -> Pack:
    if not ordinal.size or int(ordinal.max()) < cells.count:
        count = len(ordinal)
        return Pack(*(
            nothing(place, count) if is_nothing(column) else column[ordinal]
            for place, column in enumerate(cells.columns())
        ))  # fmt: skip
    part = Pack.empty(len(ordinal))
    in_pack = ordinal < cells.count
    for mine, theirs in zip(part.columns(), cells.columns(), strict=True):
        mine[in_pack] = theirs[ordinal[in_pack]]
    return part


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
    estimated    int32    how many of those were converted by a weight
    basis        int32    the weight (ioc.crosswalk.BASIS_CODES; 0: none)
    from_above   int32    how many of `reported` are covered by the report of an area above
    voice        int32    whose number it is (ioc.rollup.Voice)
    beside_numerator, beside_denominator, beside_value  float64  the other number kept beside
    beside_reported, beside_demo                        int32    likewise
    """
    return map_frame(read_slice(connection, indicator, directory, period), indicator, directory)


def map_frame(cells: Pack, indicator: Indicator, directory: Directory) -> pd.DataFrame:
    """Return the cells of a map as a frame with the columns of `read_map`."""
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
            "from_above": cells.own,
            "voice": cells.voice,
            "beside_numerator": cells.beside_numerator,
            "beside_denominator": cells.beside_denominator,
            "beside_value": cells.beside_values(indicator.factor),
            "beside_reported": cells.beside_reported,
            "beside_demo": cells.beside_demo,
        }
    )
