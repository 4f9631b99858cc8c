"""Reads KML without a driver: placemarks with their extended data."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS

from geo.coordinates.projection import DEGREES_CRS
from geo.source.coordinates import NOT_NUMBERS, ShapeFaultError, polygon_of
from geo.source.layers import Raw
from geo.source.refusal import refusal
from ioc.words.phrase import Phrase


def read_kml(path: Path, file: Path) -> Raw:
    """Read the placemarks of a KML file; always in degrees, as the format has it.

    Raises:
        LoadRefusedError: no KML.
    """
    rows: list[dict[str, str]] = []
    shapes: list[shapely.Geometry | None] = []
    faults: dict[int, Phrase] = {}
    try:
        # expat bounds what entities may grow to; here the process has bounds, too.
        for _, element in ElementTree.iterparse(file):  # noqa: S314
            if _tag(element) != "Placemark":
                continue
            rows.append(_values(element))
            try:
                shapes.append(_shape(element))
            except ShapeFaultError as fault:
                faults[len(shapes)] = fault.phrase
                shapes.append(None)
            element.clear()
    except ElementTree.ParseError as error:
        line, column = error.position
        raise refusal(
            path,
            Phrase("boundary-kml-broken", row=str(line), place=str(column + 1)),
        ) from error
    except (ValueError, LookupError) as error:
        raise refusal(path, Phrase("boundary-kml-unreadable")) from error
    table = pd.DataFrame(rows, dtype=object)
    frame = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, index=table.index))
    return Raw(frame, CRS.from_user_input(DEGREES_CRS), faults)


def _tag(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _values(placemark: ElementTree.Element) -> dict[str, str]:
    fields: dict[str, str] = {}
    for element in placemark.iter():
        tag, name = _tag(element), element.get("name")
        if tag == "SimpleData" and name:
            fields[name] = (element.text or "").strip()
        elif tag == "Data" and name:
            value = next((each for each in element if _tag(each) == "value"), None)
            fields[name] = ((value.text if value is not None else "") or "").strip()
    for element in placemark:
        if _tag(element) == "name":
            fields.setdefault("name", (element.text or "").strip())
    return fields


def _shape(placemark: ElementTree.Element) -> shapely.Geometry | None:
    polygons: list[Any] = []
    other = False
    for element in placemark.iter():
        if _tag(element) in ("LineString", "Point"):
            other = True
        if _tag(element) != "Polygon":
            continue
        outer = [_ring(ring) for ring in element if _tag(ring) == "outerBoundaryIs"]
        inner = [_ring(ring) for ring in element if _tag(ring) == "innerBoundaryIs"]
        polygon = polygon_of([*outer[:1], *inner])
        if polygon is not None:
            polygons.append(polygon)
    if polygons:
        return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    if other:
        raise ShapeFaultError(Phrase("boundary-shape-other"))
    return None


def _ring(boundary: ElementTree.Element) -> list[list[float]]:
    texts = [each.text or "" for each in boundary.iter() if _tag(each) == "coordinates"]
    try:
        return [[float(part) for part in point.split(",")] for point in " ".join(texts).split()]
    except ValueError as error:
        raise ShapeFaultError(NOT_NUMBERS) from error
