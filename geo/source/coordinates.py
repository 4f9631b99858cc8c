"""Makes geometry of lists that may contain anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ioc.errors import IocError
from ioc.words.phrase import Phrase

NOT_NUMBERS = Phrase("boundary-not-numbers")
TOO_FEW = Phrase("boundary-few-points")
UNREADABLE = Phrase("boundary-shape-unreadable")
# Deeper than any file that a GIS writes.
_DEEPEST = 8


class ShapeFaultError(IocError):
    """A geometry that cannot be made."""


def shape_of(raw: Any, depth: int = 0) -> shapely.Geometry | None:
    """Return the geometry of a GeoJSON object; None where there is none.

    Raises:
        ShapeFaultError: what is there is no geometry, or holds what are no numbers.
    """
    if raw is None:
        return None
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind == "GeometryCollection" and depth < _DEEPEST:
        parts = [shape_of(each, depth + 1) for each in _items(raw.get("geometries"))]
        return _single(shapely.geometrycollections([each for each in parts if each is not None]))
    coordinates = raw.get("coordinates") if isinstance(raw, dict) else None
    if kind == "Polygon":
        return polygon_of(_items(coordinates))
    if kind == "MultiPolygon":
        polygons = [polygon_of(_items(each)) for each in _items(coordinates)]
        solid = [each for each in polygons if each is not None]
        return _single(shapely.multipolygons(solid)) if solid else None
    if kind in ("LineString", "MultiLineString"):
        lines = [coordinates] if kind == "LineString" else _items(coordinates)
        parts_of_line: list[Any] = [shapely.linestrings(_numbers(each)) for each in lines]
        return _single(shapely.multilinestrings(parts_of_line))
    if kind in ("Point", "MultiPoint"):
        return _single(
            shapely.multipoints(_numbers([coordinates] if kind == "Point" else coordinates))
        )
    raise ShapeFaultError(UNREADABLE)


def polygon_of(rings: Sequence[Any]) -> shapely.Geometry | None:
    """Return a polygon of its rings, the outer one first; open rings are closed.

    Raises:
        ShapeFaultError: too few points, or what are no numbers.
    """
    if not rings:
        return None
    shells: list[Any] = []
    for ring in rings:
        numbers = _numbers(ring)
        if len(numbers) < 3:
            raise ShapeFaultError(TOO_FEW)
        if not np.array_equal(numbers[0], numbers[-1]):
            numbers = np.vstack([numbers, numbers[:1]])
        shells.append(shapely.linearrings(numbers) if len(numbers) > 3 else None)
    if shells[0] is None:
        raise ShapeFaultError(TOO_FEW)
    holes = [hole for hole in shells[1:] if hole is not None]
    return _single(shapely.polygons(shells[0], holes or None))


def _single(geometry: Any) -> shapely.Geometry:
    """Return the single geometry of a constructor that may make arrays."""
    result: shapely.Geometry = geometry
    return result


def _numbers(points: Any) -> NDArray[np.float64]:
    """Return x and y of each point; heights go."""
    items = _items(points)
    try:
        plain = np.asarray(items)
        if plain.ndim == 2 and plain.shape[1] >= 2 and plain.dtype.kind in "fiu":
            return _finite(plain[:, :2].astype(np.float64))
    except (ValueError, OverflowError):
        pass  # Uneven or odd: one by one.
    try:
        pairs = [(point[0], point[1]) for point in items]
        numbers = np.array(pairs, dtype=object)
        if any(isinstance(number, bool | str) or number is None for number in numbers.ravel()):
            raise ShapeFaultError(NOT_NUMBERS)
        result: NDArray[np.float64] = numbers.astype(np.float64).reshape(-1, 2)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise ShapeFaultError(NOT_NUMBERS) from error
    return _finite(result)


def _finite(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    if not np.isfinite(numbers).all():
        raise ShapeFaultError(NOT_NUMBERS)
    return numbers


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ShapeFaultError(UNREADABLE)
    return list(value)
