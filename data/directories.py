"""A bounded memory of directories: which areas a map shows, in which order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, RootTransaction

from data.queries.areas import Area, find_area, find_reporting_level
from data.queries.catalogue import Target, read_targets
from data.queries.directory import Directory, plain_parents, read_directory
from data.queries.periods import read_periods
from data.store import (
    EVERYTHING,
    latest_of,
    read_all_touched,
    read_areas_revision,
    read_revision,
)
from ioc.area import COUNTRY_CODE, AreaKey, Level
from ioc.indicator import Indicator

Made = TypeVar("Made")
# Class bounds of 40 indicators in 130 communes are five thousand; an entry is a few numbers.
_MOST_DERIVED, _MOST_SHARED = 4096, 64


class DirectoryCache:
    """Keeps the directories last asked for until areas or the catalogue change.

    Areas change seldom and maps are asked for often; a directory of 3,321 communes takes 20 ms to
    read and 2 MB to keep. New numbers of an indicator empty only what was derived from them.
    """

    def __init__(self, size: int = 256, most_areas: int = 40_000) -> None:
        self._size = size
        self._most_areas = most_areas
        self._areas = 0  # in all that is held
        self._held: OrderedDict[tuple[str, Level, str, str | None], Directory] = OrderedDict()
        self._derived: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._shared: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._areas_at = -1
        self._all: tuple[int, dict[str, int]] = -1, {}
        self._touched: WeakKeyDictionary[RootTransaction, dict[str, int]] = WeakKeyDictionary()
        self._lock = Lock()

    def get(
        self,
        connection: Connection,
        vintage_code: str,
        level: Level,
        parent_code: str = COUNTRY_CODE,
        former_code: str | None = None,
    ) -> Directory:
        """Return the directory, read anew where it is not held as the store has it now."""
        revision = self.touched(connection)
        parent_code = plain_parents(parent_code)
        key = (vintage_code, level, parent_code, former_code)
        with self._lock:
            if revision != self._areas_at:
                self._held.clear()
                self._areas, self._areas_at = 0, revision
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = read_directory(connection, vintage_code, level, parent_code, former_code)
        with self._lock:
            if revision == self._areas_at and key not in self._held:
                self._held[key] = made
                self._areas += len(made.areas)
                while len(self._held) > 1 and (
                    len(self._held) > self._size or self._areas > self._most_areas
                ):
                    _, gone = self._held.popitem(last=False)
                    self._areas -= len(gone.areas)
        return made

    def periods(
        self, connection: Connection, indicator: Indicator, directory: Directory
    ) -> list[str]:
        """Return the periods that hold a number on a map, ascending; asked once per change."""
        vintage, level, root = directory.vintage, directory.level, directory.only_root
        return self.periods_at(connection, indicator, vintage, level, root)

    def periods_at(
        self,
        connection: Connection,
        indicator: Indicator,
        vintage: str,
        level: Level,
        root: str | None = None,
    ) -> list[str]:
        """Return `read_periods`, asked once until numbers of the indicator change."""
        return self.remember(
            connection,
            ("periods", indicator.id, vintage, level, root),
            lambda: read_periods(connection, indicator, vintage, level, root),
            indicator.code,
        )

    def targets(self, connection: Connection, indicator_code: str) -> list[Target]:
        """Return the targets of an indicator, asked once until the catalogue changes."""
        return self.remember(
            connection,
            ("targets", indicator_code),
            lambda: read_targets(connection, [indicator_code]),
        )

    def reporting_level(self, connection: Connection, area: Area, lowest: Level) -> Level | None:
        """Return `find_reporting_level`, asked once until areas change."""
        return self.remember(
            connection,
            ("reporting", area.key, lowest),
            lambda: find_reporting_level(connection, area, lowest),
        )

    def areas_revision(self, connection: Connection) -> int:
        """Return `read_areas_revision`, asked once until areas or the catalogue change."""
        return self.remember(connection, "areas revision", lambda: read_areas_revision(connection))

    def path(self, connection: Connection, key: AreaKey) -> list[Area]:
        """Return `read_path`: what lies above is asked for once for all that lies in it.

        Raises:
            NotFoundError: no such vintage, or no such code in it.
        """
        found = self.remember(connection, ("area", key), lambda: find_area(connection, key))
        if found.parent_code is None:
            return [found]
        return [*self.path(connection, AreaKey(key.vintage, found.parent_code)), found]

    def remember(
        self,
        connection: Connection,
        key: Hashable,
        make: Callable[[], Made],
        indicator_code: str = EVERYTHING,
    ) -> Made:
        """Return what `make` returns, made once until its ground changes: something small.

        Args:
            connection: open connection.
            key: what is remembered; must name whatever `make` depends on.
            make: reads it.
            indicator_code: whose numbers it was read from, besides areas and catalogue.
        """
        revision = self.touched(connection, indicator_code)
        with self._lock:
            at, known = self._derived.get(key, (-1, None))
            if at == revision:
                self._derived.move_to_end(key)
                return cast(Made, known)
        made = make()
        with self._lock:
            self._derived[key] = revision, made
            while len(self._derived) > _MOST_DERIVED:
                self._derived.popitem(last=False)
        return made

    def share(self, connection: Connection, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what `make` returns, made once per key and revision of the store: an answer.

        Many ask the same at the same moment, when something has changed: one makes it, the others
        wait for it. `key` must name whatever `make` depends on besides the store.
        """
        revision = self.reached(connection)
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                at, known = self._shared.get(key, (-1, None))
            if at == revision:
                return cast(Made, known)
            try:
                made = make()
            except BaseException:
                # What is never made is never dropped.
                with self._lock:
                    if key not in self._shared:
                        self._making.pop(key, None)
                raise
            with self._lock:
                self._shared[key] = revision, made
                self._shared.move_to_end(key)
                while len(self._shared) > _MOST_SHARED:
                    gone, _ = self._shared.popitem(last=False)
                    self._making.pop(gone, None)
        return made

    def touched(self, connection: Connection, *indicator_codes: str) -> int:
        """Return `read_touched` of this connection's transaction: asked once in each.

        What is read after it may be newer, and is never older.
        """
        return latest_of(self._seen(connection), indicator_codes)

    def reached(self, connection: Connection) -> int:
        """Return the store's revision in the same way; each revision touches something."""
        return max(self._seen(connection).values(), default=0)

    def _seen(self, connection: Connection) -> dict[str, int]:
        transaction = connection.get_transaction()
        known = self._touched.get(transaction) if transaction is not None else None
        if known is None:
            known = self._all_touched(connection)
            transaction = connection.get_transaction()
            if transaction is not None:
                self._touched[transaction] = known
        return known

    def _all_touched(self, connection: Connection) -> dict[str, int]:
        """Return `read_all_touched`, read again only where the store has another revision."""
        number = read_revision(connection)
        at, known = self._all
        if at != number:
            known = read_all_touched(connection)
            self._all = number, known
        return known


def remembered(
    directories: DirectoryCache | None,
    connection: Connection,
    key: Hashable,
    make: Callable[[], Made],
    indicator_code: str = EVERYTHING,
) -> Made:
    """Return `DirectoryCache.remember`, or what is made anew where there is no memory."""
    if directories is None:
        return make()
    return directories.remember(connection, key, make, indicator_code)
