"""The pages' own scripts and styles, each kind as one file: sixty questions less on a first visit.

They stand in it in the order of their names, as they would be loaded one by one. The name of a
bundle holds the digest of what is in it, so that browsers may keep it for ever.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = "/bundle"
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
# A script that does not end its last statement must not swallow the next one's first.
_SEAM = {"js": b"\n;\n", "css": b"\n"}


@dataclass(frozen=True)
class Bundle:
    """One file made of many."""

    name: str
    media_type: str
    body: bytes

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"{FOLDER}/{self.name}"


def make_bundle(folder: Path, kind: str) -> Bundle:
    """Return the bundle of all files of a kind ("js" or "css") that lie in a folder."""
    paths = sorted(folder.glob(f"*.{kind}"))
    stamps = ((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in paths)
    return _made(folder, kind, tuple(stamps))


@lru_cache(maxsize=8)
def _made(folder: Path, kind: str, stamps: tuple[tuple[str, int, int], ...]) -> Bundle:
    """Make it once per process, however many applications live in it."""
    parts = [f"/* {name} */\n".encode() + (folder / name).read_bytes() for name, _, _ in stamps]
    body = _SEAM[kind].join(parts)
    return Bundle(f"ioc.{hashlib.sha256(body).hexdigest()[:16]}.{kind}", _TYPES[kind], body)
