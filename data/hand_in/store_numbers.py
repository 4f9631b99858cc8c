"""Stores numbers that were handed in for a form as one submission, however they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection

from data.access.trail import Act, note_step
from data.load.observations import HandInCells, Submission, store_submissions
from data.store.bulk import bulk_insert
from data.store.engine import raise_revision, read_revision
from data.store.schema import submission_cell
from data.verification.hand_ins import begin
from data.verification.locks import CorrectionPermit, use_permit
from ioc.period import Period
from ioc.words.catalogue import say


class CellText(NamedTuple):
    """A part of a number as its sender gave it; of a sheet with its cell.

    `is_unchanged`: the sender marked it as the number of the period before.
    """

    indicator_id: int
    area_id: int
    period: str
    part: str
    text: str
    sheet: str = ""
    cell: str = ""
    is_unchanged: bool = False


@dataclass(frozen=True)
class HandInTerm:
    """For which form and period an account hands in; `permit`: leave to correct a locked one."""

    form: str
    period: Period
    account_id: int
    permit: CorrectionPermit | None


class StoredNumbers(NamedTuple):
    """The new submission, the revision of the store, and how many observations it has."""

    submission: int
    revision: int
    observations: int


def store_numbers(
    connection: Connection,
    term: HandInTerm,
    hand_in: Submission,
    cells: HandInCells,
    texts: Sequence[CellText],
    address: str,
    now: datetime,
) -> StoredNumbers:
    """Store checked numbers with their texts, in the caller's write transaction.

    The submission waits for its verifier, the trail says who handed in, and open screens follow.

    Args:
        connection: in a write transaction.
        term: form, period and account.
        hand_in: kind, file, sender.
        cells: the numbers, checked.
        texts: as given, of every number.
        address: from where.
        now: when.
    """
    (report,) = store_submissions(connection, [(cells, hand_in)])
    number = report.submission_id
    _store_texts(connection, number, texts)
    permission = "" if term.permit is None else use_permit(connection, term.permit, number)
    begin(
        connection, number, term.form, term.period.iso, term.account_id, hand_in.sender, now,
        permission,
    )  # fmt: skip
    subject = say(
        "trail-submission",
        number=str(number),
        name=hand_in.file_name,
        form=term.form,
        period=term.period.label(),
        count=len(texts),
        sha256=hand_in.sha256[:12],
    )
    note_step(connection, Act.SUBMISSION, hand_in.sender, subject, address, now)
    if hand_in.waits:
        # No screen changes.
        revision = read_revision(connection)
    else:
        revision = raise_revision(connection, "observations", report.summary(), number)
    return StoredNumbers(number, revision, report.observations)


def _store_texts(connection: Connection, submission: int, texts: Sequence[CellText]) -> None:
    # In the order of the key: rows of SQLite's tables without numbers lie by it.
    rows = sorted(texts, key=lambda each: each[:4])
    types = {"indicator_id": np.int64, "area_id": np.int64, "is_unchanged": bool}
    columns = zip(CellText._fields, zip(*rows, strict=True), strict=False)
    bulk_insert(
        connection,
        submission_cell,
        {
            "submission_id": np.full(len(rows), submission),
            **{name: np.array(values, dtype=types.get(name, object)) for name, values in columns},
        },
    )
