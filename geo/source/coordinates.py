"""Lists of numbers → geometry, where any of them may be anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

NOT_NUMBERS = "toạ độ không phải là số (NaN, vô cực hoặc trống)"
TOO_FEW = "đường biên có ít hơn ba điểm"
UNREADABLE = "không đọc được hình"
# Deeper than any file that a GIS writes.
_DEEPEST = 8


class ShapeFaultError(Exception):
    """A geometry that cannot be made; the text is Vietnamese."""


def shape_of(raw: Any, depth: int = 0) -> shapely.Geometry | None:
    """Return the geometry of a GeoJSON object; None where there is none.

    Raises:
        ShapeFaultError: what is there is no geometry, or holds what are no numbers.
    """
    if raw is None:
        return None
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind == "GeometryCollection" and depth < _DEEPEST:
        parts = [shape_of(each, depth + 1) for each in _listed(raw.get("geometries"))]
        return _single(shapely.geometrycollections([each for each in parts if each is not None]))
    given = raw.get("coordinates") if isinstance(raw, dict) else None
    if kind == "Polygon":
        return polygon_of(_listed(given))
    if kind == "MultiPolygon":
        polygons = [polygon_of(_listed(each)) for each in _listed(given)]
        kept = [each for each in polygons if each is not None]
        return _single(shapely.multipolygons(kept)) if kept else None
    if kind in ("LineString", "MultiLineString"):
        lines = [given] if kind == "LineString" else _listed(given)
        made: list[Any] = [shapely.linestrings(_numbers(each)) for each in lines]
        return _single(shapely.multilinestrings(made))
    if kind in ("Point", "MultiPoint"):
        return _single(shapely.multipoints(_numbers([given] if kind == "Point" else given)))
    raise ShapeFaultError(UNREADABLE)


def polygon_of(rings: Sequence[Any]) -> shapely.Geometry | None:
    """Return a polygon of its rings, the outer one first; open rings are closed.

    Raises:
        ShapeFaultError: too few points, or what are no numbers.
    """
    if not rings:
        return None
    made: list[Any] = []
    for ring in rings:
        numbers = _numbers(ring)
        if len(numbers) < 3:
            raise ShapeFaultError(TOO_FEW)
        if not np.array_equal(numbers[0], numbers[-1]):
            numbers = np.vstack([numbers, numbers[:1]])
        made.append(shapely.linearrings(numbers) if len(numbers) > 3 else None)
    if made[0] is None:
        raise ShapeFaultError(TOO_FEW)
    holes = [hole for hole in made[1:] if hole is not None]
    return _single(shapely.polygons(made[0], holes or None))


def _single(made: Any) -> shapely.Geometry:
    """Return what a constructor of arrays makes of one geometry."""
    result: shapely.Geometry = made
    return result


def _numbers(points: Any) -> NDArray[np.float64]:
    """Return x and y of each point; heights go."""
    listed = _listed(points)
    try:
        plain = np.asarray(listed)
        if plain.ndim == 2 and plain.shape[1] >= 2 and plain.dtype.kind in "fiu":
            return _finite(plain[:, :2].astype(np.float64))
    except (ValueError, OverflowError):
        pass  # Uneven or odd: one by one.
    try:
        pairs = [(point[0], point[1]) for point in listed]
        numbers = np.array(pairs, dtype=object)
        if any(isinstance(number, bool | str) or number is None for number in numbers.ravel()):
            raise ShapeFaultError(NOT_NUMBERS)
        found: NDArray[np.float64] = numbers.astype(np.float64).reshape(-1, 2)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise ShapeFaultError(NOT_NUMBERS) from error
    return _finite(found)


def _finite(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    if not np.isfinite(numbers).all():
        raise ShapeFaultError(NOT_NUMBERS)
    return numbers


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ShapeFaultError(UNREADABLE)
    return list(value)
