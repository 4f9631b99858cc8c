"""Lines across an area without a number, as the screen's map has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, sqrt

from ioc.colours import LIGHT
from layouts.report.picture import Polygon, Polyline

Point = tuple[float, float]
# Points between two lines, and their width: 4 px and 1.4 px on a screen.
_STEP, _WIDTH = 3.2, 0.7


def hatch(area: Polygon) -> Iterator[Polyline]:
    """Yield the lines that rise to the right inside an area, and not in its holes.

    >>> square = Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], "#fff")
    >>> [each.points for each in hatch(square)][1]
    [(0.0, 0.0), (9.0, 9.0)]
    """
    rings = [area.points, *area.holes]
    apart = _STEP * sqrt(2)
    offsets = [y - x for x, y in area.points]
    first = ceil(min(offsets) / apart)
    while first * apart < max(offsets):
        ends = sorted(_crossings(rings, first * apart))
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            yield Polyline([start, end], LIGHT["nodata-ink"], _WIDTH)
        first += 1


def _crossings(rings: Sequence[Sequence[Point]], offset: float) -> Iterator[Point]:
    """Yield where the line y = x + offset enters or leaves: an even number of points."""
    for ring in rings:
        for one, two in zip(ring, [*ring[1:], ring[0]], strict=True):
            low, high = one[1] - one[0] - offset, two[1] - two[0] - offset
            # A corner upon the line belongs to one of its two sides.
            if (low < 0) != (high < 0):
                part = low / (low - high)
                x = one[0] + part * (two[0] - one[0])
                yield x, x + offset
