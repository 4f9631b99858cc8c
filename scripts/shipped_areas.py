"""The shipped areas in a store of their own in memory, for the scripts that make files of land."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sqlalchemy import Connection, create_engine  # noqa: E402

from data.load.areas.areas import load_shipped_areas  # noqa: E402
from data.migrate import upgrade  # noqa: E402


@contextmanager
def shipped_areas() -> Iterator[Connection]:
    """Yield a connection to a store that has the shipped areas and nothing else."""
    engine = create_engine("sqlite://")
    upgrade(engine)
    with engine.begin() as connection:
        load_shipped_areas(connection)
        yield connection
    engine.dispose()
