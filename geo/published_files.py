"""Repairs published files that were cut short or lost, from their siblings."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli

from geo.manifest import MANIFEST_NAME, MapEntry, replace_file, write_manifest
from geo.publish_lock import publishing

_PATIENCE_S = 120.0


def repair_published(folder: Path) -> list[MapEntry]:
    """Repair damaged files of the published folder; return the entries that cannot be repaired.

    A file's name is the hash of its content, so that each of the three copies (plain, brotli,
    gzip) can stand in for the others. Entries without any copy are taken off the list, so that a
    schematic map may take their place; a list that cannot be read is removed.
    """
    path = folder / MANIFEST_NAME
    if not path.exists():
        return []
    with publishing(folder, _PATIENCE_S):
        return _repair_all(folder, path)


def _repair_all(folder: Path, path: Path) -> list[MapEntry]:
    try:
        entries: list[MapEntry] = json.loads(path.read_text(encoding="utf-8"))["entries"]
    except (ValueError, KeyError, TypeError):
        path.unlink()
        return []
    missing = [each for each in entries if "file" in each and not _repair(folder, each["file"])]
    if missing:
        # The remains of lost files may help to find out what happened.
        write_manifest(folder, [each for each in entries if each not in missing], tidy=False)
    return missing


def _repair(folder: Path, name: str) -> bool:
    """Repair the three copies of a file; tell whether that succeeded."""
    plain, packed, zipped = (folder / f"{name}{ending}" for ending in ("", ".br", ".gz"))
    content = _read(plain, name, bytes)
    if content is None:
        content = _read(packed, name, brotli.decompress) or _read(zipped, name, gzip.decompress)
        if content is None:
            return False
        replace_file(plain, content)
    if _read(zipped, name, gzip.decompress) is None:
        replace_file(zipped, gzip.compress(content, 9, mtime=0))
    if _read(packed, name, brotli.decompress) is None:
        replace_file(packed, brotli.compress(content, quality=11))
    return True


def _read(path: Path, name: str, unpack: Callable[[bytes], bytes]) -> bytes | None:
    """Return the content of a copy, if it matches the name."""
    try:
        content = unpack(path.read_bytes())
    except (OSError, EOFError, zlib.error, brotli.error):
        return None
    whole = hashlib.sha256(content).hexdigest().startswith(name.removesuffix(".topojson"))
    return content if whole else None
