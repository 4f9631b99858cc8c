"""How large the letters of a panel look at the distance of its reader."""

from __future__ import annotations

import math

# The height of a capital in font sizes, for Noto Sans and its fallbacks.
CAPITAL = 0.70
LEAST_MINUTES, PREFERRED_MINUTES = 16.0, 20.0


def minutes_of_arc(
    font: float, diagonal_inch: float, distance_m: float, aspect: float = 16 / 9
) -> float:
    """Return what a capital subtends, in minutes of arc.

    Args:
        font: font size in hundredths of the panel's height.
        diagonal_inch: of the panel.
        distance_m: of the farthest reader.
        aspect: width of the panel by its height.

    >>> round(minutes_of_arc(4.95, 55, 5), 1), round(minutes_of_arc(1.943, 165, 6), 1)
    (16.3, 16.0)
    """
    height = diagonal_inch * 0.0254 / math.hypot(aspect, 1)
    capital = CAPITAL * font / 100 * height
    return 60 * math.degrees(2 * math.atan(capital / 2 / distance_m))
