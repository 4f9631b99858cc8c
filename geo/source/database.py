"""Reads GeoPackage and FlatGeobuf by their drivers, once the first bytes are right."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.source.layers import Raw, SourceLayer
from geo.source.refusal import refusal
from ioc.words.phrase import Phrase

_MAGIC = {".gpkg": (b"SQLite format 3\0", "GPKG"), ".fgb": (b"fgb\x03fgb", "FlatGeobuf")}
_MOST_FEATURES = 200_000


def database_layers(path: Path, main: Path, label: str) -> list[SourceLayer]:
    """Return the layers of a GeoPackage or FlatGeobuf.

    Raises:
        LoadRefusedError: it is none, is damaged, or holds what could open other files.
    """
    magic, driver = _MAGIC[main.suffix]
    wrong = refusal(
        path,
        Phrase("boundary-other-format"),
    )
    with main.open("rb") as file:
        if not file.read(len(magic)).startswith(magic):
            raise wrong
    if main.suffix == ".gpkg":
        _refuse_other_sources(path, main)
    try:
        table = pyogrio.list_layers(main)
    except (RuntimeError, ValueError, OSError) as error:
        raise wrong from error
    layers = [
        SourceLayer(
            label if main.suffix == ".fgb" else str(name),
            lambda name=str(name): _read(path, main, name, driver),  # type: ignore[misc]
            kind is None or "Polygon" in str(kind) or "Unknown" in str(kind),
        )
        for name, kind in table
        if kind is not None or len(table) == 1
    ]
    if not layers:
        raise refusal(path, Phrase("boundary-no-layer"))
    return layers


def _refuse_other_sources(path: Path, main: Path) -> None:
    """Refuse a database whose tables stand for files elsewhere, or that is no GeoPackage."""
    try:
        with closing(sqlite3.connect(f"{main.as_uri()}?mode=ro&immutable=1", uri=True)) as store:
            tables = store.execute("SELECT lower(name), lower(sql) FROM sqlite_master").fetchall()
    except sqlite3.Error as error:
        raise refusal(path, Phrase("boundary-geopackage-broken")) from error
    if "gpkg_contents" not in {name for name, _ in tables}:
        raise refusal(path, Phrase("boundary-no-geopackage"))
    for name, text in tables:
        words = " ".join((text or "").split())
        if words.startswith("create virtual table") and "using rtree" not in words:
            raise refusal(
                path,
                Phrase("boundary-foreign-table"),
                value=str(name),
            )


def _read(path: Path, main: Path, name: str, driver: str) -> Raw:
    try:
        info = pyogrio.read_info(main, layer=name)
        if info["driver"] != driver:
            raise refusal(path, Phrase("boundary-content-differs"))
        if info["features"] > _MOST_FEATURES:
            raise refusal(path, Phrase("boundary-too-many"))
        frame = pyogrio.read_dataframe(main, layer=name, on_invalid="ignore")
    except CRSError:
        frame = _without_system(path, main, name)
    except (RuntimeError, ValueError, OSError) as error:
        raise refusal(path, Phrase("boundary-file-broken")) from error
    if "geometry" not in frame:
        frame = gpd.GeoDataFrame(frame, geometry=[None] * len(frame))
    crs = CRS(frame.crs) if frame.crs is not None else None
    table = pd.DataFrame(frame.drop(columns="geometry")).astype(object)
    # "Undefined" systems of the format say nothing of where the land lies.
    is_usable = (
        crs is not None and (crs.is_geographic or crs.is_projected) and not _is_undefined(crs)
    )
    plain = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(frame.geometry.values, table.index))
    return Raw(plain.set_crs(None, allow_override=True), crs if is_usable else None)


def _is_undefined(crs: CRS) -> bool:
    return "undefined" in crs.name.lower() or "unknown" in crs.name.lower()


def _without_system(path: Path, main: Path, name: str) -> gpd.GeoDataFrame:
    try:
        _, _, shapes, columns = pyogrio.raw.read(main, layer=name)
        info = pyogrio.read_info(main, layer=name)
    except (RuntimeError, ValueError, OSError) as error:
        raise refusal(path, Phrase("boundary-file-broken")) from error
    table = pd.DataFrame(dict(zip(info["fields"], columns, strict=True)))
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries.from_wkb(shapes, on_invalid="ignore"))
