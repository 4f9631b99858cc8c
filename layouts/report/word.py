"""A report as DOCX, to be edited and signed in a word processor (python-docx, decision 38)."""

from __future__ import annotations

import io
from typing import Any

from ioc.paper import fill_of
from ioc.text import harmless
from ioc.words.catalogue import Words
from layouts.report.content import ReportContent, ReportRow
from layouts.report.picture import map_picture, series_picture, to_png

_FONT = "Noto Sans"


def docx_bytes(report: ReportContent) -> bytes:
    """Return the report as a DOCX file."""
    # Only who makes a report pays for the library.
    from docx import Document
    from docx.shared import Mm, Pt, RGBColor

    words = Words("report", report.language)
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    for name in ("Normal", "Title", "Heading 1"):
        document.styles[name].font.name = _FONT
    document.styles["Normal"].font.size = Pt(10)
    document.core_properties.title = harmless(report.title)

    def write(text: str) -> Any:
        return document.add_paragraph(harmless(text, lines=True))

    write(f"{report.office} · {words('day', day=report.day)}")
    document.add_heading(harmless(report.area), 0)
    write(report.title).runs[0].bold = True
    write(report.facts)
    if report.demo:
        write(report.demo).runs[0].bold = True
    document.add_heading(words["findings"], 1)
    for each in report.findings:
        write(each)
    if report.owner:
        document.add_heading(words["owner"], 1)
        write(report.owner)
    if report.areas:
        document.add_heading(words["map"], 1)
        picture = to_png(map_picture(report.areas, 480, 260))
        document.add_picture(io.BytesIO(picture), width=Mm(170))
        line = document.add_paragraph()
        for status, label in report.legend:
            run = line.add_run("█ ")
            run.font.color.rgb = RGBColor.from_string(fill_of(status)[1:].upper())
            line.add_run(f"{harmless(label)}   ")
    if report.series:
        document.add_heading(words["series"], 1)
        series = to_png(series_picture(report.series, report.target, 480, 120))
        document.add_picture(io.BytesIO(series), width=Mm(170))
    if report.worst:
        document.add_heading(words["worst"], 1)
        _add_table(document, report.worst, words["area"], words)
    for group in report.groups:
        document.add_heading(group.name, 1)
        _add_table(document, group.rows, words["indicator"], words)
    if report.table:
        document.add_heading(words["table"], 1)
        _add_table(document, report.table, words["area"], words)
    document.add_heading(words["sources"], 1)
    for each in report.sources:
        write(each)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document: Any, rows: tuple[ReportRow, ...], first: str, words: Words) -> None:
    """Add a table whose heading is on each page, and whose rows are not cut."""
    from docx.oxml import OxmlElement

    heads = [first, words["value"], words["target"], words["verdict"], words["change"]]
    table = document.add_table(rows=len(rows) + 1, cols=len(heads))
    table.style = "Light List"
    lines = [heads, *([row.name, row.value, row.target, row.verdict, row.more] for row in rows)]
    # A cell of the library costs a walk over its row: cells are read once.
    cells = table._cells
    for place, line in enumerate(lines):
        for column, text in enumerate(line):
            cells[place * len(heads) + column].text = harmless(text)
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not place:
            properties.append(OxmlElement("w:tblHeader"))
