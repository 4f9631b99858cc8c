"""Periods of forms that take numbers from an account again, though their days are over."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from data.store.fetch import fetch_tuples
from data.store.schema import form_hand_in
from data.verification.locks import read_permits_of
from ioc.verification import VerificationState


def read_reopened(connection: Connection, account_id: int) -> set[tuple[str, str]]:
    """Return the forms and periods that an account may hand in whatever the day is.

    Its last submission for them was returned, or it may correct them after they were locked.
    """
    last = (
        select(func.max(form_hand_in.c.submission_id))
        .where(form_hand_in.c.account_id == account_id)
        .group_by(form_hand_in.c.form, form_hand_in.c.period)
    )
    statement = select(form_hand_in.c.form, form_hand_in.c.period).where(
        form_hand_in.c.submission_id.in_(last),
        form_hand_in.c.state == VerificationState.RETURNED.value,
    )
    return {
        *((form, period) for form, period in fetch_tuples(connection, statement)),
        *((each.form, each.period) for each in read_permits_of(connection, account_id)),
    }
