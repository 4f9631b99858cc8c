"""Locked periods of forms, and who may correct one all the same: an administrator decides both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from data.access.trail import Act, note_step
from data.store.engine import read_revision
from data.store.fetch import fetch_tuples
from data.store.schema import account, correction_permit, form_lock
from data.verification.hand_ins import read_form_hand_ins
from data.verification.numbers import find_counting
from data.verification.steps import announce, take_step
from data.verification.verifier import Verifier
from ioc.errors import IocError
from ioc.local_time import iso_moment, time_text
from ioc.period import parse_period
from ioc.verification import VerificationState
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

MOST_LETTERS = 500


class LockError(IocError):
    """A period is locked, cannot be locked yet, or somebody may not decide about it."""


@dataclass(frozen=True)
class FormLock:
    """A locked period of a form; `locked_at` is ISO, UTC."""

    form: str
    period: str
    locked_at: str
    locked_by: str


@dataclass(frozen=True)
class CorrectionPermit:
    """Leave for an account to hand in once for a locked period; `allowed_at` is ISO, UTC."""

    number: int
    form: str
    period: str
    account_id: int
    allowed_at: str
    allowed_by: str
    reason: str


_PERMITS = select(
    *(
        correction_permit.c[name]
        for name in ("id", "form", "period", "account_id", "allowed_at", "allowed_by", "reason")
    )
).where(correction_permit.c.submission_id.is_(None))


def find_lock(connection: Connection, form: str, period: str) -> FormLock | None:
    """Return the lock of a period of a form; None: it is not locked."""
    statement = select(form_lock.c.locked_at, form_lock.c.locked_by).where(
        form_lock.c.form == form, form_lock.c.period == period
    )
    for at, actor in fetch_tuples(connection, statement):
        return FormLock(form, period, at, actor)
    return None


def read_permits(connection: Connection, form: str, period: str) -> list[CorrectionPermit]:
    """Return the permits for a period of a form that nobody has used yet."""
    permit = correction_permit.c
    statement = _PERMITS.where(permit.form == form, permit.period == period).order_by(permit.id)
    return [CorrectionPermit(*row) for row in fetch_tuples(connection, statement)]


def read_permits_of(connection: Connection, account_id: int) -> list[CorrectionPermit]:
    """Return the permits of an account that it has not used yet."""
    permit = correction_permit.c
    statement = _PERMITS.where(permit.account_id == account_id).order_by(permit.id)
    return [CorrectionPermit(*row) for row in fetch_tuples(connection, statement)]


def check_lock(
    connection: Connection, form: str, period: str, account_id: int
) -> CorrectionPermit | None:
    """Return the permit by which an account may hand in; None: the period is not locked.

    Raises:
        LockError: it is locked, and the account has no permit.
    """
    lock = find_lock(connection, form, period)
    if lock is None:
        return None
    for each in read_permits_of(connection, account_id):
        if (each.form, each.period) == (form, period):
            return each
    raise LockError(
        Phrase(
            "verification-locked",
            period=parse_period(period),
            at=time_text(lock.locked_at),
            by=lock.locked_by,
        )
    )


def use_permit(connection: Connection, permit: CorrectionPermit, submission: int) -> str:
    """Note the submission that used a permit; return who allowed it and why, for its first step."""
    connection.execute(
        update(correction_permit)
        .where(correction_permit.c.id == permit.number)
        .values(submission_id=submission)
    )
    return say("verification-permit", by=permit.allowed_by, reason=permit.reason)


def lock_period(
    connection: Connection,
    form: str,
    period: str,
    verifier: Verifier,
    address: str,
    now: datetime,
) -> int:
    """Lock a period of a form with all that is verified of it; return the revision.

    A period that is locked already takes in what was verified since. Nothing of it may wait for a
    verifier: what was replaced as a whole does not.

    Args:
        connection: in a write transaction.
        form: code of a form of the verifier's.
        period: ISO.
        verifier: who locks; an administrator.
        address: of the request, for the trail.
        now: when.

    Raises:
        LockError: not an administrator, or something waits.
    """
    _check_administrator(verifier, form)
    hand_ins = [
        each for each in read_form_hand_ins(connection, form, period) if not each.is_withdrawn
    ]
    waiting = [each.submission for each in hand_ins if each.state is VerificationState.HANDED_IN]
    if count := len(find_counting(connection, waiting)):
        raise LockError(Phrase("verification-waiting", count=count))
    actor = verifier.account.full_name
    ready = [each for each in hand_ins if each.state is VerificationState.VERIFIED]
    for each in ready:
        take_step(
            connection, each, VerificationState.LOCKED, actor, "", address, now,
            VerificationState.VERIFIED,
        )  # fmt: skip
    before = find_lock(connection, form, period)
    if before is None:
        connection.execute(
            insert(form_lock).values(
                form=form, period=period, locked_at=iso_moment(now), locked_by=actor
            )
        )
    subject = say("trail-form-lock", form=form, period=period, count=len(ready))
    note_step(connection, Act.VERIFICATION, actor, subject, address, now)
    if not ready:
        return read_revision(connection)
    return announce(connection, [each.submission for each in ready])


def allow_correction(
    connection: Connection,
    form: str,
    period: str,
    login: str,
    reason: str,
    verifier: Verifier,
    address: str,
    now: datetime,
) -> None:
    """Let an account hand in once more for a locked period.

    Args:
        connection: in a write transaction.
        form: code of a form of the verifier's.
        period: ISO; locked.
        login: of the account that may correct it.
        reason: why; it is in the history of the correction.
        verifier: who allows it; an administrator.
        address: of the request, for the trail.
        now: when.

    Raises:
        LockError: not an administrator, the period is not locked, no such account, no reason.
    """
    _check_administrator(verifier, form)
    if find_lock(connection, form, period) is None:
        raise LockError(Phrase("verification-not-locked"))
    reason = " ".join(reason.split())
    if not reason or len(reason) > MOST_LETTERS:
        raise LockError(Phrase("verification-reason", most=str(MOST_LETTERS)))
    account_id = connection.scalar(select(account.c.id).where(account.c.login == login))
    if account_id is None:
        raise LockError(Phrase("verification-no-account", login=login[:80]))
    actor = verifier.account.full_name
    connection.execute(
        insert(correction_permit).values(
            form=form, period=period, account_id=account_id, allowed_at=iso_moment(now),
            allowed_by=actor, reason=reason,
        )
    )  # fmt: skip
    subject = say("trail-permit", form=form, period=period, login=login, reason=reason)
    note_step(connection, Act.VERIFICATION, actor, subject, address, now)


def _check_administrator(verifier: Verifier, form: str) -> None:
    if not verifier.is_administrator:
        raise LockError(Phrase("verification-administrator"))
    if form not in verifier.forms:
        raise LockError(Phrase("verification-no-form"))
