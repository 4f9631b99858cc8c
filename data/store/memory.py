"""What a process caches so that it need not be read or made again: one class for all of it.

docs/architecture.md lists all memories, their keys, and what empties them.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import fields, is_dataclass
from math import inf
from threading import Lock
from time import monotonic
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
import pandas as pd

Value = TypeVar("Value")
# What an entry, and what a text or another object takes beside its bytes.
_ENTRY_BYTES, _OBJECT_BYTES = 500, 50


class _MemoryEntry(NamedTuple, Generic[Value]):
    value: Value
    ground: Hashable
    until: float
    size: int


class _Claim(NamedTuple, Generic[Value]):
    """A value that is being made; `is_mine`: by this caller."""

    coming: Future[Value]
    is_mine: bool


class Memory(Generic[Value]):
    """Values by key, each as long as its ground stays the same; the last used stay longest.

    A ground is what a value was made from: a revision of the store, a digest, a day. A value with
    another ground does not count. One thread makes the value of a key and a ground, all others that
    ask meanwhile wait for it. Keys count like values, so that what is empty is bounded, too.

    >>> memory = Memory[str](most_bytes=2_000, most_entries=2)
    >>> [memory.get_or_make(key, lambda: "made", ground=1) for key in ("a", "b", "c")]
    ['made', 'made', 'made']
    >>> memory.get("a", 1), memory.get("c", 1), memory.get("c", 2), len(memory)
    (None, 'made', None, 2)

    Args:
        most_bytes: that all values and keys take together, roughly.
        most_entries: that are kept.
        size_of: the bytes of a value.
        seconds_of: how long a value is good at most; 0: it is not kept.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        most_bytes: float,
        most_entries: int = 2_000,
        *,
        size_of: Callable[[Value], int] | None = None,
        seconds_of: Callable[[Value], float] = lambda _: inf,
        clock: Callable[[], float] = lambda: monotonic(),
    ) -> None:
        self._most_bytes, self._most_entries = most_bytes, most_entries
        self._size_of: Callable[[Value], int] = size_of or bytes_of
        self._seconds_of, self._clock = seconds_of, clock
        self._entries: OrderedDict[Hashable, _MemoryEntry[Value]] = OrderedDict()
        self._making: dict[tuple[Hashable, Hashable], Future[Value]] = {}
        self._tasks: set[asyncio.Task[Value]] = set()  # a loop holds its tasks but weakly
        self._lock = Lock()
        self.size = 0

    def __len__(self) -> int:
        """How many entries are kept."""
        return len(self._entries)

    def get(self, key: Hashable, ground: Hashable = None) -> Value | None:
        """Return the value of a key; None where none of this ground is kept."""
        with self._lock:
            entry = self._find(key, ground)
        return None if entry is None else entry[0]

    def put(
        self, key: Hashable, value: Value, ground: Hashable = None, since: float | None = None
    ) -> None:
        """Keep a value in place of the one before; one larger than all the room is not kept.

        `since`: by the memory's clock, from when its seconds count; None: from now.
        """
        seconds = self._seconds_of(value)
        size = self._size_of(value) + bytes_of(key) + _ENTRY_BYTES
        until = inf if seconds == inf else (since or self._clock()) + seconds
        with self._lock:
            self._drop(key)
            if seconds <= 0 or size > self._most_bytes:
                return
            self._entries[key] = _MemoryEntry(value, ground, until, size)
            self.size += size
            while self.size > self._most_bytes or len(self._entries) > self._most_entries:
                self.size -= self._entries.popitem(last=False)[1].size

    def drop(self, key: Hashable) -> None:
        """Forget a key."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forget all; what is in the making is kept once it is made."""
        with self._lock:
            self._entries.clear()
            self.size = 0

    def get_or_make(
        self, key: Hashable, make: Callable[[], Value], ground: Hashable = None
    ) -> Value:
        """Return the value of a key; where there is none, store and return the result of `make`.

        Callers wait while another thread makes it; where that one fails, each makes its own.

        Args:
            key: must name whatever `make` depends on besides the ground.
            make: may ask for other keys.
            ground: what the value is made from, read before it.
        """
        claim = self._find_or_claim(key, ground)
        if isinstance(claim, _MemoryEntry):
            value: Value = claim.value
            return value
        if claim.is_mine:
            return self._make(key, make, ground, claim.coming)
        try:
            return claim.coming.result()
        except Exception:
            return make()

    async def await_or_make(
        self,
        key: Hashable,
        make: Callable[[], Value],
        run: Callable[[Callable[[], Value]], Awaitable[Value]] = asyncio.to_thread,
        ground: Hashable = None,
    ) -> Value:
        """Return the same for a coroutine: what is missing is made by `run`, in a thread.

        A failure is raised in all who wait. A waiter that is cancelled does not cancel the others.
        """
        claim = self._find_or_claim(key, ground)
        if isinstance(claim, _MemoryEntry):
            value: Value = claim.value
            return value
        coming = claim.coming
        if claim.is_mine:

            async def work() -> Value:
                return await run(lambda: self._make(key, make, ground, coming))

            task = asyncio.create_task(work())
            self._tasks.add(task)
            task.add_done_callback(lambda task: self._end_task(key, ground, coming, task))
        return await asyncio.shield(asyncio.wrap_future(coming))

    def _find_or_claim(
        self, key: Hashable, ground: Hashable
    ) -> _MemoryEntry[Value] | _Claim[Value]:
        """Return the entry of a key; where there is none, the value that is to come."""
        with self._lock:
            entry = self._find(key, ground)
            if entry is not None:
                return entry
            coming = self._making.get((key, ground))
            if coming is not None:
                return _Claim(coming, is_mine=False)
            mine = self._making[key, ground] = Future[Value]()
            return _Claim(mine, is_mine=True)

    def _find(self, key: Hashable, ground: Hashable) -> _MemoryEntry[Value] | None:
        entry = self._entries.get(key)
        if entry is None or entry[1] != ground or (entry[2] != inf and entry[2] < self._clock()):
            return None
        self._entries.move_to_end(key)
        return entry

    def _make(
        self, key: Hashable, make: Callable[[], Value], ground: Hashable, mine: Future[Value]
    ) -> Value:
        began = self._clock()
        try:
            value = make()
            self.put(key, value, ground, began)
        except BaseException as error:
            self._settle(key, ground)
            mine.set_exception(error)
            raise
        self._settle(key, ground)
        mine.set_result(value)
        return value

    def _end_task(
        self, key: Hashable, ground: Hashable, mine: Future[Value], task: asyncio.Task[Value]
    ) -> None:
        """Settle a claim whose task ended without a result: it was cancelled, or never began."""
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if mine.done():
            return
        self._settle(key, ground)
        if error is None:
            mine.cancel()
        else:
            mine.set_exception(error)

    def _settle(self, key: Hashable, ground: Hashable) -> None:
        with self._lock:
            self._making.pop((key, ground), None)

    def _drop(self, key: Hashable) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size -= entry.size


def bytes_of(value: Any) -> int:
    """Return about how many bytes a value takes: texts, arrays, tables, and what holds them.

    >>> bytes_of("abc"), bytes_of((b"de", (1, 2.5))), bytes_of(np.zeros(10))
    (53, 100, 80)
    """
    if isinstance(value, str | bytes):
        return _OBJECT_BYTES + len(value)
    if value is None or isinstance(value, int | float):
        return 8
    if isinstance(value, tuple | list | set | frozenset):
        return 8 * len(value) + sum(map(bytes_of, value))
    if isinstance(value, np.ndarray):
        # One number shown many times takes the room of one.
        return value.itemsize if 0 in value.strides else value.nbytes
    if isinstance(value, pd.DataFrame):
        return int(value.memory_usage(index=False).sum())
    if isinstance(value, Mapping):
        return sum(bytes_of(key) + bytes_of(each) for key, each in value.items())
    if is_dataclass(value):
        return _OBJECT_BYTES + sum(bytes_of(getattr(value, each.name)) for each in fields(value))
    return 8
