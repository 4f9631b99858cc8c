"""Loads demo data into the store, marked as such, and removes it completely."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pandas as pd
from sqlalchemy import Connection, delete, exists, func, select

from data.demo.generate import demo_observations
from data.demo.owners import load_demo_owners
from data.demo.published import NGHE_AN
from data.demo.villages import store_demo_villages
from data.load.observations import Submission, rebuild, store_observations, withdraw
from data.load.owners.owners import remove_demo_owners
from data.numbers.tree import Forest
from data.queries.catalogue import all_indicators
from data.queries.keys import of_any_indicator
from data.store.schema import area, area_relation, observation, submission
from ioc.sentences.values import demo_word
from ioc.words.catalogue import say


def load_demo(
    connection: Connection,
    today: date,
    report: Callable[[str], None] | None = None,
    home: str = NGHE_AN,
) -> dict[str, object]:
    """Write made-up villages and observations; return the summary for the change log.

    Inside the caller's write transaction; every cell belongs to a submission of kind "demo".
    `home` is the province (code since 2025-07-01) that gets villages.

    Raises:
        NotFoundError: there is no such province.
    """
    villages = store_demo_villages(connection, home)
    areas = pd.DataFrame(connection.execute(select(area)).mappings().all())
    relations = pd.DataFrame(connection.execute(select(area_relation)).mappings().all())
    chunks = demo_observations(areas, relations, all_indicators(connection), today, home)
    forest = Forest(connection)
    cells = 0
    codes: set[str] = set()
    for label, frame in chunks:
        digest = hashlib.sha256(frame["value"].to_numpy().tobytes())
        digest.update(frame["numerator"].to_numpy().tobytes())
        summary = store_observations(
            connection,
            frame,
            Submission("demo", f"{demo_word()} {label}", digest.hexdigest(), demo_word()),
            forest,
        )
        cells += summary.observations
        codes.update(summary.indicators)
        if report and label.endswith("2025-07-01"):
            report(say("demo-loaded", label=label.split()[0], cells=cells))
    load_demo_owners(connection, home)
    return {"observations": cells, "villages": villages, "indicators": sorted(codes), "demo": True}


def remove_demo(connection: Connection) -> tuple[int, int]:
    """Remove all demo data; return how many cells and villages were removed.

    Demo villages on which somebody has reported real numbers stay. The caller raises the
    revision.
    """
    ids = [
        int(row[0])
        for row in connection.execute(
            select(submission.c.id).where(
                submission.c.kind == "demo", submission.c.state != "withdrawn"
            )
        )
    ]
    cells = withdraw(connection, ids) if ids else 0
    remove_demo_owners(connection)
    is_reported = exists().where(of_any_indicator(observation), observation.c.area_id == area.c.id)
    count = connection.execute(delete(area).where(area.c.is_demo, ~is_reported)).rowcount
    if count:
        # Without its villages a commune is expected to report for itself again.
        left = int(connection.scalar(select(func.count()).select_from(observation)) or 0)
        if left:
            rebuild(connection)
    return cells, count
