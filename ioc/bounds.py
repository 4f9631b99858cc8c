"""The bounds of every number, wherever it comes from.

Up to 1e15 (a million billion, money in đồng too) a float holds every whole number exactly; sums of
all areas of the country stay finite. Nothing that is counted or measured lies nearer to 0 than
1e-9, so that a division stays finite as well.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LARGEST, SMALLEST = 1e15, 1e-9
# Larger than the sum over all areas and periods.
LARGEST_SUM = 1e24


def is_bounded(number: float) -> bool:
    """Tell whether a number can be reported: finite, not beyond `LARGEST`, 0 or not tinier.

    >>> [is_bounded(each) for each in (0, -3.5, 1e15, 1.1e15, 1e-300, float("inf"), float("nan"))]
    [True, True, True, False, False, False, False]
    """
    return number == 0 or SMALLEST <= abs(number) <= LARGEST


def is_readable(number: float) -> bool:
    """Tell whether a number can be a sum of reported ones.

    >>> is_readable(3e18), is_readable(1.7e308), is_readable(float("nan"))
    (True, False, False)
    """
    return abs(number) <= LARGEST_SUM


def unreadable(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the numbers that cannot be sums of reported ones; NaN is not marked."""
    mask: NDArray[np.bool_] = np.abs(numbers) > LARGEST_SUM
    return mask


def out_of_bounds(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark the numbers that cannot be reported; NaN (no number) is not marked.

    >>> out_of_bounds(np.array([1.0, np.nan, np.inf, 2e15, 0.0])).tolist()
    [False, False, True, True, False]
    """
    size = np.abs(numbers)
    mask: NDArray[np.bool_] = (size > LARGEST) | ((size > 0) & (size < SMALLEST))
    return mask
