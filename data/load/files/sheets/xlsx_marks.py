"""Properties of XLSX cells besides their values: formats, formulas, hidden rows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.load.files.sheets.marks import ERROR, FORMAT, NO_MARKS, UNCOMPUTED, Mark, SheetMarks
from data.load.files.sheets.number_formats import NumberFormat, read_format
from data.load.files.sheets.xlsx_package import ROW, Package, column_index, local

_BUILT_IN = {9: "0%", 10: "0.00%"}
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_STYLE = re.compile(rb"""\bs=["'](\d{1,7})["']""")
_KIND = re.compile(rb"""\bt=["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_COLUMN = re.compile(rb"<(?:\w+:)?col(?=\s)([^>]*)>")
_FROM = re.compile(rb"""\bmin=["'](\d{1,5})["']""")
_TO = re.compile(rb"""\bmax=["'](\d{1,5})["']""")
_EITHER = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s>/])([^>]*?)(/?)>")


def read_marks(package: Package) -> dict[str, SheetMarks]:
    """Return the marks of each sheet by its name."""
    formats = _formats(package)
    stale = _is_stale(package)
    return {
        name: _sheet_marks(package.read(part), formats, stale)
        for name, part in package.sheets().items()
    }


def _is_stale(package: Package) -> bool:
    """Tell whether the workbook asks to be computed when it is opened.

    Libraries that cannot compute set this, with 0 in every cell with a formula.
    """
    for element in package.xml("xl/workbook.xml").iter():
        if local(element) == "calcPr":
            return element.get("fullCalcOnLoad", "") in ("1", "true")
    return False


def _formats(package: Package) -> dict[int, NumberFormat]:
    """Return the formats that change the number shown, by the number of their style."""
    if "xl/styles.xml" not in package.names:
        return {}
    root = package.xml("xl/styles.xml")
    codes = dict(_BUILT_IN)
    for element in root.iter():
        if local(element) == "numFmt":
            codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
    number_formats = {number: read_format(code) for number, code in codes.items()}
    styles: dict[int, NumberFormat] = {}
    for element in root:
        if local(element) == "cellXfs":
            for index, style in enumerate(element):
                number_format = number_formats.get(int(style.get("numFmtId", "0")))
                if number_format is not None and not number_format.is_plain:
                    styles[index] = number_format
    return styles


def _sheet_marks(xml: bytes, formats: Mapping[int, NumberFormat], stale: bool) -> SheetMarks:
    styles = {int(style) for style in set(_STYLE.findall(xml))} if formats else set()
    interesting = (
        not styles.isdisjoint(formats)
        or any(tag in xml for tag in (b"<f>", b"<f ", b"<f/", b":f>", b":f "))
        or re.search(rb"""\bt=["']e["']""", xml) is not None
    )
    if not interesting and b"hidden=" not in xml:
        return NO_MARKS
    marks: dict[tuple[int, int], Mark] = {}
    hidden: set[int] = set()
    row, column = -1, -1
    # A row or a cell may lack its place: it then follows the one before.
    for match in _EITHER.finditer(xml) if interesting else ROW.finditer(xml):
        if not interesting or match[1] == b"row":
            attributes = match[2] if interesting else match[1]
            number = _ROW_NUMBER.search(attributes)
            row, column = int(number[1]) - 1 if number else row + 1, -1
            if _HIDDEN.search(attributes):
                hidden.add(row)
            continue
        attributes, is_empty = match[2], match[3]
        place = _PLACE.search(attributes)
        column = column_index(place[1]) if place else column + 1
        row = int(place[2]) - 1 if place else row
        mark = None if is_empty else _mark(xml, match.end(), attributes, formats, stale)
        if mark:
            marks[(row, column)] = mark
    return SheetMarks(marks, frozenset(hidden), frozenset(_hidden_columns(xml)))


def _mark(
    xml: bytes,
    start: int,
    attributes: bytes,
    formats: Mapping[int, NumberFormat],
    stale: bool,
) -> Mark | None:
    kind_match = _KIND.search(attributes)
    kind = kind_match[1] if kind_match else b"n"
    inside = _inside(xml, start)
    value = _VALUE.search(inside)
    if kind == b"e":
        return Mark(ERROR, value[1].decode() if value else "#ERROR")
    if _FORMULA.search(inside):
        if value is None or (kind == b"n" and not value[1].strip()):
            return Mark(UNCOMPUTED, "=…")
        if stale and kind == b"n" and _is_zero(value[1]):
            return Mark(UNCOMPUTED, "=… (0)")
    style = _STYLE.search(attributes)
    if kind == b"n" and style and (number_format := formats.get(int(style[1]))) is not None:
        return Mark(FORMAT, format=number_format)
    return None


def _is_zero(text: bytes) -> bool:
    try:
        return float(text) == 0
    except ValueError:
        return False


def _hidden_columns(xml: bytes) -> set[int]:
    columns: set[int] = set()
    for attributes in _COLUMN.findall(xml[: xml.find(b"<sheetData")]):
        first, last = _FROM.search(attributes), _TO.search(attributes)
        if first and last and _HIDDEN.search(attributes):
            columns.update(range(int(first[1]) - 1, min(int(last[1]), 16_384)))
    return columns


def _inside(xml: bytes, start: int) -> bytes:
    end = _CELL_END.search(xml, start)
    return xml[start : end.start()] if end else b""
