"""Reads GeoJSON without a driver, which would open other formats by their content."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.coordinates.projection import DEGREES_CRS
from geo.source.coordinates import ShapeFaultError, shape_of
from geo.source.layers import Raw
from geo.source.refusal import refusal
from ioc.words.phrase import Phrase

_MOST_BYTES = 400 * 1024 * 1024
_EPSG = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,5})", re.IGNORECASE)
_FEATURE = re.compile(rb'"type"\s*:\s*"Feature"')
_DEGREES = re.compile(r"urn:ogc:def:crs:OGC:[\d.]*:?CRS84h?|OGC:CRS84|CRS84", re.IGNORECASE)


def read_geojson(path: Path, files: Sequence[Path]) -> Raw:
    """Read GeoJSON files one after another as one set of features.

    Args:
        path: the file that the user gave, for refusals.
        files: what to read; all of them must name the same coordinate system, or none.

    Raises:
        LoadRefusedError: no GeoJSON, or several coordinate systems.
    """
    rows: list[dict[str, Any]] = []
    shapes: list[shapely.Geometry | None] = []
    faults: dict[int, Phrase] = {}
    systems: list[CRS | None] = []
    for file in files:
        content = _parse(path, file)
        systems.append(_system(path, content))
        for feature in _features(path, content):
            rows.append(_values(feature))
            try:
                shapes.append(shape_of(feature.get("geometry")))
            except ShapeFaultError as fault:
                faults[len(shapes)] = fault.phrase
                shapes.append(None)
    if len(set(systems)) > 1:
        raise refusal(path, Phrase("boundary-several-systems"))
    table = pd.DataFrame(rows, dtype=object)
    if "geometry" in table:
        table = table.rename(columns={"geometry": "geometry_"})
    frame = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, index=table.index))
    return Raw(frame, systems[0] if systems else None, faults, degrees_by_rule=True)


def seems_single(file: Path) -> bool:
    """Tell whether a GeoJSON file seems to hold one feature; nothing is parsed."""
    return len(_FEATURE.findall(file.read_bytes())) == 1


def _parse(path: Path, file: Path) -> dict[str, Any]:
    if file.stat().st_size > _MOST_BYTES:
        raise refusal(
            path,
            Phrase("boundary-geojson-large", size=_MOST_BYTES >> 20),
        )
    try:
        content = json.loads(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except UnicodeDecodeError as error:
        raise refusal(path, Phrase("boundary-no-utf8")) from error
    except RecursionError as error:
        raise refusal(path, Phrase("boundary-too-deep")) from error
    except json.JSONDecodeError as error:
        raise refusal(
            path,
            Phrase("boundary-geojson-broken", row=str(error.lineno), place=str(error.colno)),
        ) from error
    except ValueError as error:
        raise refusal(path, Phrase("boundary-number-long")) from error
    if not isinstance(content, dict):
        raise refusal(path, Phrase("boundary-no-geojson"))
    return content


def _features(path: Path, content: dict[str, Any]) -> list[dict[str, Any]]:
    kind = content.get("type")
    if kind == "Topology":
        raise refusal(path, Phrase("boundary-topojson"))
    if "geometryType" in content or "spatialReference" in content:
        raise refusal(path, Phrase("boundary-arcgis"))
    if kind == "Feature":
        return [content]
    if kind == "FeatureCollection":
        features = content.get("features")
        if isinstance(features, list) and all(isinstance(each, dict) for each in features):
            return features
    raise refusal(path, Phrase("boundary-no-geojson"))


def _values(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    fields = properties if isinstance(properties, dict) else {}
    own = {} if feature.get("id") is None else {"id": feature["id"]}
    return {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for key, value in (own | fields).items()
    }


def _system(path: Path, content: dict[str, Any]) -> CRS | None:
    """Return what the member `crs` says, which the standard dropped and many programs write."""
    member = content.get("crs")
    if member is None:
        return None
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    text = str(name or "").strip()
    try:
        if _DEGREES.fullmatch(text):
            return CRS.from_user_input(DEGREES_CRS)
        code = _EPSG.fullmatch(text)
        if code:
            return CRS.from_epsg(int(code[1]))
    except CRSError:
        pass
    raise refusal(
        path,
        Phrase("boundary-system-unclear"),
        value=text or "crs",
    )
