"""The map of a report: verdicts by colour, and quietly around them what the land is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ioc.around import Box, Patch, PlaceName, Ring, northing
from ioc.colours import LIGHT, RELIEF_STRENGTH
from ioc.paper import ink_upon
from ioc.words.catalogue import Words
from layouts.report.content import MapArea, ReportMap
from layouts.report.hatch import hatch
from layouts.report.islands import island_dots, name_islands
from layouts.report.names import Names
from layouts.report.picture import Dot, Picture, Polygon, Polyline, Raster, Shape

# Points per degree from which the hills of the relief are soft, and how much of them stays then.
_SHARP, _SOFTEST = 120, 0.5
_TOWN_ZOOM = 40
_MOST_TOWNS, _MOST_VILLAGES = 9, 400
_INSET = (74.0, 62.0)
# Smaller letters cannot be read on paper.
_SIZE, _SMALL = 8.5, 7.5


class _Plane:
    """Where degrees are in points of a rectangle, as on the page's map (Mercator)."""

    def __init__(self, box: Box, left: float, bottom: float, width: float, height: float) -> None:
        self._west, self._south = box.west, northing(box.south)
        wide, high = box.east - box.west, northing(box.north) - self._south
        self.scale = min(width / (wide or 1), height / (high or 1))
        self._left = left + (width - wide * self.scale) / 2
        self._bottom = bottom + (height - high * self.scale) / 2

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        return (
            (lon - self._west) * self.scale + self._left,
            (northing(lat) - self._south) * self.scale + self._bottom,
        )

    def ring(self, ring: Ring) -> list[tuple[float, float]]:
        """Return the points of a ring."""
        return [self(lon, lat) for lon, lat in ring]

    def polygon(self, patch: Patch, fill: str, line: str, width: float) -> Polygon:
        """Return a stretch of land, with the holes in it."""
        holes = [self.ring(hole) for hole in patch.holes]
        return Polygon(self.ring(patch.ring), fill, line, width, holes)


def map_picture(land: ReportMap, width: float, height: float, language: str = "vi") -> Picture:
    """Return the map; the frame of its land is the whole picture."""
    plane = _Plane(land.frame, 0, 0, width, height)
    words = Words("map", language)
    names = Names(width, height)
    if land.credit:
        names.reserve_line(land.credit, _SMALL)
    shapes: list[Shape] = [*_beneath(land, plane, width, height), *_own(land, plane)]
    if land.inset:
        shapes += _inset(land, names, width, language)
    else:
        shapes += island_dots(land.areas, plane)
        name_islands(land.areas, plane, names, language)
    for each in sorted((a for a in land.areas if a.name), key=lambda area: not area.is_worst):
        _write_area(each, plane, names)
    for point in land.points:
        if point.name:
            names.write_beside(point.name, plane(point.lon, point.lat), _SIZE, 4.5)
    _write_around(land, plane, names, words)
    shapes += names.shapes
    shapes.append(Polyline(_frame(width, height), LIGHT["map-frame"], 0.8))
    return Picture(width, height, tuple(shapes))


def _frame(width: float, height: float) -> list[tuple[float, float]]:
    return [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]


def _beneath(land: ReportMap, plane: _Plane, width: float, height: float) -> Iterator[Shape]:
    """Yield sea, neighbours, relief and rivers: all that areas with numbers lie upon."""
    yield Polygon(_frame(width, height)[:-1], LIGHT["map-sea"], width=0)
    for patch in land.around.land:
        yield plane.polygon(patch, LIGHT["map-country"], LIGHT["map-land"], 0)
    for patch in land.others:
        yield plane.polygon(patch, LIGHT["map-quiet"], LIGHT["map-quiet-border"], 0.5)
    relief = land.around.relief
    if relief:
        west, south = plane(relief.box.west, relief.box.south)
        east, north = plane(relief.box.east, relief.box.north)
        near = min(1.0, max(_SOFTEST, _SHARP / plane.scale))
        strength = RELIEF_STRENGTH * near
        yield Raster(relief.picture, west, south, east - west, north - south, strength)
    for size, line in land.around.rivers:
        yield Polyline(plane.ring(line), LIGHT["map-river"], 0.3 + 0.35 * size)
    for line in land.around.borders:
        yield Polyline(plane.ring(line), LIGHT["map-quiet-border"], 0.9)


def _own(land: ReportMap, plane: _Plane) -> Iterator[Shape]:
    """Yield the land that has numbers: areas by verdict, or villages upon theirs."""
    for patch in land.own:
        yield plane.polygon(patch, LIGHT["map-land"], LIGHT["map-quiet-border"], 0.5)
    for area in land.areas:
        for patch in area.patches:
            polygon = plane.polygon(patch, area.fill, LIGHT["map-land"], 0.4)
            yield polygon
            if area.is_hatched:
                yield from hatch(polygon)
    for ring in land.outline:
        line = plane.ring(ring)
        yield Polyline([*line, line[0]], LIGHT["map-outline"], 0.7)
    radius = 2.6 if len(land.points) <= _MOST_VILLAGES else 1.4
    # The worst last, above the others.
    for point in sorted(land.points, key=lambda each: each.depth):
        yield Dot(*plane(point.lon, point.lat), radius, point.fill)


def _inset(land: ReportMap, names: Names, width: float, language: str) -> list[Shape]:
    """Return far islands in a frame of their own, in the corner of the sea."""
    if land.inset is None:
        return []
    (wide, high), edge = _INSET, 5.0
    left, bottom = width - wide - edge, edge + 2 * _SMALL
    frame = [(left + x, bottom + y) for x, y in _frame(wide, high)]
    names.reserve((left, bottom, left + wide, bottom + high))
    plane = _Plane(land.inset, left + 8, bottom + 20, wide - 16, high - 26)
    name_islands(land.areas, plane, names, language)
    sea = Polygon(frame[:-1], LIGHT["map-sea"], LIGHT["map-frame"], 0.8)
    return [sea, *island_dots(land.areas, plane)]


def _write_area(area: MapArea, plane: _Plane, names: Names) -> None:
    place = area.name
    if place is None or not area.patches:
        return
    middle = plane(place.lon, place.lat)
    if area.is_worst:
        names.write(place.text, middle, _SIZE)
    else:
        # Letters are low: a name may be somewhat wider than the circle in its area.
        room = 2.4 * place.room * plane.scale
        names.write_inside(place.text, middle, _SMALL, room, ink_upon(area.fill))


def _write_around(land: ReportMap, plane: _Plane, names: Names, words: Words) -> None:
    """Write the names that are not the map's own, where those leave room."""
    muted = LIGHT["map-muted"]
    for id, places in land.around.names:
        names.write_roomiest(words[f"around-{id}"], _places_of(places, plane), _SIZE, muted)
    for place in land.other_names:
        names.write_roomiest(place.text, _places_of([place], plane), _SIZE, muted)
    if plane.scale < _TOWN_ZOOM:
        return
    towns = 0
    for town in land.around.towns:
        if towns < _MOST_TOWNS and names.write_town(town.text, plane(town.lon, town.lat), _SIZE):
            towns += 1


def _places_of(
    places: Sequence[PlaceName], plane: _Plane
) -> list[tuple[tuple[float, float], float]]:
    """Return where a name may have its middle, in points, and the room there."""
    return [(plane(each.lon, each.lat), each.room * plane.scale) for each in places]
