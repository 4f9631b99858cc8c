"""What an XLSX file says about a cell besides its value: formula errors and percent formats."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from data.load.sheets.sheet import refuse

ERROR, UNCOMPUTED, PERCENT = "error", "uncomputed", "percent"
# Unpacked, a workbook may be this many times the size allowed for the file.
_UNPACKED_TIMES = 10
_BUILT_IN_PERCENT = {9, 10}
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(/?)>")
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_KIND = re.compile(rb'\bt="(\w+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


@dataclass(frozen=True)
class Mark:
    """Kind of mark, and the text that the cell shows."""

    kind: str
    text: str = ""


Marks = Mapping[tuple[int, int], Mark]


def read_marks(path: Path, content: bytes, max_bytes: int) -> dict[str, Marks]:
    """Return the marked cells, (row, column) from 0, of each sheet by name.

    Raises:
        LoadRefusedError: no workbook, or larger than allowed once unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            if unpacked > _UNPACKED_TIMES * max_bytes:
                raise refuse(
                    f"tệp quá lớn khi giải nén ({unpacked / 2**20:.0f} MB)",
                    "chia thành nhiều tệp, hoặc nộp CSV",
                    path.name,
                )
            percent = _percent_styles(parts)
            return {
                name: _sheet_marks(parts.read(part), percent)
                for name, part in _sheet_parts(parts).items()
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
        ElementTree.ParseError,
        RuntimeError,
    ) as fault:
        raise refuse(
            "tệp không phải sổ tính XLSX, hoặc tệp hỏng",
            "mở bằng phần mềm bảng tính rồi lưu lại thành XLSX",
            path.name,
        ) from fault


def _xml(parts: zipfile.ZipFile, name: str) -> ElementTree.Element:
    # Python's expat refuses entity bombs since 2.4.1, and external entities are never fetched.
    return ElementTree.fromstring(parts.read(name))  # noqa: S314


def _local(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _xml(parts, "xl/_rels/workbook.xml.rels")
    }
    names = set(parts.namelist())
    found = {}
    for element in _xml(parts, "xl/workbook.xml").iter():
        if _local(element) == "sheet":
            key = next((value for name, value in element.items() if name.endswith("}id")), "")
            target = targets.get(key, "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            if part in names:
                found[element.get("name", "")] = part
    return found


def _percent_styles(parts: zipfile.ZipFile) -> set[int]:
    if "xl/styles.xml" not in parts.namelist():
        return set()
    root = _xml(parts, "xl/styles.xml")
    formats = {
        int(element.get("numFmtId", "0"))
        for element in root.iter()
        if _local(element) == "numFmt" and "%" in element.get("formatCode", "")
    } | _BUILT_IN_PERCENT
    styles: set[int] = set()
    for element in root:
        if _local(element) == "cellXfs":
            for index, style in enumerate(element):
                if int(style.get("numFmtId", "0")) in formats:
                    styles.add(index)
    return styles


def _sheet_marks(xml: bytes, percent: set[int]) -> Marks:
    styled = any(b's="%d"' % style in xml for style in percent)
    formulas = any(tag in xml for tag in (b"<f>", b"<f ", b"<f/", b":f>", b":f "))
    if not styled and not formulas and b't="e"' not in xml:
        return {}
    marks: dict[tuple[int, int], Mark] = {}
    for found in _CELL.finditer(xml):
        attributes, closed = found.groups()
        place = _PLACE.search(attributes)
        if place is None or closed:
            continue
        kind_found = _KIND.search(attributes)
        kind = kind_found[1] if kind_found else b"n"
        style = _STYLE.search(attributes)
        mark = None
        if kind == b"e":
            value = _VALUE.search(_inside(xml, found.end()))
            mark = Mark(ERROR, value[1].decode() if value else "#ERROR")
        elif kind == b"n":
            inside = _inside(xml, found.end())
            value = _VALUE.search(inside)
            if _FORMULA.search(inside) and (value is None or not value[1].strip()):
                mark = Mark(UNCOMPUTED, "=…")
            elif style and int(style[1]) in percent:
                mark = Mark(PERCENT)
        if mark:
            marks[(int(place[2]) - 1, _column_index(place[1]))] = mark
    return marks


def _inside(xml: bytes, start: int) -> bytes:
    end = _CELL_END.search(xml, start)
    return xml[start : end.start()] if end else b""


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
