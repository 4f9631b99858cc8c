"""The parts of an XLSX file, and limits on what it takes in memory."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree

from data.load.files.sheets.sheet import column_letters, refuse
from ioc.words.phrase import FixedNumber, Phrase

# Unpacked, a workbook may be this many times the size allowed for the file.
_UNPACKED_TIMES = 10
_MOST_PARTS = 5_000
# A sheet with more places than this, most of them empty, is read without its blank cells.
_MOST_PLACES = 4_000_000
_PLACES_PER_CELL = 40
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])([^>]*?)(/?)>")
ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>/])([^>]*?)(/?)>")
_WHOLE_CELL = re.compile(
    rb"<(?:\w+:)?c(?=[\s>/])(?:[^>]*?/>|([^>]*)>(.*?)</(?:\w+:)?c>)", re.DOTALL
)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*/>")
_EMPTY_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["']\d[^>]*?(?:/>|>\s*</(?:\w+:)?row>)""")
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</|<(?:\w+:)?v>([^<]*)</")
_SHARED_TEXT = re.compile(rb"""\bt=["']s["']""")
_CLAIMS = re.compile(rb"""\s(?:count|uniqueCount)=["'](\d+)["']""")
_CLAIMED_END = re.compile(rb"""\bref=["'](?:[A-Z]+\d+:)?([A-Z]{1,9})(\d{1,19})["']""")


class Package:
    """An XLSX file's parts by name."""

    def __init__(self, content: bytes, file: str, max_bytes: int) -> None:
        """Open the file.

        Raises:
            LoadRefusedError: too many parts, or larger than allowed once unpacked.
        """
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        parts = self._zip.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > _UNPACKED_TIMES * max_bytes or len(parts) > _MOST_PARTS:
            raise refuse(
                Phrase(
                    "load-unpacked-too-large",
                    size=FixedNumber(unpacked / 2**20, 0),
                    count=len(parts),
                ),
                file,
            )
        self.names = {part.filename for part in parts}

    def read(self, name: str) -> bytes:
        """Return the bytes of a part."""
        return self._zip.read(name)

    def xml(self, name: str) -> ElementTree.Element:
        """Return a part as a tree."""
        # Python's expat refuses entity bombs since 2.4.1; external entities are never fetched.
        return ElementTree.fromstring(self._zip.read(name))  # noqa: S314

    def sheets(self) -> dict[str, str]:
        """Return the part of each sheet by the sheet's name."""
        targets = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in self.xml("xl/_rels/workbook.xml.rels")
        }
        parts = {}
        for element in self.xml("xl/workbook.xml").iter():
            if local(element) == "sheet":
                key = next((value for name, value in element.items() if name.endswith("}id")), "")
                target = targets.get(key, "")
                part = (
                    target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
                )
                if part in self.names:
                    parts[element.get("name", "")] = part
        return parts

    def with_parts(self, new_parts: Mapping[str, bytes]) -> bytes:
        """Return the file with some parts replaced."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for part in self._zip.infolist():
                archive.writestr(
                    part.filename, new_parts.get(part.filename) or self.read(part.filename)
                )
        return stream.getvalue()


def local(element: ElementTree.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rsplit("}", 1)[-1]


def column_index(letters: bytes) -> int:
    """Return the number of a column, from 0."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def without_far_blanks(package: Package, content: bytes, file: str) -> bytes:
    """Return a workbook that takes no more memory than its cells need.

    Libraries allocate whole sheets: one stray space in GR1048576 takes eight gigabytes, and so
    does a declared count of four billion shared texts.

    Raises:
        LoadRefusedError: a cell that is not empty lies far from all others.
    """
    new_parts: dict[str, bytes] = {}
    shared_texts = "xl/sharedStrings.xml"
    if shared_texts in package.names:
        head, mark, rest = package.read(shared_texts).partition(b"<si")
        if any(int(number) > len(rest) for number in _CLAIMS.findall(head)):
            new_parts[shared_texts] = _CLAIMS.sub(b"", head) + mark + rest
    blanks: set[int] | None = None
    for name, part in package.sheets().items():
        xml = package.read(part)
        rows, columns, cells = _extent(xml)
        wide = rows * columns > max(_MOST_PLACES, cells * _PLACES_PER_CELL)
        if _claims_too_much(xml):
            new_parts[part] = _DIMENSION.sub(b"", xml[:65536]) + xml[65536:]
        if not wide:
            continue
        if blanks is None:
            blanks = _blank_texts(package, shared_texts)
        trimmed = _without_blanks(xml, blanks)
        rows, columns, cells = _extent(trimmed)
        if rows * columns > max(_MOST_PLACES, cells * _PLACES_PER_CELL):
            raise refuse(
                Phrase("load-cells-far-away", cell=column_letters(columns - 1), row=str(rows)),
                file,
                sheet=name,
            )
        new_parts[part] = _DIMENSION.sub(b"", trimmed)
    return package.with_parts(new_parts) if new_parts else content


def _claims_too_much(xml: bytes) -> bool:
    dimension = _DIMENSION.search(xml[:65536])
    end = _CLAIMED_END.search(dimension[0]) if dimension else None
    return end is not None and (column_index(end[1]) + 1) * int(end[2]) > _MOST_PLACES


def _extent(xml: bytes) -> tuple[int, int, int]:
    """Return how many rows and columns a sheet spans, and how many cells it has."""
    numbers = [int(each) for each in re.findall(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,7})", xml)]
    places = set(re.findall(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})\d", xml))
    cells = len(re.findall(rb"<(?:\w+:)?c[\s>/]", xml))
    rows = len(re.findall(rb"<(?:\w+:)?row[\s>/]", xml))
    return max([rows, *numbers]), max(map(column_index, places), default=0) + 1, cells


def _blank_texts(package: Package, part: str) -> set[int]:
    """Return the numbers of the shared texts that are only space."""
    if part not in package.names:
        return set()
    root = package.xml(part)
    return {
        at
        for at, item in enumerate(each for each in root if local(each) == "si")
        if not "".join(piece.text or "" for piece in item.iter() if local(piece) == "t").strip()
    }


def _without_blanks(xml: bytes, blank_texts: set[int]) -> bytes:
    """Return a sheet without empty cells, except those that give the place of later ones."""
    pieces: list[bytes] = []
    end = 0
    for match in _WHOLE_CELL.finditer(xml):
        inside = match[2]
        if inside is not None and not _is_blank(match[1], inside, blank_texts):
            continue
        if inside is None and not _PLACE.search(match[0]):
            continue  # later cells are counted from it
        pieces.append(xml[end : match.start()])
        end = match.end()
    return _EMPTY_ROW.sub(b"", b"".join([*pieces, xml[end:]]))


def _is_blank(attributes: bytes, inside: bytes, blank_texts: set[int]) -> bool:
    if not _PLACE.search(attributes):
        return False
    if _SHARED_TEXT.search(attributes):
        match = _TEXT.search(inside)
        number = (match[2] or b"") if match else b""
        return number.isdigit() and int(number) in blank_texts
    return not any((first or second).strip() for first, second in _TEXT.findall(inside))
