"""One area against all areas beside it: the middle half and the two ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Spread:
    """Values of many areas: one row per period, one column per area, NaN: not reported."""

    periods: Sequence[str]
    values: NDArray[np.float64]
    label: str  # "130 xã"


def quartiles(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return lowest, lower quartile, median, upper quartile and highest of each row.

    Rows without a value give NaN.

    >>> quartiles(np.array([[1.0, 2.0, 3.0, 4.0, 5.0], [np.nan] * 5])).tolist()[0]
    [1.0, 2.0, 3.0, 4.0, 5.0]
    """
    made = np.full((len(values), 5), np.nan)
    for row, each in enumerate(values):
        held = each[~np.isnan(each)]
        if held.size:
            made[row] = np.quantile(held, [0, 0.25, 0.5, 0.75, 1])
    return made
