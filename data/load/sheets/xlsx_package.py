"""The parts of an XLSX file, and what makes a small file take a large machine."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree

from data.load.sheets.sheet import column_letters, refuse

# Unpacked, a workbook may be this many times the size allowed for the file.
_UNPACKED_TIMES = 10
_MOST_PARTS = 5_000
# A sheet of more places than this, most of them empty, is read without its blank cells.
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
_SHARED = re.compile(rb"""\bt=["']s["']""")
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
                f"tệp quá lớn khi giải nén ({unpacked / 2**20:.0f} MB, {len(parts)} phần)",
                "chia thành nhiều tệp, hoặc nộp CSV",
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
        found = {}
        for element in self.xml("xl/workbook.xml").iter():
            if local(element) == "sheet":
                key = next((value for name, value in element.items() if name.endswith("}id")), "")
                target = targets.get(key, "")
                part = (
                    target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
                )
                if part in self.names:
                    found[element.get("name", "")] = part
        return found

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the file with some parts replaced."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            for part in self._zip.infolist():
                made.writestr(part.filename, changed.get(part.filename) or self.read(part.filename))
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
    """Return a workbook that takes no more room than its cells need.

    Libraries lay a sheet out whole: one stray space in GR1048576 takes eight gigabytes, and so
    does a claim of four billion shared texts.

    Raises:
        LoadRefusedError: a cell that holds something stands far from all others.
    """
    changed: dict[str, bytes] = {}
    shared = "xl/sharedStrings.xml"
    if shared in package.names:
        head, mark, rest = package.read(shared).partition(b"<si")
        if any(int(number) > len(rest) for number in _CLAIMS.findall(head)):
            changed[shared] = _CLAIMS.sub(b"", head) + mark + rest
    blanks: set[int] | None = None
    for name, part in package.sheets().items():
        xml = package.read(part)
        rows, columns, cells = _extent(xml)
        wide = rows * columns > max(_MOST_PLACES, cells * _PLACES_PER_CELL)
        if _claims_too_much(xml):
            changed[part] = _DIMENSION.sub(b"", xml[:65536]) + xml[65536:]
        if not wide:
            continue
        if blanks is None:
            blanks = _blank_texts(package, shared)
        kept = _without_blanks(xml, blanks)
        rows, columns, cells = _extent(kept)
        if rows * columns > max(_MOST_PLACES, cells * _PLACES_PER_CELL):
            raise refuse(
                f"có ô chứa dữ liệu rất xa bảng (đến ô {column_letters(columns - 1)}{rows})",
                "xoá các dòng, cột ở xa bảng rồi lưu lại",
                file,
                sheet=name,
            )
        changed[part] = _DIMENSION.sub(b"", kept)
    return package.rewritten(changed) if changed else content


def _claims_too_much(xml: bytes) -> bool:
    found = _DIMENSION.search(xml[:65536])
    end = _CLAIMED_END.search(found[0]) if found else None
    return end is not None and (column_index(end[1]) + 1) * int(end[2]) > _MOST_PLACES


def _extent(xml: bytes) -> tuple[int, int, int]:
    """Return how many rows and columns a sheet spans, and how many cells it has."""
    numbers = [int(each) for each in re.findall(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,7})", xml)]
    places = set(re.findall(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})\d", xml))
    cells = len(re.findall(rb"<(?:\w+:)?c[\s>/]", xml))
    rows = len(re.findall(rb"<(?:\w+:)?row[\s>/]", xml))
    return max([rows, *numbers]), max(map(column_index, places), default=0) + 1, cells


def _blank_texts(package: Package, part: str) -> set[int]:
    """Return the numbers of the shared texts that hold nothing but space."""
    if part not in package.names:
        return set()
    root = package.xml(part)
    return {
        at
        for at, item in enumerate(each for each in root if local(each) == "si")
        if not "".join(piece.text or "" for piece in item.iter() if local(piece) == "t").strip()
    }


def _without_blanks(xml: bytes, blank_texts: set[int]) -> bytes:
    """Return a sheet without cells that hold nothing; all others name their place."""
    pieces: list[bytes] = []
    end = 0
    for found in _WHOLE_CELL.finditer(xml):
        inside = found[2]
        if inside is not None and not _is_blank(found[1], inside, blank_texts):
            continue
        if inside is None and not _PLACE.search(found[0]):
            continue  # the cells behind it count from it
        pieces.append(xml[end : found.start()])
        end = found.end()
    return _EMPTY_ROW.sub(b"", b"".join([*pieces, xml[end:]]))


def _is_blank(attributes: bytes, inside: bytes, blank_texts: set[int]) -> bool:
    if not _PLACE.search(attributes):
        return False
    if _SHARED.search(attributes):
        found = _TEXT.search(inside)
        number = (found[2] or b"") if found else b""
        return number.isdigit() and int(number) in blank_texts
    return not any((first or second).strip() for first, second in _TEXT.findall(inside))
