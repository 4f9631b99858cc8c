"""The roles of the cells around the numbers: labels, headings, titles, signatures, notes."""

from __future__ import annotations

import re

from data.load.office.meaning import CellRole, Fact
from data.load.office.reading import ReadSheet, RoleGrid
from data.load.office.sheet_table import SheetTable
from ioc.area import search_name
from ioc.words.phrase import Phrase

_SIGNATURE = re.compile(
    r"(?:^|\s)(?:ky|nguoi lap|nguoi tong hop|chu tich|pho chu tich|giam doc|thu truong|truong phong"
    r"|noi nhan|tm\.|kt\.|tl\.|ngay\s.{0,12}thang|dong dau|xac nhan)"
)

_REASONS = {role: Phrase(f"sheet-why-{role}") for role in CellRole}


def paint_labels(table: SheetTable, roles: RoleGrid) -> None:
    """Set the roles of a table's headings and labels."""
    view, frame = table.view, table.frame
    for row in (*frame.headings, *frame.again):
        for column in range(frame.left, frame.right):
            if view.text(row, column):
                span = view.span(row, column)
                head = table.columns[column] if span[1] == span[3] else Fact()
                roles.put(row, column, _heading_role(head), Phrase("sheet-why-heading"))
    for row in frame.numberings:
        for column in range(frame.left, frame.right):
            if view.text(row, column):
                roles.put(row, column, CellRole.NOTE, Phrase("sheet-why-numbering"))
    for row, fact in table.rows.items():
        for column, head in table.columns.items():
            text = view.text(row, column)
            if not text or head.role is None:
                continue
            if fact.is_total and head.role in (CellRole.AREA, CellRole.INDICATOR, CellRole.SERIAL):
                roles.put(row, column, CellRole.TOTAL, Phrase("sheet-why-total"))
            elif head.role is CellRole.AREA and fact.area is not None:
                name = Phrase("sheet-why-area", name=fact.area.full_name, code=fact.area.code)
                roles.put(row, column, CellRole.AREA, name)
            elif head.role in (CellRole.AREA, CellRole.INDICATOR) and fact.is_group:
                roles.put(row, column, CellRole.NOTE, Phrase("sheet-why-group"))
            elif head.role in (CellRole.AREA, CellRole.INDICATOR) and fact.fault is not None:
                roles.put(row, column, CellRole.UNKNOWN, fact.fault)
            elif head.role is CellRole.AREA:
                roles.put(row, column, CellRole.NOTE, Phrase("sheet-why-note"))
            else:
                roles.put(row, column, head.role, _REASONS[head.role])


def _heading_role(fact: Fact) -> CellRole:
    if fact.role is not None:
        return fact.role
    if fact.aside:
        return CellRole.IGNORED
    if fact.area is not None:
        return CellRole.AREA
    if fact.is_total:
        return CellRole.TOTAL
    if fact.slots or fact.part:
        return CellRole.INDICATOR
    if fact.period is not None:
        return CellRole.PERIOD
    return CellRole.UNKNOWN if fact.fault is not None else CellRole.TITLE


def paint_lines(sheet: ReadSheet) -> None:
    """Set the roles of what is outside all tables: titles above, signatures and notes below."""
    view = sheet.view
    frames = [table.frame for table in sheet.tables]
    first = min([(frame.headings or [frame.first])[0] for frame in frames], default=view.rows)
    inside = {row for frame in frames for row in range(frame.first, frame.end)}
    inside |= {row for frame in frames for row in frame.headings}
    end = max([frame.end for frame in frames], default=view.rows)
    for row in range(view.rows):
        for column in range(view.width):
            text = view.text(row, column)
            if not text or row in inside:
                continue
            if row < first:
                sheet.roles.put(row, column, CellRole.TITLE, Phrase("sheet-why-title"))
            elif row >= end and _SIGNATURE.search(search_name(text)):
                sheet.roles.put(row, column, CellRole.SIGNATURE, Phrase("sheet-why-signature"))
            else:
                sheet.roles.put(row, column, CellRole.NOTE, Phrase("sheet-why-note"))
