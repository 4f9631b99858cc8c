"""Boundary files as other programs write them, with the faults that such files have."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from geo.boundaries import Report
from ioc.old_letters import from_tcvn3, from_vni

Change = Callable[[dict[str, Any]], None]
Read = Callable[..., tuple[gpd.GeoDataFrame, Report]]
Refusal = Callable[..., str]
VNI = {
    from_vni(pair): pair
    for pair in [
        *"ñÑôÔöÖíìæóòîÍÌÆÓÒÎ",
        *(vowel + mark for vowel in "aeouyôö" for mark in "ùøûõï"),
        *(vowel + mark for vowel in "aeo" for mark in "âáàåãä"),
        *("a" + mark for mark in "êéèúüë"),
        *(vowel + mark for vowel in "AEOUYÔÖ" for mark in "ÙØÛÕÏ"),
        *(vowel + mark for vowel in "AEO" for mark in "ÂÁÀÅÃÄ"),
        *("A" + mark for mark in "ÊÉÈÚÜË"),
    ]
}
TCVN3 = {from_tcvn3(chr(byte)): byte for byte in range(0xA1, 0xFF)}


def write_geojson(path: Path, frame: gpd.GeoDataFrame, **members: object) -> Path:
    """Write a frame without a `crs` member, or with what is given."""
    features = [
        {
            "type": "Feature",
            "properties": {"MA_XA": row.code, "TEN_XA": row.full_name},
            "geometry": None
            if row.geometry is None
            else json.loads(shapely.to_geojson(row.geometry)),
        }
        for row in frame.itertuples()
    ]
    content = {"type": "FeatureCollection", **members, "features": features}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def change_geojson(path: Path, change: Change) -> Path:
    """Rewrite a GeoJSON file as something changes it."""
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def write_shapefile(folder: Path, frame: gpd.GeoDataFrame, stem: str = "xa") -> dict[str, bytes]:
    """Write a Shapefile in UTF-8 and return its parts by suffix."""
    folder.mkdir(parents=True, exist_ok=True)
    table = frame.rename(columns={"code": "MAXA", "full_name": "TENXA"})
    table[["MAXA", "TENXA", "geometry"]].to_file(folder / f"{stem}.shp", encoding="UTF-8")
    return {each.suffix: each.read_bytes() for each in sorted(folder.glob(f"{stem}.*"))}


def in_letters(table: bytes, encode: Callable[[str], bytes]) -> bytes:
    """Return a .dbf in UTF-8 with its names in another code page; lengths stay."""
    head = int.from_bytes(table[8:10], "little")
    width = int.from_bytes(table[10:12], "little")
    code, name = table[32 + 16], table[64 + 16]
    content = bytearray(table)
    for start in range(head, len(table) - 1, width):
        place = start + 1 + code
        text = table[place : place + name].decode("utf-8").rstrip()
        content[place : place + name] = encode(text).ljust(name)
    return bytes(content)


def tcvn3(text: str) -> bytes:
    """Return a text in TCVN3; letters that are capitals by font alone become small ones."""
    return bytes(TCVN3.get(letter) or TCVN3.get(letter.lower()) or ord(letter) for letter in text)


def vni(text: str) -> bytes:
    """Return a text in VNI: a vowel, then a letter for its mark and tone."""
    return "".join(VNI.get(letter, letter) for letter in text).encode("cp1252")


def zip_of(path: Path, entries: dict[str, bytes], *, utf8: bool = True) -> Path:
    """Write a zip; without `utf8` names stand in it as Windows writes them, unmarked."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            # Kept as it is: backslashes become slashes on the way in.
            entry.filename = name
            if not utf8:
                entry.filename = name.encode("cp1258", "replace").decode("cp437")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path
