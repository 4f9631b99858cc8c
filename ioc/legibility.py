"""How large letters of a panel look from where its reader stands."""

from __future__ import annotations

import math

# Of Noto Sans and the fonts that stand in for it: a capital's height in font sizes.
CAPITAL = 0.70
LEAST_MINUTES, PREFERRED_MINUTES = 16.0, 20.0
# The wall's letters in hundredths of the panel's height (assets/wall.css), made for 55 inches seen
# from 5 m: so many six cards have room for.
LEAST_FONT, PREFERRED_FONT = 4.95, 6.15
_MADE_FOR_INCHES, _MADE_FOR_METRES = 55.0, 5.0
_SMALLEST_SCALE = 0.6


def panel_height(diagonal_inch: float) -> float:
    """Return the height of a 16:9 panel in metres.

    >>> round(panel_height(55), 3)
    0.685
    """
    return diagonal_inch * 0.0254 * 9 / math.hypot(16, 9)


def minutes_of_arc(font: float, diagonal_inch: float, distance_m: float) -> float:
    """Return what a capital subtends, in minutes of arc.

    Args:
        font: font size in hundredths of the panel's height.
        diagonal_inch: of the panel, 16:9.
        distance_m: of the farthest reader.

    >>> round(minutes_of_arc(LEAST_FONT, 55, 5), 1), round(minutes_of_arc(PREFERRED_FONT, 55, 5), 1)
    (16.3, 20.3)
    """
    capital = CAPITAL * font / 100 * panel_height(diagonal_inch)
    return 60 * math.degrees(2 * math.atan(capital / 2 / distance_m))


def letter_scale(diagonal_inch: float, distance_m: float) -> float:
    """Return by how much the wall's letters may be smaller, so that the map has more room.

    1 is the largest: six cards fill the panel. Where the reader stands farther off than that, the
    letters subtend less than they should; `reading_distance` tells how far off he may stand.

    >>> letter_scale(55, 5), round(letter_scale(86, 5), 2), letter_scale(55, 9)
    (1.0, 0.64, 1.0)
    """
    needed = (distance_m / _MADE_FOR_METRES) * (_MADE_FOR_INCHES / diagonal_inch)
    return max(_SMALLEST_SCALE, min(1.0, needed))


def reading_distance(diagonal_inch: float) -> float:
    """Return from how many metres the smallest letters of the wall still subtend 16 minutes.

    >>> round(reading_distance(55), 1), round(reading_distance(86), 1)
    (5.1, 8.0)
    """
    capital = CAPITAL * LEAST_FONT / 100 * panel_height(diagonal_inch)
    return capital / 2 / math.tan(math.radians(LEAST_MINUTES / 60) / 2)
