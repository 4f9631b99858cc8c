"""The map of a report: the published shapes, and the shipped land around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from callbacks.frame.context import Context
from callbacks.report.paint import Paint
from geo.around import cut_patches, name_place, patch_of, province_names, read_around
from geo.topology import decode_topology
from ioc.answers import MapSpec
from ioc.area import COUNTRY_CODE
from ioc.around import OFFSHORE_LON, Box, Patch, PlaceName, Ring, box_of, frame_around
from ioc.words.catalogue import say
from layouts.report.content import MAP_RATIO, MapArea, MapPoint, ReportMap

_INSET_MARGIN = 0.12


@dataclass(frozen=True)
class MapNames:
    """Codes of the areas whose names go before others, and names of the communes around."""

    worst: frozenset[str]
    beside: Mapping[str, str]


def read_report_map(
    context: Context,
    spec: MapSpec,
    areas: pd.DataFrame,
    paint: Paint,
    names: MapNames,
) -> ReportMap | None:
    """Return the map that a spec describes; None where there are no shapes.

    Args:
        context: knows the folder of published files.
        spec: of the map of the page.
        areas: those of its directory, each at the place where it is drawn.
        paint: the colours of the areas.
        names: which go before others, and those of areas around.
    """
    shapes = _read_shapes(context.settings.published, spec["topology"])
    if shapes is None:
        return None
    stale = set(spec["stale"])
    # A shape may stand for several areas, as on the page.
    drawn_codes = [
        []
        if spec["points"]
        else [each for each in codes if each in paint.fills and each not in stale]
        for codes in shapes["codes"]
    ]
    shapes = shapes.assign(codes=drawn_codes)
    has_number = [bool(codes) for codes in drawn_codes]
    own, others = shapes[has_number], shapes[np.logical_not(has_number)]
    points = tuple(_points(areas, paint, names.worst)) if spec["points"] else ()
    inner = others[_is_land_of(others, spec)] if spec["points"] else others[:0]
    short = dict(zip(areas["code"].tolist(), areas["name"].tolist(), strict=True))
    parts = tuple(_areas(own, paint, short, names.worst))
    islets = [point for part in parts for ring in part.islets for point in ring]
    is_country = spec["parent"] == COUNTRY_CODE
    box = box_of([*_near_points(parts, points, inner), *(islets if is_country else ())])
    box = box or box_of(islets)
    if box is None:
        return None
    frame = frame_around(box, MAP_RATIO)
    # Far islands are in the picture of the country; a province has a frame of their own for them.
    inset = None if is_country else box_of(islets)
    around = read_around(frame)
    provinces = _read_shapes(context.settings.published, spec["outline"])
    beside = _beside(provinces, own if len(own) else inner)
    rest = others.drop(inner.index)
    return ReportMap(
        frame=frame,
        areas=parts,
        points=points,
        own=tuple(_patches(inner)),
        others=(*cut_patches(_array(beside), frame), *cut_patches(_array(rest), frame)),
        other_names=(
            *_names_in(rest, names.beside, frame),
            *_names_in(beside, province_names(spec["vintage"]), frame),
        ),
        outline=tuple(_outline(own if len(own) else inner)),
        around=around,
        inset=_make_wider(inset) if inset else None,
        not_drawn=len(paint.fills)
        - len(points)
        - len({code for each in drawn_codes for code in each}),
        credit=credit_of(spec),
    )


def credit_of(spec: MapSpec) -> str:
    """Return whose land a map shows, and under which licence."""
    parts = (spec.get("land_credit", ""), say("map-around-credit", spec["language"]))
    return " · ".join(part for part in parts if part)


def _read_shapes(folder: Path, address: str | None) -> gpd.GeoDataFrame | None:
    file = folder / (address or "").rpartition("/")[2]
    return decode_topology(file.read_bytes()) if address and file.is_file() else None


def _points(areas: pd.DataFrame, paint: Paint, worst: frozenset[str]) -> Iterator[MapPoint]:
    columns = (areas[name].tolist() for name in ("code", "name", "lon", "lat"))
    for code, name, lon, lat in zip(*columns, strict=True):
        if not np.isnan(lon):
            label = name if code in worst else ""
            yield MapPoint(paint.fills[code], lon, lat, paint.depths[code], label)


def _is_land_of(shapes: gpd.GeoDataFrame, spec: MapSpec) -> Any:
    return (shapes["code"] == spec["parent"]) | (shapes["parent_code"] == spec["parent"])


def _areas(
    own: gpd.GeoDataFrame,
    paint: Paint,
    names: Mapping[str, str],
    worst: frozenset[str],
) -> Iterator[MapArea]:
    for codes, geometry in zip(own["codes"], own["geometry"], strict=True):
        code = codes[0]
        parts = shapely.get_parts(geometry)
        is_far = shapely.bounds(parts)[:, 0] > OFFSHORE_LON
        land = parts[~is_far]
        place = None
        if len(land):
            place = name_place(names.get(code, ""), land[np.argmax(shapely.area(land))])
        yield MapArea(
            paint.fills[code],
            tuple(patch_of(part) for part in land),
            place if place and place.text else None,
            code in worst,
            tuple(patch_of(part).ring for part in parts[is_far]),
            code in paint.empty,
        )


def _patches(shapes: gpd.GeoDataFrame) -> Iterator[Patch]:
    for part in shapely.get_parts(_array(shapes)):
        yield patch_of(part)


def _array(shapes: gpd.GeoDataFrame | None) -> Any:
    return np.asarray(shapes.geometry if shapes is not None else [], dtype=object)


def _near_points(
    areas: Sequence[MapArea], points: Sequence[MapPoint], land: gpd.GeoDataFrame
) -> Iterator[tuple[float, float]]:
    """Yield all points that have to be in the picture, without far islands."""
    yield from (point for area in areas for patch in area.patches for point in patch.ring)
    yield from ((each.lon, each.lat) for each in points)
    for patch in _patches(land):
        if patch.ring[0][0] < OFFSHORE_LON:
            yield from patch.ring


def _beside(provinces: gpd.GeoDataFrame | None, own: gpd.GeoDataFrame) -> gpd.GeoDataFrame | None:
    """Return the provinces that are not the own one: it has most of its land in none of them."""
    if provinces is None or own.empty:
        return provinces
    middles = shapely.point_on_surface(_array(own))
    inside = [bool(shapely.contains(shape, middles).any()) for shape in provinces.geometry]
    return provinces[np.logical_not(inside)]


def _names_in(
    shapes: gpd.GeoDataFrame | None, names: Mapping[str, str], frame: Box
) -> Iterator[PlaceName]:
    """Yield the names of areas, each in the part that lies in the picture."""
    if shapes is None or not names:
        return
    for code, shape in zip(shapes["code"], shapes.geometry, strict=True):
        part = shapely.intersection(shape, shapely.box(*frame))
        polygons = [each for each in shapely.get_parts(part) if each.area]
        if polygons and code in names:
            yield name_place(names[code], max(polygons, key=shapely.area))


def _outline(own: gpd.GeoDataFrame) -> Iterator[Ring]:
    if own.empty:
        return
    for part in shapely.get_parts(shapely.coverage_union_all(_array(own))):
        if shapely.bounds(part)[0] < OFFSHORE_LON:
            patch = patch_of(part)
            yield patch.ring
            yield from patch.holes


def _make_wider(box: Box) -> Box:
    return frame_around(box, 1.2, _INSET_MARGIN)
