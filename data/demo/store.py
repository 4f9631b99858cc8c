"""Made-up data into the store, as submissions of kind "demo"."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from datetime import date

import pandas as pd
from sqlalchemy import Connection, select

from data.demo import MARK
from data.demo.generate import demo_observations
from data.load.observations import Submission, store_observations
from data.queries.catalogue import all_indicators
from data.schema import area, area_relation

# Each submission costs the store some tenths of a second whatever its size.
_BATCH = 600_000


def store_demo_observations(
    connection: Connection,
    today: date,
    progress: Callable[[int, int, int], None] | None = None,
    codes: Collection[str] | None = None,
) -> int:
    """Write all made-up observations with their rollups; return how many cells.

    A handful of submissions of kind "demo", sender "Số liệu minh hoạ". Expects a
    write transaction and a store that holds the areas, the made-up villages and the catalogue;
    the caller raises the revision.

    Args:
        connection: in a write transaction (`data.store.writing`).
        today: nothing is made up for a period still open on this day.
        progress: told the frames made, their number at most, and the cells stored so far.
        codes: only these indicators; None: all that have a plan.
    """
    areas = pd.DataFrame(connection.execute(select(area)).mappings().all())
    relations = pd.DataFrame(connection.execute(select(area_relation)).mappings().all())
    indicators = [
        each for each in all_indicators(connection) if codes is None or each.code in codes
    ]
    cells = 0
    batch: list[pd.DataFrame] = []
    made = demo_observations(areas, relations, indicators, today)
    for number, (_, frame) in enumerate(made, start=1):
        batch.append(frame)
        if sum(map(len, batch)) >= _BATCH:
            cells += _store(connection, batch)
            batch = []
        if progress:
            progress(number, 2 * len(indicators), cells)
    return cells + _store(connection, batch)


def _store(connection: Connection, frames: list[pd.DataFrame]) -> int:
    """Write one submission; return its cells."""
    if not frames:
        return 0
    frame = pd.concat(frames, ignore_index=True)
    sent = Submission(kind="demo", file_name="data.demo", sha256=_fingerprint(frame), sender=MARK)
    return store_observations(connection, frame, sent).observations


def _fingerprint(frame: pd.DataFrame) -> str:
    digest = hashlib.sha256()
    for name in ("area_id", "numerator", "denominator", "value"):
        digest.update(frame[name].to_numpy().tobytes())
    digest.update("\n".join(frame["period"].astype(str).unique()).encode())
    return digest.hexdigest()
