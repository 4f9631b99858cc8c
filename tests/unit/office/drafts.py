"""Sheets as a test describes them, written as .xlsx, .xls, .ods and .csv by other libraries."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter
import xlwt
from odfdo import Cell, Document, Row, Table

from ioc.old_letters import _TCVN3


@dataclass(frozen=True)
class Formatted:
    """A value with a number format; `formula`: computed to the value (None: never computed)."""

    value: Any
    format: str = "General"
    formula: str = ""


@dataclass
class SheetDraft:
    """A sheet: its cells by row and column from 0, merged ranges, what is hidden."""

    name: str = "Sheet1"
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False

    def row(self, at: int, *values: Any, first: int = 0) -> None:
        """Put values side by side; None leaves a cell empty."""
        for column, value in enumerate(values, first):
            if value is not None:
                self.cells[at, column] = value

    def merge(self, top: int, left: int, bottom: int, right: int, value: Any = None) -> None:
        """Merge a range, with a value in its first cell."""
        if value is not None:
            self.cells[top, left] = value
        self.merges.append((top, left, bottom, right))

    @property
    def size(self) -> tuple[int, int]:
        rows = [*(row for row, _ in self.cells), *(merge[2] for merge in self.merges), 0]
        columns = [*(at for _, at in self.cells), *(merge[3] for merge in self.merges), 0]
        return max(rows) + 1, max(columns) + 1


def to_tcvn3(text: str) -> str:
    """Return a text in the letters of TCVN3, as the fonts of before Unicode show it."""
    letters = {letter: code for code, letter in _TCVN3.items()}
    return "".join(
        letters.get(each, letters.get(each.lower(), each))
        for each in unicodedata.normalize("NFC", text)
    )


def write(sheets: list[SheetDraft], ending: str, encoding: str = "utf-8") -> bytes:
    """Return the bytes of a file of this kind."""
    if ending == ".xlsx":
        return _write_xlsx(sheets)
    if ending == ".xls":
        return _write_xls(sheets)
    if ending == ".ods":
        return _write_ods(sheets)
    return _write_csv(sheets[0], encoding)


def _write_xlsx(sheets: list[SheetDraft]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for draft in sheets:
        sheet = book.add_worksheet(draft.name)
        for top, left, bottom, right in draft.merges:
            sheet.merge_range(top, left, bottom, right, "")
        for (row, column), value in draft.cells.items():
            each = value if isinstance(value, Formatted) else Formatted(value)
            style = book.add_format({"num_format": each.format})
            if each.formula:
                sheet.write_formula(row, column, each.formula, style, each.value or 0)
            elif isinstance(each.value, date):
                style.set_num_format(each.format if each.format != "General" else "dd/mm/yyyy")
                sheet.write_datetime(row, column, each.value, style)
            elif isinstance(each.value, str):
                sheet.write_string(row, column, each.value, style)
            else:
                sheet.write(row, column, each.value, style)
        for row in draft.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in draft.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if draft.is_hidden:
            sheet.hide()
    book.close()
    return stream.getvalue()


def _write_xls(sheets: list[SheetDraft]) -> bytes:
    book = xlwt.Workbook()
    for draft in sheets:
        sheet = book.add_sheet(draft.name, cell_overwrite_ok=True)
        merges = {(top, left): (bottom, right) for top, left, bottom, right in draft.merges}
        for (row, column), value in draft.cells.items():
            each = value if isinstance(value, Formatted) else Formatted(value)
            style = xlwt.easyxf(num_format_str=each.format)
            if isinstance(each.value, date) and each.format == "General":
                style = xlwt.easyxf(num_format_str="dd/mm/yyyy")
            content = xlwt.Formula(each.formula.lstrip("=")) if each.formula else each.value
            if (row, column) in merges:
                bottom, right = merges.pop((row, column))
                sheet.write_merge(row, bottom, column, right, content, style)
            else:
                sheet.write(row, column, content, style)
        for (top, left), (bottom, right) in merges.items():
            sheet.write_merge(top, bottom, left, right, "")
        for row in draft.hidden_rows:
            sheet.row(row).hidden = True
        for column in draft.hidden_columns:
            sheet.col(column).hidden = True
        sheet.visibility = int(draft.is_hidden)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_ods(sheets: list[SheetDraft]) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    for draft in sheets:
        table = Table(draft.name)
        rows, columns = draft.size
        for row in range(rows):
            line = Row()
            for column in range(columns):
                line.append(_ods_cell(draft.cells.get((row, column))))
            if row in draft.hidden_rows:
                line.set_attribute("table:visibility", "filter")
            table.append(line)
        for top, left, bottom, right in draft.merges:
            table.set_span((left, top, right, bottom))
        if draft.hidden_columns:
            for at, each in enumerate(table.columns):
                if at in draft.hidden_columns:
                    each.set_attribute("table:visibility", "collapse")
                    table.set_column(at, each)
        if draft.is_hidden:
            style = (
                '<style:style style:name="off" style:family="table">'
                '<style:table-properties table:display="false"/></style:style>'
            )
            document.insert_style(style, automatic=True)
            table.style = "off"
        document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _ods_cell(value: Any) -> Cell:
    each = value if isinstance(value, Formatted) else Formatted(value)
    if each.value is None and not each.formula:
        return Cell()
    if "%" in each.format and '"' not in each.format and isinstance(each.value, float):
        text = f"{each.value * 100:.1f}%".replace(".", ",")
        cell = Cell(each.value, text=text, cell_type="percentage")
    else:
        cell = Cell() if each.value is None else Cell(each.value)
    if each.formula:
        cell.formula = f"of:{each.formula}"
    return cell


def _write_csv(draft: SheetDraft, encoding: str) -> bytes:
    rows, columns = draft.size
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    for row in range(rows):
        writer.writerow([_csv_text(draft.cells.get((row, at))) for at in range(columns)])
    text = stream.getvalue()
    if encoding == "tcvn3":
        return to_tcvn3(text).encode("latin-1", "replace")
    if encoding == "windows-1258":
        return to_1258(text)
    return text.encode(encoding)


def to_1258(text: str) -> bytes:
    """Return a text in Windows-1258, where tone marks stand behind their letters."""
    result = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            result += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(m for m in parts if m not in tones))
            result += (base + "".join(tones)).encode("cp1258", "replace")
    return result


def _csv_text(value: Any) -> str:
    each = value if isinstance(value, Formatted) else Formatted(value)
    if each.value is None:
        return ""
    if isinstance(each.value, date):
        return each.value.strftime("%d/%m/%Y")
    if isinstance(each.value, float):
        number = each.value * 100 if each.format.endswith("%") else each.value
        text = f"{round(number, 6):g}" if number != int(number) else str(int(number))
        return text.replace(".", ",") + ("%" if each.format.endswith("%") else "")
    return str(each.value)
