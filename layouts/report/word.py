"""A report as DOCX, to be edited and signed in a word processor (python-docx, decision 38)."""

from __future__ import annotations

import io
from typing import Any

from ioc.colours import LIGHT
from ioc.text import harmless
from ioc.words.catalogue import Words
from layouts.report.content import MAP_RATIO, ReportContent, ReportRow
from layouts.report.emblem import size_within
from layouts.report.map_picture import map_picture
from layouts.report.picture import MUTED, Picture, to_png
from layouts.report.series_picture import series_picture

_FONT = "Noto Sans"
_WIDTH_MM = 174
# Points of the pictures, which are as wide as the text.
_WIDTH = 493.0
_EMBLEM_MM = (38.0, 15.0)


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

    _add_letterhead(document, report, words)
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
    if report.map:
        document.add_heading(words["map"], 1)
        land = map_picture(report.map, _WIDTH, _WIDTH / MAP_RATIO, report.language)
        _add_picture(document, land, words["map"])
        line = document.add_paragraph()
        for fill, label, is_hatched in report.legend:
            run = line.add_run("▨ " if is_hatched else "█ ")
            run.font.color.rgb = RGBColor.from_string(
                (LIGHT["nodata-ink"] if is_hatched else fill)[1:].upper()
            )
            line.add_run(f"{harmless(label)}   ")
        if report.not_drawn:
            write(report.not_drawn)
    if report.series:
        document.add_heading(words["series"], 1)
        series = series_picture(
            report.series, report.target, report.target_label, _WIDTH, 120,
            report.breaks, words["break_mark"],
        )  # fmt: skip
        _add_picture(document, series, words["series"])
        for each in report.series_notes:
            write(each)
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


def _add_letterhead(document: Any, report: ReportContent, words: Words) -> None:
    """Add the office with its emblem, and the day."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.shared import Mm, Pt, RGBColor

    table = document.add_table(rows=1, cols=2 if report.emblem else 1)
    table.autofit = False
    cells = table.rows[0].cells
    wide = 0.0
    if report.emblem:
        wide, high = size_within(report.emblem, *_EMBLEM_MM)
        run = cells[0].paragraphs[0].add_run()
        shape = run.add_picture(io.BytesIO(report.emblem), width=Mm(wide), height=Mm(high))
        _describe(shape, report.office)
        wide += 6
        cells[0].width = Mm(wide)
    cells[-1].width = Mm(_WIDTH_MM - wide)
    cells[-1].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    name = cells[-1].paragraphs[0]
    name.paragraph_format.space_after = Pt(2)
    run = name.add_run(harmless(report.office))
    run.bold, run.font.size = True, Pt(11)
    day = cells[-1].add_paragraph().add_run(words("day", day=report.day))
    day.font.size, day.font.color.rgb = Pt(9), RGBColor.from_string(MUTED[1:].upper())


def _add_picture(document: Any, picture: Picture, description: str) -> None:
    """Add a picture as wide as the text."""
    from docx.shared import Mm

    shape = document.add_picture(io.BytesIO(to_png(picture)), width=Mm(_WIDTH_MM))
    _describe(shape, description)


def _describe(shape: Any, text: str) -> None:
    """Give a picture the words that are read aloud in its place."""
    shape._inline.docPr.set("descr", harmless(text))


def _add_table(document: Any, rows: tuple[ReportRow, ...], first: str, words: Words) -> None:
    """Add a table whose heading is on each page, and whose rows are not cut."""
    from docx.oxml import OxmlElement

    heads = [first, words["value"], words["target"], words["verdict"], words["change"]]
    # As on PDF: areas have no word of their own on the period.
    heads = heads if any(row.more for row in rows) else heads[:-1]
    table = document.add_table(rows=len(rows) + 1, cols=len(heads))
    table.style = "Light List"
    lines = [heads, *([row.name, row.value, row.target, row.verdict, row.more] for row in rows)]
    # A cell of the library costs a walk over its row: cells are read once.
    cells = table._cells
    for place, line in enumerate(lines):
        for column, text in enumerate(line[: len(heads)]):
            cells[place * len(heads) + column].text = harmless(text)
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not place:
            properties.append(OxmlElement("w:tblHeader"))
