"""The packs of one transaction: read for an indicator, changed, and written at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, delete, select

from data.numbers.pack import Pack
from data.store.bulk import bulk_upsert
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import pack
from ioc.area import Level

# Vintage, period and root code of the packs of a tree.
TreeKey = tuple[str, str, str]

_FIND_PACKS = select(pack.c.period, pack.c.root_code, pack.c.level, pack.c.payload).where(
    pack.c.indicator_id == bindparam("indicator_id"),
    pack.c.vintage == bindparam("vintage"),
    # All levels: listing them lets the index be used up to the period.
    pack.c.level.in_([level.value for level in Level]),
    pack.c.period.in_(bindparam("periods", expanding=True)),
    pack.c.root_code.in_(bindparam("root_codes", expanding=True)),
)
_FIND_ONE = PreparedQuery(
    select(pack.c.period, pack.c.root_code, pack.c.level, pack.c.payload).where(
        pack.c.indicator_id == bindparam("indicator_id"),
        pack.c.vintage == bindparam("vintage"),
        pack.c.level.in_([level.value for level in Level]),
        pack.c.period == bindparam("period"),
        pack.c.root_code == bindparam("root_code"),
    )
)
# A prepared statement sent several times is faster than one with lists sent once.
_FEW = 4
_KEY = ("_indicator", "_vintage", "_level", "_period", "_root")
_DELETE = delete(pack).where(
    pack.c.indicator_id == bindparam("_indicator"),
    pack.c.vintage == bindparam("_vintage"),
    pack.c.level == bindparam("_level"),
    pack.c.period == bindparam("_period"),
    pack.c.root_code == bindparam("_root"),
)


class PackChanges:
    """The packs of one indicator as a transaction changes them, and all its changes to write."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._payloads: dict[TreeKey, dict[Level, bytes]] = {}
        self._decoded_packs: dict[tuple[TreeKey, Level], Pack] = {}
        # Packs to write; empty bytes: to delete, because no number is left.
        self._changes: dict[tuple[int, str, str, str, str], bytes] = {}

    def read(
        self, indicator_id: int, periods: list[str], roots_of: Mapping[str, Iterable[str]]
    ) -> None:
        """Read the packs of an indicator; changes that are not in the database yet included.

        Args:
            indicator_id: the indicator.
            periods: the periods.
            roots_of: the root codes of each vintage.
        """
        self._payloads.clear()
        self._decoded_packs.clear()
        for vintage, roots in roots_of.items():
            for period, root_code, level, payload in self._read_rows(
                indicator_id, vintage, periods, sorted(roots)
            ):
                self._payloads.setdefault((vintage, period, root_code), {})[Level(level)] = payload
        for (ident, vintage, level, period, root_code), payload in self._changes.items():
            if ident == indicator_id:
                self._set_payload((vintage, period, root_code), Level(level), payload)

    def levels(self, key: TreeKey) -> list[Level]:
        """Return the levels of a tree that have a pack."""
        return list(self._payloads.get(key, ()))

    def find(self, key: TreeKey, level: Level) -> Pack | None:
        """Return the pack of a level of a tree; None: there is none."""
        place = (key, level)
        if place not in self._decoded_packs:
            payload = self._payloads.get(key, {}).get(level)
            if payload is None:
                return None
            self._decoded_packs[place] = Pack.decode(payload)
        return self._decoded_packs[place]

    def has(self, key: TreeKey, level: Level) -> bool:
        """Tell whether a level of a tree has a pack."""
        return level in self._payloads.get(key, ())

    def set(self, indicator_id: int, key: TreeKey, level: Level, payload: bytes) -> None:
        """Change the pack of a level of a tree; empty bytes: delete it."""
        vintage, period, root_code = key
        self._changes[indicator_id, vintage, level.value, period, root_code] = payload
        self._set_payload(key, level, payload)
        self._decoded_packs.pop((key, level), None)

    def flush(self) -> None:
        """Write all changes."""
        empty_keys = [key for key, payload in self._changes.items() if not payload]
        if empty_keys:
            self._connection.execute(
                _DELETE, [dict(zip(_KEY, key, strict=True)) for key in empty_keys]
            )
        latest = [(*key, payload) for key, payload in self._changes.items() if payload]
        if latest:
            columns = {}
            for place, name in enumerate(pack.c.keys()):
                column = np.empty(len(latest), dtype=object)
                column[:] = [row[place] for row in latest]
                columns[name] = column
            bulk_upsert(self._connection, pack, columns)
        self._changes.clear()

    def _set_payload(self, key: TreeKey, level: Level, payload: bytes) -> None:
        payloads = self._payloads.setdefault(key, {})
        payloads.pop(level, None)
        if payload:
            payloads[level] = payload

    def _read_rows(
        self, indicator_id: int, vintage: str, periods: list[str], root_codes: list[str]
    ) -> list[tuple[Any, ...]]:
        """Return period, root, level and payload of packs."""
        values = {"indicator_id": indicator_id, "vintage": vintage}
        if len(periods) * len(root_codes) > _FEW:
            lists = {"periods": periods, "root_codes": root_codes}
            return fetch_tuples(self._connection, _FIND_PACKS, {**values, **lists})
        return [
            row
            for period in periods
            for root_code in root_codes
            for row in fetch_tuples(
                self._connection, _FIND_ONE, {**values, "period": period, "root_code": root_code}
            )
        ]
