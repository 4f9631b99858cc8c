"""What lies around the areas of a map on paper, and the box that the map is cut to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan, degrees, exp, log, pi, radians, tan
from typing import NamedTuple

# Points of longitude and latitude, the last one not repeated.
Ring = Sequence[tuple[float, float]]


class Patch(NamedTuple):
    """A stretch of land: the ring around it, and those around what lies in it and is other land."""

    ring: Ring
    holes: Sequence[Ring] = ()


# East of every cape of the mainland and its coastal islands (assets/src/core/land.js).
OFFSHORE_LON = 109.47


def northing(latitude: float) -> float:
    """Return the northing of Mercator's map in degrees of longitude: what maps are drawn in.

    >>> round(northing(0.0), 6), round(northing(20.0), 3)
    (-0.0, 20.419)
    """
    return degrees(log(tan(pi / 4 + radians(latitude) / 2)))


def latitude_of(north: float) -> float:
    """Return the latitude of a northing.

    >>> round(latitude_of(northing(16.5)), 9)
    16.5
    """
    return degrees(2 * atan(exp(radians(north))) - pi / 2)


class Box(NamedTuple):
    """A part of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float


def box_of(points: Iterable[tuple[float, float]]) -> Box | None:
    """Return the smallest box with all points; None without points.

    >>> box_of([(104.0, 19.0), (105.0, 18.0)])
    Box(west=104.0, south=18.0, east=105.0, north=19.0)
    """
    places = list(points)
    if not places:
        return None
    lons, lats = zip(*places, strict=True)
    return Box(min(lons), min(lats), max(lons), max(lats))


def frame_around(box: Box, ratio: float, margin: float = 0.06, least: float = 0.04) -> Box:
    """Return the box of a picture with a box in its middle.

    Args:
        box: what has to be in the picture.
        ratio: width of the picture by its height.
        margin: share of the picture that stays free on each side.
        least: degrees that the picture has at least in each direction.

    >>> frame = frame_around(Box(104.0, 18.5, 106.0, 20.0), 2)
    >>> round((frame.east - frame.west) / (northing(frame.north) - northing(frame.south)), 6)
    2.0
    """
    south, north = northing(box.south), northing(box.north)
    inside = 1 - 2 * margin
    wide = max((box.east - box.west) / inside, least)
    high = max((north - south) / inside, least)
    wide, high = max(wide, high * ratio), max(high, wide / ratio)
    middle, centre = (box.west + box.east) / 2, (south + north) / 2
    return Box(
        middle - wide / 2,
        latitude_of(centre - high / 2),
        middle + wide / 2,
        latitude_of(centre + high / 2),
    )


class PlaceName(NamedTuple):
    """A name on a map, and how many degrees are free around its place."""

    text: str
    lon: float
    lat: float
    room: float = 0.0


@dataclass(frozen=True)
class Relief:
    """Slopes as grey with opacity (PNG), its rows even in northing, and what it covers."""

    picture: bytes
    box: Box


@dataclass(frozen=True)
class Around:
    """Land without numbers inside of a box: an ornament, a map without it is right.

    `rivers` have 2 for a large one and 1 for others; `names` are the places that the name of a
    neighbour or a sea may have, by the id of its message; `towns` begin with the most populous.
    """

    land: tuple[Patch, ...] = ()
    borders: tuple[Ring, ...] = ()
    rivers: tuple[tuple[int, Ring], ...] = ()
    towns: tuple[PlaceName, ...] = ()
    names: tuple[tuple[str, tuple[PlaceName, ...]], ...] = ()
    relief: Relief | None = None
