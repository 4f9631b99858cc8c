"""Broken polygons made valid, and those that need a person named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.projection import Geometries
from ioc.errors import Problem

# A polygon that keeps less than this of its area when it is repaired needs a person.
_KEPT_SHARE = 0.5
_KINDS = {
    "Point": "điểm", "MultiPoint": "điểm", "LineString": "đường", "MultiLineString": "đường",
    "LinearRing": "đường",
}  # fmt: skip
_REASONS = {
    "Self-intersection": "đường biên tự cắt",
    "Ring Self-intersection": "vòng biên tự cắt",
    "Too few points": "quá ít điểm",
    "Hole lies outside shell": "lỗ nằm ngoài vùng",
    "Interior is disconnected": "phần trong bị tách rời",
    "Holes are nested": "lỗ lồng trong lỗ",
    "Nested shells": "vùng lồng trong vùng",
    "Duplicate Rings": "vòng biên trùng nhau",
    "Ring is not closed": "vòng biên không khép kín",
}


def repair(
    path: Path, features: gpd.GeoDataFrame, faults: Mapping[int, str], labels: Sequence[str]
) -> tuple[Geometries, list[int], list[Problem]]:
    """Return valid polygons, the rows that were repaired, and the rows beyond repair.

    Args:
        path: for the problems.
        features: the rows of the file.
        faults: row → what its reader found wrong with its geometry.
        labels: how each row is called.
    """
    shapes = np.asarray(shapely.force_2d(features.geometry.values), dtype=object)
    repaired: list[int] = []
    problems: list[Problem] = []

    def refuse(row: int, message: str, mend: str) -> None:
        problems.append(Problem(message, mend, file=path.name, row=row + 1, value=labels[row]))

    for row, shape in enumerate(shapes):
        if row in faults:
            refuse(row, faults[row], "sửa hình của vùng này trong phần mềm GIS rồi xuất lại")
            continue
        if shape is None or shapely.is_empty(shape):
            refuse(row, "vùng không có hình", "vẽ vùng này hoặc xoá dòng khỏi tệp")
            continue
        if shape.geom_type not in {"Polygon", "MultiPolygon", "GeometryCollection"}:
            kind = _KINDS.get(shape.geom_type, "loại khác")
            refuse(
                row,
                f"hình không phải là vùng (là {kind})",
                "xuất lớp vùng, không phải đường hay điểm",
            )
            continue
        if shape.geom_type != "GeometryCollection" and shapely.is_valid(shape):
            continue
        whole = _valid(shape)
        if whole is None or shapely.area(whole) < _KEPT_SHARE * shapely.area(shape):
            refuse(
                row, f"hình hỏng, không tự sửa được ({_reason(shape)})",
                "sửa vùng này trong phần mềm GIS",
            )  # fmt: skip
            continue
        shapes[row] = whole
        repaired.append(row)
    return shapes, repaired, problems


def _valid(shape: shapely.Geometry) -> shapely.Geometry | None:
    try:
        return _polygons(shapely.make_valid(shape))
    except shapely.errors.ShapelyError:
        return None


def _reason(shape: shapely.Geometry) -> str:
    text = str(shapely.is_valid_reason(shape))
    found = (words for reason, words in _REASONS.items() if text.startswith(reason))
    return next(found, "hình không hợp lệ")


def _polygons(shape: shapely.Geometry) -> shapely.Geometry | None:
    """Return what is polygon in a geometry of any kind."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    kept = [part for part in parts if part.geom_type == "Polygon" and part.area > 0]
    if not kept:
        return None
    joined: shapely.Geometry = shapely.union_all(kept)
    return joined
