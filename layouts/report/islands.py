"""The far islands of a report's map: dots with the names of their archipelagos."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ioc.around import Ring, box_of
from ioc.colours import LIGHT
from ioc.words.catalogue import say
from layouts.report.content import MapArea
from layouts.report.names import Names
from layouts.report.picture import Dot, Label, Shape

_RADIUS, _SIZE = 1.5, 6.5
_STEP = 1.25 * _SIZE
# The archipelagos lie north and south of it (assets/src/core/land.js).
BETWEEN_LAT = 14.0


def island_dots(
    areas: Sequence[MapArea], place: Callable[[float, float], tuple[float, float]]
) -> list[Shape]:
    """Return a dot for each far island, in the colour of the area that it belongs to."""
    dots: list[Shape] = []
    for area in areas:
        for ring in area.islets:
            dots.append(Dot(*place(*_middle(ring)), _RADIUS, area.fill, LIGHT["map-outline"]))
    return dots


def name_islands(
    areas: Sequence[MapArea],
    place: Callable[[float, float], tuple[float, float]],
    names: Names,
    language: str,
) -> None:
    """Write the names of the archipelagos that have islands here, below them or above."""
    middles = [_middle(ring) for area in areas for ring in area.islets]
    for id, is_north in (("hoangSa", True), ("truongSa", False)):
        group = [place(*each) for each in middles if (each[1] > BETWEEN_LAT) is is_north]
        if not group:
            continue
        x = sum(each[0] for each in group) / len(group)
        lines = say(f"format-{id}", language).splitlines()
        top = min(each[1] for each in group) - _RADIUS - _STEP
        if top - len(lines) * _STEP < names.floor:
            top = max(each[1] for each in group) + _RADIUS + len(lines) * _STEP - 0.6 * _STEP
        for row, line in enumerate(lines):
            y = top - row * _STEP
            names.put(Label(x, y, line, "middle", _SIZE, LIGHT["map-muted"], has_halo=True))


def _middle(ring: Ring) -> tuple[float, float]:
    box = box_of(ring)
    assert box is not None  # noqa: S101  (a ring has points)
    return (box.west + box.east) / 2, (box.south + box.north) / 2
