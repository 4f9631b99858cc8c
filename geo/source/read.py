"""Reads features in degrees from any boundary file, or says what is wrong with its coordinates."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from geo.coordinates.projection import DEGREES_CRS
from geo.coordinates.systems import Points, parse_crs, same_system
from geo.source.archive import MOST_BYTES, SHAPE_PARTS, members_of, unpack
from geo.source.coordinates import NOT_NUMBERS
from geo.source.database import database_layers
from geo.source.geojson import read_geojson, seems_single
from geo.source.kml import read_kml
from geo.source.layers import Raw, SourceLayer, choose_layer
from geo.source.letters import find_repair
from geo.source.refusal import refusal
from geo.source.shapefile import holds_polygons, read_shapefile
from ioc.errors import Problem
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

# West, south, east, north: the country with its seas.
_COUNTRY_BOX = (101.0, 5.0, 119.0, 24.5)
_MOST_VERTICES = 20_000_000
_MOSTLY = 0.8
_TEXTS = (".geojson", ".json")
_ARCHIVES = {b"PK\x03\x04": ".zip", b"PK\x05\x06": ".zip", b"Rar!": ".rar", b"7z\xbc\xaf": ".7z"}
_OTHERS = {
    ".tab": "MapInfo", ".mif": "MapInfo", ".dgn": "MicroStation", ".dwg": "AutoCAD",
    ".dxf": "AutoCAD", ".gdb": "Esri File Geodatabase", ".gml": "GML",
}  # fmt: skip


@dataclass(frozen=True)
class SourceFile:
    """Features as the file has them (all columns, values as written), geometry in degrees.

    `faults`: row → what is wrong with its geometry, which is then None. `centres`: the middle of
    each feature in the units of the file; NaN without geometry. `crs`: what it was read in.
    `misplaced`: why the coordinates cannot be where the file says; then the geometry is as written.
    """

    frame: gpd.GeoDataFrame
    notes: tuple[Phrase, ...] = ()
    faults: dict[int, Phrase] = field(default_factory=dict)
    centres: Points = field(default_factory=lambda: np.empty((0, 2)))
    crs: CRS | None = None
    misplaced: Problem | None = None


def read_source(
    path: Path, crs: str | None = None, layer: str | None = None, scratch: Path | None = None
) -> SourceFile:
    """Read every feature of a GIS file; row order is the order of the file.

    Args:
        path: GeoJSON, GeoPackage, Shapefile, FlatGeobuf or KML, each also zipped; a zip of many
            GeoJSON files of one feature each is one layer.
        crs: coordinate system when the file does not say or is wrong: "EPSG:3405", or
            "VN2000:104.75" for VN-2000 in a 3° zone about that meridian.
        layer: layer to read when the file has several with polygons.
        scratch: folder to unpack into; None: one of the system's.

    Raises:
        LoadRefusedError: unreadable, too large, several layers and none named, or an unknown
            coordinate system.
    """
    system = None if crs is None else parse_crs(crs)
    with _open(path, scratch) as layers:
        raw = choose_layer(path, layers, layer).read()
    if raw.frame.empty:
        raise refusal(path, Phrase("boundary-no-row"))
    return _place(path, _with_letters(_check(path, raw)), system, crs or "")


@contextmanager
def _open(path: Path, scratch: Path | None) -> Iterator[list[SourceLayer]]:
    """Yield the layers of a file; they can be read while the context lasts."""
    if path.suffix.lower() in _OTHERS:
        kind = _OTHERS[path.suffix.lower()]
        raise refusal(path, Phrase("boundary-kind-unread", kind=kind))
    if not path.is_file():
        raise refusal(path, Phrase("boundary-no-file"))
    if path.stat().st_size > MOST_BYTES:
        raise refusal(path, Phrase("boundary-file-large", size=MOST_BYTES >> 20))
    with path.open("rb") as file:
        archive = _ARCHIVES.get(file.read(4))
    with tempfile.TemporaryDirectory(prefix="ioc-ranh-gioi-", dir=scratch) as name:
        folder = Path(name)
        suffix = path.suffix.lower()
        if suffix in (".zip", ".kmz"):
            if archive not in (None, ".zip"):
                raise refusal(path, Phrase("boundary-archive-kind", kind=archive))
            yield _unzip(path, folder)
        elif archive in (".rar", ".7z") or suffix in (".rar", ".7z"):
            raise refusal(path, Phrase("boundary-archive-unread"))
        else:
            yield _plain(path, folder, suffix)


def _plain(path: Path, folder: Path, suffix: str) -> list[SourceLayer]:
    if suffix in _TEXTS:
        return [SourceLayer(path.stem, lambda: read_geojson(path, [path]))]
    if suffix == ".kml":
        return [SourceLayer(path.stem, lambda: read_kml(path, path))]
    if suffix not in (".shp", ".gpkg", ".fgb"):
        raise refusal(path, Phrase("boundary-kind-unknown"))
    # Copied under names of our own: drivers open what lies beside a file.
    parts = {suffix: path}
    if suffix == ".shp":
        beside = {each.suffix.lower(): each for each in path.parent.iterdir()
                  if each.stem.lower() == path.stem.lower() and each.is_file()}  # fmt: skip
        parts = {part: beside[part] for part in SHAPE_PARTS if part in beside}
    for part, file in parts.items():
        shutil.copyfile(file, folder / f"0{part}")
    return _layers(path, folder / f"0{suffix}", path.stem)


def _layers(path: Path, main: Path, label: str) -> list[SourceLayer]:
    if main.suffix == ".shp":
        return [SourceLayer(label, lambda: read_shapefile(path, main), holds_polygons(main))]
    if main.suffix == ".kml":
        return [SourceLayer(label, lambda: read_kml(path, main))]
    if main.suffix in _TEXTS:
        return [SourceLayer(label, lambda: read_geojson(path, [main]))]
    return database_layers(path, main, label)


def _unzip(path: Path, folder: Path) -> list[SourceLayer]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = members_of(path, archive)
            mains = unpack(path, archive, members, folder)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise refusal(path, Phrase("boundary-archive-broken")) from error
    layers: list[SourceLayer] = []
    texts = [each for each in mains if each.suffix in _TEXTS]
    if len(texts) > 1 and all(seems_single(each) for each in texts):
        # As the open set comes: a file for each area.
        layers.append(SourceLayer(path.stem, lambda: read_geojson(path, texts)))
        others = [place for place, each in enumerate(mains) if each.suffix not in _TEXTS]
        members, mains = [members[place] for place in others], [mains[place] for place in others]
    names = [PurePosixPath(member.name).name for member in members]
    for member, main, name in zip(members, mains, names, strict=True):
        label = member.name if names.count(name) > 1 else name
        layers += _layers(path, main, label)
    return layers


def _check(path: Path, raw: Raw) -> Raw:
    """Return the features without heights; those with infinite numbers become faults."""
    shapes = np.asarray(raw.frame.geometry.values, dtype=object)
    if int(shapely.get_num_coordinates(shapes).sum()) > _MOST_VERTICES:
        raise refusal(
            path,
            Phrase("boundary-vertices", count=_MOST_VERTICES // 1_000_000),
        )
    flat: NDArray[np.object_] = np.asarray(shapely.force_2d(shapes), dtype=object)
    numbers, row = shapely.get_coordinates(flat, return_index=True)
    faults = dict(raw.faults)
    for place in np.unique(row[~np.isfinite(numbers).all(axis=1)]):
        faults[int(place)] = NOT_NUMBERS
        flat[place] = None
    frame = raw.frame.set_geometry(gpd.GeoSeries(flat, index=raw.frame.index))
    return replace(raw, frame=frame, faults=faults)


def _with_letters(raw: Raw) -> Raw:
    """Return the features with texts that were read in the wrong code page put right."""
    table = raw.frame.drop(columns="geometry")
    texts = [value for column in table for value in table[column] if isinstance(value, str)]
    repair = find_repair(texts)
    if repair is None:
        return raw
    again, note = repair
    frame = raw.frame.copy()
    for column in table:
        frame[column] = [again(each) if isinstance(each, str) else each for each in table[column]]
    return replace(raw, frame=frame, notes=(*raw.notes, note))


def _place(path: Path, raw: Raw, system: CRS | None, system_name: str) -> SourceFile:
    notes = list(raw.notes)
    frame, stated = raw.frame.reset_index(drop=True), raw.crs
    shapes = np.asarray(frame.geometry.values, dtype=object)
    middle = shapely.centroid(shapes)
    centres = np.column_stack([shapely.get_x(middle), shapely.get_y(middle)])
    if system is not None:
        if stated is not None and not same_system(stated, system):
            notes.append(Phrase("boundary-system-replaced", named=system_name, stated=stated.name))
        stated = system
    edges = shapely.bounds(shapes)
    degrees = _mostly(np.abs(edges).max(axis=1) <= 360, edges)
    if stated is None and not degrees:
        return _without_place(
            frame, raw, notes, centres, None, path,
            Phrase("boundary-system-missing"),
        )  # fmt: skip
    if (stated is None or stated.is_geographic) and _mostly(_within(edges[:, [1, 0, 3, 2]]), edges):
        shapes = shapely.transform(shapes, lambda xy: xy[:, ::-1])
        notes.append(Phrase("boundary-latitude-first"))
    if stated is None:
        if not raw.degrees_by_rule:
            notes.append(Phrase("boundary-system-assumed"))
        stated = CRS.from_user_input(DEGREES_CRS)
    series = gpd.GeoSeries(shapes, index=frame.index, crs=stated)
    if not same_system(stated, CRS.from_user_input(DEGREES_CRS)):
        name = stated.name.replace("UTM zone", say("boundary-utm-zone"))
        notes.append(Phrase("boundary-system-changed", name=name))
        series = series.to_crs(DEGREES_CRS)
    in_degrees: NDArray[np.object_] = np.array(series.values, dtype=object)
    edges = shapely.bounds(in_degrees)
    inside = _within(edges)
    if not _mostly(inside, edges) and not np.isnan(edges).all():
        west, south, east, north = shapely.total_bounds(in_degrees)
        where = (
            Phrase(
                "boundary-abroad-where",
                west=f"{west:.2f}",
                east=f"{east:.2f}",
                south=f"{south:.2f}",
                north=f"{north:.2f}",
            )
            if np.isfinite([west, south, east, north]).all() and max(abs(west), abs(east)) <= 360
            else ""
        )
        return _without_place(
            frame, raw, notes, centres, stated, path, Phrase("boundary-abroad", where=where)
        )
    faults = dict(raw.faults)
    for row in np.flatnonzero(~inside & ~np.isnan(edges).any(axis=1)):
        faults[int(row)] = Phrase("boundary-shape-abroad")
        in_degrees[row] = None
    series = gpd.GeoSeries(in_degrees, index=frame.index, crs=DEGREES_CRS)
    return SourceFile(frame.set_geometry(series), tuple(notes), faults, centres, stated)


def _mostly(rows: NDArray[np.bool_], edges: NDArray[np.float64]) -> bool:
    """Tell whether four fifths of the rows with a geometry are so."""
    there = ~np.isnan(edges).any(axis=1)
    return bool(there.any() and rows[there].mean() >= _MOSTLY)


def _without_place(
    frame: gpd.GeoDataFrame, raw: Raw, notes: list[Phrase], centres: Points, crs: CRS | None,
    path: Path, fault: Phrase,
) -> SourceFile:  # fmt: skip
    problem = Problem(fault, file=path.name)
    return SourceFile(frame, tuple(notes), raw.faults, centres, crs, problem)


def _within(edges: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which bounds (west, south, east, north) lie in the country with its seas."""
    west, south, east, north = _COUNTRY_BOX
    result: NDArray[np.bool_] = (
        (edges[:, 0] >= west) & (edges[:, 1] >= south) & (edges[:, 2] <= east)
        & (edges[:, 3] <= north)
    )  # fmt: skip
    return result
