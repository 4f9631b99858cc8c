"""How far the reading of a file is, and what it needs to be quick."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

# The sheet, how many of its steps are done, and of how many.
Report = Callable[[str, int, int], None]
_EVERY = 5_000
T = TypeVar("T")


class ReadingProgress:
    """Reports on one sheet: its rows are read once, and their numbers stored in a second pass."""

    def __init__(self, report: Report | None, sheet: str, rows: int) -> None:
        self._report, self._sheet, self._all = report, sheet, 2 * rows
        self._steps = 0

    def watch(self, rows: Iterable[T]) -> Iterator[T]:
        """Yield the rows of one pass, reporting every few thousand.

        >>> steps = []
        >>> progress = ReadingProgress(lambda *step: steps.append(step), "Biểu 1", 6000)
        >>> len([*progress.watch(range(6000)), *progress.watch(range(6000))]), steps
        (12000, [('Biểu 1', 5000, 12000), ('Biểu 1', 10000, 12000)])
        """
        for each in rows:
            yield each
            self._steps += 1
            if self._report is not None and self._steps % _EVERY == 0:
                self._report(self._sheet, self._steps, self._all)


@contextlib.contextmanager
def without_collections() -> Iterator[None]:
    """Read without looking for cycles: a reading makes none, and millions of objects.

    For processes that only read; it concerns all threads.
    """
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
