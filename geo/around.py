"""The shipped land around maps (`assets/land`), cut to what a picture on paper shows."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.coordinates.projection import Geometries
from ioc.around import Around, Box, Patch, PlaceName, Relief, Ring, northing

_FOLDER = Path(__file__).resolve().parents[1] / "assets" / "land"
CONTENT, RELIEF = _FOLDER / "around.json", _FOLDER / "relief.webp"
# Pixels of a picture for one of the relief, so that its steps are no squares; and at most in all.
_SMOOTH, _MOST_PIXELS = 6, 1000
_BLUR = 0.7


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(CONTENT.read_text(encoding="utf-8"))
    pairs = {name: [_pairs(each) for each in content[name]] for name in ("land", "borders")}
    return content | {
        "land": shapely.make_valid(_shapes(shapely.Polygon, pairs["land"])),
        "borders": _shapes(shapely.LineString, pairs["borders"]),
        "rivers": _shapes(shapely.LineString, [_pairs(line) for _, line in content["rivers"]]),
        "widths": [width for width, _ in content["rivers"]],
    }


def _pairs(numbers: list[float]) -> list[tuple[float, float]]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _shapes(kind: type, lists: Iterable[list[tuple[float, float]]]) -> Geometries:
    return np.array([kind(each) for each in lists], dtype=object)


def read_around(box: Box) -> Around:
    """Return what lies in a box beside the areas of a map."""
    content = _content()
    inside = [PlaceName(name, lon, lat) for name, lon, lat in content["towns"]]
    return Around(
        land=tuple(cut_patches(content["land"], box)),
        borders=tuple(line for _, line in _cut_lines(content["borders"], box)),
        rivers=tuple(
            (content["widths"][at], line) for at, line in _cut_lines(content["rivers"], box)
        ),
        towns=tuple(each for each in inside if _is_in(each.lon, each.lat, box)),
        names=tuple(
            (name, tuple(_name_places(numbers, box))) for name, numbers in content["names"].items()
        ),
        relief=_relief(box, Box(*content["box"])),
    )


def province_names(vintage: str) -> dict[str, str]:
    """Return the short names of the provinces of a shipped vintage by code."""
    names: dict[str, str] = _content()["provinces"].get(vintage, {})
    return names


def cut_patches(shapes: Geometries, box: Box) -> Iterator[Patch]:
    """Yield the parts of polygons that lie in a box."""
    near = shapes[shapely.intersects(shapes, shapely.box(*box))]
    for part in shapely.get_parts(shapely.get_parts(shapely.intersection(near, shapely.box(*box)))):
        if part.geom_type == "Polygon":
            yield patch_of(part)


def patch_of(polygon: Any) -> Patch:
    """Return a polygon as its rings.

    >>> square = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    >>> patch = patch_of(square)
    >>> len(patch.ring), [len(hole) for hole in patch.holes]
    (4, [4])
    """
    return Patch(
        _points(polygon.exterior)[:-1], tuple(_points(hole)[:-1] for hole in polygon.interiors)
    )


def _cut_lines(shapes: Geometries, box: Box) -> Iterator[tuple[int, Ring]]:
    """Yield the parts of lines that lie in a box, each with the place of its line."""
    parts, places = shapely.get_parts(
        shapely.intersection(shapes, shapely.box(*box)), return_index=True
    )
    for part, place in zip(parts, places.tolist(), strict=True):
        if part.geom_type == "LineString" and not part.is_empty:
            yield place, _points(part)


def _points(geometry: shapely.Geometry) -> list[tuple[float, float]]:
    return [(x, y) for x, y in shapely.get_coordinates(geometry).tolist()]


def name_place(text: str, shape: Any) -> PlaceName:
    """Return the place of a name in the middle of a shape, and the room that it has there."""
    radius = shapely.maximum_inscribed_circle(shape, tolerance=0.01)
    (lon, lat), _ = shapely.get_coordinates(radius).tolist()
    return PlaceName(text, lon, lat, float(shapely.length(radius)))


def _name_places(numbers: list[float], box: Box) -> Iterator[PlaceName]:
    for lon, lat, room in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        if _is_in(lon, lat, box):
            yield PlaceName("", lon, lat, room)


def _is_in(lon: float, lat: float, box: Box) -> bool:
    return box.west < lon < box.east and box.south < lat < box.north


def _relief(box: Box, whole: Box) -> Relief | None:
    """Return the slopes inside of a box; None where there are none."""
    # Only who makes a report pays for the library.
    from PIL import Image, ImageFilter

    part = Box(
        max(box.west, whole.west), max(box.south, whole.south),
        min(box.east, whole.east), min(box.north, whole.north),
    )  # fmt: skip
    if part.west >= part.east or part.south >= part.north:
        return None
    with Image.open(RELIEF) as picture:
        across = picture.width / (whole.east - whole.west)
        top, bottom = northing(whole.north), northing(whole.south)
        down = picture.height / (top - bottom)
        crop = (
            (part.west - whole.west) * across, (top - northing(part.north)) * down,
            (part.east - whole.west) * across, (top - northing(part.south)) * down,
        )  # fmt: skip
        wide, high = crop[2] - crop[0], crop[3] - crop[1]
        scale = min(_SMOOTH, _MOST_PIXELS / max(wide, high))
        size = max(1, round(wide * scale)), max(1, round(high * scale))
        slopes = picture.convert("LA").resize(size, Image.Resampling.BICUBIC, box=crop)
    # Its strengths come in steps, which would be edges of squares.
    slopes = slopes.filter(ImageFilter.GaussianBlur(scale * _BLUR))
    file = io.BytesIO()
    slopes.save(file, "PNG")
    return Relief(file.getvalue(), part)
