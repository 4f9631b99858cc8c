"""The emblem of the office: a PNG or SVG of its own, with nothing in it that could act."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from ioc.errors import IocError
from ioc.words.phrase import Phrase

MOST_BYTES, MOST_PIXELS = 300_000, 4_096
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
# What draws. Editors' own elements and notes are left out; all others are refused by name.
_DRAWING = frozenset(
    """svg g defs symbol use path rect circle ellipse line polyline polygon text tspan style
    linearGradient radialGradient stop clipPath mask pattern title desc""".split()
)
_NOTES = frozenset({"metadata"})
# In styles and attributes: an address of anything but a part of the same picture, and what a
# style could hide one in. Rules that begin with @ draw nothing that an emblem needs.
_OUTWARD = re.compile(r"url\((?!\s*['\"]?\s*#)|image-set\(|src\(|javascript:|\\", re.IGNORECASE)
_MOST_DEEP = 60


class EmblemError(IocError):
    """The file cannot be the emblem; names the file, what is wrong and what to do."""


@dataclass(frozen=True)
class Emblem:
    """A picture that is safe to show."""

    media_type: str
    body: bytes

    @property
    def name(self) -> str:
        """The file's name in addresses: it names the content."""
        ending = "png" if self.media_type == "image/png" else "svg"
        return f"{hashlib.sha256(self.body).hexdigest()[:16]}.{ending}"


def read_emblem_file(path: Path) -> Emblem:
    """Return the emblem in a file.

    Raises:
        EmblemError: the file is missing, too large, or no picture that is safe to show.
    """
    try:
        with path.open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = str(error.strerror)
        raise EmblemError(Phrase("emblem-unread", file=str(path), reason=reason)) from error
    try:
        return emblem_of(body)
    except EmblemError as error:
        raise EmblemError(Phrase("emblem-refused", file=str(path), fault=error.phrase)) from None


def emblem_of(body: bytes) -> Emblem:
    """Return the emblem in the bytes of a file; of an SVG only what draws.

    Raises:
        EmblemError: they are no PNG or SVG, too many, or could act.

    >>> emblem_of(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').media_type
    'image/svg+xml'
    """
    if len(body) > MOST_BYTES:
        raise EmblemError(Phrase("emblem-large", most=MOST_BYTES // 1000))
    if body.startswith(_PNG):
        return _png(body)
    return Emblem("image/svg+xml", _drawing_only(_root_of(body)))


def _png(body: bytes) -> Emblem:
    if body[12:16] != b"IHDR" or len(body) < 33 or b"IEND" not in body[-12:]:
        raise EmblemError(Phrase("emblem-no-picture"))
    width, height = png_size(body)
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise EmblemError(Phrase("emblem-pixels", width=width, height=height, most=MOST_PIXELS))
    return Emblem("image/png", body)


def png_size(body: bytes) -> tuple[int, int]:
    """Return width and height in pixels, as the head of a PNG has them.

    >>> png_size(b"." * 16 + bytes([0, 0, 0, 4, 0, 0, 0, 2]))
    (4, 2)
    """
    return int.from_bytes(body[16:20], "big"), int.from_bytes(body[20:24], "big")


def _root_of(body: bytes) -> ElementTree.Element:
    try:
        text = body.decode("utf-8-sig")
        if "<!entity" in text.lower():
            raise EmblemError(Phrase("emblem-part", part="<!ENTITY>"))
        root = ElementTree.fromstring(text)  # noqa: S314  (no entities, few bytes)
    except (UnicodeDecodeError, ElementTree.ParseError):
        raise EmblemError(Phrase("emblem-no-picture")) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise EmblemError(Phrase("emblem-no-picture"))
    return root


def _drawing_only(root: ElementTree.Element) -> bytes:
    """Return an SVG without editors' notes; refuse what could act or fetch."""
    _leave_out_notes(root)
    for element in root.iter():
        if _split(element.tag)[1] == "style":
            text = element.text or ""
            if len(element) or "@" in text or _OUTWARD.search(text):
                raise EmblemError(Phrase("emblem-part", part="<style>"))
        for key, value in list(element.attrib.items()):
            space, name = _split(key)
            if space not in ("", _XLINK):
                del element.attrib[key]
            elif name.lower().startswith("on"):
                raise EmblemError(Phrase("emblem-part", part=name))
            elif _OUTWARD.search(value) or (name == "href" and not value.startswith("#")):
                raise EmblemError(Phrase("emblem-part", part=f"{name}={value[:30]}"))
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return body


def _leave_out_notes(parent: ElementTree.Element, depth: int = 0) -> None:
    if depth > _MOST_DEEP:
        raise EmblemError(Phrase("emblem-deep", most=_MOST_DEEP))
    for child in list(parent):
        space, name = _split(child.tag)
        if space != _SVG or name in _NOTES:
            parent.remove(child)
            continue
        if name not in _DRAWING:
            raise EmblemError(Phrase("emblem-part", part=f"<{name}>"))
        _leave_out_notes(child, depth + 1)


def _split(tag: object) -> tuple[str, str]:
    """Return namespace and name of a tag or an attribute; of a comment neither."""
    if not isinstance(tag, str):
        return "?", ""
    space, _, name = tag.rpartition("}")
    return space.lstrip("{"), name
