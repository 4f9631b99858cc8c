"""The pages' own scripts and styles in three files, to save a first visit sixty requests.

"ioc.js" and "ioc.css" are for every page; "desk.js" comes with the first page of the administration
or of those who report.

`scripts/web.sh build` makes them from assets/src; the built files are committed. The name of a
bundle contains the digest of its content, so that browsers may keep it for ever.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

FOLDER = "/bundle"
FILES = ("ioc.js", "desk.js", "ioc.css")
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


def read_bundle(assets: Path, name: str) -> Bundle:
    """Return a built file of an assets folder; `name` is one of FILES."""
    body = (assets / "built" / name).read_bytes()
    stem, _, kind = name.partition(".")
    return Bundle(f"{stem}.{hashlib.sha256(body).hexdigest()[:16]}.{kind}", _TYPES[kind], body)
