"""Submissions: by whom, when, how many cells, whether they count, who withdrew them and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from data.queries.cell_pages import newest_submission
from data.store.counting import STATE_WAITING, STATE_WITHDRAWN
from data.store.schema import indicator, observation, submission, withdrawal
from ioc.errors import NotFoundError
from ioc.words.phrase import Phrase


@dataclass(frozen=True)
class HandIn:
    """One submission. `kind`: file, sheet, form, api or demo.

    Without a withdrawal its three fields are empty.
    `waits`: its numbers do not count before they are verified.

    Times are ISO, UTC.
    """

    number: int
    kind: str
    name: str
    sender: str
    received_at: str
    cells: int
    is_withdrawn: bool
    waits: bool = False
    withdrawn_at: str = ""
    withdrawn_by: str = ""
    reason: str = ""


_HAND_INS = (
    select(
        submission.c.id,
        submission.c.kind,
        submission.c.file_name,
        submission.c.sender,
        submission.c.received_at,
        submission.c.rows,
        submission.c.state,
        withdrawal.c.withdrawn_at,
        withdrawal.c.withdrawn_by,
        withdrawal.c.reason,
    )
    .outerjoin(withdrawal, withdrawal.c.submission_id == submission.c.id)
    .order_by(submission.c.id.desc())
)


def read_hand_ins(
    connection: Connection,
    limit: int = 50,
    before: int | None = None,
    *,
    is_withdrawn: bool | None = None,
) -> list[HandIn]:
    """Return the newest submissions, the newest first, without those of made-up numbers.

    Args:
        connection: open connection.
        limit: the largest number of submissions.
        before: only submissions with a smaller number.
        is_withdrawn: only withdrawn ones, or only the others; None: all.
    """
    statement = _HAND_INS.where(submission.c.kind != "demo").limit(limit)
    if before is not None:
        statement = statement.where(submission.c.id < before)
    if is_withdrawn is not None:
        condition = submission.c.state == STATE_WITHDRAWN
        statement = statement.where(condition if is_withdrawn else ~condition)
    return [_hand_in(row) for row in connection.execute(statement)]


def count_demo_cells(connection: Connection) -> int:
    """Return the number of made-up cells in the store."""
    counts = (submission.c.kind == "demo") & (submission.c.state != "withdrawn")
    return int(connection.scalar(select(func.sum(submission.c.rows)).where(counts)) or 0)


def find_hand_in(connection: Connection, number: int) -> HandIn:
    """Return one submission.

    Raises:
        NotFoundError: there is none with this number.
    """
    # Larger numbers do not fit an integer of PostgreSQL.
    row = None
    if 0 < number < 2**31:
        row = connection.execute(_HAND_INS.where(submission.c.id == number)).first()
    if row is None:
        raise NotFoundError(Phrase("submission-unknown", number=str(number)))
    return _hand_in(row)


def read_hand_ins_of(connection: Connection, numbers: list[int]) -> list[HandIn]:
    """Return the submissions with these numbers, the newest first."""
    statement = _HAND_INS.where(submission.c.id.in_(numbers))
    return [_hand_in(row) for row in connection.execute(statement)]


def read_contents(
    connection: Connection, numbers: list[int]
) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the indicator codes and the periods of each submission."""
    contents: dict[int, tuple[set[str], set[str]]] = {each: (set(), set()) for each in numbers}
    query = (
        select(observation.c.submission_id, indicator.c.code, observation.c.period)
        .join(indicator, indicator.c.id == observation.c.indicator_id)
        .where(observation.c.submission_id.in_(numbers))
        .distinct()
    )
    for number, code, period in connection.execute(query):
        contents[number][0].add(code)
        contents[number][1].add(period)
    return {each: (tuple(sorted(codes)), tuple(sorted(periods)))
            for each, (codes, periods) in contents.items()}  # fmt: skip


def count_standing(connection: Connection, numbers: list[int]) -> dict[int, int]:
    """Return how many cells of each submission count today: neither withdrawn nor replaced."""
    query = (
        select(observation.c.submission_id, func.count())
        .where(
            observation.c.submission_id.in_(numbers),
            observation.c.submission_id == newest_submission(),
        )
        .group_by(observation.c.submission_id)
    )
    counts = {int(number): int(count) for number, count in connection.execute(query)}
    return {each: counts.get(each, 0) for each in numbers}


def _hand_in(row: Any) -> HandIn:
    return HandIn(
        number=row.id,
        kind=row.kind,
        name=row.file_name,
        sender=row.sender,
        received_at=row.received_at,
        cells=row.rows,
        is_withdrawn=row.state == STATE_WITHDRAWN,
        waits=row.state == STATE_WAITING,
        withdrawn_at=row.withdrawn_at or "",
        withdrawn_by=row.withdrawn_by or "",
        reason=row.reason or "",
    )
