"""Villages that lack what an indicator counts, and since when: no signal since 2022-01."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ioc.indicator import Direction, Indicator
from ioc.series_break import SeriesBreak, is_parted


class Lacking(NamedTuple):
    """A village that lacks something: its row on the map, and the first period of that stretch.

    `is_whole`: the stretch reaches back to the village's first number, so it may be longer.
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

    A period without a number ends no stretch; a break of the series does.

    Args:
        indicator: one with `is_fact_of_villages`.
        columns: each period, the newest first, with the numerators of all villages.
        breaks: of the indicator's series.
    """
    rows: list[int] = []
    since: dict[int, str] = {}
    is_open: set[int] = set()
    later = ""
    for period, numerator in columns:
        lacking = lacks(indicator, numerator)
        if not later:
            rows = np.flatnonzero(lacking).tolist()
            since, is_open = dict.fromkeys(rows, period), set(rows)
        elif is_parted(breaks, period, later):
            is_open.clear()
            break
        for row in tuple(is_open):
            if lacking[row]:
                since[row] = period
            elif not np.isnan(numerator[row]):
                is_open.discard(row)
        later = period
        if not is_open:
            break
    return [Lacking(row, since[row], row in is_open) for row in rows]
