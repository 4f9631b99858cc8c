"""All periods of one map, for the time control of a screen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, bindparam, select

from data.numbers.pack import Pack
from data.queries.directory import Directory
from data.queries.maps import gather_packs
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import pack, vintage_scope
from data.store.unreadable import with_periods
from ioc.indicator import Indicator

_PACKS = (
    select(pack.c.period, pack.c.vintage, pack.c.root_code, pack.c.payload)
    .where(
        pack.c.indicator_id == bindparam("indicator_id"),
        pack.c.level == bindparam("level"),
    )
    .order_by(pack.c.period)
)
_OF_PLACE = PreparedQuery(
    _PACKS.where(
        pack.c.vintage == bindparam("row_vintage"), pack.c.root_code == bindparam("root_code")
    )
)
_OF_VINTAGE = PreparedQuery(
    _PACKS.where(
        pack.c.vintage.in_(
            select(vintage_scope.c.area_vintage)
            .where(vintage_scope.c.vintage == bindparam("vintage"))
            .distinct()
        )
    )
)


def read_history(
    connection: Connection, indicator: Indicator, directory: Directory
) -> Iterator[tuple[str, Pack]]:
    """Yield each period that has a pack, ascending, with its cells in the directory's order.

    One query reads all packs, but they are decoded period by period: all periods of 3,806 villages
    would take 14 MB.
    """
    values = {"indicator_id": indicator.id, "level": directory.level.value}
    if directory.only_place is not None:
        row_vintage, root_code = directory.only_place
        rows = fetch_tuples(
            connection, _OF_PLACE, values | {"row_vintage": row_vintage, "root_code": root_code}
        )
    else:
        rows = fetch_tuples(connection, _OF_VINTAGE, values | {"vintage": directory.vintage})
    for period, group in groupby(with_periods(rows, 0), key=lambda row: str(row[0])):
        yield period, gather_packs(directory, (row[1:] for row in group))
