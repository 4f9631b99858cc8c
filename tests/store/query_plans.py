"""How SQLite goes about what it is asked: which questions do not follow a key to the area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

# Tables of numbers, and what queries call them.
NUMBERS = r"(SCAN|SEARCH) (observation|rollup|other)(_\d+)?\b"


@contextmanager
def read_in_bulk(connection: Connection) -> Iterator[list[str]]:
    """Gather what reads numbers without looking for an area, while the block runs.

    Keys begin with the indicator, of which each has as many rows as a province has villages and
    months. Each entry is the step of the plan and the statement; filled when the block is left.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    asked: list[str] = []
    found: list[str] = []
    driver.set_trace_callback(asked.append)
    try:
        yield found
    finally:
        driver.set_trace_callback(None)
    assert any("observation" in each or "rollup" in each for each in asked)
    for statement in asked:
        if not statement.startswith(("SELECT", "DELETE", "UPDATE")):
            continue
        for *_, step in driver.execute(f"EXPLAIN QUERY PLAN {statement}"):
            if re.match(NUMBERS, step) and "area_id=?" not in step:
                found.append(f"{step}\n{statement}")
