"""Stores what was read of a sheet as one submission: numbers, the cell of each, the original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection

from data.access.callers import Caller
from data.access.trail import Act, note_step
from data.hand_in.bounded_reading import FileReading
from data.hand_in.files import OfficeFile, keep_file, store_mapping
from data.hand_in.sheet_cells import SheetCells, number_key
from data.load.observations import Submission, store_submissions
from data.load.office.form import Form
from data.queries.replacement import find_same_hand_in
from data.store.bulk import bulk_insert
from data.store.engine import raise_revision, read_revision
from data.store.schema import submission_cell
from data.verification.hand_ins import begin
from data.verification.locks import check_lock, use_permit
from ioc.errors import IocError
from ioc.words.catalogue import say
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
    hand_in = Submission(KIND, file.name, file.sha256, caller.name, waits=waits)
    (report,) = store_submissions(connection, [(checked_cells, hand_in)])
    count = _store_places(connection, report.submission_id, form, reading, cells)
    keep_file(connection, file.number, report.submission_id, decisions)
    store_mapping(connection, reading.mapping, now)
    permission = "" if permit is None else use_permit(connection, permit, report.submission_id)
    begin(
        connection, report.submission_id, file.form, file.period, file.account_id, caller.name, now,
        permission,
    )  # fmt: skip
    subject = say(
        "trail-submission",
        number=str(report.submission_id),
        name=file.name,
        form=file.form,
        period=form.period.label(),
        count=count,
        sha256=file.sha256[:12],
    )
    note_step(connection, Act.SUBMISSION, caller.name, subject, address, now)
    if waits:
        # No screen changes.
        revision = read_revision(connection)
    else:
        summary = report.summary()
        revision = raise_revision(connection, "observations", summary, report.submission_id)
    return SheetReceipt(report.submission_id, revision, count, report.observations)


def _before(submission: int) -> SheetRefusedError:
    return SheetRefusedError(Phrase("handin-before", number=str(submission)))


def _store_places(
    connection: Connection, submission: int, form: Form, reading: FileReading, cells: SheetCells
) -> int:
    """Store the cell of each number that is stored; return how many there are."""
    rows = [(*number_key(form, each), each) for each in cells.ready]
    # In the order of the key: rows of SQLite's tables without numbers lie by it.
    rows.sort(key=lambda row: (*row[:3], row[3].slot.part.value))
    numbers = [row[3] for row in rows]
    bulk_insert(
        connection,
        submission_cell,
        {
            "submission_id": np.full(len(rows), submission),
            "indicator_id": np.array([row[0] for row in rows], dtype=np.int64),
            "area_id": np.array([row[1] for row in rows], dtype=np.int64),
            "period": _texts([row[2] for row in rows]),
            "part": _texts([each.slot.part.value for each in numbers]),
            "sheet": _texts([each.place.sheet for each in numbers]),
            "cell": _texts([each.place.address for each in numbers]),
            "text": _texts([reading.texts.get(each.place, "") for each in numbers]),
        },
    )
    return len(rows)


def _texts(values: list[str]) -> np.ndarray:
    return np.array(values, dtype=object)
