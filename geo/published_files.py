"""Published files that were cut short or lost: made whole from their siblings, or given up."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from geo.manifest import MANIFEST_NAME, Entry, replace_file, write_manifest
from geo.publish_lock import publishing

_PATIENCE_S = 120.0


def mend_published(folder: Path) -> list[Entry]:
    """Make damaged files of the published folder whole; return the entries that cannot be.

    A file's name is the hash of its content, so that each of the three copies (plain, brotli,
    gzip) can stand in for the others. What none of them holds is taken off the list, so that the
    schematic map may take its place; a list that cannot be read names nothing any more.
    """
    path = folder / MANIFEST_NAME
    if not path.exists():
        return []
    with publishing(folder, _PATIENCE_S):
        return _mend_all(folder, path)


def _mend_all(folder: Path, path: Path) -> list[Entry]:
    try:
        entries: list[Entry] = json.loads(path.read_text(encoding="utf-8"))["entries"]
    except (ValueError, KeyError, TypeError):
        path.unlink()
        return []
    lost = [each for each in entries if "file" in each and not _mend(folder, each["file"])]
    if lost:
        # What is left of the lost ones may be of use to whoever looks into it.
        write_manifest(folder, [each for each in entries if each not in lost], tidy=False)
    return lost


def _mend(folder: Path, name: str) -> bool:
    """Make the three copies of a file whole; tell whether they are."""
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
    """Return what a copy holds, if it is what its name says."""
    try:
        content = unpack(path.read_bytes())
    except (OSError, EOFError, zlib.error, brotli.error):
        return None
    whole = hashlib.sha256(content).hexdigest().startswith(name.removesuffix(".topojson"))
    return content if whole else None
