"""The steps of a verifier: submissions are verified, or returned with a reason; one of two wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from data.access.trail import Act, note_step
from data.load.observations import admit
from data.load.withdrawals import withdraw_hand_in
from data.store.counting import STATE_WAITING
from data.store.engine import raise_revision, read_revision
from data.store.fetch import fetch_tuples
from data.store.schema import form_hand_in, submission
from data.verification.hand_ins import FormHandIn, find_form_hand_in, note, read_steps_of
from data.verification.numbers import read_areas_of, read_periods_of, read_subjects_of
from data.verification.verifier import Verifier
from ioc.errors import IocError, NotFoundError
from ioc.local_time import time_text
from ioc.verification import VerificationState
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

# What a person ticks in one list, and not more.
MOST_AT_ONCE = 2_000


class StepRefusedError(IocError):
    """A submission is not for this verifier, or its state is another one meanwhile."""


@dataclass(frozen=True)
class StepReport:
    """The submissions of which a step was taken, the reason of each other one, the revision."""

    numbers: tuple[int, ...]
    refusals: tuple[tuple[int, Phrase], ...]
    revision: int


def verify(
    connection: Connection,
    numbers: Sequence[int],
    verifier: Verifier,
    address: str,
    now: datetime,
) -> StepReport:
    """Verify submissions that wait, in the caller's write transaction; the others are named.

    Their numbers count from now on, where they did not before.

    Args:
        connection: in a write transaction.
        numbers: of the submissions, at most `MOST_AT_ONCE`.
        verifier: who verifies.
        address: of the request, for the trail.
        now: when.
    """
    verified: list[int] = []
    refusals: list[tuple[int, Phrase]] = []
    for number in dict.fromkeys(numbers):
        try:
            hand_in = _find_for(connection, number, verifier)
            take_step(
                connection, hand_in, VerificationState.VERIFIED, verifier.account.full_name, "",
                address, now, VerificationState.HANDED_IN,
            )  # fmt: skip
        except (StepRefusedError, NotFoundError) as error:
            refusals.append((number, error.phrase))
        else:
            verified.append(number)
    if verified:
        admit(connection, verified, read_periods_of(connection, verified))
    revision = announce(connection, verified) if verified else read_revision(connection)
    return StepReport(tuple(verified), tuple(refusals), revision)


def admit_all(connection: Connection) -> int:
    """Let all submissions that wait count, where the setting says so from now on; count them."""
    query = select(submission.c.id).where(submission.c.state == STATE_WAITING)
    numbers = [row[0] for row in fetch_tuples(connection, query)]
    if numbers and admit(connection, numbers, read_periods_of(connection, numbers)):
        announce(connection, numbers)
    return len(numbers)


def return_hand_in(
    connection: Connection,
    number: int,
    reason: str,
    state: VerificationState,
    verifier: Verifier,
    address: str,
    now: datetime,
) -> int:
    """Return a submission to its sender, in the caller's write transaction; return the revision.

    Its numbers no longer count: it is withdrawn as every other submission is.

    Args:
        connection: in a write transaction.
        number: of the submission.
        reason: why; the sender reads it.
        state: that the verifier saw.
        verifier: who returns it.
        address: of the request, for the trail.
        now: when.

    Raises:
        NotFoundError: no submission of a form has this number.
        StepRefusedError: it is not for this verifier, or its state is another one.
        WithdrawalRefusedError: the reason is missing or too long.
    """
    hand_in = _find_for(connection, number, verifier)
    if not state.may_return:
        raise meanwhile(connection, hand_in)
    actor = verifier.account.full_name
    reason = " ".join(reason.split())
    take_step(
        connection, hand_in, VerificationState.RETURNED, actor, reason, address, now, state
    )  # fmt: skip
    return withdraw_hand_in(connection, number, actor, reason, address).revision


def take_step(
    connection: Connection,
    hand_in: FormHandIn,
    state: VerificationState,
    actor: str,
    reason: str,
    address: str,
    now: datetime,
    before: VerificationState,
) -> None:
    """Give a submission another state, with a step in its history and a line on the trail.

    Raises:
        StepRefusedError: its state is not `before` any more, or it was withdrawn.
    """
    number = hand_in.submission
    changes = (
        update(form_hand_in)
        .where(form_hand_in.c.submission_id == number, form_hand_in.c.state == before.value)
        .values(state=state.value)
    )
    if hand_in.is_withdrawn or not connection.execute(changes).rowcount:
        raise meanwhile(connection, find_form_hand_in(connection, number))
    note(connection, number, state, actor, reason, now)
    subject = say("trail-hand-in", number=str(number), form=hand_in.form, period=hand_in.period)
    fields = {"state": state.value, **({"reason": reason} if reason else {})}
    note_step(
        connection, Act.VERIFICATION, actor, subject, address, now, {"state": before.value}, fields
    )


def announce(connection: Connection, numbers: Sequence[int]) -> int:
    """Raise the revision, so that open screens follow; return it."""
    codes, periods = read_subjects_of(connection, numbers)
    summary: dict[str, Any] = {
        "indicators": codes,
        "periods": periods[:1] + periods[-1:],
        "submissions": len(numbers),
    }
    return raise_revision(
        connection, "verification", summary, numbers[0] if len(numbers) == 1 else None
    )


def meanwhile(connection: Connection, hand_in: FormHandIn) -> StepRefusedError:
    """Return what happened to a submission whose state is another one than was expected."""
    number = str(hand_in.submission)
    if hand_in.is_withdrawn and hand_in.state is not VerificationState.RETURNED:
        return StepRefusedError(Phrase("verification-withdrawn", number=number))
    last = read_steps_of(connection, [hand_in.submission])[hand_in.submission][-1]
    return StepRefusedError(
        Phrase(
            "verification-meanwhile",
            number=number,
            state=Phrase(f"verification-state-{hand_in.state}"),
            by=last.actor,
            at=time_text(last.at),
        )
    )


def _find_for(connection: Connection, number: int, verifier: Verifier) -> FormHandIn:
    """Return a submission that a verifier may verify."""
    hand_in = find_form_hand_in(connection, number)
    area_ids = read_areas_of(connection, [number]).get(number, set())
    refusal = verifier.refusal(hand_in, area_ids)
    if refusal is not None:
        raise StepRefusedError(refusal)
    return hand_in
