"""A bounded memory of directories: which areas a map shows, in which order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, RootTransaction

from data.queries.cells import Directory, read_directory, read_periods
from data.store import read_revision
from ioc.area import COUNTRY_CODE, Level
from ioc.indicator import Indicator

Made = TypeVar("Made")
_MOST_DERIVED = 512


class DirectoryCache:
    """Keeps the directories last asked for; a new revision of the store empties it.

    Areas change seldom and maps are asked for often; a directory of 3,321 communes takes 20 ms to
    read and 2 MB to keep.
    """

    def __init__(self, size: int = 48) -> None:
        self._size = size
        self._held: OrderedDict[tuple[str, Level, str, str | None], Directory] = OrderedDict()
        self._derived: OrderedDict[Hashable, Any] = OrderedDict()
        self._revision = -1
        self._revisions: WeakKeyDictionary[RootTransaction, int] = WeakKeyDictionary()
        self._lock = Lock()

    def get(
        self,
        connection: Connection,
        vintage_code: str,
        level: Level,
        parent_code: str = COUNTRY_CODE,
        former_code: str | None = None,
    ) -> Directory:
        """Return the directory, read anew where it is not held for the present revision."""
        revision = self._seen(connection)
        key = (vintage_code, level, parent_code, former_code)
        with self._lock:
            self._forget_before(revision)
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = read_directory(connection, vintage_code, level, parent_code, former_code)
        with self._lock:
            if revision == self._revision:
                self._held[key] = made
                while len(self._held) > self._size:
                    self._held.popitem(last=False)
        return made

    def periods(
        self, connection: Connection, indicator: Indicator, directory: Directory
    ) -> list[str]:
        """Return the periods that hold a number on a map, ascending; asked once per revision."""
        vintage, level, root = directory.vintage, directory.level, directory.only_root
        return self.remember(
            connection,
            ("periods", indicator.id, vintage, level, root),
            lambda: read_periods(connection, indicator, vintage, level, root),
        )

    def remember(self, connection: Connection, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what `make` returns, made once per key and revision: something small."""
        revision = self._seen(connection)
        with self._lock:
            self._forget_before(revision)
            if key in self._derived:
                self._derived.move_to_end(key)
                known: Made = self._derived[key]
                return known
        made = make()
        with self._lock:
            if revision == self._revision:
                self._derived[key] = made
                while len(self._derived) > _MOST_DERIVED:
                    self._derived.popitem(last=False)
        return made

    def _seen(self, connection: Connection) -> int:
        """Return the revision that this connection's transaction reads: asked once in each."""
        transaction = connection.get_transaction()
        known = self._revisions.get(transaction) if transaction is not None else None
        if known is None:
            known = read_revision(connection)
            transaction = connection.get_transaction()
            if transaction is not None:
                self._revisions[transaction] = known
        return known

    def _forget_before(self, revision: int) -> None:
        if revision != self._revision:
            self._held.clear()
            self._derived.clear()
            self._revision = revision
