"""A reading as the page shows it: sheets with the meaning of each cell, and what is to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.hand_in.bounded_reading import FileReading, SheetPicture
from data.hand_in.sheet_cells import CellProblem, SheetCells, foreign_reason
from data.load.office.form import Form
from data.load.office.meaning import CellPlace
from data.load.office.reading import SheetNumber, UnreadCell
from data.queries.replacement import Replacement
from ioc.words.catalogue import say
from ioc.words.numbers import plain_number

# Of each list; the rest is counted.
_MOST_NAMED, _MOST_CELLS = 200, 400


def reading_item(
    form: Form,
    reading: FileReading,
    cells: SheetCells,
    replacement: Replacement | None,
    language: str,
) -> dict[str, Any]:
    """Return what the page draws.

    Rows and columns count from 0. `numbers` of a sheet are [row, column, text, state]; a cell is
    [text, position in `meanings`].
    """
    return {
        "counts": {
            "ready": len(cells.ready),
            "waiting": len(_places(cells.waiting)),
            "foreign": len(_places(cells.foreign)),
            "unread": len(_places(reading.unread)),
            "alone": len(_places(cells.alone)),
            "faults": len(cells.faults),
        },
        "left_out": left_out_count(reading, cells),
        "replacement": None if replacement is None else {
            "new": replacement.new + replacement.demo,
            "differing": replacement.differing,
            "equal": replacement.equal,
        },
        "assumptions": [
            {
                "key": each.key,
                "text": each.reason.text(language),
                "places": [_place(place) for place in each.cells[:_MOST_CELLS]],
                "count": len(each.cells),
                "is_settled": each.is_settled,
                "is_lasting": each.is_lasting,
            }
            for each in reading.assumptions
        ],
        "unread": unread_items(reading, language),
        "foreign": foreign_items(form, cells.foreign, reading, language),
        "alone": _alone_items(cells.alone, reading, language),
        "faults": [_problem(each, language) for each in cells.faults[:_MOST_NAMED]],
        "remarks": [_problem(each, language) for each in cells.remarks[:_MOST_NAMED]],
        "totals": [
            {
                **_place(each.place),
                "stated": plain_number(each.stated, language),
                "summed": plain_number(each.summed, language),
                "agrees": each.agrees,
            }
            for each in reading.totals[:_MOST_NAMED]
        ],
        "aside": [
            {**_place(place), "reason": why.text(language)}
            for place, why in reading.left_out[:_MOST_NAMED]
        ],
        "sheets": [_sheet(form, each, cells, language) for each in reading.pictures],
    }  # fmt: skip


def form_item(form: Form, language: str) -> dict[str, Any]:
    """Return what corrections may name: the parts of the form's indicators, and its areas."""
    return {
        "period": form.period.label(language),
        "slots": [
            {
                "indicator": slot.indicator,
                "part": slot.part.value,
                "name": form.by_code[slot.indicator].indicator.name(language),
                "part_name": say(f"sheet-part-{slot.part}", language),
            }
            for slot in form.slots
        ],
        "areas": [[each.code, each.full_name] for each in form.areas],
    }


def left_out_count(reading: FileReading, cells: SheetCells) -> int:
    """Return how many cells are not handed in where somebody hands in now."""
    return len(_places(cells.waiting) | _places(cells.foreign) | _places(reading.unread))


def foreign_items(
    form: Form, numbers: Sequence[SheetNumber], reading: FileReading, language: str
) -> list[dict[str, Any]]:
    """Return the cells with numbers of areas that the sender may not report of."""
    by_place = {each.place: each for each in numbers}
    return [
        {
            **_place(each.place),
            "text": reading.texts.get(each.place, ""),
            "reason": foreign_reason(form, each).text(language),
        }
        for each in list(by_place.values())[:_MOST_NAMED]
    ]


def _alone_items(
    numbers: Sequence[SheetNumber], reading: FileReading, language: str
) -> list[dict[str, Any]]:
    """Return the cells of denominators that are not stored, as nothing was reported beside them."""
    return [
        {
            **_place(place),
            "text": reading.texts.get(place, ""),
            "reason": say("handin-alone", language),
            "fix": say("handin-alone.fix", language),
        }
        for place in sorted(_places(numbers), key=lambda each: (each.sheet, each.row, each.column))
    ][:_MOST_NAMED]


def unread_items(reading: FileReading, language: str) -> list[dict[str, Any]]:
    """Return the cells that are not understood, with why and what to do."""
    return [
        {
            **_place(each.place),
            "text": each.text,
            "reason": each.reason.text(language),
            "fix": each.reason.text(language, "fix"),
        }
        for each in reading.unread[:_MOST_NAMED]
    ]


def _sheet(form: Form, picture: SheetPicture, cells: SheetCells, language: str) -> dict[str, Any]:
    return {
        "name": picture.name,
        "is_hidden": picture.is_hidden,
        "is_read": picture.is_read,
        "rows": picture.rows,
        "columns": picture.columns,
        "cells": picture.cells,
        "meanings": [
            {"role": role.value, "reason": "" if why is None else why.text(language)}
            for role, why in picture.meanings
        ],
        "merges": picture.merges,
        "numbers": [
            *_numbers(form, picture, cells.ready, "ready", language),
            *_numbers(form, picture, cells.alone, "alone", language),
            *_numbers(form, picture, cells.waiting, "waiting", language),
            *_numbers(form, picture, cells.foreign, "foreign", language),
        ],
    }


def _numbers(
    form: Form, picture: SheetPicture, numbers: Iterable[SheetNumber], state: str, language: str
) -> list[tuple[int, int, str, str]]:
    names: Mapping[str, str] = {each.code: each.full_name for each in form.known_areas}
    return [
        (
            each.place.row,
            each.place.column,
            say(
                "handin-number",
                language,
                value=plain_number(each.value, language),
                code=each.slot.indicator,
                part=say(f"sheet-part-{each.slot.part}", language),
                area=names.get(each.area, each.area),
            ),
            state,
        )
        for each in numbers
        if each.place.sheet == picture.name and each.place.row < len(picture.cells)
    ]


def _problem(each: CellProblem, language: str) -> dict[str, Any]:
    place = {"sheet": "", "cell": ""} if each.place is None else _place(each.place)
    return {
        **place,
        "text": each.problem.value,
        "reason": each.problem.message(language),
        "fix": each.problem.fix(language),
    }


def _places(notes: Iterable[SheetNumber | UnreadCell]) -> set[CellPlace]:
    # A cell may be numbers of several indicators: all cases, for two shares of them.
    return {each.place for each in notes}


def _place(place: CellPlace) -> dict[str, Any]:
    return {
        "sheet": place.sheet, "cell": place.address, "row": place.row, "column": place.column
    }  # fmt: skip
