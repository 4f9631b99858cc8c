"""The published files and their list, and how both are replaced without a gap."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NotRequired, TypedDict

import brotli

from geo.tier import Tier
from ioc.area import SHIPPED_VINTAGES

MANIFEST_NAME, FORMER_NAME = "manifest.json", "former.json"
# How many loads can be undone, the last one first.
MOST_STEPS = 5
_SUFFIXES = ("", ".br", ".gz")


class MapEntry(TypedDict):
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
    outline: NotRequired[str]  # whose real outlines of provinces schematic cells lie in
    better: NotRequired[dict[str, list[str]]]  # better tier → codes of areas whose shapes have it


class FormerMap(TypedDict):
    """One map as it was before a load; `entry` None: there was none."""

    vintage: str
    level: str
    parent: str
    entry: MapEntry | None


class UndoStep(TypedDict):
    """A load that can be undone: when, what, and which maps it replaced."""

    at: str
    what: str
    former: list[FormerMap]


class Manifest(TypedDict):
    """All that is published, ordered by vintage, level and parent."""

    entries: list[MapEntry]


def read_manifest(folder: Path) -> Manifest:
    """Return what is published in the folder; no entries when nothing ever was."""
    path = folder / MANIFEST_NAME
    if not path.exists():
        return {"entries": []}
    manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def guessed_vintages(entries: Iterable[MapEntry]) -> set[str]:
    """Return the shipped vintages with schematic cells in guessed outlines and no better shapes.

    The real outlines of their provinces are known (`geo.outlines.provinces`).
    """
    shipped = {each.code for each in SHIPPED_VINTAGES}
    return shipped & {
        each["vintage"]
        for each in entries
        if each["tier"] == Tier.SCHEMATIC and not each.get("outline") and not each.get("better")
    }


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
        # Last: where it is, all three are.
        replace_file(packed, brotli.compress(content, quality=quality))
    return name, packed.stat().st_size


def read_steps(folder: Path) -> list[UndoStep]:
    """Return the loads that can be undone, the last one at the end."""
    path = folder / FORMER_NAME
    if not path.exists():
        return []
    try:
        steps: list[UndoStep] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        # Cut short: what it could undo is lost, what is published is not.
        return []
    return steps


def write_manifest(
    folder: Path,
    entries: Iterable[MapEntry],
    steps: Sequence[UndoStep] | None = None,
    *,
    tidy: bool = True,
) -> None:
    """Replace the manifest in one step, then remove files that nothing names any more.

    Open pages still ask for files of the last manifest; those stay until the next publishing. Files
    that a load replaced stay as long as the load can be undone.

    Args:
        folder: of the published boundaries.
        entries: all that is published from now on.
        steps: the loads that can be undone from now on; None: as before.
        tidy: remove files that nothing names any more.
    """
    if steps is not None:
        steps = steps[-MOST_STEPS:]
        replace_file(folder / FORMER_NAME, json.dumps(steps, ensure_ascii=False, indent=1).encode())
    before = {entry["file"] for entry in read_manifest(folder)["entries"]} if tidy else set()
    ordered = sorted(entries, key=lambda entry: (entry["vintage"], entry["level"], entry["parent"]))
    text = json.dumps({"entries": ordered}, ensure_ascii=False, indent=1)
    replace_file(folder / MANIFEST_NAME, text.encode())
    if not tidy:
        return
    names_in_use = {
        f"{name}{suffix}"
        for name in before | {entry["file"] for entry in ordered} | _former_files(folder)
        for suffix in _SUFFIXES
    }
    for path in folder.glob("*.topojson*"):
        if path.name not in names_in_use:
            path.unlink(missing_ok=True)


def _former_files(folder: Path) -> set[str]:
    return {
        former["entry"]["file"]
        for step in read_steps(folder)
        for former in step["former"]
        if former["entry"] is not None
    }


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
