"""Stores what was read of a sheet as one submission: numbers, the cell of each, the original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from data.access.callers import Caller
from data.hand_in.bounded_reading import FileReading
from data.hand_in.files import OfficeFile, keep_file, store_mapping
from data.hand_in.sheet_cells import SheetCells, number_key
from data.hand_in.store_numbers import CellText, HandInTerm, store_numbers
from data.load.observations import Submission
from data.load.office.form import Form
from data.queries.replacement import find_same_hand_in
from data.verification.locks import check_lock
from ioc.errors import IocError
from ioc.words.phrase import Phrase

KIND = "sheet"


class SheetRefusedError(IocError):
    """The sheet cannot be handed in as it is; nothing was stored."""


@dataclass(frozen=True)
class SheetReceipt:
    """What was stored of a sheet."""

    submission: int
    revision: int
    numbers: int
    observations: int


def store_sheet(
    connection: Connection,
    file: OfficeFile,
    form: Form,
    reading: FileReading,
    cells: SheetCells,
    decisions: Mapping[str, Any],
    caller: Caller,
    address: str,
    now: datetime,
    *,
    waits: bool = False,
) -> SheetReceipt:
    """Store the numbers of a sheet as one submission, in the caller's write transaction.

    Its file becomes the submission's, each number has its cell, the trail says who handed it in,
    and what was confirmed is remembered for the sender's next sheet of the form. `waits`: its
    numbers count once they are verified.

    Raises:
        SheetRefusedError: nothing is ready, there are faults, or it was handed in before.
        LockError: the period of the form is locked, and the sender has no permit to correct it.
    """
    if file.submission is not None:
        raise _before(file.submission)
    if cells.rows is None:
        raise SheetRefusedError(Phrase("handin-faulty" if cells.faults else "handin-nothing"))
    permit = check_lock(connection, file.form, file.period, file.account_id)
    checked_cells = cells.rows.cells
    same = find_same_hand_in(connection, checked_cells.frame(), file.sha256)
    if same is not None:
        raise _before(same)
    term = HandInTerm(file.form, form.period, file.account_id, permit)
    hand_in = Submission(KIND, file.name, file.sha256, caller.name, waits=waits)
    texts = [
        CellText(
            *number_key(form, each), each.slot.part.value, reading.texts.get(each.place, ""),
            each.place.sheet, each.place.address,
        )
        for each in cells.ready
    ]  # fmt: skip
    number, revision, observations = store_numbers(
        connection, term, hand_in, checked_cells, texts, address, now
    )
    keep_file(connection, file.number, number, decisions)
    store_mapping(connection, reading.mapping, now)
    return SheetReceipt(number, revision, len(texts), observations)


def _before(submission: int) -> SheetRefusedError:
    return SheetRefusedError(Phrase("handin-before", number=str(submission)))
