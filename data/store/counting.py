"""Which submissions count: the one home of this condition."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause

from data.store.schema import submission

# States of `submission`; every other one counts.
STATE_WITHDRAWN, STATE_WAITING = "withdrawn", "waiting"


def counts(table: FromClause = submission) -> ColumnElement[bool]:
    """Return the condition that numbers of a submission count: in force, and not waiting.

    A submission waits where numbers count once they are verified (`Settings.counts`).
    """
    return table.c.state.not_in((STATE_WITHDRAWN, STATE_WAITING))


def is_in_force(table: FromClause = submission) -> ColumnElement[bool]:
    """Return the condition that a submission was not withdrawn, whether it counts yet or not."""
    condition: ColumnElement[bool] = table.c.state != STATE_WITHDRAWN
    return condition
