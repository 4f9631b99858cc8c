"""The pages' own scripts and styles, each kind as one file, to save a first visit sixty requests.

`scripts/web.sh build` makes them from assets/src; the built files are committed. The name of a
bundle contains the digest of its content, so that browsers may keep it for ever.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

FOLDER = "/bundle"
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}


@dataclass(frozen=True)
class Bundle:
    """One file that contains many modules."""

    name: str
    media_type: str
    body: bytes

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"{FOLDER}/{self.name}"


def read_bundle(assets: Path, kind: str) -> Bundle:
    """Return the built file of a kind ("js" or "css") of an assets folder."""
    body = (assets / "built" / f"ioc.{kind}").read_bytes()
    return Bundle(f"ioc.{hashlib.sha256(body).hexdigest()[:16]}.{kind}", _TYPES[kind], body)
