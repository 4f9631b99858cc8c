"""A report as PDF on A4, with its own fonts (reportlab, decision 38)."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from ioc.colours import LIGHT
from ioc.paper import ink_of
from ioc.words.catalogue import Words
from layouts.report.content import MAP_RATIO, ReportContent, ReportRow
from layouts.report.emblem import size_within
from layouts.report.map_picture import map_picture
from layouts.report.picture import DEMO, FONT_FILES, INK, MUTED, QUIET, to_flowable
from layouts.report.series_picture import series_picture

_BOX = "&nbsp;" * 4
_EMBLEM = (110.0, 42.0)
# Millimetres beside the text, and the points that reportlab leaves free inside of its frames.
_EDGE, _PADDING = 16, 6
# Points that a heading needs below it, or it goes to the next page.
_LEAST_BELOW = 90


def pdf_bytes(report: ReportContent) -> bytes:
    """Return the report as a PDF file."""
    # Only who makes a report pays for the library.
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import CondPageBreak, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(TTFont("NotoSans", str(FONT_FILES["Regular"])))
    pdfmetrics.registerFont(TTFont("NotoSans-Bold", str(FONT_FILES["Bold"])))
    words = Words("report", report.language)
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=_EDGE * mm - _PADDING, rightMargin=_EDGE * mm - _PADDING,
        topMargin=14 * mm, bottomMargin=18 * mm, title=report.title, author=report.office,
        lang=report.language,
    )  # fmt: skip
    width = document.width - 2 * _PADDING

    def table(title: str, rows: tuple[ReportRow, ...], first: str) -> list[Any]:
        heading = _heading(title)
        # Kept with the whole table, it would leave half a page empty.
        heading.keepWithNext = False
        return [CondPageBreak(_LEAST_BELOW), heading, _table(rows, first, words, width)]

    story: list[Any] = [
        _letterhead(report, words, width),
        Spacer(1, 8),
        _text(report.area, 18, bold=True),
        _text(report.title, 11, bold=True),
        _text(report.facts, 9, MUTED),
    ]
    if report.demo:
        story.append(_text(report.demo, 9, DEMO, bold=True))
    story += [_heading(words["findings"]), *(_text(each, 10) for each in report.findings)]
    if report.owner:
        story += [_heading(words["owner"]), _text(report.owner, 10)]
    if report.map:
        picture = map_picture(report.map, width, width / MAP_RATIO, report.language)
        story += [_heading(words["map"]), to_flowable(picture), Spacer(1, 3), _legend(report)]
        if report.not_drawn:
            story.append(_text(report.not_drawn, 8.5, MUTED))
    if report.series:
        series = series_picture(
            report.series, report.target, report.target_label, width, 96,
            report.breaks, words["break_mark"],
        )  # fmt: skip
        story += [_heading(words["series"]), to_flowable(series)]
        story += [_text(each, 8.5, MUTED) for each in report.series_notes]
    if report.worst:
        story += table(words["worst"], report.worst, words["area"])
    for group in report.groups:
        story += table(group.name, group.rows, words["indicator"])
    if report.table:
        story += table(words["table"], report.table, words["area"])
    story += [Spacer(1, 8), _heading(words["sources"])]
    story += [_text(each, 8.5) for each in report.sources]

    def foot(canvas: Any, page: Any) -> None:
        canvas.setFillColor(MUTED)
        canvas.setFont("NotoSans", 8)
        canvas.drawString(_EDGE * mm, 10 * mm, report.title[:110])
        canvas.drawRightString(A4[0] - _EDGE * mm, 10 * mm, words("page", page=str(page.page)))

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


def _letterhead(report: ReportContent, words: Words, width: float) -> Any:
    """Return the office with its emblem, the day, and a line below them."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Image, Table, TableStyle

    texts = [_text(report.office, 10.5, bold=True), _text(words("day", day=report.day), 8.5, MUTED)]
    cells: list[Any] = [texts]
    widths = [width]
    if report.emblem:
        wide, high = size_within(report.emblem, *_EMBLEM)
        cells.insert(0, Image(io.BytesIO(report.emblem), wide, high, mask="auto"))
        widths = [wide + 10, width - wide - 10]
    table = Table([cells], colWidths=widths, hAlign="LEFT")
    table.setStyle(
        TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("LINEBELOW", (0, 0), (-1, -1), 0.8, HexColor(QUIET)),
        ])
    )  # fmt: skip
    return table


def _swatch(fill: str, *, is_hatched: bool) -> str:
    """Return a patch of a colour, with lines across it where the areas have them."""
    if not is_hatched:
        return f'<font backColor="{fill}">{_BOX}</font>'
    return f'<font backColor="{fill}" color="{LIGHT["nodata-ink"]}">////</font>'


def _legend(report: ReportContent) -> Any:
    legend = " &nbsp; ".join(
        f"{_swatch(fill, is_hatched=is_hatched)}&nbsp;{_in_one_line(label)}"
        for fill, label, is_hatched in report.legend
    )
    return _text(legend, 9, markup=True)


def _in_one_line(text: str) -> str:
    """Return a text as markup that stays in one line."""
    return _escaped(text).replace(" ", "&nbsp;")


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
    has_more = any(row.more for row in rows)
    shares = (0.355, 0.13, 0.105, 0.16, 0.25) if has_more else (0.46, 0.19, 0.16, 0.19)
    lines = [[_text(each, 8, MUTED, bold=True) for each in heads[: len(shares)]]]
    for row in rows:
        cells = [
            _text(row.name, 8.5), _text(row.value, 8.5, bold=True), _text(row.target, 8.5),
            _text(row.verdict, 8.5, ink_of(row.status), bold=True), _text(row.more, 7.5),
        ]  # fmt: skip
        lines.append(cells[: len(shares)])
    table = LongTable(
        lines, colWidths=[width * each for each in shares], repeatRows=1, hAlign="LEFT"
    )
    table.setStyle(
        TableStyle([
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(QUIET)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ])
    )  # fmt: skip
    return table
