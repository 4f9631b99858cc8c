"""Files that are no boundaries, in whole or in a row: what is said of them."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from tests.store.boundaries.files import (
    Read,
    Refusal,
    change_geojson,
    write_geojson,
    write_shapefile,
    zip_of,
)


def _first(content: dict[str, Any], value: object) -> None:
    content["features"][0]["geometry"]["coordinates"][0][0][0] = value


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "nan": (lambda content: _first(content, float("nan")), "không phải là số"),
    "infinity": (lambda content: _first(content, float("inf")), "không phải là số"),
    "overflow": (lambda content: _first(content, 10**400), "không phải là số"),
    "null": (lambda content: _first(content, None), "không phải là số"),
    "text": (lambda content: _first(content, "103,5"), "không phải là số"),
    "no geometry": (lambda content: content["features"][0].update(geometry=None), "không có hình"),
    "line": (
        lambda content: content["features"][0].update(
            geometry={"type": "LineString", "coordinates": [[103, 21], [103.1, 21.1]]}
        ),
        "không phải là vùng (là đường)",
    ),
    "point": (
        lambda content: content["features"][0].update(
            geometry={"type": "Point", "coordinates": [103, 21]}
        ),
        "không phải là vùng (là điểm)",
    ),
    "two points": (
        lambda content: content["features"][0]["geometry"].update(
            coordinates=[[[103, 21], [103.1, 21]]]
        ),
        "ít hơn ba điểm",
    ),
    "nothing in it": (
        lambda content: content["features"][0]["geometry"].update(coordinates=[]),
        "không có hình",
    ),
    "no kind": (
        lambda content: content["features"][0].update(geometry={"type": "Circle", "radius": 3}),
        "không đọc được hình",
    ),
    "crooked": (
        lambda content: content["features"][0]["geometry"].update(coordinates=7),
        "không đọc được hình",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_geometry_that_is_none_is_named_by_row(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal, fault: str
) -> None:
    change, message = FAULTS[fault]
    path = change_geojson(write_geojson(tmp_path / "xa.geojson", dien_bien.head(9)), change)
    text = refusal_of(path)
    assert message in text and "dòng 1" in text and "Phường Điện Biên Phủ" in text


def test_nan_in_a_binary_file_is_named_by_row(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal
) -> None:
    frame = dien_bien.copy()
    ring = shapely.get_coordinates(frame.geometry[2])
    ring[1, 0] = np.inf
    frame.loc[2, "geometry"] = shapely.Polygon(ring)
    for name in ("xa.gpkg", "xa.fgb"):
        frame.to_file(tmp_path / name, **({"SPATIAL_INDEX": "NO"} if name == "xa.fgb" else {}))
        text = refusal_of(tmp_path / name)
        assert "không phải là số" in text and frame["code"][2] in text


def test_heights_and_crossing_borders_are_dealt_with(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, read: Read
) -> None:
    source = dien_bien.set_geometry(shapely.force_3d(dien_bien.geometry.values, 12.0))
    west, south, east, north = source.geometry[0].bounds
    source.loc[0, "geometry"] = shapely.Polygon(
        [(west, south), (east, south), (east, north), (west, north), (west + 0.01, south - 0.001)]
    )
    frame, report = read(write_geojson(tmp_path / "xa.geojson", source))
    assert not shapely.has_z(frame.geometry.values).any()
    assert report.repairs == (source["code"][0],)


VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://127.0.0.1:9/x.geojson'
    b"</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", VRT, b"PK\x03\x04", b"Rar!\x1a\x07\x00", b"\xff\xfe\x00",
     b"SQLite format 3\x00", b"fgb\x03fgb\x00", b"\x00\x00\x27\x0a", b"[" * 100_000,
     b'{"a":' * 50_000, b"<?xml version='1.0'?><kml", b"\x00" * 5000],
)  # fmt: skip
def test_files_that_are_no_boundaries_are_refused_in_words(
    tmp_path: Path, refusal_of: Refusal, content: bytes
) -> None:
    for end in ("geojson", "json", "gpkg", "shp", "zip", "kml", "kmz", "fgb", "txt"):
        path = tmp_path / f"a.{end}"
        path.write_bytes(content)
        refusal_of(path)
        if end not in ("zip", "kmz", "txt"):
            refusal_of(zip_of(tmp_path / f"nen-{end}.zip", {f"a.{end}": content}))


def test_a_password_a_nested_zip_and_other_makes_are_named(
    parts: dict[str, bytes], tmp_path: Path, refusal_of: Refusal
) -> None:
    inner = zip_of(tmp_path / "trong.zip", {f"xa{end}": each for end, each in parts.items()})
    path = zip_of(tmp_path / "ngoai.zip", {"trong.zip": inner.read_bytes()})
    assert "giải nén rồi nạp tệp bên trong" in refusal_of(path)
    locked = bytearray(inner.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := locked.find(mark, start + 1)) >= 0:
            locked[start + place] |= 1
    (tmp_path / "khoa.zip").write_bytes(locked)
    assert "mật khẩu" in refusal_of(tmp_path / "khoa.zip")
    for name, program in (("a.dgn", "MicroStation"), ("a.tab", "MapInfo"), ("a.dwg", "AutoCAD")):
        (tmp_path / name).write_bytes(b"x")
        assert program in refusal_of(tmp_path / name)
    (tmp_path / "topo.geojson").write_text('{"type":"Topology","objects":{}}')
    assert "TopoJSON" in refusal_of(tmp_path / "topo.geojson")
    (tmp_path / "esri.json").write_text('{"geometryType":"esriGeometryPolygon","features":[]}')
    assert "f=geojson" in refusal_of(tmp_path / "esri.json")


def test_a_shapefile_without_its_table_and_with_another_one_is_refused(
    parts: dict[str, bytes], dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal
) -> None:
    entries = {f"xa{end}": each for end, each in parts.items()}
    bare = {name: each for name, each in entries.items() if not name.endswith(".dbf")}
    assert "thiếu tệp .dbf" in refusal_of(zip_of(tmp_path / "thieu.zip", bare))
    other = write_shapefile(tmp_path / "other", dien_bien.head(9))[".dbf"]
    text = refusal_of(zip_of(tmp_path / "lech.zip", entries | {"xa.dbf": other}))
    assert "45 hình mà tệp .dbf có 9 dòng" in text
    cut = entries | {"xa.dbf": parts[".dbf"][:900]}
    assert "bị cắt cụt" in refusal_of(zip_of(tmp_path / "cut.zip", cut))


def test_bombs_end_in_words(
    tmp_path: Path, refusal_of: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.source.archive.MOST_BYTES", 1 << 20)
    monkeypatch.setattr("geo.source.archive.MOST_ENTRIES", 50)
    path = zip_of(tmp_path / "bom.zip", {"a.geojson": b"[" + b" " * (2 << 20)})
    assert "nhiều hơn 1 MB" in refusal_of(path)
    # A size that the archive makes smaller than it is gives no more than it says.
    lie = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = lie.find(mark)
        lie[start + place : start + place + 4] = (100).to_bytes(4, "little")
    (tmp_path / "doi.zip").write_bytes(lie)
    assert "hỏng" in refusal_of(tmp_path / "doi.zip")
    many = zip_of(tmp_path / "nhieu.zip", {f"{number}.txt": b"" for number in range(60)})
    assert "60 mục" in refusal_of(many)


def test_a_database_that_points_elsewhere_is_not_opened(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, refusal_of: Refusal
) -> None:
    path = tmp_path / "xa.gpkg"
    dien_bien.to_file(path)
    with sqlite3.connect(path) as store:
        store.execute("PRAGMA writable_schema=ON")
        store.execute(
            "INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql) VALUES('table','la','la',0,"
            "'CREATE VIRTUAL TABLE la USING VirtualOGR(''/vsicurl/http://127.0.0.1:9/x'')')"
        )
    store.close()
    assert "trỏ tới nguồn khác" in refusal_of(path)


def test_zip_names_never_leave_the_folder(
    parts: dict[str, bytes], tmp_path: Path, read: Read
) -> None:
    entries = {f"../../../xa{end}": each for end, each in parts.items()}
    with zipfile.ZipFile(tmp_path / "xa.zip", "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    assert len(read(tmp_path / "xa.zip")[0]) == 45
    assert sorted(each.name for each in tmp_path.iterdir()) == ["xa.zip"]
