"""What was handed in: by whom, when, how much, whether it counts, and who took it back and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from data.queries.cell_pages import newest_submission
from data.schema import indicator, observation, submission, withdrawal
from ioc.errors import NotFoundError


@dataclass(frozen=True)
class HandIn:
    """One hand-in. `kind`: file, api or demo. What tells of its withdrawal is empty without one.

    Times are ISO, UTC.
    """

    number: int
    kind: str
    name: str
    sender: str
    received_at: str
    cells: int
    is_withdrawn: bool
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
    withdrawn: bool | None = None,
) -> list[HandIn]:
    """Return the newest hand-ins, the newest first; made-up numbers are none.

    Args:
        connection: open connection.
        limit: at most so many.
        before: only those with a smaller number.
        withdrawn: only those that were taken back, or only the others; None: all.
    """
    statement = _HAND_INS.where(submission.c.kind != "demo").limit(limit)
    if before is not None:
        statement = statement.where(submission.c.id < before)
    if withdrawn is not None:
        gone = submission.c.state == "withdrawn"
        statement = statement.where(gone if withdrawn else ~gone)
    return [_hand_in(row) for row in connection.execute(statement)]


def count_demo_cells(connection: Connection) -> int:
    """Return how many made-up cells the store holds."""
    held = (submission.c.kind == "demo") & (submission.c.state != "withdrawn")
    return int(connection.scalar(select(func.sum(submission.c.rows)).where(held)) or 0)


def find_hand_in(connection: Connection, number: int) -> HandIn:
    """Return one hand-in.

    Raises:
        NotFoundError: there is none of this number.
    """
    # PostgreSQL's numbers end here.
    row = None
    if 0 < number < 2**31:
        row = connection.execute(_HAND_INS.where(submission.c.id == number)).first()
    if row is None:
        raise NotFoundError(
            f"Không có lần nộp số {number}. Xem trang Quản trị, mục Lần nộp số liệu, "
            "hoặc python app.py submissions."
        )
    return _hand_in(row)


def read_contents(
    connection: Connection, numbers: list[int]
) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the codes of the indicators and the periods that each hand-in speaks of."""
    found: dict[int, tuple[set[str], set[str]]] = {each: (set(), set()) for each in numbers}
    asked = (
        select(observation.c.submission_id, indicator.c.code, observation.c.period)
        .join(indicator, indicator.c.id == observation.c.indicator_id)
        .where(observation.c.submission_id.in_(numbers))
        .distinct()
    )
    for number, code, period in connection.execute(asked):
        found[number][0].add(code)
        found[number][1].add(period)
    return {each: (tuple(sorted(codes)), tuple(sorted(periods)))
            for each, (codes, periods) in found.items()}  # fmt: skip


def count_standing(connection: Connection, numbers: list[int]) -> dict[int, int]:
    """Return how many cells of each hand-in count today: neither withdrawn nor replaced."""
    asked = (
        select(observation.c.submission_id, func.count())
        .where(
            observation.c.submission_id.in_(numbers),
            observation.c.submission_id == newest_submission(),
        )
        .group_by(observation.c.submission_id)
    )
    counted = {int(number): int(count) for number, count in connection.execute(asked)}
    return {each: counted.get(each, 0) for each in numbers}


def _hand_in(row: Any) -> HandIn:
    return HandIn(
        number=row.id,
        kind=row.kind,
        name=row.file_name,
        sender=row.sender,
        received_at=row.received_at,
        cells=row.rows,
        is_withdrawn=row.state == "withdrawn",
        withdrawn_at=row.withdrawn_at or "",
        withdrawn_by=row.withdrawn_by or "",
        reason=row.reason or "",
    )
