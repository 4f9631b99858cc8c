"""Formats, archives and letters of every maker."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from tests.store.boundaries.files import (
    Read,
    Refusal,
    in_letters,
    tcvn3,
    vni,
    write_geojson,
    write_shapefile,
    zip_of,
)

ARCHIVES: dict[str, Callable[[dict[str, bytes]], tuple[dict[str, bytes], bool]]] = {
    "macOS": lambda parts: (
        {f"Ranh giới xã/xa{end}": content for end, content in parts.items()}
        | {f"__MACOSX/Ranh giới xã/._xa{end}": b"\0\5\x16\7" * 9 for end in parts}
        | {".DS_Store": b"x"},
        True,
    ),
    "Windows": lambda parts: (
        {f"Ranh giới xã\\2026\\xã{end.upper()}": content for end, content in parts.items()},
        False,
    ),
    "index and notes beside": lambda parts: (
        {f"a/b/c/xa{end}": content for end, content in parts.items()}
        | {"a/b/c/xa.sbn": b"x", "a/b/c/xa.shp.xml": b"<x/>", "doc.pdf": b"%PDF"},
        True,
    ),
    "no index": lambda parts: (
        {f"xa{end}": content for end, content in parts.items() if end != ".shx"},
        True,
    ),
    "mixed case": lambda parts: (
        {f"{'Xa' if end == '.shp' else 'XA'}{end.upper()}": parts[end] for end in parts},
        True,
    ),
}


@pytest.mark.parametrize("maker", ARCHIVES)
def test_zips_of_every_maker_are_read(
    dien_bien: gpd.GeoDataFrame, parts: dict[str, bytes], tmp_path: Path, read: Read, maker: str
) -> None:
    entries, utf8 = ARCHIVES[maker](parts)
    frame, report = read(zip_of(tmp_path / "xa.zip", entries, utf8=utf8))
    assert frame["code"].tolist() == dien_bien["code"].tolist()
    assert report.renamed == {} and report.questions == ()


def test_several_layers_in_a_zip_are_named_and_chosen(
    dien_bien: gpd.GeoDataFrame, parts: dict[str, bytes], tmp_path: Path, read: Read,
    refusal_of: Refusal,
) -> None:  # fmt: skip
    few = write_shapefile(tmp_path / "few", dien_bien.head(7), "thu")
    lines = dien_bien.set_geometry(dien_bien.boundary)
    roads = write_shapefile(tmp_path / "roads", lines, "duong")
    entries = {f"moi/xa{end}": content for end, content in parts.items()}
    # A layer of lines is no choice.
    with_lines = entries | {f"duong{end}": content for end, content in roads.items()}
    assert len(read(zip_of(tmp_path / "hai.zip", with_lines))[0]) == 45
    path = zip_of(
        tmp_path / "ba.zip", with_lines | {f"thu{end}": each for end, each in few.items()}
    )
    text = refusal_of(path)
    assert "--layer" in text and "“thu”" in text and "“xa”" in text
    assert len(read(path, layer="thu")[0]) == 7
    assert "không có lớp này" in refusal_of(path, layer="khác")


@pytest.mark.parametrize("inner", ["gpkg", "fgb", "geojson", "kml"])
def test_other_formats_are_read_in_a_zip_too(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, read: Read, inner: str
) -> None:
    path = tmp_path / f"xa.{inner}"
    if inner == "geojson":
        write_geojson(path, dien_bien)
    else:
        dien_bien.rename(columns={"code": "MA_XA", "full_name": "TEN_XA"}).to_file(
            path, driver={"gpkg": "GPKG", "fgb": "FlatGeobuf", "kml": "KML"}[inner]
        )
    for file in (path, zip_of(tmp_path / "nen.zip", {f"a/xa.{inner}": path.read_bytes()})):
        frame, _ = read(file)
        assert frame["code"].tolist() == dien_bien["code"].tolist()


def test_kmz_and_kml_with_names_alone(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, read: Read
) -> None:
    rings = {
        row.full_name: " ".join(f"{x},{y},0" for x, y in shapely.get_coordinates(row.geometry))
        for row in dien_bien.itertuples()
    }
    marks = "".join(
        f"<Placemark><name>{name}</name><MultiGeometry><Polygon><outerBoundaryIs><LinearRing>"
        f"<coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
        "</MultiGeometry></Placemark>"
        for name, ring in rings.items()
    )
    text = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'
    path = zip_of(tmp_path / "xa.kmz", {"doc.kml": text.encode(), "files/icon.png": b"x"})
    frame, report = read(path)
    # Three of the names are those of communes elsewhere, too: the points in the shapes decide.
    assert frame["code"].tolist() == dien_bien["code"].tolist()
    assert len(report.matched_by_name) == 45


def test_the_crs_member_of_a_zipped_geojson_counts(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, read: Read, refusal_of: Refusal
) -> None:
    metres = dien_bien.to_crs("EPSG:9205")
    for name, is_valid in (
        ("urn:ogc:def:crs:EPSG::9205", True),
        ("EPSG:9205", True),
        ("http://127.0.0.1:9/crs", False),
        ("+proj=tmerc", False),
    ):
        member = {"type": "name", "properties": {"name": name}}
        inner = write_geojson(tmp_path / "xa.geojson", metres, crs=member)
        path = zip_of(tmp_path / "xa.zip", {"xa.geojson": inner.read_bytes()})
        if is_valid:
            frame, report = read(path)
            assert len(frame) == 45 and any("VN-2000" in str(note) for note in report.notes)
        else:
            assert "không hiểu hệ toạ độ" in refusal_of(path)


def _cp1258(text: str) -> bytes:
    content = b""
    for letter in text:
        try:
            content += letter.encode("cp1258")
        except UnicodeEncodeError:
            base = unicodedata.normalize("NFD", letter)
            # The mark of the letter stays with it, the tone follows.
            tone = next(mark for mark in base if mark in "\u0300\u0301\u0303\u0309\u0323")
            rest = unicodedata.normalize("NFC", base.replace(tone, "", 1))
            content += rest.encode("cp1258") + tone.encode("cp1258")
    return content


@pytest.mark.parametrize("page", [None, b"UTF-8", b"1252", b"VNI-WIN"])
@pytest.mark.parametrize("letters", ["cp1258", "tcvn3", "vni"])
def test_old_letters_are_read_whatever_the_file_says_of_them(
    parts: dict[str, bytes], tmp_path: Path, read: Read, letters: str, page: bytes | None
) -> None:
    encode = {"cp1258": _cp1258, "tcvn3": tcvn3, "vni": vni}[letters]
    table = in_letters(parts[".dbf"], encode)
    entries = {f"xa{end}": each for end, each in parts.items() if end != ".cpg"}
    entries["xa.dbf"] = table
    if page is not None:
        entries["xa.cpg"] = page
    frame, report = read(zip_of(tmp_path / "xa.zip", entries))
    assert len(frame) == 45
    assert report.renamed == {} and report.fit.share == 1
    for name, page_name in (("tcvn3", "TCVN3 (ABC)"), ("vni", "VNI")):
        note = f"Chữ trong tệp theo bảng mã {page_name}: đã đổi sang Unicode."
        assert (note in map(str, report.notes)) == (letters == name)


@pytest.mark.parametrize("letters", ["TCVN3 (ABC)", "VNI"])
def test_names_that_were_read_as_western_letters_are_put_right(
    dien_bien: gpd.GeoDataFrame, tmp_path: Path, read: Read, letters: str
) -> None:
    """As a program writes GeoJSON that believed an old table to be Western."""
    frame = dien_bien.copy()
    encode = tcvn3 if letters == "TCVN3 (ABC)" else vni
    frame["full_name"] = [encode(name).decode("cp1252") for name in frame["full_name"]]
    _, report = read(write_geojson(tmp_path / "xa.geojson", frame))
    assert report.renamed == {} and report.fit.share == 1
    assert f"Chữ trong tệp theo bảng mã {letters}: đã đổi sang Unicode." in map(str, report.notes)


def test_letters_of_no_known_page_are_refused(
    parts: dict[str, bytes], tmp_path: Path, refusal_of: Refusal
) -> None:
    odd = in_letters(parts[".dbf"], lambda text: bytes(0x80 + each % 32 for each in text.encode()))
    entries = {f"xa{end}": each for end, each in parts.items()} | {"xa.dbf": odd}
    assert "bảng mã chữ" in refusal_of(zip_of(tmp_path / "xa.zip", entries))
