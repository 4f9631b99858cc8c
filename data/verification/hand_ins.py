"""Submissions of forms with their states and steps, and the first step: the hand-in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from data.store.counting import STATE_WITHDRAWN
from data.store.fetch import fetch_tuples
from data.store.schema import form_hand_in, submission, verification_step
from ioc.errors import NotFoundError
from ioc.local_time import iso_moment
from ioc.verification import VerificationState
from ioc.words.phrase import Phrase


@dataclass(frozen=True)
class FormHandIn:
    """A submission of a form for a period; `account_id` sent it.

    `is_withdrawn` is also true of what was returned: its numbers do not count.
    """

    submission: int
    form: str
    period: str
    account_id: int
    state: VerificationState
    is_withdrawn: bool


@dataclass(frozen=True)
class VerificationStep:
    """A step of a submission: the state after it, when (ISO, UTC), by whom, and why."""

    state: VerificationState
    at: str
    actor: str
    reason: str


_COLUMNS = (
    form_hand_in.c.submission_id, form_hand_in.c.form, form_hand_in.c.period,
    form_hand_in.c.account_id, form_hand_in.c.state, submission.c.state,
)  # fmt: skip
_HAND_INS = (
    select(*_COLUMNS)
    .join(submission, submission.c.id == form_hand_in.c.submission_id)
    .order_by(form_hand_in.c.submission_id.desc())
)


def begin(
    connection: Connection,
    number: int,
    form: str,
    period: str,
    account_id: int,
    actor: str,
    now: datetime,
    reason: str = "",
) -> None:
    """Note a new submission of a form, in the transaction that stores it; it waits for a verifier.

    Args:
        connection: in a write transaction.
        number: of the submission.
        form: code of the form.
        period: ISO.
        account_id: who sent it.
        actor: the sender's name.
        now: when.
        reason: of a correction after locking: who allowed it, and why.
    """
    state = VerificationState.HANDED_IN
    connection.execute(
        insert(form_hand_in).values(
            submission_id=number, form=form, period=period, account_id=account_id, state=state.value
        )
    )
    note(connection, number, state, actor, reason, now)


def note(
    connection: Connection,
    number: int,
    state: VerificationState,
    actor: str,
    reason: str,
    now: datetime,
) -> None:
    """Add a step to the history of a submission."""
    connection.execute(
        insert(verification_step).values(
            submission_id=number,
            state=state.value,
            at=iso_moment(now),
            actor=actor,
            reason=reason,
        )
    )


def read_form_hand_ins(connection: Connection, form: str, period: str) -> list[FormHandIn]:
    """Return the submissions of a form for a period, the newest first."""
    statement = _HAND_INS.where(form_hand_in.c.form == form, form_hand_in.c.period == period)
    return [_hand_in(row) for row in fetch_tuples(connection, statement)]


def find_form_hand_in(connection: Connection, number: int) -> FormHandIn:
    """Return one of them.

    Raises:
        NotFoundError: no submission of a form has this number.
    """
    # Larger numbers do not fit an integer of PostgreSQL.
    if 0 < number < 2**31:
        for row in fetch_tuples(connection, _HAND_INS.where(submission.c.id == number)):
            return _hand_in(row)
    raise NotFoundError(Phrase("verification-unknown", number=str(number)))


def read_steps_of(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, list[VerificationStep]]:
    """Return the steps of submissions, the first one first; those of no form have none."""
    steps: dict[int, list[VerificationStep]] = defaultdict(list)
    columns = verification_step.c
    statement = (
        select(columns.submission_id, columns.state, columns.at, columns.actor, columns.reason)
        .where(columns.submission_id.in_(numbers))
        .order_by(columns.id)
    )
    for number, state, at, actor, reason in fetch_tuples(connection, statement):
        steps[number].append(VerificationStep(VerificationState(state), at, actor, reason))
    return steps


def _hand_in(row: tuple[int, str, str, int, str, str]) -> FormHandIn:
    number, form, period, account_id, state, counts = row
    is_withdrawn = counts == STATE_WITHDRAWN
    return FormHandIn(number, form, period, account_id, VerificationState(state), is_withdrawn)
