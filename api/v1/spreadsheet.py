"""CSV and XLSX for spreadsheets: no cell is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter

from ioc.text import harmless
from ioc.words.numbers import separators

# Spreadsheets of some language read these as the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}",
            "\N{FULLWIDTH PLUS SIGN}", "\N{FULLWIDTH HYPHEN-MINUS}",
            "\N{FULLWIDTH COMMERCIAL AT}", "\N{MINUS SIGN}")  # fmt: skip
# Excel accepts no more characters in one cell.
_LONGEST = 32_000
_WIDEST = 48


def safe_text(text: str) -> str:
    r"""Return a text that a spreadsheet never runs; an apostrophe precedes a would-be formula.

    >>> safe_text("=1+1"), safe_text(" @x"), safe_text("Xã Anh Sơn"), safe_text("a\x01")
    ("'=1+1", "' @x", 'Xã Anh Sơn', 'a\ufffd')
    """
    clean = harmless(text, lines=True)[:_LONGEST]
    # Some programs skip blanks before they look for a formula.
    begins = clean.startswith(_FORMULA) or clean.lstrip().startswith(_FORMULA)
    return f"'{clean}" if begins else clean


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Any]], language: str = "en") -> str:
    """Return a table as CSV.

    Languages with decimal commas have semicolons between cells, as a Vietnamese Excel reads and
    writes them; others have commas, as machines do.

    Args:
        headings: of the columns.
        rows: texts, numbers (written with all their digits), or None.
        language: "vi" or "en".
    """
    has_commas = separators(language)[0] == ","
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";" if has_commas else ",", lineterminator="\r\n")
    writer.writerow([safe_text(each) for each in headings])
    for row in rows:
        writer.writerow([_cell(each, has_commas) for each in row])
    return sheet.getvalue()


def _cell(value: Any, has_commas: bool) -> str:
    """Return the text of one cell.

    >>> _cell("=1+1", True), _cell(-3.5, True), _cell(-3.5, False), _cell(None, True)
    ("'=1+1", '-3,5', '-3.5', '')
    """
    if value is None or value != value:
        return ""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text.replace(".", ",") if has_commas else text


def _decimals(value: Any) -> int:
    """Return how many decimals a number is written with.

    >>> _decimals(Decimal("1.50")), _decimals(12), _decimals(12.0), _decimals(12.25)
    (2, 0, 0, 2)
    """
    if not isinstance(value, Decimal):
        value = Decimal(str(float(value))).normalize()
    return max(0, -int(value.as_tuple().exponent))


class CellLook(NamedTuple):
    """How numbers look: with which unit, with a sign, with thousands apart, on which colour."""

    unit: str = ""
    is_change: bool = False
    is_grouped: bool = True
    fill: str = ""

    def pattern(self, decimals: int) -> str:
        """Return the number format of a spreadsheet.

        >>> CellLook().pattern(0), CellLook("%").pattern(1), CellLook(is_change=True).pattern(1)
        ('#,##0', '#,##0.0"%"', '+#,##0.0;-#,##0.0;0.0')
        """
        fraction = f".{'0' * decimals}" if decimals else ""
        plain = ("#,##0" if self.is_grouped else "0") + fraction
        if self.unit:
            plain += f'"{self.unit}"'
        return f"+{plain};-{plain};0{fraction}" if self.is_change else plain


class Book:
    """A workbook that is written row by row."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._file, {"in_memory": True})
        self._bold = self._book.add_format({"bold": True, "valign": "top"})
        # Without it a text that begins like a formula becomes one when somebody edits its cell.
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._multiline = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._numbers: dict[tuple[int, CellLook], Any] = {}

    def add_table(
        self,
        name: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[Any]],
        looks: Mapping[int, CellLook] | None = None,
        cell_looks: Mapping[tuple[int, int], CellLook] | None = None,
    ) -> None:
        """Add a sheet with a row of headings that stays in sight and filters.

        Args:
            name: of the sheet.
            headings: of the columns.
            rows: texts, numbers, or None; of a `Decimal` all its digits are shown.
            looks: how the numbers of a column look, by its place, where not as plain numbers.
            cell_looks: how those of single cells look, by row and column.
        """
        sheet = self._book.add_worksheet(name)
        looks, cell_looks = looks or {}, cell_looks or {}
        widths = [len(each) for each in headings]
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, self._bold)
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if value is None or value != value:
                    continue
                if isinstance(value, str):
                    self._write(sheet, place, column, value)
                else:
                    usual = looks.get(column, CellLook())
                    look = cell_looks.get((place - 1, column), usual)
                    sheet.write_number(place, column, float(value), self._format(value, look))
                if place < 200:
                    widths[column] = max(widths[column], len(str(value)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(_WIDEST, width + 2))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), max(0, len(headings) - 1))

    def add_terms(self, name: str, terms: Sequence[tuple[str, str]]) -> None:
        """Add a sheet of terms and their descriptions."""
        sheet = self._book.add_worksheet(name)
        for place, (term, words) in enumerate(terms):
            self._write(sheet, place, 0, term, self._bold)
            self._write(sheet, place, 1, words, self._multiline)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 110)

    def to_bytes(self) -> bytes:
        """Return the finished file."""
        self._book.close()
        return self._file.getvalue()

    def _format(self, value: Any, look: CellLook) -> Any:
        """Return the format of a number; the separators are those of whoever opens the file."""
        decimals = _decimals(value)
        if (decimals, look) not in self._numbers:
            pattern = look.pattern(decimals)
            ground = {"bg_color": look.fill} if look.fill else {}
            about = {"num_format": pattern, **ground}
            self._numbers[decimals, look] = self._book.add_format(about)
        return self._numbers[decimals, look]

    def _write(self, sheet: Any, row: int, column: int, text: str, look: Any = None) -> None:
        clean = harmless(text, lines=True)[:_LONGEST]
        begins_like_one = safe_text(clean) != clean
        sheet.write_string(row, column, clean, self._quoted if begins_like_one else look)
