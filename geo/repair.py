"""Repairs broken polygons, and names those that need a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.coordinates.projection import Geometries
from ioc.errors import Problem
from ioc.words.phrase import Phrase

# A polygon that keeps less than this of its area when it is repaired needs a person.
_LEAST_SHARE = 0.5
_KINDS = {
    "Point": "point", "MultiPoint": "point", "LineString": "line", "MultiLineString": "line",
    "LinearRing": "line",
}  # fmt: skip
_REASONS = {
    "Self-intersection": "crosses",
    "Ring Self-intersection": "ring-crosses",
    "Too few points": "few",
    "Hole lies outside shell": "hole-outside",
    "Interior is disconnected": "apart",
    "Holes are nested": "holes",
    "Nested shells": "shells",
    "Duplicate Rings": "rings",
    "Ring is not closed": "open",
}


def repair(
    path: Path, features: gpd.GeoDataFrame, faults: Mapping[int, Phrase], labels: Sequence[str]
) -> tuple[Geometries, list[int], list[Problem]]:
    """Return valid polygons, the rows that were repaired, and the rows beyond repair.

    Args:
        path: for the problems.
        features: the rows of the file.
        faults: row → fault of its geometry, as its reader says.
        labels: what each row is called.
    """
    shapes = np.asarray(shapely.force_2d(features.geometry.values), dtype=object)
    repairs: list[int] = []
    problems: list[Problem] = []

    def refuse(row: int, fault: Phrase) -> None:
        problems.append(Problem(fault, file=path.name, row=row + 1, value=labels[row]))

    for row, shape in enumerate(shapes):
        if row in faults:
            refuse(row, faults[row])
            continue
        if shape is None or shapely.is_empty(shape):
            refuse(row, Phrase("boundary-no-shape"))
            continue
        if shape.geom_type not in {"Polygon", "MultiPolygon", "GeometryCollection"}:
            kind = _KINDS.get(shape.geom_type, "other")
            refuse(
                row,
                Phrase("boundary-no-polygon", kind=Phrase(f"boundary-kind-{kind}")),
            )
            continue
        if shape.geom_type != "GeometryCollection" and shapely.is_valid(shape):
            continue
        whole = _valid(shape)
        if whole is None or shapely.area(whole) < _LEAST_SHARE * shapely.area(shape):
            refuse(
                row,
                Phrase("boundary-broken", reason=_reason(shape)),
            )
            continue
        shapes[row] = whole
        repairs.append(row)
    return shapes, repairs, problems


def _valid(shape: shapely.Geometry) -> shapely.Geometry | None:
    try:
        return _polygons(shapely.make_valid(shape))
    except shapely.errors.ShapelyError:
        return None


def _reason(shape: shapely.Geometry) -> Phrase:
    text = str(shapely.is_valid_reason(shape))
    names = (name for reason, name in _REASONS.items() if text.startswith(reason))
    return Phrase(f"boundary-reason-{next(names, 'invalid')}")


def _polygons(shape: shapely.Geometry) -> shapely.Geometry | None:
    """Return what is polygon in a geometry of any kind."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = [part for part in parts if part.geom_type == "Polygon" and part.area > 0]
    if not polygons:
        return None
    union: shapely.Geometry = shapely.union_all(polygons)
    return union
