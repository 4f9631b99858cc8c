"""Any GIS file → features in degrees: formats, layers, encodings and coordinate systems."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyproj import CRS
from pyproj.crs import ProjectedCRS
from pyproj.crs.coordinate_operation import TransverseMercatorConversion
from pyproj.exceptions import CRSError

from geo.projection import DEGREES_CRS
from ioc.errors import LoadRefusedError, Problem

FORMATS = "GeoJSON (.geojson, .json), GeoPackage (.gpkg), Shapefile (.shp hoặc .zip)"
# West, south, east, north: the country with its seas.
_COUNTRY_BOX = (101.0, 5.0, 119.0, 24.5)
_VN2000 = "EPSG:4756"


@dataclass(frozen=True)
class SourceFile:
    """Features as the file has them (all columns, text kept as text), geometry in degrees."""

    frame: gpd.GeoDataFrame
    notes: tuple[str, ...] = field(default=())


def read_source(path: Path, crs: str | None = None, layer: str | None = None) -> SourceFile:
    """Read every feature of a GIS file; row order is the order of the file.

    Args:
        path: GeoJSON, GeoPackage, Shapefile, a zip of a Shapefile, or a zip of GeoJSON files.
        crs: coordinate system when the file does not say or is wrong: "EPSG:3405", or
            "VN2000:104.75" for VN-2000 in a 3° zone about that meridian.
        layer: layer to read when the file has several with polygons.

    Raises:
        LoadRefusedError: unreadable, several layers and none named, unknown coordinate system, or
            coordinates that do not lie in Vietnam.
    """
    try:
        if path.suffix.lower() == ".zip":
            frame = _read_zip(path, layer)
        elif path.suffix.lower() in {".geojson", ".json", ".gpkg", ".shp"}:
            frame = _read_layer(str(path), layer, None)
        else:
            raise _refused(path, "không đọc được loại tệp này", f"dùng {FORMATS}")
    except (pyogrio.errors.DataSourceError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise _refused(path, f"không mở được tệp ({error})", f"xuất lại thành {FORMATS}") from error
    if frame.empty:
        raise _refused(path, "tệp không có vùng nào", "kiểm tra lớp dữ liệu đã xuất")
    return _in_degrees(path, frame, crs)


def parse_crs(text: str) -> CRS:
    """Return the coordinate system that a user names.

    Raises:
        LoadRefusedError: not a known one.

    >>> parse_crs("VN2000:104,75").name
    'VN-2000, kinh tuyến trục 104.75°'
    """
    zone = re.fullmatch(r"vn-?2000:(\d{3}(?:[.,]\d+)?)", text.strip().lower())
    try:
        if zone:
            meridian = float(zone[1].replace(",", "."))
            return ProjectedCRS(
                TransverseMercatorConversion(0, meridian, 500_000, 0, 0.9999),
                f"VN-2000, kinh tuyến trục {meridian:g}°",
                geodetic_crs=CRS.from_user_input(_VN2000),
            )
        return CRS.from_user_input(text)
    except CRSError as error:
        raise LoadRefusedError(
            [
                Problem(
                    "không có hệ toạ độ này",
                    "viết mã EPSG, ví dụ EPSG:4326, hoặc VN2000:<kinh tuyến trục>, ví dụ "
                    "VN2000:104.75",
                    value=text,
                )
            ]
        ) from error


def _read_zip(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        shapes = sorted(name for name in names if name.lower().endswith(".shp"))
        texts = sorted(name for name in names if name.lower().endswith((".geojson", ".json")))
        if not shapes:
            if not texts:
                raise _refused(path, "tệp nén không có Shapefile hay GeoJSON", f"dùng {FORMATS}")
            return _read_texts(archive, texts)
    if len(shapes) > 1:
        chosen = [name for name in shapes if layer in (name, Path(name).stem)]
        if not chosen:
            raise _several(path, [Path(name).stem for name in shapes])
        shapes = chosen
    stem = shapes[0][:-4].lower()
    stated = any(name.lower() == f"{stem}.cpg" for name in names)
    return _read_layer(f"/vsizip/{path}/{shapes[0]}", None, None if stated else "UTF-8")


def _read_texts(archive: zipfile.ZipFile, names: list[str]) -> gpd.GeoDataFrame:
    """Read a zip of many GeoJSON files, as the open set comes: one file per area."""
    rows: list[dict[str, object]] = []
    shapes: list[shapely.Geometry | None] = []
    for name in names:
        content = json.loads(archive.read(name))
        for feature in content.get("features", []):
            rows.append({"id": feature.get("id"), **(feature.get("properties") or {})})
            raw = feature.get("geometry")
            shapes.append(shapely.from_geojson(json.dumps(raw)) if raw else None)
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=shapes, crs=DEGREES_CRS)


def _read_layer(source: str, layer: str | None, encoding: str | None) -> gpd.GeoDataFrame:
    listed = pyogrio.list_layers(source)
    polygons = [str(name) for name, kind in listed if kind is None or "Polygon" in str(kind)]
    names = polygons or [str(name) for name, _ in listed]
    if layer is not None:
        names = [name for name in names if name == layer]
    if len(names) != 1:
        raise _several(Path(source), [str(name) for name, _ in listed])
    options = {} if encoding is None else {"encoding": encoding}
    try:
        frame = pyogrio.read_dataframe(source, layer=names[0], **options)
    except UnicodeDecodeError:
        # Old Vietnamese databases without a .cpg file.
        frame = pyogrio.read_dataframe(source, layer=names[0], encoding="CP1258")
    if "geometry" not in frame:
        frame = gpd.GeoDataFrame(frame, geometry=[None] * len(frame))
    return frame


def _in_degrees(path: Path, frame: gpd.GeoDataFrame, crs: str | None) -> SourceFile:
    notes: list[str] = []
    stated = frame.crs
    bounds = frame.total_bounds
    if crs is not None:
        wanted = parse_crs(crs)
        if stated is not None and stated != wanted:
            notes.append(f"Dùng hệ toạ độ {crs} theo yêu cầu thay cho {stated.name} ghi trong tệp.")
        frame = frame.set_crs(wanted, allow_override=True)
    elif stated is None or (stated.is_geographic and abs(bounds).max() > 360):
        # GeoJSON always claims degrees; metres betray themselves.
        if not _within(bounds):
            if _within((bounds[1], bounds[0], bounds[3], bounds[2])):
                frame = frame.set_geometry(
                    gpd.GeoSeries(
                        shapely.transform(frame.geometry.values, lambda xy: xy[:, ::-1]),
                        index=frame.index,
                    )
                )
                notes.append("Toạ độ ghi vĩ độ trước kinh độ: đã đổi lại.")
            else:
                raise _refused(
                    path,
                    "tệp không ghi hệ toạ độ và toạ độ không phải là kinh độ, vĩ độ",
                    "nêu hệ toạ độ, ví dụ --crs VN2000:104.75 hoặc --crs EPSG:3405",
                )
        if stated is None:
            notes.append("Tệp không ghi hệ toạ độ: hiểu là kinh độ, vĩ độ WGS 84.")
        frame = frame.set_crs(DEGREES_CRS, allow_override=True)
    if frame.crs != CRS.from_user_input(DEGREES_CRS):
        notes.append(f"Đã chuyển từ hệ toạ độ {frame.crs.name} sang WGS 84.")
        frame = frame.to_crs(DEGREES_CRS)
    if frame.geometry.notna().any() and not _within(frame.total_bounds):
        west, south, east, north = frame.total_bounds
        raise _refused(
            path,
            f"toạ độ nằm ngoài Việt Nam ({west:.2f}–{east:.2f}° Đ, {south:.2f}–{north:.2f}° B)",
            "kiểm tra hệ toạ độ của tệp, hoặc nêu nó, ví dụ --crs VN2000:104.75",
        )
    return SourceFile(frame.reset_index(drop=True), tuple(notes))


def _within(bounds: object) -> bool:
    west, south, east, north = (float(edge) for edge in bounds)  # type: ignore[attr-defined]
    box = _COUNTRY_BOX
    return west >= box[0] and south >= box[1] and east <= box[2] and north <= box[3]


def _several(path: Path, names: list[str]) -> LoadRefusedError:
    return _refused(
        path,
        "không rõ đọc lớp nào",
        "nêu một lớp bằng --layer; các lớp trong tệp: " + ", ".join(names),
    )


def _refused(path: Path, message: str, mend: str) -> LoadRefusedError:
    return LoadRefusedError([Problem(message, mend, file=path.name)])
