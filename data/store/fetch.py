"""Rows into numpy columns without a Row object per line, which costs more than the query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
from sqlalchemy import CompoundSelect, Connection, Select
from sqlalchemy.sql.compiler import ExpandedState, SQLCompiler

_TEXT = pd.StringDtype(na_value=np.nan)
# The public constructor looks into every column to find out what is known here, and takes twice as
# long as a usual query; without this one frames are the same, only later.
_from_arrays = getattr(pd.DataFrame, "_from_arrays", None)

_MOST_PADDED = 4096
# The most values in one query that every database takes, with some for the rest.
_MOST_VALUES = 800
_Item = TypeVar("_Item")


class PreparedQuery:
    """A statement with named parameters, compiled once per database.

    Building and compiling a statement takes longer than most queries of screens.
    """

    def __init__(self, statement: Select[Any] | CompoundSelect[Any]) -> None:
        self.statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return the driver's tuples; values are plain (no enums)."""
        if not connection.in_transaction():
            connection.begin()
        compiled = self._compiled.get(connection.dialect.name)
        if compiled is None:
            sql = self.statement.compile(dialect=connection.dialect)
            if not isinstance(sql, SQLCompiler):
                raise TypeError("only statements that return rows can be prepared")
            compiled = self._compiled[connection.dialect.name] = _Compiled(sql)
        text, parameters = compiled.bind(values)
        driver: Any = connection.connection.driver_connection
        try:
            if connection.dialect.name == "postgresql":
                # As text a map's pack is twice as long, and written and read digit by digit.
                return list(driver.execute(text, parameters, binary=True).fetchall())
            return list(driver.execute(text, parameters).fetchall())
        except (connection.dialect.loaded_dbapi.Error, UnicodeEncodeError):
            # The long way knows how to say what went wrong, which connections are lost, and how
            # to ask for a text that no database holds.
            return _tuples(connection, self.statement, values)


class _Compiled:
    """A statement in one database's words, and where its parameters go."""

    def __init__(self, compiled: SQLCompiler) -> None:
        self._compiled = compiled
        self._text = compiled.string
        # Lists of unknown length change the text each time.
        self._lists = sorted(compiled.bind_names[each] for each in compiled.post_compile_params)
        self._places = None if self._lists else compiled.positiontup
        required = {each.key for each in compiled.binds.values() if each.required}
        self._constants = {
            name: value for name, value in compiled.params.items() if name not in required
        }
        self._expanded: dict[tuple[int, ...], ExpandedState] = {}

    def bind(self, values: Mapping[str, Any]) -> tuple[str, Any]:
        """Return the text and its parameters in the form that the driver takes."""
        bindings = {**self._constants, **values}
        if self._places is not None:
            return self._text, [bindings[name] for name in self._places]
        if not self._lists:
            return self._text, bindings
        lists = {name: _padded(bindings[name]) for name in self._lists}
        lengths = tuple(len(each) for each in lists.values())
        expanded = self._expanded.get(lengths)
        if expanded is None:
            expanded = self._compiled.construct_expanded_state({**bindings, **lists})
            # What is not padded comes in any length: its texts are long, and seldom the same again.
            if max(lengths) <= _MOST_PADDED:
                self._expanded[lengths] = expanded
        for name, items in lists.items():
            bindings.update(zip(expanded.parameter_expansion[name], items, strict=True))
        if expanded.positiontup is None:
            return expanded.statement, bindings
        return expanded.statement, [bindings[name] for name in expanded.positiontup]


def _padded(items: Sequence[Any]) -> list[Any]:
    """Return the items with the last one repeated: lists of a few lengths are texts of a few kinds.

    A database plans anew what it has not seen before, and `IN` minds no repeats. Long lists stay as
    they are: they are rare, and a statement takes only so many parameters.

    >>> _padded([1, 2, 3]), _padded([1]), _padded([])
    ([1, 2, 3, 3], [1], [])
    """
    if not 0 < len(items) <= _MOST_PADDED:
        return list(items)
    length = 1 << (len(items) - 1).bit_length()
    return [*items, *[items[-1]] * (length - len(items))]


def pieces(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """Yield items in parts, each small enough for one query of every database.

    >>> [len(some) for some in pieces(range(1_700))], list(pieces([]))
    ([800, 800, 100], [])
    """
    for first in range(0, len(items), _MOST_VALUES):
        yield items[first : first + _MOST_VALUES]


def fetch_tuples(
    connection: Connection,
    statement: Select[Any] | CompoundSelect[Any] | PreparedQuery,
    values: Mapping[str, Any] | None = None,
) -> list[tuple[Any, ...]]:
    """Return the driver's own tuples."""
    if isinstance(statement, PreparedQuery):
        return statement.rows(connection, values or {})
    return _tuples(connection, statement, values or {})


def _tuples(
    connection: Connection,
    statement: Select[Any] | CompoundSelect[Any],
    values: Mapping[str, Any],
) -> list[tuple[Any, ...]]:
    cursor = connection.execute(statement, dict(values)).cursor
    if cursor is None:
        return []
    return list(cursor.fetchall())


def fetch_frame(
    connection: Connection,
    statement: Select[Any] | CompoundSelect[Any] | PreparedQuery,
    types: Mapping[str, str],
    values: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Return the rows as a frame with these columns and types, also when there are none.

    Args:
        connection: open connection.
        statement: selects as many columns as `types` names, in that order.
        types: column → "str", "int64" or "float64" (NULL: NaN).
        values: bound parameters.
    """
    rows = fetch_tuples(connection, statement, values)
    return make_frame(columns_of(rows, types))


def text_array(texts: Iterable[str | None]) -> pd.api.extensions.ExtensionArray:
    """Return texts as a column of a frame; None is missing."""
    make: Any = pd.arrays.ArrowStringArray  # its stubs do not know the type of the text
    return make(pa.array(list(texts), pa.large_string()), dtype=_TEXT)  # type: ignore[no-any-return]


def columns_of(
    rows: Iterable[Sequence[Any]],
    types: Mapping[str, str],
    text: Callable[[Sequence[Any]], Any] = text_array,
) -> dict[str, Any]:
    """Return rows as arrays of these types, one per column; columns of type "" are left out.

    `text` makes the columns of texts.
    """
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(types)
    return {
        name: text(column) if kind == "str" else np.array(column, dtype=kind)
        for (name, kind), column in zip(types.items(), columns, strict=True)
        if kind
    }


def make_frame(columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return equally long arrays (numpy, or `text_array` for texts) as a frame, unchecked."""
    if _from_arrays is None:
        return pd.DataFrame(dict(columns), copy=False)
    arrays = list(columns.values())
    index = pd.RangeIndex(len(arrays[0]))
    frame: pd.DataFrame = _from_arrays(
        arrays, columns=_names(tuple(columns)).view(), index=index, verify_integrity=False
    )
    return frame


@lru_cache(maxsize=256)
def _names(names: tuple[str, ...]) -> pd.Index[str]:
    return pd.Index(names)
