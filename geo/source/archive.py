"""Zip files as macOS, Windows and web portals make them, unpacked within bounds.

Members are written under names of our own into a folder of their own: no path of the archive is
used, and no file lies beside another unless it belongs to it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from geo.source.refusal import refusal
from ioc.words.phrase import Phrase

MOST_ENTRIES = 20_000
MOST_BYTES = 1024 * 1024 * 1024
_PIECE = 1 << 20
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
# What belongs to a Shapefile and is read; indexes and projections written by others are not.
SHAPE_PARTS = (".shp", ".shx", ".dbf", ".cpg", ".prj")
KINDS = (".shp", ".gpkg", ".fgb", ".geojson", ".json", ".kml")
_NESTED = (".zip", ".rar", ".7z", ".kmz")


@dataclass(frozen=True)
class Member:
    """A file of the archive that holds features, with what belongs to it: suffix → its entry."""

    name: str
    kind: str
    parts: dict[str, zipfile.ZipInfo]


def members_of(path: Path, archive: zipfile.ZipFile) -> list[Member]:
    """Return the readable members of an archive, by name.

    Raises:
        LoadRefusedError: too many entries, a password, or nothing to read.
    """
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise refusal(
            path,
            Phrase("boundary-archive-entries", count=len(entries), most=MOST_ENTRIES),
        )
    files: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = _name(entry)
        if not entry.is_dir() and not name.endswith("/") and not _is_litter(name):
            files.setdefault(name, entry)
    by_stem: dict[str, dict[str, tuple[str, zipfile.ZipInfo]]] = defaultdict(dict)
    for name, entry in files.items():
        suffix = PurePosixPath(name).suffix.lower()
        by_stem[name[: len(name) - len(suffix)].lower()].setdefault(suffix, (name, entry))
    members = [
        Member(
            name[: len(name) - len(kind)],
            kind,
            {
                suffix: parts[suffix][1]
                for suffix in (SHAPE_PARTS if kind == ".shp" else (kind,))
                if suffix in parts
            },
        )
        for parts in by_stem.values()
        for kind, (name, _) in parts.items()
        if kind in KINDS
    ]
    if not members:
        inner = [name for name in files if name.lower().endswith(_NESTED)]
        if inner:
            raise refusal(
                path,
                Phrase("boundary-archive-nested"),
                value=PurePosixPath(inner[0]).name,
            )
        raise refusal(path, Phrase("boundary-archive-empty"))
    if any(entry.flag_bits & _ENCRYPTED_FLAG for each in members for entry in each.parts.values()):
        raise refusal(path, Phrase("boundary-archive-locked"))
    return sorted(members, key=lambda member: member.name)


def unpack(
    path: Path, archive: zipfile.ZipFile, members: Sequence[Member], folder: Path
) -> list[Path]:
    """Write members into a folder as 0.shp, 0.dbf, 1.geojson…; return the main file of each.

    Raises:
        LoadRefusedError: damaged, an unknown compression, or more bytes than a map has. The sizes
            that the archive states are not trusted.
    """
    left = MOST_BYTES
    mains = []
    for number, member in enumerate(members):
        for suffix, entry in member.parts.items():
            target = folder / f"{number}{suffix}"
            try:
                with archive.open(entry) as source, target.open("wb") as sink:
                    while piece := source.read(_PIECE):
                        left -= len(piece)
                        if left < 0:
                            raise refusal(
                                path,
                                Phrase("boundary-archive-large", size=MOST_BYTES >> 20),
                            )
                        sink.write(piece)
            except NotImplementedError as error:
                raise refusal(path, Phrase("boundary-archive-odd")) from error
            except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
                raise refusal(path, Phrase("boundary-archive-broken")) from error
        mains.append(folder / f"{number}{member.kind}")
    return mains


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry with slashes, in letters as its maker may have meant them."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_FLAG:
        try:
            raw = name.encode("cp437")
            name = raw.decode("utf-8")
        except UnicodeEncodeError:
            pass
        except UnicodeDecodeError:
            name = raw.decode("cp1258", "replace")
    return name.replace("\\", "/")


def _is_litter(name: str) -> bool:
    """Tell what operating systems leave beside the files."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.startswith(".")
