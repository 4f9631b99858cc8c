"""Choices that stay with a store, whatever options later commands have."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from data.store.schema import choice

# Whether a preparation loads made-up numbers.
DEMO = "demo"
# That made-up owners were added once: those that somebody removed do not come back.
DEMO_OWNERS = "demo-owners"


def read_choice(connection: Connection, name: str) -> bool | None:
    """Return a stored choice; None while there is none."""
    value = connection.scalar(select(choice.c.value).where(choice.c.name == name))
    return None if value is None else value == "true"


def keep_choice(connection: Connection, name: str, answer: bool) -> None:
    """Store a choice, in the caller's write transaction."""
    value = "true" if answer else "false"
    result = connection.execute(update(choice).where(choice.c.name == name).values(value=value))
    if not result.rowcount:
        connection.execute(insert(choice).values(name=name, value=value))
