"""The numbers of a reading as cells of the store, checked by the rules for all numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from data.hand_in.bounded_reading import FileReading
from data.load.files.headings import ValuePart
from data.load.machines.posted_rows import CheckedRows, Reference, check_rows
from data.load.observations import HandInCells
from data.load.office.form import Form
from data.load.office.meaning import CellPlace
from data.load.office.reading import SheetNumber
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

Parts = dict[ValuePart, SheetNumber]


@dataclass(frozen=True)
class CellProblem:
    """A fault of a number, or a remark on it, with its cell (None: of the file as a whole)."""

    place: CellPlace | None
    problem: Problem


@dataclass(frozen=True)
class SheetCells:
    """The numbers of a reading that may be stored, and those that may not.

    `ready` are without doubts and in reach of the sender; `alone` are denominators without their
    numerators, which are not stored; `waiting` have doubts; `foreign` belong to areas out of reach.
    `rows` None: nothing is ready, or `faults` say why it cannot be stored.
    """

    ready: tuple[SheetNumber, ...]
    alone: tuple[SheetNumber, ...]
    waiting: tuple[SheetNumber, ...]
    foreign: tuple[SheetNumber, ...]
    rows: CheckedRows | None
    faults: tuple[CellProblem, ...]
    remarks: tuple[CellProblem, ...]


def check_reading(
    connection: Connection,
    reference: Reference,
    form: Form,
    reading: FileReading,
    reach: Collection[int] | None,
    today: date,
) -> SheetCells:
    """Return the numbers of a reading with what the checks of all numbers say of them.

    Args:
        connection: to read areas that the reference has not read yet.
        reference: what they are checked against.
        form: that the file was read for.
        reading: what it says.
        reach: ids of the areas that the sender may report of; None: all.
        today: the day that decides which periods are open.
    """
    ready: list[SheetNumber] = []
    waiting: list[SheetNumber] = []
    foreign: list[SheetNumber] = []
    for each in reading.numbers:
        area = form.index.find(each.area, None)
        if reach is not None and (area is None or area.id not in reach):
            foreign.append(each)
        else:
            (waiting if each.doubts else ready).append(each)
    groups: dict[tuple[str, str, str], Parts] = defaultdict(dict)
    for each in ready:
        groups[each.area, each.slot.indicator, each.period][each.slot.part] = each
    parts = tuple(groups.values())
    rows = [
        {
            "indicator": indicator,
            "area": area,
            "period": period,
            **{part.value: each.value for part, each in own.items()},
        }
        for (area, indicator, period), own in groups.items()
    ]
    checked_rows: CheckedRows | None = None
    problems: Sequence[Problem] = ()
    if rows:
        try:
            checked_rows = check_rows(connection, reference, form.vintage, rows, today)
        except LoadRefusedError as error:
            problems = error.problems
    alone: list[SheetNumber] = []
    if checked_rows is not None:
        keys = _keys(checked_rows.cells)
        alone = [each for each in ready if number_key(form, each) not in keys]
        ready = [each for each in ready if number_key(form, each) in keys]
    return SheetCells(
        tuple(ready),
        tuple(alone),
        tuple(waiting),
        tuple(foreign),
        checked_rows,
        tuple(CellProblem(_place(each, parts), each) for each in problems),
        tuple(
            CellProblem(_place(each, parts), each)
            for each in (checked_rows.warnings if checked_rows else ())
        ),
    )


def _keys(cells: HandInCells) -> set[tuple[int, int, str]]:
    columns = (cells.indicator_id, cells.area_id, cells.period)
    return {
        (int(indicator), int(area), str(period))
        for indicator, area, period in zip(*columns, strict=True)
    }


def number_key(form: Form, number: SheetNumber) -> tuple[int, int, str]:
    """Return the ids of a number's indicator and area (-1: the form has none), and its period."""
    area = form.index.find(number.area, None)
    indicator = form.by_code[number.slot.indicator].indicator.id
    return (indicator, -1 if area is None else area.id, number.period)


def foreign_reason(form: Form, number: SheetNumber) -> Phrase:
    """Return why a number of an area out of reach is not taken."""
    area = form.index.find(number.area, None)
    return Phrase("handin-foreign", name=number.area if area is None else area.full_name)


def _place(problem: Problem, parts: Sequence[Parts]) -> CellPlace | None:
    if problem.row is None or problem.row >= len(parts):
        return None
    own = parts[problem.row]
    by_name = {part.value: each for part, each in own.items()}
    number = by_name.get(problem.column) or next(iter(own.values()))
    return number.place
