"""What was chosen once for a store and stays with it, whatever later commands are started with."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from data.schema import choice

# Whether made-up numbers are filled in at the preparation.
DEMO = "demo"


def read_choice(connection: Connection, name: str) -> bool | None:
    """Return what was chosen; None while nobody has chosen."""
    value = connection.scalar(select(choice.c.value).where(choice.c.name == name))
    return None if value is None else value == "true"


def keep_choice(connection: Connection, name: str, chosen: bool) -> None:
    """Keep a choice, in the caller's write transaction."""
    value = "true" if chosen else "false"
    changed = connection.execute(update(choice).where(choice.c.name == name).values(value=value))
    if not changed.rowcount:
        connection.execute(insert(choice).values(name=name, value=value))
