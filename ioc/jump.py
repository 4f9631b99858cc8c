"""Whether a number stands out from those of the periods before it, by the robust z-score."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

# Fewer numbers than these say nothing; a year of months, or three of quarters, is enough.
LEAST_HISTORY, MOST_HISTORY = 6, 12
# Iglewicz and Hoaglin (1993): scores above 3.5 are outliers.
_MOST_SCORE, _SCALE = 3.5, 0.6745
# Smooth series have next to no spread: no number stands out that is less than a fifth away.
_LEAST_CHANGE = 0.2


def is_jump(number: float, history: Sequence[float]) -> bool:
    """Tell whether a number stands out from those before it.

    It does where 0.6745 · |number − median| ÷ MAD is more than 3.5, MAD the median of the distances
    from the median, and where it is also more than a fifth away from the median.

    Args:
        number: as reported.
        history: of the same area, newest first; those after the first twelve do not count.

    >>> is_jump(780, [75, 78, 80, 74, 79, 77]), is_jump(84, [75, 78, 80, 74, 79, 77])
    (True, False)
    >>> is_jump(3, [40] * 12), is_jump(39, [40] * 12), is_jump(780, [75, 78])
    (True, False, False)
    """
    recent = history[:MOST_HISTORY]
    if len(recent) < LEAST_HISTORY:
        return False
    middle = median(recent)
    distance = abs(number - middle)
    spread = median(abs(each - middle) for each in recent)
    is_far = distance > _LEAST_CHANGE * abs(middle)
    return is_far and _SCALE * distance > _MOST_SCORE * spread
