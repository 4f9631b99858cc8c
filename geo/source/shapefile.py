"""Reads Shapefiles: the table here, letter by letter; the shapes by the driver."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.source.layers import Raw
from geo.source.letters import decoder_of
from geo.source.refusal import refusal
from ioc.words.phrase import Phrase

_MAGIC = b"\x00\x00\x27\x0a"
# Polygon, with heights, with measures, and surfaces of several patches.
_POLYGONS = (5, 15, 25, 31)
_MOST_RECORDS = 200_000
_MOST_TEXT_FOR_LETTERS = 8 * 1024 * 1024


@dataclass(frozen=True)
class _Field:
    name: bytes
    kind: str
    start: int
    length: int
    decimals: int


def holds_polygons(main: Path) -> bool:
    """Tell whether the head of a Shapefile says that it holds polygons, or says nothing."""
    with main.open("rb") as file:
        head = file.read(36)
    return len(head) < 36 or int.from_bytes(head[32:36], "little") in _POLYGONS


def read_shapefile(path: Path, main: Path) -> Raw:
    """Read a Shapefile whose parts lie side by side under one name.

    Raises:
        LoadRefusedError: parts are missing or damaged, or its letters are in no known code page.
    """
    with main.open("rb") as file:
        if file.read(4) != _MAGIC:
            raise refusal(path, Phrase("boundary-no-shp"))
    table_file = main.with_suffix(".dbf")
    if not table_file.exists():
        raise refusal(
            path,
            Phrase("boundary-dbf-missing"),
        )
    columns, is_record, notes = _table(path, table_file, _code_page(main.with_suffix(".cpg")))
    crs, remark = _system(main.with_suffix(".prj"))
    shapes = _shapes(path, main)
    count = min(len(is_record), len(shapes))
    if len(is_record) != len(shapes):
        raise refusal(
            path,
            Phrase("boundary-dbf-differs", shapes=str(len(shapes)), rows=str(len(is_record))),
        )
    frame = gpd.GeoDataFrame(
        pd.DataFrame(columns, dtype=object), geometry=gpd.GeoSeries(shapes, index=range(count))
    )
    frame = frame[np.asarray(is_record, dtype=bool)].reset_index(drop=True)
    return Raw(frame, crs, {}, (*notes, *remark))


def _shapes(path: Path, main: Path) -> list[shapely.Geometry | None]:
    """Return the shape of every record in file order, deleted ones too."""
    # The driver sees the shapes alone: a table would hide records that are marked as deleted.
    alone = main.with_name(f"{main.stem}_hinh.shp")
    main.replace(alone)
    index = main.with_suffix(".shx")
    if index.exists():
        index.replace(alone.with_suffix(".shx"))
    try:
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": not index_is_there(alone)})
        if pyogrio.read_info(alone)["driver"] != "ESRI Shapefile":
            raise refusal(path, Phrase("boundary-shp-other"))
        frame = pyogrio.read_dataframe(alone, columns=[], on_invalid="ignore", fid_as_index=True)
    except (RuntimeError, ValueError, OSError) as error:
        raise refusal(path, Phrase("boundary-shp-broken")) from error
    finally:
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None})
    return list(frame["geometry"]) if "geometry" in frame else []


def index_is_there(main: Path) -> bool:
    """Tell whether the index of a Shapefile lies beside it."""
    return main.with_suffix(".shx").exists()


def _code_page(file: Path) -> str:
    """Return the code page that a .cpg names, as Python calls it; empty when none is there."""
    if not file.exists():
        return ""
    text = file.read_bytes()[:64].decode("ascii", "ignore").strip().lower()
    number = text.removeprefix("cp").removeprefix("windows-").removeprefix("ansi ").strip()
    return f"cp{number}" if number.isdigit() and len(number) in (3, 4) else text


def _system(file: Path) -> tuple[CRS | None, tuple[Phrase, ...]]:
    """Return the system of a .prj: its text and nothing that it points to."""
    if not file.exists():
        return None, ()
    try:
        return CRS.from_wkt(file.read_bytes()[:65536].decode("utf-8", "replace").strip()), ()
    except CRSError:
        return None, (Phrase("boundary-prj-unknown"),)


def _table(
    path: Path, file: Path, stated: str
) -> tuple[dict[str, list[object]], list[bool], tuple[Phrase, ...]]:
    """Return the columns of a .dbf, which records are not deleted, and remarks."""
    content = file.read_bytes()
    damaged = refusal(path, Phrase("boundary-dbf-broken"))
    if len(content) < 33:
        raise damaged
    count, head, width = struct.unpack_from("<IHH", content, 4)
    fields = _fields(content[:head])
    if not fields or width < 1 or fields[-1].start + fields[-1].length > width:
        raise damaged
    if count > _MOST_RECORDS or head + count * width > len(content) + 1:
        raise damaged
    rows = np.frombuffer(content[head : head + count * width].ljust(count * width), dtype=np.uint8)
    rows = rows.reshape(count, width)
    cells = {field: _cells(rows, field) for field in fields}
    texts = [field.name for field in fields]
    texts += [cell for field in fields if field.kind == "C" for cell in set(cells[field])]
    decoding = decoder_of(b" ".join(texts)[:_MOST_TEXT_FOR_LETTERS], stated)
    if decoding is None:
        raise refusal(
            path,
            Phrase("boundary-dbf-letters"),
        )
    decode, note = decoding
    columns: dict[str, list[object]] = {}
    for field in fields:
        name = decode(field.name).strip()
        while name in columns:
            name += "_"
        columns[name] = [_value(cell, field, decode) for cell in cells[field]]
    return columns, (rows[:, 0] != ord("*")).tolist(), (note,) if note else ()


def _fields(head: bytes) -> list[_Field]:
    fields, start = [], 1
    for place in range(32, len(head) - 31, 32):
        if head[place] == 0x0D:
            break
        name = head[place : place + 11].split(b"\0")[0].strip()
        kind, length, decimals = chr(head[place + 11]), head[place + 16], head[place + 17]
        if kind == "C":
            length, decimals = length + 256 * decimals, 0
        fields.append(_Field(name, kind, start, length, decimals))
        start += length
    return fields


def _cells(rows: np.ndarray[tuple[int, int], np.dtype[np.uint8]], field: _Field) -> list[bytes]:
    block = np.ascontiguousarray(rows[:, field.start : field.start + field.length])
    return [row.tobytes().strip(b" \0") for row in block]


def _value(cell: bytes, field: _Field, decode: Callable[[bytes], str]) -> object:
    if not cell:
        return None
    if field.kind in "NF":
        try:
            return float(cell) if field.decimals or b"." in cell or b"e" in cell else int(cell)
        except ValueError:
            return None
    return decode(cell) if field.kind == "C" else cell.decode("ascii", "replace")
