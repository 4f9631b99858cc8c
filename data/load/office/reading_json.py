"""A reading as JSON: every cell with its meaning, numbers, assumptions, what is not understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.load.office.meaning import CellPlace, CellRole
from data.load.office.reading import ReadSheet, SheetReading
from ioc.words.catalogue import LANGUAGES
from ioc.words.phrase import Phrase


def reading_as_json(reading: SheetReading) -> dict[str, Any]:
    """Return the whole reading; places as a spreadsheet shows them, rows from 1.

    A cell's `meaning` is the position of its role and reason in the `meanings` of its sheet.
    """
    form = reading.form
    return {
        "version": 1,
        "file": reading.file,
        "sha256": reading.sha256,
        "form": {
            "indicators": {code: [*item.parts] for code, item in form.by_code.items()},
            "vintage": form.vintage,
            "period": form.period.iso,
            "areas": [area.code for area in form.areas],
        },
        "is_settled": reading.is_settled,
        "sheets": [_sheet(each) for each in reading.sheets],
        "numbers": [
            {
                **_place(each.place),
                "area": each.area,
                "indicator": each.slot.indicator,
                "part": each.slot.part,
                "period": each.period,
                "value": each.value,
                "doubts": list(each.doubts),
            }
            for each in reading.numbers
        ],
        "assumptions": [
            {
                "key": each.key,
                **_texts(each.reason),
                "places": _places(each.cells),
                "is_lasting": each.is_lasting,
                "is_settled": each.is_settled,
            }
            for each in reading.assumptions
        ],
        "unread": [
            {**_place(each.place), "text": each.text, **_texts(each.reason), **_fixes(each.reason)}
            for each in reading.unread
        ],
        "totals": [
            {
                **_place(each.place),
                "indicator": each.slot.indicator,
                "part": each.slot.part,
                "stated": each.stated,
                "summed": each.summed,
                "agrees": each.agrees,
            }
            for each in reading.totals
        ],
        "left_out": [{**_place(place), **_texts(why)} for place, why in reading.left_out],
    }


def _sheet(sheet: ReadSheet) -> dict[str, Any]:
    view = sheet.view
    meanings: dict[tuple[CellRole, Phrase | None], int] = {}
    cells = []
    for row in range(view.rows):
        for column in range(view.width):
            role = sheet.roles.role(row, column)
            text = view.text(row, column)
            if not text and role is CellRole.BLANK:
                continue
            meaning = meanings.setdefault((role, sheet.roles.reason(row, column)), len(meanings))
            address = view.place(row, column).address
            cells.append({"cell": address, "text": text, "meaning": meaning})
    return {
        "name": view.name,
        "is_hidden": view.sheet.is_hidden,
        "rows": view.rows,
        "columns": view.width,
        "merges": [list(each) for each in view.sheet.merges],
        "tables": [_table(each.frame.first, each.frame.end) for each in sheet.tables],
        "meanings": [{"role": role, **_texts(reason)} for role, reason in meanings],
        "cells": cells,
    }


def _table(first: int, end: int) -> dict[str, int]:
    return {"first_row": first + 1, "last_row": end}


def _place(place: CellPlace) -> dict[str, str]:
    return {"sheet": place.sheet, "cell": place.address}


def _places(places: Sequence[CellPlace]) -> list[dict[str, str]]:
    return [_place(each) for each in places]


def _texts(reason: Phrase | None) -> dict[str, str]:
    return {f"reason_{each}": "" if reason is None else reason.text(each) for each in LANGUAGES}


def _fixes(reason: Phrase) -> dict[str, str]:
    return {f"fix_{each}": reason.text(each, "fix") for each in LANGUAGES}
