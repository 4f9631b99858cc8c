"""The memory of values read from the store, until their sources change: directories above all."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import inf
from typing import Any, NamedTuple, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, RootTransaction

from data.queries.areas import Area, find_area, find_reporting_level
from data.queries.catalogue import Target, read_targets
from data.queries.directory import Directory, plain_parents, read_directory
from data.queries.periods import read_periods
from data.queries.series_breaks import read_series_breaks
from data.store.engine import (
    EVERYTHING,
    latest_of,
    read_all_touched,
    read_areas_revision,
    read_revision,
)
from data.store.memory import Memory
from ioc.area import COUNTRY_CODE, AreaKey, Level
from ioc.indicator import Indicator
from ioc.series_break import SeriesBreak

Value = TypeVar("Value")
_MOST_DIRECTORY_BYTES = 48_000_000
# Class bounds of 40 indicators in 130 communes are five thousand; an entry is a few numbers.
_MOST_DERIVED, _MOST_DERIVED_BYTES = 4096, 32_000_000
_MOST_SHARED, _MOST_SHARED_BYTES = 64, 32_000_000
# A series of sixty periods takes 30 kB as cells, and as much as a chart.
_MOST_SERIES, _MOST_SERIES_BYTES, _POINT_BYTES = 2048, 32_000_000, 500


class _Series(NamedTuple):
    value: Any
    points: int


class Directories:
    """The directories of this process and what is derived from them, until areas change.

    Areas and the catalogue change seldom and maps are asked for often; a directory of 3,321
    communes takes 20 ms to read and 2 MB to keep. New numbers of an indicator empty only what was
    derived from them.
    """

    def __init__(self, most_directories: int = 256) -> None:
        self._directories = Memory[Directory](_MOST_DIRECTORY_BYTES, most_directories)
        self._derived = Memory[Any](_MOST_DERIVED_BYTES, _MOST_DERIVED)
        self._answers = Memory[Any](_MOST_SHARED_BYTES, _MOST_SHARED)
        self._series = Memory[_Series](
            _MOST_SERIES_BYTES, _MOST_SERIES, size_of=lambda series: series.points * _POINT_BYTES
        )
        self._touched = Memory[dict[str, int]](inf, 1)
        self._touched_in: WeakKeyDictionary[RootTransaction, dict[str, int]] = WeakKeyDictionary()

    def get(
        self,
        connection: Connection,
        vintage_code: str,
        level: Level,
        parent_code: str = COUNTRY_CODE,
        former_code: str | None = None,
    ) -> Directory:
        """Return the directory; it is read anew after areas or the catalogue changed."""
        parent_code = plain_parents(parent_code)
        return self._directories.get_or_make(
            (vintage_code, level, parent_code, former_code),
            lambda: read_directory(connection, vintage_code, level, parent_code, former_code),
            self.touched(connection),
        )

    def periods(
        self, connection: Connection, indicator: Indicator, directory: Directory
    ) -> list[str]:
        """Return the periods with numbers on a map, ascending; read once until they change."""
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
        """Return `read_periods`, read once until numbers of the indicator change."""
        return self.remember(
            connection,
            ("periods", indicator.id, vintage, level, root),
            lambda: read_periods(connection, indicator, vintage, level, root),
            indicator.code,
        )

    def targets(self, connection: Connection, indicator_code: str) -> list[Target]:
        """Return the targets of an indicator, read once until the catalogue changes."""
        return self.remember(
            connection,
            ("targets", indicator_code),
            lambda: read_targets(connection, [indicator_code]),
        )

    def reporting_level(self, connection: Connection, area: Area, lowest: Level) -> Level | None:
        """Return `find_reporting_level`, read once until areas change."""
        return self.remember(
            connection,
            ("reporting", area.key, lowest),
            lambda: find_reporting_level(connection, area, lowest),
        )

    def areas_revision(self, connection: Connection) -> int:
        """Return `read_areas_revision`, read once until areas or the catalogue change."""
        return self.remember(connection, "areas revision", lambda: read_areas_revision(connection))

    def area(self, connection: Connection, key: AreaKey) -> Area:
        """Return `find_area`, read once until areas change.

        Raises:
            NotFoundError: no such vintage, or no such code in it.
        """
        return self.remember(connection, ("area", key), lambda: find_area(connection, key))

    def breaks(self, connection: Connection) -> dict[str, tuple[SeriesBreak, ...]]:
        """Return `read_series_breaks`, read once until the catalogue changes."""
        return self.remember(connection, "series breaks", lambda: read_series_breaks(connection))

    def path(self, connection: Connection, key: AreaKey) -> list[Area]:
        """Return `read_path`; the areas above are read once for all areas in them.

        Raises:
            NotFoundError: no such vintage, or no such code in it.
        """
        area = self.area(connection, key)
        if area.parent_code is None:
            return [area]
        return [*self.path(connection, AreaKey(key.vintage, area.parent_code)), area]

    def remember(
        self,
        connection: Connection,
        key: Hashable,
        make: Callable[[], Value],
        indicator_code: str = EVERYTHING,
    ) -> Value:
        """Return a small value, made once until areas, catalogue or the indicator's numbers change.

        Args:
            connection: open connection.
            key: the key of the value; must name all that `make` depends on.
            make: reads the value.
            indicator_code: the indicator whose numbers `make` reads, besides areas and catalogue.
        """
        return cast(
            Value, self._derived.get_or_make(key, make, self.touched(connection, indicator_code))
        )

    def remember_series(
        self,
        connection: Connection,
        key: Hashable,
        make: Callable[[], tuple[Value, int]],
        indicator_code: str,
    ) -> Value:
        """Return a series, or what is drawn of it, made once until `remember` would make it anew.

        `make` returns it with the number of its points; whoever gets it must not change it.
        """
        ground = self.touched(connection, indicator_code)
        series = self._series.get_or_make(key, lambda: _Series(*make()), ground)
        return cast(Value, series.value)

    def share(self, connection: Connection, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return an answer, made once per key and revision of the store.

        After a change many clients ask for the same answer at once: one request makes it, the
        others wait for it. `key` must name all that `make` depends on besides the store.
        """
        return cast(Value, self._answers.get_or_make(key, make, self.revision(connection)))

    def touched(self, connection: Connection, *indicator_codes: str) -> int:
        """Return `read_touched`, read once in this connection's transaction.

        Values read after it may be newer, and are never older.
        """
        return latest_of(self._read_revisions(connection), indicator_codes)

    def revision(self, connection: Connection) -> int:
        """Return the store's revision, read in the same way; each revision touches something."""
        return max(self._read_revisions(connection).values(), default=0)

    def _read_revisions(self, connection: Connection) -> dict[str, int]:
        transaction = connection.get_transaction()
        revisions = self._touched_in.get(transaction) if transaction is not None else None
        if revisions is None:
            # The table is read again only if the store has another revision.
            revisions = self._touched.get_or_make(
                "touched", lambda: read_all_touched(connection), read_revision(connection)
            )
            transaction = connection.get_transaction()
            if transaction is not None:
                self._touched_in[transaction] = revisions
        return revisions


def remember(
    directories: Directories | None,
    connection: Connection,
    key: Hashable,
    make: Callable[[], Value],
    indicator_code: str = EVERYTHING,
) -> Value:
    """Return `Directories.remember`, or a new value where there is no memory."""
    if directories is None:
        return make()
    return directories.remember(connection, key, make, indicator_code)
