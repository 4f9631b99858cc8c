"""GeoJSON, read without a driver: what a driver would open by its content is not opened."""

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

from geo.projection import DEGREES_CRS
from geo.source.coordinates import ShapeFaultError, shape_of
from geo.source.layers import Raw
from geo.source.refusal import FORMATS, refused

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
    faults: dict[int, str] = {}
    systems: list[CRS | None] = []
    for file in files:
        content = _parsed(path, file)
        systems.append(_system(path, content))
        for feature in _features(path, content):
            rows.append(_values(feature))
            try:
                shapes.append(shape_of(feature.get("geometry")))
            except ShapeFaultError as fault:
                faults[len(shapes)] = str(fault)
                shapes.append(None)
    if len(set(systems)) > 1:
        raise refused(
            path, "các tệp trong tệp nén ghi nhiều hệ toạ độ", "xuất lại cùng một hệ toạ độ"
        )
    table = pd.DataFrame(rows, dtype=object)
    if "geometry" in table:
        table = table.rename(columns={"geometry": "geometry_"})
    frame = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, index=table.index))
    return Raw(frame, systems[0] if systems else None, faults, degrees_by_rule=True)


def seems_single(file: Path) -> bool:
    """Tell whether a GeoJSON file seems to hold one feature; nothing is parsed."""
    return len(_FEATURE.findall(file.read_bytes())) == 1


def _parsed(path: Path, file: Path) -> dict[str, Any]:
    if file.stat().st_size > _MOST_BYTES:
        raise refused(
            path,
            f"tệp GeoJSON lớn hơn {_MOST_BYTES >> 20} MB",
            "xuất thành GeoPackage, hoặc chia theo tỉnh",
        )
    try:
        content = json.loads(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except UnicodeDecodeError as error:
        raise refused(
            path, "chữ trong tệp không phải UTF-8", "lưu lại bằng bảng mã UTF-8"
        ) from error
    except RecursionError as error:
        raise refused(path, "tệp lồng quá nhiều lớp ngoặc", f"xuất lại thành {FORMATS}") from error
    except json.JSONDecodeError as error:
        raise refused(
            path,
            f"không phải GeoJSON hoặc bị cắt cụt (dòng {error.lineno}, ký tự {error.colno})",
            f"xuất lại thành {FORMATS}",
        ) from error
    except ValueError as error:
        raise refused(path, "tệp có số dài quá mức", f"xuất lại thành {FORMATS}") from error
    if not isinstance(content, dict):
        raise refused(path, "không phải GeoJSON", f"xuất lại thành {FORMATS}")
    return content


def _features(path: Path, content: dict[str, Any]) -> list[dict[str, Any]]:
    kind = content.get("type")
    if kind == "Topology":
        raise refused(path, "tệp là TopoJSON, chưa đọc được", f"xuất lại thành {FORMATS}")
    if "geometryType" in content or "spatialReference" in content:
        raise refused(
            path, "tệp là JSON riêng của ArcGIS", "xuất lại bằng định dạng GeoJSON (f=geojson)"
        )
    if kind == "Feature":
        return [content]
    if kind == "FeatureCollection":
        listed = content.get("features")
        if isinstance(listed, list) and all(isinstance(each, dict) for each in listed):
            return listed
    raise refused(path, "không phải GeoJSON", f"xuất lại thành {FORMATS}")


def _values(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    given = properties if isinstance(properties, dict) else {}
    own = {} if feature.get("id") is None else {"id": feature["id"]}
    return {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for key, value in (own | given).items()
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
    raise refused(
        path,
        "không hiểu hệ toạ độ ghi trong tệp",
        "bỏ phần crs rồi nêu hệ toạ độ bằng --crs, ví dụ --crs VN2000:104.75",
        value=text or "crs",
    )
