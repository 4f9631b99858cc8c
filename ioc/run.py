"""Since when something is so: the run of periods that say the same, and if it may be longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from ioc.series_break import SeriesBreak, is_parted

Reading = TypeVar("Reading")


class Run(NamedTuple):
    """The first period of a run; "": none.

    `is_whole`: it reaches back to the first number that can be compared, so it may be longer.
    """

    since: str
    is_whole: bool


def run_of(readings: Iterable[tuple[str, bool | None]]) -> Run:
    """Return the run that ends with the first reading.

    Args:
        readings: comparable periods, the newest first: whether they say the same; None: no number,
            which ends nothing.

    >>> run_of([("2026-03", True), ("2026-02", None), ("2026-01", True)])
    Run(since='2026-01', is_whole=True)
    >>> run_of([("2026-03", True), ("2026-02", False), ("2026-01", True)])
    Run(since='2026-03', is_whole=False)
    """
    since = ""
    for period, is_same in readings:
        if is_same is None:
            continue
        if not is_same:
            return Run(since, False)
        since = period
    return Run(since, True)


def until_break(
    readings: Iterable[tuple[str, Reading]], breaks: Sequence[SeriesBreak]
) -> Iterator[tuple[str, Reading]]:
    """Yield the readings, the newest first, that no break parts from the newest one.

    >>> months = [("2026-03", 1), ("2026-02", 2), ("2026-01", 3)]
    >>> list(until_break(months, [SeriesBreak("2026-02", "", "")]))
    [('2026-03', 1), ('2026-02', 2)]
    """
    newest = ""
    for period, reading in readings:
        newest = newest or period
        if is_parted(breaks, period, newest):
            return
        yield period, reading
