"""A report as PDF on A4, with its own fonts (reportlab, decision 38)."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from ioc.colours import LIGHT
from ioc.paper import fill_of, ink_of
from ioc.words.catalogue import Words
from layouts.report.content import ReportContent, ReportRow
from layouts.report.picture import (
    FONT_FILES,
    INK,
    MUTED,
    QUIET,
    map_picture,
    series_picture,
    to_drawing,
)

_BOX = "&nbsp;" * 4


def pdf_bytes(report: ReportContent) -> bytes:
    """Return the report as a PDF file."""
    # Only who makes a report pays for the library.
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(TTFont("NotoSans", str(FONT_FILES["Regular"])))
    pdfmetrics.registerFont(TTFont("NotoSans-Bold", str(FONT_FILES["Bold"])))
    words = Words("report", report.language)
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=16 * mm, rightMargin=16 * mm, topMargin=16 * mm,
        bottomMargin=18 * mm, title=report.title, author=report.office,
        lang=report.language,
    )  # fmt: skip
    width = document.width
    story: list[Any] = [
        _text(f"{report.office} · {words('day', day=report.day)}", 8.5, MUTED),
        _text(report.area, 18, bold=True),
        _text(report.title, 11, bold=True),
        _text(report.facts, 9, MUTED),
    ]
    if report.demo:
        story.append(_text(report.demo, 9, LIGHT["demo-ink"], bold=True))
    story += [_heading(words["findings"]), *(_text(each, 10) for each in report.findings)]
    if report.owner:
        story += [_heading(words["owner"]), _text(report.owner, 10)]
    if report.areas:
        story += [_heading(words["map"]), to_drawing(map_picture(report.areas, width, 250))]
        legend = " &nbsp; ".join(
            f'<font backColor="{fill_of(status)}">{_BOX}</font> {escape(label)}'
            for status, label in report.legend
        )
        story.append(_text(legend, 9, markup=True))
    if report.series:
        series = series_picture(report.series, report.target, width, 110)
        story += [_heading(words["series"]), to_drawing(series)]
    if report.worst:
        story += [_heading(words["worst"]), _table(report.worst, words["area"], words, width)]
    for group in report.groups:
        story += [_heading(group.name), _table(group.rows, words["indicator"], words, width)]
    if report.table:
        story += [_heading(words["table"]), _table(report.table, words["area"], words, width)]
    story += [Spacer(1, 8), _heading(words["sources"])]
    story += [_text(each, 8.5) for each in report.sources]

    def number(canvas: Any, page: Any) -> None:
        canvas.setFont("NotoSans", 8)
        canvas.drawRightString(A4[0] - 16 * mm, 10 * mm, words("page", page=str(page.page)))

    document.build(story, onFirstPage=number, onLaterPages=number)
    return file.getvalue()


def _text(
    text: str, size: float, colour: str = INK, *, bold: bool = False, markup: bool = False
) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "text", fontName="NotoSans-Bold" if bold else "NotoSans", fontSize=size,
        leading=size * 1.35, textColor=colour, spaceAfter=3,
    )  # fmt: skip
    return Paragraph(text if markup else _escaped(text), style)


def _escaped(text: str) -> str:
    """Return a text as markup; the font has no sign for "at least" and "at most".

    >>> _escaped("≥ 95")
    '<u>&gt;</u> 95'
    """
    return escape(text).replace("≤", "<u>&lt;</u>").replace("≥", "<u>&gt;</u>")


def _heading(text: str) -> Any:
    flowable = _text(text, 12, bold=True)
    flowable.keepWithNext = True
    flowable.style.spaceBefore = 10
    return flowable


def _table(rows: tuple[ReportRow, ...], first: str, words: Words, width: float) -> Any:
    """Return a table whose heading is on each page, and whose rows are not cut."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import LongTable, TableStyle

    heads = [first, words["value"], words["target"], words["verdict"], words["change"]]
    lines = [[_text(each, 8, MUTED, bold=True) for each in heads]]
    for row in rows:
        ink = ink_of(row.status)
        lines.append([
            _text(row.name, 8.5), _text(row.value, 8.5, bold=True), _text(row.target, 8.5),
            _text(row.verdict, 8.5, ink, bold=True), _text(row.more, 8),
        ])  # fmt: skip
    shares = (0.40, 0.15, 0.14, 0.14, 0.17)
    table = LongTable(lines, colWidths=[width * each for each in shares], repeatRows=1)
    table.setStyle(
        TableStyle([
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(QUIET)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ])
    )  # fmt: skip
    return table
