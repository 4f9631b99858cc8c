"""Villages that lack what an indicator counts, and since when: no signal since 2022-01."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ioc.indicator import Direction, Indicator
from ioc.run import run_of, until_break
from ioc.series_break import SeriesBreak


class Lacking(NamedTuple):
    """A village that lacks something: its row on the map, and the first period of that stretch.

    `is_whole`: it may be longer (`ioc.run`).
    """

    row: int
    since: str
    is_whole: bool


def lacks(indicator: Indicator, numerator: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which villages lack what an indicator counts; one that did not report does not.

    Args:
        indicator: one with `is_fact_of_villages`.
        numerator: of each village: what it has (better is more), or what it has too much of.
    """
    return numerator == 0 if indicator.direction is Direction.UP else numerator > 0


def lacking_since(
    indicator: Indicator,
    columns: Iterable[tuple[str, NDArray[np.float64]]],
    breaks: Sequence[SeriesBreak] = (),
) -> list[Lacking]:
    """Return the villages that lack something in the newest period, in the order of the map.

    A period without a number ends no stretch. Before a break of the series nothing is comparable: a
    stretch that reaches back to one may be longer.

    Args:
        indicator: one with `is_fact_of_villages`.
        columns: each period, the newest first, with the numerators of all villages.
        breaks: of the indicator's series.
    """
    periods = list(until_break(columns, breaks))
    if not periods:
        return []
    says = [(period, lacks(indicator, each), np.isnan(each)) for period, each in periods]
    rows = np.flatnonzero(says[0][1]).tolist()

    def readings(row: int) -> Iterator[tuple[str, bool | None]]:
        for period, lacking, silent in says:
            yield period, None if silent[row] else bool(lacking[row])

    return [Lacking(row, *run_of(readings(row))) for row in rows]
