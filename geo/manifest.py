"""What is published: the list of files, the files, and how both are replaced without a gap."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

import brotli  # type: ignore[import-untyped]

MANIFEST_NAME = "manifest.json"
_SUFFIXES = ("", ".br", ".gz")


class Entry(TypedDict):
    """One published file: the areas of one level under one parent in one vintage."""

    vintage: str
    level: str
    parent: str
    tier: str  # "schematic", "open" or "official"
    derived: bool  # made by joining the polygons of a finer level
    file: str
    bytes: int
    bytes_br: int
    features: int
    source: str
    licence: str
    tolerance_m: float
    bbox: list[float]  # west, south, east, north in degrees
    view: list[float]  # the same without Hoàng Sa and Trường Sa: what a map fits itself to
    missing: list[str]  # codes of areas without a polygon


class Manifest(TypedDict):
    """All that is published, ordered by vintage, level and parent."""

    entries: list[Entry]


def read_manifest(folder: Path) -> Manifest:
    """Return what is published in the folder; no entries when nothing ever was."""
    path = folder / MANIFEST_NAME
    if not path.exists():
        return {"entries": []}
    manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def write_topology(folder: Path, content: bytes, quality: int = 11) -> tuple[str, int]:
    """Write one topology with its compressed siblings; return its name and the brotli size.

    The name is the hash of the content: writing the same again changes nothing. `quality` is
    brotli's (11: smallest; 10: 6 % larger in half the time; 9: a third larger, in a twentieth).
    """
    name = f"{hashlib.sha256(content).hexdigest()[:20]}.topojson"
    packed = folder / f"{name}.br"
    if not packed.exists():
        replace_file(folder / name, content)
        replace_file(folder / f"{name}.gz", gzip.compress(content, 9, mtime=0))
        # Last: whoever finds it finds all three.
        replace_file(packed, brotli.compress(content, quality=quality))
    return name, packed.stat().st_size


def write_manifest(folder: Path, entries: Iterable[Entry]) -> None:
    """Replace the manifest in one step, then remove files that neither it nor the last one names.

    Pages that are open still ask for what the last manifest named; those files live until the
    next publishing.
    """
    before = {entry["file"] for entry in read_manifest(folder)["entries"]}
    ordered = sorted(entries, key=lambda entry: (entry["vintage"], entry["level"], entry["parent"]))
    text = json.dumps({"entries": ordered}, ensure_ascii=False, indent=1)
    replace_file(folder / MANIFEST_NAME, text.encode())
    kept = {
        f"{name}{suffix}"
        for name in before | {entry["file"] for entry in ordered}
        for suffix in _SUFFIXES
    }
    for path in folder.glob("*.topojson*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in the place of another in one step."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes it private; what is published is for every process of the server.
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
