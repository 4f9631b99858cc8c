"""The query plans of SQLite: which queries do not use a key of the area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

# Tables of numbers, and what queries call them.
NUMBERS = r"(SCAN|SEARCH) (observation|rollup|other)(_\d+)?\b"


@contextmanager
def read_in_bulk(connection: Connection) -> Iterator[list[str]]:
    """Collect the queries of the block that read numbers without a key of the area.

    Keys begin with the indicator; each has as many rows as a province has villages and months. An
    entry is the step of the plan and the statement; the list is complete after the block.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    statements: list[str] = []
    scans: list[str] = []
    driver.set_trace_callback(statements.append)
    try:
        yield scans
    finally:
        driver.set_trace_callback(None)
    assert any("observation" in each or "rollup" in each for each in statements)
    for statement in statements:
        if not statement.startswith(("SELECT", "DELETE", "UPDATE")):
            continue
        for *_, step in driver.execute(f"EXPLAIN QUERY PLAN {statement}"):
            if re.match(NUMBERS, step) and "area_id=?" not in step:
                scans.append(f"{step}\n{statement}")
