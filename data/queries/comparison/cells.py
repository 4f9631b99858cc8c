"""The cells of one indicator for all areas of a tree, period by period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, select

from data.numbers.pack import decode_columns, shown_values
from data.queries.comparison.nodes import Nodes
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import pack
from ioc.area import COUNTRY_CODE
from ioc.indicator import Indicator

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_PACKS = select(
    pack.c.period, pack.c.level, pack.c.vintage, pack.c.root_code, pack.c.payload
).where(
    pack.c.indicator_id == bindparam("indicator_id"),
    pack.c.vintage.in_(bindparam("vintages", expanding=True)),
    pack.c.level.in_(bindparam("levels", expanding=True)),
    pack.c.period.in_(bindparam("periods", expanding=True)),
)
_OF_COUNTRY = PreparedQuery(_PACKS)
_OF_PROVINCE = PreparedQuery(_PACKS.where(pack.c.root_code.in_([bindparam("root"), COUNTRY_CODE])))


@dataclass(frozen=True)
class PeriodCells:
    """One period of a tree; arrays as long as the tree. NaN: not reported."""

    numerator: Floats
    denominator: Floats
    value: Floats
    reported: Floats
    expected: Floats
    factor: float
    is_ratio: bool

    @cached_property
    def values(self) -> Floats:
        """The value of each area, in the indicator's unit."""
        return shown_values(self.numerator, self.denominator, self.value, self.factor)

    @cached_property
    def adds(self) -> Bools:
        """Which areas have the parts for a sum."""
        has_parts: Bools = ~np.isnan(self.numerator)
        return has_parts & ~np.isnan(self.denominator) if self.is_ratio else has_parts

    @cached_property
    def whole(self) -> Bools:
        """Which areas have complete reports: also 0 of 0, which has no value."""
        is_whole: Bools = (self.adds | ~np.isnan(self.value)) & (self.reported >= self.expected)
        return is_whole


# The first columns of a pack, in its order.
_COLUMNS = tuple(field.name for field in fields(PeriodCells))[:5]


class CellReader:
    """Reads the cells of one indicator in one tree; each period once."""

    def __init__(self, connection: Connection, nodes: Nodes, indicator: Indicator) -> None:
        self.nodes = nodes
        self.indicator = indicator
        self._connection = connection
        self._cells: dict[str, PeriodCells] = {}
        self._below: dict[str, CellReader] = {}

    def below(self, nodes: Nodes) -> CellReader:
        """Return the reader of the same indicator among the villages of a province."""
        if nodes.root_code not in self._below:
            self._below[nodes.root_code] = CellReader(self._connection, nodes, self.indicator)
        return self._below[nodes.root_code]

    def get(self, period: str) -> PeriodCells:
        """Return the cells of a period."""
        self.fetch([period])
        return self._cells[period]

    def fetch(self, periods: Iterable[str]) -> None:
        """Read several periods by one query."""
        missing = [each for each in dict.fromkeys(periods) if each not in self._cells]
        if not missing:
            return
        columns = {
            each: {
                name: np.full(len(self.nodes.id), np.nan if at < 3 else 0.0)
                for at, name in enumerate(_COLUMNS)
            }
            for each in missing
        }
        for period, *place, payload in self._payloads(missing):
            here, ordinals = self.nodes.places.get((place[0], place[1], place[2]), (None, None))
            if here is None or ordinals is None:
                continue
            pack_columns = decode_columns(payload, len(_COLUMNS))
            if int(ordinals.max()) >= len(pack_columns[0]):
                in_pack = ordinals < len(pack_columns[0])
                here, ordinals = here[in_pack], ordinals[in_pack]
            for name, column in zip(_COLUMNS, pack_columns, strict=True):
                columns[period][name][here] = column[ordinals]
        for period, each in columns.items():
            self._cells[period] = PeriodCells(
                **each, factor=self.indicator.factor, is_ratio=self.indicator.is_ratio
            )

    def _payloads(self, periods: Sequence[str]) -> list[tuple[Any, ...]]:
        places = self.nodes.places
        values = {
            "indicator_id": self.indicator.id,
            "vintages": sorted({vintage for _, vintage, _ in places}),
            "levels": sorted({level for level, _, _ in places}),
            "periods": list(periods),
        }
        if not places:
            return []
        if self.nodes.root_code == COUNTRY_CODE:
            return fetch_tuples(self._connection, _OF_COUNTRY, values)
        return fetch_tuples(self._connection, _OF_PROVINCE, values | {"root": self.nodes.root_code})
