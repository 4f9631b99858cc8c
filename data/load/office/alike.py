"""Columns, and rows, of a table that claim to be the same numbers of a form."""

from __future__ import annotations

from collections import defaultdict

from data.load.office.form import Form
from data.load.office.sheet_table import SheetTable


def alike_columns(table: SheetTable, form: Form) -> dict[int, list[int]]:
    """Return for each column the others that claim to be the same numbers."""
    claims: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for column in table.value_columns:
        fact = table.columns[column]
        if fact.aside or fact.is_total or fact.period not in (None, form.period):
            continue
        keys: list[tuple[object, ...]] = [(fact.area, slot) for slot in fact.slots]
        if not keys and (fact.part or fact.area):
            keys = [(fact.area, fact.part)]
        for key in keys:
            claims[key].append(column)
    alike: dict[int, list[int]] = {}
    for columns in claims.values():
        for column in columns if len(columns) > 1 else ():
            alike.setdefault(column, []).extend(each for each in columns if each != column)
    return alike


def alike_rows(table: SheetTable) -> dict[int, list[int]]:
    """Return for each row the others that claim to be the same numbers."""
    claims: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, fact in table.rows.items():
        own = fact.fact
        if fact.is_group or fact.is_total or own.aside or not (fact.area or own.slots):
            continue
        if fact.fault is not None:
            continue  # what is not understood claims nothing
        area = fact.area.id if fact.area is not None else None
        claims[area, own.slots, own.part, own.period].append(row)
    return {
        row: [each for each in rows if each != row]
        for rows in claims.values()
        for row in (rows if len(rows) > 1 else ())
    }
