"""One writer for every table that a spreadsheet may open: no cell of it is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from ioc.text import harmless

# What spreadsheets of some language take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}",
            "\N{FULLWIDTH PLUS SIGN}", "\N{FULLWIDTH HYPHEN-MINUS}",
            "\N{FULLWIDTH COMMERCIAL AT}", "\N{MINUS SIGN}")  # fmt: skip
# More signs than these Excel does not take in one cell.
_LONGEST = 32_000
_WIDEST = 48


def safe_text(text: str) -> str:
    r"""Return a text that a spreadsheet shows and never runs: an apostrophe stands before it.

    >>> safe_text("=1+1"), safe_text(" @x"), safe_text("Xã Anh Sơn"), safe_text("a\x01")
    ("'=1+1", "' @x", 'Xã Anh Sơn', 'a\ufffd')
    """
    clean = harmless(text, lines=True)[:_LONGEST]
    # Some programs pass over blanks before they look for a formula.
    begins = clean.startswith(_FORMULA) or clean.lstrip().startswith(_FORMULA)
    return f"'{clean}" if begins else clean


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Any]], language: str = "en") -> str:
    """Return a table as CSV.

    In Vietnamese with semicolons and decimal commas, as a Vietnamese Excel reads and writes it; in
    English with commas and points, as machines do.

    Args:
        headings: of the columns.
        rows: texts, whole numbers, numbers (as they are to be written), or None.
        language: "vi" or "en".
    """
    vietnamese = language != "en"
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";" if vietnamese else ",", lineterminator="\r\n")
    writer.writerow([safe_text(each) for each in headings])
    for row in rows:
        writer.writerow([_cell(each, vietnamese) for each in row])
    return sheet.getvalue()


def _cell(value: Any, vietnamese: bool) -> str:
    """Return what stands in one cell.

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
    return text.replace(".", ",") if vietnamese else text


class Book:
    """A workbook that is written row by row."""

    def __init__(self) -> None:
        self._held = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._held, {"in_memory": True})
        self._bold = self._book.add_format({"bold": True, "valign": "top"})
        # Else a text that begins like a formula becomes one when somebody edits its cell.
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._numbers: dict[int, Any] = {}

    def add_table(
        self,
        name: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[Any]],
        decimals: Sequence[int | None],
    ) -> None:
        """Add a sheet with a row of headings that stays in sight and filters.

        Args:
            name: of the sheet.
            headings: of the columns.
            rows: texts, numbers, or None.
            decimals: how many each column shows; None: as many as a number has, as does a number
                that would else read as 0.
        """
        sheet = self._book.add_worksheet(name)
        formats = [None if each is None else self._format(each) for each in decimals]
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
                    digits = decimals[column]
                    hides = digits is not None and value and not round(value, digits)
                    sheet.write_number(place, column, value, None if hides else formats[column])
                if place < 200:
                    widths[column] = max(widths[column], len(str(value)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(_WIDEST, width + 2))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), max(0, len(headings) - 1))

    def add_terms(self, name: str, terms: Sequence[tuple[str, str]]) -> None:
        """Add a sheet of terms and what is to be said of each."""
        sheet = self._book.add_worksheet(name)
        for place, (term, words) in enumerate(terms):
            self._write(sheet, place, 0, term, self._bold)
            self._write(sheet, place, 1, words, self._wrapped)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 110)

    def to_bytes(self) -> bytes:
        """Return the finished file."""
        self._book.close()
        return self._held.getvalue()

    def _format(self, decimals: int) -> Any:
        if decimals not in self._numbers:
            shown = f"0.{'0' * decimals}" if decimals else "0"
            self._numbers[decimals] = self._book.add_format({"num_format": shown})
        return self._numbers[decimals]

    def _write(self, sheet: Any, row: int, column: int, text: str, look: Any = None) -> None:
        clean = harmless(text, lines=True)[:_LONGEST]
        begins_like_one = safe_text(clean) != clean
        sheet.write_string(row, column, clean, self._quoted if begins_like_one else look)
