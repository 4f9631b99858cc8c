"""What was typed for a submission that no longer counts, so that its sender can correct it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from data.hand_in.entry.draft import EntryDraft
from data.hand_in.entry.form_numbers import MOST_NUMBERS, key_of
from data.load.files.headings import ValuePart
from data.load.office.form import Slot
from data.queries.hand_ins import find_hand_in
from data.queries.sheet_cells import read_cell_origins


@dataclass(frozen=True)
class ReturnedEntry:
    """A submission that was returned or withdrawn, with why and when (ISO, UTC).

    `numbers` are the texts as typed, by key, and whether each was marked as unchanged.
    """

    submission: int
    reason: str
    at: str
    numbers: Mapping[str, tuple[str, bool]]


def find_returned(connection: Connection, draft: EntryDraft) -> ReturnedEntry | None:
    """Return the last submission of a draft; None: there is none, or it counts."""
    if draft.submission is None:
        return None
    hand_in = find_hand_in(connection, draft.submission)
    if not hand_in.is_withdrawn:
        return None
    return ReturnedEntry(
        draft.submission,
        hand_in.reason,
        hand_in.withdrawn_at,
        {
            key_of(each.area, Slot(each.indicator, ValuePart(each.part))): (
                each.text,
                each.is_unchanged,
            )
            for each in read_cell_origins(connection, draft.submission, MOST_NUMBERS)
        },
    )
